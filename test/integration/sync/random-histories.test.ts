import { assert as assertProperty, asyncProperty, constantFrom, integer, array, record } from "fast-check";
import { describe, expect, it } from "vitest";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import {
  type OperationKind,
  operationKinds,
  runOperation,
} from "../../../src-main/sample-tally/control/random-operation.ts";
import { startTrial, syncWithConsent } from "../../support/replica-trial.ts";
import { tellDifferences } from "../../support/expected-rows/index.ts";

/** More by `TALLY_REPLICA_RANDOM_RUNS=200 npx vitest run random-histories`; repeat one by `TALLY_REPLICA_SEED`. */
const runs = Number(process.env["TALLY_REPLICA_RANDOM_RUNS"] ?? 8);
const seed = Number(process.env["TALLY_REPLICA_SEED"] ?? Date.now() % 1_000_000);

interface Step {
  readonly kind: OperationKind;
  readonly dice: number;
}

const step = record({ kind: constantFrom(...operationKinds), dice: integer({ min: 1, max: 1_000_000 }) });
const batches = array(array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });

async function playHistory(company: number, history: readonly (readonly Step[])[]): Promise<void> {
  await using trial = await startTrial({ vouchers: 50, seed: company });
  const done: string[] = [];
  await trial.sync();
  for (const batch of history) {
    for (const { kind, dice } of batch) {
      const operation = runOperation(trial.control, makeRandom(dice), kind);
      if (operation !== undefined) done.push(`${operation.kind}: ${operation.description}`);
    }
    const { status } = await syncWithConsent(trial);
    done.push(`sync: ${status}`);
    const differences = await trial.differences();
    if (differences.length > 0 || !["success", "no_change"].includes(status)) {
      throw new Error(`${done.join("\n")}\n${tellDifferences(differences, 12)}`);
    }
  }
}

describe("random histories", () => {
  it(`end with the replica equal to the books (seed ${seed})`, { timeout: 3_600_000 }, async () => {
    const property = asyncProperty(integer({ min: 1, max: 40 }), batches, playHistory);
    await expect(
      assertProperty(property, { seed, numRuns: runs, endOnFailure: runs <= 20 }),
    ).resolves.toBeUndefined();
  });

  it("draw from at least twenty kinds of operation", () => {
    expect(operationKinds.length).toBeGreaterThanOrEqual(20);
  });
});
