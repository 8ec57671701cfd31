import type {
  CompiledQuery,
  DatabaseConnection,
  Dialect as KyselyDialect,
  Driver,
  QueryResult,
  TransactionSettings,
} from "kysely";

export interface Adaptation {
  /** Turns what the driver throws into a ReplicaError. */
  readonly mapError: (error: unknown) => unknown;
  /** Turns a parameter into what the driver takes. */
  readonly mapParameter?: (parameter: unknown) => unknown;
  /** Turns a row as the driver returns it into canonical form. */
  readonly mapRow?: (row: Readonly<Record<string, unknown>>) => unknown;
}

/** The same dialect, whose errors are ours and whose parameters fit the driver. */
export function adaptDialect(inner: KyselyDialect, adaptation: Adaptation): KyselyDialect {
  return {
    createDriver: () => adaptDriver(inner.createDriver(), adaptation),
    createQueryCompiler: () => inner.createQueryCompiler(),
    createAdapter: () => inner.createAdapter(),
    createIntrospector: (db) => inner.createIntrospector(db),
  };
}

function adaptDriver(inner: Driver, adaptation: Adaptation): Driver {
  const innerConnections = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const innerOf = (connection: DatabaseConnection): DatabaseConnection =>
    innerConnections.get(connection) ?? connection;
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw adaptation.mapError(error);
    }
  };
  return {
    init: (options) => guard(() => inner.init(options)),
    acquireConnection: (options) =>
      guard(async () => {
        const connection = await inner.acquireConnection(options);
        const adapted = adaptConnection(connection, adaptation);
        innerConnections.set(adapted, connection);
        return adapted;
      }),
    beginTransaction: (connection, settings: TransactionSettings) =>
      guard(() => inner.beginTransaction(innerOf(connection), settings)),
    commitTransaction: (connection) => guard(() => inner.commitTransaction(innerOf(connection))),
    rollbackTransaction: (connection) => guard(() => inner.rollbackTransaction(innerOf(connection))),
    releaseConnection: (connection, options) => inner.releaseConnection(innerOf(connection), options),
    destroy: (options) => inner.destroy(options),
  };
}

function adaptConnection(inner: DatabaseConnection, adaptation: Adaptation): DatabaseConnection {
  const adapt = (query: CompiledQuery): CompiledQuery =>
    adaptation.mapParameter === undefined
      ? query
      : { ...query, parameters: query.parameters.map(adaptation.mapParameter) };
  const mapRows = <R>(result: QueryResult<R>): QueryResult<R> => {
    const { mapRow } = adaptation;
    if (mapRow === undefined) return result;
    return { ...result, rows: result.rows.map((row) => mapRow(row as Record<string, unknown>) as R) };
  };
  return {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      try {
        return mapRows(await inner.executeQuery<R>(adapt(query)));
      } catch (error) {
        throw adaptation.mapError(error);
      }
    },
    streamQuery: async function* streamQuery<R>(query: CompiledQuery, chunkSize: number) {
      try {
        for await (const result of inner.streamQuery<R>(adapt(query), chunkSize)) yield mapRows(result);
      } catch (error) {
        throw adaptation.mapError(error);
      }
    },
  };
}
