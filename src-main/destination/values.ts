import { emptyValueOfType } from "../catalog/empty-value.ts";
import type { Column, LogicalType } from "../catalog/stream.ts";
import type { Value } from "../contract/value.ts";
import { decimalScales } from "./dialect.ts";
import type { Dialect } from "./dialect.ts";

/** What a column holds where Tally gave nothing; a reference to nobody is no text. */
export function emptyValueOf(column: Pick<Column, "name" | "type" | "zeroWhenEmpty">): Value {
  if (column.type === "key" && column.name.endsWith("_guid")) return null;
  return emptyValueOfType(column.type, column.zeroWhenEmpty === true);
}

/**
 * The value a column will read back as: empty becomes what the null rule says, decimals are rounded to their scale
 * (and to the digits the product keeps), times get three decimals. Comparing is done on such values.
 */
export function canonicalValue(
  column: Pick<Column, "name" | "type" | "zeroWhenEmpty">,
  value: Value | undefined,
  dialect: Pick<Dialect, "significantDigits">,
): Value {
  if (value === undefined || value === null) return emptyValueOf(column);
  switch (column.type) {
    case "money":
    case "number":
      return roundDecimal(String(value), decimalScales[column.type] ?? 0, dialect.significantDigits);
    case "time":
      return canonicalTime(String(value));
    case "date":
      return value === "" ? null : value;
    case "key":
      return value === "" ? emptyValueOf(column) : value;
    case "name":
    case "text":
    case "int":
    case "bigint":
    case "bool":
    case "json":
      return value;
  }
}

/** Digits that even an 8-byte float keeps. */
const surelyKept = 15;

/** Rounds canonical decimal text half away from zero; already fitting text comes back as it is. */
export function roundDecimal(text: string, scale: number, significantDigits: number | null): string {
  const point = text.indexOf(".");
  // Nearly every number: too short to lose a digit on any product.
  if (text.length <= surelyKept && (point < 0 || text.length - point - 1 <= scale)) return text;
  const sign = text.startsWith("-") ? 1 : 0;
  const whole = point < 0 ? text.slice(sign) : text.slice(sign, point);
  const wholeDigits = whole === "0" ? 0 : whole.length;
  const fraction = point < 0 ? "" : text.slice(point + 1);
  const room = significantDigits === null ? scale : Math.min(scale, significantDigits - wholeDigits);
  if (room >= 0 ? fraction.length <= room : fraction === "" && whole.endsWith("0".repeat(-room))) return text;
  const units = roundedUnits(BigInt(whole + fraction), fraction.length - room);
  return decimalOf(units, room, sign === 1);
}

function roundedUnits(units: bigint, dropped: number): bigint {
  const divisor = 10n ** BigInt(dropped);
  return (units + divisor / 2n) / divisor;
}

function decimalOf(units: bigint, scale: number, isNegative: boolean): string {
  if (units === 0n) return "0";
  const digits =
    scale < 0 ? units.toString() + "0".repeat(-scale) : units.toString().padStart(scale + 1, "0");
  const point = scale > 0 ? digits.length - scale : digits.length;
  const fraction = digits.slice(point).replace(/0+$/, "");
  return `${isNegative ? "-" : ""}${digits.slice(0, point)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** What SQLite keeps as an 8-byte float, as the decimal text that went in (15 digits survive the way). */
export function decimalFromFloat(value: number, scale: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value === 0 ? 0 : value);
  const wholeDigits = Math.abs(value) < 1 ? 0 : Math.trunc(Math.abs(value)).toString().length;
  const decimals = Math.max(0, Math.min(scale, 15 - wholeDigits));
  return stripZeros(roundDecimal(value.toFixed(decimals), scale, 15));
}

/** `118.5000` and `-0.00` as servers print them, in canonical form. */
export function stripZeros(text: string): string {
  const stripped = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return stripped === "-0" || stripped === "" ? "0" : stripped;
}

export function canonicalTime(text: string): string | null {
  if (text === "") return null;
  if (text.length === 24 && text.endsWith("Z")) return text;
  return new Date(text).toISOString();
}

/** JSON with sorted keys, so that the same content is the same text on every product. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
        )
      : part,
  );
}

/** What drivers return; json may come parsed. */
type RawValue = string | number | boolean | bigint | Date;

/** What a driver returned for a column, in canonical form. */
export function readValue(type: LogicalType, given: unknown): Value {
  if (given === null || given === undefined) return null;
  const raw = given as RawValue;
  switch (type) {
    case "key":
    case "name":
    case "text":
      return String(raw);
    case "date":
      return raw instanceof Date ? raw.toISOString().slice(0, 10) : String(raw).slice(0, 10);
    case "int":
    case "bigint":
      return Number(raw);
    case "money":
    case "number":
      return typeof raw === "number"
        ? decimalFromFloat(raw, decimalScales[type] ?? 0)
        : stripZeros(String(raw));
    case "bool":
      return raw === true || Number(raw) === 1;
    case "time":
      return raw instanceof Date ? raw.toISOString() : canonicalTime(String(raw));
    case "json":
      return canonicalJson(typeof raw === "string" ? JSON.parse(raw) : raw);
  }
}
