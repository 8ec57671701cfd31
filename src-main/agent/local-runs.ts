import type { RunPage, RunSummary } from "../contract/pages.ts";
import type { AgentMemory, LocalRun } from "../history/agent-memory.ts";

/** All that the memory keeps. */
const everyRun = 10_000;

interface LocalRunFilter {
  /** `GUID:NUMBER`; the memory knows the GUID only. */
  readonly company: string | null;
  readonly status: readonly string[];
  readonly search: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly offset: number;
  readonly limit: number;
}

/** What this PC remembers of runs into a database that is away: when, how it ended and why, but no figures. */
export function localRuns(memory: AgentMemory, database: string, filter: LocalRunFilter): RunPage {
  const runs = memory
    .recentRuns(everyRun)
    .filter((run) => run.destination === database && run.status !== "no_change" && fits(run, filter));
  const { offset, limit } = filter;
  return { runs: runs.slice(offset, offset + limit).map(summaryOf), total: runs.length };
}

function fits(run: LocalRun, { company, status, search, from, to }: LocalRunFilter): boolean {
  const text = `${run.company}\n${run.errorCode ?? ""}\n${run.errorMessage ?? ""}`.toLowerCase();
  return (
    (company === null || company.startsWith(`${run.companyGuid}:`)) &&
    (status.length === 0 || status.includes(run.status)) &&
    (from === null || run.startedAt >= from) &&
    (to === null || run.startedAt <= to) &&
    text.includes(search.trim().toLowerCase())
  );
}

function summaryOf(run: LocalRun): RunSummary {
  return {
    runId: "",
    company: run.company,
    companyKey: "",
    syncType: run.syncType,
    startedBy: "schedule",
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    status: run.status,
    inserted: 0,
    updated: 0,
    deleted: 0,
    quarantined: 0,
    tallyRequests: 0,
    tallyBytes: 0,
    errorCode: run.errorCode ?? "",
    errorMessage: run.errorMessage ?? "",
  };
}
