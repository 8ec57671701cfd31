import type { CompanyIdentity, ProbedCompany } from "../contract/company.ts";
import { isReplicaError, ReplicaError, retryKindOf } from "../contract/errors.ts";
import type { RunReport } from "../contract/run.ts";
import {
  findOrCreateCompany,
  listCompanies,
  noteAgentCompany,
  registerAgent,
  updateCompany,
} from "../destination/companies-store.ts";
import { runCompany } from "./company-run.ts";
import type { Engine, EngineOptions, SyncReport, SyncRequest, WatchOptions } from "./engine-api.ts";
import { isNamed, type Recognised, recogniseCompanies, type StoredCompany } from "./identity.ts";
import { nextPauseMs } from "./retry.ts";
import { errorOf } from "./run-draft.ts";

export type { Engine, EngineOptions, SyncReport, SyncRequest, WatchOptions } from "./engine-api.ts";

export function createEngine(engine: EngineOptions): Engine {
  return {
    listCompanies: (signal) => engine.source.probe(signal),
    sync: (request, signal) => syncOnce(engine, request, signal),
    watch: (options, signal) => watch(engine, options, signal),
  };
}

/** One pass: a probe that serves all companies, then one run a company, one after the other. */
async function syncOnce(
  engine: EngineOptions,
  request: SyncRequest,
  signal: AbortSignal,
): Promise<SyncReport> {
  const before = engine.source.traffic();
  const probed = await engine.source.probe(signal);
  const stored = await storedCompanies(engine);
  const wanted = chooseCompanies(request.companies, probed, stored);
  const probeTraffic = engine.source.traffic();
  await noteSeen(engine, probed, stored);
  const runs: RunReport[] = wanted.notOpen.map(notOpenReport);
  const recognised = recogniseCompanies(probed, stored).filter(({ probed: company }) =>
    wanted.open.has(company),
  );
  for (const company of recognised) {
    if (signal.aborted) break;
    runs.push(await runRecognised(engine, company, request, signal));
  }
  const after = engine.source.traffic();
  const [only] = runs;
  if (only !== undefined && runs.length === 1 && wanted.notOpen.length === 0) {
    runs[0] = {
      ...only,
      tallyRequests: only.tallyRequests + probeTraffic.requests - before.requests,
      tallyBytes: only.tallyBytes + probeTraffic.bytes - before.bytes,
    };
  }
  return {
    runs,
    tallyRequests: after.requests - before.requests,
    tallyBytes: after.bytes - before.bytes,
  };
}

