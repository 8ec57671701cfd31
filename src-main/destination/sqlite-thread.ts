/**
 * The writing end of a large first load, in a thread of its own: while SQLite inserts rows and waits for the disk here,
 * the main thread reads the next answer of Tally. Started by sqlite-writer.ts, which loads this file for its address.
 */
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { runBatch } from "./row-batch.ts";
import type { RowBatch, StatementCache } from "./row-batch.ts";
import { beginAtOnce, connectTo, rollBack } from "./sqlite-file.ts";

export const threadUrl = new URL(import.meta.url);

/** Marks a thread as ours: this file is loaded by the main thread as well, which may itself be somebody's worker. */
export const threadPurpose = "tally-replica-sqlite-writer";

export interface ThreadData {
  readonly purpose: typeof threadPurpose;
  readonly path: string;
}

/** `begin` does not wait for another writer: waiting is the caller's, who stays awake for it. */
export type ThreadTask =
  | { readonly kind: "begin"; readonly synchronous: "NORMAL" | "FULL" }
  | { readonly kind: "commit" }
  | { readonly kind: "rollback" }
  | { readonly kind: "query"; readonly sql: string; readonly parameters: readonly unknown[] }
  | { readonly kind: "write"; readonly batches: readonly RowBatch[] }
  | { readonly kind: "close" };

export interface QueryAnswer {
  readonly rows: readonly unknown[];
  readonly changes: bigint | null;
  readonly insertId: bigint | null;
}

export interface ThreadRequest {
  readonly id: number;
  readonly task: ThreadTask;
}

/** Errors lose their class between threads; their codes are what counts (sqlite-errors.ts). */
export interface ThreadError {
  readonly message: string;
  readonly code: string;
}

export interface ThreadReply {
  /** 0: the connection is open. */
  readonly id: number;
  readonly answer?: QueryAnswer;
  readonly error?: ThreadError;
}

function serve(port: MessagePort, path: string): void {
  const database = connectTo(path);
  const statements: StatementCache = new Map();
  /** Rows are sent without waiting for the ones before: what follows a failure must not be done. */
  let failure: ThreadError | null = null;

  function query(sql: string, parameters: readonly unknown[]): QueryAnswer {
    const statement = database.prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters), changes: null, insertId: null };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], changes: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  function perform(task: ThreadTask): QueryAnswer | undefined {
    switch (task.kind) {
      case "begin":
        beginAtOnce(database, task.synchronous);
        return undefined;
      case "commit":
        database.exec("commit");
        return undefined;
      case "rollback":
        rollBack(database);
        failure = null;
        return undefined;
      case "query":
        return query(task.sql, task.parameters);
      case "write":
        for (const batch of task.batches) runBatch(database, statements, batch);
        return undefined;
      case "close":
        database.close();
        port.close();
        return undefined;
    }
  }

  function replyTo({ id, task }: ThreadRequest): ThreadReply {
    if (failure !== null && task.kind !== "rollback" && task.kind !== "close") return { id, error: failure };
    try {
      const answer = perform(task);
      return answer === undefined ? { id } : { id, answer };
    } catch (error) {
      const described = describe(error);
      if (task.kind === "write") failure = described;
      return { id, error: described };
    }
  }

  port.on("message", (request: ThreadRequest) => {
    const reply = replyTo(request);
    if (request.task.kind !== "close") port.postMessage(reply, []);
  });
  port.postMessage({ id: 0 } satisfies ThreadReply, []);
}

function describe(error: unknown): ThreadError {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return { message, code };
}

const given = workerData as Partial<ThreadData> | null;
if (!isMainThread && parentPort !== null && given?.purpose === threadPurpose && given.path !== undefined) {
  serve(parentPort, given.path);
}
