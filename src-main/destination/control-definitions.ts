import { migrations } from "../../migrations/index.ts";
import type { TableDefinition } from "./table-layout.ts";

/** A control table with every column that the migrations gave it. */
export function controlTableDefinition(name: string): TableDefinition | null {
  const parts = migrations.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === "createTable" && step.table.name === name ? [step.table] : [])),
  );
  const [first] = parts;
  if (first === undefined) return null;
  const columns = new Map(
    parts.flatMap((part) => part.columns.map((column) => [column.name, column] as const)),
  );
  return { ...first, columns: [...columns.values()] };
}
