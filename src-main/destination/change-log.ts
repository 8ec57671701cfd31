import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { ChangeAction, ControlTables } from "./control-tables.ts";
import { chunk } from "./dialect.ts";
import { canonicalJson } from "./values.ts";

export interface Change {
  readonly entityType: string;
  readonly guid: string;
  readonly nameOrNumber: string;
  readonly action: ChangeAction;
  readonly alterIdBefore: number | null;
  readonly alterIdAfter: number | null;
  readonly voucherDate: string | null;
  readonly alteredBy: string;
  /** Made canonical here; amounts are strings. */
  readonly changes: unknown;
}

/** 13 columns each: under SQL Server's 2,100 parameters, of which two are the statement and what the others are. */
const rowsPerStatement = 150;

/**
 * Appends in the order given. Must run in a fenced transaction: the fence holds the company's row, so that the
 * highest number cannot move until the commit and the sequence has no holes. Returns the last number given.
 */
export async function appendChanges(
  db: Kysely<ControlTables>,
  stamp: { readonly companyId: number; readonly runId: string; readonly at: string },
  changes: readonly Change[],
): Promise<number> {
  let last = await lastSequence(db, stamp.companyId);
  for (const part of chunk(changes, rowsPerStatement)) {
    const rows = part.map((change) => ({
      company_id: stamp.companyId,
      seq: ++last,
      run_id: stamp.runId,
      entity_type: change.entityType,
      tally_guid: change.guid,
      name_or_number: change.nameOrNumber,
      action: change.action,
      alter_id_before: change.alterIdBefore,
      alter_id_after: change.alterIdAfter,
      voucher_date: change.voucherDate,
      altered_by: change.alteredBy,
      changed_at: stamp.at,
      changes: canonicalJson(change.changes),
    }));
    await db.insertInto("change_log").values(rows).execute();
  }
  return last;
}

/** 0 where nothing was ever logged. */
export async function lastSequence(db: Kysely<ControlTables>, companyId: number): Promise<number> {
  const row = await db
    .selectFrom("change_log")
    .select(sql`max(seq)`.as("last"))
    .where("company_id", "=", companyId)
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

/** How many deletes of a table were carried out in the 24 hours before `at`, for the safety catch. */
export async function sumOfDeletesToday(
  db: Kysely<ControlTables>,
  companyId: number,
  entityType: string,
  at: string,
): Promise<number> {
  const since = new Date(Date.parse(at) - 86_400_000).toISOString();
  const row = await db
    .selectFrom("change_log")
    .select(sql`count(*)`.as("deletes"))
    .where("company_id", "=", companyId)
    .where("entity_type", "=", entityType)
    .where("action", "=", "delete")
    .where("changed_at", ">=", since)
    .executeTakeFirst();
  return Number(row?.deletes ?? 0);
}

export interface ChangeOfRun {
  readonly entityType: string;
  readonly guid: string;
  readonly voucherDate: string | null;
  readonly changes: Readonly<Record<string, unknown>>;
}

/** What the company's newest run told; null where that is more than `most` changes. */
export async function readNewestChanges(
  db: Kysely<ControlTables>,
  run: { readonly companyId: number; readonly runId: string },
  most: number,
): Promise<readonly ChangeOfRun[] | null> {
  const last = await lastSequence(db, run.companyId);
  const rows = await db
    .selectFrom("change_log")
    .select(["run_id", "entity_type", "tally_guid", "voucher_date", "changes"])
    .where("company_id", "=", run.companyId)
    .where("seq", ">=", last - most)
    .execute();
  const own = rows.filter((row) => row.run_id === run.runId);
  if (own.length > most) return null;
  return own.map((row) => ({
    entityType: row.entity_type,
    guid: row.tally_guid,
    voucherDate: row.voucher_date,
    changes: JSON.parse(row.changes ?? "{}") as Record<string, unknown>,
  }));
}
