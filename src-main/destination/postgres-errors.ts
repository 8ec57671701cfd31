import type { ErrorCode } from "../contract/errors.ts";
import type { ServerLocation } from "./database-url.ts";
import { serverError } from "./server-errors.ts";
import type { DriverError } from "./server-errors.ts";

/** SQLSTATE codes (PostgreSQL manual, appendix A); a class of two characters stands for all of its codes. */
const codes: Readonly<Record<string, ErrorCode>> = {
  "28P01": "DEST_LOGIN_REFUSED",
  "28000": "DEST_LOGIN_REFUSED",
  "3D000": "DEST_NO_DATABASE",
  "42501": "DEST_NO_RIGHTS",
  // A schema that this user may not use is as if it were not there.
  "3F000": "DEST_NO_RIGHTS",
  "53100": "DEST_DISK_FULL",
  "53300": "DEST_UNREACHABLE",
  "57P01": "DEST_CONNECTION_LOST",
  "57P02": "DEST_CONNECTION_LOST",
  "57P03": "DEST_UNREACHABLE",
  "55P03": "DEST_LOCKED",
  "40001": "DEST_LOCKED",
  "40P01": "DEST_LOCKED",
  "25006": "DEST_UNWRITABLE",
  XX001: "DEST_DAMAGED",
  XX002: "DEST_DAMAGED",
  "08": "DEST_CONNECTION_LOST",
};

export function postgresError(error: unknown, location: ServerLocation): unknown {
  return serverError(error, location, codeOf);
}

function codeOf({ code, message }: DriverError): ErrorCode | null {
  // pg_hba.conf asks for encryption: the server says so as a refused login.
  if (code === "28000" && /no encryption|SSL off/.test(message)) return "DEST_TLS_REFUSED";
  const known = codes[code] ?? codes[code.slice(0, 2)];
  if (known) return known;
  // pg gives these without a code.
  if (message.includes("does not support SSL")) return "DEST_TLS_REFUSED";
  if (/timeout expired|timeout exceeded when trying to connect/.test(message)) return "DEST_UNREACHABLE";
  if (/Connection terminated|connection error|not queryable/i.test(message)) return "DEST_CONNECTION_LOST";
  if (message.includes("SASL")) return "DEST_LOGIN_REFUSED";
  return null;
}
