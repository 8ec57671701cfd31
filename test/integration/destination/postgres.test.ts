import { afterAll, beforeAll } from "vitest";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { registerDestinationTests } from "../../contract/destination-suite.ts";
import { queryPostgres, startPostgres } from "../../contract/postgres-server.ts";
import type { TestServer } from "../../contract/postgres-server.ts";

let server: TestServer | undefined;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
});

registerDestinationTests("postgres", async () => {
  const { location, drop } = await server!.createDatabase();
  return {
    open: () => openDestination(location),
    query: (statement) => queryPostgres(location, statement),
    [Symbol.asyncDispose]: drop,
  };
});
