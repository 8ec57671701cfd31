import type { Arbitrary } from "fast-check";
import { assert as assertProperty, asyncProperty, constantFrom, integer, array, record } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src-main/sample-tally/port/faults.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import {
  type OperationKind,
  allOperationKinds,
  operationKinds,
  runOperation,
} from "../../../src-main/sample-tally/control/random-operation.ts";
import { hourMs, movableClock } from "../../support/movable-clock.ts";
import type { Trial } from "../../support/replica-trial.ts";
import { startTrial, syncWithConsent } from "../../support/replica-trial.ts";
import { tellDifferences } from "../../support/expected-rows/index.ts";

/** More by `TALLY_REPLICA_RANDOM_RUNS=200 npx vitest run random-histories`; repeat one by `TALLY_REPLICA_SEED`. */
const runs = Number(process.env["TALLY_REPLICA_RANDOM_RUNS"] ?? 5);
const seed = Number(process.env["TALLY_REPLICA_SEED"] ?? Date.now() % 1_000_000);

interface Step {
  readonly kind: OperationKind;
  readonly dice: number;
}

const settings = { seed, numRuns: runs, endOnFailure: runs <= 20 };
const companies = integer({ min: 1, max: 40 });

function batchesOf(kinds: readonly OperationKind[]): Arbitrary<Step[][]> {
  const step = record({ kind: constantFrom(...kinds), dice: integer({ min: 1, max: 1_000_000 }) });
  return array(array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });
}

/** Does the operations; what does not fit these books is left out. */
function play(trial: Trial, steps: readonly Step[], done: string[]): void {
  for (const { kind, dice } of steps) {
    const operation = runOperation(trial.control, makeRandom(dice), kind);
    if (operation !== undefined) done.push(`${operation.kind}: ${operation.description}`);
  }
}

async function requireEqualAfter(trial: Trial, done: string[]): Promise<void> {
  const { status } = await syncWithConsent(trial);
  done.push(`sync: ${status}`);
  const differences = await trial.differences();
  if (differences.length > 0 || !["success", "no_change"].includes(status)) {
    throw new Error(`${done.join("\n")}\n${tellDifferences(differences, 12)}`);
  }
}

async function playHistory(company: number, history: readonly (readonly Step[])[]): Promise<void> {
  await using trial = await startTrial({ vouchers: 50, seed: company });
  const done: string[] = [];
  await trial.sync();
  for (const batch of history) {
    play(trial, batch, done);
    await requireEqualAfter(trial, done);
  }
}

/** Where a restored book was worked on until a counter stands where it stood, only the daily look can tell. */
async function playRestores(company: number, history: readonly (readonly Step[])[]): Promise<void> {
  const clock = movableClock();
  await using trial = await startTrial({ vouchers: 50, seed: company, clock });
  const done: string[] = [];
  await trial.sync();
  for (const batch of history) {
    play(trial, batch, done);
    const isRestored = batch.some(({ kind }) => kind === "restore");
    if (isRestored && (await hasCounterStill(trial))) {
      clock.advance(25 * hourMs);
      done.push("a day passes");
    }
    await requireEqualAfter(trial, done);
  }
}

async function hasCounterStill(trial: Trial): Promise<boolean> {
  const [probed] = await trial.engine.listCompanies(new AbortController().signal);
  const states = await trial.destination.db
    .selectFrom("sync_state")
    .select(["counter", "alter_id"])
    .execute();
  return states.some(
    ({ counter, alter_id: checkpoint }) =>
      checkpoint === (counter === "masters" ? probed?.mastersCounter : probed?.vouchersCounter),
  );
}

/** People go on typing while a run reads; the run after it finds what was missed. */
async function playDuringRuns(company: number, history: readonly (readonly Step[])[]): Promise<void> {
  await using trial = await startTrial({ vouchers: 50, seed: company });
  const done: string[] = [];
  for (const batch of [[], ...history]) {
    const random = makeRandom(company);
    const waiting = [...batch];
    trial.onRequest = () => {
      if (random.chance(0.15)) play(trial, waiting.splice(0, 1), done);
    };
    await syncWithConsent(trial);
    trial.onRequest = null;
    play(trial, waiting, done);
    await requireEqualAfter(trial, done);
  }
}

const breakdowns: readonly Fault[] = [
  { kind: "emptyAnswer" },
  { kind: "reset", fraction: 0.5 },
  { kind: "cut", fraction: 0.8, announcesLess: true },
];

/** Runs that fail or are stopped anywhere, the first load too; the next good one makes it right. */
async function playBetweenBreakdowns(company: number, history: readonly (readonly Step[])[]): Promise<void> {
  await using trial = await startTrial({ vouchers: 50, seed: company });
  const random = makeRandom(company);
  const done: string[] = [];
  for (const batch of [[], ...history]) {
    play(trial, batch, done);
    done.push(`broken off: ${await breakDown(trial, random)}`);
    await requireEqualAfter(trial, done);
  }
}

async function breakDown(trial: Trial, random: ReturnType<typeof makeRandom>): Promise<string> {
  const stop = new AbortController();
  const fault = random.chance(0.5) ? random.pick(breakdowns) : null;
  let left = random.int(0, 40);
  trial.onRequest = () => {
    left -= 1;
    if (left > 0) return;
    if (fault === null) stop.abort();
    else if (trial.port.faults.pending.length === 0) trial.port.faults.add({ fault });
  };
  const report = await trial.sync({}, stop.signal).catch(() => null);
  trial.onRequest = null;
  trial.port.faults.clear();
  return report?.runs[0]?.status ?? "no answer to the probe";
}

describe("random histories", () => {
  it(`end with the replica equal to the books (seed ${seed})`, { timeout: 3_600_000 }, async () => {
    const property = asyncProperty(companies, batchesOf(operationKinds), playHistory);
    await expect(assertProperty(property, settings)).resolves.toBeUndefined();
  });

  it(`also where people type during the runs (seed ${seed})`, { timeout: 3_600_000 }, async () => {
    const property = asyncProperty(companies, batchesOf(operationKinds), playDuringRuns);
    await expect(assertProperty(property, settings)).resolves.toBeUndefined();
  });

  it(`also where backups are restored (seed ${seed})`, { timeout: 3_600_000 }, async () => {
    const property = asyncProperty(companies, batchesOf(allOperationKinds), playRestores);
    await expect(assertProperty(property, settings)).resolves.toBeUndefined();
  });

  it(`also where runs break off (seed ${seed})`, { timeout: 3_600_000 }, async () => {
    const property = asyncProperty(companies, batchesOf(operationKinds), playBetweenBreakdowns);
    await expect(assertProperty(property, settings)).resolves.toBeUndefined();
  });

  it("draw from at least twenty kinds of operation", () => {
    expect(operationKinds.length).toBeGreaterThanOrEqual(20);
  });
});
