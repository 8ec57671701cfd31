import { migrations as releasedMigrations } from "../../migrations/index.ts";
import { controlDocs } from "./control-docs.ts";
import type { Migration } from "./migration.ts";
import type { TableDefinition } from "./table-layout.ts";

/** The first control table, which is there before any migration. */
export const settingsInfo: TableDefinition = {
  name: "settings_info",
  columns: [
    { name: "name", type: "key", isNullable: false },
    { name: "value", type: "text", isNullable: false },
  ],
  primaryKey: ["name"],
};

/** As the migrations make them, later columns after the first ones; every column with what it holds. */
export function controlTables(
  migrations: readonly Migration[] = releasedMigrations,
): readonly TableDefinition[] {
  const tables = new Map([[settingsInfo.name, settingsInfo]]);
  for (const step of migrations.flatMap(({ steps }) => steps)) {
    if (step.kind !== "createTable") continue;
    const { name, columns } = step.table;
    const known = tables.get(name);
    const all = new Map([...(known?.columns ?? []), ...columns].map((column) => [column.name, column]));
    tables.set(name, { ...(known ?? step.table), columns: [...all.values()] });
  }
  return [...tables.values()].map(withDocs);
}

/** A control table with every column that the migrations gave it. */
export function controlTableDefinition(name: string): TableDefinition | null {
  return controlTables().find((table) => table.name === name) ?? null;
}

export function withDocs(table: TableDefinition): TableDefinition {
  const docs = controlDocs[table.name]?.columns ?? {};
  const columns = table.columns.map((column) => {
    const doc = docs[column.name];
    return doc === undefined ? column : { ...column, doc };
  });
  return { ...table, columns };
}
