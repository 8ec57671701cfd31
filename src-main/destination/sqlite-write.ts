import type { Stream } from "../catalog/stream.ts";
import { chunk } from "./dialect.ts";
import type { DriverValue } from "./dialect.ts";
import type { EntityWrite } from "./product-driver.ts";
import type { RowBatch } from "./row-batch.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { layoutOf } from "./table-layout.ts";
import type { StreamLayout, TableDefinition, TableLayout } from "./table-layout.ts";
import { entityParameters, lineRows, updatedColumns } from "./write.ts";

/** Few enough that whoever waits in this process gets a turn soon. */
const entitiesPerTurn = 200;
const rowsPerTurn = 1_000;

/** The batches of a write, some entities at a time; table by table, so that one tree of pages grows at a time. */
export function* entityBatches(write: EntityWrite): Generator<readonly RowBatch[]> {
  const statements = statementsOf(write.stream);
  for (const rows of chunk(write.rows, entitiesPerTurn)) yield batchesOf(statements, { ...write, rows });
}

export function* plainBatches(
  table: TableDefinition,
  rows: readonly (readonly DriverValue[])[],
): Generator<readonly RowBatch[]> {
  const statement = insertSql(table);
  for (const part of chunk(rows, rowsPerTurn)) yield [{ statement, rows: part }];
}

function batchesOf(
  { layout, insert, upsert, children }: StreamStatements,
  { rows, stamp, isKnownNew }: EntityWrite,
): readonly RowBatch[] {
  const { companyId } = stamp;
  const entities: RowBatch = {
    statement: isKnownNew ? insert : upsert,
    rows: rows.map((row) => entityParameters(layout.entity, row, stamp, sqliteDialect)),
  };
  const keys = rows.map(({ guid }) => [companyId, guid]);
  const lines = children.flatMap(({ child, insertLine, deleteLines }) => {
    const inserted = [...lineRows(child, rows, companyId, sqliteDialect)];
    const insertion = { statement: insertLine, rows: inserted };
    return isKnownNew ? [insertion] : [{ statement: deleteLines, rows: keys }, insertion];
  });
  return [entities, ...lines].filter((batch) => batch.rows.length > 0);
}

interface StreamStatements {
  readonly layout: StreamLayout;
  readonly insert: string;
  readonly upsert: string;
  readonly children: readonly {
    readonly child: TableLayout;
    readonly insertLine: string;
    readonly deleteLines: string;
  }[];
}

const statementsByStream = new WeakMap<Stream, StreamStatements>();

function statementsOf(stream: Stream): StreamStatements {
  let statements = statementsByStream.get(stream);
  if (statements === undefined) {
    statements = writeStatements(layoutOf(stream));
    statementsByStream.set(stream, statements);
  }
  return statements;
}

function writeStatements(layout: StreamLayout): StreamStatements {
  const { quote } = sqliteDialect;
  const assignments = updatedColumns(layout.entity).map((name) => `${quote(name)} = excluded.${quote(name)}`);
  const insert = insertSql(layout.entity.definition);
  return {
    layout,
    insert,
    upsert: `${insert} on conflict (company_id, tally_guid) do update set ${assignments.join(", ")}`,
    children: layout.children.map((child) => ({
      child,
      insertLine: insertSql(child.definition),
      deleteLines: `delete from ${quote(child.name)} where company_id = ? and ${quote(child.keyColumn)} = ?`,
    })),
  };
}

function insertSql(table: TableDefinition): string {
  const columns = table.columns.map(({ name }) => sqliteDialect.quote(name));
  return `insert into ${sqliteDialect.quote(table.name)} (${columns.join(", ")})
    values (${columns.map(() => "?").join(", ")})`;
}
