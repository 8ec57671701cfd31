import { sql } from "kysely";
import type { Expression, SqlBool } from "kysely";
import type { RunStatus } from "../contract/run.ts";
import { runStatuses } from "../contract/run.ts";
import type { SyncHistoryTable, SyncRunsTable } from "./control-tables.ts";
import type { Destination } from "./destination.ts";
import { chunk } from "./dialect.ts";
import { companyIdsOf, containsText, mergePages, newestFirst, pageRows } from "./paging.ts";
import type { Span } from "./paging.ts";

interface RunFilter {
  readonly companyId: number | null;
  /** Empty: whatever the status. */
  readonly status: readonly string[];
  /** Part of a company's name, an error's code or sentence, or a table that the run read. */
  readonly search: string;
  /** ISO 8601 UTC, both included. */
  readonly from: string | null;
  readonly to: string | null;
}

interface RunSums {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly quarantined: number;
}

export interface RunWithSums {
  readonly run: SyncRunsTable;
  readonly sums: RunSums;
}

type Database = Pick<Destination, "db" | "dialect">;

function isStatus(text: string): text is RunStatus {
  return (runStatuses as readonly string[]).includes(text);
}

function filterRuns({ db }: Database, filter: RunFilter) {
  let query = db.selectFrom("sync_runs");
  if (filter.companyId !== null) query = query.where("sync_runs.company_id", "=", filter.companyId);
  if (filter.status.length > 0) {
    const known = filter.status.filter(isStatus);
    query = known.length > 0 ? query.where("status", "in", known) : query.where(sql<boolean>`1 = 0`);
  }
  if (filter.from !== null) query = query.where("started_at", ">=", filter.from);
  if (filter.to !== null) query = query.where("started_at", "<=", filter.to);
  if (filter.search.trim() === "") return query;
  return query.where((where) =>
    where.or([
      containsText("error_message", filter.search),
      containsText("error_code", filter.search),
      where.exists(
        where
          .selectFrom("companies")
          .select("id")
          .whereRef("companies.id", "=", "sync_runs.company_id")
          .where(containsText("name", filter.search)),
      ),
      where.exists(
        where
          .selectFrom("sync_history")
          .select("sync_history.run_id")
          .whereRef("sync_history.company_id", "=", "sync_runs.company_id")
          .whereRef("sync_history.run_id", "=", "sync_runs.run_id")
          .where(containsText("sync_history.entity_type", filter.search)),
      ),
    ] satisfies readonly Expression<SqlBool>[]),
  );
}

/** Newest first; run ids are ordered by time. */
export async function readRunPage(
  destination: Database,
  filter: RunFilter,
  span: Span,
): Promise<{ readonly runs: readonly RunWithSums[]; readonly total: number }> {
  const query = filterRuns(destination, filter);
  const counted = await query.select(sql`count(*)`.as("total")).executeTakeFirst();
  const runs = await mergePages(
    await companyIdsOf(destination, filter.companyId),
    span,
    (companyId, part) => {
      const ordered = filterRuns(destination, { ...filter, companyId }).selectAll();
      return pageRows(destination.dialect, ordered.orderBy("run_id", "desc"), part).execute();
    },
    (left, right) => newestFirst(left.run_id, right.run_id),
  );
  const sums = await sumHistory(destination, runs);
  return {
    runs: runs.map((run) => ({ run, sums: sums.get(keyOf(run)) ?? noSums })),
    total: Number(counted?.total ?? 0),
  };
}

const noSums: RunSums = { inserted: 0, updated: 0, deleted: 0, quarantined: 0 };
/** Under the parameter limit of every product. */
const runsPerQuery = 500;

function keyOf({
  company_id: companyId,
  run_id: runId,
}: Pick<SyncRunsTable, "company_id" | "run_id">): string {
  return `${companyId}:${runId}`;
}

async function sumHistory(
  { db }: Database,
  runs: readonly Pick<SyncRunsTable, "company_id" | "run_id">[],
): Promise<ReadonlyMap<string, RunSums>> {
  const sums = new Map<string, RunSums>();
  for (const part of chunk(runs, runsPerQuery)) {
    const companies = [...new Set(part.map((run) => run.company_id))];
    const rows = await db
      .selectFrom("sync_history")
      .select(["company_id", "run_id"])
      .select(
        (["inserted", "updated", "deleted", "quarantined"] as const).map((what) =>
          sql`sum(${sql.ref(`records_${what}`)})`.as(what),
        ),
      )
      .where("company_id", "in", companies)
      .where(
        "run_id",
        "in",
        part.map((run) => run.run_id),
      )
      .groupBy(["company_id", "run_id"])
      .execute();
    for (const row of rows) sums.set(keyOf(row), numbersOf(row));
  }
  return sums;
}

function numbersOf(row: Readonly<Record<keyof RunSums, unknown>>): RunSums {
  return {
    inserted: Number(row.inserted),
    updated: Number(row.updated),
    deleted: Number(row.deleted),
    quarantined: Number(row.quarantined),
  };
}

interface RunWithTables extends RunWithSums {
  readonly tables: readonly SyncHistoryTable[];
}

export async function readRun(
  destination: Database,
  companyId: number,
  runId: string,
): Promise<RunWithTables | null> {
  const { db } = destination;
  const run = await db
    .selectFrom("sync_runs")
    .selectAll()
    .where("company_id", "=", companyId)
    .where("run_id", "=", runId)
    .executeTakeFirst();
  if (run === undefined) return null;
  const sums = await sumHistory(destination, [run]);
  const tables = await db
    .selectFrom("sync_history")
    .selectAll()
    .where("company_id", "=", companyId)
    .where("run_id", "=", runId)
    .orderBy("entity_type")
    .execute();
  return { run, sums: sums.get(keyOf(run)) ?? noSums, tables };
}
