import type { Doubt, FigureException, VerifiedBooks } from "../contract/verify.ts";
import { isReplicaError, ReplicaError } from "../contract/errors.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import { listHeldDeletes } from "../destination/held-deletes.ts";
import { listQuarantine } from "../destination/quarantine.ts";
import { spanOfVouchersAbove } from "../destination/recent-changes.ts";
import { countUnexplained, readCounterState } from "../destination/sync-state.ts";
import type { NamedBalance, StockFigure } from "../source/figures.ts";
import { type BookLedger, type BookLedgers, loadBookLedgers, yearStartOf } from "./book-ledgers.ts";
import { type BookStock, loadBookStock } from "./book-stock.ts";
import { compareCounts, type CountComparison } from "./compare-counts.ts";
import { compareLedgers, type LedgerDifference } from "./compare-ledgers.ts";
import { compareStock, type StockComparison } from "./compare-stock.ts";
import { compareDays } from "./compare-days.ts";
import { addDays, laterDate } from "./dates.ts";
import { type Located, locateDifferences } from "./locate-differences.ts";
import type { RunContext } from "./run-context.ts";
import { CounterWatch, endOfMonth, findClosingDay, TallyFigures } from "./tally-figures.ts";

/** Figures read while people type, or that differ, are read again so often. */
const mostAttempts = 3;

export interface CheckRequest {
  readonly company: CompanyRow;
  /** Null: the whole book. */
  readonly asOf: string | null;
  /** The last voucher date as Tally shows it. */
  readonly lastVoucherDate: string | null;
}

export interface BooksCheck extends VerifiedBooks, Located {
  /** Tally's figures at `asOf`; null where it gave none of ledgers. */
  readonly balances: readonly NamedBalance[] | null;
  /** Null where Tally gave none, or none of items. */
  readonly stock: readonly StockFigure[] | null;
  /** What the database holds of the masters compared. */
  readonly ledgers: readonly BookLedger[];
  readonly items: BookStock;
  /** Nothing lies after `asOf`. */
  readonly isWholeBook: boolean;
}

/**
 * Asks Tally for its own figures and compares them with what follows from the openings and lines of the database. Built-in
 * reports have neither head nor end mark, so what differs is believed only when a second reading shows the same.
 */
export async function checkBooks(run: RunContext, request: CheckRequest): Promise<BooksCheck> {
  let seen: string | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const counters = new CounterWatch();
    const check = await checkOnce(run, request, counters);
    const found = JSON.stringify(check.differences);
    const isSure = counters.isSteady && (check.differences.length === 0 || found === seen);
    seen = found;
    if (isSure || attempt === mostAttempts) {
      return { ...check, ...(await judge(run, check, counters)) };
    }
  }
}

interface Comparison extends Omit<BooksCheck, "verdict" | "doubts"> {
  readonly hasOtherVersions: boolean;
  readonly isClamped: boolean;
  readonly isStockOfGroups: boolean;
  /** What this Tally refuses to tell, or once went away with: the rest is compared all the same. */
  readonly refused: readonly Doubt[];
}

