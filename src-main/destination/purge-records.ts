import { sql } from "kysely";
import { lastSequence } from "./change-log.ts";
import type { PurgeAccess } from "./purge.ts";
import { canonicalJson } from "./values.ts";

/** Takes what was left out of the audit trail, the quarantine and what waits for a decision. */

export interface LoggedChange {
  readonly entityType: string;
  readonly guid: string;
  readonly action: string;
  readonly voucherDate: string | null;
  readonly changes: Readonly<Record<string, unknown>>;
}

/** What may stay of an entry: its content, or null where nothing of it may. The same object: it stays as it is. */
type Scrub = (entry: LoggedChange) => Readonly<Record<string, unknown>> | null;

const entriesPerPage = 2_000;

/**
 * The entries themselves stay, with their numbers, times and actions: the sequence has no holes, and whoever follows it
 * has seen them. What they said of the left-out content goes, names included.
 */
export async function scrubChangeLog(
  { tx, companyId }: PurgeAccess,
  entityTypes: readonly string[],
  scrub: Scrub,
): Promise<number> {
  if (entityTypes.length === 0) return 0;
  const last = await lastSequence(tx.db, companyId);
  let scrubbed = 0;
  for (let after = 0; after < last; after += entriesPerPage) {
    const entries = await tx.db
      .selectFrom("change_log")
      .select(["seq", "entity_type", "tally_guid", "action", "voucher_date", "changes"])
      .where("company_id", "=", companyId)
      .where("seq", ">", after)
      .where("seq", "<=", after + entriesPerPage)
      .where("entity_type", "in", entityTypes)
      .execute();
    for (const entry of entries) {
      if (entry.changes === null) continue;
      const changes = JSON.parse(entry.changes) as Record<string, unknown>;
      const kept = scrub({
        entityType: entry.entity_type,
        guid: entry.tally_guid,
        action: entry.action,
        voucherDate: entry.voucher_date,
        changes,
      });
      if (kept === changes) continue;
      scrubbed += 1;
      await tx.db
        .updateTable("change_log")
        .set(
          kept === null
            ? { changes: null, name_or_number: "", altered_by: "" }
            : { changes: canonicalJson(kept) },
        )
        .where("company_id", "=", companyId)
        .where("seq", "=", entry.seq)
        .execute();
    }
  }
  return scrubbed;
}

/** Records of left-out tables, or of left-out days. */
export async function purgeQuarantine(
  { tx, companyId }: PurgeAccess,
  entityType: string,
  before: string | null = null,
): Promise<void> {
  let query = tx.db
    .deleteFrom("quarantine")
    .where("company_id", "=", companyId)
    .where("entity_type", "=", entityType);
  if (before !== null) query = query.where("voucher_date", "<", before);
  await query.execute();
}

/** What Tally sent of records whose table lost columns: they are read again, without those. */
export async function forgetRawXml(
  { tx, companyId }: PurgeAccess,
  entityTypes: readonly string[],
): Promise<void> {
  if (entityTypes.length === 0) return;
  await tx.db
    .updateTable("quarantine")
    .set({ raw_xml: "" })
    .where("company_id", "=", companyId)
    .where("entity_type", "in", entityTypes)
    .execute();
}

/** Nothing of what was left out waits for a decision, and nothing was read of it. */
export async function forgetStream({ tx, companyId }: PurgeAccess, entityType: string): Promise<void> {
  for (const table of ["held_deletes", "stream_versions"] as const) {
    await tx.db
      .deleteFrom(table)
      .where("company_id", "=", companyId)
      .where("entity_type", "=", entityType)
      .execute();
  }
}

/** Deletes that wait, of rows that are no longer there. */
export async function forgetHeldDeletes({ tx, companyId }: PurgeAccess, table: string): Promise<void> {
  await sql`delete from held_deletes where company_id = ${companyId} and entity_type = ${table}
    and tally_guid not in (select tally_guid from ${sql.table(table)} where company_id = ${companyId})`.execute(
    tx.db,
  );
}
