import type { Amount, Stored } from "../model.ts";
import { parseDate } from "./dates.ts";
import { asNumber, asText, isEmptyValue } from "./value-text.ts";
import type { Shapes } from "./value-text.ts";

export type Comparison = "=" | "<>" | "<" | ">" | "<=" | ">=";

/** Where a Day is expected: a date, a due date (the due day itself, cookbook §3) or text that is one. */
export function asDay(value: Stored): number | undefined {
  if (value === undefined || typeof value === "boolean") return undefined;
  if (typeof value === "number") return undefined;
  if (typeof value === "string") {
    const parsed = parseDate(value);
    return parsed.kind === "day" ? parsed.day : undefined;
  }
  if (value.kind === "day") return value.day;
  return value.kind === "due" ? value.dueDay : undefined;
}

/** Text compares without regard to case and outer blanks, as everywhere in TDL. */
export function foldText(text: string): string {
  return text.trim().toLowerCase();
}

/**
 * Compares two values in their common type. Anything with an empty side is false, except that empty
 * equals empty and differs from the rest.
 */
export function compareValues(left: Stored, comparison: Comparison, right: Stored, shapes: Shapes): boolean {
  const leftEmpty = isEmptyValue(left);
  const rightEmpty = isEmptyValue(right);
  if (leftEmpty || rightEmpty) {
    if (comparison === "=") return leftEmpty && rightEmpty;
    if (comparison === "<>") return leftEmpty !== rightEmpty;
    return compareEmpty(left, comparison, right);
  }
  const order = orderOf(left, right, shapes);
  switch (comparison) {
    case "=":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case ">=":
      return order >= 0;
  }
}

/** An empty side counts as zero beside a number and as no date beside a date. */
function compareEmpty(left: Stored, comparison: Comparison, right: Stored): boolean {
  if (isDate(left) || isDate(right)) return false;
  const a = asNumber(left) ?? 0;
  const b = asNumber(right) ?? 0;
  if (comparison === "<") return a < b;
  if (comparison === ">") return a > b;
  return comparison === "<=" ? a <= b : a >= b;
}

function isDate(value: Stored): boolean {
  return typeof value === "object" && (value.kind === "day" || value.kind === "due");
}

/** Negative, zero or positive; NaN when the two cannot be compared, which makes every comparison but <> false. */
export function orderOf(left: Stored, right: Stored, shapes: Shapes): number {
  if (isDate(left) || isDate(right)) {
    const a = asDay(left);
    const b = asDay(right);
    if (a !== undefined && b !== undefined) return a - b;
    return textOrder(left, right, shapes);
  }
  if (typeof left === "string" && typeof right === "string") return textOrder(left, right, shapes);
  if (typeof left === "boolean" || typeof right === "boolean") return textOrder(left, right, shapes);
  const a = asNumber(left);
  const b = asNumber(right);
  if (a !== undefined && b !== undefined) return a - b;
  return textOrder(left, right, shapes);
}

function textOrder(left: Stored, right: Stored, shapes: Shapes): number {
  const a = foldText(asText(left, shapes));
  const b = foldText(asText(right, shapes));
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function amount(base: number): Amount {
  return { kind: "amount", base };
}

/** `+` joins texts and adds the rest; a date plus a number is a date; amounts stay amounts. */
export function addValues(left: Stored, right: Stored, shapes: Shapes): Stored {
  if (typeof left === "string" || typeof right === "string")
    return asText(left, shapes) + asText(right, shapes);
  if (typeof left === "object" && left.kind === "day")
    return { kind: "day", day: left.day + (asNumber(right) ?? 0) };
  if (isAmount(left) && isAmount(right)) return amount(left.base + right.base);
  if (isAmount(left) && right === undefined) return left;
  if (isAmount(right) && left === undefined) return right;
  return cleanSum((asNumber(left) ?? 0) + (asNumber(right) ?? 0));
}

export function subtractValues(left: Stored, right: Stored): Stored {
  if (typeof left === "object" && left.kind === "day") {
    if (typeof right === "object" && right.kind === "day") return left.day - right.day;
    return { kind: "day", day: left.day - (asNumber(right) ?? 0) };
  }
  if (isAmount(left) && isAmount(right)) return amount(left.base - right.base);
  return cleanSum((asNumber(left) ?? 0) - (asNumber(right) ?? 0));
}

export function multiplyValues(left: Stored, right: Stored): Stored {
  return cleanSum((asNumber(left) ?? 0) * (asNumber(right) ?? 0));
}

/** A division by zero is empty, not a failure. */
export function divideValues(left: Stored, right: Stored): Stored {
  const divisor = asNumber(right) ?? 0;
  return divisor === 0 ? undefined : cleanSum((asNumber(left) ?? 0) / divisor);
}

export function negateValue(value: Stored): Stored {
  if (isAmount(value)) return amount(-value.base);
  if (typeof value === "object" && value.kind === "quantity") return { ...value, value: -value.value };
  return -(asNumber(value) ?? 0) || 0;
}

function isAmount(value: Stored): value is Amount {
  return typeof value === "object" && value.kind === "amount";
}

/** Takes away the noise of binary fractions beyond the eighth decimal. */
function cleanSum(value: number): number {
  return Number.isInteger(value) ? value : Math.round(value * 1e8) / 1e8;
}
