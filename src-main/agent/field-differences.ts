/** What change_log.changes says, taken apart for whoever shows it. */

export type StoredLine = Readonly<Record<string, unknown>>;

/** One difference inside a change: a column, or a line of a child table. */
export interface FieldDifference {
  /** Table of lines; null for a column of the entity itself. */
  readonly table: string | null;
  /** Counted from one, within the lines as they are now. */
  readonly line: number | null;
  /** Null where a whole line came or went. */
  readonly column: string | null;
  /** Undefined: was not there. */
  readonly before: unknown;
  readonly after: unknown;
}

export function isEmptyValue(value: unknown): boolean {
  return value === null || value === undefined || value === "" || value === false;
}

/** GUIDs and positions mean nothing to a reader; the names beside them do. */
export function isReadableColumn(column: string): boolean {
  return !column.endsWith("_guid") && !column.endsWith("line_no") && column !== "master_id";
}

export function isLineList(value: unknown): value is readonly StoredLine[] {
  return Array.isArray(value) && value.every((line) => typeof line === "object" && line !== null);
}

/** What a reader learns from a line: its columns that say something. */
export function readableEntries(line: StoredLine): readonly (readonly [string, unknown])[] {
  return Object.entries(line).filter(([column, value]) => isReadableColumn(column) && !isEmptyValue(value));
}

/** Position of every line that is in both lists, in order (longest common subsequence). */
function commonLines(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: before.length + 1 }, () => Array<number>(after.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] as number[];
      row[j] =
        before[i] === after[j]
          ? (lengths[i + 1]?.[j + 1] ?? 0) + 1
          : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}

function changedColumns(
  table: string,
  line: number,
  before: StoredLine,
  after: StoredLine,
): readonly FieldDifference[] {
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isReadableColumn);
  return columns
    .filter((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]))
    .map((column) => ({ table, line, column, before: before[column], after: after[column] }));
}

/** What happened to the lines between two that stayed: as many as possible are "changed", the rest new or gone. */
function differencesBetween(
  table: string,
  before: readonly StoredLine[],
  after: readonly StoredLine[],
  offset: number,
): readonly FieldDifference[] {
  const differences: FieldDifference[] = [];
  for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
    const line = offset + index + 1;
    const [old, young] = [before[index], after[index]];
    if (old !== undefined && young !== undefined)
      differences.push(...changedColumns(table, line, old, young));
    else differences.push({ table, line, column: null, before: old, after: young });
  }
  return differences;
}

/** Beyond this many lines a table of lengths would be too large; lines are then compared by position. */
const longestComparison = 2_000;

function tableDifferences(
  table: string,
  before: readonly StoredLine[],
  after: readonly StoredLine[],
): readonly FieldDifference[] {
  const key = (line: StoredLine): string =>
    JSON.stringify(Object.entries(line).filter(([column]) => isReadableColumn(column)));
  const isLong = before.length > longestComparison || after.length > longestComparison;
  const common = isLong ? [] : commonLines(before.map(key), after.map(key));
  const differences: FieldDifference[] = [];
  let [i, j] = [0, 0];
  for (const [inBefore, inAfter] of [...common, [before.length, after.length] as const]) {
    differences.push(...differencesBetween(table, before.slice(i, inBefore), after.slice(j, inAfter), j));
    [i, j] = [inBefore + 1, inAfter + 1];
  }
  return differences;
}

/** Of an update: pairs of before and after, lines as whole lists. */
export function updateDifferences(changes: StoredLine): readonly FieldDifference[] {
  return Object.entries(changes).flatMap(([column, pair]): readonly FieldDifference[] => {
    const [before, after] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
    if (isLineList(before) && isLineList(after)) return tableDifferences(column, before, after);
    return isReadableColumn(column) ? [{ table: null, line: null, column, before, after }] : [];
  });
}

/** What follows from the rest of a voucher or repeats it. */
const repetitions: ReadonlySet<string> = new Set([
  "base_type",
  "effective_date",
  "is_accounting",
  "is_deemed_positive",
  "is_inventory",
  "is_invoice",
  "is_party_ledger",
  "moves_stock",
  "numbering_style",
  "persisted_view",
  "posts_to_accounts",
  "voucher_number_series",
  "voucher_batch_allocations",
  "voucher_gst_lines",
  "voucher_inventory_ledgers",
]);

/** Whole content without what is left out unless all of it is asked for. */
export function withoutRepetitions(line: StoredLine): StoredLine {
  return Object.fromEntries(
    Object.entries(line)
      .filter(([column]) => !repetitions.has(column))
      .map(([column, value]) => [column, isLineList(value) ? value.map(withoutRepetitions) : value]),
  );
}

/** A restore tells the whole content too. */
export function isWholeContent(action: string): boolean {
  return action !== "update" && action !== "renumber";
}
