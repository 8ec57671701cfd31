import type { Column, Stream } from "../catalog/stream.ts";
import type { Value, Values } from "../contract/value.ts";
import type { ResolvedRow } from "./destination.ts";
import type { Dialect } from "./dialect.ts";
import { layoutOf } from "./table-layout.ts";
import type { TableLayout } from "./table-layout.ts";
import { canonicalValue, findUnstorable } from "./values.ts";
import type { Unstorable } from "./values.ts";

/**
 * A row as it will read back from this product, so that comparing it with the stored one finds true changes only:
 * SQLite keeps fifteen digits of a decimal. Columns that were not read stay out. Rows that fit come back as they are.
 */
export function canonicalRow(
  stream: Stream,
  row: ResolvedRow,
  dialect: Pick<Dialect, "significantDigits">,
): ResolvedRow {
  const { entity, children } = layoutOf(stream);
  const values = canonicalValues(entity, row.values, dialect);
  let lines = row.children;
  for (const child of children) {
    const given = row.children[child.name];
    const canonical = given?.map((line) => canonicalValues(child, line, dialect));
    if (canonical?.some((line, index) => line !== given?.[index]))
      lines = { ...lines, [child.name]: canonical };
  }
  return values === row.values && lines === row.children ? row : { ...row, values, children: lines };
}

function canonicalValues(
  table: TableLayout,
  values: Values,
  dialect: Pick<Dialect, "significantDigits">,
): Values {
  const changed: Record<string, Value> = {};
  for (const column of table.valueColumns) {
    const value = values[column.name];
    if (value === undefined) continue;
    const canonical = canonicalValue(column, value, dialect);
    if (canonical !== value) changed[column.name] = canonical;
  }
  return Object.keys(changed).length === 0 ? values : { ...values, ...changed };
}

/** The first value that not every product could keep unharmed, with its table; such a row goes to quarantine. */
export function findUnstorableInRow(
  stream: Stream,
  row: ResolvedRow,
): (Unstorable & { readonly table: string }) | null {
  const { entity, children } = layoutOf(stream);
  const own = findUnstorable(entity.valueColumns, row.values);
  if (own) return { ...own, table: entity.name };
  for (const child of children) {
    const found = findInLines(child.valueColumns, row.children[child.name] ?? []);
    if (found) return { ...found, table: child.name };
  }
  return null;
}

function findInLines(columns: readonly Column[], lines: readonly Values[]): Unstorable | null {
  for (const line of lines) {
    const found = findUnstorable(columns, line);
    if (found) return found;
  }
  return null;
}