async function checkOnce(
  run: RunContext,
  request: CheckRequest,
  counters: CounterWatch,
): Promise<Comparison> {
  const booksFrom = run.beginsOn;
  const lastDate = await lastDateOf(run, request.lastVoucherDate);
  const figures = new TallyFigures(run, counters);
  const date = await findClosingDay(figures, request.asOf ?? endOfMonth(lastDate), {
    booksFrom,
    mayBeLater: request.asOf === null,
  });
  tell(run, 1);
  const ledgers = await loadBookLedgers(run.destination, request.company);
  const stock = await loadBookStock(run.destination, run.companyId);
  const balances = await compareYears(ledgers, figures, date);
  tell(run, 2);
  // Where inventory is left out there is nothing to compare Tally's stock with.
  const hasStock = run.masterStreams.some(({ name }) => name === "stock_items");
  const stockShown = hasStock ? await figures.ifGiven("stock", () => figures.stock(date)) : [];
  const inStock = stockShown === null ? noStockCompared : compareStock(stock, stockShown, date);
  tell(run, 3);
  const span = { from: booksFrom, to: date };
  const stored = await run.destination.fingerprintDays(run.companyId, span);
  const tallyCounts = await figures.ifGiven("counts", () => figures.voucherCounts(span, stored));
  const counts =
    tallyCounts === null
      ? noCountsCompared
      : await compareCounts(run.destination, run.companyId, tallyCounts, date);
  const days = compareDays(await figures.fingerprints(span, stored), stored);
  tell(run, 4);
  const compared = { balances, inStock, counts, days };
  const located = await locateDifferences(figures, { ledgers, stock }, compared, date);
  return {
    ...located,
    asOf: date,
    ...(run.chosen.from === null ? {} : { comparedFrom: booksFrom }),
    ...(run.chosen.without.length === 0 ? {} : { leftOut: run.chosen.without }),
    checked: { ledgers: balances.checked, voucherCounts: counts.checked, stockItems: inStock.checked },
    exceptions: [...balances.exceptions, ...inStock.exceptions],
    balances: balances.isOfGroups ? null : await figures.balances(date),
    stock: stockShown === null || isDoubtful(inStock, stockShown) ? null : stockShown,
    ledgers: ledgers.ledgers,
    items: stock,
    hasOtherVersions: days.length > 0,
    isStockOfGroups: inStock.isOfGroups,
    refused: [
      ...(balances.isOfGroups ? (["ledgersNotListed"] as const) : []),
      ...(stockShown === null ? (["stockNotGiven"] as const) : []),
      ...(tallyCounts === null ? (["countsNotGiven"] as const) : []),
    ],
    isWholeBook: date >= lastDate,
    isClamped: balances.isClamped || (request.asOf === null ? date < lastDate : date !== request.asOf),
  };
}

const noStockCompared: StockComparison = { checked: 0, isOfGroups: false, differences: [], exceptions: [] };
const noCountsCompared: CountComparison = { checked: 0, differences: [] };

/** Figures that say nothing of the items, or an empty report beside a database that holds stock: not to be kept. */
function isDoubtful(compared: StockComparison, shown: readonly StockFigure[]): boolean {
  return compared.isOfGroups || (shown.length === 0 && compared.differences.length > 0);
}

/** The day of the last voucher, as Tally or the database knows it. */
export async function lastDateOf(run: RunContext, shownByTally: string | null): Promise<string> {
  const { newest } = await spanOfVouchersAbove(run.destination, run.companyId, 0);
  return laterDate(laterDate(newest ?? run.beginsOn, shownByTally ?? run.beginsOn), run.beginsOn);
}

interface YearsComparison {
  readonly checked: number;
  readonly isOfGroups: boolean;
  readonly differences: readonly LedgerDifference[];
  readonly exceptions: readonly FigureException[];
  /** The ends of the years that Tally showed, and the last day. */
  readonly ends: readonly string[];
  /** A year's end could not be shown. */
  readonly isClamped: boolean;
}

/** Ledgers of profit and loss start each year at zero, so every year that has ended is compared at its end as well. */
async function compareYears(
  ledgers: BookLedgers,
  figures: TallyFigures,
  date: string,
): Promise<YearsComparison> {
  const balances = await figures.balances(date);
  // A refused report may come empty.
  if (balances.length === 0 && ledgers.postings.length > 0) throw new ReplicaError("SOURCE_FALSE_EMPTY");
  const last = compareLedgers(ledgers, balances, date);
  const differences = new Map(last.differences.map((found) => [found.name, found]));
  const ends = [date];
  let isClamped = false;
  for (const yearEnd of yearEndsBefore(ledgers, date)) {
    const shown = await balancesIfShown(figures, yearEnd);
    if (shown === null) {
      isClamped = true;
      continue;
    }
    ends.unshift(yearEnd);
    for (const found of compareLedgers(ledgers, shown, yearEnd).differences) {
      if (!differences.has(found.name)) differences.set(found.name, found);
    }
  }
  return { ...last, differences: [...differences.values()], ends, isClamped };
}

