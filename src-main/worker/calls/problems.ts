import type { CompanyState, WireError } from "../../contract/agent-state.ts";
import type { ErrorCode, ErrorDetails } from "../../contract/errors.ts";
import type { Problem, ProblemList } from "../../contract/pages.ts";
import type { QuarantineCause } from "../../destination/waiting-pages.ts";
import type { AgentFacts } from "../state-facts.ts";
import { drawState } from "../state-picture.ts";

function wire(code: ErrorCode, details: ErrorDetails): WireError {
  return { code, details, technical: "" };
}

const ofAgent = { company: null, companyKey: null, runId: null, since: null, count: 1 } as const;

function agentProblems(facts: AgentFacts, error: WireError | null): readonly Problem[] {
  const errors = [error, facts.database.error].filter((each) => each !== null);
  const codes = new Set<ErrorCode>();
  return errors.flatMap((each) => {
    if (codes.has(each.code)) return [];
    codes.add(each.code);
    return [{ ...ofAgent, kind: "agent" as const, cause: `agent ${each.code}`, error: each }];
  });
}

/** What is wrong with records that were set aside: one problem per company, table and field. */
function quarantineProblems(company: CompanyState, causes: readonly QuarantineCause[]): readonly Problem[] {
  return causes
    .filter(({ companyId }) => companyId === company.companyId)
    .map(({ table, fieldName, records, since }) => ({
      ...aboutCompany(company, since),
      kind: "quarantine",
      cause: `quarantine ${table} ${fieldName}`,
      count: records,
      error: wire("DATA_QUARANTINED", { company: company.name, count: records }),
    }));
}

function aboutCompany(
  company: CompanyState,
  since: string | null,
): Pick<Problem, "company" | "companyKey" | "runId" | "since"> {
  return {
    company: company.name,
    companyKey: company.key,
    runId: company.lastRun?.runId ?? null,
    since,
  };
}

function companyProblems(
  company: CompanyState,
  facts: AgentFacts,
  causes: readonly QuarantineCause[],
): readonly Problem[] {
  const { lastRun, heldDeletes, unexplained, verdict, name } = company;
  const stored = facts.stored.get(company.key);
  const problems: Problem[] = [];
  if (company.standing === "error" && lastRun !== null) {
    const error = lastRun.error ?? wire("INTERNAL_ERROR", { company: name });
    const about = aboutCompany(company, lastRun.endedAt);
    problems.push({ ...about, kind: "failedRun", cause: `failedRun ${error.code}`, count: 1, error });
  }
  const add = (kind: "heldDeletes" | "differs" | "unexplained", code: ErrorCode, count: number): void => {
    const since = kind === "unexplained" ? (stored?.unexplainedSince ?? null) : company.verifiedAt;
    const about = aboutCompany(company, kind === "heldDeletes" ? null : since);
    problems.push({ ...about, kind, cause: kind, count, error: wire(code, { company: name, count }) });
  };
  if (heldDeletes > 0) add("heldDeletes", "DATA_DELETES_HELD", heldDeletes);
  if (verdict === "differs") add("differs", "DATA_DIFFERS", company.differences);
  if (unexplained > 0) add("unexplained", "DATA_UNEXPLAINED", unexplained);
  return [...problems, ...quarantineProblems(company, causes)];
}

/** Everything a person should look at, the agent's own troubles first, then by cause. */
export function listProblems(
  facts: AgentFacts,
  causes: readonly QuarantineCause[],
  nowMs: number,
): ProblemList {
  const { companies, error } = drawState(facts, nowMs);
  const ofCompanies = companies.flatMap((company) => companyProblems(company, facts, causes));
  return {
    problems: [
      ...agentProblems(facts, error),
      ...ofCompanies.toSorted((left, right) => left.cause.localeCompare(right.cause)),
    ],
  };
}
