import { sql } from "kysely";
import type { Kysely, SelectQueryBuilder } from "kysely";
import type { Stream } from "../catalog/stream.ts";
import type { CompanyRow } from "./companies-store.ts";
import { listCompanies } from "./companies-store.ts";
import type { ChangeLogTable, ControlTables, SyncHistoryTable, SyncRunsTable } from "./control-tables.ts";
import type { Destination } from "./destination.ts";
import type { Dialect } from "./dialect.ts";
import { containsText } from "./paging.ts";
import { layoutOf } from "./table-layout.ts";
import { countUnexplained, readCounterState } from "./sync-state.ts";
import type { CounterState } from "./sync-state.ts";

/** What people read: status, runs, changes. Used by the command line and the window alike. */

export interface CompanyStatus {
  readonly company: CompanyRow;
  /** Living rows per table, child tables too. */
  readonly rows: Readonly<Record<string, number>>;
  readonly masters: CounterState;
  readonly vouchers: CounterState;
  /** ALTERIDs of both counters that nothing explains yet, and since when. */
  readonly unexplained: number;
  readonly unexplainedSince: string | null;
  readonly lastRun: SyncRunsTable | null;
  readonly heldDeletes: number;
  readonly quarantined: number;
  /** Who holds the company's lease now; empty when nobody does. */
  readonly leaseHolder: string;
}

/** Counting the rows of large books takes a while: whoever asks often names the companies that changed. */
export async function readStatus(
  destination: Destination,
  streams: readonly Stream[],
  companyIds: readonly number[] | null = null,
): Promise<readonly CompanyStatus[]> {
  const { db } = destination;
  const companies = (await listCompanies(db)).filter(({ id }) => companyIds?.includes(id) ?? true);
  const rows = await countRows(destination, streams, companyIds);
  const statuses: CompanyStatus[] = [];
  for (const company of companies) {
    const masters = await readCounterState(db, company.id, "masters");
    const vouchers = await readCounterState(db, company.id, "vouchers");
    const since = [masters.unexplainedSince, vouchers.unexplainedSince].filter((at) => at !== null);
    const runs = await readRuns(destination, { companyId: company.id, limit: 1 });
    statuses.push({
      company,
      rows: rows.get(company.id) ?? {},
      masters,
      vouchers,
      unexplained: countUnexplained(masters.unexplained) + countUnexplained(vouchers.unexplained),
      unexplainedSince: since.toSorted()[0] ?? null,
      lastRun: runs[0]?.run ?? null,
      heldDeletes: await countWaiting(db, company.id),
      quarantined: await countQuarantine(db, company.id),
      leaseHolder: await readLeaseHolder(db, company.id),
    });
  }
  return statuses;
}

async function countRows(
  { db, dialect }: Destination,
  streams: readonly Stream[],
  companyIds: readonly number[] | null,
): Promise<ReadonlyMap<number, Readonly<Record<string, number>>>> {
  const counts = new Map<number, Record<string, number>>();
  if (companyIds?.length === 0) return counts;
  const tables = streams.map(layoutOf).flatMap(({ entity, children }) => [entity, ...children]);
  for (const table of tables) {
    const conditions = [
      ...(table.kind === "entity" ? [sql`is_deleted = ${dialect.toDatabase("bool", false)}`] : []),
      ...(companyIds === null ? [] : [sql`company_id in (${sql.join(companyIds)})`]),
    ];
    const living = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
    const { rows } = await sql<{ company_id: number; living: unknown }>`select company_id, count(*) as living
      from ${sql.table(table.name)} ${living} group by company_id`.execute(db);
    for (const row of rows) {
      const company = counts.get(row.company_id) ?? {};
      company[table.name] = Number(row.living);
      counts.set(row.company_id, company);
    }
  }
  return counts;
}

async function countWaiting(db: Kysely<ControlTables>, companyId: number): Promise<number> {
  const row = await db
    .selectFrom("held_deletes")
    .select(sql`count(*)`.as("waiting"))
    .where("company_id", "=", companyId)
    .where("decision", "=", "waiting")
    .executeTakeFirst();
  return Number(row?.waiting ?? 0);
}

async function countQuarantine(db: Kysely<ControlTables>, companyId: number): Promise<number> {
  const row = await db
    .selectFrom("quarantine")
    .select(sql`count(*)`.as("records"))
    .where("company_id", "=", companyId)
    .executeTakeFirst();
  return Number(row?.records ?? 0);
}

async function readLeaseHolder(db: Kysely<ControlTables>, companyId: number): Promise<string> {
  const row = await db
    .selectFrom("sync_state")
    .select("lease_holder")
    .where("company_id", "=", companyId)
    .where("counter", "=", "masters")
    .executeTakeFirst();
  return row?.lease_holder ?? "";
}

export interface RunWithHistory {
  readonly run: SyncRunsTable;
  readonly entities: readonly SyncHistoryTable[];
}

/** Newest first; run ids are ordered by time. */
export async function readRuns(
  { db, dialect }: Destination,
  filter: { readonly companyId?: number; readonly limit: number },
): Promise<readonly RunWithHistory[]> {
  let query = db.selectFrom("sync_runs").selectAll();
  if (filter.companyId !== undefined) query = query.where("company_id", "=", filter.companyId);
  const ordered = query.orderBy("started_at", "desc").orderBy("run_id", "desc");
  const runs = await limitRows(dialect, ordered, filter.limit).execute();
  const withHistory: RunWithHistory[] = [];
  for (const run of runs) {
    const entities = await db
      .selectFrom("sync_history")
      .selectAll()
      .where("company_id", "=", run.company_id)
      .where("run_id", "=", run.run_id)
      .orderBy("entity_type")
      .execute();
    withHistory.push({ run, entities });
  }
  return withHistory;
}

export interface ChangeFilter {
  readonly companyId?: number;
  readonly table?: string;
  /** Part of a name or number, whatever the case. */
  readonly number?: string;
  readonly by?: string;
  /** ISO 8601 UTC. */
  readonly from?: string;
  /** Only rows after this one, oldest first (for programs that follow the log). */
  readonly sinceSeq?: number;
  readonly limit: number;
}

/** Newest first, or in commit order with `sinceSeq`. */
export async function readChanges(
  { db, dialect }: Destination,
  filter: ChangeFilter,
): Promise<readonly ChangeLogTable[]> {
  let query = db.selectFrom("change_log").selectAll();
  if (filter.companyId !== undefined) query = query.where("company_id", "=", filter.companyId);
  if (filter.table !== undefined) query = query.where("entity_type", "=", filter.table);
  if (filter.from !== undefined) query = query.where("changed_at", ">=", filter.from);
  if (filter.by !== undefined) query = query.where(containsText("altered_by", filter.by));
  if (filter.number !== undefined) query = query.where(containsText("name_or_number", filter.number));
  if (filter.sinceSeq === undefined) {
    const newest = query.orderBy("changed_at", "desc").orderBy("company_id").orderBy("seq", "desc");
    return limitRows(dialect, newest, filter.limit).execute();
  }
  const oldest = query.where("seq", ">", filter.sinceSeq).orderBy("company_id").orderBy("seq");
  return limitRows(dialect, oldest, filter.limit).execute();
}

function limitRows<Tables extends keyof ControlTables, Row>(
  dialect: Dialect,
  query: SelectQueryBuilder<ControlTables, Tables, Row>,
  limit: number,
): SelectQueryBuilder<ControlTables, Tables, Row> {
  return dialect.limitStyle === "top" ? query.top(limit) : query.limit(limit);
}
