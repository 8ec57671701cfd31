import {
  type DecimalLimits,
  DecodeError,
  canonicalDecimal,
  moneyLimits,
  numberLimits,
  readPlainNumber,
} from "./numbers.ts";

/**
 * Tally's own composite values (protocol §4.7–4.11): amounts with a foreign part, quantities of compound and alternate
 * units, rates. The report form asks for their parts one by one; these readers take the native text where it comes.
 */

export interface AmountParts {
  /** In base currency; credit positive. */
  readonly base: string;
  readonly foreign: string | null;
  /** Symbol of the foreign currency, such as `$`. */
  readonly currency: string | null;
  readonly rate: string | null;
}

/** By far the most frequent form. */
const plainNumber = /^-?\d+(\.\d+)?$/;

function isPlain(text: string): boolean {
  return plainNumber.test(text);
}

/** `-$ 2000.00 @ I₹ 84/$  = -I₹ 168000.00`, `-$1609.71 @ ? 82.58/$ = -? 132929.85`, `-118.50`; null when empty. */
export function readAmount(text: string): AmountParts | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (isPlain(trimmed)) {
    return { base: canonicalDecimal(trimmed, moneyLimits), foreign: null, currency: null, rate: null };
  }
  const equals = trimmed.lastIndexOf("=");
  if (equals < 0) {
    return { base: readSymbolNumber(trimmed, moneyLimits).value, foreign: null, currency: null, rate: null };
  }
  const base = readSymbolNumber(trimmed.slice(equals + 1), moneyLimits).value;
  const [face = "", rate = ""] = trimmed.slice(0, equals).split("@");
  const foreign = readSymbolNumber(face, moneyLimits);
  const rateNumber =
    rate.trim() === "" ? null : readSymbolNumber(rate.split("/")[0] ?? "", numberLimits).value;
  return { base, foreign: foreign.value, currency: foreign.symbol, rate: rateNumber };
}

/**
 * One number with an optional currency symbol before or behind it; the sign stands somewhere before the digits. Where
 * the side is written instead, debit is negative as everywhere.
 */
function readSymbolNumber(
  text: string,
  limits: DecimalLimits,
): { readonly value: string; readonly symbol: string } {
  const trimmed = text.trim();
  const numbers = [...trimmed.matchAll(/\d+(?:,\d{2,3})*(?:\.\d+)?/g)];
  const number = numbers[0];
  if (number === undefined || numbers.length > 1) throw new DecodeError(`'${trimmed}' is not an amount`);
  const before = trimmed.slice(0, number.index);
  const after = trimmed.slice(number.index + number[0].length);
  const signs = before.match(/\(-\)|-/g) ?? [];
  if (signs.length > 1 || after.includes("-")) throw new DecodeError(`'${trimmed}' is not an amount`);
  const symbol = `${before.replace(/\(-\)|-/g, "").trim()}${after.trim()}`;
  const side = /^(.*?)\s*\b(dr|cr)\.?$/is.exec(symbol);
  if (side !== null && signs.length > 0) throw new DecodeError(`'${trimmed}' has a sign and a side`);
  const isNegative = side === null ? signs.length === 1 : side[2]?.toLowerCase() === "dr";
  return {
    value: canonicalDecimal(`${isNegative ? "-" : ""}${number[0].replaceAll(",", "")}`, limits),
    symbol: side === null ? symbol : (side[1] ?? ""),
  };
}

export interface QuantityPart {
  readonly value: string;
  readonly unit: string;
}

export interface QuantityParts {
  /** One part, or two for a compound unit: ` 19 Box 0 Nos`. */
  readonly parts: readonly QuantityPart[];
  /** Behind the equals sign: ` 200 Kg = 2.00 Gms`. */
  readonly alternate: readonly QuantityPart[];
}

/** Null when empty. The sign of the whole stands before the first number. */
export function readQuantity(text: string): QuantityParts | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const [main = "", alternate = ""] = trimmed.split("=");
  return { parts: readQuantityParts(main), alternate: readQuantityParts(alternate) };
}

const compoundQuantity = /^(\d+(?:\.\d+)?)\s+([^\d\s]\D*?)\s+(\d+(?:\.\d+)?)\s+(\D+)$/;
const simpleQuantity = /^(\d+(?:\.\d+)?)\s*(.*)$/s;

/** People name units as they like, digits included (`Pkt 250g`): only two units without any are a compound one. */
function readQuantityParts(text: string): readonly QuantityPart[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  const isNegative = /^(-|\(-\))/.test(trimmed);
  const body = trimmed.replace(/^(-|\(-\))\s*/, "");
  const found = compoundQuantity.exec(body) ?? simpleQuantity.exec(body);
  if (found === null) throw new DecodeError(`'${trimmed}' is not a quantity`);
  const partOf = (value: string, unit: string): QuantityPart => ({
    value: canonicalDecimal(`${isNegative ? "-" : ""}${value}`, numberLimits),
    unit: unit.trim(),
  });
  const [, first = "", firstUnit = "", second, secondUnit = ""] = found;
  const head = partOf(first, firstUnit);
  return second === undefined ? [head] : [head, partOf(second, secondUnit)];
}

export interface RateParts {
  readonly value: string;
  readonly unit: string;
  /** The rate in foreign currency, where one was typed. */
  readonly foreign: string | null;
}

/** `824.46/Nos`, `$ 10 = Rs 750/Nos`, `1020.45`; null when empty. */
export function readRate(text: string): RateParts | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const slash = trimmed.lastIndexOf("/");
  const unit = slash < 0 ? "" : trimmed.slice(slash + 1).trim();
  const prices = (slash < 0 ? trimmed : trimmed.slice(0, slash)).split("=");
  const base = readSymbolNumber(prices.at(-1) ?? "", numberLimits).value;
  const foreign =
    prices.length > 1 ? readSymbolNumber((prices[0] ?? "").split("/")[0] ?? "", numberLimits).value : null;
  return { value: base, unit, foreign };
}

/** Any exact number: plain, a rate with its unit, a quantity in one unit, a percentage. Null when empty. */
export function readDecimal(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (isPlain(trimmed)) return canonicalDecimal(trimmed, numberLimits);
  if (/^[-+(.)\d,\s]+$/.test(trimmed)) return readPlainNumber(trimmed, numberLimits);
  if (trimmed.endsWith("%")) return readPlainNumber(trimmed.slice(0, -1), numberLimits);
  if (trimmed.includes("/")) return readRate(trimmed)?.value ?? null;
  const quantity = readQuantity(trimmed);
  if (quantity?.parts.length !== 1) throw new DecodeError(`'${trimmed}' is not one number`);
  return quantity.parts[0]?.value ?? null;
}
