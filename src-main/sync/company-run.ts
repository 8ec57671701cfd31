import type { Chosen } from "../contract/choice.ts";
import type { ProbedCompany } from "../contract/company.ts";
import { isReplicaError } from "../contract/errors.ts";
import type { RunReport, SyncType } from "../contract/run.ts";
import { updateCompany } from "../destination/companies-store.ts";
import { decideHeldDeletes } from "../destination/held-deletes.ts";
import { readStreamVersions } from "../destination/stream-versions.ts";
import { isSameChoice } from "./choice.ts";
import { loadChosen } from "./choice-load.ts";
import type { ChoiceChange } from "./choice-purge.ts";
import { settleChoice } from "./choice-settle.ts";
import { judgeEnd, type LoadedState, readState } from "./company-state.ts";
import type { EngineOptions } from "./engine-api.ts";
import { loadEverything, type ResumePoint } from "./full-load.ts";
import { runIncremental } from "./incremental.ts";
import { BrokenLineage } from "./lineage.ts";
import { type CompanyRequest, type LeasedRun, runLeased } from "./leased-run.ts";
import { type CounterState, decidePlan, type Plan } from "./plan.ts";
import { rereadEverything } from "./reread.ts";
import type { RunContext } from "./run-context.ts";

export interface CompanyRunRequest extends CompanyRequest {
  readonly full: boolean;
  readonly acceptDeletes: boolean;
}

/** One company, one run: plan and execute. What goes wrong is told by the report, not thrown. */
export async function runCompany(
  engine: EngineOptions,
  request: CompanyRunRequest,
  signal: AbortSignal,
): Promise<RunReport> {
  return runLeased(engine, request, signal, (run) => attempt(engine, request, run, signal));
}

async function attempt(
  engine: EngineOptions,
  request: CompanyRunRequest,
  run: LeasedRun,
  signal: AbortSignal,
): Promise<void> {
  const { stored, probed } = request;
  const { draft } = run;
  const at = engine.clock.now().toISOString();
  if (request.acceptDeletes && stored.initialLoadCompletedAt !== null)
    await acceptShown(engine, stored.id, at);
  const state = await readState(engine, stored, probed);
  const plan = decidePlan(state, probed, request.full);
  engine.log.info("planned", { company: probed.name, mode: plan.mode, reasons: plan.reasons });
  draft.syncType = syncTypeOf(plan);
  const isFresh = !state.isLoaded && state.resumeFrom === null;
  // The beginning of a financial year is the company's own.
  if (isFresh && typeof engine.wanted?.choice?.from === "string")
    await refreshDetails(engine, request, signal);
  const { holds, target } = await settleChoice(engine, run, { probed, isFresh });
  if (plan.mode === "no_change") {
    draft.status = draft.isRecorded ? "success" : "no_change";
    // A voucher entered while the last run read may lie later than its probe knew.
    const patch = { last_checked_at: at, last_voucher_date: probed.lastVoucherDate };
    await updateCompany(engine.destination.db, stored.id, patch);
  } else {
    await run.record();
    await updateCompany(engine.destination.db, stored.id, { last_voucher_date: probed.lastVoucherDate });
    if (plan.mode !== "incremental" || plan.masters || request.hasMoved === true)
      await refreshDetails(engine, request, signal);
    engine.onSeam?.("details stored");
    const isBrought =
      plan.mode === "incremental" && (await bringOutdated(engine, request, run, holds, signal));
    await execute(
      run.context(holds),
      plan,
      isBrought ? await readState(engine, stored, probed) : state,
      probed,
    );
    draft.status = "success";
  }
  // After everything else, when the replica is current in what it held before.
  const outdated = await outdatedTables(engine, stored.id, run.context(target));
  if (!isSameChoice(holds, target) || outdated.size > 0) {
    await bringChosen(engine, request, run, { before: holds, after: target, outdated });
    draft.status = "success";
  }
  await judgeEnd(engine, stored.id, draft);
}

/** A newer program may read more of a table than the one that filled it. */
async function outdatedTables(
  { destination }: EngineOptions,
  companyId: number,
  { masterStreams, voucherStream }: RunContext,
): Promise<ReadonlySet<string>> {
  const versions = await readStreamVersions(destination.db, companyId);
  const outdated = [...masterStreams, voucherStream].filter(
    ({ name, version }) => (versions.get(name) ?? 0) < version,
  );
  return new Set(outdated.map(({ name }) => name));
}

/**
 * Before the changes are read: compared with what an older program stored, every row of such a table would look changed,
 * and every witness of the lineage false. What is only new to the replica is told as no change. True if there was any.
 */
