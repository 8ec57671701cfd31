import Database from "better-sqlite3";
import { sql } from "kysely";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isReplicaError } from "../../../src-main/contract/errors.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { openSqlite } from "../../../src-main/destination/sqlite.ts";
import { ledgers, testStreams } from "../../contract/destination-catalog.ts";
import { prepareCompany, row } from "../../contract/destination-helpers.ts";
import type { Prepared } from "../../contract/destination-helpers.ts";

const repeatable = { isRepeatable: true };

const started: Worker[] = [];
process.on("worker", (worker: Worker) => void started.push(worker));

/** Threads that this process has; one that ended has no number any more. */
function threads(): number {
  return started.filter(({ threadId }) => threadId >= 0).length;
}

function namesIn(path: string): readonly unknown[] {
  const database = new Database(path, { readonly: true });
  const names = database.prepare("select name from ledgers order by name").pluck().all();
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
  database.close();
  return names;
}

/** Writes ledgers as a window of a first load does. */
function load(destination: Destination, { fence, stamp }: Prepared, names: readonly string[]): Promise<void> {
  const rows = names.map((name) => row(ledgers, `guid of ${name}`, { name }));
  return destination.transaction(
    fence,
    (tx) => tx.writeEntities(ledgers, rows, stamp(), { isKnownNew: true }),
    repeatable,
  );
}

describe("the thread that writes a large first load", () => {
  let folder = "";
  let path = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tally-replica-thread-"));
    path = join(folder, "बही.sqlite");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => "none",
      (error: unknown) => (isReplicaError(error) ? error.code : String(error)),
    );

  it("begins when a load has proven large and ends with it", async () => {
    const before = threads();
    await using destination = openSqlite({ path, threadFromEntities: 3 });
    await destination.prepare(testStreams, "1.0.0");
    const company = await prepareCompany(destination);
    await load(destination, company, ["a", "b"]);
    await load(destination, company, ["c"]);
    expect(threads()).toBe(before);
    await load(destination, company, ["d"]);
    expect(threads()).toBe(before + 1);
    await destination.transaction(company.fence, async () => {});
    expect(threads()).toBe(before);
    expect(namesIn(path)).toEqual(["a", "b", "c", "d"]);
  });

  it("ends when the database is closed", async () => {
    const before = threads();
    {
      await using destination = openSqlite({ path, threadFromEntities: 1 });
      await destination.prepare(testStreams, "1.0.0");
      const company = await prepareCompany(destination);
      await load(destination, company, ["a"]);
      await load(destination, company, ["b"]);
      expect(threads()).toBe(before + 1);
    }
    expect(threads()).toBe(before);
  });

  it("undoes the whole transaction when rows sent ahead cannot be written, and goes on", async () => {
    await using destination = openSqlite({ path, threadFromEntities: 0 });
    await destination.prepare(testStreams, "1.0.0");
    const company = await prepareCompany(destination);
    await load(destination, company, ["a"]);
    const many = Array.from({ length: 1_000 }, (_, index) => `m${index}`);
    expect(await codeOf(load(destination, company, ["b", "a", ...many]))).toBe("DEST_FAILED");
    expect(namesIn(path)).toEqual(["a"]);
    await load(destination, company, ["b"]);
    expect(namesIn(path)).toEqual(["a", "b"]);
  });

  it("does nothing of what follows rows that could not be written", async () => {
    await using destination = openSqlite({ path, threadFromEntities: 0 });
    await destination.prepare(testStreams, "1.0.0");
    const { fence, stamp, ...company } = await prepareCompany(destination);
    await load(destination, { fence, stamp, ...company }, ["a"]);
    const twice = [row(ledgers, "guid of a", { name: "again" })];
    const work = destination.transaction(fence, async (tx) => {
      await tx.writeEntities(ledgers, twice, stamp(), { isKnownNew: true });
      await tx.writeEntities(ledgers, [row(ledgers, "x", { name: "x" })], stamp(), { isKnownNew: true });
    });
    expect(await codeOf(work)).toBe("DEST_FAILED");
    expect(namesIn(path)).toEqual(["a"]);
  });

  it("keeps the codes of errors: a full disk, another program that writes", async () => {
    await using destination = openSqlite({ path, threadFromEntities: 0, lockTimeoutMs: 100 });
    await destination.prepare(testStreams, "1.0.0");
    const company = await prepareCompany(destination);
    const full = destination.transaction(company.fence, async (tx) => {
      const pages = await sql<{ page_count: number }>`pragma page_count`.execute(tx.db);
      await sql.raw(`pragma max_page_count = ${Number(pages.rows[0]?.page_count) + 5}`).execute(tx.db);
      const rows = Array.from({ length: 500 }, (_, index) =>
        row(ledgers, `m-${index}`, { name: "x".repeat(450), notes: "y".repeat(1_000) }),
      );
      await tx.writeEntities(ledgers, rows, company.stamp(), { isKnownNew: true });
    });
    expect(await codeOf(full)).toBe("DEST_DISK_FULL");
    const foreign = new Database(path);
    foreign.exec("begin immediate");
    expect(await codeOf(load(destination, company, ["a"]))).toBe("DEST_LOCKED");
    foreign.exec("rollback");
    foreign.close();
    expect(namesIn(path)).toEqual([]);
  });

  it("is told of a lease that another agent took", async () => {
    await using destination = openSqlite({ path, threadFromEntities: 0 });
    await destination.prepare(testStreams, "1.0.0");
    const company = await prepareCompany(destination);
    await sql`update sync_state set lease_holder = 'somebody else'`.execute(destination.db);
    expect(await codeOf(load(destination, company, ["a"]))).toBe("DEST_LEASE_LOST");
    expect(namesIn(path)).toEqual([]);
  });

  /** A program of its own that writes windows until it is stopped; prints the number of each it has committed. */
  function startLoader(flags: readonly string[] = []): ReturnType<typeof spawn> {
    return spawn(process.execPath, [...flags, join(import.meta.dirname, "support/load-forever.ts"), path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  }

  it("leaves whole windows alone when the program is killed", async () => {
    const loader = startLoader();
    let printed = "";
    await new Promise<void>((resolve) => {
      loader.stdout?.setEncoding("utf8").on("data", (text: string) => {
        printed += text;
        if (printed.includes("4\n")) resolve();
      });
    });
    const gone = new Promise((resolve) => loader.once("close", resolve));
    loader.kill("SIGKILL");
    await gone;
    const committed = printed.trim().split("\n").length;
    const windows = Map.groupBy(namesIn(path), (name) => String(name).split(" ")[0]);
    expect(windows.size).toBeGreaterThanOrEqual(committed);
    for (const names of windows.values()) expect(names).toHaveLength(300);
    await using destination = openSqlite({ path });
    await destination.prepare(testStreams, "1.0.0");
    expect(await destination.now()).not.toBe("");
  });

  it("is done without where no thread may be started", async () => {
    const flags = ["--permission", "--allow-fs-read=*", "--allow-fs-write=*", "--allow-addons"];
    const loader = startLoader([...flags, "--no-warnings"]);
    const gone = new Promise((resolve) => loader.once("close", resolve));
    await new Promise<void>((resolve) => {
      loader.stdout?.setEncoding("utf8").on("data", (text: string) => {
        if (text.includes("4\n")) resolve();
      });
    });
    loader.kill("SIGKILL");
    await gone;
    expect(namesIn(path).length).toBeGreaterThanOrEqual(4 * 300);
  });
});
