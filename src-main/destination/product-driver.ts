import { sql } from "kysely";
import type { CompiledQuery, Kysely } from "kysely";
import { withCustomFields } from "../catalog/custom-fields.ts";
import type { Stream } from "../catalog/stream.ts";
import type { CustomField } from "../contract/choice.ts";
import { readMadeFields } from "./choice-store.ts";
import type { ControlTables } from "./control-tables.ts";
import type {
  Destination,
  Fence,
  RawRow,
  ResolvedRow,
  TransactionOptions,
  WriteStamp,
  WriteTransaction,
} from "./destination.ts";
import type { Dialect, DriverValue } from "./dialect.ts";
import { entityTablesOf, noEntityTables } from "./entity-tables.ts";
import type { EntityAccess } from "./entity-tables.ts";
import { renewLease } from "./lease.ts";
import type { Migration } from "./migration.ts";
import { namingMissingRights, requireRights } from "./missing-rights.ts";
import type { FindMissingRights } from "./missing-rights.ts";
import { applyPreparation, neededPreparation } from "./migrations.ts";
import { readCensus, readEntities, readFingerprintDays, selectRows } from "./read.ts";
import { streamByKysely } from "./row-streams.ts";
import type { TableDefinition } from "./table-layout.ts";
import { canonicalTime } from "./values.ts";
import {
  cascadeNames,
  deleteEntities,
  removeCompany,
  resolveNames,
  rowParameters,
  updateColumns,
} from "./write.ts";

/** One connection inside a transaction. */
export interface Session {
  readonly db: Kysely<ControlTables>;
}

export interface EntityWrite {
  readonly stream: Stream;
  readonly rows: readonly ResolvedRow[];
  readonly stamp: WriteStamp;
  readonly isKnownNew: boolean;
}

/** What a database product brings; everything else is portable. sqlite.ts, postgres.ts, mysql.ts, mssql.ts. */
export interface ProductDriver<S extends Session> {
  readonly dialect: Dialect;
  readonly description: string;
  readonly db: Kysely<ControlTables>;
  readonly migrations?: readonly Migration[];
  /** Whether the server can be reached and is new enough. */
  readonly check: () => Promise<void>;
  /** Where users have rights of their own: who this is, and how to find what this user lacks. */
  readonly user?: string;
  readonly findMissingRights?: FindMissingRights;
  /** One transaction on one connection, undone when the work throws. */
  readonly transaction: <T>(work: (session: S) => Promise<T>, options?: TransactionOptions) => Promise<T>;
  /** A copy of the data before control tables are changed, where the product's administrators make none. */
  readonly backUp?: () => Promise<void>;
  /** Only one program at a time; a transaction as well, where DDL is transactional. */
  readonly withMigrationLock: (work: (db: Kysely<ControlTables>) => Promise<void>) => Promise<void>;
  /** The fastest way the product has. */
  readonly writeEntities: (session: S, write: EntityWrite) => Promise<void>;
  /** The same way into any table: whole rows, none of which is there. */
  readonly insertRows: (
    session: S,
    table: TableDefinition,
    rows: readonly (readonly DriverValue[])[],
  ) => Promise<void>;
  /** The rows of a SELECT, some at a time; kysely's own way where the product names none. */
  readonly streamRows?: (statement: CompiledQuery, rowsPerBatch: number) => AsyncGenerator<readonly RawRow[]>;
  readonly close: () => Promise<void>;
}

export function makeDestination<S extends Session>(driver: ProductDriver<S>): Destination {
  const { dialect, db, description, migrations } = driver;
  let entityTables = noEntityTables;
  let streams: readonly Stream[] = [];
  const accessOf = (connection: Kysely<ControlTables>): EntityAccess => ({
    db: connection,
    dialect,
    entityTables,
  });
  /** Whether the last transaction was a window of a first load. */
  let isLoading = false;
  const refreshStatistics = async (): Promise<void> => {
    for (const statement of dialect.statisticsStatements([...entityTables.tables.keys(), "companies"])) {
      // Somebody else may be writing just then. Nothing is wrong without, only slower, and the next load tries again.
      await sql
        .raw(statement)
        .execute(db)
        .catch(() => {});
    }
  };
  return {
    dialect,
    description,
    db,
    get streams() {
      return streams;
    },
    prepare: (catalog: readonly Stream[], programVersion: string) =>
      namingMissingRights(driver.findMissingRights, async () => {
        await driver.check();
        const withFields = withCustomFields(catalog, await madeFields(db));
        const wanted = entityTablesOf(withFields);
        const request = {
          dialect,
          description,
          programVersion,
          entityTables: [...wanted.tables.values()].map(({ definition }) => definition),
          ...(migrations === undefined ? {} : { migrations }),
        };
        const needed = await neededPreparation({ ...request, db });
        if (needed === "upgrade") await driver.backUp?.();
        if (needed !== "nothing") {
          await driver.withMigrationLock((connection) => applyPreparation({ ...request, db: connection }));
        }
        entityTables = wanted;
        streams = withFields;
        // Of tables just made there is nothing to count, and a server takes a quarter of a second to find that out.
        if (needed === "upgrade" || needed === "columns") await refreshStatistics();
      }),
    requireRights: async () => {
      if (driver.findMissingRights) await requireRights(driver.findMissingRights, driver.user ?? "");
    },
    transaction: async (fence: Fence | null, work, options) => {
      const result = await namingMissingRights(driver.findMissingRights, () =>
        driver.transaction(async (session) => {
          if (fence) await renewLease({ db: session.db, dialect }, fence);
          return work(writeTransaction(driver, session, accessOf(session.db)));
        }, options),
      );
      const endsLoad = isLoading && options?.isRepeatable !== true;
      isLoading = options?.isRepeatable === true;
      if (endsLoad) await refreshStatistics();
      return result;
    },
    select: (query) => selectRows(accessOf(db), query),
    streamRows: (statement, rowsPerBatch) =>
      driver.streamRows?.(statement, rowsPerBatch) ?? streamByKysely(db, statement, rowsPerBatch),
    census: (companyId, stream, window) => readCensus(accessOf(db), companyId, stream, window),
    fingerprintDays: (companyId, window) => readFingerprintDays(accessOf(db), companyId, window),
    refreshStatistics,
    now: async () => {
      const ask = sql<{ now: string }>`select ${sql.raw(dialect.clockText)} as now`;
      const { rows } = await namingMissingRights(driver.findMissingRights, () => ask.execute(db));
      return canonicalTime(rows[0]?.now ?? "") ?? "";
    },
    close: () => driver.close(),
    [Symbol.asyncDispose]: () => driver.close(),
  };
}

/** A database that is new, or not ours, has none; what is wrong with it is told by what follows. */
async function madeFields(db: Kysely<ControlTables>): Promise<readonly CustomField[]> {
  try {
    return await readMadeFields(db);
  } catch {
    return [];
  }
}

function writeTransaction<S extends Session>(
  driver: ProductDriver<S>,
  session: S,
  access: EntityAccess,
): WriteTransaction {
  return {
    db: session.db,
    readEntities: (companyId, stream, guids) => readEntities(access, companyId, stream, guids),
    writeEntities: (stream, rows, stamp, { isKnownNew }) =>
      driver.writeEntities(session, { stream, rows, stamp, isKnownNew }),
    insertRows: (table, rows) =>
      driver.insertRows(
        session,
        table,
        rows.map((row) => rowParameters(table, row, access.dialect)),
      ),
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
