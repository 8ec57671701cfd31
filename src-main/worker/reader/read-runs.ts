import { ReplicaError } from "../../contract/errors.ts";
import type { RunDetail, RunPage, RunSummary } from "../../contract/pages.ts";
import { listCompanies } from "../../destination/companies-store.ts";
import type { CompanyRow } from "../../destination/companies-store.ts";
import type { Destination } from "../../destination/destination.ts";
import { readRun, readRunPage } from "../../destination/run-pages.ts";
import type { RunWithSums } from "../../destination/run-pages.ts";
import type { WorkerCalls } from "../../contract/worker-messages.ts";
import { companyKeyOf, requireCompany } from "./stored-companies.ts";

export async function readRuns(
  destination: Destination,
  input: WorkerCalls["runs.page"]["input"],
): Promise<RunPage> {
  const companies = await listCompanies(destination.db);
  const { company, status, search, from, to, offset, limit } = input;
  const companyId = company === null ? null : requireCompany(companies, company).id;
  const found = await readRunPage(destination, { companyId, status, search, from, to }, { offset, limit });
  return { runs: found.runs.map((run) => summaryOf(run, companies)), total: found.total };
}

export async function readRunDetail(
  destination: Destination,
  { company, runId }: WorkerCalls["runs.detail"]["input"],
): Promise<RunDetail> {
  const companies = await listCompanies(destination.db);
  const found = await readRun(destination, requireCompany(companies, company).id, runId);
  if (found === null) throw new ReplicaError("CONFIG_USAGE", { problem: `no such run: ${runId}` });
  return {
    run: summaryOf(found, companies),
    tables: found.tables.map((row) => ({
      table: row.entity_type,
      inserted: row.records_inserted,
      updated: row.records_updated,
      deleted: row.records_deleted,
      unchanged: row.records_unchanged,
      quarantined: row.records_quarantined,
    })),
  };
}

function summaryOf({ run, sums }: RunWithSums, companies: readonly CompanyRow[]): RunSummary {
  const company = companies.find(({ id }) => id === run.company_id);
  return {
    runId: run.run_id,
    company: company?.name ?? "",
    companyKey: company === undefined ? "" : companyKeyOf(company),
    syncType: run.sync_type,
    startedBy: run.started_by,
    startedAt: run.started_at ?? "",
    completedAt: run.completed_at,
    status: run.status,
    ...sums,
    tallyRequests: run.tally_requests,
    tallyBytes: run.tally_bytes ?? 0,
    errorCode: run.error_code,
    errorMessage: run.error_message,
  };
}
