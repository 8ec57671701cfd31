import { ReplicaError } from "../contract/errors.ts";
import type { ErrorCode } from "../contract/errors.ts";
import type { ServerLocation } from "./database-url.ts";
import { describeLocation } from "./database-url.ts";

/** Codes of Node's network and TLS layers; the same for every product. */
const networkCodes: Readonly<Record<string, ErrorCode>> = {
  ENOTFOUND: "DEST_HOST_NOT_FOUND",
  EAI_AGAIN: "DEST_HOST_NOT_FOUND",
  ECONNREFUSED: "DEST_UNREACHABLE",
  EHOSTUNREACH: "DEST_UNREACHABLE",
  ENETUNREACH: "DEST_UNREACHABLE",
  ETIMEDOUT: "DEST_UNREACHABLE",
  ECONNRESET: "DEST_CONNECTION_LOST",
  EPIPE: "DEST_CONNECTION_LOST",
  SELF_SIGNED_CERT_IN_CHAIN: "DEST_TLS_REFUSED",
  DEPTH_ZERO_SELF_SIGNED_CERT: "DEST_TLS_REFUSED",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "DEST_TLS_REFUSED",
  UNABLE_TO_GET_ISSUER_CERT: "DEST_TLS_REFUSED",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "DEST_TLS_REFUSED",
  CERT_HAS_EXPIRED: "DEST_TLS_REFUSED",
  ERR_TLS_CERT_ALTNAME_INVALID: "DEST_TLS_REFUSED",
  EPROTO: "DEST_TLS_REFUSED",
};

export interface DriverError {
  readonly code: string;
  readonly message: string;
}

/** What a driver threw as one of our errors. `codeOf` knows the product's own codes. */
export function serverError(
  error: unknown,
  location: ServerLocation,
  codeOf: (error: DriverError) => ErrorCode | null,
): unknown {
  if (error instanceof ReplicaError || !(error instanceof Error)) return error;
  const given: DriverError = { code: codeText(error), message: error.message };
  const code = codeOf(given) ?? networkCodes[given.code] ?? null;
  if (code === null && given.code === "") return error;
  return new ReplicaError(
    code ?? "DEST_FAILED",
    {
      database: describeLocation(location),
      host: location.host,
      ...(location.user === "" ? {} : { user: location.user }),
      detail: withoutPassword(given.message, location),
    },
    { cause: error },
  );
}

function codeText(error: Error): string {
  if (!("code" in error)) return "";
  return typeof error.code === "string" || typeof error.code === "number" ? String(error.code) : "";
}

function withoutPassword(message: string, { password }: ServerLocation): string {
  return password.length < 4 ? message : message.replaceAll(password, "***");
}
