import { afterAll, describe, expect, it } from "vitest";
import type { Fault } from "../../src-main/sample-tally/port/faults.ts";
import type { TallyPort } from "../../src-main/sample-tally/server.ts";
import { readChanges, requireEqual, type Trial } from "../support/replica-trial.ts";
import {
  type Ending,
  type RequestFamily,
  disturbBooks,
  families,
  fingerprintReplica,
  startFaultTrial,
} from "./support/fault-matrix.ts";

/** A fault, and the codes a run that met it may tell. An empty code: the run succeeded in spite of it. */
interface FaultCase {
  readonly what: string;
  readonly spring: (port: TallyPort) => void;
  readonly codes: RegExp;
  /** Families where it does no harm or has other codes. */
  readonly except?: Partial<Record<RequestFamily, RegExp>>;
  readonly silenceTimeoutMs?: number;
  readonly companies?: number;
  /** Makes Tally well again. */
  readonly mend?: (port: TallyPort) => Promise<unknown>;
}

function fault(kind: Fault): (port: TallyPort) => void {
  return (port) => port.faults.add({ fault: kind });
}

const cases: readonly FaultCase[] = [
  {
    what: "refused",
    spring: (port) => void port.stopListening(),
    codes: /^SOURCE_(NOT_RUNNING|CONNECTION_LOST)$/,
    mend: (port) => port.resumeListening(),
  },
  { what: "hung", spring: fault({ kind: "hang" }), codes: /^SOURCE_TIMEOUT$/, silenceTimeoutMs: 700 },
  {
    what: "slow drip",
    spring: fault({ kind: "slowDrip", bytesPerSecond: 20_000 }),
    codes: /^$/,
  },
  ...[0, 0.02, 0.3, 0.9, 0.99].map((fraction): FaultCase => ({
    what: `cut at ${fraction * 100} %`,
    spring: fault({ kind: "cut", fraction, announcesLess: true }),
    codes: /^SOURCE_(CUT_ANSWER|EMPTY_ANSWER|UNREADABLE_ANSWER)$/,
    // One line: what is missing may be the line end behind it.
    ...(fraction === 0.99 && { except: { object: /^$/ } }),
  })),
  {
    what: "cut, length announced",
    spring: fault({ kind: "cut", fraction: 0.5 }),
    codes: /^SOURCE_(CUT_ANSWER|CONNECTION_LOST)$/,
  },
  {
    what: "reset in mid-answer",
    spring: fault({ kind: "reset", fraction: 0.5 }),
    codes: /^SOURCE_(CUT_ANSWER|CONNECTION_LOST)$/,
  },
  { what: "no reply", spring: fault({ kind: "emptyReply" }), codes: /^SOURCE_CONNECTION_LOST$/ },
  { what: "empty 200", spring: fault({ kind: "emptyAnswer" }), codes: /^SOURCE_EMPTY_ANSWER$/ },
  { what: "STATUS 0", spring: fault({ kind: "statusZero" }), codes: /^SOURCE_STATUS_ZERO$/ },
  {
    what: "LINEERROR",
    spring: fault({ kind: "lineError", text: "Something went wrong" }),
    codes: /^SOURCE_LINE_ERROR$/,
  },
  {
    what: "LINEERROR, company gone",
    spring: fault({ kind: "lineError", text: "Could not set 'SVCurrentCompany' to 'X'" }),
    codes: /^SOURCE_COMPANY_NOT_OPEN$/,
  },
  {
    what: "ERRORMSG",
    spring: fault({ kind: "errorMessage", text: "Bad formula!" }),
    codes: /^SOURCE_ERROR_MESSAGE$/,
  },
  {
    what: "EXCEPTION",
    spring: fault({ kind: "exception", text: "Memory Access Violation" }),
    codes: /^SOURCE_EXCEPTION$/,
  },
  { what: "Unknown Request", spring: fault({ kind: "unknownRequest" }), codes: /^SOURCE_UNKNOWN_REQUEST$/ },
  {
    what: "another company's answer",
    companies: 2,
    spring: fault({ kind: "otherCompany", company: "Company 2" }),
    codes: /^SOURCE_(OTHER_COMPANY|ANSWERS_DIFFERENTLY)$/,
    // The list of companies is the same whoever is asked; a voucher that is not there is in no company.
    except: { probe: /^$/, object: /^$/ },
  },
  {
    what: "another period's answer",
    spring: fault({ kind: "otherPeriod", days: 400 }),
    codes: /^SOURCE_OTHER_PERIOD$/,
    // Neither depends on a period.
    except: { probe: /^$/, object: /^$/ },
  },
  { what: "garbage", spring: fault({ kind: "garbage" }), codes: /^SOURCE_NOT_TALLY$/ },
  {
    what: "garbage in XML",
    spring: fault({ kind: "garbage", text: "<ENVELOPE><A>1</A></ENVELOPE>" }),
    codes: /^SOURCE_(HEAD_MISSING|END_MISSING|ANSWERS_DIFFERENTLY|UNREADABLE_ANSWER|NO_COMPANY_OPEN)$/,
  },
  { what: "HTTP 500", spring: fault({ kind: "httpStatus", status: 500 }), codes: /^SOURCE_HTTP_STATUS$/ },
  {
    what: "a dialog opens",
    spring: fault({ kind: "dialog" }),
    codes: /^SOURCE_TIMEOUT$/,
    silenceTimeoutMs: 700,
    mend: async (port) => port.closeDialog(),
  },
  {
    what: "counters missing",
    spring: fault({ kind: "countersMissing" }),
    codes: /^SOURCE_COUNTERS_MISSING$/,
    // Neither shows counters, or needs them.
    except: { object: /^$/, numbers: /^$/ },
  },
];

