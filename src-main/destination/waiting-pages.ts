import { sql } from "kysely";
import type { Selectable } from "kysely";
import type { HeldDeletesTable, QuarantineTable } from "./control-tables.ts";
import type { Destination } from "./destination.ts";
import { pageRows } from "./paging.ts";
import type { Span } from "./paging.ts";

type Database = Pick<Destination, "db" | "dialect">;

interface HeldDeleteRows {
  readonly rows: readonly Selectable<HeldDeletesTable>[];
  readonly total: number;
}

/** Deletes of a company that wait for a person, in the order in which they were found. */
export async function readHeldDeletePage(
  { db, dialect }: Database,
  companyId: number,
  span: Span,
): Promise<HeldDeleteRows> {
  const query = db
    .selectFrom("held_deletes")
    .where("company_id", "=", companyId)
    .where("decision", "=", "waiting");
  const counted = await query.select(sql`count(*)`.as("total")).executeTakeFirst();
  const ordered = query
    .selectAll()
    .orderBy("found_at")
    .orderBy("entity_type")
    .orderBy("name_or_number")
    .orderBy("tally_guid");
  return {
    rows: await pageRows(dialect, ordered, span).execute(),
    total: Number(counted?.total ?? 0),
  };
}

interface QuarantineRows {
  readonly rows: readonly Selectable<QuarantineTable>[];
  readonly total: number;
}

/** Null asks for all companies. */
export async function readQuarantinePage(
  { db, dialect }: Database,
  companyId: number | null,
  span: Span,
): Promise<QuarantineRows> {
  let query = db.selectFrom("quarantine");
  if (companyId !== null) query = query.where("company_id", "=", companyId);
  const counted = await query.select(sql`count(*)`.as("total")).executeTakeFirst();
  const ordered = query.selectAll().orderBy("company_id").orderBy("received_at").orderBy("quarantine_id");
  return {
    rows: await pageRows(dialect, ordered, span).execute(),
    total: Number(counted?.total ?? 0),
  };
}

export interface QuarantineCause {
  readonly companyId: number;
  readonly table: string;
  readonly fieldName: string;
  readonly records: number;
  readonly since: string | null;
}

/** Records set aside, by what is wrong with them. */
export async function countQuarantineCauses({ db }: Database): Promise<readonly QuarantineCause[]> {
  const rows = await db
    .selectFrom("quarantine")
    .select(["company_id", "entity_type", "field_name"])
    .select([sql`count(*)`.as("records"), sql<string | null>`min(received_at)`.as("since")])
    .groupBy(["company_id", "entity_type", "field_name"])
    .orderBy("company_id")
    .orderBy("entity_type")
    .orderBy("field_name")
    .execute();
  return rows.map((row) => ({
    companyId: row.company_id,
    table: row.entity_type,
    fieldName: row.field_name,
    records: Number(row.records),
    since: row.since,
  }));
}
