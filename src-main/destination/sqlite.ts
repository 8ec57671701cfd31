import Database from "better-sqlite3";
import type { Database as SqliteDatabase } from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import type { ControlTables } from "./control-tables.ts";
import type { Destination, TransactionOptions } from "./destination.ts";
import { adaptDialect } from "./kysely-adapter.ts";
import { makeFolder } from "./make-folder.ts";
import type { Migration } from "./migration.ts";
import { makeDestination } from "./product-driver.ts";
import type { ProductDriver, Session } from "./product-driver.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { sqliteError } from "./sqlite-errors.ts";
import { streamFile } from "./sqlite-stream.ts";
import { insertRows, writeEntities } from "./sqlite-write.ts";
import type { StatementCache } from "./sqlite-write.ts";

export interface SqliteOptions {
  /** `:memory:` is not offered: a replica nobody can open is none. */
  readonly path: string;
  /** Makes the file and its folder; otherwise a missing file is DEST_NO_DATABASE. Default true. */
  readonly mayCreate?: boolean;
  /** How long to wait for another program that is writing. */
  readonly lockTimeoutMs?: number;
  readonly migrations?: readonly Migration[];
}

const defaultLockTimeoutMs = 15_000;
/** A blocking wait inside SQLite for single statements; long waits happen outside, so that the process stays awake. */
const busyTimeoutMs = 1_000;
const lockPollMs = 25;

export function openSqlite(options: SqliteOptions): Destination {
  const path = resolve(options.path);
  try {
    if (options.mayCreate === false && !existsSync(path)) {
      throw new ReplicaError("DEST_NO_DATABASE", { database: path });
    }
    const database = openFile(path);
    return makeDestination(sqliteDriver(database, path, options));
  } catch (error) {
    throw sqliteError(error, path);
  }
}

/** The books are private: a new file is readable by its owner alone (SQLite gives -wal and -shm the same mode). */
function openFile(path: string): SqliteDatabase {
  if (!existsSync(path)) {
    makeFolder(dirname(path));
    closeSync(openSync(path, "a", 0o600));
    chmodSync(path, 0o600);
  }
  const database = new Database(path, { timeout: busyTimeoutMs });
  try {
    database.pragma("journal_mode = WAL");
    // FULL: each commit is on the disk when it returns. NORMAL would keep the order as well, but could take back
    // a run that `changes --since` or a person has already seen. A run has few commits, so it costs almost nothing.
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    database.pragma("cache_size = -32768");
    // A first load writes the same pages again and again: copying them into the file less often saves a fifth.
    database.pragma("wal_autocheckpoint = 8000");
    database.pragma("journal_size_limit = 67108864");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function sqliteDriver(
  database: SqliteDatabase,
  path: string,
  options: SqliteOptions,
): ProductDriver<Session> {
  const statements: StatementCache = new Map();
  const db = new Kysely<ControlTables>({
    dialect: adaptDialect(new SqliteDialect({ database }), {
      mapError: (error) => sqliteError(error, path),
      mapParameter: (value) => (typeof value === "boolean" ? Number(value) : value),
    }),
  });
  const lockTimeoutMs = options.lockTimeoutMs ?? defaultLockTimeoutMs;
  // Holding kysely's one connection keeps other statements of this process out of the transaction.
  const transaction = <T>(
    work: (session: Session) => Promise<T>,
    { isRepeatable = false }: TransactionOptions = {},
  ): Promise<T> =>
    db.connection().execute(async (connection) => {
      // NORMAL keeps the order of commits and waits for the disk only now and then.
      database.pragma(`synchronous = ${isRepeatable ? "NORMAL" : "FULL"}`);
      return transact(database, path, lockTimeoutMs, () => work({ db: connection }));
    });
  return {
    dialect: sqliteDialect,
    description: path,
    db,
    ...(options.migrations === undefined ? {} : { migrations: options.migrations }),
    check: async () => {},
    transaction,
    backUp: () => backUp(database, path),
    withMigrationLock: (work) => transaction((session) => work(session.db)),
    writeEntities: (_session, write) => writeEntities(database, statements, write),
    insertRows: (_session, table, rows) => insertRows(database, table, rows),
    streamRows: (statement, rowsPerBatch) => streamFile(path, statement, rowsPerBatch),
    close: async () => {
      await db.destroy();
      database.close();
    },
  };
}

/** The file as it was before the last upgrade stands beside it; it replaces the one of the upgrade before. */
async function backUp(database: SqliteDatabase, path: string): Promise<void> {
  const target = `${path}.before-upgrade`;
  try {
    closeSync(openSync(target, "w", 0o600));
    await database.backup(target);
  } catch (error) {
    throw sqliteError(error, target);
  }
}

/** Holds the write lock from the start, so that nothing read in it can change before it is written. */
async function transact<T>(
  database: SqliteDatabase,
  path: string,
  lockTimeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  await begin(database, path, lockTimeoutMs);
  try {
    const result = await work();
    database.exec("commit");
    return result;
  } catch (error) {
    // A full disk or a damaged page may have ended the transaction already.
    if (database.inTransaction) database.exec("rollback");
    throw sqliteError(error, path);
  }
}

async function begin(database: SqliteDatabase, path: string, lockTimeoutMs: number): Promise<void> {
  const deadline = performance.now() + lockTimeoutMs;
  database.pragma("busy_timeout = 0");
  try {
    for (;;) {
      try {
        database.exec("begin immediate");
        return;
      } catch (error) {
        const mapped = sqliteError(error, path);
        if (!isReplicaError(mapped, "DEST_LOCKED") || performance.now() > deadline) throw mapped;
      }
      await sleep(lockPollMs);
    }
  } finally {
    database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  }
}
