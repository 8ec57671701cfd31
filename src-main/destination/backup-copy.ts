import { chmodSync, closeSync, openSync, rmSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { ReplicaError } from "../contract/errors.ts";
import type { BackupMessage, BackupThreadData } from "./backup-thread.ts";
import { sqliteError } from "./sqlite-errors.ts";

export interface CopyOptions {
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
  const { backupPurpose, backupThreadUrl } = await import("./backup-thread.ts");
  try {
    closeSync(openSync(to, "w", 0o600));
    chmodSync(to, 0o600);
    const workerData: BackupThreadData = { purpose: backupPurpose, from, to };
    const last = await listen(new Worker(backupThreadUrl, { workerData }), signal, onProgress);
    requireSound(last, from);
  } catch (error) {
    rmSync(to, { force: true });
    rmSync(`${to}-journal`, { force: true });
    throw sqliteError(error, to);
  }
}

/** The last thing the thread said. */
function listen(
  thread: Worker,
  signal: AbortSignal | undefined,
  onProgress: CopyOptions["onProgress"],
): Promise<BackupMessage | null> {
  return new Promise((resolve, reject) => {
    let last: BackupMessage | null = null;
    const stop = (): void => void thread.terminate();
    signal?.addEventListener("abort", stop, { once: true });
    thread.on("message", (message: BackupMessage) => {
      if (message.kind === "progress") onProgress?.(message.done, message.total);
      else last = message;
    });
    thread.once("error", reject);
    thread.once("exit", () => {
      signal?.removeEventListener("abort", stop);
      if (signal?.aborted === true) reject(new ReplicaError("INTERNAL_STOPPED"));
      else resolve(last);
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
