import { sql } from "kysely";
import type { ChangeAction, ChangeLogTable } from "./control-tables.ts";
import type { Destination } from "./destination.ts";
import { chunk } from "./dialect.ts";
import { containsText, pageRows } from "./paging.ts";
import type { Span } from "./paging.ts";

export interface ChangePageFilter {
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

/** Newest first. Keys are put in order without their long content, so that a page far down stays quick. */
export async function readChangePage(
  destination: Database,
  filter: ChangePageFilter,
  span: Span,
): Promise<{ readonly changes: readonly ChangeLogTable[]; readonly total: number }> {
  const query = filterChanges(destination, filter);
  const counted = await query.select(sql`count(*)`.as("total")).executeTakeFirst();
  const ordered = query
    .select(["company_id", "seq"])
    .orderBy("changed_at", "desc")
    .orderBy("company_id")
    .orderBy("seq", "desc");
  const keys = await pageRows(destination.dialect, ordered, span).execute();
  return { changes: await readByKeys(destination, keys), total: Number(counted?.total ?? 0) };
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
