import { moneyToUnits, unitsToMoney } from "../contract/decimal.ts";
import type { ExceptionRule, FigureException } from "../contract/verify.ts";
import type { NamedBalance } from "../source/figures.ts";
import {
  type BookLedger,
  type BookLedgers,
  type Sums,
  revalue,
  sumPostings,
  yearStartOf,
} from "./book-ledgers.ts";
import { addDays } from "./dates.ts";

/** One ledger whose balance at a day is not what Tally shows. */
export interface LedgerDifference {
  readonly name: string;
  readonly tally: bigint;
  readonly database: bigint;
}

export interface LedgerComparison {
  readonly checked: number;
  /** Tally listed groups and no ledgers: nothing was compared. */
  readonly isOfGroups: boolean;
  readonly differences: readonly LedgerDifference[];
  readonly exceptions: readonly FigureException[];
}

/** A row of Tally's trial balance that no ledger has (protocol §5.10). */
export const openingStockRow = "Opening Stock";

/** Compares Tally's trial balance at the end of a day with openings and lines. A ledger Tally does not list is zero. */
export function compareLedgers(
  books: BookLedgers,
  tally: readonly NamedBalance[],
  date: string,
): LedgerComparison {
  if (listsGroupsAlone(books, tally))
    return { checked: 0, isOfGroups: true, differences: [], exceptions: [] };
  const { rows, doubtful } = withoutStockRow(books, tally, date);
  const shown = sumRows(rows);
  const day = new BalancesOfDay(books, date, shown);
  const differences: LedgerDifference[] = [];
  const exceptions: FigureException[] = doubtful.map((row) => ({
    rule: "openingStock" as const,
    name: row.name,
    tally: row.amount,
    database: "0",
    isProven: false,
  }));
  let checked = 0;
  const note = (name: string, database: bigint, rule: ExceptionRule, isProven: boolean): void => {
    const texts = { tally: unitsToMoney(shown.get(name) ?? 0n), database: unitsToMoney(database) };
    exceptions.push({ rule, name, ...texts, isProven });
  };
  for (const ledger of books.ledgers) {
    const judged = day.judge(ledger);
    if (judged.rule !== null) note(ledger.name, judged.database, judged.rule, judged.isEqual);
    if (judged.isEqual) checked += 1;
    else if (!judged.isExcused) {
      checked += 1;
      differences.push({
        name: ledger.name,
        tally: shown.get(ledger.name) ?? 0n,
        database: judged.database,
      });
    }
  }
  const known = new Set(books.ledgers.map(({ name }) => name));
  for (const [name, amount] of shown) {
    if (known.has(name) || books.groupNames.has(name)) continue;
    if (name === openingStockRow) note(name, 0n, "openingStock", true);
    else if (amount !== 0n) differences.push({ name, tally: amount, database: 0n });
  }
  return { checked, isOfGroups: false, differences, exceptions };
}

/** A release that does not know ISLEDGERWISE shows groups; only the account of profit and loss stands among them. */
export function listsGroupsAlone(
  { groupNames, ledgers }: { groupNames: ReadonlySet<string>; ledgers: readonly LedgerName[] },
  tally: readonly NamedBalance[],
): boolean {
  const besideGroups = new Set([
    openingStockRow,
    "Profit & Loss A/c",
    ...ledgers.filter(({ isProfitAndLoss }) => isProfitAndLoss).map(({ name }) => name),
  ]);
  return (
    tally.some(({ name }) => groupNames.has(name)) &&
    tally.every(({ name }) => groupNames.has(name) || besideGroups.has(name))
  );
}

type LedgerName = Pick<BookLedger, "name" | "isProfitAndLoss">;

/** People call a ledger Opening Stock too: of the rows so named, the one that is not the ledger's is Tally's own. */
function withoutStockRow(
  books: BookLedgers,
  tally: readonly NamedBalance[],
  date: string,
): { readonly rows: readonly NamedBalance[]; readonly doubtful: readonly NamedBalance[] } {
  const ledger = books.ledgers.find(({ name }) => name === openingStockRow);
  const rows = tally.filter(({ name }) => name === openingStockRow);
  if (ledger === undefined || ledger.isStockInHand || rows.length === 0) return { rows: tally, doubtful: [] };
  const others = tally.filter(({ name }) => name !== openingStockRow);
  const isLedgers = (row: NamedBalance): boolean =>
    new BalancesOfDay(books, date, sumRows([...others, row])).judge(ledger).isEqual;
  const own = rows.find(isLedgers);
  if (own !== undefined) return { rows: [...others, own], doubtful: [] };
  // A ledger at zero has no row: then the only one is Tally's own, if the ledger is at zero in Tally as well.
  const isAtZero = rows.length === 1 && isLedgers({ name: openingStockRow, amount: "0" });
  return isAtZero
    ? { rows: others, doubtful: rows }
    : { rows: [...others, ...rows.slice(0, 1)], doubtful: [] };
}

