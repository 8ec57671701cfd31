import type { Column, LogicalType, Stream } from "../catalog/stream.ts";
import { guidColumnOf } from "../catalog/stream.ts";
import { commonDocs } from "./common-docs.ts";
import type { StoredType } from "./dialect.ts";
import { emptyValueOf } from "./values.ts";

export interface ColumnDefinition {
  readonly name: string;
  readonly type: StoredType;
  readonly isNullable: boolean;
  /** What it holds; becomes the comment of the column where the product takes it with the column. */
  readonly doc?: string;
}

export interface IndexDefinition {
  readonly name: string;
  readonly columns: readonly string[];
  /** Where the product has partial indexes: only rows for which this holds. Column names stand in braces. */
  readonly where?: string;
  /** Left out where the product has no partial indexes, because without the condition it would be large. */
  readonly isPartialOnly?: true;
}

/** A table as any product makes it; control tables and entity tables alike. */
export interface TableDefinition {
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
  readonly primaryKey: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  readonly indexes?: readonly IndexDefinition[];
}

/** A name column with its GUID twin and the master table it points to. */
export interface NameReference {
  readonly nameColumn: string;
  readonly guidColumn: string;
  readonly masterTable: string;
}

export interface TableLayout {
  readonly kind: "entity" | "child";
  readonly definition: TableDefinition;
  readonly name: string;
  /** `tally_guid`, or the column with the parent's GUID. */
  readonly keyColumn: string;
  /** The table's own columns with their GUID twins, in the order of the catalog. */
  readonly valueColumns: readonly Column[];
  readonly references: readonly NameReference[];
  readonly columnTypes: ReadonlyMap<string, LogicalType>;
}

export interface StreamLayout {
  readonly stream: Stream;
  readonly entity: TableLayout;
  readonly children: readonly TableLayout[];
}

/** Columns every entity table begins with (data dictionary). */
const firstColumns: readonly ColumnDefinition[] = [
  { name: "company_id", type: "int", isNullable: false, doc: commonDocs.company_id },
  { name: "tally_guid", type: "key", isNullable: false, doc: commonDocs.tally_guid },
  { name: "master_id", type: "bigint", isNullable: false, doc: commonDocs.master_id },
  { name: "alter_id", type: "bigint", isNullable: false, doc: commonDocs.alter_id },
];

/** Columns every entity table ends with. */
const lastColumns: readonly ColumnDefinition[] = [
  { name: "is_deleted", type: "bool", isNullable: false, doc: commonDocs.is_deleted },
  { name: "deleted_at", type: "time", isNullable: true, doc: commonDocs.deleted_at },
  { name: "last_modified_in_tally", type: "time", isNullable: true, doc: commonDocs.last_modified_in_tally },
  { name: "first_synced_at", type: "time", isNullable: true, doc: commonDocs.first_synced_at },
  { name: "last_synced_at", type: "time", isNullable: true, doc: commonDocs.last_synced_at },
  { name: "sync_status", type: "key", isNullable: false, doc: commonDocs.sync_status },
  { name: "last_run_id", type: "key", isNullable: false, doc: commonDocs.last_run_id },
];

const layouts = new WeakMap<Stream, StreamLayout>();

export function layoutOf(stream: Stream): StreamLayout {
  const known = layouts.get(stream);
  if (known) return known;
  const layout: StreamLayout = {
    stream,
    entity: entityLayout(stream),
    children: stream.children.map((child) => childLayout(stream, child)),
  };
  layouts.set(stream, layout);
  return layout;
}

function entityLayout(stream: Stream): TableLayout {
  const valueColumns = withTwins(stream.columns, null);
  const references = referencesOf(stream.columns, null);
  const columns = [...firstColumns, ...valueColumns.map(definitionOf), ...lastColumns];
  const indexes = [
    ...referenceIndexes(stream.name, references),
    { name: `${stream.name}_master_id`, columns: ["company_id", "master_id"] },
    // Each incremental run asks where people worked last.
    { name: `${stream.name}_alter_id`, columns: ["company_id", "alter_id"] },
    ...["name", "date"]
      .filter((column) => stream.columns.some(({ name }) => name === column))
      .map((column) => ({ name: `${stream.name}_${column}`, columns: ["company_id", column] })),
  ];
  const definition = { name: stream.name, columns, primaryKey: ["company_id", "tally_guid"], indexes };
  return layoutFrom("entity", definition, "tally_guid", valueColumns, references);
}

