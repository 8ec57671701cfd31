import { randomBytes } from "node:crypto";
import { keptStreams } from "../catalog/chosen.ts";
import { streams } from "../catalog/index.ts";
import type { Chosen } from "../contract/choice.ts";
import type { ProbedCompany } from "../contract/company.ts";
import { isUnattended } from "../contract/run.ts";
import type { RunReport } from "../contract/run.ts";
import { withCustomFields } from "../catalog/custom-fields.ts";
import type { Stream } from "../catalog/stream.ts";
import { readChoice, readMadeFields, type StoredChoice } from "../destination/choice-store.ts";
import { findCompany } from "../destination/companies-store.ts";
import type { Fence } from "../destination/destination.ts";
import { releaseLease, renewLease } from "../destination/lease.ts";
import { finishRun, markInterruptedRuns, startRun } from "../destination/runs.ts";
import { chosenSource } from "./chosen-source.ts";
import { laterDate } from "./dates.ts";
import type { EngineOptions } from "./engine-api.ts";
import type { StoredCompany } from "./identity.ts";
import { leaseHolder, noteRunEnded, takeLease } from "./own-lease.ts";
import type { RunContext } from "./run-context.ts";
import { RunDraft } from "./run-draft.ts";
import { defaultDeleteLimits } from "./safety-catch.ts";
import { noSeamListener } from "./seams.ts";
import { defaultHoldMs, defaultWindowLimits } from "./window.ts";

/** A run that neither commits nor renews for so long may be taken over by another agent. */
const leaseSeconds = 120;
const renewEveryMs = 30_000;

export interface CompanyRequest {
  readonly probed: ProbedCompany;
  readonly stored: StoredCompany;
  /** Under another folder number since the last run. */
  readonly hasMoved?: boolean;
}

/** One run of one company while its lease is held. */
export interface LeasedRun {
  readonly draft: RunDraft;
  /** Writes the run down as started; a look that finds nothing to do leaves no row. */
  record(): Promise<void>;
  /** What the database holds of the company and what it is to hold. */
  readonly choice: StoredChoice;
  /** By default the run of what the database holds. */
  context(chosen?: Chosen): RunContext;
}

/** Takes the lease, works, records how it ended. What goes wrong is told by the report, not thrown. */
export async function runLeased(
  engine: EngineOptions,
  request: CompanyRequest,
  signal: AbortSignal,
  work: (run: LeasedRun) => Promise<void>,
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
      await markInterruptedRuns(engine.destination.db, request.stored.id, engine.clock.now().toISOString());
      const choice = await readStoredChoice(engine, request);
      await work({
        draft,
        choice,
        record: () => recordStart(engine, request, draft),
        context: (chosen = choice.holds) => contextOf(engine, request, { fence, draft, chosen }, signal),
      });
    } finally {
      stopRenewing();
    }
  } catch (error) {
    draft.fail(error, signal);
    engine.log.error("a run failed", { company: request.probed.name, error });
  }
  const report = draft.report(engine.source.traffic(), engine.clock.now());
  try {
    await recordEnd(engine, request, fence, report, draft);
  } finally {
    noteRunEnded(fence.holder);
  }
  return report;
}

async function readStoredChoice(engine: EngineOptions, { stored }: CompanyRequest): Promise<StoredChoice> {
  await refreshFields(engine);
  const company = await findCompany(engine.destination.db, stored);
  return readChoice(company ?? { choice: null });
}

/** Another program may have added a column since this one opened the database. */
async function refreshFields(engine: EngineOptions): Promise<void> {
  const { destination, programVersion } = engine;
  const made = withCustomFields(streams, await readMadeFields(destination.db));
  const columnsOf = (list: readonly Stream[]): string =>
    list.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)).join();
  if (columnsOf(made) !== columnsOf(destination.streams)) await destination.prepare(streams, programVersion);
}

async function recordStart(
  engine: EngineOptions,
  { stored, probed }: CompanyRequest,
  draft: RunDraft,
): Promise<void> {
  if (draft.isRecorded) return;
  await startRun(engine.destination.db, {
    companyId: stored.id,
    runId: draft.runId,
    syncType: draft.syncType,
    startedBy: engine.startedBy,
    startedAt: engine.clock.now().toISOString(),
    agentId: engine.memory.agent.agentId,
  });
  draft.isRecorded = true;
  engine.onRun?.({ company: probed, runId: draft.runId, syncType: draft.syncType });
  engine.onSeam?.("run recorded as started");
}

async function recordEnd(
  engine: EngineOptions,
  request: CompanyRequest,
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
  request: CompanyRequest,
  { fence, draft, chosen }: { readonly fence: Fence; readonly draft: RunDraft; readonly chosen: Chosen },
  signal: AbortSignal,
): RunContext {
  const { probed, stored } = request;
  const all = engine.destination.streams;
  const refused = new Set(engine.source.refusedStreams());
  const voucherStream = all.find(({ counter }) => counter === "vouchers");
  if (voucherStream === undefined) throw new Error("the catalog has no voucher stream");
  return {
    companyId: stored.id,
    companyName: probed.name,
    lastVoucherDate: probed.lastVoucherDate,
    vouchersCounter: probed.vouchersCounter,
    mastersCounter: probed.mastersCounter,
    source: chosenSource(engine.source, probed, chosen, voucherStream),
    chosen,
    beginsOn: laterDate(probed.booksFrom, chosen.from ?? probed.booksFrom),
    destination: engine.destination,
    fence,
    runId: draft.runId,
    syncType: draft.syncType,
    masterStreams: keptStreams(all, chosen).filter(
      ({ counter, name }) => counter === "masters" && !refused.has(name),
    ),
    voucherStream,
    counts: draft.counts,
    clock: engine.clock,
    log: engine.log,
    signal,
    limits: {
      deletes: defaultDeleteLimits,
      windows: engine.windows ?? defaultWindowLimits,
      holdMs: defaultHoldMs,
    },
    seam: engine.onSeam ?? noSeamListener,
    isPaced: isUnattended(engine.startedBy),
    report: (progress) => engine.onProgress({ company: probed.name, ...progress }),
  };
}

/** Ordered by time, unique between agents. */
function newRunId(at: Date): string {
  return `${at.toISOString().replace(/[-:.]/g, "")}-${randomBytes(4).toString("hex")}`;
}
