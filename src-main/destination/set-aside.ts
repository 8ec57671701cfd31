import type { Kysely } from "kysely";
import type { ControlTables } from "./control-tables.ts";
import { chunk } from "./dialect.ts";
import { guidsPerStatement } from "./entity-tables.ts";

/** Takes entities off a list of what waits: held deletes or quarantine. */
export async function removeByGuid(
  db: Kysely<ControlTables>,
  list: "held_deletes" | "quarantine",
  of: { readonly companyId: number; readonly entityType: string; readonly guids: readonly string[] },
): Promise<void> {
  for (const part of chunk(of.guids, guidsPerStatement)) {
    await db
      .deleteFrom(list)
      .where("company_id", "=", of.companyId)
      .where("entity_type", "=", of.entityType)
      .where("tally_guid", "in", part)
      .execute();
  }
}
