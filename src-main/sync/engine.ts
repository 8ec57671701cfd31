import type { CompanyIdentity, ProbedCompany } from "../contract/company.ts";
import { type ErrorCode, ReplicaError } from "../contract/errors.ts";
import type { RunError, RunReport } from "../contract/run.ts";
import type { VerifiedCompany } from "../contract/verify.ts";
import { findOrCreateCompany, updateCompany } from "../destination/companies-store.ts";
import { beginPass, noteSeen } from "./company-choice.ts";
import { runCompany } from "./company-run.ts";
import type {
  Engine,
  EngineOptions,
  RepairRequest,
  SyncReport,
  SyncRequest,
  VerifyReport,
  VerifyRequest,
  WatchOptions,
} from "./engine-api.ts";
import { createFields } from "./fields.ts";
import { isNamed, type Recognised } from "./identity.ts";
import type { CompanyRequest } from "./leased-run.ts";
import { repairCompany } from "./repair.ts";
import { failedReport, emptyReport, notOpenReport } from "./run-refusals.ts";
import { refusedVerify, verifyRecognised } from "./verify.ts";
import { type TouchedVerified, verifyTouched } from "./touched-verify.ts";
import { watchCompanies, type WatchSteps } from "./watch.ts";
import { type TouchedReport, type TouchedRequests, type VerifySteps, WatchVerify } from "./watch-verify.ts";

export type { Engine, EngineOptions, SyncReport, SyncRequest, WatchOptions } from "./engine-api.ts";

export function createEngine(engine: EngineOptions): Engine {
  const verify = new WatchVerify(engine);
  return {
    listCompanies: (signal) => engine.source.probe(signal),
    sync: (request, signal) =>
      request.isCompared === true
        ? syncAndCompare(engine, verify, request, signal)
        : syncOnce(engine, request, signal),
    verify: (request, signal) => verifyOnce(engine, request, signal),
    repair: (request, signal) => repairOnce(engine, request, signal),
    fields: createFields(engine),
    watch: (options, signal) => watch(engine, verify, options, signal),
  };
}

type RunOne = (request: CompanyRequest, signal: AbortSignal) => Promise<RunReport>;

/** What one company's run met holds for the others too: asking for them would only be waited for in vain. */
const holdsForAll: ReadonlySet<string> = new Set<ErrorCode>([
  "SOURCE_NOT_RUNNING",
  "SOURCE_HOST_NOT_FOUND",
  "SOURCE_TIMEOUT",
  "DEST_UNREACHABLE",
  "DEST_HOST_NOT_FOUND",
]);

/** One pass of runs, one company after the other. */
async function passOnce(
  engine: EngineOptions,
  names: readonly string[],
  run: RunOne,
  signal: AbortSignal,
  isDue: (company: CompanyIdentity) => boolean = () => true,
): Promise<SyncReport> {
  const pass = await beginPass(engine, names, signal);
  const runs: RunReport[] = pass.notOpen.map(notOpenReport);
  let away: RunError | null = null;
  for (const company of pass.recognised) {
    if (signal.aborted) break;
    if (!isDue(company.probed)) continue;
    const report: RunReport =
      away === null
        ? await runOrRefuse(engine, company, names, run, signal)
        : { ...emptyReport(company.probed, "failed"), error: away };
    if (holdsForAll.has(report.error?.code ?? "")) away = report.error;
    runs.push(report);
    engine.onRunEnd?.(report);
  }
  const [only] = runs;
  if (only !== undefined && runs.length === 1 && pass.notOpen.length === 0) {
    runs[0] = {
      ...only,
      tallyRequests: only.tallyRequests + pass.probe.requests,
      tallyBytes: only.tallyBytes + pass.probe.bytes,
    };
  }
  const traffic = pass.traffic();
  return { runs, tallyRequests: traffic.requests, tallyBytes: traffic.bytes };
}

function syncOnce(engine: EngineOptions, request: SyncRequest, signal: AbortSignal): Promise<SyncReport> {
  const { full, acceptDeletes } = request;
  return passOnce(
    engine,
    request.companies,
    (company, stop) => runCompany(engine, { ...company, full, acceptDeletes }, stop),
    signal,
  );
}

async function syncAndCompare(
  engine: EngineOptions,
  verify: WatchVerify,
  request: SyncRequest,
  signal: AbortSignal,
): Promise<SyncReport> {
  await verify.beforePass();
  const report = await syncOnce(engine, request, signal);
  if (!signal.aborted) await verify.afterPass(report, verifySteps(engine), signal, () => {});
  return report;
}

function repairOnce(engine: EngineOptions, request: RepairRequest, signal: AbortSignal): Promise<SyncReport> {
  return passOnce(
    engine,
    request.companies,
    (company, stop) => repairCompany(engine, company, request, stop),
    signal,
  );
}

