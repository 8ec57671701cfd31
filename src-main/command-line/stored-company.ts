import { ReplicaError } from "../contract/errors.ts";
import type { Language } from "../contract/texts.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import { isNamed } from "../sync/identity.ts";
import { nearest } from "../contract/nearest.ts";
import { usageError } from "./usage-error.ts";

function identityOf(row: CompanyRow): Parameters<typeof isNamed>[0] {
  return {
    guid: row.tally_guid,
    companyNumber: row.company_number,
    name: row.name,
    booksFrom: row.books_from,
  };
}

/** The one company of the database that a person means. */
export function chooseStoredCompany(
  companies: readonly CompanyRow[],
  wanted: string,
  language: Language,
): CompanyRow {
  const fitting = companies.filter((company) => isNamed(identityOf(company), wanted));
  const [first, ...others] = fitting;
  if (first === undefined) {
    const suggestion = nearest(
      wanted,
      companies.map((company) => company.name),
    );
    throw new ReplicaError("CONFIG_COMPANY_UNKNOWN", { company: wanted, suggestion: suggestion ?? "" });
  }
  if (others.length === 0) return first;
  throw usageError(language, "ambiguousCompany", {
    company: wanted,
    companies: fitting.map((company) => `${company.tally_guid}:${company.company_number}`).join(", "),
  });
}
