import type { Clock } from "../contract/clock.ts";
import type { Wanted } from "../contract/choice.ts";
import type { CompanyIdentity, ProbedCompany } from "../contract/company.ts";
import type { Logger } from "../contract/logger.ts";
import type { RunProgress, RunReport, RunStarter, SyncType } from "../contract/run.ts";
import type { VerifiedCompany } from "../contract/verify.ts";
import type { Destination } from "../destination/destination.ts";
import type { Fields } from "./fields.ts";
import type { SeamListener } from "./seams.ts";
import type { WindowLimits } from "./window.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import type { CompanyFigures } from "../source/company-figures.ts";
import type { CompanyReading, CompanySource, DateWindow, TallySource } from "../source/source.ts";

/** A Tally that is also asked for its own figures. */
export interface FiguresSource extends TallySource {
  company(identity: CompanyIdentity, reading?: CompanyReading): CompanySource & CompanyFigures;
}

/** Everything the engine needs, made by the entry points (composition roots) and passed in. */
export interface EngineOptions {
  readonly source: FiguresSource;
  readonly destination: Destination;
  readonly memory: AgentMemory;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onProgress: (progress: RunProgress) => void;
  readonly programVersion: string;
  readonly startedBy: RunStarter;
  /**
   * A person typed Tally's address for this very run: a company that came from another address is followed there
   * without asking, unless it is still served at the old one.
   */
  readonly isAddressAgreed?: boolean;
  /** Companies were chosen earlier from a list: one that is neither open nor stored is waited for, not wrong. */
  readonly mayBeUnknown?: boolean;
  /** Told when a run has found that there is something to do; a look that finds nothing is no run. */
  readonly onRun?: (run: StartedWork) => void;
  /** Told as each company of a pass is done; the report of the pass comes when all are. */
  readonly onRunEnd?: (report: RunReport) => void;
  readonly onVerifyEnd?: (company: VerifiedCompany) => void;
  /** Told when what a run touched was compared, and nothing but its verdict is new: the rest was not looked at. */
  readonly onTouchedEnd?: (company: CompanyIdentity) => void;
  /** Years, parts and custom fields that are to be replicated; what is missing stays as the database has it. */
  readonly wanted?: Wanted;
  /** How long a formula that a person adds may take for its one record; a minute. */
  readonly fieldTryMs?: number;
  /** How many vouchers one request may read or walk; what suits a real Tally at its usual pace. */
  readonly windows?: WindowLimits;
  /** For tests that kill the program between two effects. */
  readonly onSeam?: SeamListener;
}

export interface StartedWork {
  readonly company: CompanyIdentity;
  readonly runId: string;
  readonly syncType: SyncType;
}

export interface SyncRequest {
  /** Names or GUIDs (with `:NUMBER` where two share one); empty means every open company. */
  readonly companies: readonly string[];
  /** Read everything again, compare by value and sweep. */
  readonly full: boolean;
  /** Accept held deletes that a person has already been shown. */
  readonly acceptDeletes: boolean;
  /** Compare afterwards what the runs touched, and what was never compared, as a watch does. Default false. */
  readonly isCompared?: boolean;
}

export interface SyncReport {
  readonly runs: readonly RunReport[];
  /** With the probe that serves all companies. */
  readonly tallyRequests: number;
  readonly tallyBytes: number;
}

export interface VerifyRequest {
  readonly companies: readonly string[];
  /** Compare the figures at the end of this day; null takes the whole book. */
  readonly asOf: string | null;
}

export interface VerifyReport {
  readonly companies: readonly VerifiedCompany[];
  readonly tallyRequests: number;
  readonly tallyBytes: number;
}

export interface RepairRequest {
  readonly companies: readonly string[];
  /** Vouchers of these days are read again whether they seem to differ or not; null looks for what differs. */
  readonly window: DateWindow | null;
  /** Only this table of entities; null repairs all. */
  readonly table: string | null;
}

export interface WatchOptions {
  readonly everySeconds: number;
  readonly companies: readonly string[];
  onReport(report: SyncReport): void;
  /** Told once a day, when the database was compared with Tally's own figures. */
  onVerified?(report: VerifyReport): void;
  /** Housekeeping between two passes; what it throws is logged, and the watch goes on. */
  afterPass?(): Promise<void>;
  /** Asked as each turn begins: who it is for. Default: the timer's. */
  startedBy?(): RunStarter;
  /** Asked as each turn begins: ends its pass or comparison at a safe point, but not the watch. */
  turnSignal?(): AbortSignal;
  /**
   * What is done between two passes, instead of sleeping so long. The next pass begins when it resolves; with `isFresh`
   * (somebody asked for it, or the network is back) also for companies that were left alone after failures. With it
   * nothing but the signal ends the watch.
   */
  rest?(rest: Rest, signal: AbortSignal): Promise<{ readonly isFresh: boolean }>;
}

export interface Rest {
  readonly pauseMs: number;
  /** What ended the pass; null when it came to its end. */
  readonly error: unknown;
}

export interface Engine {
  listCompanies(signal: AbortSignal): Promise<readonly ProbedCompany[]>;
  /** One pass over all or the named companies; finishes every wide look. */
  sync(request: SyncRequest, signal: AbortSignal): Promise<SyncReport>;
  /** Compares the database with Tally's own figures. */
  verify(request: VerifyRequest, signal: AbortSignal): Promise<VerifyReport>;
  /** Reads again what differs, compares by value and puts it right. */
  repair(request: RepairRequest, signal: AbortSignal): Promise<SyncReport>;
  /** Goes on until the signal; lives through everything a person need not act on. */
  watch(options: WatchOptions, signal: AbortSignal): Promise<void>;
  /** Columns that a person adds. */
  readonly fields: Fields;
}
