import type { Database as SqliteDatabase, Statement } from "better-sqlite3";
import { setImmediate } from "node:timers/promises";
import type { Stream } from "../catalog/stream.ts";
import type { ResolvedRow, WriteStamp } from "./destination.ts";
import type { DriverValue } from "./dialect.ts";
import type { EntityWrite } from "./product-driver.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { layoutOf } from "./table-layout.ts";
import type { StreamLayout, TableDefinition, TableLayout } from "./table-layout.ts";
import { entityParameters, lineParameters, updatedColumns } from "./write.ts";

interface ChildStatements {
  readonly child: TableLayout;
  readonly insert: Statement;
  readonly deleteLines: Statement;
}

interface StreamStatements {
  readonly layout: StreamLayout;
  readonly insert: Statement;
  readonly upsert: Statement;
  readonly children: readonly ChildStatements[];
}

/** Prepared once per connection and stream: row by row in one transaction is SQLite's fastest way (docs/adr). */
export type StatementCache = Map<Stream, StreamStatements>;

/** The event loop gets a turn after so many rows, so that a stop or a timer is heard. */
const rowsPerTurn = 1_000;

export async function writeEntities(
  database: SqliteDatabase,
  cache: StatementCache,
  { stream, rows, stamp, isKnownNew }: EntityWrite,
): Promise<void> {
  const statements = cache.get(stream) ?? prepareStatements(database, stream);
  cache.set(stream, statements);
  for (const [index, row] of rows.entries()) {
    writeEntity(statements, row, stamp, isKnownNew);
    if (index % rowsPerTurn === rowsPerTurn - 1) await setImmediate();
  }
}

function writeEntity(
  statements: StreamStatements,
  row: ResolvedRow,
  stamp: WriteStamp,
  isKnownNew: boolean,
): void {
  const { entity } = statements.layout;
  const statement = isKnownNew ? statements.insert : statements.upsert;
  statement.run(entityParameters(entity, row, stamp, sqliteDialect));
  for (const { child, insert, deleteLines } of statements.children) {
    if (!isKnownNew) deleteLines.run(stamp.companyId, row.guid);
    const lines = row.children[child.name];
    if (!lines) continue;
    for (const [index, line] of lines.entries()) {
      insert.run(lineParameters(child, row.guid, index + 1, line, stamp.companyId, sqliteDialect));
    }
  }
}

function prepareStatements(database: SqliteDatabase, stream: Stream): StreamStatements {
  const layout = layoutOf(stream);
  const { quote } = sqliteDialect;
  const assignments = updatedColumns(layout.entity).map((name) => `${quote(name)} = excluded.${quote(name)}`);
  const insertEntity = insertSql(layout.entity.definition);
  return {
    layout,
    insert: database.prepare(insertEntity),
    upsert: database.prepare(
      `${insertEntity} on conflict (company_id, tally_guid) do update set ${assignments.join(", ")}`,
    ),
    children: layout.children.map((child) => ({
      child,
      insert: database.prepare(insertSql(child.definition)),
      deleteLines: database.prepare(
        `delete from ${quote(child.name)} where company_id = ? and ${quote(child.keyColumn)} = ?`,
      ),
    })),
  };
}

export async function insertRows(
  database: SqliteDatabase,
  table: TableDefinition,
  rows: readonly (readonly DriverValue[])[],
): Promise<void> {
  const statement = database.prepare(insertSql(table));
  for (const [index, row] of rows.entries()) {
    statement.run(row);
    if (index % rowsPerTurn === rowsPerTurn - 1) await setImmediate();
  }
}

function insertSql(table: TableDefinition): string {
  const columns = table.columns.map(({ name }) => sqliteDialect.quote(name));
  return `insert into ${sqliteDialect.quote(table.name)} (${columns.join(", ")})
    values (${columns.map(() => "?").join(", ")})`;
}
