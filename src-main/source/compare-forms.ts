import type { EntityRow, Values } from "../contract/value.ts";

/** Not compared: no form hides numbers, and they move without an ALTERID; what is only carried is not stored. */
function isCompared(column: string): boolean {
  return column !== "voucher_number" && !column.startsWith("$");
}

/** The same vouchers read in two forms. */
export interface ComparedForms {
  readonly compared: number;
  /** Vouchers that read otherwise in the two. */
  readonly differing: number;
  /** Where: `table.column`, or the table alone where one form shows more lines than the other. */
  readonly places: readonly string[];
}

/** What was altered between the two readings is not compared. */
export function compareForms(
  table: string,
  one: ReadonlyMap<string, EntityRow>,
  other: ReadonlyMap<string, EntityRow>,
): ComparedForms {
  const places = new Set<string>();
  let compared = 0;
  let differing = 0;
  for (const [guid, row] of one) {
    const same = other.get(guid);
    if (same === undefined || same.alterId !== row.alterId) continue;
    compared += 1;
    const found = placesOf(table, row, same);
    if (found.length > 0) differing += 1;
    for (const place of found) places.add(place);
  }
  return { compared, differing, places: [...places].toSorted((a, b) => (a < b ? -1 : 1)) };
}

function placesOf(table: string, one: EntityRow, other: EntityRow): readonly string[] {
  const tables = new Set([...Object.keys(one.children), ...Object.keys(other.children)]);
  return [
    ...columnsThatDiffer(table, one.values, other.values),
    ...[...tables].flatMap((child) => {
      const [lines, others] = [one.children[child] ?? [], other.children[child] ?? []];
      if (lines.length !== others.length) return [child];
      return lines.flatMap((line, index) => columnsThatDiffer(child, line, others[index] ?? {}));
    }),
  ];
}

function columnsThatDiffer(table: string, one: Values, other: Values): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((column) => isCompared(column) && (one[column] ?? null) !== (other[column] ?? null))
    .map((column) => `${table}.${column}`);
}