async function verifyOnce(
  engine: EngineOptions,
  request: VerifyRequest,
  signal: AbortSignal,
): Promise<VerifyReport> {
  const pass = await beginPass(engine, request.companies, signal);
  const companies: VerifiedCompany[] = pass.notOpen.map((company) =>
    refusedVerify(
      company,
      "not_open",
      new ReplicaError("SOURCE_COMPANY_NOT_OPEN", { company: company.name }),
    ),
  );
  for (const company of pass.recognised) {
    if (signal.aborted) break;
    const verified = await verifyRecognised(engine, company, request, signal);
    companies.push(verified);
    engine.onVerifyEnd?.(verified);
  }
  const traffic = pass.traffic();
  return { companies, tallyRequests: traffic.requests, tallyBytes: traffic.bytes };
}

/** Compares what the runs of a pass touched. A company that is not as it was recognised then is left for the next pass. */
async function touchedOnce(
  engine: EngineOptions,
  requests: TouchedRequests,
  signal: AbortSignal,
): Promise<TouchedReport> {
  const pass = await beginPass(engine, [...requests.keys()], signal);
  const companies: TouchedVerified[] = [];
  for (const company of pass.recognised) {
    const { guid, companyNumber } = company.probed;
    const request = requests.get(`${guid}:${companyNumber}`);
    if (signal.aborted) break;
    if (company.kind !== "known" || request === undefined) continue;
    const verified = await verifyTouched(engine, company, request, signal);
    companies.push(verified);
    if (verified.verdict === "differs" || verified.error !== null) engine.onVerifyEnd?.(verified);
    else engine.onTouchedEnd?.(company.probed);
  }
  const traffic = pass.traffic();
  return { companies, tallyRequests: traffic.requests, tallyBytes: traffic.bytes };
}

function verifySteps(engine: EngineOptions): VerifySteps {
  return {
    whole: (companies, signal) => verifyOnce(engine, { companies, asOf: null }, signal),
    touched: (companies, signal) => touchedOnce(engine, companies, signal),
  };
}

/** What goes wrong before a run has begun is that company's report too: those before it are done and told. */
async function runOrRefuse(
  engine: EngineOptions,
  company: Recognised,
  names: readonly string[],
  run: RunOne,
  signal: AbortSignal,
): Promise<RunReport> {
  try {
    return await runRecognised(engine, company, names, run, signal);
  } catch (error) {
    if (!(error instanceof ReplicaError) || signal.aborted) throw error;
    engine.log.error("a run could not begin", { company: company.probed.name, error });
    return failedReport(company.probed, error);
  }
}

async function runRecognised(
  engine: EngineOptions,
  company: Recognised,
  names: readonly string[],
  run: RunOne,
  signal: AbortSignal,
): Promise<RunReport> {
  const { probed } = company;
  switch (company.kind) {
    case "refused":
      return failedReport(
        probed,
        new ReplicaError(company.code, { company: probed.name, ...company.details }),
      );
    case "moved": {
      // Naming the company is a person's agreement that it is the same one.
      if (!names.some((wanted) => isNamed(probed, wanted))) {
        return failedReport(probed, new ReplicaError("SOURCE_COMPANY_MOVED", { company: probed.name }));
      }
      await follow(engine, company.stored.id, probed);
      return run({ probed, stored: { ...company.stored, ...identityOf(probed) }, hasMoved: true }, signal);
    }
    case "known": {
      if (company.stored.name !== probed.name) await follow(engine, company.stored.id, probed);
      return run({ probed, stored: company.stored }, signal);
    }
    case "new": {
      const { company: row } = await findOrCreateCompany(engine.destination, probed);
      const stored = {
        ...identityOf(probed),
        id: row.id,
        initialLoadCompletedAt: row.initial_load_completed_at,
      };
      await noteSeen(engine, [probed], [stored]);
      return run({ probed, stored }, signal);
    }
  }
}

function identityOf(company: CompanyIdentity): CompanyIdentity {
  const { guid, companyNumber, name, booksFrom } = company;
  return { guid, companyNumber, name, booksFrom };
}

/** A renamed or moved company: the replica follows. */
async function follow(engine: EngineOptions, companyId: number, probed: ProbedCompany): Promise<void> {
  await updateCompany(engine.destination.db, companyId, {
    name: probed.name,
    company_number: probed.companyNumber,
  });
}

function watch(
  options: EngineOptions,
  verify: WatchVerify,
  watching: WatchOptions,
  signal: AbortSignal,
): Promise<void> {
  let engine: EngineOptions = { ...options, startedBy: "schedule" };
  const run: RunOne = (company, stop) =>
    runCompany(engine, { ...company, full: false, acceptDeletes: false }, stop);
  const steps: WatchSteps = {
    pass: async (isDue, stop) => {
      engine = { ...options, startedBy: watching.startedBy?.() ?? "schedule" };
      await verify.beforePass();
      return passOnce(engine, watching.companies, run, stop, isDue);
    },
    afterPass: async (report, stop) => {
      const onVerified = (verified: VerifyReport): void => watching.onVerified?.(verified);
      await verify.afterPass(report, verifySteps(engine), stop, onVerified);
      await watching.afterPass?.().catch((error: unknown) => {
        engine.log.error("housekeeping failed", { error });
      });
    },
  };
  return watchCompanies(engine, watching, steps, signal);
}
