import type { Amount, Day, DuePeriod, Quantity, Rate, TallyObject } from "../model.ts";
import { addMonths, dayFromTyped } from "./days.ts";

/** Money inside the sample is counted in ten-thousandths of the base currency, as Amount.base is. */
export const paisa = 100;
export const rupee = 10_000;
/** Quantities and rates are counted in 1e-8. */
export const whole = 100_000_000;

/** Tally marks its own words with U+0004 so that a user's word never equals one. */
export const reserved = {
  primary: "\u0004 Primary",
  notApplicable: "\u0004 Not Applicable",
  applicable: "\u0004 Applicable",
  any: "\u0004 Any",
  unknown: "\u0004 Unknown",
  endOfList: "\u0004 End of List",
  systemInferred: "\u0004 System Inferred",
} as const;

export function isReservedWord(text: string): boolean {
  return text.startsWith("\u0004");
}

export interface ForexPart {
  /** Face value in ten-thousandths of the foreign currency, with the sign of the base amount. */
  readonly value: number;
  readonly rate: string;
  readonly currencyId: number;
}

export function makeAmount(base: number, forex?: Amount["forex"], isDebit?: boolean): Amount {
  // Never minus zero: it prints like a debit.
  const amount = { kind: "amount", base: base === 0 ? 0 : base } as const;
  if (forex !== undefined) {
    return isDebit === undefined ? { ...amount, forex } : { ...amount, forex, isDebit };
  }
  return isDebit === undefined ? amount : { ...amount, isDebit };
}

export function makeQuantity(value: number, unit: string, alternate?: Quantity["alternate"]): Quantity {
  return alternate === undefined
    ? { kind: "quantity", value, unit }
    : { kind: "quantity", value, unit, alternate };
}

export function makeRate(value: number, unit: string, forex?: Rate["forex"]): Rate {
  return forex === undefined ? { kind: "rate", value, unit } : { kind: "rate", value, unit, forex };
}

/** A price in paise as a Rate counts it. */
export function rateOfPaise(paise: number): number {
  return paise * (whole / 100);
}

export function makeDay(day: number): Day {
  return { kind: "day", day };
}

export function makeOptionalDay(day: number | undefined): Day | undefined {
  return day === undefined ? undefined : makeDay(day);
}

/** `30 Days`, `3 Weeks`, `2 Months` counted from `fromDay`, or a typed date; undefined for an empty text. */
export function makeDue(text: string | undefined, fromDay: number): DuePeriod | undefined {
  if (text === undefined || text === "") return undefined;
  const typedDay = dayFromTyped(text);
  if (typedDay !== undefined) return makeDueDate(text, typedDay, fromDay);
  const match = /^(\d+) (Day|Week|Month|Year)s?$/.exec(text);
  if (!match) return { kind: "due", text };
  const dueDay = dueDayOf(Number(match[1]), match[2] ?? "", fromDay);
  return { kind: "due", text, dueDay, days: dueDay - fromDay };
}

/** A due date typed as a date. */
export function makeDueDate(text: string, day: number, fromDay: number): DuePeriod {
  return { kind: "due", text, dueDay: day, days: day - fromDay };
}

function dueDayOf(count: number, word: string, fromDay: number): number {
  if (word === "Day") return fromDay + count;
  if (word === "Week") return fromDay + count * 7;
  return addMonths(fromDay, word === "Month" ? count : count * 12);
}

const noLists: Record<string, TallyObject[]> = Object.freeze({});

export function makeObject(
  type: string,
  fields: TallyObject["fields"],
  lists: TallyObject["lists"] = noLists,
): TallyObject {
  return { type, fields, lists };
}

/** A list of plain texts, such as ADDRESS: objects with one field of the list's own name. */
export function makeTextList(name: string, texts: readonly string[]): TallyObject[] {
  return texts.map((text) => makeObject(name, { [name]: text }));
}

/** Tally matches names ignoring case and outer blanks. */
export function foldName(name: string): string {
  return name.trim().toUpperCase();
}
