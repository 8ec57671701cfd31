import { chmodSync, closeSync, openSync, rmSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { ReplicaError } from "../contract/errors.ts";
import type { BackupMessage, BackupThreadData } from "./backup-thread.ts";
import { sqliteError } from "./sqlite-errors.ts";

interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (donePages: number, allPages: number) => void;
}

/**
 * A copy of a SQLite file as it is at one moment, also while it is written, read through page by page. Nothing stays of
 * one that failed or was stopped.
 */
export async function copyFile({ from, to, signal, onProgress }: CopyOptions): Promise<void> {
  signal?.throwIfAborted();
  // Loaded apart, so that every bundle has a file that holds the thread and nothing else.
  const { backupPurpose, backupThreadUrl, copyAndCheck } = await import("./backup-thread.ts");
  try {
    closeSync(openSync(to, "w", 0o600));
    chmodSync(to, 0o600);
    const workerData: BackupThreadData = { purpose: backupPurpose, from, to };
    const hear = makeEar(onProgress);
    const hasWorked = await runThread(backupThreadUrl, workerData, signal, hear.onMessage);
    // Where no thread can be had, the copy is made here; only the check at its end then keeps others waiting.
    if (!hasWorked) {
      await copyAndCheck(workerData, (message) => {
        if (message.kind === "progress") signal?.throwIfAborted();
        hear.onMessage(message);
      });
    }
    if (signal?.aborted === true) throw new ReplicaError("INTERNAL_STOPPED");
    requireSound(hear.last(), from);
  } catch (error) {
    rmSync(to, { force: true });
    rmSync(`${to}-journal`, { force: true });
    throw sqliteError(error, to);
  }
}

/** Passes progress on and keeps the last thing that was said. */
function makeEar(onProgress: CopyOptions["onProgress"]): {
  readonly onMessage: (message: BackupMessage) => void;
  readonly last: () => BackupMessage | null;
} {
  let last: BackupMessage | null = null;
  return {
    onMessage: (message) => {
      if (message.kind === "progress") onProgress?.(message.done, message.total);
      else last = message;
    },
    last: () => last,
  };
}

/** False where the thread could not be started at all. */
function runThread(
  url: URL,
  workerData: BackupThreadData,
  signal: AbortSignal | undefined,
  onMessage: (message: BackupMessage) => void,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(url, { workerData });
    let hasSpoken = false;
    const stop = (): void => void thread.terminate();
    signal?.addEventListener("abort", stop, { once: true });
    thread.on("message", (message: BackupMessage) => {
      hasSpoken = true;
      onMessage(message);
    });
    thread.once("error", (error) => (hasSpoken ? reject(error) : resolve(false)));
    thread.once("exit", () => {
      signal?.removeEventListener("abort", stop);
      resolve(hasSpoken || signal?.aborted === true);
    });
  });
}

function requireSound(last: BackupMessage | null, from: string): void {
  switch (last?.kind) {
    case "done":
      return;
    case "unsound":
      throw new ReplicaError("DEST_DAMAGED", { database: from, detail: last.detail });
    case "failed":
      throw sqliteError(Object.assign(new Error(last.message), { code: last.code }), from);
    case "progress":
    case undefined:
      throw new ReplicaError("DEST_FAILED", { database: from, detail: "the copy broke off" });
  }
}
