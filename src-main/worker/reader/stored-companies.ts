import { ReplicaError } from "../../contract/errors.ts";
import type { CompanyRow } from "../../destination/companies-store.ts";

export function companyKeyOf(company: CompanyRow): string {
  return `${company.tally_guid}:${company.company_number}`;
}

/** The company that a key (`GUID:NUMBER`) means. */
export function requireCompany(companies: readonly CompanyRow[], key: string): CompanyRow {
  const found = companies.find((company) => companyKeyOf(company) === key);
  if (found === undefined) throw new ReplicaError("CONFIG_COMPANY_UNKNOWN", { company: key });
  return found;
}
