import type { ErrorDetails } from "./errors.ts";

/**
 * Words of the product, used alike by code, window, documents and commit messages.
 *
 * - source: the accounting program (Tally) behind its local port.
 * - destination: the database we write to.
 * - company: one set of books; unit of settings and of runs.
 * - stream: one replicated Tally collection -> one table with its child tables ("table" in the window).
 * - catalog: the list of streams with their columns.
 * - row / record: one item of a stream after / before normalising.
 * - run: one execution of a plan for one company. attempt: one try inside a run.
 * - plan: the decided mode per stream, with reasons.
 * - full load: read everything; the rows read are the snapshot. incremental: read only what changed.
 * - counter: one of Tally's two ALTERID sequences of a company, `masters` or `vouchers`.
 * - cursor: the column that orders changes (ALTERID). watermark: the highest value a counter has in Tally now.
 * - checkpoint: the watermark up to which everything is proven to be in the database, stored with the rows.
 * - seen: the highest ALTERID already stored; between checkpoint and seen some numbers may be unexplained.
 * - window: a range of voucher dates asked in one request.
 * - census: list of (GUID, ALTERID) without content, complete and proven.
 * - fingerprint: per day, count and sums that Tally computes itself.
 * - lineage: the unbroken history of one book; a restored backup starts another one.
 * - reconcile: compare, then repair. verify: compare with Tally's own figures.
 * - tombstone: a row kept and marked deleted. upsert: insert or update by key.
 * - staging: where a run collects what it read before it is applied.
 */

/** The one list of run states for database, window and command line. */
export const runStatuses = [
  "in_progress",
  "success",
  "no_change",
  "failed",
  "cancelled",
  "interrupted",
  "needs_attention",
  "not_open",
] as const;
export type RunStatus = (typeof runStatuses)[number];

export const syncTypes = ["full_dump", "cdc", "reconcile", "verify", "repair"] as const;
export type SyncType = (typeof syncTypes)[number];

const runStarters = ["schedule", "manual", "startup", "wizard", "cli"] as const;
export type RunStarter = (typeof runStarters)[number];

/** Nobody waits for such a run: it keeps out of the way of whoever works in Tally. */
export function isUnattended(starter: RunStarter): boolean {
  return starter === "schedule" || starter === "startup";
}

export type Counter = "masters" | "vouchers";

/** What a run did to one table; the columns `records_…` of sync_history. */
export interface EntityCounts {
  inserted: number;
  updated: number;
  deleted: number;
  unchanged: number;
  quarantined: number;
}

/** One finished run as the command line prints it (cli: `sync --json`) and the window shows it. */
export interface RunReport {
  readonly company: string;
  readonly companyGuid: string;
  readonly companyNumber: string;
  readonly runId: string | null;
  readonly syncType: SyncType;
  readonly status: RunStatus;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly heldDeletes: number;
  /** How many ALTERIDs are not yet explained. */
  readonly unexplained: number;
  readonly entities: Readonly<Record<string, EntityCounts>>;
  /** Rows per table taken out because a person chose to leave them out; no deletes. Only where there are any. */
  readonly purged?: Readonly<Record<string, number>>;
  readonly tallyRequests: number;
  readonly tallyBytes: number;
  readonly seconds: number;
  readonly error: RunError | null;
}

export interface RunError {
  readonly code: string;
  readonly message: string;
  /** What fills the sentence in another language; not kept in the database. */
  readonly details?: ErrorDetails;
}

/** One replacing status of the work under way: the newest says all. */
export interface RunProgress {
  readonly company: string;
  readonly stage: "probe" | "masters" | "vouchers" | "reconcile" | "apply" | "verify";
  /** Table being read, where one is. */
  readonly stream: string | null;
  readonly windowsDone: number;
  readonly windowsTotal: number | null;
  readonly rowsDone: number;
  readonly rowsTotal: number | null;
  readonly bytes: number;
}
