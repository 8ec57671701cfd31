import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { finished, runCli, startCli } from "./run-cli.ts";
import type { CliResult } from "./run-cli.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tally-replica-cli-"));
});

afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

/** Plain sentences and a code; no stack, no file of ours, no raw error. */
function expectPlain(result: CliResult, code: string): void {
  // Families such as CONFIG_ stand for any of their codes.
  expect(result.stderr).toMatch(new RegExp(`\\(${code}${code.endsWith("_") ? "[A-Z_]+" : ""}\\)`));
  expect(`${result.stdout}${result.stderr}`).not.toMatch(/\n\s+at |node_modules|\.ts:\d|Error:|undefined/);
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function withServer<T>(handler: http.RequestListener, work: (url: string) => Promise<T>): Promise<T> {
  const server = http.createServer(handler).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

describe("wrong usage ends with 2 and a sentence", () => {
  test.each([
    { args: ["snyc"], says: "Did you mean sync?" },
    { args: ["sync", "--ful"], says: "Did you mean --full?" },
    { args: ["sync", "--company"], says: "--company <name> needs a value" },
    { args: ["sync", "everything"], says: "everything" },
    { args: ["changes", "--limit", "many"], says: "--limit cannot be “many”" },
    { args: ["changes", "--table", "vouchrs"], says: "Did you mean vouchers?" },
    { args: ["deletes", "--accept", "--dismiss"], says: "do not go together" },
    { args: ["remove"], says: "--company" },
    { args: ["watch", "--every", "0"], says: "--every" },
    { args: ["sync", "--tally", "ftp://localhost"], says: "ftp://localhost" },
    { args: ["status", "--to", "books.sqlite"], says: "--to sqlite:" },
    { args: ["status", "--to", "oracle://a/b"], says: "oracle" },
    { args: ["status", "--config", "nowhere.json"], says: "nowhere.json" },
  ])("$args", async ({ args, says }) => {
    const result = await runCli(folder, args);
    expect(result.exitCode).toBe(2);
    expect(result.stdout).toBe("");
    expect(result.stderr).toContain(says);
    expectPlain(result, "CONFIG_");
  });

  test("a line without a verb prints the help", async () => {
    const result = await runCli(folder, []);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain("Usage:");
  });

  test("help and version are fine", async () => {
    const help = await runCli(folder, ["sync", "--help"]);
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    expect(help.stdout).toContain("--accept-deletes");
    const version = await runCli(folder, ["--version"]);
    expect(version.stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("the settings file decides the language, and unknown entries are told", async () => {
    writeFileSync(path.join(folder, "settings.json"), '{"language":"hi","colour":"red"}');
    const result = await runCli(folder, ["snyc", "--config", "settings.json"]);
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toContain("समझ नहीं आया");
    expect(result.stderr).toContain("colour");
  });

  test("a password on the line is never printed", async () => {
    const address = "postgres://books:geheim@127.0.0.1:1/books";
    for (const args of [
      ["status", "--to", address],
      ["sync", address],
      ["sync", `--too=${address}`, "--verbose"],
    ]) {
      const result = await runCli(folder, args, { TALLY_REPLICA_DB_PASSWORD: "secret-word" });
      expect(`${result.stdout}${result.stderr}`).not.toMatch(/geheim|secret-word/);
      expect(result.exitCode).toBeGreaterThan(0);
    }
  });
});

describe("Tally that is not there ends with 3", () => {
  test("nobody listens", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    for (const verb of ["companies", "sync"]) {
      const result = await runCli(folder, [verb, "--tally", url]);
      expect(result.exitCode).toBe(3);
      expectPlain(result, "SOURCE_NOT_RUNNING");
      expect(result.stderr).toContain(url);
    }
  });

  test("no such computer", async () => {
    const result = await runCli(folder, ["companies", "--tally", "http://no-such-computer.invalid:9000"]);
    expect(result.exitCode).toBe(3);
    expectPlain(result, "SOURCE_HOST_NOT_FOUND");
  });

  test("another program is on the port", async () => {
    const answers: readonly http.RequestListener[] = [
      (_, response) => void response.end("<html><body>Welcome to nginx</body></html>"),
      (_, response) => void response.writeHead(404).end("not found"),
      (_, response) => void response.end("{}"),
      (_, response) => void response.end(),
    ];
    for (const answer of answers) {
      await withServer(answer, async (url) => {
        for (const verb of ["companies", "sync"]) {
          const result = await runCli(folder, [verb, "--tally", url]);
          expect([verb, result.exitCode]).toEqual([verb, 3]);
          expectPlain(result, "SOURCE_");
        }
      });
    }
  });
});

describe("a database that cannot be used ends with 4", () => {
  test("there is none", async () => {
    const result = await runCli(folder, ["status", "--to", "sqlite:nothing.sqlite"]);
    expect(result.exitCode).toBe(4);
    expectPlain(result, "DEST_NO_DATABASE");
  });

  test("its folder cannot be made", async () => {
    writeFileSync(path.join(folder, "file"), "");
    for (const verb of ["sync", "test"]) {
      const result = await runCli(folder, [verb, "--to", `sqlite:${path.join(folder, "file", "a.sqlite")}`]);
      expect([verb, result.exitCode]).toEqual([verb, 4]);
      expectPlain(result, "DEST_UNWRITABLE");
    }
  });

  test("it is a folder", async () => {
    mkdirSync(path.join(folder, "books.sqlite"));
    const result = await runCli(folder, ["test", "--to", "sqlite:books.sqlite"]);
    expect(result.exitCode).toBe(4);
    expectPlain(result, "DEST_UNWRITABLE");
  });

  test("it is no database at all, and stays as it is", async () => {
    const file = path.join(folder, "letter.sqlite");
    writeFileSync(file, "Dear Sir, ".repeat(1000));
    const result = await runCli(folder, ["test", "--to", `sqlite:${file}`]);
    expect(result.exitCode).toBe(4);
    expect(result.stderr).toMatch(/\(DEST_(DAMAGED|FOREIGN)\)/);
    expect(readFileSync(file, "utf8")).toBe("Dear Sir, ".repeat(1000));
  });

  test("it belongs to another program", async () => {
    const file = path.join(folder, "other.sqlite");
    const other = new Database(file);
    other.exec("create table invoices (id integer)");
    other.close();
    for (const verb of ["test", "status", "sync"]) {
      const result = await runCli(folder, [verb, "--to", `sqlite:${file}`]);
      expect([verb, result.exitCode]).toEqual([verb, 4]);
      expectPlain(result, "DEST_FOREIGN");
    }
  });
});

describe("--json prints exactly one document on standard output", () => {
  test("also when it fails, and with the usual members of a sync", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const failed = await runCli(folder, ["sync", "--json", "--tally", url]);
    expect(JSON.parse(failed.stdout)).toMatchObject({
      runs: [],
      tallyRequests: 0,
      tallyBytes: 0,
      error: { code: "SOURCE_NOT_RUNNING" },
    });
    const wrong = await runCli(folder, ["--json", "snyc"]);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: "CONFIG_USAGE" } });
    const nothing = await runCli(folder, ["--json"]);
    expect(JSON.parse(nothing.stdout)).toMatchObject({ error: { code: "CONFIG_USAGE" } });
    expect(nothing.exitCode).toBe(2);
  });

  test("a test of the database tells whether the database can be used, without making it", async () => {
    const result = await runCli(folder, ["test", "--json", "--to", "sqlite:नया/किताब.sqlite"]);
    expect(JSON.parse(result.stdout)).toMatchObject({ isUsable: true, exists: false });
    expect(result.exitCode).toBe(0);
    expect(() => readFileSync(path.join(folder, "नया/किताब.sqlite"))).toThrow(/ENOENT/);
  });
});

describe("being stopped", () => {
  test("while Tally stays silent: ends soon with 130", async () => {
    const silent = net.createServer(() => {}).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as AddressInfo;
    const connected = new Promise<net.Socket>((resolve) => silent.once("connection", resolve));
    const child = startCli(folder, ["sync", "--json", "--tally", `http://127.0.0.1:${port}`]);
    const end = finished(child);
    const socket = await connected;
    child.kill("SIGINT");
    const result = await end;
    socket.destroy();
    await new Promise((resolve) => silent.close(resolve));
    expect(result.exitCode).toBe(130);
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code: "INTERNAL_STOPPED" } });
  });

  test("a reader that goes away is no error", async () => {
    const child = startCli(folder, ["--help"]);
    child.stdout.destroy();
    const result = await finished(child);
    expect(result.stderr).toBe("");
    expect(result.exitCode).toBe(0);
  });
});
