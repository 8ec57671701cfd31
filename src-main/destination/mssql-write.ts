import { CompiledQuery } from "kysely";
import type { Kysely } from "kysely";
import type { ControlTables } from "./control-tables.ts";
import { chunk } from "./dialect.ts";
import type { DriverValue } from "./dialect.ts";
import { binaryCollation, mssqlDialect } from "./mssql-dialect.ts";
import type { EntityWrite } from "./product-driver.ts";
import { layoutOf } from "./table-layout.ts";
import type { TableDefinition, TableLayout } from "./table-layout.ts";
import { entityParameters, lineRows, updatedColumns } from "./write.ts";

const { quote } = mssqlDialect;
const rowsPerStatement = 1_000;

/**
 * One JSON parameter per thousand rows, taken apart by OPENJSON (SQL Server 2016): no limit of 2,100 parameters, one
 * statement text per table. Update and insert instead of MERGE, which has known faults.
 */
export async function writeEntities(db: Kysely<ControlTables>, write: EntityWrite): Promise<void> {
  const { stream, rows, stamp, isKnownNew } = write;
  const { entity, children } = layoutOf(stream);
  const entityRows = rows.map((row) => entityParameters(entity, row, stamp, mssqlDialect));
  const guids = rows.map(({ guid }) => guid);
  if (isKnownNew) await insertRows(db, entity.definition, entityRows);
  else await runBatches(db, [updateStatement(entity), insertMissingStatement(entity)], entityRows);
  for (const child of children) {
    if (!isKnownNew) await deleteLines(db, child, stamp.companyId, guids);
    await insertRows(db, child.definition, [...lineRows(child, rows, stamp.companyId, mssqlDialect)]);
  }
}

export function insertRows(
  db: Kysely<ControlTables>,
  table: TableDefinition,
  rows: readonly (readonly DriverValue[])[],
): Promise<void> {
  return runBatches(db, [insertStatement(table)], rows);
}

async function runBatches(
  db: Kysely<ControlTables>,
  statements: readonly string[],
  rows: readonly (readonly DriverValue[])[],
): Promise<void> {
  for (const part of chunk(rows, rowsPerStatement)) {
    const json = JSON.stringify(part);
    for (const statement of statements) await db.executeQuery(CompiledQuery.raw(statement, [json]));
  }
}

async function deleteLines(
  db: Kysely<ControlTables>,
  child: TableLayout,
  companyId: number,
  guids: readonly string[],
): Promise<void> {
  for (const part of chunk(guids, rowsPerStatement)) {
    await db.executeQuery(CompiledQuery.raw(deleteLinesStatement(child), [companyId, JSON.stringify(part)]));
  }
}

export function insertStatement(table: TableDefinition): string {
  return `insert into ${quote(table.name)} (${columnList(table)})
select ${sourceList(table)}
from ${source(table)} s`;
}

export function insertMissingStatement(table: TableLayout): string {
  return `${insertStatement(table.definition)}
where not exists (select 1 from ${quote(table.name)} t where ${matchKey(table)})`;
}

export function updateStatement(table: TableLayout): string {
  const indexes = new Map(table.definition.columns.map(({ name }, index) => [name, index]));
  const assignments = updatedColumns(table).map((name) => `${quote(name)} = s.c${indexes.get(name)}`);
  return `update t set ${assignments.join(", ")}
from ${quote(table.name)} t
join ${source(table.definition)} s on ${matchKey(table)}`;
}

export function deleteLinesStatement(child: TableLayout): string {
  return `delete from ${quote(child.name)}
where company_id = @1 and ${quote(child.keyColumn)} in
  (select [value] collate ${binaryCollation} from openjson(@2))`;
}

function columnList(table: TableDefinition): string {
  return table.columns.map(({ name }) => quote(name)).join(", ");
}

function sourceList(table: TableDefinition): string {
  return table.columns.map((_column, index) => `s.c${index}`).join(", ");
}

/** company_id and GUID are the first two columns of an entity table. */
function matchKey(table: TableLayout): string {
  return `t.company_id = s.c0 and t.${quote(table.keyColumn)} = s.c1 collate ${binaryCollation}`;
}

/** Rows are arrays, so that the text of a batch does not repeat the names of the columns. */
function source(table: TableDefinition): string {
  const columns = table.columns.map(
    ({ type }, index) => `c${index} ${withoutCollation(mssqlDialect.typeNames[type])} '$[${index}]'`,
  );
  return `openjson(@1) with (${columns.join(", ")})`;
}

function withoutCollation(typeName: string): string {
  return typeName.replace(/ collate .*/, "");
}
