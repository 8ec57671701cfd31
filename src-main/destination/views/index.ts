import { createHash } from "node:crypto";
import { streams } from "../../catalog/index.ts";
import type { Column } from "../../catalog/stream.ts";
import type { Dialect } from "../dialect.ts";
import { layoutOf } from "../table-layout.ts";
import type { TableDefinition } from "../table-layout.ts";
import { billsPayable, billsReceivable } from "./bills.ts";
import { dayBook } from "./day-book.ts";
import { viewFragments } from "./fragments.ts";
import { changes, syncHealth } from "./health.ts";
import { purchaseRegister, salesRegister } from "./registers.ts";
import { bankBook, cashBook, ledgerMonths, ledgerStatement } from "./statements.ts";
import { stockMovements, stockSummary } from "./stock-views.ts";
import { costCentreBreakup, dates, gstSummary } from "./summaries.ts";
import { groupSummary, trialBalance } from "./trial-balance.ts";
import { columnsOf } from "./view.ts";
import type { View } from "./view.ts";
import { balanceSheet, profitAndLoss } from "./year-statements.ts";

/** All views for people, in the order of the data dictionary. */
export const views: readonly View[] = [
  ledgerMonths,
  trialBalance,
  groupSummary,
  profitAndLoss,
  balanceSheet,
  dayBook,
  ledgerStatement,
  cashBook,
  bankBook,
  salesRegister,
  purchaseRegister,
  billsReceivable,
  billsPayable,
  stockSummary,
  stockMovements,
  costCentreBreakup,
  gstSummary,
  changes,
  syncHealth,
  dates,
];

/** Makes every view whose tables are there with all the columns of the catalog, and comments where they are kept. */
export function viewStatements(dialect: Dialect, tables: readonly TableDefinition[]): readonly string[] {
  const fragments = viewFragments[dialect.product];
  const whole = wholeTables(tables);
  const known = new Set(whole.map(({ name }) => name));
  const lacking = catalogTables().filter(({ name }) => !known.has(name));
  const readable = views
    .map((view) => ({ view, select: view.select(fragments) }))
    .filter(
      ({ select }) => !lacking.some(({ name }) => new RegExp(`\\b(from|join) ${name}\\b`).test(select)),
    );
  return [
    ...whole.flatMap(({ name, doc, columns }) => fragments.comment({ kind: "table", name, doc, columns })),
    ...readable.flatMap(({ view, select }) => {
      const rule = view.rule.replaceAll(/\s+/g, " ");
      const columns = columnsOf(view);
      return [
        ...fragments.create(view.name, select, rule),
        ...fragments.comment({ kind: "view", name: view.name, doc: rule, columns }),
      ];
    }),
  ];
}

/** Changes whenever the text of a view does. */
export function fingerprintOf(statements: readonly string[]): string {
  return createHash("sha256").update(statements.join("\n")).digest("hex").slice(0, 32);
}

interface CatalogTable {
  readonly name: string;
  readonly doc: string;
  readonly columns: readonly Column[];
  readonly definition: TableDefinition;
}

function catalogTables(): readonly CatalogTable[] {
  return streams.flatMap((stream) => {
    const { entity, children } = layoutOf(stream);
    const docs = new Map([stream, ...stream.children].map(({ name, doc }) => [name, doc]));
    return [entity, ...children].map(({ name, definition, valueColumns }) => ({
      name,
      doc: docs.get(name) ?? "",
      columns: valueColumns,
      definition,
    }));
  });
}

/** Tables of the catalog that are there with every column that a view may read. */
function wholeTables(tables: readonly TableDefinition[]): readonly CatalogTable[] {
  const present = new Map(
    tables.map(({ name, columns }) => [name, new Set(columns.map((each) => each.name))]),
  );
  return catalogTables().filter(({ name, definition }) =>
    definition.columns.every((each) => present.get(name)?.has(each.name) === true),
  );
}
