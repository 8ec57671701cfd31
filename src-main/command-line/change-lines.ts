import {
  isEmptyValue,
  isLineList,
  readableEntries,
  updateDifferences,
  withoutRepetitions,
} from "../agent/field-differences.ts";
import type { FieldDifference, StoredLine } from "../agent/field-differences.ts";
import { say } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { printable } from "./text-width.ts";

/** Words instead of column names: `voucher_number` → `voucher number`. */
function spoken(name: string): string {
  return name.replaceAll("_", " ");
}

function valueText(value: unknown, language: Language): string {
  if (typeof value === "boolean") return say(language, value ? "bool_true" : "bool_false");
  if (isEmptyValue(value)) return say(language, "empty");
  return printable(typeof value === "string" ? value : JSON.stringify(value));
}

function lineText(line: StoredLine, language: Language): string {
  return readableEntries(line)
    .map(([column, value]) => `${spoken(column)}: ${valueText(value, language)}`)
    .join(", ");
}

function differenceLine(difference: FieldDifference, language: Language): string {
  const { table, line, column, before, after } = difference;
  const label = (key: "lineChanged" | "lineAdded" | "lineRemoved"): string =>
    `${spoken(table ?? "")} ${say(language, key, { number: line })}`;
  if (column !== null) {
    const name = table === null ? spoken(column) : `${label("lineChanged")}: ${spoken(column)}`;
    return `${name}: ${valueText(before, language)} → ${valueText(after, language)}`;
  }
  return before === undefined
    ? `${label("lineAdded")}: ${lineText(after as StoredLine, language)}`
    : `${label("lineRemoved")}: ${lineText(before as StoredLine, language)}`;
}

/** The content of a new or deleted entity: its columns in one line, then each of its lines. */
function contentLines(content: StoredLine, language: Language): readonly string[] {
  const columns = Object.fromEntries(Object.entries(content).filter(([, value]) => !Array.isArray(value)));
  const lines = Object.entries(content).flatMap(([table, value]) =>
    isLineList(value) ? value.map((line) => `${spoken(table)}: ${lineText(line, language)}`) : [],
  );
  return [lineText(columns, language), ...lines].filter((line) => line !== "");
}

interface ChangesFormat {
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
  if (isWhole)
    return contentLines(
      isDetailed ? (changes as StoredLine) : withoutRepetitions(changes as StoredLine),
      language,
    );
  return updateDifferences(changes as StoredLine).map((difference) => differenceLine(difference, language));
}
