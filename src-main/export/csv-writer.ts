import { stringify } from "csv-stringify/sync";
import type { RowColumnType, RowValues } from "../contract/rows.ts";
import type { Value } from "../contract/value.ts";
import type { ExportColumn, RowWriter } from "./row-writer.ts";
import type { TargetFile } from "./target-file.ts";

/** Excel takes a file for UTF-8, and shows Hindi, only when it begins with this. */
const byteOrderMark = "\uFEFF";

/** RFC 4180 with CRLF, one header row. Amounts are decimal text in full, dates `YYYY-MM-DD`, times ISO 8601 UTC. */
export function createCsvWriter(target: TargetFile, columns: readonly ExportColumn[]): RowWriter {
  let guardedTexts = 0;
  const write = (rows: readonly (readonly string[])[]): void => {
    target.stream.write(
      stringify(
        rows.map((row) => [...row]),
        // By itself only the line end of the file is put in quotes; a program that reads it breaks at any.
        { record_delimiter: "windows", quoted_match: /[\r\n]/ },
      ),
    );
  };
  const cellOf = (value: Value, type: RowColumnType): string => {
    if (value === null) return "";
    if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
    if (typeof value === "number" || !isFreeText(type)) return String(value);
    const guarded = guardText(value);
    if (guarded !== value) guardedTexts += 1;
    return guarded;
  };
  target.stream.write(byteOrderMark);
  write([columns.map(({ header }) => guardText(header))]);
  return {
    get remarks() {
      return { longNumbers: 0, cutTexts: 0, guardedTexts };
    },
    sheets: 1,
    write: async (rows: readonly RowValues[]) => {
      write(rows.map((row) => columns.map(({ type }, index) => cellOf(row[index] ?? null, type))));
      await target.ready();
    },
    finish: async () => {},
    abort: async () => {},
  };
}

function isFreeText(type: RowColumnType): boolean {
  return type === "key" || type === "name" || type === "text" || type === "json";
}

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV injection"), also where blanks
 * stand before it, which some programs cut off. A text that is a plain number, such as the voucher number -5, is none.
 */
export function guardText(text: string): string {
  if (!/^(?:[\t\r\n]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/.test(text)) return text;
  return /^-?\d+(\.\d+)?$/.test(text) ? text : `'${text}`;
}
