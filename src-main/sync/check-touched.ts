import { ReplicaError } from "../contract/errors.ts";
import type { Doubt } from "../contract/verify.ts";
import { readNewestChanges, type ChangeOfRun } from "../destination/change-log.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import { type BookLedgers, loadBookLedgers, yearStartOf } from "./book-ledgers.ts";
import { findOpenEnds, lastDateOf } from "./check-books.ts";
import { compareLedgers, openingStockRow } from "./compare-ledgers.ts";
import { addDays } from "./dates.ts";
import type { RunContext } from "./run-context.ts";
import { CounterWatch, endOfMonth, findClosingDay, TallyFigures } from "./tally-figures.ts";

/** Of a run that changed more than this, all ledgers are compared. */
const mostChanges = 500;
/** A list of more ledgers is no cheaper for the database than all of them. */
const mostLedgers = 300;
/** Each year that has ended, and that the run reached into, costs a trial balance of its own. */
const mostYearEnds = 3;

/** Changes of these move balances of ledgers that have no entry of their own. */
const moversOfMany: ReadonlySet<string> = new Set(["account_groups", "voucher_types", "currencies"]);

/** What a run may have moved. */
export interface Touched {
  /** Ledgers by GUID or name; null means all. */
  readonly ledgers: ReadonlySet<string> | null;
  /** Days of the vouchers, before and after. */
  readonly days: readonly string[];
}

export interface TouchedRequest {
  readonly company: CompanyRow;
  /** The run whose changes are compared; the newest one of the company. */
  readonly touchedBy: string;
  readonly lastVoucherDate: string | null;
}

export interface TouchedCheck {
  readonly asOf: string;
  readonly checked: number;
  /** A ledger shows another balance: only the comparison of the whole book can tell whether and where. */
  readonly differs: boolean;
  readonly doubts: readonly Doubt[];
  readonly slowestMs: number;
}

/**
 * Compares the ledgers that a run touched with Tally's trial balance, at the last day and at the end of each earlier
 * year that the run reached into. Two requests as a rule, whatever the size of the book.
 */
export async function checkTouched(run: RunContext, request: TouchedRequest): Promise<TouchedCheck> {
  const touched = await readTouched(run, request.touchedBy);
  const counters = new CounterWatch();
  const figures = new TallyFigures(run, counters);
  const lastDate = await lastDateOf(run, request.lastVoucherDate);
  const bounds = { booksFrom: run.beginsOn, mayBeLater: true };
  const date = await findClosingDay(figures, endOfMonth(lastDate), bounds);
  const books = await loadBookLedgers(run.destination, request.company, touched.ledgers);
  const days = touched.days.filter((day) => day >= run.beginsOn);
  const yearEnds = yearEndsOf(books, days, date);
  const doubts: Doubt[] = [];
  if (date < lastDate || yearEnds.length > mostYearEnds) doubts.push("clampedPeriod");
  let checked = 0;
  let differs = false;
  for (const end of [date, ...yearEnds.slice(0, mostYearEnds)]) {
    const compared = await compareAt(figures, books, touched, end);
    checked = Math.max(checked, compared.checked);
    differs ||= compared.differences.length > 0;
    if (compared.isOfGroups) doubts.push("ledgersNotListed");
    if (compared.exceptions.some(({ isProven }) => !isProven)) doubts.push("unprovenException");
  }
  const openEnds = await findOpenEnds(run, counters);
  return {
    asOf: date,
    checked,
    differs,
    doubts: [...new Set([...doubts, ...openEnds])],
    slowestMs: figures.slowestMs,
  };
}

async function compareAt(
  figures: TallyFigures,
  books: BookLedgers,
  touched: Touched,
  date: string,
): Promise<ReturnType<typeof compareLedgers>> {
  const shown = await figures.balances(date);
  // A refused report may come empty.
  if (shown.length === 0 && books.postings.length > 0) throw new ReplicaError("SOURCE_FALSE_EMPTY");
  if (touched.ledgers === null) return compareLedgers(books, shown, date);
  const names = new Set([openingStockRow, ...books.groupNames, ...books.ledgers.map(({ name }) => name)]);
  // Profit & Loss A/c takes up the profit of all ledgers, also of those that are not loaded here.
  const ledgers = books.ledgers.filter(({ isProfitAndLoss }) => !isProfitAndLoss);
  return compareLedgers(
    { ...books, ledgers },
    shown.filter(({ name }) => names.has(name)),
    date,
  );
}

/** Nominal ledgers start each year at zero, so what was posted into a year that has ended shows only at its end. */
function yearEndsOf(books: BookLedgers, days: readonly string[], date: string): string[] {
  const thisYear = yearStartOf(date, books.startingFrom);
  const ends = days
    .filter((day) => day < thisYear)
    .map((day) => {
      const nextYear = `${Number(yearStartOf(day, books.startingFrom).slice(0, 4)) + 1}`;
      return addDays(`${nextYear}${books.startingFrom.slice(4)}`, -1);
    });
  return [...new Set(ends)];
}

async function readTouched(run: RunContext, runId: string): Promise<Touched> {
  const { companyId, destination } = run;
  const changes = await readNewestChanges(destination.db, { companyId, runId }, mostChanges);
  if (changes === null) return { ledgers: null, days: [] };
  const vouchers = changes.filter(({ entityType }) => entityType === run.voucherStream.name);
  const days = vouchers.flatMap(daysOf);
  if (changes.some(({ entityType }) => moversOfMany.has(entityType))) return { ledgers: null, days };
  const lines = await destination.select({
    companyId,
    table: "voucher_ledger_entries",
    columns: ["ledger_guid", "ledger_name"],
    whereIn: { column: "voucher_guid", values: vouchers.map(({ guid }) => guid) },
  });
  const ledgers = new Set([
    ...changes.filter(({ entityType }) => entityType === "ledgers").map(({ guid }) => guid),
    ...vouchers.flatMap(({ changes: told }) => ledgersIn(told["voucher_ledger_entries"])),
    ...lines.map((line) => String(line["ledger_guid"] ?? line["ledger_name"])),
  ]);
  return { ledgers: ledgers.size > mostLedgers ? null : ledgers, days };
}

/** An update tells old and new date where it moved; else the date of the entry is the voucher's. */
function daysOf({ voucherDate, changes }: ChangeOfRun): string[] {
  const moved = changes["date"];
  const told = Array.isArray(moved) ? moved : [moved];
  return [voucherDate, ...told].filter((day): day is string => typeof day === "string");
}

/** Names of ledgers in lines as an entry tells them: a list, or the lists before and after. */
function ledgersIn(told: unknown): string[] {
  if (Array.isArray(told)) return told.flatMap(ledgersIn);
  if (typeof told !== "object" || told === null || !("ledger_name" in told)) return [];
  return typeof told.ledger_name === "string" ? [told.ledger_name] : [];
}
