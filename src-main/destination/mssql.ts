import { CompiledQuery, Kysely, MssqlDialect, sql } from "kysely";
import * as tarn from "tarn";
import * as tedious from "tedious";
import type { ConnectionConfiguration } from "tedious";
import { migrations } from "../../migrations/index.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { ControlTables } from "./control-tables.ts";
import type { ServerLocation } from "./database-url.ts";
import { describeLocation } from "./database-url.ts";
import type { Destination } from "./destination.ts";
import type { StoredType } from "./dialect.ts";
import { adaptDialect } from "./kysely-adapter.ts";
import { MssqlConnection } from "./mssql-connection.ts";
import { mssqlDialect, mssqlTime } from "./mssql-dialect.ts";
import { mssqlError } from "./mssql-errors.ts";
import { insertRows, writeEntities } from "./mssql-write.ts";
import { makeDestination } from "./product-driver.ts";
import type { ProductDriver, Session } from "./product-driver.ts";
import { trustedAuthorities } from "./server-certificates.ts";
import { readValue } from "./values.ts";
import { connectTimeoutMs, usualWaits } from "./watched-socket.ts";
import type { ServerWaits } from "./watched-socket.ts";

/** SQL Server 2016 with its first service pack: OPENJSON, and CREATE OR ALTER VIEW. */
const oldestVersion = [13, 0, 4001] as const;
/** Editions above are services, which are kept new and whose version number stands still (Azure SQL: 12). */
const lastServerEdition = 4;
/** A database that came from an older server keeps to the language of that one until it is told otherwise. */
const oldestLevel = 130;
const maxConnections = 4;
const migrationLockMs = 120_000;
/** For the server to confirm that a question is taken back. */
const longestCancelMs = 5_000;

export function openMssql(location: ServerLocation, waits: ServerWaits): Destination {
  return makeDestination(mssqlDriver(location, waits));
}

function mssqlDriver(location: ServerLocation, waits: ServerWaits): ProductDriver<Session> {
  const db = new Kysely<ControlTables>({
    dialect: adaptDialect(
      new MssqlDialect({
        tarn: { ...tarn, options: { min: 0, max: maxConnections, propagateCreateError: true } },
        tedious: {
          ...tedious,
          connectionFactory: () =>
            new MssqlConnection(connectionConfiguration(location, waits), waits.lockTimeoutMs),
        },
      }),
      {
        mapError: (error) => mssqlError(error, location),
        mapParameter: (value) => (typeof value === "string" ? mssqlTime(value) : value),
        mapRow: canonicalRow,
      },
    ),
  });
  const transaction = <T>(work: (session: Session) => Promise<T>): Promise<T> =>
    db.transaction().execute((connection) => work({ db: connection }));
  return {
    dialect: mssqlDialect,
    description: describeLocation(location),
    db,
    check: () => checkServer(db),
    transaction,
    withMigrationLock: (work) =>
      transaction(async (session) => {
        await session.db.executeQuery(CompiledQuery.raw(migrationLockStatement));
        await work(session.db);
      }),
    writeEntities: (session, write) => writeEntities(session.db, write),
    insertRows: (session, table, rows) => insertRows(session.db, table, rows),
    close: () => db.destroy(),
  };
}

/** A negative result is a time-out or a deadlock; error 1222 is what SQL Server itself says to a lock time-out. */
const migrationLockStatement = `declare @taken int;
exec @taken = sp_getapplock @Resource = N'tally-replica', @LockMode = N'Exclusive',
  @LockOwner = N'Transaction', @LockTimeout = ${migrationLockMs};
if @taken < 0 throw 51222, N'another program is preparing this database', 1;`;

export function connectionConfiguration(
  location: ServerLocation,
  { answerTimeoutMs }: Pick<ServerWaits, "answerTimeoutMs"> = usualWaits,
): ConnectionConfiguration {
  const [domain, user] = location.user.includes("\\") ? location.user.split("\\", 2) : ["", location.user];
  return {
    server: location.host,
    authentication: location.isTrusted
      ? { type: "ntlm", options: { domain: domain ?? "", userName: user ?? "", password: location.password } }
      : { type: "default", options: { userName: location.user, password: location.password } },
    options: {
      database: location.database,
      ...(location.instance === null ? { port: location.port } : { instanceName: location.instance }),
      encrypt: location.ssl !== "disable",
      trustServerCertificate: location.ssl === "no-verify",
      ...(location.ssl === "require" ? { cryptoCredentialsDetails: trustedAuthorities() } : {}),
      connectTimeout: connectTimeoutMs,
      requestTimeout: answerTimeoutMs,
      cancelTimeout: Math.min(longestCancelMs, answerTimeoutMs),
      useUTC: true,
      appName: "Tally Replica",
    },
  };
}

/** Columns of the control tables that the driver gives in a form of its own. */
const driverColumns: ReadonlyMap<string, StoredType> = new Map(
  migrations.flatMap(({ steps }) =>
    steps.flatMap((step) =>
      step.kind === "createTable"
        ? step.table.columns
            .filter(({ type }) => type === "date" || type === "time" || type === "bigint")
            .map(({ name, type }) => [name, type] as const)
        : [],
    ),
  ),
);

function canonicalRow(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const type = driverColumns.get(name);
      return [name, type === undefined || type === "identity" ? value : readValue(type, value)];
    }),
  );
}

async function checkServer(db: Kysely<ControlTables>): Promise<void> {
  const { rows } = await sql<{ version: string; edition: number | string; level: number | string }>`select
      convert(varchar(50), serverproperty('ProductVersion')) as version,
      convert(int, serverproperty('EngineEdition')) as edition, compatibility_level as level
    from sys.databases where database_id = db_id()`.execute(db);
  const version = rows[0]?.version ?? "";
  const level = Number(rows[0]?.level ?? 0);
  if (Number(rows[0]?.edition ?? 0) <= lastServerEdition && !isNewEnough(version)) {
    throw new ReplicaError("DEST_TOO_OLD", {
      version: `SQL Server ${version}`,
      needed: "SQL Server 2016 SP1",
    });
  }
  if (level >= oldestLevel) return;
  throw new ReplicaError("DEST_TOO_OLD", {
    version: `SQL Server ${version}, compatibility level ${level}`,
    needed: `compatibility level ${oldestLevel}`,
  });
}

function isNewEnough(version: string): boolean {
  const parts = version.split(".").map(Number);
  const differing = oldestVersion.findIndex((part, index) => part !== parts[index]);
  return differing < 0 || (parts[differing] ?? 0) > (oldestVersion[differing] ?? 0);
}
