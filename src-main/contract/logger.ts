export type LogDetails = Readonly<Record<string, unknown>>;

/**
 * Where technical detail goes. The message is the same text at every call: what varies stands in the details, because
 * names, amounts and texts of the books may be in them (`company`, `request`, `error`). What is kept in files takes
 * only the details of `plainLogFields`. Never a password.
 */
export interface Logger {
  debug(message: string, details?: LogDetails): void;
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
}

/** Details that can hold nothing of the books: numbers of our own, names of our own tables, steps and codes. */
export const plainLogFields: ReadonlySet<string> = new Set([
  "attempt",
  "bytes",
  "code",
  "count",
  "exitCode",
  "failures",
  "hash",
  "milliseconds",
  "mode",
  "needed",
  "order",
  "outcome",
  "port",
  "product",
  "reasons",
  "release",
  "removed",
  "requests",
  "rows",
  "seconds",
  "stage",
  "status",
  "step",
  "stream",
  "syncType",
  "table",
  "version",
]);

export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};

/** Tells several loggers the same. */
export function combineLoggers(...loggers: readonly Logger[]): Logger {
  return {
    debug: (message, details) => loggers.forEach((log) => log.debug(message, details)),
    info: (message, details) => loggers.forEach((log) => log.info(message, details)),
    warn: (message, details) => loggers.forEach((log) => log.warn(message, details)),
    error: (message, details) => loggers.forEach((log) => log.error(message, details)),
  };
}
