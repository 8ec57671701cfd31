import { countedActions, countWords, isCountedThing } from "./counts.ts";
import type { CountedAction, CountedThing } from "./counts.ts";
import { fillText } from "./fill.ts";
import type { Language } from "./language.ts";

/** Indian grouping (1,00,000) in both languages, Latin digits. */
const wholeNumbers = new Intl.NumberFormat("en-IN", { maximumFractionDigits: 0 });

export function formatCount(count: number): string {
  return wholeNumbers.format(count);
}

/** "1 voucher", "2 vouchers"; a table nobody gave words to is said by its name. */
export function countThings(language: Language, thing: CountedThing | (string & {}), count: number): string {
  const formatted = formatCount(count);
  if (!isCountedThing(thing)) return `${formatted} ${thing}`;
  const words = countWords[language][thing];
  return fillText(count === 1 ? words.one : words.other, { count: formatted });
}

/** One of a table, without a number: "voucher". */
export function sayTableWord(language: Language, table: string): string {
  return isCountedThing(table) ? fillText(countWords[language][table].one, { count: " " }).trim() : table;
}

/** "2 vouchers changed". */
export function sayWhatHappened(
  language: Language,
  action: CountedAction,
  thing: CountedThing | (string & {}),
  count: number,
): string {
  return fillText(countedActions[language][action], { things: countThings(language, thing, count) });
}

const byteUnits = ["B", "KB", "MB", "GB"] as const;

export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${byteUnits[unit] ?? "B"}`;
}

const durationUnits: Readonly<Record<Language, readonly [hours: string, minutes: string, seconds: string]>> =
  {
    en: ["h", "min", "s"],
    hi: ["घं", "मि", "से"],
  };

export function formatDuration(language: Language, seconds: number): string {
  const [hourUnit, minuteUnit, secondUnit] = durationUnits[language];
  if (seconds < 10) return `${seconds.toFixed(1)} ${secondUnit}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${secondUnit}`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} ${minuteUnit} ${whole % 60} ${secondUnit}`;
  return `${Math.floor(minutes / 60)} ${hourUnit} ${minutes % 60} ${minuteUnit}`;
}
