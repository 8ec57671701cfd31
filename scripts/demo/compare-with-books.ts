import Database from "better-sqlite3";
import type { CompanyBooks } from "../../src-main/sample-tally/model.ts";
import { compareReplica, tellDifferences } from "../../test/support/expected-rows/index.ts";
import type { Difference } from "../../test/support/expected-rows/index.ts";

function companyIdOf(file: string, books: CompanyBooks): number {
  const database = new Database(file, { readonly: true });
  try {
    const { GUID: guid, COMPANYNUMBER: number } = books.company.fields as Readonly<Record<string, string>>;
    const id = database
      .prepare("select id from companies where tally_guid = ? and company_number = ?")
      .pluck()
      .get(guid, number?.trim());
    return typeof id === "number" ? id : 0;
  } finally {
    database.close();
  }
}

/**
 * Compares every table of the file, row by row and column by column, with the sample's raw objects. The expected rows
 * are worked out by the tests' own reading of the data dictionary, not by the product.
 */
export function compareWithBooks(
  companies: readonly CompanyBooks[],
  file: string,
): { readonly differences: readonly Difference[]; readonly told: string } {
  const differences = companies.flatMap((books) => compareReplica(file, companyIdOf(file, books), books));
  return { differences, told: tellDifferences(differences, 10) };
}
