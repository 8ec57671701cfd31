import type { CompanyBooks } from "../../../src-main/sample-tally/model.ts";
import { accountingTables } from "./accounting-tables.ts";
import type { ExpectedRow } from "./canonical.ts";
import { Judge, type Tables } from "./judge.ts";
import { peopleTables } from "./people-tables.ts";
import { readCompany } from "./raw-reader.ts";
import { stockTables } from "./stock-tables.ts";
import { voucherTables } from "./voucher-tables.ts";

/**
 * What every table must hold, worked out from the sample's raw objects straight from the data dictionary and the
 * column map: a second, independent reading, so that a mistake of the catalog does not judge itself.
 * `taken` receives every raw field that was looked at.
 */
export function expectedTables(books: CompanyBooks, taken: Set<string> = new Set()): Tables {
  const judge = new Judge(books, taken);
  return {
    ...accountingTables(judge),
    ...stockTables(judge),
    ...peopleTables(judge),
    ...voucherTables(judge),
  };
}

/** The row of the table companies, as far as it describes the books. */
export function expectedCompany(books: CompanyBooks, taken: Set<string> = new Set()): ExpectedRow {
  const company = readCompany(books, taken);
  return {
    tally_guid: company.text("GUID"),
    company_number: company.text("COMPANYNUMBER").trim(),
    books_from: company.date("BOOKSFROM"),
    name: company.text("NAME"),
    starting_from: company.date("STARTINGFROM"),
    last_voucher_date: company.date("LASTVOUCHERDATE"),
    base_currency: company.text("CURRENCYNAME"),
    country: company.text("COUNTRYNAME"),
    state: company.text("STATENAME"),
    gstin: company.text("GSTREGISTRATIONNUMBER"),
    data_folder: company.text("DESTINATION"),
  };
}

/** Column with the parent's GUID of each table of lines; entity tables have none. */
export const parentColumns: Readonly<Record<string, string>> = {
  ledger_opening_bills: "ledger_guid",
  ledger_closing_values: "ledger_guid",
  ledger_bank_accounts: "ledger_guid",
  ledger_gst_details: "ledger_guid",
  gst_registration_details: "gst_registration_guid",
  stock_item_opening_batches: "item_guid",
  stock_item_gst_rates: "item_guid",
  stock_item_standard_costs: "item_guid",
  stock_item_standard_prices: "item_guid",
  stock_item_prices: "item_guid",
  stock_item_components: "item_guid",
  stock_item_hsn_details: "item_guid",
  budget_lines: "budget_guid",
  voucher_ledger_entries: "voucher_guid",
  voucher_inventory_entries: "voucher_guid",
  voucher_batch_allocations: "voucher_guid",
  voucher_bill_allocations: "voucher_guid",
  voucher_bank_allocations: "voucher_guid",
  voucher_cost_allocations: "voucher_guid",
  voucher_inventory_ledgers: "voucher_guid",
  voucher_additional_costs: "voucher_guid",
  voucher_gst_lines: "voucher_guid",
  voucher_pay_heads: "voucher_guid",
  voucher_attendance: "voucher_guid",
};

/** The table a line's parent stands in. */
export function parentTableOf(table: string): string {
  const parents: Readonly<Record<string, string>> = {
    ledger_guid: "ledgers",
    gst_registration_guid: "gst_registrations",
    item_guid: "stock_items",
    budget_guid: "budgets",
    voucher_guid: "vouchers",
  };
  const parent = parents[parentColumns[table] ?? ""];
  if (parent === undefined) throw new RangeError(`${table} holds no lines`);
  return parent;
}
