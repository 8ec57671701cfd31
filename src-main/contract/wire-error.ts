import type { WireError } from "./agent-state.ts";
import { isReplicaError } from "./errors.ts";

/** Addresses such as `postgres://user:password@host` lose their password wherever they stand. */
export function hideSecrets(text: string): string {
  return text.replaceAll(/(\w+:\/\/[^\s:/@]*):[^\s@]*@/g, "$1:***@");
}

function technicalOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const { cause } = error;
  const own = isReplicaError(error) ? "" : (error.stack ?? error.message);
  return [own, cause instanceof Error ? cause.message : ""].filter((part) => part !== "").join("\n");
}

/** Any error as it may cross a process: code and details for the sentences, the rest behind a fold. */
export function toWireError(error: unknown): WireError {
  const technical = hideSecrets(technicalOf(error));
  if (isReplicaError(error)) return { code: error.code, details: error.details, technical };
  const isStopped = error instanceof Error && error.name === "AbortError";
  return { code: isStopped ? "INTERNAL_STOPPED" : "INTERNAL_ERROR", details: {}, technical };
}
