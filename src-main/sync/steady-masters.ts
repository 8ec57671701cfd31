import { ReplicaError } from "../contract/errors.ts";
import { commitRun, type Committed, type Outcome } from "./commit.ts";
import { noteHeads } from "./heads.ts";
import { BrokenLineage } from "./lineage.ts";
import type { RunContext } from "./run-context.ts";
import { Staging } from "./staging.ts";

/** A reading that masters kept changing under is begun again so often. */
export const mostSteadyAttempts = 5;

/**
 * Lines carry names, so everything a run reads must have been read at one masters counter: a name may stand for
 * another master a moment later (two ledgers change names). Where a head shows another counter, the whole reading is
 * begun again with fresh knowledge, and nothing of the first is kept.
 */
export async function commitSteadily(
  run: RunContext,
  /** The counter of the masters in the database, where the first attempt resolves names with those. */
  storedCounter: number | null,
  read: (run: RunContext, staging: Staging, attempt: number) => Promise<Outcome>,
): Promise<Committed> {
  for (let attempt = 1; attempt <= mostSteadyAttempts; attempt += 1) {
    await using staging = new Staging();
    const counters = new Set(attempt === 1 && storedCounter !== null ? [storedCounter] : []);
    const source = noteHeads(run.source, ({ mastersCounter }) => {
      // Whose names these are, such an answer does not say.
      if (mastersCounter === null)
        throw new ReplicaError("SOURCE_COUNTERS_MISSING", { company: run.companyName });
      counters.add(mastersCounter);
    });
    const watched = { ...run, source };
    const outcome = await read(watched, staging, attempt).catch((error: unknown) => {
      // Content that reads differently under other masters says nothing about the lineage.
      if (error instanceof BrokenLineage && counters.size > 1) return null;
      throw error;
    });
    if (outcome === null) continue;
    // Awaited here: staging lives as long as this block.
    if (counters.size <= 1) return await commitRun(run, outcome);
  }
  throw new ReplicaError("SOURCE_MASTERS_MOVED", { company: run.companyName });
}
