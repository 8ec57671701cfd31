import type { Stream } from "../catalog/stream.ts";
import type { Value, Values } from "../contract/value.ts";
import type { ResolvedRow } from "./destination.ts";
import type { Dialect } from "./dialect.ts";
import { layoutOf } from "./table-layout.ts";
import type { TableLayout } from "./table-layout.ts";
import { canonicalValue } from "./values.ts";

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