const tried: string[] = [];
afterAll(() => {
  console.log(["fault | request | ending | code", "--- | --- | --- | ---", ...tried].join("\n"));
});

describe("faults of Tally at every kind of request of an incremental run", () => {
  it.for(cases)("$what", async (each) => {
    await using faulty = await startFaultTrial(21, each.silenceTimeoutMs, each.companies);
    const { trial } = faulty;
    await trial.sync();
    const deleted = new Set<string>();
    for (const [round, family] of families.entries()) {
      deleted.add(disturbBooks(trial.control, round));
      const before = await fingerprintReplica(trial);
      const { ending, isSprung } = await faulty.run({ family, spring: each.spring });
      tried.push(`${each.what} | ${family} | ${ending.status} | ${ending.code}`);
      expect(isSprung, `a request of the kind "${family}" went out`).toBe(true);
      await each.mend?.(trial.port);
      trial.port.faults.clear();
      requireStated(ending, each, family);
      const after = await fingerprintReplica(trial);
      expect(ending.code === "" || after === before, "readers see what they saw").toBe(true);
    }
    // The next good run catches up with all rounds.
    expect((await trial.sync()).runs[0]?.status).toMatch(/^(success|no_change)$/);
    await requireEqual(trial);
    await requireOnlyRealDeletes(trial, deleted);
  });
});

describe("faults of Tally in mid first load", () => {
  const kinds: readonly Fault[] = [
    { kind: "cut", fraction: 0.9, announcesLess: true },
    { kind: "emptyAnswer" },
    { kind: "otherPeriod", days: 90 },
    { kind: "lineError", text: "Could not set 'SVCurrentCompany' to 'X'" },
  ];
  it.for(kinds)(
    "$kind at each step: nothing counts as loaded before it is, and the load goes on",
    async (kind) => {
      await using faulty = await startFaultTrial(22);
      const { trial } = faulty;
      for (const family of ["masters", "fingerprint", "vouchers"] as const) {
        const { ending, isSprung } = await faulty.run({ family, spring: fault(kind) });
        tried.push(`first load: ${kind.kind} | ${family} | ${ending.status} | ${ending.code}`);
        expect(isSprung).toBe(true);
        const loaded = await trial.destination.db
          .selectFrom("companies")
          .select("initial_load_completed_at")
          .execute();
        expect(loaded.every(({ initial_load_completed_at: at }) => at === null)).toBe(true);
      }
      await trial.sync();
      await requireEqual(trial);
      expect(await readChanges(trial)).toEqual([]);
    },
  );
});

