import { randomUUID } from "node:crypto";
import type { Kysely, Selectable } from "kysely";
import type { RejectedRecord } from "../contract/value.ts";
import type { ControlTables, QuarantineTable } from "./control-tables.ts";
import { removeByGuid } from "./set-aside.ts";

export type QuarantinedRecord = Selectable<QuarantineTable>;

/** Puts records aside. One that is there already (same table and GUID) is replaced and its attempts go up. */
export async function quarantineRecords(
  db: Kysely<ControlTables>,
  stamp: { readonly companyId: number; readonly runId: string; readonly at: string },
  records: readonly RejectedRecord[],
): Promise<void> {
  for (const record of records) {
    const values = {
      master_id: record.masterId,
      alter_id: record.alterId,
      voucher_date: record.voucherDate,
      run_id: stamp.runId,
      received_at: stamp.at,
      reason: record.reason,
      field_name: record.fieldName,
      raw_xml: record.rawXml,
    };
    if (await replaceRecord(db, stamp.companyId, record, values)) continue;
    await db
      .insertInto("quarantine")
      .values({
        company_id: stamp.companyId,
        quarantine_id: randomUUID(),
        entity_type: record.entityType,
        tally_guid: record.guid,
        ...values,
        attempts: 1,
      })
      .execute();
  }
}

async function replaceRecord(
  db: Kysely<ControlTables>,
  companyId: number,
  record: RejectedRecord,
  values: Partial<QuarantinedRecord>,
): Promise<boolean> {
  if (record.guid === "") return false;
  const updated = await db
    .updateTable("quarantine")
    .set((column) => ({ ...values, attempts: column("attempts", "+", 1) }))
    .where("company_id", "=", companyId)
    .where("entity_type", "=", record.entityType)
    .where("tally_guid", "=", record.guid)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

export async function listQuarantine(
  db: Kysely<ControlTables>,
  filter: { readonly companyId?: number; readonly entityType?: string } = {},
): Promise<readonly QuarantinedRecord[]> {
  let query = db.selectFrom("quarantine").selectAll();
  if (filter.companyId !== undefined) query = query.where("company_id", "=", filter.companyId);
  if (filter.entityType !== undefined) query = query.where("entity_type", "=", filter.entityType);
  return query.orderBy("company_id").orderBy("received_at").orderBy("quarantine_id").execute();
}

/** Records that were stored after all, or are gone from Tally. */
export async function removeFromQuarantine(
  db: Kysely<ControlTables>,
  companyId: number,
  entityType: string,
  guids: readonly string[],
): Promise<void> {
  await removeByGuid(db, "quarantine", { companyId, entityType, guids });
}
