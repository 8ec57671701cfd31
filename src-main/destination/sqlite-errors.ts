import { ReplicaError } from "../contract/errors.ts";
import type { ErrorCode } from "../contract/errors.ts";

/** SQLite result codes (sqlite.org/rescode.html), the longest beginning that fits counts. */
const codes: readonly (readonly [string, ErrorCode])[] = [
  ["SQLITE_BUSY", "DEST_LOCKED"],
  ["SQLITE_LOCKED", "DEST_LOCKED"],
  ["SQLITE_FULL", "DEST_DISK_FULL"],
  ["SQLITE_READONLY", "DEST_UNWRITABLE"],
  ["SQLITE_CANTOPEN", "DEST_UNWRITABLE"],
  ["SQLITE_PERM", "DEST_UNWRITABLE"],
  ["SQLITE_NOTADB", "DEST_FOREIGN"],
  ["SQLITE_CORRUPT", "DEST_DAMAGED"],
  ["ENOSPC", "DEST_DISK_FULL"],
  ["EDQUOT", "DEST_DISK_FULL"],
  ["EACCES", "DEST_UNWRITABLE"],
  ["EPERM", "DEST_UNWRITABLE"],
  ["EROFS", "DEST_UNWRITABLE"],
  ["EISDIR", "DEST_UNWRITABLE"],
  ["ENOTDIR", "DEST_UNWRITABLE"],
  ["ENOENT", "DEST_UNWRITABLE"],
  ["EEXIST", "DEST_UNWRITABLE"],
];

export function sqliteError(error: unknown, database: string): unknown {
  if (error instanceof ReplicaError || !(error instanceof Error)) return error;
  const given = "code" in error && typeof error.code === "string" ? error.code : "";
  const known = codes.find(([start]) => given.startsWith(start));
  if (!known && !given.startsWith("SQLITE_")) return error;
  return new ReplicaError(known?.[1] ?? "DEST_FAILED", { database, detail: error.message }, { cause: error });
}
