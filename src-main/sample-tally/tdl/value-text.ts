import type { Amount, Quantity, Rate, Stored } from "../model.ts";
import { shortDate } from "./dates.ts";

/** How a currency is written: `$ 100`, `$100`, `100 Kr` (protocol §4.8). */
export interface CurrencyShape {
  readonly symbol: string;
  readonly hasSpace: boolean;
  readonly isSuffix: boolean;
}

/** What of the books decides how values are written. */
export interface Shapes {
  unitDecimals(unit: string): number;
  currency(symbol: string): CurrencyShape;
  readonly baseCurrency: CurrencyShape;
  /** CURRENCYNAME of the company, which is the base currency's ORIGINALNAME (`₹`). */
  readonly baseSymbol: string;
}

const amountScale = 10_000;
const fineScale = 100_000_000;

/** The plain text of a number without its sign: `250000`, `54112.50`, `31518.1202` (TCcap). */
function digitsOf(value: number): string {
  if (Number.isInteger(value)) return String(value);
  let text = String(value);
  const point = text.indexOf(".");
  if (point < 0 || text.includes("e") || text.length - point > 9) text = value.toFixed(8).replace(/0+$/, "");
  if (text.endsWith(".")) return text.slice(0, -1);
  return text.length - text.indexOf(".") === 2 ? `${text}0` : text;
}

/** A number turned into text by an expression: negative as `(-)123.45` (cookbook §4). */
export function numberText(value: number): string {
  return value < 0 ? `(-)${digitsOf(-value)}` : digitsOf(value);
}

/** A number in a FIELD of TYPE Number or in an object field: `-11420`. */
export function plainNumber(value: number): string {
  return value < 0 ? `-${digitsOf(-value)}` : digitsOf(value);
}

/** At least two decimals: `10204.50`. */
function moneyDigits(value: number, scale: number): string {
  const text = digitsOf(Math.abs(value) / scale);
  return text.includes(".") ? text : `${text}.00`;
}

/** Base value with sign and two decimals. */
export function baseAmountText(base: number): string {
  return base < 0 ? `-${moneyDigits(base, amountScale)}` : moneyDigits(base, amountScale);
}

function withSymbol(digits: string, shape: CurrencyShape): string {
  const gap = shape.hasSpace ? " " : "";
  return shape.isSuffix ? `${digits}${gap}${shape.symbol}` : `${shape.symbol}${gap}${digits}`;
}

/** `-101.01`, or `-$ 2000.00 @ I₹ 84/$  = -I₹ 168000.00` for a foreign amount (protocol §4.8). */
export function amountText(amount: Amount, shapes: Shapes): string {
  const { forex } = amount;
  if (forex === undefined || forex.value === 0) return baseAmountText(amount.base);
  const foreign = shapes.currency(forex.currency);
  const sign = amount.base < 0 ? "-" : "";
  const face = sign + withSymbol(moneyDigits(forex.value, amountScale), foreign);
  const rate = withSymbol(forex.rate, shapes.baseCurrency);
  const base = sign + withSymbol(moneyDigits(amount.base, amountScale), shapes.baseCurrency);
  return `${face} @ ${rate}/${foreign.symbol}${foreign.hasSpace ? " " : ""} = ${base}`;
}

/** The debit side, even where the number is positive (bill allocations may disagree). */
export function isDebitAmount(amount: Amount): boolean {
  return amount.isDebit ?? amount.base < 0;
}

/** The number counted on its own side: a debit of 100 and a credit of 100 are both 100. */
export function sidedValue(value: number, amount: Amount): number {
  const number = value / amountScale;
  return isDebitAmount(amount) ? -number || 0 : number;
}

interface CompoundUnit {
  readonly head: string;
  readonly count: number;
  readonly tail: string;
}

const compoundUnits = new Map<string, CompoundUnit | undefined>();

/** `Box of 12 Nos` taken apart; undefined for a simple unit. */
export function compoundUnit(unit: string): CompoundUnit | undefined {
  if (compoundUnits.has(unit)) return compoundUnits.get(unit);
  const [, head, count, tail] = /^(.+) of (\d+(?:\.\d+)?) (.+)$/.exec(unit) ?? [];
  const compound =
    head === undefined || tail === undefined ? undefined : { head, count: Number(count), tail };
  compoundUnits.set(unit, compound);
  return compound;
}

function unitDigits(value: number, unit: string, shapes: Shapes): string {
  const decimals = shapes.unitDecimals(unit);
  return decimals > 0 ? value.toFixed(decimals) : digitsOf(value);
}

