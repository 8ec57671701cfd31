import {
  Kysely,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect as KyselyDialect,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { Worker } from "node:worker_threads";
import type { ControlTables } from "./control-tables.ts";
import { adaptDialect } from "./kysely-adapter.ts";
import type { Adaptation } from "./kysely-adapter.ts";
import type { RowBatch } from "./row-batch.ts";
import type { Synchronous } from "./sqlite-file.ts";
import type {
  QueryAnswer,
  ThreadData,
  ThreadError,
  ThreadReply,
  ThreadRequest,
  ThreadTask,
} from "./sqlite-thread.ts";

/** What one transaction runs on: this thread's own connection, or that of the writer thread. */
export interface TransactionConnection {
  readonly db: Kysely<ControlTables>;
  /** Fails at once while another writer is in its transaction. */
  begin(synchronous: Synchronous): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** May return before the rows are written; a failure is then met by the next call, at the latest by `commit`. */
  write(batches: readonly RowBatch[]): Promise<void>;
}

export interface SqliteWriter extends TransactionConnection {
  isAlive(): boolean;
  close(): Promise<void>;
}

/** Writes on their way to the thread; more would only take memory. */
const mostUnansweredWrites = 2;

/** What crosses is garbage as soon as it is written; a second heap need not let it pile up. */
const littleGarbage = { maxYoungGenerationSizeMb: 6 };

/** Starts the thread with a connection of its own to the file. Throws where a thread cannot be started. */
export async function startSqliteWriter(path: string, adaptation: Adaptation): Promise<SqliteWriter> {
  // Loaded apart, so that every bundle has a file that holds the thread and nothing else.
  const { threadPurpose, threadUrl } = await import("./sqlite-thread.ts");
  const workerData = { purpose: threadPurpose, path } satisfies ThreadData;
  const thread = openThread(new Worker(threadUrl, { workerData, resourceLimits: littleGarbage }));
  await thread.ready;
  const db = new Kysely<ControlTables>({ dialect: adaptDialect(threadDialect(thread), adaptation) });
  const writes: Promise<unknown>[] = [];
  const settle = async (): Promise<void> => {
    await Promise.all(writes.splice(0));
  };
  return {
    db,
    begin: async (synchronous) => void (await thread.ask({ kind: "begin", synchronous })),
    commit: async () => {
      await settle();
      await thread.ask({ kind: "commit" });
    },
    rollback: async () => {
      await Promise.allSettled(writes.splice(0));
      await thread.ask({ kind: "rollback" });
    },
    write: async (batches) => {
      const write = thread.ask({ kind: "write", batches });
      // It may fail while the caller is busy; the failure is met when it is awaited.
      write.catch(() => {});
      writes.push(write);
      if (writes.length > mostUnansweredWrites) await writes.shift();
    },
    isAlive: () => thread.isAlive(),
    close: async () => {
      await db.destroy();
      await thread.close();
    },
  };
}

/** Everything crosses as a copy. */
const nothingMoved: readonly never[] = [];

interface Thread {
  readonly ready: Promise<unknown>;
  isAlive(): boolean;
  ask(task: ThreadTask): Promise<QueryAnswer | undefined>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(answer: QueryAnswer | undefined): void;
  reject(error: Error): void;
}

function openThread(worker: Worker): Thread {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let end: Error | null = null;
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));

  const expect = (id: number): Promise<QueryAnswer | undefined> =>
    new Promise((resolve, reject) => {
      if (end !== null) return reject(end);
      waiting.set(id, { resolve, reject });
      // Only work under way keeps the process alive, as a connection of this thread would.
      worker.ref();
    });
  const fail = (error: Error): void => {
    end ??= error;
    for (const one of waiting.values()) one.reject(end);
    waiting.clear();
  };
  worker.on("message", ({ id, answer, error }: ThreadReply) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (error === undefined) asked?.resolve(answer);
    else asked?.reject(toError(error));
  });
  worker.once("error", (error) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.once("exit", () => fail(new Error("the thread that writes to the database has ended")));

  return {
    ready: expect(0),
    isAlive: () => end === null,
    ask: (task) => {
      lastId += 1;
      const answer = expect(lastId);
      worker.postMessage({ id: lastId, task } satisfies ThreadRequest, nothingMoved);
      return answer;
    },
    close: async () => {
      worker.postMessage({ id: -1, task: { kind: "close" } } satisfies ThreadRequest, nothingMoved);
      worker.ref();
      await exited;
    },
  };
}

function toError({ message, code }: ThreadError): Error {
  return Object.assign(new Error(message), code === "" ? {} : { code });
}

/** kysely's SQLite, whose one connection is at the other end of the thread. Transactions are begun by hand. */
function threadDialect(thread: Thread): KyselyDialect {
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => executeIn<R>(thread, query),
    streamQuery: () => {
      throw new Error("rows are not streamed from the writer thread");
    },
  };
  const byHand = (): Promise<void> =>
    Promise.reject(new Error("a transaction of the writer is begun by hand"));
  return {
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: byHand,
      commitTransaction: byHand,
      rollbackTransaction: byHand,
      releaseConnection: async () => {},
      destroy: async () => {},
    }),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

async function executeIn<R>(thread: Thread, { sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
  const answer = await thread.ask({ kind: "query", sql, parameters });
  const rows = (answer?.rows ?? []) as R[];
  if (answer === undefined || answer.changes === null || answer.insertId === null) return { rows };
  return { rows, numAffectedRows: answer.changes, insertId: answer.insertId };
}
