import { emptyAgentState } from "../../../src-main/contract/agent-state.ts";
import type { AgentState, CompanyState } from "../../../src-main/contract/agent-state.ts";

/** Pictures of an agent for tests: only what a test is about is named. */

export function companyState(change: Partial<CompanyState> = {}): CompanyState {
  const name = change.name ?? "Sharma Traders";
  return {
    key: `${name}:100000`,
    companyId: 1,
    name,
    companyNumber: "100000",
    standing: "verified",
    isOpen: true,
    isChosen: true,
    lastVoucherDate: "2026-03-31",
    currentAt: "2026-04-01T05:12:00.000Z",
    verdict: "verified",
    verifiedAt: "2026-04-01T05:00:00.000Z",
    rows: 1_000,
    heldDeletes: 0,
    quarantined: 0,
    unexplained: 0,
    differences: 0,
    lastRun: { runId: "r1", status: "success", endedAt: "2026-04-01T05:12:00.000Z", error: null },
    progress: null,
    ...change,
  };
}

export function agentState(companies: readonly CompanyState[], change: Partial<AgentState> = {}): AgentState {
  return {
    ...emptyAgentState,
    phase: "idle",
    tally: { url: "http://localhost:9000", sight: "answers" },
    companies,
    ...change,
  };
}

export function failedCompany(code: "DEST_LOGIN_REFUSED" | "SOURCE_NOT_RUNNING", name: string): CompanyState {
  return companyState({
    name,
    standing: "error",
    lastRun: {
      runId: `run of ${name}`,
      status: "failed",
      endedAt: "2026-04-01T05:12:00.000Z",
      error: { code, details: {}, technical: "" },
    },
  });
}