function sumRows(tally: readonly NamedBalance[]): ReadonlyMap<string, bigint> {
  const shown = new Map<string, bigint>();
  for (const { name, amount } of tally) shown.set(name, (shown.get(name) ?? 0n) + moneyToUnits(amount));
  return shown;
}

interface Judged {
  readonly isEqual: boolean;
  /** Not equal, but a rule says that the database cannot tell what Tally shows. */
  readonly isExcused: boolean;
  /** The rule by which it is equal or excused; null where the plain sum is compared. */
  readonly rule: ExceptionRule | null;
  readonly database: bigint;
}

/** All balances of one day, with what Tally shows on it. */
class BalancesOfDay {
  readonly #books: BookLedgers;
  readonly #date: string;
  readonly #shown: ReadonlyMap<string, bigint>;
  readonly #all: Sums;
  readonly #thisYear: Sums;
  readonly #earlierYears: Sums;
  readonly #isFirstYear: boolean;

  constructor(books: BookLedgers, date: string, shown: ReadonlyMap<string, bigint>) {
    const yearStart = yearStartOf(date, books.startingFrom);
    this.#books = books;
    this.#date = date;
    this.#shown = shown;
    this.#all = sumPostings(books.postings, "0000-01-01", date);
    this.#thisYear = sumPostings(books.postings, yearStart, date);
    this.#earlierYears = sumPostings(books.postings, "0000-01-01", addDays(yearStart, -1));
    this.#isFirstYear = yearStart <= books.booksFrom;
  }

  judge(ledger: BookLedger): Judged {
    const tally = this.#shown.get(ledger.name) ?? 0n;
    const [byGuid, byName] = this.#plain(ledger);
    if (byGuid === tally && byName === tally) return equal(tally, null);
    // Lines whose GUID and name mean different ledgers: the sum that deviates is told.
    const deviating = byGuid === tally ? byName : byGuid;
    if (ledger.isRevenue && !this.#isFirstYear) return this.#judgeRevenue(ledger, tally);
    if (ledger.isProfitAndLoss) {
      const { profitBefore, stockBefore } = this.#books;
      const carried = byGuid + this.#profitOfEarlierYears();
      // Whether the account itself takes up earlier profit differs between installations.
      const possible = [carried, carried - stockBefore, byGuid - profitBefore - stockBefore];
      const shown = possible.find((amount) => amount === tally);
      return shown === undefined ? differs(deviating) : equal(shown, "profitAndLoss");
    }
    if (ledger.isForeign) {
      return revalue(this.#books, ledger, this.#date) === tally
        ? equal(tally, "foreignCurrency")
        : excused(deviating, "foreignCurrency");
    }
    if (ledger.isStockInHand) {
      const openingStock = this.#shown.get(openingStockRow) ?? 0n;
      return tally === 0n || tally === openingStock
        ? equal(tally, "stockInHand")
        : excused(deviating, "stockInHand");
    }
    return differs(deviating);
  }

  #plain(ledger: BookLedger): readonly [bigint, bigint] {
    return [
      ledger.opening + of(this.#all.byGuid, ledger.guid),
      ledger.opening + of(this.#all.byName, ledger.name),
    ];
  }

  /** From the second year on Tally shows what was posted since the year began. */
  #judgeRevenue(ledger: BookLedger, tally: bigint): Judged {
    const byGuid = of(this.#thisYear.byGuid, ledger.guid);
    const byName = of(this.#thisYear.byName, ledger.name);
    if (byGuid === tally && byName === tally) return equal(tally, "yearStart");
    return differs(byGuid === tally ? byName : byGuid);
  }

  #profitOfEarlierYears(): bigint {
    return this.#books.ledgers
      .filter(({ isRevenue }) => isRevenue)
      .reduce((sum, { guid, opening }) => sum + opening + of(this.#earlierYears.byGuid, guid), 0n);
  }
}

function of(sums: ReadonlyMap<string, bigint>, key: string): bigint {
  return sums.get(key) ?? 0n;
}

function equal(database: bigint, rule: ExceptionRule | null): Judged {
  return { isEqual: true, isExcused: false, rule, database };
}

function excused(database: bigint, rule: ExceptionRule): Judged {
  return { isEqual: false, isExcused: true, rule, database };
}

function differs(database: bigint): Judged {
  return { isEqual: false, isExcused: false, rule: null, database };
}
