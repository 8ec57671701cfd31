import { plainReading } from "../catalog/plain.ts";
import type { Stream } from "../catalog/stream.ts";
import type { CompanyDetails, CompanyIdentity } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import {
  type ValueOf,
  readFingerprintCollection,
  readOrRefuse,
  toCensusEntry,
  sumPerDay,
  toFingerprint,
  toNumberSums,
  toSingleFingerprint,
  toVoucherNumber,
} from "./census.ts";
import { type CompanyChannel, createAsker } from "./company-channel.ts";
import { type CompanyFigures, createFigures } from "./company-figures.ts";
import { readDate } from "./dates.ts";
import type { Period } from "./envelope.ts";
import { createNormaliser } from "./normalise.ts";
import { textOf } from "./proven-answer.ts";
import type { WrittenReport } from "./report.ts";
import {
  writeDetailsRequest,
  writeFingerprintCollectionRequest,
  writeDatedCensusRequest,
  writeFingerprintRequest,
  writeHeadRequest,
  writeMastersCensusRequest,
  writeMastersRequest,
  writeNumberSumsRequest,
  writePlainCensusRequest,
  writeVoucherNumbersRequest,
  writeVouchersCensusRequest,
  writeVouchersRequest,
} from "./request.ts";
import type { ReadLine } from "./row-reader.ts";
import type { Answer, CompanySource, DateWindow, DayFingerprint, RowSink } from "./source.ts";

