import type { Stream } from "../catalog/stream.ts";
import type { CompanyIdentity } from "../contract/company.ts";
import { createNormaliser } from "./normalise.ts";
import { readProvenAnswer, textOf } from "./proven-answer.ts";
import type { Period, WrittenReport } from "./report.ts";
import {
  type Scope,
  expandGuid,
  writeDetailsRequest,
  writeFingerprintRequest,
  writeMastersCensusRequest,
  writeMastersRequest,
  writeVoucherNumbersRequest,
  writeVouchersCensusRequest,
  writeVouchersRequest,
} from "./request.ts";
import type { ReadLine } from "./row-reader.ts";
import type {
  Answer,
  CensusEntry,
  CompanySource,
  DateWindow,
  DayFingerprint,
  RowSink,
  VoucherNumber,
} from "./source.ts";
import { readDate } from "./dates.ts";
import { readInteger } from "./numbers.ts";
import type { OutgoingRequest } from "./client.ts";
import type { AnswerConsumer, ExchangeResult } from "./exchange.ts";

/** What a company's requests need of the Tally they go to. */
export interface CompanyChannel {
  /** Checks the request, sends it, waits its turn. */
  ask(request: OutgoingRequest, consumer: AnswerConsumer, signal: AbortSignal): Promise<ExchangeResult>;
  /** Throws unless the latest probe shows exactly this company; SOURCE_COMPANY_NOT_OPEN and its kin. */
  requireLoaded(identity: CompanyIdentity): void;
  hasVoucher(identity: CompanyIdentity, masterId: number, signal: AbortSignal): Promise<boolean>;
  readonly vouchers: Stream;
  /** Whether the end line counts the rows. */
  readonly isCounted: boolean;
  /** The period variables that make Tally look at the window: widened where a licence allows few days. */
  periodOf(window: Period): Period;
  today(): string;
}

