import { Kysely, MysqlDialect } from "kysely";
import { createPool } from "mysql2";
import type { Pool, PoolConnection, PoolOptions } from "mysql2";
import { ReplicaError } from "../contract/errors.ts";
import type { ControlTables } from "./control-tables.ts";
import type { ServerLocation } from "./database-url.ts";
import { describeLocation } from "./database-url.ts";
import type { Destination } from "./destination.ts";
import { adaptDialect } from "./kysely-adapter.ts";
import { mysqlDialect, mysqlTime, timeFromMysql } from "./mysql-dialect.ts";
import { mysqlError } from "./mysql-errors.ts";
import { findMissingMysqlRights } from "./mysql-rights.ts";
import { insertRows, writeEntities } from "./mysql-write.ts";
import { makeDestination } from "./product-driver.ts";
import type { ProductDriver, Session } from "./product-driver.ts";
import { certificateCheckOf } from "./server-certificates.ts";
import { canonicalJson } from "./values.ts";
import { connectTimeoutMs, makeWatchedSocket } from "./watched-socket.ts";
import type { ServerWaits } from "./watched-socket.ts";

const oldest = { mysql: [8, 0, 13], mariadb: [10, 5, 0] } as const;
const maxConnections = 4;
const migrationLockSeconds = 120;

interface MysqlSession extends Session {
  readonly connection: PoolConnection;
}

export function openMysql(location: ServerLocation, waits: ServerWaits): Destination {
  return makeDestination(mysqlDriver(location, waits));
}

function mysqlDriver(location: ServerLocation, waits: ServerWaits): ProductDriver<MysqlSession> {
  const pool = createPool(poolOptions(location, waits));
  const acquire = makeAcquire(pool, location, waits);
  let isClosed = false;
  const db = kyselyOn(acquire, location);
  const onOneConnection = async <T>(work: (session: MysqlSession) => Promise<T>): Promise<T> => {
    const connection = await acquire();
    return work({ connection, db: kyselyOn(async () => borrowed(connection), location) });
  };
  return {
    dialect: mysqlDialect,
    description: describeLocation(location),
    db,
    check: () => checkServer(acquire, location),
    user: location.user,
    findMissingRights: () => findMissingMysqlRights(db, location),
    transaction: (work) =>
      onOneConnection((session) => transact(session.connection, location, () => work(session))),
    withMigrationLock: (work) =>
      onOneConnection((session) => locked(session.connection, location, () => work(session.db))),
    writeEntities: ({ connection }, write) => writeEntities(connection.promise(), write),
    insertRows: ({ connection }, table, rows) => insertRows(connection.promise(), table, rows),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await pool.promise().end();
    },
  };
}

function poolOptions(location: ServerLocation, waits: ServerWaits): PoolOptions {
  const check = certificateCheckOf(location);
  return {
    host: location.host,
    port: location.port,
    user: location.user,
    password: location.password,
    database: location.database,
    // Unless told, this driver takes any trusted certificate, whoever's name is in it.
    ...(check === null ? {} : { ssl: { ...check, verifyIdentity: check.rejectUnauthorized } }),
    connectionLimit: maxConnections,
    connectTimeout: connectTimeoutMs,
    stream: () => makeWatchedSocket(waits).connect(location.port, location.host),
    charset: "utf8mb4",
    timezone: "Z",
    dateStrings: true,
    jsonStrings: true,
    // Every value in canonical form; amounts and large numbers never pass through a float.
    typeCast: (field, next) => {
      const read = canonicalReaders[field.type];
      if (!read) return next();
      const text = field.string("utf8");
      return text === null ? null : read(text);
    },
  };
}

const canonicalReaders: Readonly<Record<string, (text: string) => unknown>> = {
  DATETIME: timeFromMysql,
  TIMESTAMP: timeFromMysql,
  LONGLONG: Number,
  NEWDECIMAL: String,
  DATE: String,
  JSON: (text) => canonicalJson(JSON.parse(text)),
};

type Acquire = () => Promise<PoolConnection>;

const sessionSettings = ({ lockTimeoutMs }: ServerWaits): readonly string[] => [
  // A server may leave every statement open until somebody commits: what stands alone would be lost.
  "set autocommit = 1",
  "set time_zone = '+00:00'",
  "set sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO'",
  // What others committed is seen, and ranges are not locked against agents that write other companies.
  "set session transaction isolation level read committed",
  // Rows and, by itself up to a year, whole tables.
  `set session innodb_lock_wait_timeout = ${Math.ceil(lockTimeoutMs / 1000)}, session lock_wait_timeout = ${Math.ceil(lockTimeoutMs / 1000)}`,
];

