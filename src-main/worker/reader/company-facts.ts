import { streams } from "../../catalog/index.ts";
import type { LastRun } from "../../contract/agent-state.ts";
import { errorCodes } from "../../contract/errors.ts";
import type { ErrorCode } from "../../contract/errors.ts";
import { listCompanies } from "../../destination/companies-store.ts";
import type { Destination } from "../../destination/destination.ts";
import { readStatus } from "../../destination/queries.ts";
import type { CompanyStatus } from "../../destination/queries.ts";
import { companyKeyOf } from "./stored-companies.ts";
import type { StoredFacts } from "../state-facts.ts";

/** Lines are most of a book, and nobody looks at how many there are on the board. */
const entities = streams.map((stream) => ({ ...stream, children: [] }));

export function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code);
}

/** Companies by key; null asks for all. */
export async function readCompanyFacts(
  destination: Destination,
  keys: readonly string[] | null,
): Promise<readonly StoredFacts[]> {
  const companies = await listCompanies(destination.db);
  const companyIds =
    keys === null
      ? null
      : companies.filter((company) => keys.includes(companyKeyOf(company))).map(({ id }) => id);
  return (await readStatus(destination, entities, companyIds)).map(factsOf);
}

function factsOf(status: CompanyStatus): StoredFacts {
  const { company } = status;
  const rows = Object.values(status.rows).reduce((sum, count) => sum + count, 0);
  return {
    key: companyKeyOf(company),
    companyId: company.id,
    guid: company.tally_guid,
    companyNumber: company.company_number,
    name: company.name,
    booksFrom: company.books_from,
    isLoaded: company.initial_load_completed_at !== null,
    lastVoucherDate: company.last_voucher_date,
    currentAt: company.last_checked_at ?? company.last_synced_at,
    verdict: company.last_verified_at === null ? null : company.verification,
    verifiedAt: company.last_verified_at,
    rows,
    heldDeletes: status.heldDeletes,
    quarantined: status.quarantined,
    unexplained: status.unexplained,
    unexplainedSince: status.unexplainedSince,
    lastRun: lastRunOf(status),
  };
}

function lastRunOf({ lastRun, company }: CompanyStatus): LastRun | null {
  if (lastRun === null) return null;
  return {
    runId: lastRun.run_id,
    status: lastRun.status,
    endedAt: lastRun.completed_at ?? lastRun.started_at ?? "",
    error: storedError(lastRun, company.name),
  };
}

/** The database keeps code and English sentence of an error; the sentence is for support here. */
function storedError(
  run: { readonly error_code: string; readonly error_message: string },
  company: string,
): LastRun["error"] {
  if (run.error_code === "") return null;
  const code = isErrorCode(run.error_code) ? run.error_code : "INTERNAL_ERROR";
  return { code, details: { company }, technical: run.error_message };
}
