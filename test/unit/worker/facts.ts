import type { LastRun } from "../../../src-main/contract/agent-state.ts";
import type { ProbedCompany } from "../../../src-main/contract/company.ts";
import type { RunReport } from "../../../src-main/contract/run.ts";
import { noFacts } from "../../../src-main/worker/state-facts.ts";
import type { AgentFacts, StoredFacts } from "../../../src-main/worker/state-facts.ts";

const morning = "2026-11-22T04:00:00.000Z";
export const noon = "2026-11-22T06:30:00.000Z";

export function probed(name: string, over: Partial<ProbedCompany> = {}): ProbedCompany {
  return {
    guid: `guid-of-${name.toLowerCase()}`,
    companyNumber: "100000",
    name,
    booksFrom: "2025-04-01",
    isGroupCompany: false,
    mastersCounter: 10,
    vouchersCounter: 20,
    lastVoucherDate: "2026-03-31",
    ...over,
  };
}

export function stored(name: string, over: Partial<StoredFacts> = {}): StoredFacts {
  const { guid, companyNumber, booksFrom } = probed(name);
  return {
    key: `${guid}:${companyNumber}`,
    companyId: 1,
    guid,
    companyNumber,
    name,
    booksFrom,
    isLoaded: true,
    lastVoucherDate: "2026-03-30",
    currentAt: morning,
    verdict: "verified",
    verifiedAt: morning,
    rows: 1_000,
    heldDeletes: 0,
    quarantined: 0,
    unexplained: 0,
    unexplainedSince: null,
    lastRun: null,
    ...over,
  };
}

export function facts(over: Partial<AgentFacts> = {}, ...known: readonly StoredFacts[]): AgentFacts {
  return {
    ...noFacts,
    isSetUp: true,
    tally: { url: "http://localhost:9000", sight: "answers" },
    lastPassAt: noon,
    stored: new Map(known.map((each) => [each.key, each])),
    ...over,
  };
}

export function ended(status: LastRun["status"], over: Partial<LastRun> = {}): LastRun {
  return { runId: "1", status, endedAt: noon, error: null, ...over };
}

export function report(name: string, over: Partial<RunReport> = {}): RunReport {
  const { guid, companyNumber } = probed(name);
  return {
    company: name,
    companyGuid: guid,
    companyNumber,
    runId: "1",
    syncType: "cdc",
    status: "success",
    inserted: 1,
    updated: 0,
    deleted: 0,
    unchanged: 0,
    quarantined: 0,
    heldDeletes: 0,
    unexplained: 0,
    entities: {},
    tallyRequests: 3,
    tallyBytes: 900,
    seconds: 1,
    error: null,
    ...over,
  };
}
