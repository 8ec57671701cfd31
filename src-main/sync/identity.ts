import type { CompanyIdentity, ProbedCompany } from "../contract/company.ts";
import type { ErrorCode, ErrorDetails } from "../contract/errors.ts";

/** A company as the database knows it. */
export interface StoredCompany extends CompanyIdentity {
  readonly id: number;
  readonly initialLoadCompletedAt: string | null;
}

/** What a loaded company is to the database (docs/replication.md, "Which company is it"). */
export type Recognised =
  | { readonly kind: "new"; readonly probed: ProbedCompany }
  | { readonly kind: "known"; readonly probed: ProbedCompany; readonly stored: StoredCompany }
  /** Same books under another folder number: followed once a person agrees. */
  | { readonly kind: "moved"; readonly probed: ProbedCompany; readonly stored: StoredCompany }
  | {
      readonly kind: "refused";
      readonly probed: ProbedCompany;
      readonly code: ErrorCode;
      /** For the sentence, besides the company's name. */
      readonly details?: ErrorDetails;
    };

/**
 * Matches the loaded companies with the stored ones. GUID, number and books-from identify; a name only tells
 * people. A year-end split shares the GUID, so two loaded at once, or another books-from, are two companies.
 */
export function recogniseCompanies(
  probed: readonly ProbedCompany[],
  stored: readonly StoredCompany[],
): Recognised[] {
  return probed.map((company) => {
    if (company.isGroupCompany) return { kind: "refused", probed: company, code: "SOURCE_GROUP_COMPANY" };
    if (hasTwinName(company, probed)) {
      return { kind: "refused", probed: company, code: "SOURCE_COMPANY_AMBIGUOUS" };
    }
    return recognise(company, probed, stored);
  });
}

function recognise(
  company: ProbedCompany,
  probed: readonly ProbedCompany[],
  stored: readonly StoredCompany[],
): Recognised {
  const sameBooks = stored.filter(
    (candidate) => candidate.guid === company.guid && candidate.booksFrom === company.booksFrom,
  );
  const known = sameBooks.find((candidate) => candidate.companyNumber === company.companyNumber);
  if (known !== undefined) return { kind: "known", probed: company, stored: known };
  const movedFrom = sameBooks.find((candidate) => !probed.some((other) => isSameCompany(other, candidate)));
  if (movedFrom !== undefined) return { kind: "moved", probed: company, stored: movedFrom };
  return { kind: "new", probed: company };
}

export function isSameCompany(first: CompanyIdentity, second: CompanyIdentity): boolean {
  return (
    first.guid === second.guid &&
    first.companyNumber === second.companyNumber &&
    first.booksFrom === second.booksFrom
  );
}

/** Tally matches SVCURRENTCOMPANY without regard to case and outer blanks: such twins cannot be told apart. */
function hasTwinName(company: ProbedCompany, probed: readonly ProbedCompany[]): boolean {
  const folded = foldName(company.name);
  return probed.some((other) => other !== company && foldName(other.name) === folded);
}

function foldName(name: string): string {
  return name.trim().toLowerCase();
}

/** A person names a company by its name, its GUID, or GUID:NUMBER where two share the GUID. */
export function isNamed(company: CompanyIdentity, wanted: string): boolean {
  const folded = foldName(wanted);
  const guid = company.guid.toLowerCase();
  return (
    foldName(company.name) === folded ||
    guid === folded ||
    `${guid}:${company.companyNumber.toLowerCase()}` === folded
  );
}

/** Key of a company in this PC's own memory. */
export function companyKey(company: CompanyIdentity): string {
  return `${company.guid}:${company.companyNumber}:${company.booksFrom}`;
}
