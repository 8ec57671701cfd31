import type { LastRun, TallySight, WireError } from "../contract/agent-state.ts";
import type { ProbedCompany } from "../contract/company.ts";
import type { CompanyVerification } from "../contract/pages.ts";
import type { RunProgress } from "../contract/run.ts";
import type { Verdict } from "../contract/verify.ts";

/** One company as the database has it; counted once per finished run, because counting large books takes a while. */
export interface StoredFacts {
  readonly key: string;
  readonly companyId: number;
  readonly guid: string;
  readonly companyNumber: string;
  readonly name: string;
  readonly booksFrom: string;
  readonly isLoaded: boolean;
  readonly lastVoucherDate: string | null;
  readonly currentAt: string | null;
  readonly verdict: Verdict | null;
  readonly verifiedAt: string | null;
  readonly rows: number;
  readonly heldDeletes: number;
  readonly quarantined: number;
  readonly unexplained: number;
  /** Since when something is not explained, ISO 8601 UTC. */
  readonly unexplainedSince: string | null;
  readonly lastRun: LastRun | null;
}

/** A run under way, with where its stage began, so that the time left can be told. */
export interface RunUnderWay {
  readonly key: string;
  readonly progress: RunProgress | null;
  readonly stageStartedAtMs: number;
  readonly shareAtStageStart: number;
}

/** Everything the picture is drawn from. */
export interface AgentFacts {
  readonly isSetUp: boolean;
  readonly tally: { readonly url: string; readonly sight: TallySight };
  readonly database: { readonly description: string; readonly error: WireError | null };
  /** What only a person can mend; nothing is done until then. */
  readonly blocked: WireError | null;
  /** Why the last pass came to nothing; tried again by itself. */
  readonly hindrance: WireError | null;
  readonly pausedUntil: string | null;
  /** A comparison, repair or look that a person asked for goes on. */
  readonly isAtWork: boolean;
  readonly lastPassAt: string | null;
  readonly nextPassAt: string | null;
  /** Companies that Tally showed at the last look. */
  readonly open: readonly ProbedCompany[];
  /** As in the settings; empty means all. */
  readonly chosen: readonly string[];
  readonly stored: ReadonlyMap<string, StoredFacts>;
  /** Of this start of the program; newer than what is stored. */
  readonly lastRuns: ReadonlyMap<string, LastRun>;
  /** When a look last found everything read. */
  readonly lookedAt: ReadonlyMap<string, string>;
  /** Comparisons of this start of the program, with their figures. */
  readonly verifications: ReadonlyMap<string, CompanyVerification>;
  readonly run: RunUnderWay | null;
}

export const noFacts: AgentFacts = {
  isSetUp: false,
  tally: { url: "", sight: "unknown" },
  database: { description: "", error: null },
  blocked: null,
  hindrance: null,
  pausedUntil: null,
  isAtWork: false,
  lastPassAt: null,
  nextPassAt: null,
  open: [],
  chosen: [],
  stored: new Map(),
  lastRuns: new Map(),
  lookedAt: new Map(),
  verifications: new Map(),
  run: null,
};
