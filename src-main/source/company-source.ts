import type { Stream } from "../catalog/stream.ts";
import type { CompanyDetails, CompanyIdentity } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
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
import { DecodeError, readInteger } from "./numbers.ts";
import type { OutgoingRequest } from "./client.ts";
import type { AnswerConsumer, ExchangeResult } from "./exchange.ts";

/** A printed value of one line by its column. */
type ValueOf = (column: string) => string;

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
    make: (value: ValueOf) => T,
    signal: AbortSignal,
  ): Promise<{ readonly answer: Answer; readonly values: readonly T[] }> {
    const values: T[] = [];
    const layout = written.layout.rows;
    const onRow = (line: ReadLine): void => {
      if (layout !== null) values.push(readOrRefuse(() => make((column) => textOf(layout, line, column))));
    };
    const answer = await read(written, summary, mustCover, onRow, signal);
    return { answer, values };
  }

  const guidOf = (value: ValueOf): string => expandGuid(value("tally_guid"), identity.guid);
  const toCensusEntry = (value: ValueOf): CensusEntry => ({
    guid: guidOf(value),
    masterId: readInteger(value("master_id")),
    alterId: readInteger(value("alter_id")),
  });

  return {
    identity,
    details: async (signal) => {
      const period = mastersPeriod();
      const written = writeDetailsRequest(scopeOf(period));
      const { values } = await collect(written, "company details", period, toDetails, signal);
      const [details] = values;
      if (details === undefined)
        throw new ReplicaError("SOURCE_COMPANY_NOT_OPEN", { company: identity.name });
      return details;
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
      const { answer, values } = await collect(
        written,
        summary,
        coverOf(window, identity),
        toFingerprint,
        signal,
      );
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
        date: dayOf(value("date")),
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

function toDetails(value: ValueOf): CompanyDetails {
  return {
    baseCurrency: value("baseCurrency"),
    country: value("country"),
    state: value("state"),
    gstin: value("gstin"),
    dataFolder: value("dataFolder"),
  };
}

function toFingerprint(value: ValueOf): DayFingerprint {
  return {
    date: dayOf(value("date")),
    count: readInteger(value("count")),
    sumMasterId: readInteger(value("sumMasterId")),
    sumAlterId: readInteger(value("sumAlterId")),
  };
}

/** A census or a sum that cannot be read proves nothing: the answer is refused as a whole. */
function readOrRefuse<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    throw new ReplicaError("SOURCE_ANSWERS_DIFFERENTLY", { message: error.message }, { cause: error });
  }
}

function dayOf(text: string): string {
  const day = readDate(text);
  if (day === null) throw new DecodeError("a day is missing");
  return day;
}

function spanOf(window: DateWindow): string {
  return window.from === window.to ? window.from : `${window.from} to ${window.to}`;
}

/** Tally may begin a period no earlier than the books: no voucher stands before them. */
function coverOf(window: DateWindow, identity: CompanyIdentity): Period {
  return { from: window.from < identity.booksFrom ? identity.booksFrom : window.from, to: window.to };
}
