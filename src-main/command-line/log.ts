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

/**
 * Technical lines with `--verbose` only. A warning that carries an error is told to people too, once as long as it
 * stays the same (a watch that waits for Tally would say it every few minutes).
 */
export function createLog(output: Output, now: () => Date): Logger {
  let lastSaid = "";
  const write = (level: string, message: string, details?: LogDetails): void => {
    if (!output.isVerbose) return;
    output.note(`${now().toISOString()} ${level} ${message}${detailsText(details)}`);
  };
  const tell = (details?: LogDetails): void => {
    const error = details?.["error"];
    if (error === undefined) return;
    const sentence = sayError(error, output.language);
    if (sentence !== lastSaid) output.note(output.say("watchWaiting", { reason: sentence }));
    lastSaid = sentence;
  };
  return {
    debug: (message, details) => write("debug", message, details),
    info: (message, details) => write("info", message, details),
    warn: (message, details) => {
      tell(details);
      write("warn", message, details);
    },
    error: (message, details) => {
      tell(details);
      write("error", message, details);
    },
  };
}
