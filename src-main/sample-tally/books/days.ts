/** Tally counts days since 1899-12-31: 1-Apr-2025 is 45747 (hex B2B3, seen in every VCHKEY). */
const unixEpochDay = 25_568;
const dayMs = 86_400_000;

export function dayOf(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) / dayMs + unixEpochDay;
}

export function dayFromIso(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : Number.NaN;
  if (!match || isoFromDay(day) !== text) throw new Error(`"${text}" is not a date like 2025-04-01.`);
  return day;
}

export function isoFromDay(day: number): string {
  const date = new Date((day - unixEpochDay) * dayMs);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}

interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly date: number;
}

export function calendarOf(day: number): CalendarDay {
  const date = new Date((day - unixEpochDay) * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, date: date.getUTCDate() };
}

/** The year in which the Indian financial year (April to March) of the day begins. */
export function financialYearOf(day: number): number {
  const { year, month } = calendarOf(day);
  return month >= 4 ? year : year - 1;
}

/** `25-26` for the year from April 2025 to March 2026. */
export function financialYearText(day: number): string {
  const year = financialYearOf(day);
  return `${String(year % 100).padStart(2, "0")}-${String((year + 1) % 100).padStart(2, "0")}`;
}

export function isSunday(day: number): boolean {
  return new Date((day - unixEpochDay) * dayMs).getUTCDay() === 0;
}

/** Same date so many months later, clipped to the end of a shorter month. */
export function addMonths(day: number, months: number): number {
  const { year, month, date } = calendarOf(day);
  const first = dayOf(year, month + months, 1);
  const last = dayOf(year, month + months + 1, 1) - 1;
  return Math.min(first + date - 1, last);
}

const monthNames = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `5-Jan-2027`, as a due date is typed. */
export function typedDate(day: number): string {
  const { year, month, date } = calendarOf(day);
  return `${date}-${monthNames[month - 1] ?? ""}-${year}`;
}

/** The day of a typed date, or undefined for any other text. */
export function dayFromTyped(text: string): number | undefined {
  const match = /^(\d{1,2})-([A-Z][a-z]{2})-(\d{4})$/.exec(text);
  const month = monthNames.indexOf(match?.[2] ?? "");
  return match && month >= 0 ? dayOf(Number(match[3]), month + 1, Number(match[1])) : undefined;
}
