import type { CompanyBooks, TallyOptions } from "../model.ts";
import { financialYearEnd, financialYearStart, parseDate } from "./dates.ts";
import type { ExportType, StaticVariable } from "./request.ts";
import { dayField } from "./run.ts";
import type { Period } from "./run.ts";

/** The period Tally displays when nobody chose one: the financial year of the last voucher. */
export function defaultPeriod(books: CompanyBooks | undefined): Period {
  const booksFrom = (books && dayField(books.company, "BOOKSFROM")) ?? 0;
  const last = (books && dayField(books.company, "LASTVOUCHERDATE")) ?? booksFrom;
  return {
    fromDay: Math.max(booksFrom, financialYearStart(last)),
    toDay: financialYearEnd(last),
    isImpossible: false,
  };
}

interface Boundary {
  readonly day: number | undefined;
  readonly isRefused: boolean;
  readonly isImpossible: boolean;
}

const unasked: Boundary = { day: undefined, isRefused: false, isImpossible: false };

/**
 * The days a request works in. Collections ignore untyped dates without a word, reports honour them
 * (protocol §5.2). An Educational licence ignores every boundary whose day is not 1, 2 or 31: a refused
 * end widens to the end of the books, a refused beginning collapses to the displayed period (§5.4).
 */
export function resolvePeriod(
  variables: readonly StaticVariable[],
  type: ExportType,
  books: CompanyBooks | undefined,
  current: Period,
  options: TallyOptions,
): Period {
  const from = readBoundary(variables, "SVFROMDATE", type, options);
  const to = readBoundary(variables, "SVTODATE", type, options);
  const fromDay = from.isRefused ? current.fromDay : (from.day ?? current.fromDay);
  let toDay = to.day ?? Math.max(current.toDay, from.day === undefined ? 0 : fromDay);
  if (to.isRefused) toDay = endOfBooks(books, current);
  // A to-date alone that lies before the displayed period is clamped to its first day (§5.7).
  if (from.day === undefined && to.day !== undefined && toDay < current.fromDay) toDay = current.fromDay;
  return { fromDay, toDay, isImpossible: from.isImpossible || to.isImpossible };
}

function endOfBooks(books: CompanyBooks | undefined, current: Period): number {
  const last = (books && dayField(books.company, "LASTVOUCHERDATE")) ?? current.toDay;
  return Math.max(current.toDay, financialYearEnd(last));
}

function readBoundary(
  variables: readonly StaticVariable[],
  name: string,
  type: ExportType,
  options: TallyOptions,
): Boundary {
  const variable = variables.findLast((candidate) => candidate.name === name);
  if (variable === undefined || variable.value === "") return unasked;
  if (!variable.isDateTyped && type !== "data") return unasked;
  const parsed = parseDate(variable.value);
  if (parsed.kind === "impossible") return { ...unasked, isImpossible: true };
  if (parsed.kind === "notADate") return unasked;
  if (options.educational && ![1, 2, 31].includes(parsed.dayOfMonth)) return { ...unasked, isRefused: true };
  return { day: parsed.day, isRefused: false, isImpossible: false };
}