function childLayout(stream: Stream, child: Stream["children"][number]): TableLayout {
  const own = { column: child.parentKey, masterTable: stream.name };
  const valueColumns = withTwins(child.columns, own);
  const references = referencesOf(child.columns, own);
  const columns: readonly ColumnDefinition[] = [
    { name: "company_id", type: "int", isNullable: false, doc: commonDocs.company_id },
    {
      name: child.parentKey,
      type: "key",
      isNullable: false,
      doc: `Its parent, as tally_guid of ${stream.name}.`,
    },
    { name: "line_no", type: "int", isNullable: false, doc: commonDocs.line_no },
    ...valueColumns.map(definitionOf),
  ];
  const primaryKey = ["company_id", child.parentKey, "line_no"];
  // The primary key already finds lines by their parent.
  const indexed = references.filter(({ guidColumn }) => guidColumn !== child.parentKey);
  const definition = {
    name: child.name,
    columns,
    primaryKey,
    indexes: referenceIndexes(child.name, indexed),
  };
  return layoutFrom("child", definition, child.parentKey, valueColumns, references);
}

function layoutFrom(
  kind: TableLayout["kind"],
  definition: TableDefinition,
  keyColumn: string,
  valueColumns: readonly Column[],
  references: readonly NameReference[],
): TableLayout {
  const columnTypes = new Map(
    definition.columns.map(({ name, type }) => [name, type === "identity" ? "int" : type] as const),
  );
  return { kind, definition, name: definition.name, keyColumn, valueColumns, references, columnTypes };
}

interface ParentColumn {
  readonly column: string;
  readonly masterTable: string;
}

/** The twin follows its name; the parent's GUID of a child table is a key column already. */
function withTwins(columns: readonly Column[], parent: ParentColumn | null): readonly Column[] {
  return columns.flatMap((column) => {
    const guidColumn = guidColumnOf(column.name);
    if (column.refersTo === undefined || guidColumn === parent?.column) return [column];
    const doc = `GUID of ${column.name} in ${column.refersTo}; null while unresolved.`;
    return [column, { name: guidColumn, type: "key", doc } satisfies Column];
  });
}

/** A line's name of its own parent (`ledger_name` beside the key `ledger_guid`) is a reference as well. */
function referencesOf(columns: readonly Column[], parent: ParentColumn | null): readonly NameReference[] {
  return columns.flatMap((column) => {
    const guidColumn = guidColumnOf(column.name);
    const isParentName = guidColumn !== column.name && guidColumn === parent?.column;
    const masterTable = column.refersTo ?? (isParentName ? parent?.masterTable : undefined);
    return masterTable === undefined ? [] : [{ nameColumn: column.name, guidColumn, masterTable }];
  });
}

/**
 * One index finds rows by the master, the other the few names that are not yet resolved.
 * Where partial indexes exist most rows are in the first alone, and rows without a name are in neither.
 */
function referenceIndexes(table: string, references: readonly NameReference[]): readonly IndexDefinition[] {
  return references.flatMap(({ nameColumn, guidColumn }) => [
    {
      name: `${table}_${guidColumn}`,
      columns: ["company_id", guidColumn],
      where: `{${guidColumn}} is not null`,
    },
    {
      name: `${table}_${nameColumn}_open`,
      columns: ["company_id", nameColumn],
      where: `{${guidColumn}} is null and {${nameColumn}} <> ''`,
      isPartialOnly: true as const,
    },
  ]);
}

function definitionOf(column: Column): ColumnDefinition {
  return {
    name: column.name,
    type: column.type,
    isNullable: emptyValueOf(column) === null,
    doc: column.doc,
  };
}
