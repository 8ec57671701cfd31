import type { Kysely } from "kysely";
import type { ControlTables } from "./control-tables.ts";

/** Which version of the catalog each table of a company was read with; a table that is missing was never read. */
export async function readStreamVersions(
  db: Kysely<ControlTables>,
  companyId: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("stream_versions")
    .select(["entity_type", "catalog_version"])
    .where("company_id", "=", companyId)
    .execute();
  return new Map(rows.map((row) => [row.entity_type, row.catalog_version]));
}

export async function writeStreamVersion(
  db: Kysely<ControlTables>,
  companyId: number,
  entityType: string,
  catalogVersion: number,
): Promise<void> {
  const updated = await db
    .updateTable("stream_versions")
    .set({ catalog_version: catalogVersion })
    .where("company_id", "=", companyId)
    .where("entity_type", "=", entityType)
    .executeTakeFirst();
  if (updated.numUpdatedRows > 0n) return;
  await db
    .insertInto("stream_versions")
    .values({ company_id: companyId, entity_type: entityType, catalog_version: catalogVersion })
    .execute();
}
