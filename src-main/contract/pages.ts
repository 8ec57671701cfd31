import type { AgentState, CompanyState, WireError } from "./agent-state.ts";
import type { RunStarter, RunStatus, SyncType } from "./run.ts";
import type { Value } from "./value.ts";
import type { FigureDifference, Verdict } from "./verify.ts";

/** What the pages of the window show: answers of the worker, plain data. */

/** One Tally (or another program) found at a port. */
export interface FoundTally {
  readonly url: string;
  readonly sight: AgentState["tally"]["sight"];
  readonly companies: readonly FoundCompany[];
  /** Why it cannot be used; null when it can. */
  readonly error: WireError | null;
}

export interface FoundCompany {
  readonly key: string;
  readonly name: string;
  readonly companyNumber: string;
  readonly booksFrom: string;
  readonly isGroupCompany: boolean;
}

/** Outcome of the Test button; a refusal arrives as an error of the call. */
export interface DatabaseTest {
  /** False: it will be made with the first run. */
  readonly exists: boolean;
  readonly description: string;
  readonly companies: readonly string[];
}

export interface TableCount {
  /** Table of the database, such as `voucher_ledger_entries`. */
  readonly table: string;
  /** Entity table it belongs to; equal to `table` for entities. */
  readonly entity: string;
  readonly rows: number;
}

export interface CompanyTables {
  readonly tables: readonly TableCount[];
}

/** Changes of one day, for the small charts. */
export interface DayActivity {
  /** `YYYY-MM-DD` on the PC's clock. */
  readonly day: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

export interface CompanyVerification {
  readonly verdict: Verdict;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly asOf: string | null;
  readonly checked: { readonly ledgers: number; readonly voucherCounts: number; readonly stockItems: number };
  readonly differences: readonly FigureDifference[];
  /** Reasons (contract/verify.ts) why nothing better than "unknown" can be said. */
  readonly doubts: readonly string[];
}

export interface CompanyDetail {
  readonly state: CompanyState;
  readonly guid: string;
  readonly booksFrom: string;
  readonly gstin: string;
  readonly baseCurrency: string;
  readonly sourceUrl: string;
  readonly initialLoadCompletedAt: string | null;
  readonly masters: { readonly checkpoint: number | null; readonly counter: number | null };
  readonly vouchers: { readonly checkpoint: number | null; readonly counter: number | null };
  readonly verification: CompanyVerification | null;
  /** The last 30 days, oldest first, days without a change too. */
  readonly activity: readonly DayActivity[];
  /** Seconds of the last runs that read something, oldest first, at most 30. */
  readonly runSeconds: readonly number[];
}

export type ColumnKind = "text" | "amount" | "number" | "int" | "date" | "moment" | "bool";

export interface ViewColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

export interface ViewDescription {
  readonly name: string;
  readonly columns: readonly ViewColumn[];
  /** The rule by which it equals Tally's report, English (the comment in the database). */
  readonly comment: string;
  /** Ready view of the trade, or a table of the replica. */
  readonly kind: "view" | "table";
}

export interface ViewPage {
  readonly columns: readonly ViewColumn[];
  readonly rows: readonly (readonly Value[])[];
  /** Rows of the whole answer; null where counting would take too long. */
  readonly total: number | null;
}

export interface RunSummary {
  readonly runId: string;
  readonly company: string;
  readonly companyKey: string;
  readonly syncType: SyncType;
  readonly startedBy: RunStarter;
  readonly startedAt: string;
  readonly completedAt: string | null;
  readonly status: RunStatus;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly quarantined: number;
  readonly tallyRequests: number;
  readonly tallyBytes: number;
  readonly errorCode: string;
  readonly errorMessage: string;
}

export interface RunPage {
  readonly runs: readonly RunSummary[];
  readonly total: number;
}

export interface RunTable {
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
  readonly quarantined: number;
}

export interface RunDetail {
  readonly run: RunSummary;
  readonly tables: readonly RunTable[];
}

/** One field of a change; null is "was not there". Values as text, amounts in full. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ChangeEntry {
  readonly seq: number;
  readonly company: string;
  readonly companyKey: string;
  readonly runId: string;
  readonly table: string;
  readonly guid: string;
  readonly nameOrNumber: string;
  readonly action: string;
  readonly voucherDate: string | null;
  readonly alteredBy: string;
  readonly changedAt: string;
  readonly fields: readonly FieldChange[];
}

export interface ChangePage {
  readonly changes: readonly ChangeEntry[];
  readonly total: number;
}

/** For the tray menu: newest first. */
export interface LastChange {
  readonly company: string;
  readonly companyKey: string;
  readonly runId: string;
  readonly table: string;
  readonly action: string;
  readonly nameOrNumber: string;
  readonly changedAt: string;
}

/** Something a person should look at. `retry`, `repair` … of the page follow from `kind`. */
export interface Problem {
  /** Same text for the same cause: for grouping and for "at most once a day". */
  readonly cause: string;
  readonly kind: "failedRun" | "heldDeletes" | "quarantine" | "differs" | "unexplained" | "agent";
  readonly company: string | null;
  readonly companyKey: string | null;
  readonly runId: string | null;
  readonly since: string | null;
  readonly count: number;
  readonly error: WireError;
}

export interface ProblemList {
  readonly problems: readonly Problem[];
}

export interface QuarantineEntry {
  readonly company: string;
  readonly companyKey: string;
  readonly table: string;
  readonly guid: string;
  /** As it is in the database from before; empty where it was never stored. */
  readonly nameOrNumber: string;
  readonly voucherDate: string | null;
  readonly receivedAt: string;
  readonly fieldName: string;
  readonly reason: string;
  readonly attempts: number;
  readonly rawXml: string;
}

export interface QuarantinePage {
  readonly entries: readonly QuarantineEntry[];
  readonly total: number;
}

export interface HeldDeleteEntry {
  readonly table: string;
  readonly guid: string;
  readonly nameOrNumber: string;
  readonly voucherDate: string | null;
  readonly foundAt: string;
}

export interface HeldDeletePage {
  readonly entries: readonly HeldDeleteEntry[];
  readonly total: number;
  /** Give it back with the decision. */
  readonly shownUntil: string | null;
}
