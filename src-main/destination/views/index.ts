import { createHash } from "node:crypto";
import { streams } from "../../catalog/index.ts";
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

/** Makes every view whose tables are there with all the columns of the catalog. */
export function viewStatements(dialect: Dialect, tables: readonly TableDefinition[]): readonly string[] {
  const fragments = viewFragments[dialect.product];
  const lacking = lackingTables(tables);
  return views.flatMap(({ name, select }) => {
    const text = select(fragments);
    return lacking.some((table) => new RegExp(`\\b(from|join) ${table}\\b`).test(text))
      ? []
      : fragments.create(name, text);
  });
}

/** Changes whenever the text of a view does. */
export function fingerprintOf(statements: readonly string[]): string {
  return createHash("sha256").update(statements.join("\n")).digest("hex").slice(0, 32);
}

/** Tables of the catalog that are not there, or without columns that a view may read. */
function lackingTables(tables: readonly TableDefinition[]): readonly string[] {
  const present = new Map(
    tables.map(({ name, columns }) => [name, new Set(columns.map((each) => each.name))]),
  );
  return streams
    .flatMap((stream) => {
      const { entity, children } = layoutOf(stream);
      return [entity, ...children];
    })
    .filter(({ name, definition }) => definition.columns.some((each) => !present.get(name)?.has(each.name)))
    .map(({ name }) => name);
}