function makeAcquire(pool: Pool, location: ServerLocation, waits: ServerWaits): Acquire {
  const ready = new WeakSet<object>();
  return async () => {
    try {
      const connection = await new Promise<PoolConnection>((resolve, reject) => {
        pool.getConnection((error, given) => (error ? reject(error) : resolve(given)));
      });
      if (ready.has(connection)) return connection;
      try {
        for (const setting of sessionSettings(waits)) await connection.promise().query(setting);
        ready.add(connection);
        return connection;
      } catch (error) {
        connection.destroy();
        throw error;
      }
    } catch (error) {
      throw mysqlError(error, location);
    }
  };
}

function kyselyOn(acquire: Acquire, location: ServerLocation): Kysely<ControlTables> {
  const pool = {
    getConnection: (done: (error: unknown, connection: PoolConnection) => void) => {
      void giveConnection(acquire, done);
    },
    end: (done: (error: unknown) => void) => done(null),
  };
  return new Kysely<ControlTables>({
    dialect: adaptDialect(new MysqlDialect({ pool }), {
      mapError: (error) => mysqlError(error, location),
      mapParameter: (value) => (typeof value === "string" ? mysqlTime(value) : value),
    }),
  });
}

async function giveConnection(
  acquire: Acquire,
  done: (error: unknown, connection: PoolConnection) => void,
): Promise<void> {
  try {
    done(null, await acquire());
  } catch (error) {
    done(error, undefined as never);
  }
}

/** The connection of a transaction as kysely's pool sees it: giving it back does nothing. */
function borrowed(connection: PoolConnection): PoolConnection {
  return new Proxy(connection, {
    get: (target, property) => {
      if (property === "release") return () => {};
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

async function transact<T>(
  connection: PoolConnection,
  location: ServerLocation,
  work: () => Promise<T>,
): Promise<T> {
  let isBroken = false;
  try {
    await connection.promise().query("start transaction");
    const result = await work();
    await connection.promise().query("commit");
    return result;
  } catch (error) {
    await connection
      .promise()
      .query("rollback")
      .catch(() => {
        isBroken = true;
      });
    throw mysqlError(error, location);
  } finally {
    if (isBroken) connection.destroy();
    else connection.release();
  }
}

/** DDL commits by itself here, so the lock is one of the session and each statement can be repeated. */
async function locked(
  connection: PoolConnection,
  location: ServerLocation,
  work: () => Promise<void>,
): Promise<void> {
  const name = `tally-replica ${location.database}`.slice(0, 64);
  try {
    const [rows] = await connection
      .promise()
      .query("select get_lock(?, ?) as taken", [name, migrationLockSeconds]);
    const taken: unknown = Array.isArray(rows) ? rows[0] : undefined;
    if (JSON.stringify(taken) !== '{"taken":1}') {
      throw new ReplicaError("DEST_LOCKED", { database: describeLocation(location) });
    }
    await work();
  } catch (error) {
    throw mysqlError(error, location);
  } finally {
    await connection
      .promise()
      .query("select release_lock(?)", [name])
      .catch(() => {});
    connection.release();
  }
}

async function checkServer(acquire: Acquire, location: ServerLocation): Promise<void> {
  const connection = await acquire();
  try {
    const [rows] = await connection.promise().query("select version() as version");
    const version = JSON.stringify(rows).match(/\d+\.\d+\.\d+[^"]*/)?.[0] ?? "";
    const needed = /mariadb/i.test(version) ? oldest.mariadb : oldest.mysql;
    if (!isOlder(version, needed)) return;
    throw new ReplicaError("DEST_TOO_OLD", { version, needed: needed.join(".") });
  } catch (error) {
    throw mysqlError(error, location);
  } finally {
    connection.release();
  }
}

function isOlder(version: string, needed: readonly number[]): boolean {
  const parts = version.split(/[.-]/, needed.length).map(Number);
  for (const [index, wanted] of needed.entries()) {
    const given = parts[index] ?? 0;
    if (given !== wanted) return given < wanted;
  }
  return false;
}
