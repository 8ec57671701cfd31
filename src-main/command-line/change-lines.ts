import { say } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { printable } from "./text-width.ts";

type Line = Readonly<Record<string, unknown>>;

/** One difference inside a change: a column, or a line of a child table. */
interface Difference {
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Words instead of column names: `voucher_number` → `voucher number`. */
function spoken(name: string): string {
  return name.replaceAll("_", " ");
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "" || value === false;
}

function valueText(value: unknown, language: Language): string {
  if (typeof value === "boolean") return say(language, value ? "bool_true" : "bool_false");
  if (isEmpty(value)) return say(language, "empty");
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

/** GUIDs and positions mean nothing to a reader; the names beside them do. */
function isReadable(column: string): boolean {
  return !column.endsWith("_guid") && !column.endsWith("line_no") && column !== "master_id";
}

function lineText(line: Line, language: Language): string {
  return Object.entries(line)
    .filter(([column, value]) => isReadable(column) && !isEmpty(value))
    .map(([column, value]) => `${spoken(column)}: ${valueText(value, language)}`)
    .join(", ");
}

function isLineList(value: unknown): value is readonly Line[] {
  return Array.isArray(value) && value.every((line) => typeof line === "object" && line !== null);
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
  before: Line,
  after: Line,
  prefix: string,
  language: Language,
): readonly Difference[] {
  const columns = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isReadable);
  return columns
    .filter((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]))
    .map((column) => ({
      label: `${prefix} ${spoken(column)}`,
      before: valueText(before[column], language),
      after: valueText(after[column], language),
    }));
}

/** What happened to the lines between two that stayed: as many as possible are "changed", the rest new or gone. */
function differencesBetween(
  table: string,
  before: readonly Line[],
  after: readonly Line[],
  offset: number,
  language: Language,
): readonly Difference[] {
  const differences: Difference[] = [];
  for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
    const number = offset + index + 1;
    const [old, young] = [before[index], after[index]];
    const label = (key: "lineChanged" | "lineAdded" | "lineRemoved"): string =>
      `${spoken(table)} ${say(language, key, { number })}`;
    if (old !== undefined && young !== undefined) {
      differences.push(...changedColumns(old, young, `${label("lineChanged")}:`, language));
    } else if (young !== undefined) {
      differences.push({ label: label("lineAdded"), before: null, after: lineText(young, language) });
    } else if (old !== undefined) {
      differences.push({ label: label("lineRemoved"), before: lineText(old, language), after: null });
    }
  }
  return differences;
}

/** Beyond this many lines a table of lengths would be too large; lines are then compared by position. */
const longestComparison = 2000;

function tableDifferences(
  table: string,
  before: readonly Line[],
  after: readonly Line[],
  language: Language,
): readonly Difference[] {
  const key = (line: Line): string =>
    JSON.stringify(Object.entries(line).filter(([column]) => isReadable(column)));
  const isLong = before.length > longestComparison || after.length > longestComparison;
  const common = isLong ? [] : commonLines(before.map(key), after.map(key));
  const differences: Difference[] = [];
  let [i, j] = [0, 0];
  for (const [inBefore, inAfter] of [...common, [before.length, after.length] as const]) {
    differences.push(
      ...differencesBetween(table, before.slice(i, inBefore), after.slice(j, inAfter), j, language),
    );
    [i, j] = [inBefore + 1, inAfter + 1];
  }
  return differences;
}

function updateDifferences(changes: Line, language: Language): readonly Difference[] {
  return Object.entries(changes).flatMap(([column, pair]): readonly Difference[] => {
    const [before, after] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
    if (isLineList(before) && isLineList(after)) return tableDifferences(column, before, after, language);
    if (!isReadable(column)) return [];
    return [
      { label: spoken(column), before: valueText(before, language), after: valueText(after, language) },
    ];
  });
}

/** What follows from the rest of a voucher or repeats it: left out of the content unless all of it is asked for. */
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

function withoutRepetitions(line: Line): Line {
  return Object.fromEntries(
    Object.entries(line)
      .filter(([column]) => !repetitions.has(column))
      .map(([column, value]) => [column, isLineList(value) ? value.map(withoutRepetitions) : value]),
  );
}

/** The content of a new or deleted entity: its columns in one line, then each of its lines. */
function contentLines(content: Line, language: Language): readonly string[] {
  const columns = Object.fromEntries(Object.entries(content).filter(([, value]) => !Array.isArray(value)));
  const lines = Object.entries(content).flatMap(([table, value]) =>
    isLineList(value) ? value.map((line) => `${spoken(table)}: ${lineText(line, language)}`) : [],
  );
  return [lineText(columns, language), ...lines].filter((line) => line !== "");
}

function differenceLine(difference: Difference): string {
  const { label, before, after } = difference;
  if (before === null) return `${label}: ${after ?? ""}`;
  return after === null ? `${label}: ${before}` : `${label}: ${before} → ${after}`;
}

export interface ChangesFormat {
  /** The content of an insert or delete, not pairs of before and after. */
  readonly isWhole: boolean;
  /** Also what follows from the rest. */
  readonly isDetailed: boolean;
  readonly language: Language;
}

/** What change_log.changes says, for people. */
export function formatChanges(
  changes: unknown,
  { isWhole, isDetailed, language }: ChangesFormat,
): readonly string[] {
  if (typeof changes !== "object" || changes === null) return [];
  if (!isWhole) return updateDifferences(changes as Line, language).map(differenceLine);
  return contentLines(isDetailed ? (changes as Line) : withoutRepetitions(changes as Line), language);
}
