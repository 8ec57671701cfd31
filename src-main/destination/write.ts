import { sql } from "kysely";
import type { Column, Stream } from "../catalog/stream.ts";
import type { Value, Values } from "../contract/value.ts";
import { companyControlTables } from "./control-tables.ts";
import type { ResolvedRow, WriteStamp } from "./destination.ts";
import { chunk } from "./dialect.ts";
import type { Dialect, DriverValue } from "./dialect.ts";
import { guidsPerStatement, referencesTo, tableOf } from "./entity-tables.ts";
import type { EntityAccess, ReferenceFrom } from "./entity-tables.ts";
import { selectRows } from "./read.ts";
import { layoutOf } from "./table-layout.ts";
import type { TableDefinition, TableLayout } from "./table-layout.ts";
import { canonicalValue } from "./values.ts";

/** Columns an update of an existing row leaves alone. */
const keptColumns: ReadonlySet<string> = new Set(["company_id", "tally_guid", "first_synced_at"]);

export function updatedColumns(table: TableLayout): readonly string[] {
  return table.definition.columns.map(({ name }) => name).filter((name) => !keptColumns.has(name));
}

/** Every column of an entity row, in the order of the table, as the driver takes it. */
export function entityParameters(
  table: TableLayout,
  row: ResolvedRow,
  stamp: WriteStamp,
  dialect: Dialect,
): DriverValue[] {
  const parameters: DriverValue[] = [stamp.companyId, row.guid, row.masterId, row.alterId];
  pushValues(parameters, table.valueColumns, row.values, dialect);
  parameters.push(
    dialect.toDatabase("bool", false),
    null,
    row.lastModified === null ? null : dialect.toDatabase("time", row.lastModified),
    dialect.toDatabase("time", stamp.at),
    dialect.toDatabase("time", stamp.at),
    stamp.syncStatus,
    stamp.runId,
  );
  return parameters;
}

/** Every line that these entities have in a child table, all columns in its order, numbered from 1 within its entity. */
export function* lineRows(
  child: TableLayout,
  rows: readonly ResolvedRow[],
  companyId: number,
  dialect: Dialect,
): Generator<DriverValue[]> {
  for (const { guid, children } of rows) {
    for (const [index, line] of (children[child.name] ?? []).entries()) {
      const parameters: DriverValue[] = [companyId, guid, index + 1];
      pushValues(parameters, child.valueColumns, line, dialect);
      yield parameters;
    }
  }
}

function pushValues(
  parameters: DriverValue[],
  columns: readonly Column[],
  values: Values,
  dialect: Dialect,
): void {
  for (const column of columns) {
    const value = canonicalValue(column, values[column.name], dialect);
    parameters.push(value === null ? null : dialect.toDatabase(column.type, value));
  }
}

/** Canonical values of a whole row, in the order of the table, as the driver takes them. */
export function rowParameters(table: TableDefinition, row: Values, dialect: Dialect): DriverValue[] {
  return table.columns.map(({ name, type }) => {
    const value = row[name] ?? null;
    return value === null || type === "identity" ? value : dialect.toDatabase(type, value);
  });
}

export async function deleteEntities(
  access: EntityAccess,
  stream: Stream,
  guids: readonly string[],
  stamp: WriteStamp,
): Promise<void> {
  const { db, dialect } = access;
  const { entity, children } = layoutOf(stream);
  const at = dialect.toDatabase("time", stamp.at);
  for (const part of chunk(guids, guidsPerStatement)) {
    await sql`update ${sql.table(entity.name)}
      set is_deleted = ${dialect.toDatabase("bool", true)}, deleted_at = ${at}, last_synced_at = ${at},
        sync_status = 'deleted', last_run_id = ${stamp.runId}
      where company_id = ${stamp.companyId} and tally_guid in (${sql.join(part)})`.execute(db);
    for (const child of children) await deleteLines(access, child, stamp.companyId, part);
  }
}

async function deleteLines(
  { db }: EntityAccess,
  child: TableLayout,
  companyId: number,
  guids: readonly string[],
): Promise<void> {
  await sql`delete from ${sql.table(child.name)}
    where company_id = ${companyId} and ${sql.ref(child.keyColumn)} in (${sql.join(guids)})`.execute(db);
}

