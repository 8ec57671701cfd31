import { randomBytes } from "node:crypto";
import { streams } from "../catalog/index.ts";
import type { ProbedCompany } from "../contract/company.ts";
import type { RunReport, SyncType } from "../contract/run.ts";
import { updateCompany } from "../destination/companies-store.ts";
import type { Fence } from "../destination/destination.ts";
import { decideHeldDeletes, listHeldDeletes } from "../destination/held-deletes.ts";
import { releaseLease, renewLease } from "../destination/lease.ts";
import { listQuarantine } from "../destination/quarantine.ts";
import { finishRun, markInterruptedRuns, startRun } from "../destination/runs.ts";
import { readCounterState } from "../destination/sync-state.ts";
import type { EngineOptions } from "./engine-api.ts";
import { loadEverything, type ResumePoint } from "./full-load.ts";
import type { StoredCompany } from "./identity.ts";
import { BrokenLineage, runIncremental } from "./incremental.ts";
import { countNumbers, parseNumberSet } from "./number-set.ts";
import { leaseHolder, takeLease } from "./own-lease.ts";
import {
  type CompanyState,
  type CounterState,
  decidePlan,
  freshReconcileMemory,
  isReconcileDue,
  type Plan,
  type ReconcileMemory,
} from "./plan.ts";
import { rereadEverything } from "./reread.ts";
import type { RunContext } from "./run-context.ts";
import { RunDraft } from "./run-draft.ts";
import { defaultDeleteLimits } from "./safety-catch.ts";
import { noSeamListener } from "./seams.ts";
import { defaultHoldMs, defaultWindowLimits } from "./window.ts";

/** A run that neither commits nor renews for so long may be taken over by another agent. */
const leaseSeconds = 120;
const renewEveryMs = 30_000;

export interface CompanyRunRequest {
  readonly probed: ProbedCompany;
  readonly stored: StoredCompany;
  readonly full: boolean;
  readonly acceptDeletes: boolean;
}

/** One company, one run: lease, plan, execute, record. What goes wrong is told by the report, not thrown. */
export async function runCompany(
  engine: EngineOptions,
  request: CompanyRunRequest,
  signal: AbortSignal,
): Promise<RunReport> {
  const seam = engine.onSeam ?? noSeamListener;
  const startedAt = engine.clock.now();
  const draft = new RunDraft(newRunId(startedAt), request.probed, engine.source.traffic(), startedAt);
  const fence: Fence = {
    companyId: request.stored.id,
    holder: leaseHolder(engine.memory.agent.agentId, process.pid, draft.runId),
    leaseSeconds,
  };
  try {
    await takeLease(engine.destination, fence, engine.memory.agent.agentId);
    seam("lease taken");
    const stopRenewing = keepLease(engine, fence);
    try {
      await attempt(engine, request, fence, draft, signal);
    } finally {
      stopRenewing();
    }
  } catch (error) {
    draft.fail(error, signal);
    engine.log.error(`run of ${request.probed.name} failed`, { error });
  }
  const report = draft.report(engine.source.traffic(), engine.clock.now());
  await recordEnd(engine, request, fence, report, draft);
  return report;
}

async function attempt(
  engine: EngineOptions,
  request: CompanyRunRequest,
  fence: Fence,
  draft: RunDraft,
  signal: AbortSignal,
): Promise<void> {
  const { stored, probed } = request;
  const at = engine.clock.now().toISOString();
  await markInterruptedRuns(engine.destination.db, stored.id, at);
  if (request.acceptDeletes && stored.initialLoadCompletedAt !== null)
    await acceptShown(engine, stored.id, at);
  const state = await readState(engine, stored);
  const plan = decidePlan(state, probed, request.full);
  engine.log.info(`${probed.name}: ${plan.mode}`, { reasons: plan.reasons });
  draft.syncType = syncTypeOf(plan);
  if (plan.mode === "no_change") {
    draft.status = "no_change";
    await updateCompany(engine.destination.db, stored.id, { last_checked_at: at });
  } else {
    await startRun(engine.destination.db, {
      companyId: stored.id,
      runId: draft.runId,
      syncType: draft.syncType,
      startedBy: engine.startedBy,
      startedAt: at,
      agentId: engine.memory.agent.agentId,
    });
    draft.isRecorded = true;
    engine.onSeam?.("run recorded as started");
    await updateCompany(engine.destination.db, stored.id, { last_voucher_date: probed.lastVoucherDate });
    if (plan.mode !== "incremental" || plan.masters) await refreshDetails(engine, request, signal);
    engine.onSeam?.("details stored");
    await execute(contextOf(engine, request, fence, draft, signal), plan, state, probed);
    draft.status = "success";
  }
  await judgeEnd(engine, stored.id, draft);
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
        run.log.warn(`${run.companyName}: ${error.message}; everything is read again`);
        await rereadEverything(run, state, probed);
      }
  }
}

/** The company counts as loaded only when what was changed during the load has been caught up. */
async function loadAndCatchUp(run: RunContext, state: LoadedState, probed: ProbedCompany): Promise<void> {
  const point = await loadEverything(run, state.resumeFrom, probed);
  const since = (checkpoint: number): CounterState => ({
    checkpoint,
    seen: checkpoint,
    unexplained: [],
    unexplainedSince: null,
  });
  await runIncremental(
    run,
    { ...state, masters: since(point.mastersCounter), vouchers: since(point.vouchersCounter) },
    { readsMasters: false, readsVouchers: true, completesLoad: true, reconciles: false },
  );
}

