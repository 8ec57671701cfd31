import type { CompanyBooks } from "../../../src-main/sample-tally/model.ts";
import type { Expected, ExpectedRow } from "./canonical.ts";
import { parentColumns } from "./expected-tables.ts";
import type { Tables } from "./judge.ts";
import { readCompany } from "./raw-reader.ts";

/** What a person chose, in the words of the settings; read here without any part of the product. */
export interface ChosenBooks {
  /** First day of a financial year, later than the books' own; null for all years. */
  readonly from: string | null;
  readonly without: readonly string[];
}

/** Tables that go with a part, by the data dictionary. */
const tablesOf: Readonly<Record<string, readonly string[]>> = {
  payroll: ["employees", "attendance_types", "pay_heads", "voucher_pay_heads", "voucher_attendance"],
  personal: ["ledger_bank_accounts"],
  inventory: [
    "godowns",
    "stock_groups",
    "stock_categories",
    "stock_items",
    "stock_item_opening_batches",
    "stock_item_gst_rates",
    "stock_item_standard_costs",
    "stock_item_standard_prices",
    "stock_item_prices",
    "stock_item_components",
    "stock_item_hsn_details",
    "voucher_inventory_entries",
    "voucher_batch_allocations",
    "voucher_inventory_ledgers",
    "voucher_additional_costs",
  ],
  cost_centres: ["cost_categories", "cost_centres", "voucher_cost_allocations"],
  budgets: ["budgets", "budget_lines"],
};

const columnsOf: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  personal: {
    ledgers: [
      "mailing_name address pincode email phone mobile contact pan",
      "bank_account_holder bank_account_number bank_ifsc bank_swift bank_name bank_branch",
    ],
    employees: [
      "id_number joined_on left_on designation job_function location gender born_on blood_group",
      "father_or_mother_name spouse_name address mobile email pan aadhaar uan pf_number pf_joined_on pf_left_on pran",
    ],
    voucher_bank_allocations: ["payment_favouring"],
  },
  inventory: { voucher_cost_allocations: ["item_name item_guid"], vouchers: ["moves_stock"] },
};

/** What the tables hold of openings where the replica begins later; figures of verify judge the amounts. */
const openings: Readonly<Record<string, readonly string[]>> = {
  ledgers: ["opening_balance"],
  stock_items: ["opening_quantity", "opening_value"],
};
const forgottenOpenings: Readonly<Record<string, readonly string[]>> = {
  ledgers: ["opening_forex"],
  stock_items: ["opening_rate"],
};

const pointsTo: Readonly<Record<string, string>> = {
  item: "stock_items",
  component: "stock_items",
  godown: "godowns",
  destination_godown: "godowns",
  cost_centre: "cost_centres",
  employee: "employees",
  pay_head: "pay_heads",
  attendance_type: "attendance_types",
};

/** The books as if what was left out had never been in them. */
export function restrictTables(all: Tables, books: CompanyBooks, chosen: ChosenBooks): Tables {
  const gone = new Set(chosen.without.flatMap((part) => tablesOf[part] ?? []));
  const from = chosen.from;
  if (from !== null)
    for (const table of ["ledger_opening_bills", "stock_item_opening_batches"]) gone.add(table);
  const rows = withoutRows(all, chosen);
  const employees = employeeCentres(all, chosen);
  return Object.fromEntries(
    Object.entries(rows).map(([table, list]) => {
      if (gone.has(table)) return [table, []];
      const empty = new Set(emptyColumns(table, chosen));
      const restricted = list.map((row) => withoutReferences(table, emptied(row, empty), gone, employees));
      const opened = from === null ? restricted : withOpenings(table, restricted, all, books, from);
      return [table, renumbered(table, opened)];
    }),
  );
}

/** GUIDs of cost centres that go with payroll, for others that stand below them. */
function employeeCentres(all: Tables, { without }: ChosenBooks): ReadonlySet<Expected | undefined> {
  if (!without.includes("payroll")) return new Set();
  const centres = (all["cost_centres"] ?? []).filter((row) => row["is_employee"] === true);
  return new Set(centres.map((row) => row["tally_guid"]));
}

function withoutRows(all: Tables, { from, without }: ChosenBooks): Tables {
  const isEarly = (row: ExpectedRow): boolean => from !== null && String(row["date"]) < from;
  const early = new Set((all["vouchers"] ?? []).filter(isEarly).map((row) => row["tally_guid"]));
  const employees = new Set(
    (all["cost_centres"] ?? []).filter((row) => row["is_employee"] === true).map((row) => row["name"]),
  );
  const isGone = (table: string, row: ExpectedRow): boolean => {
    if (table === "vouchers") return early.has(row["tally_guid"]);
    if (parentColumns[table] === "voucher_guid" && early.has(row["voucher_guid"])) return true;
    if (without.includes("payroll") && table === "cost_centres") return row["is_employee"] === true;
    if (without.includes("payroll") && table === "voucher_cost_allocations")
      return employees.has(row["cost_centre_name"]);
    return without.includes("inventory") && table === "voucher_gst_lines" && row["source"] === "item";
  };
  return Object.fromEntries(
    Object.entries(all).map(([table, rows]) => [table, rows.filter((row) => !isGone(table, row))]),
  );
}

