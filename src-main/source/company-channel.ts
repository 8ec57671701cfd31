import type { Stream } from "../catalog/stream.ts";
import type { CompanyIdentity, ProbedCompany } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { OutgoingRequest } from "./client.ts";
import type { Period } from "./envelope.ts";
import type { AnswerConsumer, ExchangeResult } from "./exchange.ts";
import type { Installation } from "./installation.ts";
import { periodFor } from "./period.ts";
import { readProvenAnswer } from "./proven-answer.ts";
import type { WrittenReport } from "./report.ts";
import type { Scope } from "./request.ts";
import type { ReadLine } from "./row-reader.ts";
import type { Answer } from "./source.ts";

/** How this installation is asked; the part of Installation that requests depend on. */
export type Forms = Pick<
  Installation,
  | "countersForm"
  | "headForm"
  | "isCounted"
  | "vouchersForm"
  | "fingerprintsForm"
  | "isAbsenceProven"
  | "isEducational"
  | "refusedStreams"
>;

/** What the best-known releases do; used until an installation has shown something else. */
export const usualForms: Forms = {
  countersForm: "report",
  headForm: "parts",
  isCounted: true,
  vouchersForm: "short",
  fingerprintsForm: "report",
  isAbsenceProven: true,
  isEducational: false,
  refusedStreams: [],
};

/** What a company's requests need of the Tally they go to. */
export interface CompanyChannel {
  /** Checks the request, sends it, waits its turn. */
  ask(request: OutgoingRequest, consumer: AnswerConsumer, signal: AbortSignal): Promise<ExchangeResult>;
  /** The company as the latest probe shows it; throws SOURCE_COMPANY_NOT_OPEN and its kin. */
  requireLoaded(identity: CompanyIdentity): ProbedCompany;
  probe(signal: AbortSignal): Promise<readonly ProbedCompany[]>;
  hasVoucher(identity: CompanyIdentity, masterId: number, signal: AbortSignal): Promise<boolean>;
  readonly vouchers: Stream;
  forms(): Forms;
  today(): string;
}

export interface Asker {
  readonly scopeOf: (window: Period) => Scope;
  /** What the effective period must cover. Tally may begin it with the books: no voucher stands before them. */
  readonly coverOf: (window: Period) => Period;
  readonly read: (
    written: WrittenReport,
    summary: string,
    cover: Period,
    onRow: (line: ReadLine) => void,
    signal: AbortSignal,
  ) => Promise<Answer>;
}

export function createAsker(identity: CompanyIdentity, channel: CompanyChannel): Asker {
  async function read(
    written: WrittenReport,
    summary: string,
    cover: Period,
    onRow: (line: ReadLine) => void,
    signal: AbortSignal,
  ): Promise<Answer> {
    const inParts = channel.forms().headForm === "parts";
    if (!inParts) await channel.probe(signal);
    const before = channel.requireLoaded(identity);
    const reading = readProvenAnswer(written.layout, { identity, mustCover: cover }, onRow);
    const request = {
      text: written.text,
      encoding: "utf-16" as const,
      summary: `${identity.name}: ${summary}`,
    };
    const { bytes, elapsedMs } = await channel.ask(request, reading.consumer, signal);
    const { head, rowCount } = reading.proof();
    if (inParts) return { head, rowCount, bytes, elapsedMs };
    await checkMastersStill(before, signal);
    const { mastersCounter, vouchersCounter } = before;
    return { head: { ...head, mastersCounter, vouchersCounter }, rowCount, bytes, elapsedMs };
  }

  /** Where the head has no counters, the probe before counts; masters that moved meanwhile spoil the names. */
  async function checkMastersStill(before: ProbedCompany, signal: AbortSignal): Promise<void> {
    await channel.probe(signal);
    if (channel.requireLoaded(identity).mastersCounter !== before.mastersCounter) {
      throw new ReplicaError("SOURCE_MASTERS_MOVED", { company: identity.name });
    }
  }

  return {
    scopeOf: (window) => {
      const { isCounted, headForm, isEducational } = channel.forms();
      const period = periodFor(window, isEducational);
      return { company: identity.name, companyGuid: identity.guid, period, isCounted, headForm };
    },
    coverOf: (window) => ({
      from: window.from < identity.booksFrom ? identity.booksFrom : window.from,
      to: window.to,
    }),
    read,
  };
}
