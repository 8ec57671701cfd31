import { ReplicaError } from "../contract/errors.ts";
import type { RunError } from "../contract/run.ts";
import { isErrorCode } from "./reader/company-facts.ts";

/** The other side went away in the middle of a run: that is no trouble of this one company. */
export function isOfAll(error: RunError | null): boolean {
  const code = error?.code ?? "";
  if (code.startsWith("DEST_")) return !code.startsWith("DEST_LEASE");
  return code === "SOURCE_NOT_RUNNING" || code === "SOURCE_HOST_NOT_FOUND";
}

export function errorOfRun({ code, message, details }: RunError): ReplicaError {
  const known = isErrorCode(code) ? code : "INTERNAL_ERROR";
  return new ReplicaError(known, details ?? {}, { cause: new Error(message) });
}