function emptyColumns(table: string, { from, without }: ChosenBooks): readonly string[] {
  return [
    ...without.flatMap((part) => columnsOf[part]?.[table] ?? []).flatMap((names) => names.split(" ")),
    ...(from === null ? [] : (forgottenOpenings[table] ?? [])),
  ];
}

function emptied(row: ExpectedRow, columns: ReadonlySet<string>): ExpectedRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, columns.has(name) ? emptyOf(name, value) : value]),
  );
}

function emptyOf(name: string, value: Expected): Expected {
  if (typeof value === "boolean") return false;
  if (name.endsWith("_guid") || name.endsWith("_on") || name === "opening_forex" || name === "opening_rate")
    return null;
  return "";
}

function withoutReferences(
  table: string,
  row: ExpectedRow,
  gone: ReadonlySet<string>,
  employees: ReadonlySet<Expected | undefined>,
): ExpectedRow {
  const target = (prefix: string): string | undefined => {
    if (prefix === "parent") return table === "employees" ? "cost_centres" : undefined;
    if (prefix === "category") return table === "stock_items" ? "stock_categories" : "cost_categories";
    return pointsTo[prefix];
  };
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const prefix = /^(.+)_guid$/.exec(name)?.[1];
      const isReference = prefix !== undefined && `${prefix}_name` in row;
      const isEmployee = table === "cost_centres" && prefix === "parent" && employees.has(value);
      const isGone = isEmployee || (isReference && gone.has(target(prefix) ?? ""));
      return [name, isGone ? null : value];
    }),
  );
}

function renumbered(table: string, rows: readonly ExpectedRow[]): readonly ExpectedRow[] {
  const parent = parentColumns[table];
  if (parent === undefined) return rows;
  const next = new Map<unknown, number>();
  return rows.map((row) => {
    const number = (next.get(row[parent]) ?? 0) + 1;
    next.set(row[parent], number);
    return { ...row, line_no: number };
  });
}

/** Plain ledgers open with all that was posted before; others are left to Tally's own figures. */
function withOpenings(
  table: string,
  rows: readonly ExpectedRow[],
  all: Tables,
  books: CompanyBooks,
  from: string,
): readonly ExpectedRow[] {
  if (openings[table] === undefined) return rows;
  if (table === "stock_items") return rows.map((row) => without(row, openings[table] ?? []));
  const own = readCompany(books, new Set()).text("CURRENCYNAME");
  const posted = postedBefore(all, from);
  const units = (text: unknown): number => Math.round(Number(text) * 10_000);
  const balance = (row: ExpectedRow): number =>
    units(row["opening_balance"]) + (posted.get(String(row["name"])) ?? 0);
  return rows.map((row) => {
    const isForeign = row["currency_name"] !== "" && row["currency_name"] !== own;
    if (isForeign || row["parent_name"] === "Stock-in-Hand") return without(row, ["opening_balance"]);
    // What stock grew by is part of earlier profit; the views must balance with it.
    if (row["reserved_name"] === "Profit & Loss A/c") return without(row, ["opening_balance"]);
    return { ...row, opening_balance: row["is_revenue"] === true ? "0" : String(balance(row) / 10_000) };
  });
}

const leftToFigures = new WeakMap<ExpectedRow, ReadonlySet<string>>();

/** Openings that follow from no plain sum (foreign currencies, values of stock): verify compares them. */
export function openingsLeftToFigures(row: ExpectedRow): ReadonlySet<string> {
  return leftToFigures.get(row) ?? new Set();
}

function without(row: ExpectedRow, columns: readonly string[]): ExpectedRow {
  const rest = Object.fromEntries(Object.entries(row).filter(([name]) => !columns.includes(name)));
  leftToFigures.set(rest, new Set(columns));
  return rest;
}

function postedBefore(all: Tables, from: string): ReadonlyMap<string, number> {
  const dates = new Map(
    (all["vouchers"] ?? [])
      .filter((row) => row["posts_to_accounts"] === true)
      .map((row) => [row["tally_guid"], String(row["date"])]),
  );
  const posted = new Map<string, number>();
  for (const line of all["voucher_ledger_entries"] ?? []) {
    const date = dates.get(line["voucher_guid"] ?? "");
    if (date === undefined || date >= from) continue;
    const name = String(line["ledger_name"]);
    posted.set(name, (posted.get(name) ?? 0) + Math.round(Number(line["amount"]) * 10_000));
  }
  return posted;
}
