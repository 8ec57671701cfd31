import type { DateWindow } from "../source/source.ts";
import { addDays, daysBetween, earlierDate, laterDate } from "./dates.ts";

/** How many vouchers lie on a day. */
export interface DayCount {
  readonly date: string;
  readonly count: number;
}

/** How large requests may be on this installation. */
export interface WindowLimits {
  /** Vouchers whose content one request reads. */
  readonly rows: number;
  /** Vouchers one request may walk when it only filters or counts. */
  readonly walked: number;
}

/**
 * Content costs about 1,000 characters a voucher and Tally delivers about 1.2 million a second (protocol §8), so 1,000
 * vouchers hold its screen for about a second, and two windows fit into little memory. A filter costs up to 0.17 ms a
 * voucher, so walking 8,000 holds it for 1.4 s.
 */
export const defaultWindowLimits: WindowLimits = { rows: 1_000, walked: 8_000 };

/** Tally must not be held longer than this by one request. */
export const defaultHoldMs = 2_000;

/**
 * Vouchers may be post-dated. Everything up to the end of the second financial year after the last known
 * voucher (or today) counts as "to the end of time"; 31 March is a boundary that Educational mode honours too.
 */
export function endOfTime(lastVoucherDate: string | null, today: string): string {
  const last = laterDate(lastVoucherDate ?? today, today);
  return `${Number(last.slice(0, 4)) + 3}-03-31`;
}

/**
 * Cuts a span into windows of whole days so that none holds more than `limit` vouchers, unless a single day
 * does. Days without vouchers ride along. The windows cover the span without holes: a voucher may appear on an
 * empty day between counting and reading.
 */
export function planWindows(span: DateWindow, days: readonly DayCount[], limit: number): DateWindow[] {
  const counts = days
    .filter((day) => day.date >= span.from && day.date <= span.to && day.count > 0)
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  const windows: DateWindow[] = [];
  let from = span.from;
  let inWindow = 0;
  for (const day of counts) {
    if (inWindow > 0 && inWindow + day.count > limit) {
      windows.push({ from, to: addDays(day.date, -1) });
      from = day.date;
      inWindow = 0;
    }
    inWindow += day.count;
  }
  windows.push({ from, to: span.to });
  return windows;
}

/** The span in about so many slices of equal length up to the last known voucher; whatever follows rides in the last. */
export function evenWindows(span: DateWindow, lastVoucherDate: string | null, slices: number): DateWindow[] {
  const last = earlierDate(lastVoucherDate ?? span.to, span.to);
  const lengthDays = Math.max(1, Math.ceil((daysBetween(span.from, last) + 1) / Math.max(slices, 1)));
  const windows: DateWindow[] = [];
  let from = span.from;
  while (addDays(from, lengthDays) <= last) {
    windows.push({ from, to: addDays(from, lengthDays - 1) });
    from = addDays(from, lengthDays);
  }
  windows.push({ from, to: span.to });
  return windows;
}

/** Joins neighbouring days into windows, so that few requests read few days. */
export function windowsOfDays(dates: readonly string[]): DateWindow[] {
  const windows: { from: string; to: string }[] = [];
  for (const date of [...new Set(dates)].sort()) {
    const last = windows.at(-1);
    if (last !== undefined && daysBetween(last.to, date) === 1) last.to = date;
    else windows.push({ from: date, to: date });
  }
  return windows;
}

/**
 * The day from which one request may go on to the end: `from`, or a later one where the days since then hold more
 * vouchers than it may walk. The newest day is always in it. What lies before is found as any old change is.
 */
export function beginOfWalk(
  from: string,
  days: readonly { readonly date: string; readonly count: number }[],
  most: number,
): string {
  let begin: string | null = null;
  let walked = 0;
  for (const { date, count } of days.toSorted((one, other) => (one.date < other.date ? 1 : -1))) {
    walked += count;
    if (walked > most) return begin ?? date;
    begin = date;
  }
  return from;
}
