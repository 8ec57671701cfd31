import {
  array,
  assert as assertProperty,
  asyncProperty,
  constantFrom,
  integer,
  record,
  subarray,
} from "fast-check";
import { expect, it } from "vitest";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { allOperationKinds, runOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { parts } from "../../../src-main/contract/choice.ts";
import type { Choice } from "../../../src-main/contract/choice.ts";
import { compareReplica, tellDifferences } from "../../support/expected-rows/index.ts";
import { readChanges, showDeletes, startTrial, type Trial } from "../../support/replica-trial.ts";
import { engineWith } from "../../support/choice-trial.ts";

/** More by `TALLY_REPLICA_RANDOM_RUNS=50 npx vitest run choice-histories`; repeat one by `TALLY_REPLICA_SEED`. */
const runs = Number(process.env["TALLY_REPLICA_RANDOM_RUNS"] ?? 4);
const seed = Number(process.env["TALLY_REPLICA_SEED"] ?? Date.now() % 1_000_000);

/** The sample's books begin on 1 April 2025 and end in the year after. */
const secondYear = "2026-04-01";

const choices = record({
  from: constantFrom(null, secondYear),
  without: subarray([...parts]),
});
const steps = array(
  record({ kind: constantFrom(...allOperationKinds), dice: integer({ min: 1, max: 1_000_000 }) }),
  { maxLength: 6 },
);
const history = array(record({ choice: choices, steps }), { minLength: 2, maxLength: 5 });

async function sync(trial: Trial, choice: Choice, done: string[]): Promise<void> {
  const engine = engineWith(trial, { choice });
  const signal = new AbortController().signal;
  const ask = { companies: [], full: false, acceptDeletes: false };
  let [run] = (await engine.sync(ask, signal)).runs;
  if (run?.error?.code === "DATA_DELETES_HELD") {
    await showDeletes(trial);
    [run] = (await engine.sync({ ...ask, acceptDeletes: true }, signal)).runs;
  }
  done.push(`sync: ${run?.status} ${run?.error?.message ?? ""}`);
}

async function requireRestricted(trial: Trial, choice: Choice, done: readonly string[]): Promise<void> {
  const { books } = trial.control;
  const differences = compareReplica(trial.file, await trial.companyId(books), books, choice);
  if (differences.length > 0) throw new Error(`${done.join("\n")}\n${tellDifferences(differences, 12)}`);
}

it(`ends equal to the books restricted to the choice, whatever was chosen and typed before (seed ${seed})`, async () => {
  await assertProperty(
    asyncProperty(integer({ min: 1, max: 40 }), history, async (company, turns) => {
      await using trial = await startTrial({ vouchers: 60, seed: company });
      const done: string[] = [];
      for (const { choice, steps: operations } of turns) {
        for (const { kind, dice } of operations) {
          const operation = runOperation(trial.control, makeRandom(dice), kind);
          if (operation !== undefined) done.push(`${operation.kind}: ${operation.description}`);
        }
        done.push(`choice: ${JSON.stringify(choice)}`);
        await sync(trial, choice, done);
        await requireRestricted(trial, choice, done);
        const { companies } = await engineWith(trial, {}).verify(
          { companies: [], asOf: null },
          new AbortController().signal,
        );
        expect([companies[0]?.differences, done.join("\n")]).toEqual([[], done.join("\n")]);
      }
    }),
    { seed, numRuns: runs, endOnFailure: runs <= 20 },
  );
}, 240_000);

it("writes down no delete and no change for what was only chosen", async () => {
  await using trial = await startTrial({ vouchers: 120 });
  const all: Choice = { from: null, without: [] };
  const done: string[] = [];
  await sync(trial, all, done);
  for (const choice of [
    { from: secondYear, without: [] },
    all,
    { from: null, without: [...parts] },
    { from: secondYear, without: ["inventory" as const] },
    all,
  ]) {
    await sync(trial, choice, done);
    await requireRestricted(trial, choice, done);
  }
  expect(await readChanges(trial)).toEqual([]);
});
