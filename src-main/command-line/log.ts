import { isReplicaError } from "../contract/errors.ts";
import type { LogDetails, Logger } from "../contract/logger.ts";
import { sayError } from "../contract/texts.ts";
import type { Output } from "./output.ts";
import { technicalDetail } from "./output.ts";

function detailsText(details: LogDetails | undefined): string {
  if (details === undefined) return "";
  const { error, ...rest } = details;
  const plain = Object.keys(rest).length === 0 ? "" : ` ${JSON.stringify(rest)}`;
  return error === undefined ? plain : `${plain}\n${technicalDetail(error)}`;
}

/** Technical lines, with `--verbose` only. */
export function createLog(output: Output, now: () => Date): Logger {
  const write = (level: string, message: string, details?: LogDetails): void => {
    if (output.isVerbose) output.note(`${now().toISOString()} ${level} ${message}${detailsText(details)}`);
  };
  return {
    debug: (message, details) => write("debug", message, details),
    info: (message, details) => write("info", message, details),
    warn: (message, details) => write("warn", message, details),
    error: (message, details) => write("error", message, details),
  };
}

/**
 * For a watch: a warning that carries an error is told to people too, once as long as it stays the same (one that
 * waits for Tally would say it every few minutes). Nothing waits after wrong usage: it ends the watch, which tells it.
 */
export function tellWaiting(log: Logger, output: Output): Logger {
  let lastSaid = "";
  return {
    ...log,
    warn: (message, details) => {
      log.warn(message, details);
      const error = details?.["error"];
      if (error === undefined || (isReplicaError(error) && error.code.startsWith("CONFIG_"))) return;
      const sentence = sayError(error, output.language);
      if (sentence !== lastSaid) output.note(output.say("watchWaiting", { reason: sentence }));
      lastSaid = sentence;
    },
  };
}
