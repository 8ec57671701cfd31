import type { Database as SqliteDatabase, Statement } from "better-sqlite3";
import type { DriverValue } from "./dialect.ts";

/** One statement and the parameters of each row it runs for: row by row is SQLite's fastest way (docs/adr). */
export interface RowBatch {
  readonly statement: string;
  readonly rows: readonly (readonly DriverValue[])[];
}

/** Prepared once per connection, by their text. */
export type StatementCache = Map<string, Statement>;

export function runBatch(database: SqliteDatabase, cache: StatementCache, batch: RowBatch): void {
  let statement = cache.get(batch.statement);
  if (statement === undefined) {
    statement = database.prepare(batch.statement);
    cache.set(batch.statement, statement);
  }
  for (const row of batch.rows) statement.run(row);
}
