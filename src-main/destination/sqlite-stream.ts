import Database from "better-sqlite3";
import type { CompiledQuery } from "kysely";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { RawRow } from "./destination.ts";
import { sqliteError } from "./sqlite-errors.ts";

const busyTimeoutMs = 5_000;

/**
 * A connection of its own: better-sqlite3 refuses every other statement on one that is giving rows. It reads the file
 * as it was when the statement began, whatever is written meanwhile.
 */
export async function* streamFile(
  path: string,
  { sql, parameters }: CompiledQuery,
  rowsPerBatch: number,
): AsyncGenerator<readonly RawRow[]> {
  let database: Database.Database | null = null;
  try {
    database = new Database(path, { readonly: true, timeout: busyTimeoutMs });
    database.pragma("cache_size = -16384");
    let batch: RawRow[] = [];
    const values = parameters.map((value) => (typeof value === "boolean" ? Number(value) : value));
    for (const row of database.prepare<unknown[], RawRow>(sql).iterate(...values)) {
      batch.push(row);
      if (batch.length < rowsPerBatch) continue;
      yield batch;
      batch = [];
      // Rows come without waiting for anything, so nothing else would ever have its turn.
      await nextTurn();
    }
    if (batch.length > 0) yield batch;
  } catch (error) {
    throw sqliteError(error, path);
  } finally {
    database?.close();
  }
}
