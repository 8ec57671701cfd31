import type { CompanyIdentity } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { RunReport } from "../contract/run.ts";
import type { StoredCompany } from "./identity.ts";
import { errorOf } from "./run-draft.ts";

/** Reports of companies that had no run. */

export function notOpenReport(company: StoredCompany): RunReport {
  const error = new ReplicaError("SOURCE_COMPANY_NOT_OPEN", { company: company.name });
  return { ...emptyReport(company, "not_open"), error: errorOf(error) };
}

export function failedReport(company: CompanyIdentity, error: ReplicaError): RunReport {
  return { ...emptyReport(company, "failed"), error: errorOf(error) };
}

export function emptyReport(company: CompanyIdentity, status: RunReport["status"]): RunReport {
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
    error: null,
  };
}
