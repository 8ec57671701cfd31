import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, earlierDate } from "../../../src-main/sync/dates.ts";
import { type Trial, onlyRun, startTrial } from "../../support/replica-trial.ts";

/** `TALLY_REPLICA_LARGE_BOOK=200000 npm test -- large-book`: takes minutes and some GB of memory. */
const vouchers = Number(process.env["TALLY_REPLICA_LARGE_BOOK"] ?? 20_000);
if (vouchers < 200_000) {
  console.log(
    `large-book: ${vouchers} vouchers; 200,000 are left out because they take minutes, TALLY_REPLICA_LARGE_BOOK=200000 takes them`,
  );
}
const timeout = 1_800_000;
/** A request may walk a window of so many vouchers and a day beyond it. */
const mostWalkedAtOnce = 11_000;

interface Asked {
  readonly requests: number;
  readonly bytes: number;
  readonly walked: number;
  readonly mostWalked: number;
}

let trial: Trial;
const measured: string[] = [];

beforeAll(async () => {
  trial = await startTrial({ vouchers, seed: 61 });
}, timeout);

afterAll(async () => {
  await trial[Symbol.asyncDispose]();
  console.log(["what | requests | bytes | walked | most at once", ...measured].join("\n"));
}, timeout);

/** One run, and what it asked of Tally. */
async function runAndMeasure(what: string): Promise<Asked> {
  const { log } = trial.port;
  const before = log.length;
  const run = onlyRun(await trial.sync());
  expect(["success", "no_change"]).toContain(run.status);
  const entries = log.slice(before);
  const asked = {
    requests: entries.length,
    bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0),
    walked: entries.reduce((sum, { vouchersWalked }) => sum + vouchersWalked, 0),
    mostWalked: Math.max(...entries.map(({ vouchersWalked }) => vouchersWalked)),
  };
  measured.push(`${what} | ${asked.requests} | ${asked.bytes} | ${asked.walked} | ${asked.mostWalked}`);
  return asked;
}

interface Found {
  readonly id: number;
  readonly date: string;
}

/** Living vouchers as the replica holds them, oldest first; of one numbering style or of all. */
async function ordinaryVouchers(numberingStyle?: string): Promise<readonly Found[]> {
  const rows = await trial.destination.select({
    companyId: await trial.companyId(trial.control.books),
    table: "vouchers",
    columns: ["master_id", "date", "numbering_style", "is_cancelled", "is_optional"],
  });
  return rows
    .filter((row) => row["is_cancelled"] === false && row["is_optional"] === false)
    .filter((row) => numberingStyle === undefined || row["numbering_style"] === numberingStyle)
    .map((row) => ({ id: Number(row["master_id"]), date: String(row["date"]) }))
    .toSorted((one, other) => one.date.localeCompare(other.date) || one.id - other.id);
}

function pick(list: readonly Found[], part: number): number {
  const found = list[Math.floor(list.length * part)];
  if (found === undefined) throw new Error("the book has no such voucher");
  return found.id;
}

async function busiestParty(): Promise<string> {
  const row = await trial.destination.db
    .selectFrom("vouchers" as never)
    .select(["party_name" as never])
    .where("party_name" as never, "<>", "" as never)
    .groupBy("party_name" as never)
    .orderBy(({ fn }) => fn.countAll(), "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  return (row as { party_name: string }).party_name;
}

describe(`a book of ${vouchers} vouchers`, { timeout }, () => {
  it("is loaded in windows, each voucher walked at most three times", async () => {
    const { walked, bytes } = await runAndMeasure("first load");
    expect(walked).toBeLessThan(3 * vouchers);
    expect(bytes).toBeLessThan(3_000 * vouchers + 1_000_000);
  });

  it("costs one small request where nothing is new", async () => {
    const { requests, bytes, walked } = await runAndMeasure("nothing new");
    expect({ requests, walked }).toEqual({ requests: 1, walked: 0 });
    expect(bytes).toBeLessThan(400);
  });

  it("walks the last days only for a voucher of today", async () => {
    const all = await ordinaryVouchers();
    const today = new Date().toISOString().slice(0, 10);
    const hotFrom = addDays(earlierDate(all.at(-1)?.date ?? today, today), -60);
    const hot = all.filter(({ date }) => date >= hotFrom).length;
    trial.control.postRandom({ kind: "sale" });
    const { requests, bytes, walked } = await runAndMeasure("one new voucher today");
    expect(requests).toBeLessThanOrEqual(6);
    expect(bytes).toBeLessThan(60_000);
    // What is cancelled or optional is walked as well; numbers that may have moved walk the days again.
    expect(walked).toBeLessThan(3 * hot);
  });

  it("walks the book at most twice for one that was altered long ago", async () => {
    trial.control.setNarration(pick(await ordinaryVouchers(), 0.1), "looked through again");
    const { bytes, walked, mostWalked } = await runAndMeasure("one altered long ago");
    expect(bytes).toBeLessThan(250_000 * Math.max(1, vouchers / 100_000));
    expect(walked).toBeLessThan(2 * vouchers);
    expect(mostWalked).toBeLessThan(mostWalkedAtOnce);
  });

  it("walks the book at most twice for one that was deleted", async () => {
    trial.control.delete(pick(await ordinaryVouchers("Manual"), 0.3));
    const { bytes, walked, mostWalked } = await runAndMeasure("one deleted");
    expect(bytes).toBeLessThan(250_000 * Math.max(1, vouchers / 100_000));
    expect(walked).toBeLessThan(2 * vouchers);
    expect(mostWalked).toBeLessThan(mostWalkedAtOnce);
  });

  it("reads the numbers that moved besides, where an automatically numbered one was deleted", async () => {
    trial.control.delete(pick(await ordinaryVouchers("Automatic"), 0.3));
    const { walked, mostWalked } = await runAndMeasure("one deleted, numbers move");
    expect(walked).toBeLessThan(3 * vouchers);
    expect(mostWalked).toBeLessThan(mostWalkedAtOnce);
  });

  it("walks no voucher for a party that was renamed", async () => {
    const name = await busiestParty();
    trial.control.masters.rename("LEDGER", name, `${name} & Sons`);
    const { bytes, walked } = await runAndMeasure("a party renamed");
    expect(walked).toBe(0);
    expect(bytes).toBeLessThan(100_000);
  });

  it("reads a thousand altered ones in one pass over the book", async () => {
    const all = await ordinaryVouchers();
    const step = Math.floor(all.length / 1_000);
    for (let index = 0; index < 1_000; index += 1) {
      trial.control.setNarration(all[index * step]?.id ?? 0, `looked through again, ${index}`);
    }
    const { walked, mostWalked } = await runAndMeasure("1,000 altered");
    expect(walked).toBeLessThan(3 * vouchers);
    expect(mostWalked).toBeLessThan(mostWalkedAtOnce);
  });

  it("equals the books after all of it", async () => {
    expect((await trial.differences()).length).toBe(0);
  });
});
