import { Worker } from "node:worker_threads";
import type { WireError } from "../../contract/agent-state.ts";
import type { Result } from "../../contract/channels.ts";
import { ReplicaError } from "../../contract/errors.ts";
import type { ReadAnswer, ReaderData } from "./reader-messages.ts";
import type { ReadCalls, ReadName } from "./reads.ts";

/** Pages of the database, read beside a run: neither waits for the other. */
export interface Reader {
  ask<Name extends ReadName>(name: Name, input: ReadCalls[Name]["input"]): Promise<ReadCalls[Name]["answer"]>;
  close(): Promise<void>;
}

/** An error that was met in another thread or process; its technical part comes along. */
export function fromWireError(error: WireError): ReplicaError {
  return new ReplicaError(error.code, error.details, { cause: new Error(error.technical) });
}

type Settle = (result: Result<unknown>) => void;

/** `threadFile` begins the thread (it is the worker's own program file). The thread starts with the first question. */
export function createReader(threadFile: URL, databaseUrl: string): Reader {
  const waiting = new Map<number, Settle>();
  let nextId = 1;
  let thread: Worker | null = null;

  const end = (started: Worker, technical: string): void => {
    if (thread === started) thread = null;
    const error = { code: "INTERNAL_STOPPED", details: {}, technical } as const;
    for (const settle of waiting.values()) settle({ ok: false, error });
    waiting.clear();
  };

  const start = (): Worker => {
    const workerData: ReaderData = { role: "reader", databaseUrl };
    const started = new Worker(threadFile, { workerData, execArgv: [] });
    started.on("message", ({ id, result }: ReadAnswer) => {
      waiting.get(id)?.(result);
      waiting.delete(id);
    });
    started.on("error", (error) => end(started, error instanceof Error ? error.message : String(error)));
    started.on("exit", () => end(started, ""));
    return started;
  };

  return {
    ask: async (name, input) => {
      thread ??= start();
      const id = nextId++;
      const answered = new Promise<Result<unknown>>((resolve) => waiting.set(id, resolve));
      thread.postMessage({ id, name, input });
      const result = await answered;
      if (!result.ok) throw fromWireError(result.error);
      return result.value as ReadCalls[typeof name]["answer"];
    },
    close: async () => {
      const ending = thread;
      thread = null;
      if (ending === null) return;
      const ended = new Promise<void>((resolve) => ending.once("exit", () => resolve()));
      ending.postMessage("close");
      await ended;
    },
  };
}
