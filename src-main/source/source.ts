import type { Stream } from "../catalog/stream.ts";
import type { CompanyDetails, CompanyIdentity, ProbedCompany } from "../contract/company.ts";
import type { EntityRow, RejectedRecord } from "../contract/value.ts";

/** A range of voucher dates, both ends included, `YYYY-MM-DD`. */
export interface DateWindow {
  readonly from: string;
  readonly to: string;
}

/** What Tally said about itself at the head of an answer; one request is atomic, so it agrees with the rows. */
export interface Head extends CompanyIdentity {
  readonly mastersCounter: number | null;
  readonly vouchersCounter: number | null;
  /** The period Tally really used. */
  readonly from: string;
  readonly to: string;
}

/** A proven answer: head, end mark and row count were right, the right company and period answered. */
export interface Answer {
  readonly head: Head;
  readonly rowCount: number;
  readonly bytes: number;
  readonly elapsedMs: number;
}

/** Rows are handed over while the answer streams in; nothing of them may be kept unless the promise resolves. */
export interface RowSink {
  onRow(row: EntityRow): void;
  onReject(record: RejectedRecord): void;
}

export interface CensusEntry {
  readonly guid: string;
  readonly masterId: number;
  readonly alterId: number;
}

/** Per day: what Tally itself counts and sums over its vouchers. */
export interface DayFingerprint {
  readonly date: string;
  readonly count: number;
  readonly sumMasterId: number;
  readonly sumAlterId: number;
}

/** Named by MASTERID alone: many may have to be read again, and every character counts. */
export interface VoucherNumber {
  readonly masterId: number;
  readonly voucherNumber: string;
}

/** Over the vouchers of one type in a window, what Tally counts and sums. */
export interface NumberSums {
  readonly count: number;
  readonly sumNumber: number;
  /** Of number times MASTERID: no two vouchers can have exchanged their numbers unseen. */
  readonly sumProduct: number;
}

/** Requests and bytes since the source was made (answers only count with what arrived). */
export interface Traffic {
  readonly requests: number;
  readonly bytes: number;
}

export interface ObjectOptions {
  readonly afterAlterId?: number;
  readonly masterIds?: { readonly from: number; readonly to: number };
}

/** One company of one Tally. Every method is one request; all throw ReplicaError with a SOURCE_ code. */
export interface CompanySource {
  readonly identity: CompanyIdentity;
  details(signal: AbortSignal): Promise<CompanyDetails>;
  /** `masterIds`: only masters whose MASTERID lies in the range, for a type too large for one request. */
  readMasters(stream: Stream, options: ObjectOptions, sink: RowSink, signal: AbortSignal): Promise<Answer>;
  censusMasters(
    stream: Stream,
    signal: AbortSignal,
  ): Promise<Answer & { readonly entries: readonly CensusEntry[] }>;
  /** `masterIds`: only vouchers whose MASTERID lies in the range, for a day too large for one request. */
  readVouchers(
    options: ObjectOptions & { readonly window: DateWindow },
    sink: RowSink,
    signal: AbortSignal,
  ): Promise<Answer>;
  censusVouchers(
    window: DateWindow,
    signal: AbortSignal,
  ): Promise<Answer & { readonly entries: readonly CensusEntry[] }>;
  /** The date of the last voucher as Tally shows it now: a high mark, which deleting does not lower. */
  latestVoucherDate(signal: AbortSignal): Promise<string | null>;
  /** Asked in another shape, where a book seems to hold nothing although its counter says otherwise. */
  hasAnyVoucher(window: DateWindow, signal: AbortSignal): Promise<boolean>;
  fingerprintDays(
    window: DateWindow,
    signal: AbortSignal,
  ): Promise<Answer & { readonly days: readonly DayFingerprint[] }>;
  /** Numbers of one voucher type, for renumbering. */
  readVoucherNumbers(
    options: { readonly window: DateWindow; readonly voucherTypeName: string },
    signal: AbortSignal,
  ): Promise<Answer & { readonly numbers: readonly VoucherNumber[] }>;
  /** Sums of those numbers; null where this Tally gives none that can be relied upon, or where it is not asked. */
  sumVoucherNumbers(
    options: { readonly window: DateWindow; readonly voucherTypeName: string },
    signal: AbortSignal,
  ): Promise<(Answer & { readonly sums: NumberSums | null }) | null>;
  /** Asked by MASTERID; only for a company that the latest probe shows. */
  hasVoucher(masterId: number, signal: AbortSignal): Promise<boolean>;
}

/** How a company's vouchers are asked where not everything of them is wanted. */
export interface CompanyReading {
  readonly vouchers: Stream;
  /** Functions in formulas of the person's own fields, beyond the proven ones. */
  readonly ownFunctions: readonly string[];
}

/** One Tally at one address. It answers one thing at a time; calls queue up. */
export interface TallySource {
  readonly url: string;
  traffic(): Traffic;
  /** GET /: which product answers. */
  ping(signal: AbortSignal): Promise<"TallyPrime" | "Tally.ERP 9">;
  /** All loaded companies with their counters, in one request. */
  probe(signal: AbortSignal): Promise<readonly ProbedCompany[]>;
  company(identity: CompanyIdentity, reading?: CompanyReading): CompanySource;
  /** Optional streams that this release refuses; never asked again. */
  refusedStreams(): readonly string[];
  close(): Promise<void>;
}
