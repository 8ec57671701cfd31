import { localClock, localDay } from "../src-main/contract/local-time.ts";
import type { Language } from "../src-main/contract/texts.ts";
import { formatCount } from "../src-main/contract/texts.ts";
import { sayIn } from "../src-main/contract/texts/say-window.ts";

/** Numbers and times as an Indian accountant writes them. All of it pure: "now" is given. */

export { formatCount };

const monthNames: Readonly<Record<Language, readonly string[]>> = {
  en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  hi: ["जन", "फ़र", "मार्च", "अप्रै", "मई", "जून", "जुल", "अग", "सित", "अक्तू", "नव", "दिस"],
};

/** "1234567" -> "12,34,567": the last three digits, then pairs. */
function groupDigits(digits: string): string {
  const lastThree = digits.slice(-3);
  const before = digits.slice(0, -3);
  return before === "" ? lastThree : `${before.replace(/\B(?=(\d{2})+$)/g, ",")},${lastThree}`;
}

/**
 * A decimal text with Indian grouping. Works on the text, because a number would lose paise of large sums.
 * `leastDecimals` fills up with zeros; what is there is never cut off.
 */
export function formatDecimal(text: string, leastDecimals = 0): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return text;
  const [, sign = "", whole = "", fraction = ""] = parts;
  const decimals = fraction.padEnd(leastDecimals, "0");
  return `${sign}${groupDigits(whole)}${decimals === "" ? "" : `.${decimals}`}`;
}

export function formatAmount(text: string): string {
  return formatDecimal(text, 2);
}

/** A balance as books show it: without sign, with Dr or Cr. Credit is positive. */
export function formatBalance(text: string, language: Language): string {
  const amount = formatAmount(text.replace(/^-/, ""));
  if (/^-?0+(\.0+)?$/.test(text)) return amount;
  return sayIn(language)(text.startsWith("-") ? "debit" : "credit", { amount });
}

/** "2025-04-01" -> "01-Apr-2025". */
export function formatDay(day: string | null, language: Language): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? "");
  if (parts === null) return "";
  return `${parts[3]}-${monthNames[language][Number(parts[2]) - 1] ?? parts[2]}-${parts[1]}`;
}

/** The day of a moment on this PC's clock, `YYYY-MM-DD`. */
export function localDayOf(moment: string): string {
  return localDay(new Date(moment));
}

/** "10:42" today, with the day otherwise. */
export function formatClock(moment: string, now: Date, language: Language): string {
  const date = new Date(moment);
  return localDay(date) === localDay(now) ? localClock(date) : formatFullMoment(moment, language);
}

export function formatFullMoment(moment: string, language: Language): string {
  const date = new Date(moment);
  const time = localClock(date);
  return sayIn(language)("dayAt", { day: formatDay(localDay(date), language), time });
}

/** How long ago, as people say it: "3 min ago", "yesterday 18:20", "01-Apr-2025, 10:42". */
export function formatFreshness(moment: string | null, now: Date, language: Language): string {
  const say = sayIn(language);
  if (moment === null) return say("never");
  const date = new Date(moment);
  const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000);
  if (minutes < 1) return say("justNow");
  if (minutes < 60) return say("minutesAgo", { count: minutes });
  if (localDay(date) === localDay(now)) return say("hoursAgo", { count: Math.floor(minutes / 60) });
  const dayBefore = new Date(now);
  dayBefore.setDate(now.getDate() - 1);
  if (localDay(date) === localDay(dayBefore)) return say("yesterdayAt", { time: localClock(date) });
  return formatFullMoment(moment, language);
}

export function formatTimeLeft(seconds: number, language: Language): string {
  const say = sayIn(language);
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 60) return say("lessThanMinuteLeft");
  if (minutes < 60) return say("minutesLeft", { count: minutes });
  return say("hoursLeft", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
