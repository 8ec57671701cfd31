import type { ErrorCode, ErrorDetails } from "./errors.ts";
import type { RunProgress, RunStatus } from "./run.ts";
import type { Verdict } from "./verify.ts";

/**
 * The state of the agent: one replacing picture, made by the worker, from which tray icon, tooltip, menu,
 * notifications and the board of companies are all derived by pure functions. It is sent whole; the newest says all.
 */

/** An error on its way to a person: the sentences are made where they are read, in the reader's language. */
export interface WireError {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** For support only, behind a fold; never with a password. */
  readonly technical: string;
}

/**
 * `waiting`: Tally is closed, shows no company, or another side is away: not a failure. `stopped`: the worker is not
 * there (it crashed, or the program is ending).
 */
export type AgentPhase = "starting" | "idle" | "running" | "waiting" | "paused" | "blocked" | "stopped";

export type TallySight = "unknown" | "answers" | "notRunning" | "noCompany" | "busy" | "notTally";

/**
 * How one company stands, the worst first thing a person should know.
 * - `verified`: equal to Tally's own figures, nothing unread since. `current`: read up to the last look, not verified yet.
 * - `loading`: the first load is under way or was interrupted. `syncing`: a run is under way.
 * - `notOpen`: not loaded in Tally now; no error. `attention`: a person must decide (held deletes, differences,
 *   quarantine). `error`: the last run failed. `new`: seen in Tally, nothing read yet.
 */
export const companyStandings = [
  "error",
  "attention",
  "loading",
  "syncing",
  "new",
  "current",
  "verified",
  "notOpen",
] as const;
export type CompanyStanding = (typeof companyStandings)[number];

export interface LastRun {
  readonly runId: string | null;
  readonly status: RunStatus;
  /** ISO 8601 UTC. */
  readonly endedAt: string;
  readonly error: WireError | null;
}

/** One line of the board. */
export interface CompanyState {
  /** `GUID:NUMBER`. */
  readonly key: string;
  /** Null while the database does not know the company. */
  readonly companyId: number | null;
  readonly name: string;
  readonly companyNumber: string;
  readonly standing: CompanyStanding;
  /** Loaded in Tally at the last look. */
  readonly isOpen: boolean;
  /** Left out by the user's choice of companies. */
  readonly isChosen: boolean;
  /** Last day with vouchers, `YYYY-MM-DD`. */
  readonly lastVoucherDate: string | null;
  /** When the last look found everything read (also a look that found nothing new), ISO 8601 UTC. */
  readonly currentAt: string | null;
  readonly verdict: Verdict | null;
  readonly verifiedAt: string | null;
  /** Living rows of all entity tables. */
  readonly rows: number;
  readonly heldDeletes: number;
  readonly quarantined: number;
  readonly unexplained: number;
  readonly differences: number;
  readonly lastRun: LastRun | null;
  /** While a run is under way. */
  readonly progress: CompanyProgress | null;
}

export interface CompanyProgress extends RunProgress {
  /** 0 to 1; null while it cannot be told. */
  readonly share: number | null;
  readonly secondsLeft: number | null;
}

export interface AgentState {
  /** Grows with each picture, so that an answer and an event can be put in order. */
  readonly sequence: number;
  readonly phase: AgentPhase;
  readonly tally: { readonly url: string; readonly sight: TallySight };
  /** `description` never holds a password. */
  readonly database: { readonly description: string; readonly error: WireError | null };
  /** Why nothing can be done at all at the moment; null when all is well. */
  readonly error: WireError | null;
  readonly pausedUntil: string | null;
  /** ISO 8601 UTC. */
  readonly lastPassAt: string | null;
  readonly nextPassAt: string | null;
  readonly companies: readonly CompanyState[];
}

export const emptyAgentState: AgentState = {
  sequence: 0,
  phase: "starting",
  tally: { url: "", sight: "unknown" },
  database: { description: "", error: null },
  error: null,
  pausedUntil: null,
  lastPassAt: null,
  nextPassAt: null,
  companies: [],
};

/** Is the whole replica as good as it can be? What the icon's colour says. */
export type Overall = "verified" | "current" | "syncing" | "paused" | "waiting" | "attention" | "error";

/** The one thing icon, tooltip and window title agree on. */
export function overallOf(state: AgentState): Overall {
  const chosen = state.companies.filter((company) => company.isChosen);
  const has = (standing: CompanyStanding): boolean => chosen.some((company) => company.standing === standing);
  if (state.error !== null || state.phase === "stopped" || state.phase === "blocked") return "error";
  if (state.phase === "paused") return "paused";
  if (has("error")) return "error";
  if (state.phase === "running" || has("loading") || has("syncing")) return "syncing";
  if (has("attention")) return "attention";
  if (state.phase === "waiting" || state.phase === "starting") return "waiting";
  const open = chosen.filter((company) => company.standing !== "notOpen");
  if (open.length === 0) return "waiting";
  return open.every((company) => company.standing === "verified") ? "verified" : "current";
}

/** Companies that are read up to the last look, of those chosen: "36 of 41 companies up to date". */
export function countUpToDate(state: AgentState): { readonly upToDate: number; readonly chosen: number } {
  const chosen = state.companies.filter((company) => company.isChosen);
  const upToDate = chosen.filter(({ standing }) => standing === "verified" || standing === "current").length;
  return { upToDate, chosen: chosen.length };
}
