import type { CompanyIdentity } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { ValueOf } from "./census.ts";
import type { Asker, CompanyChannel } from "./company-channel.ts";
import { readDate } from "./dates.ts";
import type { Period } from "./envelope.ts";
import {
  type FiguresReading,
  type NamedBalance,
  type StockFigure,
  readStockSummary,
  readTrialBalance,
  writeStockSummaryRequest,
  writeTrialBalanceRequest,
} from "./figures.ts";
import { readInteger } from "./numbers.ts";
import { periodFor } from "./period.ts";
import type { WrittenReport } from "./report.ts";
import { writeHeadRequest, writeVouchersPerTypeRequest } from "./request.ts";
import type { Answer, DateWindow, Head } from "./source.ts";

export interface Figures<T> {
  /** Who answered, with which counters, right before. */
  readonly head: Head;
  readonly figures: readonly T[];
}

export interface VouchersOfMonth {
  readonly voucherTypeName: string;
  /** First day of the month. */
  readonly month: string;
  readonly count: number;
}

/** Tally's own figures, for verify. */
export interface CompanyFigures {
  /**
   * Closing balance of every ledger at the end of a day, with Tally's "Opening Stock" row (protocol §5.10). The period
   * begins with the books or on `from`: whether ledgers of profit and loss show what was posted since then or since the
   * year began is not recorded, so a replica that begins later asks from there.
   */
  trialBalance(date: string, signal: AbortSignal, from?: string): Promise<Figures<NamedBalance>>;
  /** Closing stock at the end of a day. */
  stockSummary(date: string, signal: AbortSignal): Promise<Figures<StockFigure>>;
  vouchersPerTypeAndMonth(window: DateWindow, signal: AbortSignal): Promise<Figures<VouchersOfMonth>>;
}

type Collect = <T>(
  written: WrittenReport,
  asked: { readonly summary: string; readonly cover: Period },
  make: (value: ValueOf) => T,
  signal: AbortSignal,
) => Promise<{ readonly answer: Answer; readonly values: readonly T[] }>;

export function createFigures(
  identity: CompanyIdentity,
  channel: CompanyChannel,
  asker: Asker,
  collect: Collect,
): CompanyFigures {
  /** Built-in reports carry no head, so company and period are proven by a small request right before. */
  async function askReport<T>(
    date: string,
    write: (company: string, period: Period) => string,
    reading: FiguresReading<T>,
    summary: string,
    signal: AbortSignal,
    from = identity.booksFrom,
  ): Promise<Figures<T>> {
    const period = { from, to: date };
    const asked = periodFor(period, channel.forms().isEducational);
    if (asked.to !== date) {
      // A later day would show other balances.
      throw new ReplicaError("SOURCE_OTHER_PERIOD", {
        company: identity.name,
        asked: date,
        answered: asked.to,
      });
    }
    // Where the period ends is looked at below: a Tally that shows an earlier day than the one asked for says which.
    const cover = { from: period.from, to: period.from };
    const written = writeHeadRequest(asker.scopeOf(period));
    const { head } = await asker.read(written, "head", cover, () => {}, signal);
    if (head.to !== date) {
      throw new ReplicaError("SOURCE_OTHER_PERIOD", {
        company: identity.name,
        asked: date,
        answered: head.to,
      });
    }
    const text = write(identity.name, asked);
    const request = { text, encoding: "utf-16" as const, summary: `${identity.name}: ${summary} ${date}` };
    await channel.ask(request, reading.consumer, signal);
    return { head, figures: reading.figures() };
  }

  return {
    trialBalance: (date, signal, from) =>
      askReport(date, writeTrialBalanceRequest, readTrialBalance(), "trial balance", signal, from),
    stockSummary: (date, signal) =>
      askReport(date, writeStockSummaryRequest, readStockSummary(), "stock summary", signal),
    vouchersPerTypeAndMonth: async (window, signal) => {
      const written = writeVouchersPerTypeRequest(asker.scopeOf(window), window);
      const asked = { summary: "vouchers per type and month", cover: asker.coverOf(window) };
      const { answer, values } = await collect(written, asked, toVouchersOfMonth, signal);
      return { head: answer.head, figures: values };
    },
  };
}

function toVouchersOfMonth(value: ValueOf): VouchersOfMonth {
  return {
    voucherTypeName: value("voucherTypeName"),
    month: readDate(value("month")) ?? "",
    count: readInteger(value("count")),
  };
}