export function createCompanySource(identity: CompanyIdentity, channel: CompanyChannel): CompanySource {
  /** Openings are those of the books only when the period begins with them (protocol §5.7). */
  const mastersPeriod = (): Period => {
    const today = channel.today();
    return { from: identity.booksFrom, to: today > identity.booksFrom ? today : identity.booksFrom };
  };

  const scopeOf = (window: Period): Scope => ({
    company: identity.name,
    companyGuid: identity.guid,
    period: channel.periodOf(window),
    isCounted: channel.isCounted,
  });

  async function read(
    written: WrittenReport,
    summary: string,
    mustCover: Period,
    onRow: (line: ReadLine) => void,
    signal: AbortSignal,
  ): Promise<Answer> {
    channel.requireLoaded(identity);
    const reading = readProvenAnswer(written.layout, { identity, mustCover }, onRow);
    const request = {
      text: written.text,
      encoding: "utf-16" as const,
      summary: `${identity.name}: ${summary}`,
    };
    const { bytes, elapsedMs } = await channel.ask(request, reading.consumer, signal);
    return { ...reading.proof(), bytes, elapsedMs };
  }

  async function readEntities(
    stream: Stream,
    written: WrittenReport,
    summary: string,
    mustCover: Period,
    sink: RowSink,
    signal: AbortSignal,
  ): Promise<Answer> {
    const rows = written.layout.rows;
    if (rows === null) throw new RangeError("a request for rows has a line for them");
    const normalise = createNormaliser(stream, rows, identity.guid);
    const onRow = (line: ReadLine): void => {
      const normalised = normalise(line);
      if (normalised.kind === "row") sink.onRow(normalised.row);
      else sink.onReject(normalised.record);
    };
    return read(written, summary, mustCover, onRow, signal);
  }

  /** Rows of a few plain values, collected. A value that cannot be read fails the whole answer. */
  async function collect<T>(
    written: WrittenReport,
    summary: string,
    mustCover: Period,
    make: (value: (column: string) => string) => T,
    signal: AbortSignal,
  ): Promise<{ readonly answer: Answer; readonly values: readonly T[] }> {
    const values: T[] = [];
    const layout = written.layout.rows;
    const onRow = (line: ReadLine): void => {
      if (layout !== null) values.push(make((column) => textOf(layout, line, column)));
    };
    const answer = await read(written, summary, mustCover, onRow, signal);
    return { answer, values };
  }

  const guidOf = (value: (column: string) => string): string =>
    expandGuid(value("tally_guid"), identity.guid);
  const toCensusEntry = (value: (column: string) => string): CensusEntry => ({
    guid: guidOf(value),
    masterId: readInteger(value("master_id")),
    alterId: readInteger(value("alter_id")),
  });

  return {
    identity,
    details: async (signal) => {
      const period = mastersPeriod();
      const text = (value: (column: string) => string): ((column: string) => string) => value;
      const written = writeDetailsRequest(scopeOf(period));
      const { values } = await collect(
        written,
        "company details",
        period,
        (value) => {
          const read = text(value);
          return {
            baseCurrency: read("baseCurrency"),
            country: read("country"),
            state: read("state"),
            gstin: read("gstin"),
            dataFolder: read("dataFolder"),
          };
        },
        signal,
      );
      const empty = { baseCurrency: "", country: "", state: "", gstin: "", dataFolder: "" };
      return values[0] ?? empty;
    },
    readMasters: async (stream, { afterAlterId }, sink, signal) => {
      const period = mastersPeriod();
      const written = writeMastersRequest(scopeOf(period), stream, afterAlterId ?? null);
      return readEntities(stream, written, stream.name, period, sink, signal);
    },
    censusMasters: async (stream, signal) => {
      const period = mastersPeriod();
      const written = writeMastersCensusRequest(scopeOf(period), stream);
      const { answer, values } = await collect(
        written,
        `census of ${stream.name}`,
        period,
        toCensusEntry,
        signal,
      );
      return { ...answer, entries: values };
    },
    readVouchers: async (options, sink, signal) => {
      const written = writeVouchersRequest(scopeOf(options.window), channel.vouchers, options);
      const summary = `vouchers ${spanOf(options.window)}`;
      return readEntities(
        channel.vouchers,
        written,
        summary,
        coverOf(options.window, identity),
        sink,
        signal,
      );
    },
    censusVouchers: async (window, signal) => {
      const written = writeVouchersCensusRequest(scopeOf(window), window);
      const summary = `census of vouchers ${spanOf(window)}`;
      const cover = coverOf(window, identity);
      const { answer, values } = await collect(written, summary, cover, toCensusEntry, signal);
      return { ...answer, entries: values };
    },
    fingerprintDays: async (window, signal) => {
      const written = writeFingerprintRequest(scopeOf(window), window);
      const summary = `sums per day ${spanOf(window)}`;
      const make = (value: (column: string) => string): DayFingerprint => ({
        date: readDate(value("date")) ?? "",
        count: readInteger(value("count")),
        sumMasterId: readInteger(value("sumMasterId")),
        sumAlterId: readInteger(value("sumAlterId")),
      });
      const { answer, values } = await collect(written, summary, coverOf(window, identity), make, signal);
      return { ...answer, days: values };
    },
    readVoucherNumbers: async ({ window, voucherTypeName }, signal) => {
      const written = writeVoucherNumbersRequest(scopeOf(window), window, voucherTypeName);
      const summary = `numbers of ${voucherTypeName} ${spanOf(window)}`;
      const make = (
        value: (column: string) => string,
      ): VoucherNumber & { readonly voucherTypeName: string } => ({
        guid: guidOf(value),
        masterId: readInteger(value("master_id")),
        date: readDate(value("date")) ?? "",
        voucherNumber: value("voucherNumber"),
        voucherTypeName: value("voucherTypeName"),
      });
      const { answer, values } = await collect(written, summary, coverOf(window, identity), make, signal);
      const numbers = values
        .filter((number) => number.voucherTypeName === voucherTypeName)
        .map(({ guid, masterId, date, voucherNumber }) => ({ guid, masterId, date, voucherNumber }));
      return { ...answer, numbers };
    },
    hasVoucher: (masterId, signal) => channel.hasVoucher(identity, masterId, signal),
  };
}

function spanOf(window: DateWindow): string {
  return window.from === window.to ? window.from : `${window.from} to ${window.to}`;
}

/** Tally may begin a period no earlier than the books: no voucher stands before them. */
function coverOf(window: DateWindow, identity: CompanyIdentity): Period {
  return { from: window.from < identity.booksFrom ? identity.booksFrom : window.from, to: window.to };
}
