import type { UtilityProcess } from "electron";
import type { AgentState } from "../contract/agent-state.ts";
import type { Result } from "../contract/channels.ts";
import type { Logger } from "../contract/logger.ts";
import type {
  FromWorker,
  ToWorker,
  WakeReason,
  WorkerCallName,
  WorkerCalls,
  WorkerSetup,
} from "../contract/worker-messages.ts";

/**
 * The worker (utility process) that reads Tally and writes the database, kept alive: a crash is healed by starting it
 * again after a growing pause, and told. Nothing is lost by a crash: the engine takes back what it had not finished.
 */
export interface SyncWorker {
  start(): void;
  setUp(setup: WorkerSetup): void;
  call<Name extends WorkerCallName>(
    name: Name,
    input: WorkerCalls[Name]["input"],
  ): Promise<Result<WorkerCalls[Name]["answer"]>>;
  pause(until: WorkerSetup["settings"]["pausedUntil"]): void;
  wake(reason: WakeReason): void;
  /** Ends at a safe point, or is cut off after a short while, which loses nothing. */
  stop(): Promise<void>;
  /** After `stop`: starts it again. */
  resume(): void;
  /** Ends it at once; it comes back by itself. */
  restart(): void;
}

interface SyncWorkerParts {
  /** Starts a process of it: Electron's `utilityProcess.fork` of the worker's file. */
  readonly fork: () => UtilityProcess;
  readonly log: Logger;
  onState(state: AgentState): void;
  onCrashed(): void;
}

const firstPauseMs = 500;
const longestPauseMs = 60_000;
/** A worker that lived this long was well. */
const wellAfterMs = 60_000;
const stopWithinMs = 2_500;

type Settle = (result: Result<unknown>) => void;

const gone: Result<never> = {
  ok: false,
  error: { code: "INTERNAL_WORKER_STOPPED", details: {}, technical: "" },
};

export function createSyncWorker(parts: SyncWorkerParts): SyncWorker {
  let child: UtilityProcess | null = null;
  let isReady = false;
  let isEnding = false;
  /** It is to come back as soon as the one that was stopped has gone. */
  let isResuming = false;
  let setup: WorkerSetup | null = null;
  let pauseMs = firstPauseMs;
  let nextId = 1;
  const waiting = new Map<number, Settle>();
  /** Calls made before the worker listened. */
  let queued: ToWorker[] = [];
  let onStopped: (() => void) | null = null;

  const post = (message: ToWorker): void => {
    if (child === null || !isReady) queued.push(message);
    else child.postMessage(message);
  };

  const onMessage = (message: FromWorker): void => {
    switch (message.kind) {
      case "ready": {
        isReady = true;
        if (setup !== null) child?.postMessage({ kind: "setUp", setup } satisfies ToWorker);
        const early = queued;
        queued = [];
        for (const each of early) if (each.kind !== "setUp") post(each);
        return;
      }
      case "state":
        parts.onState(message.state);
        return;
      case "answer":
        waiting.get(message.id)?.(message.result);
        waiting.delete(message.id);
        return;
      case "stopped":
        onStopped?.();
        return;
    }
  };

  const onExit = (startedAt: number, code: number): void => {
    child = null;
    isReady = false;
    for (const settle of waiting.values()) settle(gone);
    waiting.clear();
    onStopped?.();
    if (isEnding) return;
    if (isResuming) {
      isResuming = false;
      start();
      return;
    }
    parts.log.error("the worker ended unexpectedly", { code });
    parts.onCrashed();
    pauseMs = Date.now() - startedAt > wellAfterMs ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
    setTimeout(start, pauseMs);
  };

  const start = (): void => {
    if (child !== null || isEnding) return;
    const startedAt = Date.now();
    const started = parts.fork();
    child = started;
    started.stderr?.on("data", (chunk: Buffer) => parts.log.warn("worker", { text: chunk.toString("utf8") }));
    started.stdout?.resume();
    started.on("message", onMessage);
    started.on("exit", (code) => onExit(startedAt, code));
  };

  const stop = async (): Promise<void> => {
    isEnding = true;
    const ending = child;
    if (ending === null) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, stopWithinMs);
      onStopped = () => {
        clearTimeout(timer);
        resolve();
      };
      if (isReady) ending.postMessage({ kind: "stop" } satisfies ToWorker);
      else resolve();
    });
    ending.kill();
  };

  return {
    start,
    setUp: (next) => {
      setup = next;
      if (isReady) post({ kind: "setUp", setup: next });
    },
    call: (name, input) =>
      new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, resolve as Settle);
        post({ kind: "call", id, name, input });
      }),
    pause: (until) => post({ kind: "pause", until }),
    wake: (reason) => post({ kind: "wake", reason }),
    stop,
    resume: () => {
      if (!isEnding) return;
      isEnding = false;
      isResuming = child !== null;
      start();
    },
    restart: () => void child?.kill(),
  };
}
