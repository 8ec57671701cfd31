import { sql } from "kysely";
import type { ChangeAction, ChangeLogTable } from "./control-tables.ts";
import type { Destination } from "./destination.ts";
import { chunk } from "./dialect.ts";
import { companyIdsOf, containsText, mergePages, newestFirst, pageRows } from "./paging.ts";
import type { Span } from "./paging.ts";

interface ChangePageFilter {
  readonly companyId: number | null;
  readonly runId: string | null;
  readonly table: string | null;
  /** Part of a name, number or user. */
  readonly search: string;
  /** ISO 8601 UTC, both included. */
  readonly from: string | null;
  readonly to: string | null;
}

type Database = Pick<Destination, "db" | "dialect">;

function filterChanges({ db }: Database, filter: ChangePageFilter) {
  let query = db.selectFrom("change_log");
  if (filter.companyId !== null) query = query.where("company_id", "=", filter.companyId);
  if (filter.runId !== null) query = query.where("run_id", "=", filter.runId);
  if (filter.table !== null) query = query.where("entity_type", "=", filter.table);
  if (filter.from !== null) query = query.where("changed_at", ">=", filter.from);
  if (filter.to !== null) query = query.where("changed_at", "<=", filter.to);
  const text = filter.search.trim();
  if (text === "") return query;
  return query.where((where) =>
    where.or([containsText("name_or_number", text), containsText("altered_by", text)]),
  );
}

interface ChangeRows {
  readonly changes: readonly ChangeLogTable[];
  readonly total: number;
}

/** Newest first. Keys are put in order without their long content, so that a page far down stays quick. */
export async function readChangePage(
  destination: Database,
  filter: ChangePageFilter,
  span: Span,
): Promise<ChangeRows> {
  const times = await timesOfRun(destination, filter);
  const within = await readPage(destination, { ...filter, ...times }, span);
  // A clock that was set back during the run puts its changes outside of its times.
  return times === null || within.total > 0 ? within : readPage(destination, filter, span);
}

async function readPage(destination: Database, filter: ChangePageFilter, span: Span): Promise<ChangeRows> {
  const counted = await filterChanges(destination, filter)
    .select(sql`count(*)`.as("total"))
    .executeTakeFirst();
  const keys = await mergePages(
    await companyIdsOf(destination, filter.companyId),
    span,
    (companyId, part) => {
      const ordered = filterChanges(destination, { ...filter, companyId })
        .select(["company_id", "seq", "changed_at"])
        .orderBy("changed_at", "desc")
        .orderBy("seq", "desc");
      return pageRows(destination.dialect, ordered, part).execute();
    },
    (left, right) => newestFirst(left.changed_at ?? "", right.changed_at ?? ""),
  );
  return { changes: await readByKeys(destination, keys), total: Number(counted?.total ?? 0) };
}

/** Changes are found by their time, not by their run: the log has no index of runs. */
async function timesOfRun(
  { db }: Database,
  { companyId, runId, from, to }: ChangePageFilter,
): Promise<Pick<ChangePageFilter, "from" | "to"> | null> {
  if (companyId === null || runId === null || from !== null || to !== null) return null;
  const run = await db
    .selectFrom("sync_runs")
    .select(["started_at", "completed_at"])
    .where("company_id", "=", companyId)
    .where("run_id", "=", runId)
    .executeTakeFirst();
  return run === undefined ? null : { from: run.started_at, to: run.completed_at };
}

type ChangeKey = Pick<ChangeLogTable, "company_id" | "seq">;

/** Under the parameter limit of every product. */
const keysPerQuery = 500;

async function readByKeys({ db }: Database, keys: readonly ChangeKey[]): Promise<readonly ChangeLogTable[]> {
  const found = new Map<string, ChangeLogTable>();
  const keyOf = (key: ChangeKey): string => `${key.company_id}:${key.seq}`;
  for (const [companyId, ofCompany] of Map.groupBy(keys, (key) => key.company_id)) {
    for (const part of chunk(ofCompany, keysPerQuery)) {
      const rows = await db
        .selectFrom("change_log")
        .selectAll()
        .where("company_id", "=", companyId)
        .where(
          "seq",
          "in",
          part.map(({ seq }) => seq),
        )
        .execute();
      for (const row of rows) found.set(keyOf(row), row);
    }
  }
  return keys.flatMap((key) => found.get(keyOf(key)) ?? []);
}

export interface ChangeTimes {
  readonly action: ChangeAction;
  readonly changedAt: string;
  readonly changes: number;
}

/** How much each run changed, and when: all changes of one commit have one time. */
export async function countChangesSince(
  { db }: Database,
  companyId: number,
  since: string,
): Promise<readonly ChangeTimes[]> {
  const rows = await db
    .selectFrom("change_log")
    .select(["action", "changed_at"])
    .select(sql`count(*)`.as("changes"))
    .where("company_id", "=", companyId)
    .where("changed_at", ">=", since)
    .groupBy(["action", "changed_at"])
    .execute();
  return rows.map((row) => ({
    action: row.action,
    changedAt: row.changed_at ?? "",
    changes: Number(row.changes),
  }));
}