async function balancesIfShown(figures: TallyFigures, date: string): Promise<readonly NamedBalance[] | null> {
  try {
    return await figures.balances(date);
  } catch (error) {
    if (isReplicaError(error, "SOURCE_OTHER_PERIOD")) return null;
    throw error;
  }
}

/** The last days of the years that have ended, newest first. */
function yearEndsBefore({ booksFrom, startingFrom }: BookLedgers, date: string): string[] {
  const ends: string[] = [];
  let end = addDays(yearStartOf(date, startingFrom), -1);
  while (end >= booksFrom) {
    ends.push(end);
    end = addDays(yearStartOf(end, startingFrom), -1);
  }
  return ends;
}

/**
 * Without differences, everything that could hide one makes the verdict unknown. With them, what Tally has and the
 * database has not read yet: it may be all that differs.
 */
async function judge(
  run: RunContext,
  check: Comparison,
  counters: CounterWatch,
): Promise<Pick<VerifiedBooks, "verdict" | "doubts">> {
  const doubts = await findDoubts(run, check, counters);
  const isBehind = doubts.includes("unread") || doubts.includes("moving");
  if (check.differences.length > 0) return { verdict: isBehind ? "unknown" : "differs", doubts };
  return { verdict: doubts.length === 0 ? "verified" : "unknown", doubts };
}

async function findDoubts(run: RunContext, check: Comparison, counters: CounterWatch): Promise<Doubt[]> {
  const doubts = await findOpenEnds(run, counters);
  const { ledgers, voucherCounts, stockItems } = check.checked;
  if (ledgers + voucherCounts + stockItems === 0) doubts.push("nothingChecked");
  const isRead = !doubts.includes("unread") && !doubts.includes("unexplained");
  const undone = check.differences.length > 0 || check.hasOtherVersions ? await findUndoneDeletes(run) : [];
  doubts.push(...undone);
  // Another repair would read the same again: only a decision ends that.
  if (check.hasOtherVersions && isRead && undone.length === 0) doubts.push("otherVersions");
  if (check.isClamped) doubts.push("clampedPeriod");
  if (check.isStockOfGroups) doubts.push("stockNotListed");
  doubts.push(...check.refused);
  if (check.exceptions.some(({ isProven }) => !isProven)) doubts.push("unprovenException");
  return doubts;
}

/** Deletes in Tally that were not carried out here, which makes figures differ. */
async function findUndoneDeletes(run: RunContext): Promise<Doubt[]> {
  const held = await listHeldDeletes(run.destination.db, { companyId: run.companyId });
  const decisions = new Set(held.map(({ decision }) => decision));
  return [
    ...(decisions.has("waiting") ? (["deletesWaiting"] as const) : []),
    ...(decisions.has("dismissed") ? (["deletesKept"] as const) : []),
  ];
}

/** What the state of the replica leaves open, whatever was compared. */
export async function findOpenEnds(run: RunContext, counters: CounterWatch): Promise<Doubt[]> {
  const { db } = run.destination;
  const doubts: Doubt[] = [];
  const masters = await readCounterState(db, run.companyId, "masters");
  const vouchers = await readCounterState(db, run.companyId, "vouchers");
  if (!counters.isSteady) doubts.push("moving");
  const isRead =
    (counters.last?.mastersCounter ?? 0) === (masters.checkpoint ?? 0) &&
    (counters.last?.vouchersCounter ?? 0) === (vouchers.checkpoint ?? 0);
  const unexplained = countUnexplained(masters.unexplained) + countUnexplained(vouchers.unexplained);
  if (unexplained > 0) doubts.push("unexplained");
  else if (!isRead) doubts.push("unread");
  if ((await listQuarantine(db, { companyId: run.companyId })).length > 0) doubts.push("quarantined");
  return doubts;
}

function tell(run: RunContext, windowsDone: number): void {
  run.report({
    stage: "verify",
    stream: null,
    windowsDone,
    windowsTotal: 4,
    rowsDone: 0,
    rowsTotal: null,
    bytes: 0,
  });
}
