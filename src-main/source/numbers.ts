/** A value that Tally printed and that has no place in the column. The sentence says what is wrong with it. */
export class DecodeError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "DecodeError";
  }
}

/** How many digits a column can hold exactly: DECIMAL(20,4) and DECIMAL(24,8). */
export interface DecimalLimits {
  readonly integerDigits: number;
  readonly scale: number;
}

export const moneyLimits: DecimalLimits = { integerDigits: 16, scale: 4 };
export const numberLimits: DecimalLimits = { integerDigits: 16, scale: 8 };

const minus = 0x2d;
const pointCode = 0x2e;
const zero = 0x30;
const nine = 0x39;

/**
 * Canonical decimal text: no plus, no leading or trailing zeros, no exponent, never "-0". Exact: no float is involved.
 * Digits beyond the column's scale are rounded half away from zero, as every database would.
 */
export function canonicalDecimal(text: string, limits: DecimalLimits): string {
  const plain = plainCanonical(text, limits);
  if (plain !== null) return plain;
  const found = /^(-?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
  const integer = found?.[2] ?? "";
  const fraction = found?.[3] ?? "";
  if (found === null || !/\d/.test(text)) throw new DecodeError(`'${text}' is not a number`);
  if (fraction.length > limits.scale) return round(found[1] ?? "", integer, fraction, limits);
  if (integer.length > limits.integerDigits) throw outOfRange(text);
  const magnitude = `${integer === "" ? "0" : integer}${fraction === "" ? "" : `.${fraction}`}`;
  return magnitude === "0" ? "0" : `${found[1] ?? ""}${magnitude}`;
}

/**
 * Most numbers are canonical as they come, but for zeros at the end; telling so costs less than taking them apart. Null
 * where in doubt.
 */
export function plainCanonical(text: string, limits: DecimalLimits): string | null {
  const start = text.charCodeAt(0) === minus ? 1 : 0;
  const { length } = text;
  let point = -1;
  for (let index = start; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === pointCode && point < 0) point = index;
    else if (code < zero || code > nine) return null;
  }
  const integerDigits = (point < 0 ? length : point) - start;
  if (integerDigits < 1 || integerDigits > limits.integerDigits) return null;
  // A leading zero stands only alone, and "-0" is none; "-0.5" goes the long way.
  if (text.charCodeAt(start) === zero && (integerDigits > 1 || start === 1)) return null;
  if (point < 0) return text;
  const end = endWithoutZeros(text, point);
  if (point === length - 1 || end - point - 1 > limits.scale) return null;
  return end === length ? text : text.slice(0, end);
}

/** Behind the last decimal that counts; the point goes with the last of them. */
function endWithoutZeros(text: string, point: number): number {
  let end = text.length;
  while (text.charCodeAt(end - 1) === zero) end -= 1;
  return end === point + 1 ? point : end;
}

function round(sign: string, integer: string, fraction: string, limits: DecimalLimits): string {
  const kept = BigInt(`${integer}${fraction.slice(0, limits.scale)}`);
  const rounded = (fraction.charCodeAt(limits.scale) >= 0x35 ? kept + 1n : kept)
    .toString()
    .padStart(limits.scale + 1, "0");
  const cut = rounded.length - limits.scale;
  return canonicalDecimal(`${sign}${rounded.slice(0, cut)}.${rounded.slice(cut)}`, limits);
}

function outOfRange(text: string): DecodeError {
  return new DecodeError(`'${text}' is larger than any amount that can be stored`);
}

/**
 * A number as Tally prints it: leading blank, `(-)` or `-` for negative (cookbook §4). Grouping commas do not occur in
 * exports; they are accepted where they cannot mean anything else.
 */
export function readPlainNumber(text: string, limits: DecimalLimits): string {
  const trimmed = text.trim();
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return canonicalDecimal(trimmed, limits);
  const found = /^(-|\(-\)|\+)?\s*(\d+(?:,\d{2,3})*(?:\.\d*)?|\.\d+)$/.exec(trimmed);
  if (found === null) throw new DecodeError(`'${trimmed}' is not a number`);
  const isNegative = found[1] === "-" || found[1] === "(-)";
  return canonicalDecimal(`${isNegative ? "-" : ""}${(found[2] ?? "").replaceAll(",", "")}`, limits);
}

/** A whole number that JavaScript holds exactly. */
export function readInteger(text: string): number {
  const value = Number(readPlainNumber(text, { integerDigits: 16, scale: 0 }));
  if (!Number.isSafeInteger(value) || /\.0*[1-9]/.test(text)) {
    throw new DecodeError(`'${text.trim()}' is not a whole number that can be stored`);
  }
  return value;
}

/** Exact sum of two canonical decimals. */
export function addDecimals(left: string, right: string, limits: DecimalLimits): string {
  const sum = scaled(left, limits.scale) + scaled(right, limits.scale);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(limits.scale + 1, "0");
  const cut = digits.length - limits.scale;
  return canonicalDecimal(`${sum < 0n ? "-" : ""}${digits.slice(0, cut)}.${digits.slice(cut)}`, limits);
}

function scaled(text: string, scale: number): bigint {
  const [integer = "0", fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(integer + fraction.padEnd(scale, "0"));
  return text.startsWith("-") ? -value : value;
}
