import { Worker } from "node:worker_threads";
import type { WireError } from "../../contract/agent-state.ts";
import type { Result } from "../../contract/channels.ts";
import { ReplicaError } from "../../contract/errors.ts";
import type { WorkerSetup } from "../../contract/worker-messages.ts";
import type { ReadAnswer, ReaderData, ToReader } from "./reader-messages.ts";
import type { ReadCalls, ReadName } from "./reads.ts";

/** Pages of the database, read beside a run: neither waits for the other. */
export interface Reader {
  ask<Name extends ReadName>(name: Name, input: ReadCalls[Name]["input"]): Promise<ReadCalls[Name]["answer"]>;
  /** The database may have other columns now. */
  reopen(): void;
  close(): Promise<void>;
}

/** An error that was met in another thread or process; its technical part comes along. */
function fromWireError(error: WireError): ReplicaError {
  return new ReplicaError(error.code, error.details, { cause: new Error(error.technical) });
}

type Settle = (result: Result<unknown>) => void;

/** A slow view holds its thread up, not the program; a reader that is given up is cut off after this long. */
const closeWithinMs = 1_000;

/** The thread starts with the first question, and anew after it broke. */
export function createReader({
  databaseUrl,
  programVersion,
}: Pick<WorkerSetup, "databaseUrl" | "programVersion">): Reader {
  const waiting = new Map<number, Settle>();
  let nextId = 1;
  let thread: Promise<Worker> | null = null;

  const end = (technical: string): void => {
    thread = null;
    const error = { code: "INTERNAL_STOPPED", details: {}, technical } as const;
    for (const settle of waiting.values()) settle({ ok: false, error });
    waiting.clear();
  };

  const start = async (): Promise<Worker> => {
    // Loaded apart, so that every bundle has a file that holds the thread and nothing else.
    const { readerThreadUrl } = await import("./reader-thread.ts");
    const workerData: ReaderData = { role: "reader", databaseUrl, programVersion };
    const started = new Worker(readerThreadUrl, { workerData, execArgv: [] });
    started.on("message", ({ id, result }: ReadAnswer) => {
      waiting.get(id)?.(result);
      waiting.delete(id);
    });
    started.on("error", (error) => end(error instanceof Error ? error.message : String(error)));
    started.on("exit", () => end(""));
    return started;
  };

  const post = async (message: ToReader): Promise<void> => (await thread)?.postMessage(message);

  return {
    ask: async (name, input) => {
      thread ??= start();
      const id = nextId++;
      const answered = new Promise<Result<unknown>>((resolve) => waiting.set(id, resolve));
      await post({ id, name, input });
      const result = await answered;
      if (!result.ok) throw fromWireError(result.error);
      return result.value as ReadCalls[typeof name]["answer"];
    },
    reopen: () => void post("reopen"),
    close: async () => {
      const ending = await thread;
      if (ending === null) return;
      const ended = new Promise<void>((resolve) => ending.once("exit", () => resolve()));
      ending.postMessage("close" satisfies ToReader);
      const timer = setTimeout(() => void ending.terminate(), closeWithinMs);
      await ended;
      clearTimeout(timer);
    },
  };
}
