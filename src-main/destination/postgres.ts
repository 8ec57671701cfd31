import { Kysely, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import type { PoolClient, PoolConfig } from "pg";
import { ReplicaError } from "../contract/errors.ts";
import type { ControlTables } from "./control-tables.ts";
import type { ServerLocation } from "./database-url.ts";
import { describeLocation } from "./database-url.ts";
import type { Destination } from "./destination.ts";
import { adaptDialect } from "./kysely-adapter.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import { postgresError } from "./postgres-errors.ts";
import { findMissingPostgresRights } from "./postgres-rights.ts";
import { insertRows, writeEntities } from "./postgres-write.ts";
import { makeDestination } from "./product-driver.ts";
import type { ProductDriver, Session } from "./product-driver.ts";
import { streamByCursor } from "./row-streams.ts";
import { certificateCheckOf } from "./server-certificates.ts";
import { canonicalJson } from "./values.ts";
import { connectTimeoutMs, makeWatchedSocket } from "./watched-socket.ts";
import type { ServerWaits } from "./watched-socket.ts";

/** 12: the oldest with what is used here that is still met (its support ended in 2024). */
const oldestVersion = 120_000;
const maxConnections = 4;
const migrationLockMs = 120_000;
/** Any number that nobody else uses for advisory locks; the letters TALR. */
const migrationLock = 0x54414c52;

interface PostgresSession extends Session {
  readonly client: PoolClient;
}

export function openPostgres(location: ServerLocation, waits: ServerWaits): Destination {
  return makeDestination(postgresDriver(location, waits));
}

function postgresDriver(location: ServerLocation, waits: ServerWaits): ProductDriver<PostgresSession> {
  const pool = new Pool(poolConfig(location, waits));
  // A connection that breaks while nobody uses it is replaced by the next one.
  pool.on("error", () => {});
  const acquire = makeAcquire(pool, location, waits);
  const db = kyselyOn({ connect: acquire, end: () => pool.end() }, location);
  const transaction = async <T>(work: (session: PostgresSession) => Promise<T>): Promise<T> => {
    const client = await acquire();
    return transact(client, location, () =>
      work({
        client,
        db: kyselyOn({ connect: async () => borrowed(client), end: async () => {} }, location),
      }),
    );
  };
  return {
    dialect: postgresDialect,
    description: describeLocation(location),
    db,
    check: () => checkServer(acquire, location),
    user: location.user,
    findMissingRights: () => findMissingPostgresRights(db, location),
    transaction,
    withMigrationLock: (work) =>
      transaction(async (session) => {
        await session.client.query(`set local lock_timeout to ${migrationLockMs}`);
        await session.client.query("select pg_advisory_xact_lock($1)", [migrationLock]);
        if (location.schema !== null) await makeSchema(session.client, location.schema);
        await work(session.db);
      }),
    writeEntities: ({ client }, write) => writeEntities(client, write),
    insertRows: ({ client }, table, rows) => insertRows(client, table, rows),
    streamRows: (statement, rowsPerBatch) => streamByCursor(db, statement, rowsPerBatch),
    close: () => (pool.ended ? Promise.resolve() : pool.end()),
  };
}

function poolConfig(location: ServerLocation, waits: ServerWaits): PoolConfig {
  return {
    host: location.host,
    port: location.port,
    user: location.user,
    password: location.password,
    database: location.database,
    ssl: certificateCheckOf(location) ?? false,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    stream: () => makeWatchedSocket(waits),
    application_name: "Tally Replica",
    types: { getTypeParser: typeParser },
  };
}

const canonicalParsers: Readonly<Record<number, (text: string) => unknown>> = {
  [types.builtins.INT8]: Number,
  [types.builtins.NUMERIC]: String,
  [types.builtins.DATE]: String,
  [types.builtins.TIMESTAMPTZ]: (text) => new Date(`${text.replace(" ", "T")}:00`).toISOString(),
  [types.builtins.JSON]: (text) => canonicalJson(JSON.parse(text)),
  [types.builtins.JSONB]: (text) => canonicalJson(JSON.parse(text)),
};

const typeParser: typeof types.getTypeParser = (id: number, format?: "text" | "binary") =>
  (format === "binary" ? undefined : canonicalParsers[id]) ?? types.getTypeParser(id, format ?? "text");

type Acquire = () => Promise<PoolClient>;

/**
 * Every connection works in our schema, in UTC, with dates as they are stored, and sees what others have committed: a
 * database may ask for stricter isolation, in which whoever waited for another agent's migration would not see it.
 */
function makeAcquire(pool: Pool, location: ServerLocation, waits: ServerWaits): Acquire {
  const ready = new WeakSet<PoolClient>();
  return async () => {
    try {
      const client = await pool.connect();
      if (ready.has(client)) return client;
      // The pool listens only while nobody uses the client; unheard, a broken connection would end the program.
      client.on("error", () => {});
      try {
        await client.query("set time zone 'UTC'");
        await client.query("set datestyle to iso");
        await client.query("set session characteristics as transaction isolation level read committed");
        await client.query(`set lock_timeout to ${waits.lockTimeoutMs}`);
        if (location.schema !== null) {
          await client.query(`set search_path to ${postgresDialect.quote(location.schema)}`);
        }
        ready.add(client);
        return client;
      } catch (error) {
        client.release(true);
        throw error;
      }
    } catch (error) {
      throw postgresError(error, location);
    }
  };
}

interface KyselyPool {
  readonly connect: Acquire;
  readonly end: () => Promise<void>;
}

function kyselyOn(pool: KyselyPool, location: ServerLocation): Kysely<ControlTables> {
  return new Kysely<ControlTables>({
    dialect: adaptDialect(new PostgresDialect({ pool: { ...pool, options: {} } }), {
      mapError: (error) => postgresError(error, location),
    }),
  });
}

/** The client of a transaction as kysely's pool sees it: giving it back does nothing. */
function borrowed(client: PoolClient): PoolClient {
  return new Proxy(client, {
    get: (target, property) => {
      if (property === "release") return () => {};
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

async function transact<T>(client: PoolClient, location: ServerLocation, work: () => Promise<T>): Promise<T> {
  let isBroken = false;
  const onBreak = (): void => {
    isBroken = true;
  };
  client.on("error", onBreak);
  try {
    await client.query("begin");
    const result = await work();
    // Where the work swallowed an error of a statement, the server undoes all and says so only here.
    const { command } = await client.query("commit");
    if (command !== "COMMIT") throw new ReplicaError("DEST_FAILED", { detail: "the transaction was undone" });
    return result;
  } catch (error) {
    await client.query("rollback").catch(onBreak);
    throw postgresError(error, location);
  } finally {
    client.off("error", onBreak);
    client.release(isBroken);
  }
}

async function checkServer(acquire: Acquire, location: ServerLocation): Promise<void> {
  const client = await acquire();
  try {
    const { rows } = await client.query<{ number: string; version: string }>(
      "select current_setting('server_version_num') as number, current_setting('server_version') as version",
    );
    if (Number(rows[0]?.number ?? 0) >= oldestVersion) return;
    throw new ReplicaError("DEST_TOO_OLD", { version: `PostgreSQL ${rows[0]?.version}`, needed: "12" });
  } catch (error) {
    throw postgresError(error, location);
  } finally {
    client.release();
  }
}

async function makeSchema(client: PoolClient, schema: string): Promise<void> {
  const found = await client.query("select 1 from pg_namespace where nspname = $1", [schema]);
  if (found.rowCount === 0) await client.query(`create schema ${postgresDialect.quote(schema)}`);
}