describe("what Tally does to itself in mid-run", () => {
  it("a licence that is lost makes periods be refused, never makes vouchers go", async () => {
    await using faulty = await startFaultTrial(23);
    const { trial } = faulty;
    await trial.sync();
    const deleted = new Set<string>();
    for (const [round, family] of families.entries()) {
      deleted.add(disturbBooks(trial.control, round));
      const { ending } = await faulty.run({ family, spring: () => void (trial.tally.educational = true) });
      trial.tally.educational = false;
      tried.push(`Educational date rule | ${family} | ${ending.status} | ${ending.code}`);
      expect(ending.code).toMatch(/^(SOURCE_OTHER_PERIOD)?$/);
    }
    await trial.sync();
    await requireEqual(trial);
    await requireOnlyRealDeletes(trial, deleted);
  });

  it("a counter that jumps up and falls back loses nothing and believes nothing", async () => {
    await using faulty = await startFaultTrial(24);
    const { trial } = faulty;
    await trial.sync();
    const deleted = new Set([disturbBooks(trial.control, 0)]);
    const { fields } = trial.control.books.company;
    for (const by of [1_000, -30]) {
      for (const counter of ["ALTVCHID", "ALTMSTID"] as const) {
        const real = fields[counter] as number;
        fields[counter] = real + by;
        const { ending } = await faulty.run({ family: "numbers", spring: () => {} });
        fields[counter] = real;
        tried.push(`${counter} ${by > 0 ? "jumps up" : "falls"} | all | ${ending.status} | ${ending.code}`);
        expect(ending.status).toBe("success");
        await requireEqual(trial);
        expect((await trial.sync()).runs[0]?.status).toBe("success");
        await requireEqual(trial);
      }
    }
    await requireOnlyRealDeletes(trial, deleted);
  });

  it("characters that XML forbids spoil no more than the value they stand in, and no identity", async () => {
    await using faulty = await startFaultTrial(25);
    const { trial } = faulty;
    await trial.sync();
    const deleted = new Set<string>();
    for (const [round, family] of families.entries()) {
      deleted.add(disturbBooks(trial.control, round));
      const { ending } = await faulty.run({ family, spring: fault({ kind: "invalidCharacters" }) });
      trial.port.faults.clear();
      tried.push(`invalid characters | ${family} | ${ending.status} | ${ending.code}`);
      expect(ending.status).toMatch(/^(failed|needs_attention|success)$/);
    }
    await trial.sync({ full: true });
    await requireEqual(trial);
    await requireOnlyRealDeletes(trial, deleted);
  });
});

function requireStated(ending: Ending, each: FaultCase, family: RequestFamily): void {
  expect(`${family}: ${ending.code}`).toMatch(
    new RegExp(`^${family}: ${(each.except?.[family] ?? each.codes).source.slice(1)}`),
  );
  const isGood = ending.code === "";
  expect(ending.status).toMatch(isGood ? /^success$/ : /^(failed|not_open|not started)$/);
  expect(ending.sentence).toMatch(isGood ? /^$/ : /^[A-Z].*\.$/s);
}

async function requireOnlyRealDeletes(trial: Trial, deleted: ReadonlySet<string>): Promise<void> {
  const told = (await readChanges(trial)).filter(({ action }) => action === "delete");
  expect(told.length).toBeGreaterThan(0);
  expect(told.map(({ entityType }) => entityType)).toEqual(told.map(() => "vouchers"));
  for (const { guid } of told) expect(deleted).toContain(guid);
  expect(await trial.destination.db.selectFrom("held_deletes").selectAll().execute()).toEqual([]);
}
