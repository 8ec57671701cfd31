/**
 * Copies a SQLite file and reads the copy through, in a thread of its own: both take the disk's time and neither may
 * hold up a run. Started by backup-copy.ts, which loads this file for its address.
 */
import Database from "better-sqlite3";
import { isMainThread, parentPort, workerData } from "node:worker_threads";

export const backupThreadUrl = new URL(import.meta.url);

/** Marks a thread as ours: this file is loaded by the main thread as well, which may itself be somebody's worker. */
export const backupPurpose = "tally-replica-backup";

export interface BackupThreadData {
  readonly purpose: typeof backupPurpose;
  readonly from: string;
  /** Is made; must not be there. */
  readonly to: string;
}

export type BackupMessage =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "done" }
  /** What the check of the copy says is wrong. */
  | { readonly kind: "unsound"; readonly detail: string }
  /** Errors lose their class between threads; their codes are what counts (sqlite-errors.ts). */
  | { readonly kind: "failed"; readonly message: string; readonly code: string };

/** 4 MB at a time. */
const pagesPerStep = 1_024;
const busyTimeoutMs = 5_000;

type Tell = (message: BackupMessage) => void;

async function copy({ from, to }: BackupThreadData, tell: Tell): Promise<BackupMessage> {
  const source = new Database(from, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  try {
    // One state of the file is held, so that what is written meanwhile neither gets in nor starts the copy again.
    source.exec("begin");
    source.prepare("select count(*) from sqlite_master").get();
    await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        const done = totalPages - remainingPages;
        tell({ kind: "progress", done, total: totalPages });
        return pagesPerStep;
      },
    });
  } finally {
    source.close();
  }
  return check(to);
}

/** One file without a journal beside it; every page and index is read. */
function check(file: string): BackupMessage {
  const database = new Database(file, { fileMustExist: true, timeout: busyTimeoutMs });
  try {
    database.pragma("journal_mode = DELETE");
    const detail = String(database.pragma("integrity_check(1)", { simple: true }));
    return detail === "ok" ? { kind: "done" } : { kind: "unsound", detail };
  } finally {
    database.close();
  }
}

/** Ends with one message that is no progress; throws nothing. */
export async function copyAndCheck(data: BackupThreadData, tell: Tell): Promise<void> {
  try {
    tell(await copy(data, tell));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code =
      error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
    tell({ kind: "failed", message, code });
  }
}

const given = workerData as BackupThreadData | null;
if (!isMainThread && parentPort !== null && given?.purpose === backupPurpose) {
  const port = parentPort;
  void copyAndCheck(given, (message) => port.postMessage(message));
}
