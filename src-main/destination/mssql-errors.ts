import { TimeoutError } from "tarn";
import { ReplicaError } from "../contract/errors.ts";
import type { ErrorCode } from "../contract/errors.ts";
import type { ServerLocation } from "./database-url.ts";
import { describeLocation } from "./database-url.ts";
import { serverError } from "./server-errors.ts";
import type { DriverError } from "./server-errors.ts";

/** SQL Server's error numbers (sys.messages). */
const numbers: Readonly<Record<number, ErrorCode>> = {
  10928: "DEST_UNREACHABLE",
  10929: "DEST_UNREACHABLE",
  17142: "DEST_UNREACHABLE",
  17809: "DEST_UNREACHABLE",
  18401: "DEST_UNREACHABLE",
  18461: "DEST_UNREACHABLE",
  40615: "DEST_UNREACHABLE",
  596: "DEST_CONNECTION_LOST",
  6005: "DEST_CONNECTION_LOST",
  18452: "DEST_LOGIN_REFUSED",
  18456: "DEST_LOGIN_REFUSED",
  4060: "DEST_NO_DATABASE",
  911: "DEST_NO_DATABASE",
  916: "DEST_NO_RIGHTS",
  229: "DEST_NO_RIGHTS",
  230: "DEST_NO_RIGHTS",
  262: "DEST_NO_RIGHTS",
  1088: "DEST_NO_RIGHTS",
  2760: "DEST_NO_RIGHTS",
  4902: "DEST_NO_RIGHTS",
  1105: "DEST_DISK_FULL",
  9002: "DEST_DISK_FULL",
  1204: "DEST_LOCKED",
  1205: "DEST_LOCKED",
  1222: "DEST_LOCKED",
  51222: "DEST_LOCKED",
  3906: "DEST_UNWRITABLE",
  3908: "DEST_UNWRITABLE",
  824: "DEST_DAMAGED",
};

/** Codes of tedious; what the network said stands in the message. */
const codes: Readonly<Record<string, ErrorCode>> = {
  ELOGIN: "DEST_LOGIN_REFUSED",
  ETIMEOUT: "DEST_UNREACHABLE",
  EINSTLOOKUP: "DEST_UNREACHABLE",
  ENOTOPEN: "DEST_CONNECTION_LOST",
  ECLOSE: "DEST_CONNECTION_LOST",
};

export function mssqlError(thrown: unknown, location: ServerLocation): unknown {
  if (thrown instanceof TimeoutError) {
    return new ReplicaError("DEST_UNREACHABLE", {
      database: describeLocation(location),
      host: location.host,
    });
  }
  const errors: readonly unknown[] = Array.isArray(thrown) ? thrown : [thrown];
  const error = errors.find((each) => numbers[numberOf(each)] !== undefined) ?? errors[0];
  return serverError(error, location, (given) => numbers[numberOf(error)] ?? codeOf(given));
}

function numberOf(error: unknown): number {
  return error instanceof Error && "number" in error ? Number(error.number) : 0;
}

function codeOf({ code, message }: DriverError): ErrorCode | null {
  if (code === "ELOGIN" && message.includes("Cannot open database")) return "DEST_NO_DATABASE";
  if (/ENOTFOUND|EAI_AGAIN/.test(message)) return "DEST_HOST_NOT_FOUND";
  if (/ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|Could not connect/.test(message))
    return "DEST_UNREACHABLE";
  if (/certificate|self.signed|encrypt|TLS|SSL/i.test(message)) return "DEST_TLS_REFUSED";
  if (
    /ECONNRESET|EPIPE|Connection lost|Connection closed|Request failed to complete|Failed to cancel/.test(
      message,
    )
  )
    return "DEST_CONNECTION_LOST";
  return codes[code] ?? (code === "ESOCKET" ? "DEST_CONNECTION_LOST" : null);
}
