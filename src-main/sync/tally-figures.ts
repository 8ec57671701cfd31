import { type ErrorCode, isReplicaError } from "../contract/errors.ts";
import type { Figures, VouchersOfMonth } from "../source/company-figures.ts";
import type { NamedBalance, StockFigure } from "../source/figures.ts";
import type { DateWindow, DayFingerprint, Head } from "../source/source.ts";
import { addDays, earlierDate } from "./dates.ts";
import type { RunContext } from "./run-context.ts";
import { type DayCount, planWindows } from "./window.ts";

/** The counters that two answers share when nothing was changed between them. */
export class CounterWatch {
  readonly #seen = new Set<string>();
  #last: Head | null = null;

  note(head: Head): void {
    this.#seen.add(`${head.mastersCounter} ${head.vouchersCounter}`);
    this.#last = head;
  }

  get isSteady(): boolean {
    return this.#seen.size <= 1;
  }

  get last(): Head | null {
    return this.#last;
  }
}

/** Tally says itself that it does not do what was asked, or once went away with it. Anything else may be a moment. */
const notGiven: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_UNKNOWN_REQUEST",
  "SOURCE_LINE_ERROR",
  "SOURCE_STATUS_ZERO",
  "SOURCE_ERROR_MESSAGE",
  "SOURCE_EXCEPTION",
  "SOURCE_REQUEST_HELD_BACK",
]);

/** Tally's closing figures by day, each asked once. */
export class TallyFigures {
  readonly #run: RunContext;
  readonly #counters: CounterWatch;
  readonly #balances = new Map<string, readonly NamedBalance[]>();
  readonly #stock = new Map<string, readonly StockFigure[]>();
  #slowestMs = 0;

  constructor(run: RunContext, counters: CounterWatch) {
    this.#run = run;
    this.#counters = counters;
  }

  /** How long the slowest of the built-in reports held Tally. */
  get slowestMs(): number {
    return this.#slowestMs;
  }

  async balances(date: string): Promise<readonly NamedBalance[]> {
    const { source, signal, beginsOn } = this.#run;
    return this.#once(this.#balances, date, () => source.trialBalance(date, signal, beginsOn));
  }

  async stock(date: string): Promise<readonly StockFigure[]> {
    const { source, signal } = this.#run;
    return this.#once(this.#stock, date, () => source.stockSummary(date, signal));
  }

  /** Null where this Tally does not give them: what it does give is compared. */
  async ifGiven<T>(what: string, ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (!isReplicaError(error) || !notGiven.has(error.code)) throw error;
      this.#run.log.warn("Tally gives no such figures", { what, code: error.code });
      return null;
    }
  }

  /** Counted in windows, because a count walks every voucher. */
  async voucherCounts(span: DateWindow, days: readonly DayCount[]): Promise<readonly VouchersOfMonth[]> {
    const found: VouchersOfMonth[] = [];
    for (const window of planWindows(span, days, this.#run.limits.windows.walked)) {
      const { head, figures } = await this.#run.source.vouchersPerTypeAndMonth(window, this.#run.signal);
      this.#counters.note(head);
      found.push(...figures);
    }
    return found;
  }

  async fingerprints(span: DateWindow, days: readonly DayCount[]): Promise<readonly DayFingerprint[]> {
    const found: DayFingerprint[] = [];
    for (const window of planWindows(span, days, this.#run.limits.windows.walked)) {
      const answer = await this.#run.source.fingerprintDays(window, this.#run.signal);
      this.#counters.note(answer.head);
      found.push(...answer.days);
    }
    return found;
  }

  async #once<T>(
    known: Map<string, readonly T[]>,
    date: string,
    ask: () => Promise<Figures<T>>,
  ): Promise<readonly T[]> {
    const before = known.get(date);
    if (before !== undefined) return before;
    const startedMs = this.#run.clock.now().getTime();
    const { head, figures } = await ask();
    this.#slowestMs = Math.max(this.#slowestMs, this.#run.clock.now().getTime() - startedMs);
    this.#counters.note(head);
    known.set(date, figures);
    return figures;
  }
}

/**
 * The day at whose end figures are compared: the one wanted, or the nearest one that Tally shows: its current period may
 * end before (protocol §5.7), and an Educational licence knows few days. A later day shows the whole book as well.
 */
export async function findClosingDay(
  figures: TallyFigures,
  wanted: string,
  { booksFrom, mayBeLater }: { readonly booksFrom: string; readonly mayBeLater: boolean },
): Promise<string> {
  let date = wanted;
  for (;;) {
    try {
      await figures.balances(date);
      return date;
    } catch (error) {
      if (!isReplicaError(error, "SOURCE_OTHER_PERIOD")) throw error;
      const answered = dayIn(error.details["answered"]);
      const isLater = answered !== null && mayBeLater && date === wanted && answered > wanted;
      const isEarlier = answered !== null && answered < date && answered >= booksFrom;
      date = isLater || isEarlier ? answered : addDays(`${earlierDate(date, wanted).slice(0, 7)}-01`, -1);
      if (date < booksFrom) throw error;
    }
  }
}

/** The day that Tally shows instead; null where another period was answered, of which no end can be believed. */
function dayIn(answered: unknown): string | null {
  return typeof answered === "string" && /^\d{4}-\d{2}-\d{2}$/.test(answered) ? answered : null;
}

export function endOfMonth(date: string): string {
  return addDays(`${addDays(`${date.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1);
}