async function bringOutdated(
  engine: EngineOptions,
  request: CompanyRunRequest,
  run: LeasedRun,
  holds: Chosen,
  signal: AbortSignal,
): Promise<boolean> {
  const outdated = await outdatedTables(engine, request.stored.id, run.context(holds));
  if (outdated.size === 0) return false;
  try {
    await bringChosen(engine, request, run, { before: holds, after: holds, outdated });
    return true;
  } catch (error) {
    if (!isReplicaError(error) || signal.aborted) throw error;
    // What is new can wait; what people changed must not. It is tried again at the end, and the run tells why it fails.
    engine.log.warn("what this program reads more could not be brought", { error });
    return false;
  }
}

async function bringChosen(
  engine: EngineOptions,
  { probed, stored }: CompanyRunRequest,
  run: LeasedRun,
  change: ChoiceChange,
): Promise<void> {
  run.draft.syncType = "full_dump";
  await run.record();
  await loadChosen(run.context(change.after), await readState(engine, stored), change, probed);
}

/** The rest of a company's identity: asked when its masters moved, and daily. */
async function refreshDetails(
  engine: EngineOptions,
  { probed, stored }: CompanyRunRequest,
  signal: AbortSignal,
): Promise<void> {
  const details = await engine.source.company(probed).details(signal);
  await updateCompany(engine.destination.db, stored.id, {
    starting_from: details.startingFrom,
    base_currency: details.baseCurrency,
    country: details.country,
    state: details.state,
    gstin: details.gstin,
    data_folder: details.dataFolder,
  });
}

function syncTypeOf(plan: Plan): SyncType {
  switch (plan.mode) {
    case "full_load":
    case "reread":
      return "full_dump";
    case "incremental":
      return plan.reconciles ? "reconcile" : "cdc";
    case "no_change":
      return "cdc";
  }
}

async function execute(
  run: RunContext,
  plan: Exclude<Plan, { mode: "no_change" }>,
  state: LoadedState,
  probed: ProbedCompany,
): Promise<void> {
  switch (plan.mode) {
    case "full_load":
      await loadAndCatchUp(run, state, probed);
      return;
    case "reread":
      await rereadEverything(run, state, probed);
      return;
    case "incremental":
      try {
        await runIncremental(run, state, {
          readsMasters: plan.masters,
          readsVouchers: plan.vouchers,
          completesLoad: false,
          reconciles: plan.reconciles,
        });
      } catch (error) {
        if (!(error instanceof BrokenLineage)) throw error;
        run.log.warn("another lineage: everything is read again", {
          company: run.companyName,
          found: error.message,
        });
        await rereadEverything(run, state, probed);
      }
  }
}

/** The company counts as loaded only when what was changed during the load has been caught up. */
async function loadAndCatchUp(run: RunContext, state: LoadedState, probed: ProbedCompany): Promise<void> {
  const completesLoad = true;
  if (hasFallenSince(state.resumeFrom, probed)) {
    await rereadEverything(run, state, probed, completesLoad);
    return;
  }
  const since = (checkpoint: number): CounterState => ({
    checkpoint,
    seen: checkpoint,
    unexplained: [],
    unexplainedSince: null,
  });
  try {
    const { point, isCaughtUp } = await loadEverything(run, state.resumeFrom, probed);
    await runIncremental(
      run,
      { ...state, masters: since(point.mastersCounter), vouchers: since(point.vouchersCounter) },
      {
        readsMasters: false,
        readsVouchers: !isCaughtUp,
        completesLoad,
        reconciles: false,
        unsettledDays: point.unsettled ?? null,
        changedUnits: point.changedUnits ?? [],
      },
    );
  } catch (error) {
    if (!(error instanceof BrokenLineage)) throw error;
    run.log.warn("another lineage: everything is read again", {
      company: run.companyName,
      found: error.message,
    });
    await rereadEverything(run, state, probed, completesLoad);
  }
}

/** A backup was restored between two tries of the first load: what is already stored may never have been. */
function hasFallenSince(point: ResumePoint | null, probed: ProbedCompany): boolean {
  if (point === null) return false;
  const hasFallen = (shown: number | null, before: number): boolean => shown !== null && shown < before;
  return (
    hasFallen(probed.mastersCounter, point.mastersCounter) ||
    hasFallen(probed.vouchersCounter, point.vouchersCounter)
  );
}

/** Accepts held deletes, but only those that a person on this PC has been shown. */
async function acceptShown(engine: EngineOptions, companyId: number, at: string): Promise<void> {
  const shownUntil = engine.memory.deletesShownUntil(engine.destination.description, companyId);
  if (shownUntil === null) return;
  await decideHeldDeletes(engine.destination.db, {
    companyId,
    decision: "accepted",
    by: engine.memory.agent.osUser,
    at,
    shownUntil,
  });
}
