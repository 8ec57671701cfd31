import type { Database as SqliteDatabase } from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { setImmediate as turnOfTheLoop, setTimeout as sleep } from "node:timers/promises";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import type { ControlTables } from "./control-tables.ts";
import type { Destination, TransactionOptions } from "./destination.ts";
import { adaptDialect } from "./kysely-adapter.ts";
import type { Adaptation } from "./kysely-adapter.ts";
import { makeFolder } from "./make-folder.ts";
import type { Migration } from "./migration.ts";
import { makeDestination } from "./product-driver.ts";
import type { ProductDriver, Session } from "./product-driver.ts";
import { runBatch } from "./row-batch.ts";
import type { RowBatch, StatementCache } from "./row-batch.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { sqliteError } from "./sqlite-errors.ts";
import { beginAtOnce, connectTo, rollBack } from "./sqlite-file.ts";
import type { Synchronous } from "./sqlite-file.ts";
import { streamFile } from "./sqlite-stream.ts";
import { entityBatches, plainBatches } from "./sqlite-write.ts";
import { startSqliteWriter } from "./sqlite-writer.ts";
import type { SqliteWriter, TransactionConnection } from "./sqlite-writer.ts";

export interface SqliteOptions {
  /** `:memory:` is not offered: a replica nobody can open is none. */
  readonly path: string;
  /** Makes the file and its folder; otherwise a missing file is DEST_NO_DATABASE. Default true. */
  readonly mayCreate?: boolean;
  /** How long to wait for another program that is writing. */
  readonly lockTimeoutMs?: number;
  readonly migrations?: readonly Migration[];
  /**
   * A first load that has written so many entities goes on in a thread of its own, so that Tally is read meanwhile;
   * a smaller one would not earn the thread's start back. 0 runs every transaction there.
   */
  readonly threadFromEntities?: number;
}

const defaultLockTimeoutMs = 15_000;
const lockPollMs = 25;
const defaultThreadFromEntities = 2_000;

export function openSqlite(options: SqliteOptions): Destination {
  const path = resolve(options.path);
  try {
    if (options.mayCreate === false && !existsSync(path)) {
      throw new ReplicaError("DEST_NO_DATABASE", { database: path });
    }
    if (!existsSync(path)) makeFile(path);
    return makeDestination(sqliteDriver(connectTo(path), path, options));
  } catch (error) {
    throw sqliteError(error, path);
  }
}

/** The books are private: a new file is readable by its owner alone (SQLite gives -wal and -shm the same mode). */
function makeFile(path: string): void {
  makeFolder(dirname(path));
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
}

interface SqliteSession extends Session {
  readonly connection: TransactionConnection;
}

function sqliteDriver(
  database: SqliteDatabase,
  path: string,
  options: SqliteOptions,
): ProductDriver<SqliteSession> {
  const adaptation: Adaptation = {
    mapError: (error) => sqliteError(error, path),
    mapParameter: (value) => (typeof value === "boolean" ? Number(value) : value),
  };
  const db = new Kysely<ControlTables>({
    dialect: adaptDialect(new SqliteDialect({ database }), adaptation),
  });
  const writer = createWriterChoice(path, options, adaptation);
  const statements: StatementCache = new Map();
  const lockTimeoutMs = options.lockTimeoutMs ?? defaultLockTimeoutMs;
  // Holding kysely's one connection keeps other statements of this process out of the transaction.
  const transaction = <T>(
    work: (session: SqliteSession) => Promise<T>,
    { isRepeatable = false }: TransactionOptions = {},
  ): Promise<T> =>
    db.connection().execute(async (own) => {
      const connection = (await writer.choose(isRepeatable)) ?? ownConnection(database, own, statements);
      const synchronous = isRepeatable ? "NORMAL" : "FULL";
      return transact({ connection, synchronous, path, lockTimeoutMs }, () =>
        work({ db: connection.db, connection }),
      );
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
    writeEntities: ({ connection }, write) => {
      writer.count(write.rows.length);
      return writeAll(connection, entityBatches(write));
    },
    insertRows: ({ connection }, table, rows) => writeAll(connection, plainBatches(table, rows)),
    streamRows: (statement, rowsPerBatch) => streamFile(path, statement, rowsPerBatch),
    close: async () => {
      await writer.close();
      await db.destroy();
      database.close();
    },
  };
}

/** The event loop gets a turn between two batches, so that a stop, a timer or an answer of Tally is heard. */
async function writeAll(
  connection: TransactionConnection,
  parts: Iterable<readonly RowBatch[]>,
): Promise<void> {
  let isFirst = true;
  for (const batches of parts) {
    if (!isFirst) await turnOfTheLoop();
    isFirst = false;
    await connection.write(batches);
  }
}

function ownConnection(
  database: SqliteDatabase,
  db: Kysely<ControlTables>,
  statements: StatementCache,
): TransactionConnection {
  return {
    db,
    begin: async (synchronous) => beginAtOnce(database, synchronous),
    commit: async () => void database.exec("commit"),
    rollback: async () => rollBack(database),
    write: async (batches) => {
      for (const batch of batches) runBatch(database, statements, batch);
    },
  };
}

interface WriterChoice {
  /** The thread's connection, or null for this thread's own. */
  choose(isRepeatable: boolean): Promise<TransactionConnection | null>;
  count(entities: number): void;
  close(): Promise<void>;
}

/** The thread lives from when a first load has proven large until the first transaction of another kind. */
function createWriterChoice(path: string, options: SqliteOptions, adaptation: Adaptation): WriterChoice {
  const from = options.threadFromEntities ?? defaultThreadFromEntities;
  let entities = 0;
  let writer: SqliteWriter | null = null;
  let isPossible = true;
  const close = async (): Promise<void> => {
    const closing = writer;
    writer = null;
    entities = 0;
    await closing?.close();
  };
  return {
    choose: async (isRepeatable) => {
      if (writer?.isAlive() === false) writer = null;
      if (from > 0 && !isRepeatable) await close();
      else if (writer === null && isPossible && entities >= from) {
        writer = await startSqliteWriter(path, adaptation).catch(() => null);
        // Where no thread can be had, the load goes on as it began.
        isPossible = writer !== null;
      }
      return writer;
    },
    count: (written) => void (entities += written),
    close,
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

interface TransactionPlan {
  readonly connection: TransactionConnection;
  readonly synchronous: Synchronous;
  readonly path: string;
  readonly lockTimeoutMs: number;
}

async function transact<T>(plan: TransactionPlan, work: () => Promise<T>): Promise<T> {
  const { connection, path } = plan;
  await begin(plan);
  try {
    const result = await work();
    await connection.commit();
    return result;
  } catch (error) {
    // What went wrong first is what counts; without its thread there is nothing left to undo.
    await connection.rollback().catch(() => {});
    throw sqliteError(error, path);
  }
}

async function begin({ connection, synchronous, path, lockTimeoutMs }: TransactionPlan): Promise<void> {
  const deadline = performance.now() + lockTimeoutMs;
  for (;;) {
    try {
      await connection.begin(synchronous);
      return;
    } catch (error) {
      const mapped = sqliteError(error, path);
      if (!isReplicaError(mapped, "DEST_LOCKED") || performance.now() > deadline) throw mapped;
    }
    await sleep(lockPollMs);
  }
}