export async function updateColumns(
  access: EntityAccess,
  companyId: number,
  tableName: string,
  columns: readonly string[],
  rows: readonly { readonly guid: string; readonly values: readonly Value[] }[],
): Promise<void> {
  const { db, dialect } = access;
  const table = tableOf(access, tableName);
  for (const { guid, values } of rows) {
    const assignments = columns.map((name, index) => {
      const column = table.valueColumns.find((candidate) => candidate.name === name);
      const type = table.columnTypes.get(name) ?? "text";
      const value = column ? canonicalValue(column, values[index], dialect) : (values[index] ?? null);
      return sql`${sql.ref(name)} = ${value === null ? null : dialect.toDatabase(type, value)}`;
    });
    await sql`update ${sql.table(table.name)} set ${sql.join(assignments)}
      where company_id = ${companyId} and ${sql.ref(table.keyColumn)} = ${guid}`.execute(db);
  }
}

/** Names chosen by GUID in one statement per column: two masters that swapped their names come out right. */
export async function cascadeNames(
  access: EntityAccess,
  companyId: number,
  masterTable: string,
  guids: readonly string[],
): Promise<void> {
  const masters = await selectRows(access, {
    companyId,
    table: masterTable,
    columns: ["tally_guid", "name"],
    whereIn: { column: "tally_guid", values: guids },
  });
  const names = masters.map((row) => [String(row["tally_guid"]), String(row["name"])] as const);
  for (const { table, reference } of referencesTo(access, masterTable)) {
    for (const part of chunk(names, guidsPerStatement)) {
      await setByLookup(access, companyId, table, reference.guidColumn, reference.nameColumn, part, sql``);
    }
  }
}

/** `set target = (case lookup when … then …)` for the rows whose `lookup` column is one of the pairs' first. */
async function setByLookup(
  { db }: EntityAccess,
  companyId: number,
  table: TableLayout,
  lookup: string,
  target: string,
  pairs: readonly (readonly [string, string])[],
  condition: ReturnType<typeof sql>,
): Promise<void> {
  const cases = pairs.map(([from, to]) => sql`when ${from} then ${to}`);
  await sql`update ${sql.table(table.name)}
    set ${sql.ref(target)} = case ${sql.ref(lookup)} ${sql.join(cases, sql` `)} end
    where company_id = ${companyId} and ${sql.ref(lookup)} in (${sql.join(pairs.map(([from]) => from))})${condition}`.execute(
    db,
  );
}

export async function resolveNames(
  access: EntityAccess,
  companyId: number,
  masterTable: string,
): Promise<void> {
  for (const from of referencesTo(access, masterTable)) {
    // A line's name of its own parent cannot be unresolved: its GUID is part of the key.
    if (from.reference.guidColumn === from.table.keyColumn) continue;
    const open = await openNames(access, companyId, from);
    if (open.length === 0) continue;
    const masters = await selectRows(access, {
      companyId,
      table: masterTable,
      columns: ["name", "tally_guid"],
      whereIn: { column: "name", values: open },
    });
    const pairs = [...new Map(masters.map((row) => [String(row["name"]), String(row["tally_guid"])]))];
    const { nameColumn, guidColumn } = from.reference;
    const stillOpen = sql` and ${sql.ref(guidColumn)} is null`;
    for (const part of chunk(pairs, guidsPerStatement)) {
      await setByLookup(access, companyId, from.table, nameColumn, guidColumn, part, stillOpen);
    }
  }
}

/** Names that stand in a column without a GUID. The condition is that of the index for open names. */
async function openNames(
  { db }: EntityAccess,
  companyId: number,
  { table, reference }: ReferenceFrom,
): Promise<readonly string[]> {
  const { rows } = await sql<{
    open_name: string;
  }>`select distinct ${sql.ref(reference.nameColumn)} as open_name
    from ${sql.table(table.name)}
    where company_id = ${companyId}
      and ${sql.ref(reference.guidColumn)} is null and ${sql.ref(reference.nameColumn)} <> ''`.execute(db);
  return rows.map(({ open_name: name }) => name);
}

export async function removeCompany(access: EntityAccess, companyId: number): Promise<void> {
  for (const { entity, children } of access.entityTables.streams) {
    for (const { name } of [...children, entity]) {
      await sql`delete from ${sql.table(name)} where company_id = ${companyId}`.execute(access.db);
    }
  }
  for (const name of companyControlTables) {
    await access.db.deleteFrom(name).where("company_id", "=", companyId).execute();
  }
  await access.db.deleteFrom("companies").where("id", "=", companyId).execute();
}
