import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { VerifiedCompany } from "../../../src-main/contract/verify.ts";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import { type SampleTally, startSampleTally } from "../../../src-main/sample-tally/index.ts";
import { hourMs } from "../../support/movable-clock.ts";
import { openReplica, type Replica, type ReplicaOptions } from "../../support/replica-trial.ts";
import { everyMs, SteppedClock } from "../../support/stepped-clock.ts";

let sample: SampleTally;
let control: CompanyControl;

beforeEach(async () => {
  sample = await startSampleTally({ companies: 1, vouchers: 90, seed: 5 });
  control = sample.company();
});

afterEach(() => sample.close());

interface Turn {
  /** What was compared after the pass: how many ledgers, vouchers and items, with which verdict. */
  readonly compared: readonly string[];
  /** As stored when the next pass began. */
  readonly stored: string;
  /** Built-in reports that were asked. */
  readonly reports: number;
}

function tell({ verdict, checked, differences }: VerifiedCompany): string {
  const what = checked.stockItems > 0 ? "all" : "touched";
  return [what, verdict, ...differences.map(({ name, from, to }) => `${name} ${from} ${to}`)].join(" ");
}

function look(replica: Replica, statement: string): Record<string, unknown> {
  const database = new Database(replica.file);
  try {
    return database.prepare(statement).get() as Record<string, unknown>;
  } finally {
    database.close();
  }
}

/** Behind the program's back. */
function damage(replica: Replica, statement: string, ...values: readonly unknown[]): void {
  const database = new Database(replica.file);
  try {
    expect(database.prepare(statement).run(...values).changes).toBe(1);
  } finally {
    database.close();
  }
}

/** Makes a line of the ledger 100 rupees wrong, in the oldest voucher that has one; tells its date. */
function spoilLine(replica: Replica, ledger: string): string {
  const row = look(
    replica,
    `select l.voucher_guid as guid, l.line_no as line, v.date from voucher_ledger_entries l
     join vouchers v on v.tally_guid = l.voucher_guid
     where v.posts_to_accounts = 1 and l.ledger_name = '${ledger}' order by v.date limit 1`,
  );
  damage(
    replica,
    "update voucher_ledger_entries set amount = amount + 100 where voucher_guid = ? and line_no = ?",
    row["guid"],
    row["line"],
  );
  return String(row["date"]);
}

/** Watches through the steps, one before each further pass, and tells what was compared after each. */
async function watchThrough(
  steps: readonly ((replica: Replica, clock: SteppedClock) => unknown)[],
  options: ReplicaOptions = {},
): Promise<readonly Turn[]> {
  const turns: Turn[] = [];
  let compared: string[] = [];
  let loggedBefore = 0;
  const closeTurn = (): void => {
    const stored = String(look(replica, "select verification from companies")["verification"]);
    const reports = sample.port.log.slice(loggedBefore).filter(({ id }) => /^(Trial|Stock) /.test(id));
    turns.push({ compared, stored, reports: reports.length });
    compared = [];
    loggedBefore = sample.port.log.length;
  };
  const clock: SteppedClock = new SteppedClock(
    steps.map((step) => () => {
      closeTurn();
      return step(replica, clock);
    }),
  );
  await using replica = await openReplica(sample.url, { ...options, clock });
  const onVerified = ({ companies }: { companies: readonly VerifiedCompany[] }): void =>
    void compared.push(...companies.map(tell));
  const watching = { everySeconds: everyMs / 1_000, companies: [], onReport: () => {}, onVerified };
  await replica.engine.watch(watching, clock.stop.signal);
  closeTurn();
  return turns;
}

function oldestReceipt(): number {
  const dateOf = (id: number): string => JSON.stringify(control.show(id).fields["DATE"]);
  const receipts = control
    .voucherIds()
    .filter((id) => control.show(id).fields["VOUCHERTYPENAME"] === "Receipt")
    .toSorted((one, other) => dateOf(one).localeCompare(dateOf(other)));
  return receipts[0] ?? someReceipt();
}

function someReceipt(): number {
  const id = control.voucherIds().find((each) => control.show(each).fields["VOUCHERTYPENAME"] === "Receipt");
  if (id === undefined) throw new Error("the sample has no receipt");
  return id;
}

