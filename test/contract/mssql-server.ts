import { Connection, Request } from "tedious";
import { parseDatabaseUrl } from "../../src-main/destination/database-url.ts";
import type { ServerLocation } from "../../src-main/destination/database-url.ts";
import { connectionConfiguration } from "../../src-main/destination/mssql.ts";
import type { TestServer } from "./postgres-server.ts";

const given = process.env["TEST_MSSQL_URL"];

/** Suites for every server go through it only where one is named: none can be installed for tests. */
export const givenMssql: readonly (readonly [string, () => Promise<TestServer>])[] = given
  ? [["SQL Server", () => Promise.resolve(serverAt(given))]]
  : [];

function serverAt(url: string): TestServer {
  const admin = parseDatabaseUrl(url);
  if (admin.product === "sqlite") throw new Error("TEST_MSSQL_URL names a file");
  return {
    admin,
    createDatabase: () => createMssqlDatabase(url),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

let databases = 0;

/** A fresh database on the server of TEST_MSSQL_URL. */
export async function createMssqlDatabase(
  url: string,
): Promise<{ readonly location: ServerLocation; readonly drop: () => Promise<void> }> {
  const admin = parseDatabaseUrl(url);
  if (admin.product === "sqlite") throw new Error("TEST_MSSQL_URL names a file");
  databases += 1;
  const database = `tally_test_${process.pid}_${databases}`;
  await queryMssql(admin, `create database [${database}]`);
  return {
    location: { ...admin, database },
    drop: async () => {
      await queryMssql(admin, `drop database [${database}]`);
    },
  };
}

export async function queryMssql(location: ServerLocation, statement: string): Promise<readonly unknown[]> {
  const connection = new Connection(connectionConfiguration(location));
  await new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  try {
    return await new Promise((resolve, reject) => {
      const rows: unknown[] = [];
      const request = new Request(statement, (error) => (error ? reject(error) : resolve(rows)));
      request.on("row", (columns: readonly { metadata: { colName: string }; value: unknown }[]) => {
        rows.push(Object.fromEntries(columns.map(({ metadata, value }) => [metadata.colName, value])));
      });
      connection.execSqlBatch(request);
    });
  } finally {
    connection.close();
  }
}
