import type { RowColumnType } from "../contract/rows.ts";
import type { Value } from "../contract/value.ts";

/** Rows of a sheet, the header among them. */
export const rowsOfSheet = 1_048_576;

/** How a column looks in a workbook. */
interface ColumnLook {
  readonly width: number;
  /** Number format; none for text. */
  readonly format: string | null;
}

const dayFormat = "dd-mmm-yyyy";

/** Groups of digits follow the settings of the PC: 12,34,567 where India is chosen. */
export const columnLooks: Readonly<Record<RowColumnType, ColumnLook>> = {
  key: { width: 18, format: null },
  name: { width: 30, format: null },
  text: { width: 36, format: null },
  json: { width: 36, format: null },
  int: { width: 10, format: "0" },
  bigint: { width: 12, format: "0" },
  money: { width: 16, format: "#,##0.00##" },
  number: { width: 14, format: "General" },
  bool: { width: 10, format: null },
  date: { width: 13, format: dayFormat },
  time: { width: 21, format: `${dayFormat} hh:mm:ss` },
};

/** GUIDs are wider than other keys, and there to be copied, not read. */
export function widthOf(
  column: { readonly name: string; readonly type: RowColumnType },
  header: string,
): number {
  const own = column.name.endsWith("_guid") ? 14 : columnLooks[column.type].width;
  return Math.min(60, Math.max(own, header.length + 4));
}

/** Digits that an Excel number keeps; a longer one would silently change (it is an 8-byte float). */
const keptDigits = 15;

/** A cell of a workbook: a number, a flag or a text. Never a formula. */
export type CellValue = number | boolean | string | null;

/** The number as Excel keeps it, or the decimal text itself where it would lose a digit. */
export function numberCell(text: string): number | string {
  const digits = text.replace(/^-/, "").replace(".", "").replace(/^0+/, "");
  return digits.length <= keptDigits ? Number(text) : text;
}

const msPerDay = 86_400_000;
/** Day 1 of Excel is 1900-01-01; it counts a 29 February 1900 that never was, so days before March 1900 are text. */
const dayZeroMs = Date.UTC(1899, 11, 30);
const firstSafeDay = "1900-03-01";

export function dayCell(day: string): number | string {
  return day < firstSafeDay ? day : (Date.parse(`${day}T00:00:00Z`) - dayZeroMs) / msPerDay;
}

/** Excel's times have no zone: the clock of this PC, as in the window. */
export function momentCell(moment: string): number | string {
  const time = new Date(moment);
  if (Number.isNaN(time.getTime())) return moment;
  const local = time.getTime() - time.getTimezoneOffset() * 60_000;
  return Math.round((local - dayZeroMs) / 1000) / (msPerDay / 1000);
}

export function cellOf(type: RowColumnType, value: Value): CellValue {
  // An empty text is an empty cell, which filters as blank.
  if (value === null || value === "") return null;
  if (typeof value === "boolean" || typeof value === "number") return value;
  switch (type) {
    case "money":
    case "number":
      return numberCell(value);
    case "date":
      return dayCell(value);
    case "time":
      return momentCell(value);
    case "key":
    case "name":
    case "text":
    case "json":
      return value.replaceAll(/\r\n?/g, "\n");
    case "int":
    case "bigint":
    case "bool":
      return value;
  }
}
