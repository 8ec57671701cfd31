/**
 * Days as Tally counts them: since 1899-12-31, so 1-Apr-2025 is 45747 (protocol §6.10).
 */
const dayZero = Date.UTC(1899, 11, 31);
const millisecondsPerDay = 86_400_000;

const monthNames = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly dayOfMonth: number;
}

/** undefined for an impossible date such as 31-Jun. */
function dayOf(year: number, month: number, dayOfMonth: number): number | undefined {
  const back = new Date(Date.UTC(year, month - 1, dayOfMonth));
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== dayOfMonth) return undefined;
  return countDays(year, month, dayOfMonth);
}

function countDays(year: number, month: number, dayOfMonth: number): number {
  return Math.round((Date.UTC(year, month - 1, dayOfMonth) - dayZero) / millisecondsPerDay);
}

const calendarCache = new Map<number, CalendarDate>();

export function calendarDate(day: number): CalendarDate {
  const known = calendarCache.get(day);
  if (known !== undefined) return known;
  const date = new Date(dayZero + day * millisecondsPerDay);
  const made: CalendarDate = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
  };
  calendarCache.set(day, made);
  return made;
}

/** yyyymmdd, as in object fields (protocol §4.13). */
export function compactDate(day: number): string {
  const { year, month, dayOfMonth } = calendarDate(day);
  return `${year}${twoDigits(month)}${twoDigits(dayOfMonth)}`;
}

/** d-MMM-yy, as in reports and field text. */
export function shortDate(day: number): string {
  const { year, month, dayOfMonth } = calendarDate(day);
  return `${dayOfMonth}-${monthNames[month - 1]}-${twoDigits(year % 100)}`;
}

/** The year, month and day with a separator: 2025-04-01. */
export function separatedDate(day: number, separator: string): string {
  const { year, month, dayOfMonth } = calendarDate(day);
  return `${year}${separator}${twoDigits(month)}${separator}${twoDigits(dayOfMonth)}`;
}

export function monthStart(day: number): number {
  return day - calendarDate(day).dayOfMonth + 1;
}

/** First day of the Indian financial year (1 April) a day lies in. */
export function financialYearStart(day: number): number {
  const { year, month } = calendarDate(day);
  return countDays(month >= 4 ? year : year - 1, 4, 1);
}

export function financialYearEnd(day: number): number {
  const { year, month } = calendarDate(day);
  return countDays(month >= 4 ? year + 1 : year, 3, 31);
}

type ParsedDate =
  | { readonly kind: "day"; readonly day: number; readonly dayOfMonth: number }
  | { readonly kind: "impossible" }
  | { readonly kind: "notADate" };

/** The forms Tally accepts in requests: yyyymmdd, dd-mm-yyyy, d-MMM-yyyy, d-MMM-yy, yyyy-mm-dd. */
export function parseDate(text: string): ParsedDate {
  const parts = dateParts(text.trim());
  if (parts === undefined) return { kind: "notADate" };
  const day = dayOf(parts.year, parts.month, parts.dayOfMonth);
  if (day === undefined) return { kind: "impossible" };
  return { kind: "day", day, dayOfMonth: parts.dayOfMonth };
}

function dateParts(text: string): CalendarDate | undefined {
  let match = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (match !== null)
    return { year: Number(match[1]), month: Number(match[2]), dayOfMonth: Number(match[3]) };
  match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (match !== null)
    return { year: Number(match[3]), month: Number(match[2]), dayOfMonth: Number(match[1]) };
  match = /^(\d{1,2})[- ]([a-z]{3,9})[- ,]+(\d{4}|\d{2})$/i.exec(text);
  if (match === null) return undefined;
  const [, date, name = "", year = ""] = match;
  const abbreviation = name.slice(0, 3).toLowerCase();
  const month = monthNames.findIndex((known) => known.toLowerCase() === abbreviation) + 1;
  if (month === 0) return undefined;
  return { year: fullYear(year), month, dayOfMonth: Number(date) };
}

function fullYear(text: string): number {
  return text.length === 4 ? Number(text) : 2000 + Number(text);
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
