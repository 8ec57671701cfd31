import { Kysely, MssqlAdapter, MssqlQueryCompiler } from "kysely";
import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import type { ControlTables } from "../../src-main/destination/control-tables.ts";
import { mssqlDialect } from "../../src-main/destination/mssql-dialect.ts";
import { insertRows, writeEntities } from "../../src-main/destination/mssql-write.ts";
import { makeDestination } from "../../src-main/destination/product-driver.ts";
import type { Session } from "../../src-main/destination/product-driver.ts";
import type { Destination } from "../../src-main/destination/destination.ts";

export interface Recorded {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/**
 * A destination that speaks to SQL Server as ours does, but to nobody: each statement is written down, and answered
 * with `answer` (no rows unless told). Whether a server understands it is for a server to say; limits and words are
 * for a reader.
 */
export function recordSqlServer(answer: (query: Recorded) => readonly unknown[] = () => []): {
  readonly destination: Destination;
  readonly statements: readonly Recorded[];
} {
  const statements: Recorded[] = [];
  const connection: DatabaseConnection = {
    executeQuery: <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
      const query = { sql, parameters };
      statements.push(query);
      return Promise.resolve({ rows: [...answer(query)] as R[], numAffectedRows: 1n });
    },
    streamQuery: () => {
      throw new Error("nothing is streamed");
    },
  };
  const nothing = (): Promise<void> => Promise.resolve();
  const db = new Kysely<ControlTables>({
    dialect: {
      createAdapter: () => new MssqlAdapter(),
      createQueryCompiler: () => new MssqlQueryCompiler(),
      createIntrospector: () => {
        throw new Error("nothing is looked up");
      },
      createDriver: () => ({
        init: nothing,
        acquireConnection: () => Promise.resolve(connection),
        beginTransaction: nothing,
        commitTransaction: nothing,
        rollbackTransaction: nothing,
        releaseConnection: nothing,
        destroy: nothing,
      }),
    },
  });
  const destination = makeDestination<Session>({
    dialect: mssqlDialect,
    description: "mssql://nobody",
    db,
    check: nothing,
    transaction: (work) => work({ db }),
    withMigrationLock: (work) => work(db),
    writeEntities: (session, write) => writeEntities(session.db, write),
    insertRows: (session, table, rows) => insertRows(session.db, table, rows),
    close: nothing,
  });
  return { destination, statements };
}
