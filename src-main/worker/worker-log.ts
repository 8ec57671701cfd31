import { logFolder, openLogFile } from "../diagnostics/log-file.ts";
import type { Logger } from "../contract/logger.ts";
import { silentLogger } from "../contract/logger.ts";

/** The log file lies in the user's data folder, which is known with the first set-up. */
export interface WorkerLog extends Logger {
  keepIn(dataFolder: string): void;
}

export function createWorkerLog(): WorkerLog {
  let folder = "";
  let file: Logger = silentLogger;
  return {
    debug: (message, details) => file.debug(message, details),
    info: (message, details) => file.info(message, details),
    warn: (message, details) => file.warn(message, details),
    error: (message, details) => file.error(message, details),
    keepIn: (dataFolder) => {
      if (folder === dataFolder) return;
      folder = dataFolder;
      file = openLogFile({ folder: logFolder(dataFolder) });
    },
  };
}
