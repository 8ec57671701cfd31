import { randomUUID } from "node:crypto";
import { startOwnMariadb } from "../../test/contract/mariadb-server.ts";
import { createMssqlDatabase } from "../../test/contract/mssql-server.ts";
import { startOwnPostgres } from "../../test/contract/postgres-server.ts";
import { parseDatabaseUrl } from "../../src-main/destination/database-url.ts";
import type { ServerLocation } from "../../src-main/destination/database-url.ts";
import type { DestinationName } from "./options.ts";
import type { Workshop } from "./workshop.ts";

/** A kind of database that is there, and empty databases of it. */
export interface Bay extends AsyncDisposable {
  readonly title: string;
  /** Address of a fresh database, as after `--to`; gone at the end. */
  freshAddress(): Promise<string>;
}

/** Null where this computer has no such database. */
export function openBay(workshop: Workshop, name: DestinationName): Promise<Bay | null> {
  switch (name) {
    case "sqlite":
      return Promise.resolve(sqliteBay(workshop));
    case "postgres":
      return ownServer("PostgreSQL", () => startOwnPostgres({ isDurable: true }));
    case "mysql":
      return ownServer("MariaDB", () => startOwnMariadb({ isDurable: true }));
    case "mssql":
      return sqlServer();
  }
}

export function sqliteBay(workshop: Workshop): Bay {
  return {
    title: "SQLite",
    freshAddress: () => Promise.resolve(`sqlite:${workshop.file(`replica-${randomUUID()}.sqlite`)}`),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

type Server = Awaited<ReturnType<typeof startOwnPostgres>>;

async function ownServer(title: string, start: () => Promise<Server>): Promise<Bay | null> {
  let server: Server;
  try {
    server = await start();
  } catch (error) {
    console.error(`${title} is left out: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  return {
    title,
    freshAddress: async () => addressOf((await server.createDatabase()).location),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function sqlServer(): Promise<Bay | null> {
  const url = process.env["TEST_MSSQL_URL"];
  if (!url) {
    console.error("SQL Server is left out: TEST_MSSQL_URL names none.");
    return null;
  }
  const drops: (() => Promise<void>)[] = [];
  return {
    title: "SQL Server",
    freshAddress: async () => {
      const { location, drop } = await createMssqlDatabase(url);
      drops.push(drop);
      return addressOf(location);
    },
    [Symbol.asyncDispose]: async () => {
      for (const drop of drops) await drop();
    },
  };
}

/** The whole address with its password: of servers that live as long as the bench, or were named with theirs. */
function addressOf(location: ServerLocation): string {
  const { product, host, port, user, password, database, ssl, instance } = location;
  const url = new URL(`${product}://${host}:${port}/${database}`);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  url.searchParams.set("ssl", ssl);
  if (instance !== null) url.searchParams.set("instance", instance);
  const address = url.toString();
  parseDatabaseUrl(address);
  return address;
}
