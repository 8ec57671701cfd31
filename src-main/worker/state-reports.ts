import type { LastRun, WireError } from "../contract/agent-state.ts";
import type { RunReport } from "../contract/run.ts";
import type { RunError } from "../contract/run.ts";
import type { VerifiedCompany } from "../contract/verify.ts";
import type { AgentFacts } from "./state-facts.ts";
import { isErrorCode } from "./reader/company-facts.ts";

/** What a report changes in what is known. Pure, so that every kind of report can be tried. */

function wireOfRunError(error: RunError | null, company: string): WireError | null {
  if (error === null) return null;
  const code = isErrorCode(error.code) ? error.code : "INTERNAL_ERROR";
  return { code, details: { company, ...error.details }, technical: error.message };
}

const wasRead: ReadonlySet<string> = new Set(["success", "no_change", "needs_attention"]);

export function noteRunEnd(facts: AgentFacts, report: RunReport, at: string): Partial<AgentFacts> {
  const key = `${report.companyGuid}:${report.companyNumber}`;
  const run = facts.run?.key === key ? null : facts.run;
  // A company that is not open had no run.
  if (report.status === "not_open") return { run };
  const error = wireOfRunError(report.error, report.company);
  const last: LastRun = { runId: report.runId, status: report.status, endedAt: at, error };
  const lookedAt = wasRead.has(report.status) ? new Map([...facts.lookedAt, [key, at]]) : facts.lookedAt;
  return { run, lastRuns: new Map([...facts.lastRuns, [key, last]]), lookedAt };
}

export function noteVerifyEnd(facts: AgentFacts, company: VerifiedCompany, at: string): Partial<AgentFacts> {
  const key = `${company.companyGuid}:${company.companyNumber}`;
  const run = facts.run?.key === key ? null : facts.run;
  const lastRuns =
    company.error === null
      ? facts.lastRuns
      : new Map([...facts.lastRuns, [key, failedVerify(company, at)] as const]);
  // Nothing was compared: what is known of an earlier comparison stays.
  if (company.asOf === null && company.verdict === "unknown") return { run, lastRuns };
  const { verdict, asOf, checked, differences, doubts } = company;
  const verification = { verdict, at, asOf, checked, differences, doubts };
  return { run, lastRuns, verifications: new Map([...facts.verifications, [key, verification]]) };
}

function failedVerify({ company, status, error }: VerifiedCompany, at: string): LastRun {
  return { runId: null, status, endedAt: at, error: wireOfRunError(error, company) };
}
