import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Stream } from "../catalog/stream.ts";
import type { ControlTables } from "./control-tables.ts";
import type { Destination, Fence, WriteTransaction } from "./destination.ts";
import type { Dialect } from "./dialect.ts";
import { layoutOf } from "./table-layout.ts";
import type { TableDefinition } from "./table-layout.ts";
import { additionStatements, readExistingTables, usableIndexes } from "./tables.ts";
import type { ExistingTables } from "./tables.ts";

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

/**
 * What there is, for a program that prepares the database beside a first load that is under way: the indexes that the
 * load will make itself count as there, or looking at the load's progress would hold it up and cost it what it saves.
 */
export async function withPostponedIndexes(
  db: Kysely<ControlTables>,
  dialect: Dialect,
  existing: ExistingTables,
  tables: readonly TableDefinition[],
): Promise<ExistingTables> {
  if (!dialect.makesIndexesAfterLoad || !(await isLoadUnderWay(db, dialect, existing))) return existing;
  const names = new Map(
    tables.map((table) => [table.name, usableIndexes(dialect, table).map(({ name }) => name)]),
  );
  return new Map(
    [...existing].map(([name, table]) => [
      name,
      { ...table, indexes: new Set([...table.indexes, ...(names.get(name) ?? [])]) },
    ]),
  );
}

/** Some company has an unfinished first load and an agent that is at it. */
async function isLoadUnderWay(
  db: Kysely<ControlTables>,
  dialect: Dialect,
  existing: ExistingTables,
): Promise<boolean> {
  if (!existing.has("sync_state")) return false;
  const { rows } = await sql`select 1 as is_there from sync_state loads
    where loads.counter = 'vouchers' and loads.resume_from is not null and exists (
      select 1 from sync_state leases where leases.company_id = loads.company_id
        and leases.lease_holder <> '' and leases.lease_expires_at > ${sql.raw(dialect.clock)})`.execute(db);
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
