import { createHash } from "node:crypto";
import { streams } from "../../catalog/index.ts";
import { controlDocs } from "../control-docs.ts";
import type { Dialect } from "../dialect.ts";
import { layoutOf } from "../table-layout.ts";
import type { TableDefinition } from "../table-layout.ts";
import { billsPayable, billsReceivable } from "./bills.ts";
import { dayBook } from "./day-book.ts";
import { viewFragments } from "./fragments.ts";
import type { Comment } from "./fragments.ts";
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

/**
 * Makes every view whose tables are there with all the columns of the catalog, and comments on them and the tables where
 * the product keeps comments.
 */
export function viewStatements(
  dialect: Dialect,
  tables: readonly TableDefinition[],
  controls: readonly TableDefinition[] = [],
): readonly string[] {
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
    ...controls.flatMap((table) => fragments.comment(commentOn(table, controlDocs[table.name]?.doc ?? ""))),
    ...whole.flatMap(({ doc, definition }) => fragments.comment(commentOn(definition, doc))),
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

function commentOn({ name, columns }: TableDefinition, doc: string): Comment {
  const told = columns.flatMap((column) =>
    column.doc === undefined ? [] : [{ name: column.name, doc: column.doc }],
  );
  return { kind: "table", name, doc, columns: told };
}

/** Changes whenever the text of a view does. */
export function fingerprintOf(statements: readonly string[]): string {
  return createHash("sha256").update(statements.join("\n")).digest("hex").slice(0, 32);
}

interface CatalogTable {
  readonly name: string;
  readonly doc: string;
  readonly definition: TableDefinition;
}

function catalogTables(): readonly CatalogTable[] {
  return streams.flatMap((stream) => {
    const { entity, children } = layoutOf(stream);
    const docs = new Map([stream, ...stream.children].map(({ name, doc }) => [name, doc]));
    return [entity, ...children].map(({ name, definition }) => ({
      name,
      doc: docs.get(name) ?? "",
      definition,
    }));
  });
}

/** Tables of the catalog that are there with every column that a view may read, as they are there. */
function wholeTables(tables: readonly TableDefinition[]): readonly CatalogTable[] {
  const present = new Map(tables.map((table) => [table.name, table]));
  return catalogTables().flatMap((table) => {
    const given = present.get(table.name);
    const names = new Set(given?.columns.map((each) => each.name));
    const isWhole = table.definition.columns.every((each) => names.has(each.name));
    return given !== undefined && isWhole ? [{ ...table, definition: given }] : [];
  });
}
