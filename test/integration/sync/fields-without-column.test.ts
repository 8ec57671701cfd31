import { describe, expect, it } from "vitest";
import { makeTradingCompany } from "../../../src-main/sample-tally/company.ts";
import { isAllowed, unusedAllowances } from "../../support/expected-rows/allowed-fields.ts";
import { expectedCompany, expectedTables } from "../../support/expected-rows/index.ts";
import { filledFields } from "../../support/expected-rows/raw-fields.ts";

describe("raw fields of the books", () => {
  const { books } = makeTradingCompany({ seed: 5, vouchers: 2_000 });
  const taken = new Set<string>();
  expectedTables(books, taken);
  expectedCompany(books, taken);
  const filled = filledFields(books);
  const withoutColumn = new Set([...filled].filter((field) => !taken.has(field)));

  it("have a column, or a reason why they have none", () => {
    expect([...withoutColumn].filter((field) => !isAllowed(field))).toEqual([]);
  });

  it("need every reason that is written down", () => {
    expect(unusedAllowances(withoutColumn)).toEqual([]);
  });

  it("are filled somewhere, where a column is judged by them", () => {
    const neverFilled = [...taken].filter((field) => !filled.has(field));
    // Older releases keep the GST number here; of items under a ledger line only their own list is read.
    const acceptable = [
      "LEDGER.PARTYGSTIN",
      "VOUCHER/ALLLEDGERENTRIES/INVENTORYALLOCATIONS/BATCHALLOCATIONS.DESTINATIONGODOWNNAME",
    ];
    expect(neverFilled.filter((field) => !acceptable.includes(field))).toEqual([]);
  });
});
