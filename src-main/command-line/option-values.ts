import { streams } from "../catalog/index.ts";
import { type Part, parts } from "../contract/choice.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { Language } from "../contract/texts.ts";
import { say } from "../contract/texts.ts";
import { nearest } from "../contract/nearest.ts";
import { usageError } from "./usage-error.ts";

interface Bounds {
  readonly least: number;
  readonly most: number;
}

type ValueParser<T> = (value: string) => T;

export function wholeNumber(language: Language, option: string, bounds: Bounds): ValueParser<number> {
  return (value) => {
    const number = /^\d{1,15}$/.test(value.trim()) ? Number(value) : Number.NaN;
    if (number >= bounds.least && number <= bounds.most) return number;
    throw usageError(language, "invalidValue", {
      name: option,
      value,
      expected: say(language, "expectedWholeNumber", { ...bounds }),
    });
  };
}

/** A date means its first moment in this PC's time zone; the result is ISO 8601 UTC. */
export function pointInTime(language: Language, option: string): ValueParser<string> {
  return (value) => {
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value);
    const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/.test(value);
    const time = isDate ? localMidnight(value) : new Date(isTime ? value : Number.NaN);
    if (!Number.isNaN(time.getTime())) return time.toISOString();
    throw usageError(language, "invalidValue", {
      name: option,
      value,
      expected: say(language, "expectedTime"),
    });
  };
}

/** A calendar day stays what was written; no time zone touches it. */
export function calendarDay(language: Language, option: string): ValueParser<string> {
  return (value) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(localMidnight(value).getTime())) return value;
    const expected = say(language, "expectedDay");
    throw usageError(language, "invalidValue", { name: option, value, expected });
  };
}

function localMidnight(date: string): Date {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const time = new Date(year, month - 1, day);
  // 31 February would silently become 3 March.
  return time.getMonth() === month - 1 && time.getDate() === day ? time : new Date(Number.NaN);
}

export function oneOf<T extends string>(
  language: Language,
  option: string,
  values: readonly T[],
): ValueParser<T> {
  return (value) => {
    const found = values.find((candidate) => candidate === value.toLowerCase());
    if (found !== undefined) return found;
    throw usageError(language, "invalidValue", {
      name: option,
      value,
      expected: say(language, "expectedOneOf", { values: values.join(", ") }),
    });
  };
}

/** `payroll,personal`; `none` is no part at all. */
export function partNames(language: Language): ValueParser<readonly Part[]> {
  return (value) => {
    const names = value.split(",").map((name) => name.trim().toLowerCase());
    if (names.join() === "none") return [];
    const found = parts.filter((part) => names.includes(part));
    if (found.length === new Set(names).size) return found;
    const expected = say(language, "expectedParts", { values: parts.join(", ") });
    throw usageError(language, "invalidValue", { name: "--without", value, expected });
  };
}

/** A day, or `all` for every year. */
export function yearsFrom(language: Language): ValueParser<string | null> {
  const day = calendarDay(language, "--years-from");
  return (value) => (value.toLowerCase() === "all" ? null : day(value));
}

/** For options that may be repeated. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

/** A table of the catalog that holds entities, or a suggestion of the nearest one. */
export function tableName(language: Language, option: string): ValueParser<string> {
  return (value) => {
    const names = streams.map((stream) => stream.name);
    if (names.includes(value)) return value;
    const problem = say(language, "invalidValue", {
      name: option,
      value,
      expected: say(language, "expectedOneOf", { values: names.join(", ") }),
    });
    throw new ReplicaError("CONFIG_USAGE", { problem, suggestion: nearest(value, names) ?? "" });
  };
}