async function runRecognised(
  engine: EngineOptions,
  company: Recognised,
  request: SyncRequest,
  signal: AbortSignal,
): Promise<RunReport> {
  const { probed } = company;
  const options = { full: request.full, acceptDeletes: request.acceptDeletes };
  switch (company.kind) {
    case "refused":
      return failedReport(probed, new ReplicaError(company.code, { company: probed.name }));
    case "moved": {
      // Naming the company is a person's agreement that it is the same one.
      if (!request.companies.some((wanted) => isNamed(probed, wanted))) {
        return failedReport(probed, new ReplicaError("SOURCE_COMPANY_MOVED", { company: probed.name }));
      }
      await follow(engine, company.stored.id, probed);
      return runCompany(
        engine,
        { probed, stored: { ...company.stored, ...identityOf(probed) }, ...options },
        signal,
      );
    }
    case "known": {
      if (company.stored.name !== probed.name) await follow(engine, company.stored.id, probed);
      return runCompany(engine, { probed, stored: company.stored, ...options }, signal);
    }
    case "new": {
      const { company: row } = await findOrCreateCompany(engine.destination, probed);
      const stored = {
        ...identityOf(probed),
        id: row.id,
        initialLoadCompletedAt: row.initial_load_completed_at,
      };
      await noteSeen(engine, [probed], [stored]);
      return runCompany(engine, { probed, stored, ...options }, signal);
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

async function storedCompanies(engine: EngineOptions): Promise<StoredCompany[]> {
  const rows = await listCompanies(engine.destination.db);
  return rows.map((row) => ({
    id: row.id,
    guid: row.tally_guid,
    companyNumber: row.company_number,
    name: row.name,
    booksFrom: row.books_from,
    initialLoadCompletedAt: row.initial_load_completed_at,
  }));
}

/** Tells the database where this agent saw which company, open or not. */
async function noteSeen(
  engine: EngineOptions,
  probed: readonly ProbedCompany[],
  stored: readonly StoredCompany[],
): Promise<void> {
  const { agentId, host, osUser } = engine.memory.agent;
  const seenAt = engine.clock.now().toISOString();
  await registerAgent(engine.destination.db, {
    agent_id: agentId,
    host,
    os_user: osUser,
    program_version: engine.programVersion,
    last_seen_at: seenAt,
  });
  for (const company of stored) {
    const isOpen = probed.some(
      (open) => open.guid === company.guid && open.companyNumber === company.companyNumber,
    );
    await noteAgentCompany(engine.destination.db, {
      companyId: company.id,
      agentId,
      sourceUrl: engine.source.url,
      isOpen,
      seenAt,
    });
  }
}

interface Choice {
  readonly open: ReadonlySet<ProbedCompany>;
  /** Named and known, but not loaded in Tally. */
  readonly notOpen: readonly StoredCompany[];
}

/** Which of the loaded companies a request is about. A name that nobody knows is wrong usage. */
function chooseCompanies(
  names: readonly string[],
  probed: readonly ProbedCompany[],
  stored: readonly StoredCompany[],
): Choice {
  if (names.length === 0) {
    if (probed.length === 0) throw new ReplicaError("SOURCE_NO_COMPANY_OPEN");
    return { open: new Set(probed), notOpen: [] };
  }
  const open = new Set<ProbedCompany>();
  const notOpen: StoredCompany[] = [];
  for (const name of names) {
    const loaded = probed.filter((company) => isNamed(company, name));
    const known = stored.find((company) => isNamed(company, name));
    if (loaded.length === 0 && known === undefined) {
      throw new ReplicaError("CONFIG_COMPANY_UNKNOWN", { company: name });
    }
    for (const company of loaded) open.add(company);
    if (loaded.length === 0 && known !== undefined) notOpen.push(known);
  }
  return { open, notOpen };
}

function notOpenReport(company: StoredCompany): RunReport {
  return emptyReport(
    company,
    "not_open",
    new ReplicaError("SOURCE_COMPANY_NOT_OPEN", { company: company.name }),
  );
}

function failedReport(company: CompanyIdentity, error: ReplicaError): RunReport {
  return emptyReport(company, "failed", error);
}

function emptyReport(company: CompanyIdentity, status: RunReport["status"], error: ReplicaError): RunReport {
  return {
    company: company.name,
    companyGuid: company.guid,
    companyNumber: company.companyNumber,
    runId: null,
    syncType: "cdc",
    status,
    inserted: 0,
    updated: 0,
    deleted: 0,
    unchanged: 0,
    quarantined: 0,
    heldDeletes: 0,
    unexplained: 0,
    entities: {},
    tallyRequests: 0,
    tallyBytes: 0,
    seconds: 0,
    error: errorOf(error),
  };
}

/** Passes on a timer until the signal. Tally closed or no company open is waiting, not failing. */
async function watch(options: EngineOptions, watching: WatchOptions, signal: AbortSignal): Promise<void> {
  const engine: EngineOptions = { ...options, startedBy: "schedule" };
  let failures = 0;
  while (!signal.aborted) {
    let error: unknown = null;
    try {
      const request = { companies: watching.companies, full: false, acceptDeletes: false };
      watching.onReport(await syncOnce(engine, request, signal));
    } catch (caught) {
      error = caught;
      if (signal.aborted) return;
      engine.log.warn("this pass failed", { error });
      if (isReplicaError(error) && retryKindOf(error.code) === "person") throw error;
    }
    failures = error === null ? 0 : failures + 1;
    await engine.clock
      .sleep(nextPauseMs(watching.everySeconds * 1_000, error, failures), signal)
      .catch(() => {});
  }
}
