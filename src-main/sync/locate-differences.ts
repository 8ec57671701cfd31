import { unitsToMoney } from "../contract/decimal.ts";
import type { FigureDifference } from "../contract/verify.ts";
import type { NamedBalance, StockFigure } from "../source/figures.ts";
import type { DateWindow } from "../source/source.ts";
import type { BookLedgers } from "./book-ledgers.ts";
import type { BookStock } from "./book-stock.ts";
import type { CountComparison, CountDifference } from "./compare-counts.ts";
import type { DayDifference } from "./compare-days.ts";
import { compareLedgers, type LedgerDifference } from "./compare-ledgers.ts";
import { compareStock, type StockComparison, type StockDifference } from "./compare-stock.ts";
import { earlierDate } from "./dates.ts";
import { type Deviations, findDifferingSpans } from "./difference-days.ts";
import { endOfMonth, type TallyFigures } from "./tally-figures.ts";

/** Closing days asked for to find where differences arise, each a report over all ledgers. */
const mostDaysAsked = 24;

/** What differs, and the days where lines of vouchers seem to be wrong. */
export interface Located {
  readonly differences: readonly FigureDifference[];
  readonly differingDays: readonly DateWindow[];
}

interface Compared {
  readonly balances: { readonly differences: readonly LedgerDifference[]; readonly ends: readonly string[] };
  readonly inStock: StockComparison;
  readonly counts: CountComparison;
  readonly days: readonly DayDifference[];
}

/** What differs with the days where it arises. */
export async function locateDifferences(
  figures: TallyFigures,
  { ledgers, stock }: { readonly ledgers: BookLedgers; readonly stock: BookStock },
  { balances, inStock, counts, days }: Compared,
  date: string,
): Promise<Located> {
  const { booksFrom } = ledgers;
  const ledgerSpans = await spansOf(balances.differences, booksFrom, balances.ends, async (day) =>
    ledgerDeviations(ledgers, await figures.balances(day), day),
  );
  const stockSpans = await spansOf(inStock.differences, booksFrom, [date], async (day) =>
    stockDeviations(stock, await figures.stock(day), day),
  );
  const whole = [{ from: booksFrom, to: date }];
  const countSpans = counts.differences.map(({ month }) => countSpan(month, days, date));
  const ofMonths = new Set(counts.differences.map(({ month }) => month.slice(0, 7)));
  return {
    differences: [
      ...balances.differences.map((found) => ledgerDifference(found, ledgerSpans.get(found.name) ?? whole)),
      ...inStock.differences.map((found) => stockDifference(found, stockSpans.get(found.name) ?? whole)),
      ...counts.differences.map((found, index) =>
        countDifference(found, countSpans[index] ?? { from: booksFrom, to: date }),
      ),
      ...days
        .filter((day) => day.tally !== day.database && !ofMonths.has(day.date.slice(0, 7)))
        .map(dayDifference),
    ],
    differingDays: [
      ...[...ledgerSpans.values(), ...stockSpans.values()].flat(),
      ...countSpans,
      ...days.map(({ date: day }) => ({ from: day, to: day })),
    ],
  };
}

function ledgerDeviations(ledgers: BookLedgers, tally: readonly NamedBalance[], date: string): Deviations {
  const { differences } = compareLedgers(ledgers, tally, date);
  return new Map(differences.map((found) => [found.name, String(found.database - found.tally)]));
}

function stockDeviations(stock: BookStock, tally: readonly StockFigure[], date: string): Deviations {
  const { differences } = compareStock(stock, tally, date);
  return new Map(differences.map((found) => [found.name, `${found.database} for ${found.tally}`]));
}

/** Where the differences arise; days are asked for only when there are any. */
async function spansOf(
  differences: readonly { readonly name: string }[],
  from: string,
  ends: readonly string[],
  deviationsAt: (day: string) => Promise<Deviations>,
): Promise<ReadonlyMap<string, DateWindow[]>> {
  if (differences.length === 0) return new Map();
  return findDifferingSpans({ from, ends, deviationsAt, most: mostDaysAsked });
}

function ledgerDifference(found: LedgerDifference, spans: readonly DateWindow[]): FigureDifference {
  const { name, tally, database } = found;
  const amounts = { tally: unitsToMoney(tally), database: unitsToMoney(database) };
  return { kind: "ledger", name, ...amounts, ...firstOf(spans) };
}

function stockDifference(found: StockDifference, spans: readonly DateWindow[]): FigureDifference {
  return { kind: "stock", ...found, ...firstOf(spans) };
}

/** The days of a month on which other vouchers lie than in Tally, or the whole month. */
function countSpan(month: string, days: readonly DayDifference[], date: string): DateWindow {
  const dates = days.map((day) => day.date).filter((day) => day.slice(0, 7) === month.slice(0, 7));
  return { from: dates[0] ?? month, to: dates.at(-1) ?? earlierDate(endOfMonth(month), date) };
}

function countDifference(found: CountDifference, span: DateWindow): FigureDifference {
  const { voucherTypeName, month, tally, database } = found;
  const name = `${voucherTypeName} ${month.slice(0, 7)}`;
  return { kind: "voucher_count", name, tally: String(tally), database: String(database), ...span };
}

function dayDifference({ date, tally, database }: DayDifference): FigureDifference {
  return {
    kind: "voucher_count",
    name: date,
    tally: String(tally),
    database: String(database),
    from: date,
    to: date,
  };
}

function firstOf(spans: readonly DateWindow[]): DateWindow {
  const [first] = spans.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (first === undefined) throw new RangeError("a difference without a span");
  return { from: first.from, to: first.to };
}
