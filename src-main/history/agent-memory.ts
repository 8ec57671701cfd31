import type { RunStatus, SyncType } from "../contract/run.ts";

/** This program on this PC for this user; `agents` in the database shows who feeds it. */
interface AgentIdentity {
  readonly agentId: string;
  readonly host: string;
  readonly osUser: string;
}

/** `hash` identifies the text of a request, `summary` is for people. */
export interface RequestName {
  readonly tallyUrl: string;
  readonly hash: string;
  readonly summary: string;
}

/**
 * `answered`: well or badly. `notSent`: nobody listened. `slow`: given up, but Tally lives on. `lost`: the connection
 * ended while Tally worked on it.
 */
type RequestOutcome = "answered" | "notSent" | "slow" | "lost";

/** A request that was sent and has not been answered. */
export interface RequestUnderWay extends RequestName {
  /** ISO 8601 UTC. */
  readonly startedAt: string;
}

/** A request that was under way when Tally froze or went away; not sent again until a person agrees. */
export interface HeldBackRequest extends RequestName {
  /** ISO 8601 UTC. */
  readonly heldSince: string;
}

/** Which Tally serves a company; `companyKey` is GUID, number and books-from, because a split shares the GUID. */
interface CompanyBinding {
  readonly companyKey: string;
  readonly tallyUrl: string;
}

/** What was tried, also while the database was down. The database's sync_runs is authoritative. */
export interface LocalRun {
  readonly company: string;
  readonly companyGuid: string;
  readonly destination: string;
  readonly syncType: SyncType;
  readonly status: RunStatus;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly completedAt: string;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

/** What this PC remembers by itself, apart from any database of books. */
export interface AgentMemory extends Disposable {
  readonly agent: AgentIdentity;
  /** Where a damaged memory file was put aside when this one was opened; null when all was well. */
  readonly damagedFile: string | null;

  /** What first contact learnt about the Tally at this address; null when it is not known yet. */
  installation(tallyUrl: string): unknown;
  rememberInstallation(tallyUrl: string, record: unknown): void;

  /** Called right before a request is sent. */
  beginRequest(request: RequestName): void;
  /** Called when it ended. What was lost stays as a leftover, unless this Tally has answered the same before. */
  endRequest(request: RequestName, outcome: RequestOutcome): void;
  /**
   * Requests that were lost, or belong to a program that is no longer running. Whether Tally froze or only we were
   * killed is not known here: the caller asks the liveness line and judges (judgeLeftover).
   */
  leftoverRequests(tallyUrl: string): readonly RequestUnderWay[];
  forgetRequest(request: Pick<RequestName, "tallyUrl" | "hash">): void;

  holdBack(request: Omit<HeldBackRequest, "heldSince">): void;
  heldBackRequests(tallyUrl: string): readonly HeldBackRequest[];
  /** A person agreed that the request may be sent again. */
  release(tallyUrl: string, hash: string): void;

  binding(companyKey: string): CompanyBinding | null;
  bind(companyKey: string, tallyUrl: string): void;

  /** True the first time this note is asked about, for sentences that are said once. */
  isFirstTime(note: string): boolean;

  /**
   * Up to which `found_at` a person on this PC has been shown the held deletes of a company (`destination` is its
   * description): only those can be accepted or dismissed. Null when none was ever shown.
   */
  deletesShownUntil(destination: string, companyId: number): string | null;
  markDeletesShown(destination: string, companyId: number, until: string): void;

  recordRun(run: LocalRun): void;
  /** Newest first. */
  recentRuns(limit: number): readonly LocalRun[];
}
