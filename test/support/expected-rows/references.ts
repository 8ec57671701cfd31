import { parentColumns, parentTableOf } from "./expected-tables.ts";

/** A name that points to a master, with its GUID beside it (data dictionary, "+G"). */
interface Reference {
  readonly nameColumn: string;
  readonly guidColumn: string;
  readonly pointsTo: string;
}

/** Prefix of `…_name` and `…_guid` -> table. */
const everywhere: Readonly<Record<string, string>> = {
  ledger: "ledgers",
  party: "ledgers",
  item: "stock_items",
  component: "stock_items",
  godown: "godowns",
  destination_godown: "godowns",
  unit: "units",
  base_unit: "units",
  additional_unit: "units",
  alternate_unit: "units",
  rate_unit: "units",
  currency: "currencies",
  cost_centre: "cost_centres",
  employee: "employees",
  pay_head: "pay_heads",
  attendance_type: "attendance_types",
  voucher_type: "voucher_types",
  primary_group: "account_groups",
  category: "cost_categories",
};

const ofTable: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account_groups: { parent: "account_groups" },
  ledgers: { parent: "account_groups" },
  pay_heads: { parent: "account_groups" },
  voucher_types: { parent: "voucher_types" },
  godowns: { parent: "godowns" },
  stock_groups: { parent: "stock_groups" },
  stock_categories: { parent: "stock_categories" },
  stock_items: { parent: "stock_groups", category: "stock_categories" },
  cost_centres: { parent: "cost_centres" },
  employees: { parent: "cost_centres" },
  attendance_types: { parent: "attendance_types" },
  budgets: { parent: "budgets" },
};

export function referencesOf(table: string): readonly Reference[] {
  return Object.entries({ ...everywhere, ...ofTable[table] }).map(([prefix, pointsTo]) => ({
    nameColumn: `${prefix}_name`,
    guidColumn: `${prefix}_guid`,
    pointsTo,
  }));
}

/** Tables that hold the lines of an entity's table. */
export function linesOfTable(entityTable: string): readonly string[] {
  return Object.keys(parentColumns).filter((table) => parentTableOf(table) === entityTable);
}
