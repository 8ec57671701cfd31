import type { Chosen } from "../contract/choice.ts";
import type { ProbedCompany } from "../contract/company.ts";
import { readCustomFields, type StoredChoice, writeChoice } from "../destination/choice-store.ts";
import { findCompany, updateCompany } from "../destination/companies-store.ts";
import { addHistory } from "../destination/runs.ts";
import { usualStart } from "./book-ledgers.ts";
import { isSameChoice, narrowed, targetOf } from "./choice.ts";
import { purgeLeftOut } from "./choice-purge.ts";
import type { EngineOptions } from "./engine-api.ts";
import type { LeasedRun } from "./leased-run.ts";
import type { RunContext } from "./run-context.ts";

export interface SettledChoice {
  /** What the database holds from here on. */
  readonly holds: Chosen;
  /** What it is to hold; the difference has to be read from Tally. */
  readonly target: Chosen;
}

export interface ChoiceRequest {
  readonly probed: ProbedCompany;
  /** Nothing of the company is in the database yet, or only masters, which are read again. */
  readonly isFresh: boolean;
}

/**
 * Compares what is wanted with what the database holds. What is no longer wanted is taken out at once, in a transaction
 * of its own and without asking Tally; later years wait until their openings are known.
 */
export async function settleChoice(
  engine: EngineOptions,
  leased: LeasedRun,
  { probed, isFresh }: ChoiceRequest,
): Promise<SettledChoice> {
  const { choice } = leased;
  const company = await findCompany(engine.destination.db, probed);
  const made = await readCustomFields(engine.destination.db);
  const books = { booksFrom: probed.booksFrom, startingFrom: company?.starting_from ?? usualStart };
  const target = targetOf(choice, engine.wanted, made, books);
  const holds = isFresh ? target : narrowed(choice.holds, target);
  // What is to be read comes last in the run, and names it.
  if (!isSameChoice(holds, target)) leased.draft.syncType = "full_dump";
  const isSettled = isSameChoice(choice.holds, holds) && isSameChoice(choice.wanted, target);
  if (!isSettled) await store(leased.context(), choice, { holds, target }, () => leased.record());
  return { holds, target };
}

async function store(
  run: RunContext,
  choice: StoredChoice,
  settled: SettledChoice,
  record: () => Promise<void>,
): Promise<void> {
  const { holds, target } = settled;
  await record();
  await run.destination.transaction(run.fence, async (tx) => {
    const access = { tx, dialect: run.destination.dialect, companyId: run.companyId };
    await purgeLeftOut(access, run.destination.streams, { before: choice.holds, after: holds }, run.counts);
    await writeChoice(tx.db, run.companyId, { holds, wanted: target });
    const purged = Object.entries(run.counts.purged());
    if (purged.length === 0) return;
    await updateCompany(tx.db, run.companyId, { verification: "unknown" });
    const at = run.clock.now().toISOString();
    await addHistory(
      tx.db,
      purged.map(([entity, rows]) => ({
        company_id: run.companyId,
        run_id: run.runId,
        entity_type: entity,
        sync_type: run.syncType,
        company_name: run.companyName,
        started_at: at,
        completed_at: at,
        records_processed: 0,
        records_inserted: 0,
        records_updated: 0,
        records_deleted: 0,
        records_unchanged: 0,
        records_quarantined: 0,
        records_purged: rows,
        last_tally_modified_date: null,
        from_alter_id: null,
        to_alter_id: null,
        status: "success" as const,
        error_message: "",
      })),
    );
  });
}
