import Database from "better-sqlite3";
import type { Database as SqliteDatabase } from "better-sqlite3";

/** A blocking wait inside SQLite for single statements; long waits happen outside, so that the process stays awake. */
const busyTimeoutMs = 1_000;

/** One connection to a database file that exists, set up as every connection of ours is. */
export function connectTo(path: string): SqliteDatabase {
  const database = new Database(path, { timeout: busyTimeoutMs });
  try {
    database.pragma("journal_mode = WAL");
    // FULL: each commit is on the disk when it returns. NORMAL would keep the order as well, but could take back
    // a run that `changes --since` or a person has already seen. A run has few commits, so it costs almost nothing.
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    // More costs memory and saves nothing measurable.
    database.pragma("cache_size = -8192");
    // A first load writes the same pages again and again: copying them into the file less often saves a fifth.
    database.pragma("wal_autocheckpoint = 8000");
    database.pragma("journal_size_limit = 67108864");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** FULL waits for the disk at each commit; NORMAL keeps the order of commits and waits only now and then. */
export type Synchronous = "NORMAL" | "FULL";

/** Takes the write lock from the start, so that nothing read in it can change before it is written; or fails at once. */
export function beginAtOnce(database: SqliteDatabase, synchronous: Synchronous): void {
  database.pragma(`synchronous = ${synchronous}`);
  database.pragma("busy_timeout = 0");
  try {
    database.exec("begin immediate");
  } finally {
    database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  }
}

/** A full disk or a damaged page may have ended the transaction already. */
export function rollBack(database: SqliteDatabase): void {
  if (database.inTransaction) database.exec("rollback");
}
