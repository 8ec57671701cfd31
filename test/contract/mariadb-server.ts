import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import { parseDatabaseUrl } from "../../src-main/destination/database-url.ts";
import type { ServerLocation } from "../../src-main/destination/database-url.ts";
import { freePort } from "./postgres-server.ts";
import type { ServerSetUp, TestServer } from "./postgres-server.ts";

const startTimeoutMs = 60_000;

/** A real MySQL or MariaDB for one test file: TEST_MYSQL_URL, or a mariadbd of its own in a temporary folder. */
export async function startMariadb(): Promise<TestServer> {
  const given = process.env["TEST_MYSQL_URL"];
  return given ? serverAt(asServer(given), async () => {}) : startOwnMariadb();
}

export async function startOwnMariadb({ certificate, isDurable }: ServerSetUp = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "tally-replica-mariadb-"));
  const data = join(folder, "data");
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const made = spawnSync(
    "mariadb-install-db",
    [
      "--no-defaults",
      `--datadir=${data}`,
      "--auth-root-authentication-method=normal",
      "--skip-test-db",
      ...user,
    ],
    { encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db: ${made.error?.message ?? made.stderr}`);
  const setup = join(folder, "setup.sql");
  writeFileSync(
    setup,
    "create user tally@'%' identified by 'secret-of-the-test';\ngrant all on *.* to tally@'%' with grant option;\n",
  );
  const port = await freePort();
  const program = existsSync("/usr/sbin/mariadbd") ? "/usr/sbin/mariadbd" : "mariadbd";
  const server = spawn(
    program,
    [
      "--no-defaults",
      ...user,
      `--datadir=${data}`,
      // Its own, not the machine's: two servers that share one remove each other's temporary tables at start.
      `--tmpdir=${folder}`,
      `--port=${port}`,
      `--socket=${join(folder, "s")}`,
      `--pid-file=${join(folder, "pid")}`,
      `--init-file=${setup}`,
      "--bind-address=127.0.0.1",
      "--skip-name-resolve",
      `--innodb-flush-log-at-trx-commit=${isDurable ? 1 : 0}`,
      "--skip-log-bin",
      ...(certificate
        ? [`--ssl-cert=${certificate.certificateFile}`, `--ssl-key=${certificate.keyFile}`]
        : []),
    ],
    { stdio: "ignore" },
  );
  const location = asServer(`mysql://tally:secret-of-the-test@127.0.0.1:${port}/mysql?ssl=disable`);
  const stop = async (): Promise<void> => {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(location);
  } catch (error) {
    await stop();
    throw error;
  }
  return serverAt(location, stop);
}

function asServer(url: string): ServerLocation {
  const location = parseDatabaseUrl(url);
  if (location.product === "sqlite") throw new Error("TEST_MYSQL_URL names a file");
  return location;
}

async function untilReady(location: ServerLocation): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    try {
      await queryMysql(location, "select 1");
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await sleep(100);
  }
}

let databases = 0;

function serverAt(admin: ServerLocation, stop: () => Promise<void>): TestServer {
  return {
    admin,
    createDatabase: async () => {
      databases += 1;
      const database = `tally_test_${process.pid}_${databases}`;
      await queryMysql(admin, `create database ${database}`);
      return {
        location: { ...admin, database },
        drop: async () => {
          await queryMysql(admin, `drop database if exists ${database}`);
        },
      };
    },
    [Symbol.asyncDispose]: stop,
  };
}

export async function queryMysql(location: ServerLocation, statement: string): Promise<readonly unknown[]> {
  const { host, port, user, password, database } = location;
  const connection = await createConnection({ host, port, user, password, database });
  try {
    const [rows] = await connection.query(statement);
    return Array.isArray(rows) ? rows.map((row) => Object.fromEntries(Object.entries(row))) : [];
  } finally {
    await connection.end();
  }
}
