import { isReplicaError } from "../contract/errors.ts";
import type { LogDetails } from "../contract/logger.ts";
import { plainLogFields } from "../contract/logger.ts";
import { hideSecrets } from "../contract/wire-error.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Longer texts are no codes and no names of ours. */
const longestPlainText = 200;
const mostStackLines = 12;
const mostCauses = 4;

/** One line of the log file: nothing of the books, no password, whatever the caller handed over. */
export function writeLogLine(
  at: Date,
  level: LogLevel,
  message: string,
  details: LogDetails | undefined,
): string {
  const plain: Record<string, unknown> = {};
  const leftOut: string[] = [];
  for (const [name, value] of Object.entries(details ?? {})) {
    if (value instanceof Error) plain[name] = describeError(value);
    else if (plainLogFields.has(name) && isPlain(value)) plain[name] = value;
    else leftOut.push(name);
  }
  const line = {
    at: at.toISOString(),
    level,
    message,
    ...plain,
    ...(leftOut.length === 0 ? {} : { leftOut }),
  };
  return `${hideSecrets(JSON.stringify(line))}\n`;
}

function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value === "string") return value.length <= longestPlainText;
  return value === null || typeof value === "number" || typeof value === "boolean";
}

/** Kind, codes and where in the program; its message may repeat a name, a row or an address. */
function describeError(error: Error, depth = 0): Readonly<Record<string, unknown>> {
  const { cause } = error;
  return {
    name: error.name,
    ...codeOf(error),
    ...(isReplicaError(error) ? plainDetails(error.details) : {}),
    stack: stackOf(error),
    ...(cause instanceof Error && depth < mostCauses ? { cause: describeError(cause, depth + 1) } : {}),
  };
}

function codeOf(error: Error): { readonly code?: string | number } {
  if (!("code" in error)) return {};
  const { code } = error;
  return (typeof code === "string" && /^[\w:.-]{1,80}$/.test(code)) || typeof code === "number"
    ? { code }
    : {};
}

function plainDetails(details: LogDetails): LogDetails {
  return Object.fromEntries(
    Object.entries(details).filter(([name, value]) => plainLogFields.has(name) && isPlain(value)),
  );
}

/** Files of the program by their name alone: the folders above belong to the person. */
function stackOf({ stack = "" }: Error): readonly string[] {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, mostStackLines)
    .map((line) => line.trim().replaceAll(/(?:file:\/\/)?[^\s(]*[\\/]([^\\/\s()]+:\d+:\d+)/g, "$1"));
}
