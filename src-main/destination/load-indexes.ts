import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Stream } from "../catalog/stream.ts";
import type { ControlTables } from "./control-tables.ts";
import type { Destination, Fence, WriteTransaction } from "./destination.ts";
import type { Dialect } from "./dialect.ts";
import { layoutOf } from "./table-layout.ts";
import type { TableDefinition } from "./table-layout.ts";
import { additionStatements, readExistingTables, usableIndexes } from "./tables.ts";

/*
 * Each row of a first load would go into every secondary index at another place; made behind the load, in order, they
 * cost a quarter less. A load that is killed or fails leaves them missing, never wrong: the end of the next load makes
 * them, and so does every program that prepares the database.
 */

function tablesOf(stream: Stream): readonly TableDefinition[] {
  const { entity, children } = layoutOf(stream);
  return [entity, ...children].map(({ definition }) => definition);
}

/** Takes the secondary indexes of the stream's tables away, unless there is a row in any of them, of any company. */
export async function postponeIndexes(
  { db }: WriteTransaction,
  dialect: Dialect,
  stream: Stream,
): Promise<void> {
  if (!dialect.makesIndexesAfterLoad) return;
  const tables = tablesOf(stream);
  for (const { name } of tables) if (await hasRows(db, name)) return;
  for (const table of tables) {
    for (const { name } of usableIndexes(dialect, table))
      await sql`drop index if exists ${sql.table(name)}`.execute(db);
  }
}

async function hasRows(db: Kysely<ControlTables>, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 as is_there from ${sql.table(table)} limit 1`.execute(db);
  return rows.length > 0;
}

/** Makes what is missing, each index in a transaction of its own, so that nobody waits for all of them. */
export async function makeMissingIndexes(
  destination: Destination,
  fence: Fence | null,
  stream: Stream,
): Promise<void> {
  const { db, dialect } = destination;
  if (!dialect.makesIndexesAfterLoad) return;
  const existing = await readExistingTables(db, dialect);
  for (const definition of tablesOf(stream)) {
    const table = existing.get(definition.name);
    if (table === undefined) continue;
    for (const statement of additionStatements(dialect, definition, table)) {
      await destination.transaction(fence, (tx) => sql.raw(statement).execute(tx.db), { isRepeatable: true });
    }
  }
}