describe("verification while watching", () => {
  it("compares everything once, then what each run touched, and nothing where nothing changed", async () => {
    const turns = await watchThrough([
      () => control.postRandom({ kind: "receipt" }),
      () => {},
      () => control.delete(someReceipt()),
      () => control.masters.rename("LEDGER", "Cash", "Petty Cash"),
    ]);
    expect(turns.map(({ compared, stored }) => [compared, stored])).toEqual([
      [["all verified"], "verified"],
      [["touched verified"], "verified"],
      [[], "verified"],
      [["touched verified"], "verified"],
      [["touched verified"], "verified"],
    ]);
  });

  it("asks for one report after a run, and for the ends of earlier years only where the run reached into them", async () => {
    const turns = await watchThrough([
      () => control.postRandom({ kind: "receipt" }),
      () => control.setNarration(oldestReceipt(), "altered after the year's end"),
    ]);
    expect(turns.map(({ reports }) => reports)).toEqual([expect.any(Number), 1, 2]);
  });

  it("names ledger and day of what is wrong in a ledger that a run touched", async () => {
    let day = "";
    const turns = await watchThrough([
      (replica) => {
        day = spoilLine(replica, "Cash");
        control.postRandom({ kind: "contra" });
      },
    ]);
    expect(turns[1]).toMatchObject({
      compared: [`all differs Cash ${day} ${day}`],
      stored: "differs",
    });
  });

  it("leaves other ledgers to the comparison of everything", async () => {
    const all: string[] = [];
    let day = "";
    const turns = await watchThrough([
      (replica) => {
        day = spoilLine(replica, "Cash");
        control.masters.create("LEDGER", "A new one");
      },
      async (replica) => {
        const request = { companies: [], asOf: null };
        const { companies } = await replica.engine.verify(request, new AbortController().signal);
        all.push(...companies.map(tell));
      },
    ]);
    expect(turns[1]?.compared).toEqual(["touched verified"]);
    expect(all).toEqual([`all differs Cash ${day} ${day}`]);
  });

  it("compares everything daily although each run's ledgers were compared", async () => {
    const post = (): unknown => control.postRandom({ kind: "receipt" });
    const turns = await watchThrough([
      (_, clock) => [post(), clock.jump(12 * hourMs)],
      (_, clock) => [post(), clock.jump(12 * hourMs)],
    ]);
    expect(turns.map(({ compared }) => compared)).toEqual([
      ["all verified"],
      ["touched verified"],
      ["all verified"],
    ]);
  });

  it("does not ask a Tally after each run that works on a report for long", async () => {
    const post = (): unknown => control.postRandom({ kind: "receipt" });
    const turns = await watchThrough([
      (_, clock) => {
        const take = sample.port.faults.take.bind(sample.port.faults);
        sample.port.faults.take = (kind, text) => {
          if (text.includes("<ID>Trial Balance</ID>")) clock.jump(5_000);
          return take(kind, text);
        };
        post();
      },
      post,
      (_, clock) => [post(), clock.jump(24 * hourMs)],
    ]);
    expect(turns.map(({ compared, stored }) => [...compared, stored])).toEqual([
      ["all verified", "verified"],
      ["touched verified", "verified"],
      ["unknown"],
      ["all verified", "verified"],
    ]);
  });

  it("claims nothing while people type, neither good nor bad, and compares everything an hour later", async () => {
    const typeMeanwhile = (): void => {
      const take = sample.port.faults.take.bind(sample.port.faults);
      sample.port.faults.take = (kind, text) => {
        if (text.includes("<ID>Trial Balance</ID>")) {
          sample.port.faults.take = take;
          // Again and again on the ledger that the run touched.
          control.postRandom({ kind: "contra" });
        }
        return take(kind, text);
      };
    };
    const turns = await watchThrough([
      () => {
        control.postRandom({ kind: "contra" });
        typeMeanwhile();
      },
      () => {},
      (_, clock) => clock.jump(hourMs),
    ]);
    expect(turns.map(({ stored }) => stored)).toEqual(["verified", "unknown", "unknown", "verified"]);
    expect(turns[1]?.compared).toEqual([]);
    expect(turns[3]?.compared).toEqual(["all verified"]);
  });

  it("is no part of a sync", async () => {
    await using replica = await openReplica(sample.url);
    const request = { companies: [], full: false, acceptDeletes: false };
    await replica.engine.sync(request, new AbortController().signal);
    control.postRandom({ kind: "receipt" });
    await replica.engine.sync(request, new AbortController().signal);
    expect(sample.port.log.filter(({ id }) => /^(Trial|Stock) /.test(id))).toEqual([]);
    expect(look(replica, "select verification from companies")).toEqual({ verification: "unknown" });
  });
});
