import Database from "better-sqlite3";
import type { Sample } from "./sample.ts";

/** Something people do in Tally between two runs. */
export interface Change {
  readonly title: string;
  readonly aim: string;
  /** `turn` counts the paces, so that the same change is not made twice to the same voucher. */
  make(sample: Sample, books: ReplicaBooks, turn: number): Promise<void>;
}

/** Finds vouchers and masters to change, as the replica holds them. */
export class ReplicaBooks implements Disposable {
  readonly #database: Database.Database;

  constructor(databaseFile: string) {
    this.#database = new Database(databaseFile, { readonly: true });
  }

  /** MASTERIDs of ordinary vouchers, oldest first; of one numbering style or of all. */
  voucherIds(numberingStyle?: string): readonly number[] {
    return this.#database
      .prepare(
        `select master_id from vouchers
         where is_deleted = 0 and is_cancelled = 0 and is_optional = 0
           and numbering_style = coalesce(?, numbering_style)
         order by date, master_id`,
      )
      .pluck()
      .all(numberingStyle ?? null) as readonly number[];
  }

  /** The ledger named as party by most vouchers. */
  busiestParty(): string {
    return this.#database
      .prepare(
        `select party_name from vouchers where party_name <> ''
         group by party_name order by count(*) desc limit 1`,
      )
      .pluck()
      .get() as string;
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error("The book has too few vouchers for this change.");
  return item;
}

async function alter(sample: Sample, masterId: number, turn: number): Promise<void> {
  await sample.control("setNarration", { masterId, narration: `Looked through again, turn ${turn}` });
}

async function deleteOne(sample: Sample, ids: readonly number[], turn: number): Promise<void> {
  await sample.control("delete", { masterId: at(ids, Math.floor(ids.length / 3) + turn) });
}

const aimOfOldOnes = "≤ 250 KB, 2 walks, 2 s";
const thousand = 1_000;

export const changes: readonly Change[] = [
  { title: "nothing new", aim: "1 request", make: () => Promise.resolve() },
  {
    title: "one new voucher today",
    aim: "≤ 6 requests, ≤ 60 KB, hot window",
    make: async (sample) => void (await sample.control("postRandom", { kind: "sale" })),
  },
  {
    title: "one altered last year",
    aim: aimOfOldOnes,
    make: (sample, books, turn) => {
      const ids = books.voucherIds();
      return alter(sample, at(ids, Math.floor(ids.length / 10) + turn), turn);
    },
  },
  {
    title: "one deleted, no number moves",
    aim: aimOfOldOnes,
    make: (sample, books, turn) => deleteOne(sample, books.voucherIds("Manual"), turn),
  },
  {
    title: "one deleted, later numbers move",
    aim: aimOfOldOnes,
    make: (sample, books, turn) => deleteOne(sample, books.voucherIds("Automatic"), turn),
  },
  {
    title: "a party renamed",
    aim: "",
    make: async (sample, books, turn) => {
      const name = books.busiestParty();
      await sample.control("renameMaster", { type: "LEDGER", name, to: `${name} (${turn})` });
    },
  },
  {
    title: "1,000 altered",
    aim: "",
    make: async (sample, books, turn) => {
      const ids = books.voucherIds();
      const step = Math.max(1, Math.floor(ids.length / thousand));
      const chosen = ids.filter((_, index) => index % step === 0).slice(0, thousand);
      for (const masterId of chosen) await alter(sample, masterId, turn + thousand);
    },
  },
];
