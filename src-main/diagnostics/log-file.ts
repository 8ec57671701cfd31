import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { LogDetails, Logger } from "../contract/logger.ts";
import { writeLogLine } from "./log-entry.ts";
import type { LogLevel } from "./log-entry.ts";

interface LogFileOptions {
  readonly folder: string;
  readonly now?: () => Date;
  /** Largest size of one file. */
  readonly mostBytes?: number;
  /** The one being written included. */
  readonly files?: number;
}

const usualMostBytes = 5_000_000;
const usualFiles = 5;
const baseName = "tally-replica.log";

export function logFolder(dataFolder: string): string {
  return path.join(dataFolder, "logs");
}

/** The files of the log, newest first, whether they are there or not. */
export function logFiles(folder: string, files: number = usualFiles): readonly string[] {
  return Array.from({ length: files }, (_, index) =>
    path.join(folder, index === 0 ? baseName : `${baseName}.${index}`),
  );
}

/**
 * A log that does not grow for ever and holds nothing of the books (log-entry.ts). Each line is on its way to the disk
 * when the call returns, so that the last one before a crash is there. That it cannot be written is no reason to fail.
 */
export function openLogFile(options: LogFileOptions): Logger {
  const { folder, now = () => new Date(), mostBytes = usualMostBytes } = options;
  const files = logFiles(folder, options.files ?? usualFiles);
  const [current = ""] = files;
  const write = (level: LogLevel, message: string, details?: LogDetails): void => {
    try {
      const line = writeLogLine(now(), level, message, details);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (sizeOf(current) + line.length > mostBytes) rotate(files);
      appendFileSync(current, line, { mode: 0o600 });
    } catch {
      // A full disk is told by the run itself.
    }
  };
  return {
    // Each single request would push what matters out of the files.
    debug: () => {},
    info: (message, details) => write("info", message, details),
    warn: (message, details) => write("warn", message, details),
    error: (message, details) => write("error", message, details),
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function rotate(files: readonly string[]): void {
  for (let index = files.length - 1; index > 0; index -= 1) {
    const [older, newer] = [files[index], files[index - 1]];
    if (older === undefined || newer === undefined || sizeOf(newer) === 0) continue;
    rmSync(older, { force: true });
    renameSync(newer, older);
  }
}
