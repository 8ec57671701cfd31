import type { ErrorCode } from "../contract/errors.ts";
import { errorCodes } from "../contract/errors.ts";
import type { RunReport } from "../contract/run.ts";

export const exitCodes = {
  ok: 0,
  runFailed: 1,
  usage: 2,
  tallyUnreachable: 3,
  databaseUnusable: 4,
  needsAttention: 5,
  stopped: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Of several outcomes the first of these counts; a stop by the person goes before all. */
const precedence: readonly ExitCode[] = [
  exitCodes.stopped,
  exitCodes.usage,
  exitCodes.databaseUnusable,
  exitCodes.tallyUnreachable,
  exitCodes.runFailed,
  exitCodes.needsAttention,
  exitCodes.ok,
];

export function worstExitCode(codes: readonly ExitCode[]): ExitCode {
  return precedence.find((code) => codes.includes(code)) ?? exitCodes.ok;
}

/** Tally is not there, or shows no books: also when it ends a single run. */
const tallyAway: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_NOT_RUNNING",
  "SOURCE_HOST_NOT_FOUND",
  "SOURCE_NOT_TALLY",
  "SOURCE_NO_COMPANY_OPEN",
  "SOURCE_COMPANY_NOT_OPEN",
]);
/** In answer to the first question these too mean that no Tally can be reached. */
const tallySilent: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_TIMEOUT",
  "SOURCE_CONNECTION_LOST",
  "SOURCE_HTTP_STATUS",
  "SOURCE_EMPTY_ANSWER",
]);
/** Somebody else works on the database: it is reachable and usable. */
const databaseBusy: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["DEST_LEASE_HELD", "DEST_LEASE_LOST"]);

function exitCodeOfCode(code: ErrorCode): ExitCode {
  if (code === "INTERNAL_STOPPED") return exitCodes.stopped;
  if (code.startsWith("CONFIG_")) return exitCodes.usage;
  if (code.startsWith("DATA_")) return exitCodes.needsAttention;
  if (code.startsWith("DEST_") && !databaseBusy.has(code)) return exitCodes.databaseUnusable;
  return tallyAway.has(code) ? exitCodes.tallyUnreachable : exitCodes.runFailed;
}

/** Exit code of an error that ended the whole command. */
export function exitCodeOfError(code: ErrorCode): ExitCode {
  return tallySilent.has(code) ? exitCodes.tallyUnreachable : exitCodeOfCode(code);
}

export function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code);
}

/** `isNamed`: the person asked for this company, so "not open" is an answer worth a code of its own. */
export function exitCodeOfRun(run: Pick<RunReport, "status" | "error">, isNamed: boolean): ExitCode {
  switch (run.status) {
    case "success":
    case "no_change":
    case "in_progress":
      return exitCodes.ok;
    case "needs_attention":
      return exitCodes.needsAttention;
    case "not_open":
      return isNamed ? exitCodes.tallyUnreachable : exitCodes.ok;
    case "cancelled":
      return exitCodes.stopped;
    case "interrupted":
    case "failed":
      break;
  }
  const code = run.error?.code ?? "";
  // A group company beside its members is no failure as long as nobody asked for it.
  if (code === "SOURCE_GROUP_COMPANY" && !isNamed) return exitCodes.ok;
  return isErrorCode(code) ? exitCodeOfCode(code) : exitCodes.runFailed;
}
