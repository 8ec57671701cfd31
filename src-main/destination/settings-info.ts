import type { Kysely } from "kysely";
import type { ControlTables } from "./control-tables.ts";

type SettingName = "product_name" | "schema_version" | "program_version" | "views" | "custom_fields";

export async function readSettings(db: Kysely<ControlTables>): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom("settings_info").select(["name", "value"]).execute();
  return new Map(rows.map(({ name, value }) => [name, value]));
}

export async function writeSetting(
  db: Kysely<ControlTables>,
  name: SettingName,
  value: string,
): Promise<void> {
  const updated = await db
    .updateTable("settings_info")
    .set({ value })
    .where("name", "=", name)
    .executeTakeFirst();
  if (updated.numUpdatedRows === 0n) {
    await db.insertInto("settings_info").values({ name, value }).execute();
  }
}
