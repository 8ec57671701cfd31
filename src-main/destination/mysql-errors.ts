import type { ErrorCode } from "../contract/errors.ts";
import type { ServerLocation } from "./database-url.ts";
import { serverError } from "./server-errors.ts";
import type { DriverError } from "./server-errors.ts";

/** Names of MySQL's error numbers (MySQL manual, server error reference) and of the driver's own. */
const codes: Readonly<Record<string, ErrorCode>> = {
  ER_ACCESS_DENIED_ERROR: "DEST_LOGIN_REFUSED",
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: "DEST_LOGIN_REFUSED",
  ER_HOST_NOT_PRIVILEGED: "DEST_LOGIN_REFUSED",
  ER_BAD_DB_ERROR: "DEST_NO_DATABASE",
  ER_DBACCESS_DENIED_ERROR: "DEST_NO_RIGHTS",
  ER_TABLEACCESS_DENIED_ERROR: "DEST_NO_RIGHTS",
  ER_COLUMNACCESS_DENIED_ERROR: "DEST_NO_RIGHTS",
  ER_SPECIFIC_ACCESS_DENIED_ERROR: "DEST_NO_RIGHTS",
  ER_DISK_FULL: "DEST_DISK_FULL",
  ER_RECORD_FILE_FULL: "DEST_DISK_FULL",
  ER_LOCK_WAIT_TIMEOUT: "DEST_LOCKED",
  ER_LOCK_DEADLOCK: "DEST_LOCKED",
  ER_OPTION_PREVENTS_STATEMENT: "DEST_UNWRITABLE",
  ER_READ_ONLY_MODE: "DEST_UNWRITABLE",
  ER_CON_COUNT_ERROR: "DEST_UNREACHABLE",
  ER_TOO_MANY_USER_CONNECTIONS: "DEST_UNREACHABLE",
  ER_USER_LIMIT_REACHED: "DEST_UNREACHABLE",
  ER_SERVER_SHUTDOWN: "DEST_CONNECTION_LOST",
  ER_SECURE_TRANSPORT_REQUIRED: "DEST_TLS_REFUSED",
  HANDSHAKE_NO_SSL_SUPPORT: "DEST_TLS_REFUSED",
  HANDSHAKE_SSL_ERROR: "DEST_TLS_REFUSED",
  PROTOCOL_CONNECTION_LOST: "DEST_CONNECTION_LOST",
};

export function mysqlError(error: unknown, location: ServerLocation): unknown {
  return serverError(error, location, codeOf);
}

function codeOf({ code, message }: DriverError): ErrorCode | null {
  const known = codes[code];
  if (known) return known;
  if (/closed state|Connection lost/i.test(message)) return "DEST_CONNECTION_LOST";
  return null;
}
