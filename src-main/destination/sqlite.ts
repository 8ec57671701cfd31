import Database from "better-sqlite3";
import type { Database as SqliteDatabase } from "better-sqlite3";
import { Kysely, SqliteDialect, sql } from "kysely";
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Stream } from "../catalog/stream.ts";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import type { ControlTables } from "./control-tables.ts";
import type { Destination, Fence, SelectQuery, WriteTransaction } from "./destination.ts";
import { entityTablesOf, noEntityTables } from "./entity-tables.ts";
import type { EntityAccess, EntityTables } from "./entity-tables.ts";
import { adaptDialect } from "./kysely-adapter.ts";
import { renewLease } from "./lease.ts";
import { applyPreparation, needsPreparation } from "./migrations.ts";
import type { Migration } from "./migration.ts";
import { readCensus, readEntities, readFingerprintDays, selectRows } from "./read.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { sqliteError } from "./sqlite-errors.ts";
import { writeEntities } from "./sqlite-write.ts";
import type { StatementCache } from "./sqlite-write.ts";
import { cascadeNames, deleteEntities, removeCompany, resolveNames, updateColumns } from "./write.ts";

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
    return new SqliteDestination(database, path, options);
  } catch (error) {
    throw sqliteError(error, path);
  }
}

/** The books are private: a new file is readable by its owner alone (SQLite gives -wal and -shm the same mode). */
function openFile(path: string): SqliteDatabase {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
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

class SqliteDestination implements Destination {
  readonly dialect = sqliteDialect;
  readonly description: string;
  readonly db: Kysely<ControlTables>;
  readonly #database: SqliteDatabase;
  readonly #options: SqliteOptions;
  readonly #statements: StatementCache = new Map();
  #entityTables: EntityTables = noEntityTables;

  constructor(database: SqliteDatabase, path: string, options: SqliteOptions) {
    this.description = path;
    this.#database = database;
    this.#options = options;
    this.db = new Kysely<ControlTables>({
      dialect: adaptDialect(new SqliteDialect({ database }), {
        mapError: (error) => sqliteError(error, path),
        mapParameter: (value) => (typeof value === "boolean" ? Number(value) : value),
      }),
    });
  }

  async prepare(streams: readonly Stream[], programVersion: string): Promise<void> {
    const entityTables = entityTablesOf(streams);
    const { migrations } = this.#options;
    const request = {
      dialect: this.dialect,
      description: this.description,
      programVersion,
      entityTables: [...entityTables.tables.values()].map(({ definition }) => definition),
      ...(migrations === undefined ? {} : { migrations }),
    };
    if (await needsPreparation({ ...request, db: this.db })) {
      await this.#exclusively((db) => applyPreparation({ ...request, db }));
    }
    this.#entityTables = entityTables;
  }

  transaction<T>(fence: Fence | null, work: (tx: WriteTransaction) => Promise<T>): Promise<T> {
    return this.#exclusively(async (db) => {
      if (fence) await renewLease({ db, dialect: this.dialect }, fence);
      return work(this.#writeTransaction(this.#access(db)));
    });
  }

  select(query: SelectQuery): ReturnType<Destination["select"]> {
    return selectRows(this.#access(this.db), query);
  }

  census(
    ...[companyId, stream, window]: Parameters<Destination["census"]>
  ): ReturnType<Destination["census"]> {
    return readCensus(this.#access(this.db), companyId, stream, window);
  }

  fingerprintDays(
    ...[companyId, window]: Parameters<Destination["fingerprintDays"]>
  ): ReturnType<Destination["fingerprintDays"]> {
    return readFingerprintDays(this.#access(this.db), companyId, window);
  }

  async now(): Promise<string> {
    const { rows } = await sql<{ now: string }>`select ${sql.raw(this.dialect.clock)} as now`.execute(
      this.db,
    );
    return rows[0]?.now ?? "";
  }

  async close(): Promise<void> {
    await this.db.destroy();
    this.#database.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #access(db: Kysely<ControlTables>): EntityAccess {
    return { db, dialect: this.dialect, entityTables: this.#entityTables };
  }

  #writeTransaction(access: EntityAccess): WriteTransaction {
    return {
      db: access.db,
      readEntities: (companyId, stream, guids) => readEntities(access, companyId, stream, guids),
      writeEntities: (stream, rows, stamp, { isKnownNew }) =>
        writeEntities(this.#database, this.#statements, stream, rows, stamp, isKnownNew),
      deleteEntities: (stream, guids, stamp) => deleteEntities(access, stream, guids, stamp),
      updateColumns: (companyId, table, columns, rows) =>
        updateColumns(access, companyId, table, columns, rows),
      cascadeNames: (companyId, masterTable, guids) => cascadeNames(access, companyId, masterTable, guids),
      resolveNames: (companyId, masterTable) => resolveNames(access, companyId, masterTable),
      select: (query) => selectRows(access, query),
      census: (companyId, stream, window) => readCensus(access, companyId, stream, window),
      removeCompany: (companyId) => removeCompany(access, companyId),
    };
  }

  /** One transaction that holds the write lock from its start; kysely's mutex keeps other statements out. */
  #exclusively<T>(work: (db: Kysely<ControlTables>) => Promise<T>): Promise<T> {
    return this.db.connection().execute(async (db) => {
      await this.#begin();
      try {
        const result = await work(db);
        this.#database.exec("commit");
        return result;
      } catch (error) {
        // A full disk or a damaged page may have ended the transaction already.
        if (this.#database.inTransaction) this.#database.exec("rollback");
        throw sqliteError(error, this.description);
      }
    });
  }

  async #begin(): Promise<void> {
    const deadline = performance.now() + (this.#options.lockTimeoutMs ?? defaultLockTimeoutMs);
    this.#database.pragma("busy_timeout = 0");
    try {
      for (;;) {
        try {
          this.#database.exec("begin immediate");
          return;
        } catch (error) {
          const mapped = sqliteError(error, this.description);
          if (!isReplicaError(mapped, "DEST_LOCKED") || performance.now() > deadline) throw mapped;
        }
        await sleep(lockPollMs);
      }
    } finally {
      this.#database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    }
  }
}
