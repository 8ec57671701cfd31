import { emptyValueOfType } from "../catalog/empty-value.ts";
import type { Decoder, LogicalType } from "../catalog/stream.ts";
import type { Value } from "../contract/value.ts";
import { dayAsTime, readDate, readDays } from "./dates.ts";
import { readAmount, readDecimal } from "./expressions.ts";
import {
  DecodeError,
  canonicalDecimal,
  moneyLimits,
  numberLimits,
  plainCanonical,
  readInteger,
} from "./numbers.ts";
import { createTextKeeper } from "./kept-text.ts";
import { reservedMark, unmark } from "./scrub.ts";

export { DecodeError } from "./numbers.ts";

/** Longest text of the two bounded column types, in UTF-16 units: the strictest product counts so. */
const longestText: Partial<Record<LogicalType, number>> = { key: 100, name: 450 };

/** Text as Tally holds it; the mark before a reserved word (`&#4; Not Applicable`) is taken off. */
export function readText(raw: string): string {
  return unmark(raw.startsWith(reservedMark) ? raw.slice(reservedMark.length).replace(/^ /, "") : raw);
}

export function readLogical(raw: string): boolean {
  if (raw === "1") return true;
  if (raw === "" || raw === "0") return false;
  const text = raw.trim().toLowerCase();
  if (["1", "yes", "true"].includes(text)) return true;
  if (["", "0", "no", "false"].includes(text)) return false;
  throw new DecodeError(`'${raw.trim()}' is neither yes nor no`);
}

const storableText = createTextKeeper((raw) => {
  const text = readText(raw);
  if (text.includes("\u0000"))
    throw new DecodeError("the text holds a character that databases refuse (U+0000)");
  return text;
});

/** Decodes one printed value for a column of that type. Throws DecodeError with plain words. */
export function decodeValue(raw: string, decode: Decoder, type: LogicalType): Value {
  const value = decodeRaw(raw, decode);
  return value !== null && typeFittedBy[decode] === type ? value : fitColumn(value, type);
}

/** These decoders bring a value into the column's own form already. */
const typeFittedBy: Partial<Readonly<Record<Decoder, LogicalType>>> = {
  amount: "money",
  decimal: "number",
  date: "date",
  logical: "bool",
};

function decodeRaw(raw: string, decode: Decoder): Value {
  switch (decode) {
    case "text":
    case "multiline":
      return storableText(raw);
    case "date":
      return readDate(raw);
    case "logical":
      return readLogical(raw);
    case "integer":
      return raw.trim() === "" ? null : readInteger(raw);
    case "days":
      return readDays(raw);
    case "amount":
      return plainCanonical(raw, moneyLimits) ?? readAmount(raw)?.base ?? null;
    case "decimal":
      return plainCanonical(raw, numberLimits) ?? readDecimal(raw);
    default:
      return decode satisfies never;
  }
}

/** What the column can hold: lengths and ranges are refused alike for every database. */
function fitColumn(value: Value, type: LogicalType): Value {
  if (value === null) return emptyValueOfType(type, false);
  switch (type) {
    case "key":
    case "name":
    case "text":
    case "json":
      return fitText(String(value), type);
    case "money":
      return canonicalDecimal(String(value), moneyLimits);
    case "number":
      return canonicalDecimal(String(value), numberLimits);
    case "int":
      return fitInt(typeof value === "number" ? value : readInteger(String(value)));
    case "bigint":
      return typeof value === "number" ? value : readInteger(String(value));
    case "bool":
      return typeof value === "boolean" ? value : readLogical(String(value));
    case "date":
      return readDate(String(value));
    case "time":
      return timeOf(String(value));
    default:
      return type satisfies never;
  }
}

function fitText(text: string, type: LogicalType): string {
  const longest = longestText[type];
  if (longest !== undefined && text.length > longest) {
    throw new DecodeError(`the text is ${text.length} characters long; at most ${longest} can be stored`);
  }
  return text;
}

function fitInt(value: number): number {
  if (value > 2_147_483_647 || value < -2_147_483_648)
    throw new DecodeError(`'${value}' is too large for this column`);
  return value;
}

function timeOf(text: string): string | null {
  const day = readDate(text.slice(0, text.includes("T") ? text.indexOf("T") : undefined));
  return day === null ? null : dayAsTime(day);
}