/** One company of one Tally: every method writes a request, checks it, sends it and proves the answer. */
export function createCompanySource(
  identity: CompanyIdentity,
  channel: CompanyChannel,
): CompanySource & CompanyFigures {
  const asker = createAsker(identity, channel);
  const { scopeOf, coverOf, read } = asker;

  /** Openings are those of the books only when the period begins with them (protocol §5.7). */
  const mastersPeriod = (): Period => {
    const today = channel.today();
    return { from: identity.booksFrom, to: today > identity.booksFrom ? today : identity.booksFrom };
  };

  const plain = plainReading(channel.vouchers);
  const vouchersAsked = (): Stream => (channel.forms().vouchersForm === "plain" ? plain : channel.vouchers);

  async function readEntities(
    stream: Stream,
    written: WrittenReport,
    asked: { readonly summary: string; readonly cover: Period },
    sink: RowSink,
    signal: AbortSignal,
  ): Promise<Answer> {
    const rows = written.layout.rows;
    if (rows === null) throw new RangeError("a request for rows has a line for them");
    const normalise = createNormaliser(stream, rows, identity.guid);
    const seen = new Set<string>();
    const onRow = (line: ReadLine): void => {
      const normalised = normalise(line);
      if (normalised.kind === "row") {
        const { guid } = normalised.row;
        if (seen.has(guid)) throw twice(guid);
        seen.add(guid);
        sink.onRow(normalised.row);
      } else sink.onReject(normalised.record);
    };
    return read(written, asked.summary, asked.cover, onRow, signal);
  }

  /** Rows of a few plain values, collected. A value that cannot be read refuses the whole answer. */
  async function collect<T>(
    written: WrittenReport,
    asked: { readonly summary: string; readonly cover: Period },
    make: (value: ValueOf) => T,
    signal: AbortSignal,
  ): Promise<{ readonly answer: Answer; readonly values: readonly T[] }> {
    const values: T[] = [];
    const layout = written.layout.rows;
    const onRow = (line: ReadLine): void => {
      if (layout !== null) values.push(readOrRefuse(() => make((column) => textOf(layout, line, column))));
    };
    const answer = await read(written, asked.summary, asked.cover, onRow, signal);
    return { answer, values };
  }

  /** Without the report form: the head is asked before, and a head that moved afterwards refuses the sums. */
  async function fingerprintByCollection(
    window: DateWindow,
    signal: AbortSignal,
  ): Promise<Answer & { readonly days: readonly DayFingerprint[] }> {
    const askHead = (): Promise<Answer> =>
      read(writeHeadRequest(scopeOf(window)), "head", coverOf(window), () => {}, signal);
    const before = await askHead();
    const text = writeFingerprintCollectionRequest(scopeOf(window), window);
    const reading = readFingerprintCollection(window);
    const summary = `${identity.name}: sums per day ${spanOf(window)}`;
    const request = { text, encoding: "utf-16" as const, summary };
    const { bytes, elapsedMs } = await channel.ask(request, reading.consumer, signal);
    const after = await askHead();
    if (after.head.vouchersCounter !== before.head.vouchersCounter) {
      throw new ReplicaError("SOURCE_ANSWERS_DIFFERENTLY", {
        message: "vouchers were changed while sums were read",
      });
    }
    return { head: before.head, rowCount: reading.days().length, bytes, elapsedMs, days: reading.days() };
  }

  /** Where Tally gives no sums, a census with dates is summed here: the same figures, at more characters. */
  async function fingerprintByCensus(
    window: DateWindow,
    signal: AbortSignal,
  ): Promise<Answer & { readonly days: readonly DayFingerprint[] }> {
    const asked = { summary: `dated census ${spanOf(window)}`, cover: coverOf(window) };
    const written = writeDatedCensusRequest(scopeOf(window), window);
    const make = (value: ValueOf): DayFingerprint => toSingleFingerprint(value, identity);
    const { answer, values } = await collect(written, asked, make, signal);
    return { ...answer, days: sumPerDay(values) };
  }

  return {
    identity,
    ...createFigures(identity, channel, asker, collect),
    details: async (signal) => {
      const cover = mastersPeriod();
      const asked = { summary: "company details", cover };
      const { values } = await collect(writeDetailsRequest(scopeOf(cover)), asked, toDetails, signal);
      const [details] = values;
      if (details === undefined)
        throw new ReplicaError("SOURCE_COMPANY_NOT_OPEN", { company: identity.name });
      return details;
    },
    readMasters: async (stream, filter, sink, signal) => {
      const cover = mastersPeriod();
      const written = writeMastersRequest(scopeOf(cover), stream, filter);
      return readEntities(stream, written, { summary: stream.name, cover }, sink, signal);
    },
    censusMasters: async (stream, signal) => {
      const cover = mastersPeriod();
      const asked = { summary: `census of ${stream.name}`, cover };
      const written = writeMastersCensusRequest(scopeOf(cover), stream);
      const { answer, values } = await collect(
        written,
        asked,
        (value) => toCensusEntry(value, identity),
        signal,
      );
      return { ...answer, entries: values };
    },
    readVouchers: async (options, sink, signal) => {
      const { window } = options;
      const vouchers = vouchersAsked();
      const written = writeVouchersRequest(scopeOf(window), vouchers, options);
      const asked = { summary: `vouchers ${spanOf(window)}`, cover: coverOf(window) };
      return readEntities(vouchers, written, asked, sink, signal);
    },
    censusVouchers: async (window, signal) => {
      const asked = { summary: `census of vouchers ${spanOf(window)}`, cover: coverOf(window) };
      const written = writeVouchersCensusRequest(scopeOf(window), window);
      const { answer, values } = await collect(
        written,
        asked,
        (value) => toCensusEntry(value, identity),
        signal,
      );
      return { ...answer, entries: values };
    },
    latestVoucherDate: async (signal) => {
      await channel.probe(signal);
      return channel.requireLoaded(identity).lastVoucherDate;
    },
    hasAnyVoucher: async (window, signal) => {
      const asked = { summary: `any voucher ${spanOf(window)}`, cover: coverOf(window) };
      const written = writePlainCensusRequest(scopeOf(window), window);
      const { values } = await collect(written, asked, (value) => toCensusEntry(value, identity), signal);
      return values.length > 0;
    },
    fingerprintDays: async (window, signal) => {
      const form = channel.forms().fingerprintsForm;
      if (form === "collection") return fingerprintByCollection(window, signal);
      if (form === "none") return fingerprintByCensus(window, signal);
      const asked = { summary: `sums per day ${spanOf(window)}`, cover: coverOf(window) };
      const written = writeFingerprintRequest(scopeOf(window), window);
      const { answer, values } = await collect(written, asked, toFingerprint, signal);
      return { ...answer, days: values };
    },
    readVoucherNumbers: async ({ window, voucherTypeName }, signal) => {
      const asked = { summary: `numbers of ${voucherTypeName} ${spanOf(window)}`, cover: coverOf(window) };
      const written = writeVoucherNumbersRequest(scopeOf(window), window, voucherTypeName);
      const { answer, values } = await collect(written, asked, toVoucherNumber, signal);
      const numbers = values
        .filter((number) => number.voucherTypeName === "" || number.voucherTypeName === voucherTypeName)
        .map(({ masterId, voucherNumber }) => ({ masterId, voucherNumber }));
      return { ...answer, numbers };
    },
    sumVoucherNumbers: async ({ window, voucherTypeName }, signal) => {
      const written = writeNumberSumsRequest(scopeOf(window), window, voucherTypeName);
      if (written === null || channel.forms().fingerprintsForm !== "report") return null;
      const asked = { summary: `sums of ${voucherTypeName} ${spanOf(window)}`, cover: coverOf(window) };
      const { answer, values } = await collect(written, asked, toNumberSums, signal);
      if (values.length === 0) return { ...answer, sums: { count: 0, sumNumber: 0, sumProduct: 0 } };
      return { ...answer, sums: values.length === 1 ? (values[0] ?? null) : null };
    },
    hasVoucher: async (masterId, signal) => {
      // Where absence is not told as expected, asking proves nothing.
      if (!channel.forms().isAbsenceProven) {
        throw new ReplicaError("SOURCE_ANSWERS_DIFFERENTLY", { message: "absence of a voucher is not told" });
      }
      return channel.hasVoucher(identity, masterId, signal);
    },
  };
}

function toDetails(value: ValueOf): CompanyDetails {
  return {
    startingFrom: readDate(value("startingFrom")),
    baseCurrency: value("baseCurrency"),
    country: value("country"),
    state: value("state"),
    gstin: value("gstin"),
    dataFolder: value("dataFolder"),
  };
}

/** A row that comes twice leaves open which of the two is true. */
function twice(guid: string): ReplicaError {
  return new ReplicaError("SOURCE_ANSWERS_DIFFERENTLY", { message: `the same entry twice: ${guid}` });
}

function spanOf(window: DateWindow): string {
  return window.from === window.to ? window.from : `${window.from} to ${window.to}`;
}
