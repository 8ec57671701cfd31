import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { ControlTables } from "./control-tables.ts";
import type { Dialect, StoredType } from "./dialect.ts";
import type { ColumnDefinition, IndexDefinition, TableDefinition } from "./table-layout.ts";

interface ExistingTable {
  readonly columns: ReadonlySet<string>;
  readonly indexes: ReadonlySet<string>;
}

/** What there is already, by the name of the table. */
export type ExistingTables = ReadonlyMap<string, ExistingTable>;

export async function readExistingTables(
  db: Kysely<ControlTables>,
  dialect: Dialect,
): Promise<ExistingTables> {
  const columns = await readNames(db, dialect.columnsQuery);
  const indexes = await readNames(db, dialect.indexesQuery);
  return new Map(
    [...columns].map(([table, names]) => [
      table,
      { columns: names, indexes: indexes.get(table) ?? new Set() },
    ]),
  );
}

async function readNames(
  db: Kysely<ControlTables>,
  query: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await sql<{ table_name: string; item_name: string }>`${sql.raw(query)}`.execute(db);
  const tables = new Map<string, Set<string>>();
  for (const row of rows) {
    const names = tables.get(row.table_name) ?? new Set();
    tables.set(row.table_name, names.add(row.item_name));
  }
  return tables;
}

/** What makes missing tables, columns and indexes; nothing is ever renamed, narrowed or dropped. */
export function additiveStatements(
  dialect: Dialect,
  existing: ExistingTables,
  definitions: readonly TableDefinition[],
): readonly string[] {
  return definitions.flatMap((definition) => {
    const table = existing.get(definition.name);
    return table
      ? additionStatements(dialect, definition, table)
      : createTableStatements(dialect, definition);
  });
}

export function createTableStatements(dialect: Dialect, definition: TableDefinition): readonly string[] {
  const quote = dialect.quote;
  const hasIdentity = definition.columns.some(({ type }) => type === "identity");
  const parts = [
    ...definition.columns.map((column) => columnSql(dialect, column)),
    ...(hasIdentity ? [] : [`primary key (${definition.primaryKey.map(quote).join(", ")})`]),
    ...(definition.unique ?? []).map((columns) => `unique (${columns.map(quote).join(", ")})`),
  ];
  const indexes = usableIndexes(dialect, definition);
  if (!dialect.hasTransactionalDdl) parts.push(...indexes.map((index) => inlineIndexSql(dialect, index)));
  const create = `create table ${quote(definition.name)} (\n  ${parts.join(",\n  ")}\n)${dialect.tableSuffix}`;
  return dialect.hasTransactionalDdl
    ? [create, ...indexes.map((index) => indexSql(dialect, definition.name, index))]
    : [create];
}

/** Where a half done migration would stay, the columns and their indexes are one statement. */
export function additionStatements(
  dialect: Dialect,
  definition: TableDefinition,
  existing: ExistingTable,
): readonly string[] {
  const missing = definition.columns.filter(({ name }) => !existing.columns.has(name));
  const indexes = usableIndexes(dialect, definition).filter(({ name }) => !existing.indexes.has(name));
  if (missing.length === 0 && indexes.length === 0) return [];
  const alter = `alter table ${dialect.quote(definition.name)}`;
  const additions = missing.map((column) => columnSql(dialect, column));
  if (!dialect.hasTransactionalDdl) {
    const inline = indexes.map((index) => inlineIndexSql(dialect, index));
    return [
      `${alter} ${[...additions.map((column) => `add ${column}`), ...inline.map((index) => `add ${index}`)].join(", ")}`,
    ];
  }
  return [
    ...additions.map((column) => `${alter} add ${column}`),
    ...indexes.map((index) => indexSql(dialect, definition.name, index)),
  ];
}

function columnSql(dialect: Dialect, column: ColumnDefinition): string {
  const start = `${dialect.quote(column.name)} ${dialect.typeNames[column.type]}`;
  const comment = column.doc === undefined ? "" : dialect.columnComment(column.doc);
  if (column.type === "identity") return `${start}${comment}`;
  if (column.isNullable) return `${start} null${comment}`;
  const defaultSql = defaultOf(dialect, column.type);
  return `${start}${defaultSql === null ? "" : ` default ${defaultSql}`} not null${comment}`;
}

/** A default, so that a column added later fits the rows that are already there. */
function defaultOf(dialect: Dialect, type: StoredType): string | null {
  switch (type) {
    case "key":
    case "name":
      return "''";
    case "text":
      return dialect.defaults.text;
    case "int":
    case "bigint":
    case "money":
    case "number":
      return "0";
    case "bool":
      return dialect.defaults.bool;
    case "date":
    case "time":
    case "json":
    case "identity":
      return null;
  }
}

export function usableIndexes(dialect: Dialect, definition: TableDefinition): readonly IndexDefinition[] {
  return (definition.indexes ?? []).filter((index) => dialect.hasPartialIndexes || !index.isPartialOnly);
}

function indexSql(dialect: Dialect, table: string, index: IndexDefinition): string {
  const columns = index.columns.map(dialect.quote).join(", ");
  const start = `create index ${dialect.quote(index.name)} on ${dialect.quote(table)} (${columns})`;
  if (index.where === undefined || !dialect.hasPartialIndexes) return start;
  return `${start} where ${index.where.replaceAll(/\{(\w+)\}/g, (_match, name: string) => dialect.quote(name))}`;
}

function inlineIndexSql(dialect: Dialect, index: IndexDefinition): string {
  return `index ${dialect.quote(index.name)} (${index.columns.map(dialect.quote).join(", ")})`;
}