/** The quantity in its smallest unit, without direction. */
export function tailUnits(quantity: Quantity): number {
  return Math.abs(quantity.value) / fineScale;
}

/** The quantity in the unit it is first written in: whole boxes of `19 Box 0 Nos`. */
function headUnits(quantity: Quantity): number {
  const compound = compoundUnit(quantity.unit);
  const tail = tailUnits(quantity);
  return compound === undefined ? tail : Math.floor(tail / compound.count + 1e-9);
}

/** `20 Box`, `19 Box 0 Nos`, `200 Kg = 2.00 Gms` (protocol §4.10). The direction is not part of the text. */
export function quantityText(quantity: Quantity, shapes: Shapes): string {
  const main = oneQuantityText(quantity, shapes);
  const { alternate } = quantity;
  if (alternate === undefined) return main;
  const other = unitDigits(Math.abs(alternate.value) / fineScale, alternate.unit, shapes);
  return `${main} = ${other} ${alternate.unit}`;
}

function oneQuantityText(quantity: Quantity, shapes: Shapes): string {
  const compound = compoundUnit(quantity.unit);
  const total = tailUnits(quantity);
  if (compound === undefined) return `${unitDigits(total, quantity.unit, shapes)} ${quantity.unit}`;
  const heads = headUnits(quantity);
  const rest = Math.round((total - heads * compound.count) * 1e6) / 1e6;
  return `${heads} ${compound.head} ${unitDigits(rest, compound.tail, shapes)} ${compound.tail}`;
}

export function ratePrice(rate: Rate): number {
  return rate.value / fineScale;
}

/** `1020.45/Box`, or `$ 10 = Rs 750/Nos` for a foreign price (protocol §4.11). */
export function rateText(rate: Rate, shapes: Shapes): string {
  const price = moneyDigits(rate.value, fineScale);
  if (rate.forex === undefined) return `${price}/${rate.unit}`;
  const foreign = withSymbol(digitsOf(rate.forex.value / fineScale), shapes.currency(rate.forex.currency));
  return `${foreign} = ${withSymbol(price, shapes.baseCurrency)}/${rate.unit}`;
}

export function priceText(rate: Rate): string {
  return moneyDigits(rate.value, fineScale);
}

/** Any value as an expression turns it into text. */
export function asText(value: Stored, shapes: Shapes): string {
  if (typeof value === "string") return value;
  if (value === undefined) return "";
  if (typeof value === "number") return numberText(value);
  if (typeof value === "boolean") return value ? "Yes" : "No";
  switch (value.kind) {
    case "amount":
      return amountText(value, shapes);
    case "quantity":
      return quantityText(value, shapes);
    case "rate":
      return rateText(value, shapes);
    case "day":
      return shortDate(value.day);
    case "due":
      return value.text;
  }
}

const leadingNumber = /^\s*(\(-\)|-)?\s*[^\d\s.-]*\s*(\d[\d,]*(?:\.\d+)?|\.\d+)/;

/** The number a text begins with, as `$$Number` reads it; undefined when there is none. */
function numberInText(text: string): number | undefined {
  const match = leadingNumber.exec(text);
  if (match === null) return undefined;
  const [, sign, digits = ""] = match;
  const number = Number(digits.replaceAll(",", ""));
  return sign === undefined ? number : -number;
}

/** Any value where a number is expected. */
export function asNumber(value: Stored): number | undefined {
  if (typeof value === "number") return value;
  if (value === undefined) return undefined;
  if (typeof value === "string") return numberInText(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  switch (value.kind) {
    case "amount":
      return sidedValue(value.base, value);
    case "quantity":
      return headUnits(value);
    case "rate":
      return ratePrice(value);
    case "day":
      return value.day;
    case "due":
      return value.days ?? numberInText(value.text);
  }
}

/** Any value as a condition. Text counts as true for Yes, a number when it is not zero. */
export function asLogical(value: Stored): boolean {
  if (typeof value === "boolean") return value;
  if (value === undefined) return false;
  if (typeof value === "number") return value !== 0;
  if (typeof value === "string") {
    const word = value.trim().toLowerCase();
    return word === "yes" || word === "on" || word === "true" || word === "1";
  }
  return value.kind === "amount" ? value.base !== 0 : true;
}

/** Empty is nothing at all, or text without characters. Zero is not empty (cookbook §1). */
export function isEmptyValue(value: Stored): boolean {
  if (value === undefined || value === "") return true;
  return typeof value === "object" && value.kind === "due" && value.text === "";
}
