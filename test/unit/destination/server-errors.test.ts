import { TimeoutError } from "tarn";
import { describe, expect, it } from "vitest";
import type { ReplicaError } from "../../../src-main/contract/errors.ts";
import { parseDatabaseUrl } from "../../../src-main/destination/database-url.ts";
import type { ServerLocation } from "../../../src-main/destination/database-url.ts";
import { mssqlError } from "../../../src-main/destination/mssql-errors.ts";
import { mysqlError } from "../../../src-main/destination/mysql-errors.ts";
import { postgresError } from "../../../src-main/destination/postgres-errors.ts";

const at = (url: string): ServerLocation => parseDatabaseUrl(url) as ServerLocation;
const sqlServer = at("mssql://asha:hush-hush@db/books");

function thrown(message: string, extra: Readonly<Record<string, unknown>>): Error {
  return Object.assign(new Error(message), extra);
}

/** What SQL Server and its driver say (sys.messages, tedious). */
const said: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  [
    "DEST_HOST_NOT_FOUND",
    "Failed to connect to nowhere:1433 - getaddrinfo ENOTFOUND nowhere",
    { code: "ESOCKET" },
  ],
  ["DEST_UNREACHABLE", "Failed to connect to db:1433 - Could not connect (sequence)", { code: "ESOCKET" }],
  ["DEST_UNREACHABLE", "Failed to connect to db:1433 in 10000ms", { code: "ETIMEOUT" }],
  ["DEST_UNREACHABLE", "Port for BOOKS not found in ServerName", { code: "EINSTLOOKUP" }],
  ["DEST_TLS_REFUSED", "Failed to connect to db:1433 - self-signed certificate", { code: "ESOCKET" }],
  ["DEST_LOGIN_REFUSED", "Login failed for user 'asha'.", { code: "ELOGIN", number: 18_456 }],
  ["DEST_NO_DATABASE", 'Cannot open database "books" requested by the login.', { code: "ELOGIN" }],
  ["DEST_NO_DATABASE", "Database 'books' does not exist.", { code: "EREQUEST", number: 911 }],
  [
    "DEST_NO_RIGHTS",
    "CREATE TABLE permission denied in database 'books'.",
    { code: "EREQUEST", number: 262 },
  ],
  ["DEST_NO_RIGHTS", "The SELECT permission was denied.", { code: "EREQUEST", number: 229 }],
  [
    "DEST_NO_RIGHTS",
    "Cannot find the object because it does not exist or you do not have permissions.",
    { code: "EREQUEST", number: 4902 },
  ],
  [
    "DEST_UNREACHABLE",
    "Could not connect because the maximum number is reached.",
    { code: "ELOGIN", number: 17_809 },
  ],
  ["DEST_CONNECTION_LOST", "The session is in the kill state.", { code: "EREQUEST", number: 596 }],
  ["DEST_CONNECTION_LOST", "Timeout: Request failed to complete in 900000ms", { code: "ETIMEOUT" }],
  ["DEST_LOCKED", "Transaction was deadlocked on lock resources.", { code: "EREQUEST", number: 1205 }],
  ["DEST_LOCKED", "Lock request time out period exceeded.", { code: "EREQUEST", number: 1222 }],
  ["DEST_DISK_FULL", "Could not allocate space for object.", { code: "EREQUEST", number: 1105 }],
  ["DEST_DISK_FULL", "The transaction log is full.", { code: "EREQUEST", number: 9002 }],
  [
    "DEST_UNWRITABLE",
    "Failed to update database because it is read-only.",
    { code: "EREQUEST", number: 3906 },
  ],
  ["DEST_CONNECTION_LOST", "Connection lost - read ECONNRESET", { code: "ESOCKET" }],
  ["DEST_CONNECTION_LOST", "Connection closed before request completed.", { code: "ECLOSE" }],
  ["DEST_FAILED", "Incorrect syntax near 'x'.", { code: "EREQUEST", number: 102 }],
];

describe("what SQL Server says", () => {
  it.each(said)("%s: %s", (code, message, extra) => {
    const error = mssqlError(thrown(message, extra), sqlServer) as ReplicaError;
    expect(error).toMatchObject({ code, details: { host: "db" } });
  });

  it("means no free connection where the pool waited in vain", () => {
    expect(
      mssqlError(new TimeoutError("operation timed out for an unknown reason"), sqlServer),
    ).toMatchObject({
      code: "DEST_UNREACHABLE",
      details: { host: "db" },
    });
  });

  it("is known by the one that matters where another comes first", () => {
    const list = [
      thrown("see below", { code: "EREQUEST", number: 50_000 }),
      thrown("denied", { number: 262 }),
    ];
    expect(mssqlError(list, sqlServer)).toMatchObject({ code: "DEST_NO_RIGHTS" });
  });

  it("comes as a list where there are several", () => {
    const list = [
      thrown("deadlocked", { code: "EREQUEST", number: 1205 }),
      thrown("ended", { number: 3609 }),
    ];
    expect(mssqlError(list, sqlServer)).toMatchObject({ code: "DEST_LOCKED" });
  });
});

describe("what any server says", () => {
  it.each([
    [mssqlError, "mssql://asha:hush-hush@db/books"],
    [mysqlError, "mysql://asha:hush-hush@db/books"],
    [postgresError, "postgres://asha:hush-hush@db/books"],
  ] as const)("is told without the password (%#)", (map, url) => {
    const error = map(thrown("login asha:hush-hush failed", { code: "EREQUEST" }), at(url)) as ReplicaError;
    expect(JSON.stringify(error.details)).not.toContain("hush-hush");
  });

  it("is left alone where it is a mistake of ours", () => {
    const mistake = new TypeError("x is not a function");
    for (const map of [mssqlError, mysqlError, postgresError]) expect(map(mistake, sqlServer)).toBe(mistake);
  });
});
