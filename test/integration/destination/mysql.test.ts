import { afterAll, beforeAll } from "vitest";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { registerDestinationTests } from "../../contract/destination-suite.ts";
import { queryMysql, startMariadb } from "../../contract/mariadb-server.ts";
import type { TestServer } from "../../contract/postgres-server.ts";

let server: TestServer | undefined;

beforeAll(async () => {
  server = await startMariadb();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

registerDestinationTests("mysql", async () => {
  const { location, drop } = await server!.createDatabase();
  return {
    open: () => openDestination(location),
    query: (statement) => queryMysql(location, statement),
    [Symbol.asyncDispose]: drop,
  };
});
