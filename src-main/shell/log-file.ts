import path from "node:path";
import ElectronLog from "electron-log/node.js";
import type { LogDetails, Logger } from "../contract/logger.ts";
import { hideSecrets } from "../contract/wire-error.ts";

/** The main process's own log, beside the worker's: technical detail only, never the content of books. */

const largestBytes = 1_000_000;

function sayDetails(details: LogDetails | undefined): string {
  if (details === undefined) return "";
  const text = JSON.stringify(details, (_name, value: unknown) =>
    value instanceof Error ? `${value.name}: ${value.message}` : value,
  );
  return ` ${hideSecrets(text)}`;
}

export function openShellLog(dataFolder: string): Logger {
  const log = ElectronLog.create({ logId: "shell" });
  log.transports.console.level = false;
  log.transports.file.resolvePathFn = () => path.join(dataFolder, "logs", "shell.log");
  log.transports.file.maxSize = largestBytes;
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (message: string, details?: LogDetails): void =>
      log[level](`${message}${sayDetails(details)}`);
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
