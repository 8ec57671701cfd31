import type { Stream } from "../catalog/stream.ts";
import type { Chosen } from "../contract/choice.ts";
import type { Clock } from "../contract/clock.ts";
import type { Logger } from "../contract/logger.ts";
import type { RunProgress, SyncType } from "../contract/run.ts";
import type { Destination, Fence, WriteStamp } from "../destination/destination.ts";
import type { CompanyFigures } from "../source/company-figures.ts";
import type { CompanySource } from "../source/source.ts";
import type { RunCounts } from "./counts.ts";
import type { DeleteLimits } from "./safety-catch.ts";
import type { SeamListener } from "./seams.ts";
import { endOfTime, type WindowLimits } from "./window.ts";

/** One run of one company: everything its steps share. */
export interface RunContext {
  readonly companyId: number;
  readonly companyName: string;
  /** The latest voucher date as Tally shows it; people date vouchers years ahead, by intent or by mistake. */
  readonly lastVoucherDate: string | null;
  /** The vouchers counter as the list of companies showed it: there are at most so many changes. */
  readonly vouchersCounter: number | null;
  /** The masters counter likewise: there are at most so many masters. */
  readonly mastersCounter: number | null;
  readonly source: CompanySource & CompanyFigures;
  readonly destination: Destination;
  readonly fence: Fence;
  readonly runId: string;
  readonly syncType: SyncType;
  /** What of the company is replicated. */
  readonly chosen: Chosen;
  /** First day of the replicated books: no voucher before it is kept, and openings stand as of it. */
  readonly beginsOn: string;
  readonly masterStreams: readonly Stream[];
  readonly voucherStream: Stream;
  readonly counts: RunCounts;
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly limits: RunLimits;
  /** The timer leaves Tally half of the time while it looks through the whole book; a person who waits does not. */
  readonly isPaced: boolean;
  readonly seam: SeamListener;
  report(progress: Omit<RunProgress, "company">): void;
}

export interface RunLimits {
  readonly deletes: DeleteLimits;
  readonly windows: WindowLimits;
  /** Tally is held by one request at most about this long. */
  readonly holdMs: number;
}

/** Whether the replica begins later than the books, so that openings are brought forward. */
export function beginsLater(run: Pick<RunContext, "chosen" | "beginsOn" | "source">): boolean {
  return run.chosen.from !== null && run.beginsOn > run.source.identity.booksFrom;
}

export function stampOf(run: RunContext, syncStatus: WriteStamp["syncStatus"]): WriteStamp {
  return { companyId: run.companyId, runId: run.runId, at: run.clock.now().toISOString(), syncStatus };
}

/** Where windows "to the end of time" end: behind every voucher that Tally or the replica knows of. */
export function endOfBook(run: RunContext, newestStored: string | null): string {
  const known = [run.lastVoucherDate, newestStored].filter((date) => date !== null);
  return endOfTime(known.sort().at(-1) ?? null, today(run));
}

export function today(run: RunContext): string {
  return run.clock.now().toISOString().slice(0, 10);
}
