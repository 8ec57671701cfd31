import { sql } from "kysely";
import type { CompiledQuery, Kysely } from "kysely";
import type { ControlTables } from "./control-tables.ts";
import type { RawRow } from "./destination.ts";

/** The driver's own way of handing over rows as they arrive (MySQL, SQL Server). */
export async function* streamByKysely(
  db: Kysely<ControlTables>,
  statement: CompiledQuery,
  rowsPerBatch: number,
): AsyncGenerator<readonly RawRow[]> {
  let batch: RawRow[] = [];
  // MySQL's driver gives single rows whatever is asked for.
  for await (const { rows } of db.getExecutor().stream<RawRow>(statement, rowsPerBatch)) {
    batch.push(...rows);
    if (batch.length < rowsPerBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A cursor inside a transaction that sees one moment of the data (PostgreSQL). */
export async function* streamByCursor(
  db: Kysely<ControlTables>,
  statement: CompiledQuery,
  rowsPerBatch: number,
): AsyncGenerator<readonly RawRow[]> {
  const transaction = await db
    .startTransaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute();
  try {
    // All rows are wanted, so the plan that gives the first ones soonest is not the best one.
    await sql`set local cursor_tuple_fraction = 1`.execute(transaction);
    const declare = { ...statement, sql: `declare rows_of_export no scroll cursor for ${statement.sql}` };
    await transaction.executeQuery(declare);
    const fetch = sql<RawRow>`fetch forward ${sql.lit(rowsPerBatch)} from rows_of_export`;
    for (;;) {
      const { rows } = await fetch.execute(transaction);
      if (rows.length > 0) yield rows;
      if (rows.length < rowsPerBatch) return;
    }
  } finally {
    await transaction.rollback().execute();
  }
}
