import { afterAll, describe, expect, it } from "vitest";
import type { Fault } from "../../src-main/sample-tally/port/faults.ts";
import type { TallyPort } from "../../src-main/sample-tally/server.ts";
import { readChanges, requireEqual, type Trial } from "../support/replica-trial.ts";
import { fault, type FaultCase, faultCases } from "./support/fault-cases.ts";
import {
  type Ending,
  type RequestFamily,
  disturbBooks,
  families,
  fingerprintReplica,
  type FaultTrial,
  keptVerdicts,
  startFaultTrial,
  verifyFamilies,
} from "./support/fault-matrix.ts";

const tried: string[] = [];
afterAll(() => {
  console.log(["fault | request | ending | code", "--- | --- | --- | ---", ...tried].join("\n"));
});

describe("faults of Tally at every kind of request of an incremental run", () => {
  it.for(faultCases)("$what", async (each) => {
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

describe("faults of Tally at every kind of request of verify", () => {
  it.for(faultCases)("$what", async (each) => {
    await using faulty = await startFaultTrial(26, each.silenceTimeoutMs, each.companies);
    const { trial } = faulty;
    await trial.sync();
    for (const family of verifyFamilies) {
      const ending = await requireNothingSaid(faulty, family, each.what, each.spring, async () => {
        await each.mend?.(trial.port);
        trial.port.faults.clear();
      });
      expect(ending.status).not.toBe("in_progress");
      requireStated(ending, each, family);
    }
  });

  const setUps: readonly { what: string; spring: (trial: Trial) => void; mend: (trial: Trial) => void }[] = [
    {
      what: "Educational date rule",
      spring: ({ tally }) => void (tally.educational = true),
      mend: ({ tally }) => void (tally.educational = false),
    },
    {
      what: "invalid characters",
      spring: ({ port }) => port.faults.add({ fault: { kind: "invalidCharacters" } }),
      mend: ({ port }) => port.faults.clear(),
    },
    ...([1_000, -30] as const).flatMap((by) =>
      (["ALTVCHID", "ALTMSTID"] as const).map((counter) => ({
        what: `${counter} ${by > 0 ? "jumps up" : "falls"}`,
        spring: (trial: Trial) => jump(trial, counter, by),
        mend: (trial: Trial) => jump(trial, counter, -by),
      })),
    ),
  ];
  it.for(setUps)("$what", async ({ what, spring, mend }) => {
    await using faulty = await startFaultTrial(27);
    const { trial } = faulty;
    await trial.sync();
    for (const family of verifyFamilies) {
      const { code } = await requireNothingSaid(
        faulty,
        family,
        what,
        () => spring(trial),
        () => mend(trial),
      );
      expect(code).toMatch(/^(SOURCE_OTHER_PERIOD|SOURCE_UNREADABLE_ANSWER|SOURCE_ANSWERS_DIFFERENTLY)?$/);
    }
  });
});

/** A comparison that met a fault says nothing bad of the books, and nothing good unless it looked twice. */
async function requireNothingSaid(
  faulty: FaultTrial,
  family: RequestFamily,
  what: string,
  spring: (port: TallyPort) => void,
  mend: () => unknown,
): Promise<Ending> {
  const { trial } = faulty;
  const before = await fingerprintReplica(trial, false);
  const { ending, isSprung } = await faulty.run({ family, spring });
  const outcome = ending.code || ending.verdict;
  tried.push(`${what} | ${family} | ${ending.status} | ${outcome}`);
  expect(isSprung, `a request of the kind "${family}" went out`).toBe(true);
  await mend();
  expect(ending.verdict).not.toBe("differs");
  expect(await fingerprintReplica(trial, false)).toBe(before);
  expect(await keptVerdicts(trial)).not.toContain("differs");
  // The next good comparison finds nothing wrong.
  const { ending: good } = await faulty.run({ family, spring: () => {} });
  expect(good).toMatchObject({ status: "success", verdict: "verified", code: "" });
  return ending;
}

function jump(trial: Trial, counter: "ALTVCHID" | "ALTMSTID", by: number): void {
  const { fields } = trial.control.books.company;
  fields[counter] = (fields[counter] as number) + by;
}

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
  if (isLeftOut(ending, each, family)) return;
  expect(`${family}: ${ending.code}`).toMatch(
    new RegExp(`^${family}: ${(each.except?.[family] ?? each.codes).source.slice(1)}`),
  );
  const isGood = ending.code === "";
  expect(ending.status).toMatch(isGood ? /^success$/ : /^(failed|not_open|not started)$/);
  expect(ending.sentence).toMatch(isGood ? /^$/ : /^[A-Z].*\.$/s);
}

/** What Tally says it does not tell of stock and counts is not compared, and the rest is. */
function isLeftOut(ending: Ending, { what }: FaultCase, family: RequestFamily): boolean {
  const isRefused = /^(STATUS 0|LINEERROR|ERRORMSG|EXCEPTION|Unknown Request)$/.test(what);
  if (!isRefused || !/^verify: (stock|counts)$/.test(family)) return false;
  expect(ending).toMatchObject({ status: "success", verdict: "unknown", code: "" });
  return true;
}

async function requireOnlyRealDeletes(trial: Trial, deleted: ReadonlySet<string>): Promise<void> {
  const told = (await readChanges(trial)).filter(({ action }) => action === "delete");
  expect(told.length).toBeGreaterThan(0);
  expect(told.map(({ entityType }) => entityType)).toEqual(told.map(() => "vouchers"));
  for (const { guid } of told) expect(deleted).toContain(guid);
  expect(await trial.destination.db.selectFrom("held_deletes").selectAll().execute()).toEqual([]);
}
