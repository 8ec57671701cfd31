import { sql } from "kysely";
import type { Kysely, RawBuilder } from "kysely";
import type { Stream } from "../catalog/stream.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { ControlTables } from "./control-tables.ts";
import type { Dialect } from "./dialect.ts";
import { layoutOf } from "./table-layout.ts";
import type { NameReference, StreamLayout, TableLayout } from "./table-layout.ts";

/** The entity tables a destination was prepared with. */
interface EntityTables {
  readonly streams: readonly StreamLayout[];
  readonly tables: ReadonlyMap<string, TableLayout>;
}

/** What portable statements on entity tables need. */
export interface EntityAccess {
  readonly db: Kysely<ControlTables>;
  readonly dialect: Dialect;
  readonly entityTables: EntityTables;
}

export const noEntityTables: EntityTables = { streams: [], tables: new Map() };

/** Lists of GUIDs are cut to this, under the parameter limit of every product. */
export const guidsPerStatement = 500;

export function entityTablesOf(streams: readonly Stream[]): EntityTables {
  const layouts = streams.map(layoutOf);
  const tables = layouts.flatMap(({ entity, children }) => [entity, ...children]);
  return { streams: layouts, tables: new Map(tables.map((table) => [table.name, table])) };
}

export function tableOf({ entityTables }: EntityAccess, name: string): TableLayout {
  const table = entityTables.tables.get(name);
  if (!table) throw new ReplicaError("INTERNAL_ERROR", { detail: `table ${name} is not in the catalog` });
  return table;
}

export interface ReferenceFrom {
  readonly table: TableLayout;
  readonly reference: NameReference;
}

/** Every name column that points to a master table. */
export function referencesTo({ entityTables }: EntityAccess, masterTable: string): readonly ReferenceFrom[] {
  return [...entityTables.tables.values()].flatMap((table) =>
    table.references
      .filter((reference) => reference.masterTable === masterTable)
      .map((reference) => ({ table, reference })),
  );
}

/** `select` list of columns, each under its own name and readable without loss. */
export function selectList(
  { dialect }: Pick<EntityAccess, "dialect">,
  table: Pick<TableLayout, "name" | "columnTypes">,
  columns: readonly string[],
): RawBuilder<unknown> {
  const parts = columns.map((column) => {
    const type = table.columnTypes.get(column);
    if (!type) throw new ReplicaError("INTERNAL_ERROR", { detail: `no column ${table.name}.${column}` });
    const quoted = dialect.quote(column);
    return `${dialect.selectExpression(type, quoted)} as ${quoted}`;
  });
  return sql.raw(parts.join(", "));
}
