import { DecodeError } from "./numbers.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;

/** DL's request prints character 241 for an empty date; a look-alike may too. */
const emptyMark = "\u00f1";

/**
 * A calendar day in any form Tally prints (protocol §4.13): `2025-04-01`, `20250401`, `1-Apr-25`, `1-Apr-2025`.
 * Two-digit years below 80 belong to this century: Tally's books begin no earlier than the eighties.
 */
export function readDate(text: string): string | null {
  if (isUsualDate(text)) return text;
  const trimmed = text.trim();
  if (trimmed === "" || trimmed === emptyMark) return null;
  const numeric = /^(\d{4})-(\d{2})-(\d{2})$/.exec(trimmed) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed);
  if (numeric !== null) return checkDate(Number(numeric[1]), Number(numeric[2]), Number(numeric[3]), trimmed);
  const worded = /^(\d{1,2})[- ]([A-Za-z]{3})[A-Za-z]*[- ](\d{2}|\d{4})$/.exec(trimmed);
  const month = months.indexOf((worded?.[2] ?? "").toLowerCase() as (typeof months)[number]) + 1;
  if (worded === null || month === 0) throw new DecodeError(`'${trimmed}' is not a date`);
  return checkDate(fullYear(worded[3] ?? ""), month, Number(worded[1]), trimmed);
}

function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - 0x30;
}

/** `2025-04-01`, the form our own requests ask for, on a day that every month has. */
function isUsualDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== "-" || text[7] !== "-") return false;
  for (let index = 0; index < 10; index += 1) {
    const digit = digitAt(text, index);
    if (index !== 4 && index !== 7 && (digit < 0 || digit > 9)) return false;
  }
  const month = digitAt(text, 5) * 10 + digitAt(text, 6);
  const day = digitAt(text, 8) * 10 + digitAt(text, 9);
  const century = digitAt(text, 0) * 10 + digitAt(text, 1);
  return century >= 19 && century <= 29 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 80 ? 2000 + year : 1900 + year;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function checkDate(year: number, month: number, day: number, text: string): string {
  if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    throw new DecodeError(`'${text}' is not a day of the calendar`);
  }
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** The day as an instant: Tally tells no time of day, so the calendar day stands at midnight UTC, unshifted. */
export function dayAsTime(date: string): string {
  return `${date}T00:00:00.000Z`;
}

const daysPerUnit: Readonly<Record<string, number>> = { day: 1, week: 7 };

/**
 * A credit period in days: `30 Days`, `1 Days`, `3 Weeks`, `45`. A period in months or years, or typed as a date
 * (`31-May-2009`), is no number of days: null.
 */
export function readDays(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const found = /^(\d{1,6})(?:\s*(day|week|month|year)s?)?\.?$/i.exec(trimmed);
  if (found !== null) {
    const factor = daysPerUnit[(found[2] ?? "day").toLowerCase()];
    return factor === undefined ? null : Number(found[1]) * factor;
  }
  if (readDate(trimmed) === null) throw new DecodeError(`'${trimmed}' is not a credit period`);
  return null;
}

export function addDays(date: string, count: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