interface LoadedState extends CompanyState {
  readonly resumeFrom: ResumePoint | null;
}

async function readState(engine: EngineOptions, stored: StoredCompany): Promise<LoadedState> {
  const { db } = engine.destination;
  const masters = await readCounterState(db, stored.id, "masters");
  const vouchers = await readCounterState(db, stored.id, "vouchers");
  const reconcileMemory = (masters.resumeFrom as ReconcileMemory | null) ?? freshReconcileMemory;
  const accepted = await listHeldDeletes(db, { companyId: stored.id, decision: "accepted" });
  const vouchersAccepted = accepted.filter((held) => held.entity_type === "vouchers").length;
  return {
    isLoaded: stored.initialLoadCompletedAt !== null,
    masters: { ...masters, unexplained: parseNumberSet(masters.unexplained) },
    vouchers: { ...vouchers, unexplained: parseNumberSet(vouchers.unexplained) },
    acceptedDeletes: { masters: accepted.length - vouchersAccepted, vouchers: vouchersAccepted },
    quarantined: await countToRetry(engine, stored.id, vouchers.lastReconciledAt),
    isReconcileDue: isReconcileDue(vouchers.lastReconciledAt, reconcileMemory, engine.clock.now()),
    reconcileMemory,
    resumeFrom: vouchers.resumeFrom as ResumePoint | null,
  };
}

/** A person's run tries quarantined records again; the timer leaves that to the daily reconcile. */
async function countToRetry(
  engine: EngineOptions,
  companyId: number,
  lastReconciledAt: string | null,
): Promise<number> {
  const isDue = isReconcileDue(lastReconciledAt, freshReconcileMemory, engine.clock.now());
  if (engine.startedBy === "schedule" && !isDue) return 0;
  return (await listQuarantine(engine.destination.db, { companyId })).length;
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

/** A run is not well while deletes wait for a person or numbers are not explained. */
async function judgeEnd(engine: EngineOptions, companyId: number, draft: RunDraft): Promise<void> {
  const { db } = engine.destination;
  draft.heldDeletes = (await listHeldDeletes(db, { companyId, decision: "waiting" })).length;
  draft.inQuarantine = (await listQuarantine(db, { companyId })).length;
  const states = [
    await readCounterState(db, companyId, "masters"),
    await readCounterState(db, companyId, "vouchers"),
  ];
  draft.unexplained = states.reduce((sum, state) => sum + countNumbers(parseNumberSet(state.unexplained)), 0);
  draft.settleStatus();
}

async function recordEnd(
  engine: EngineOptions,
  request: CompanyRunRequest,
  fence: Fence,
  report: RunReport,
  draft: RunDraft,
): Promise<void> {
  const completedAt = engine.clock.now().toISOString();
  engine.memory.recordRun({
    company: report.company,
    companyGuid: report.companyGuid,
    destination: engine.destination.description,
    syncType: report.syncType,
    status: report.status,
    startedAt: draft.startedAt.toISOString(),
    completedAt,
    errorCode: report.error?.code ?? null,
    errorMessage: report.error?.message ?? null,
  });
  try {
    if (draft.isRecorded) {
      await finishRun(engine.destination.db, {
        companyId: request.stored.id,
        runId: draft.runId,
        status: report.status,
        completedAt,
        tallyRequests: report.tallyRequests,
        tallyBytes: report.tallyBytes,
        error: report.error,
      });
    }
    engine.onSeam?.("run recorded as finished");
    await releaseLease(engine.destination, fence);
    engine.onSeam?.("lease released");
  } catch (error) {
    // The report has the first cause; the row is found in progress at the next start and the lease runs out.
    engine.log.warn("the end of the run could not be recorded in the database", { error });
  }
}

function keepLease(engine: EngineOptions, fence: Fence): () => void {
  const timer = setInterval(() => {
    // A lease that is lost shows at the fence of the next transaction.
    renewLease(engine.destination, fence).catch((error: unknown) => {
      engine.log.debug("the lease could not be renewed", { error });
    });
  }, renewEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

function contextOf(
  engine: EngineOptions,
  request: CompanyRunRequest,
  fence: Fence,
  draft: RunDraft,
  signal: AbortSignal,
): RunContext {
  const { probed, stored } = request;
  const refused = new Set(engine.source.refusedStreams());
  const voucherStream = streams.find(({ counter }) => counter === "vouchers");
  if (voucherStream === undefined) throw new Error("the catalog has no voucher stream");
  return {
    companyId: stored.id,
    companyName: probed.name,
    source: engine.source.company(probed),
    destination: engine.destination,
    fence,
    runId: draft.runId,
    syncType: draft.syncType,
    masterStreams: streams.filter(({ counter, name }) => counter === "masters" && !refused.has(name)),
    voucherStream,
    counts: draft.counts,
    clock: engine.clock,
    log: engine.log,
    signal,
    limits: { deletes: defaultDeleteLimits, windows: defaultWindowLimits, holdMs: defaultHoldMs },
    seam: engine.onSeam ?? noSeamListener,
    isPaced: engine.startedBy === "schedule",
    report: (progress) => engine.onProgress({ company: probed.name, ...progress }),
  };
}

/** Ordered by time, unique between agents. */
function newRunId(at: Date): string {
  return `${at.toISOString().replace(/[-:.]/g, "")}-${randomBytes(4).toString("hex")}`;
}
