import Database from "better-sqlite3";
import { sql } from "kysely";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ReplicaError } from "../../../src-main/contract/errors.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { openSqlite } from "../../../src-main/destination/sqlite.ts";
import type { SqliteOptions } from "../../../src-main/destination/sqlite.ts";
import { ledgers, testStreams } from "../../contract/destination-catalog.ts";
import { prepareCompany, row, selectAll, write } from "../../contract/destination-helpers.ts";
import { registerDestinationTests } from "../../contract/destination-suite.ts";
import type { TestDatabase } from "../../contract/destination-suite.ts";

let folder = "";

function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), "tally-replica-sqlite-"));
}

async function makeDatabase(options: Partial<SqliteOptions> = {}): Promise<TestDatabase> {
  const own = makeFolder();
  const path = join(own, "खाता बही ñ.sqlite");
  return {
    open: async () => openSqlite({ path, lockTimeoutMs: 5_000, ...options }),
    query: async (statement) => {
      const database = new Database(path);
      const rows = database.prepare(statement).all();
      database.close();
      return rows;
    },
    [Symbol.asyncDispose]: async () => rmSync(own, { recursive: true, force: true }),
  };
}

registerDestinationTests("sqlite", makeDatabase);
registerDestinationTests("sqlite, every transaction in a thread of its own", () =>
  makeDatabase({ threadFromEntities: 0 }),
);

describe("a SQLite file", () => {
  beforeEach(() => {
    folder = makeFolder();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const codeOf = async (work: () => Promise<unknown>): Promise<string> => {
    try {
      await work();
      return "none";
    } catch (error) {
      return error instanceof ReplicaError ? error.code : String(error);
    }
  };
  const prepareAt = async (path: string): Promise<void> => {
    await using destination = await openDestination(`sqlite:${path}`);
    await destination.prepare(testStreams, "1.0.0");
  };

  it("is made with its folder and is readable by its owner alone", async () => {
    const path = join(folder, "deeper", "बही.sqlite");
    await prepareAt(path);
    // Windows has no such mode: there the folder of the user is what keeps others out.
    expect(statSync(path).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o600);
  });

  it("is not made by a command that only looks", async () => {
    const path = join(folder, "none.sqlite");
    expect(await codeOf(() => openDestination(`sqlite:${path}`, { mayCreate: false }))).toBe(
      "DEST_NO_DATABASE",
    );
    expect(() => statSync(path)).toThrow("ENOENT");
  });

  it("is left alone when it is no database, another program's or damaged", async () => {
    const text = join(folder, "text.sqlite");
    writeFileSync(text, "These are my notes, not a database. ".repeat(100));
    expect(await codeOf(() => prepareAt(text))).toBe("DEST_FOREIGN");
    const foreign = join(folder, "foreign.sqlite");
    const database = new Database(foreign);
    database.exec("create table recipes (name text)");
    database.close();
    expect(await codeOf(() => prepareAt(foreign))).toBe("DEST_FOREIGN");
    const damaged = join(folder, "damaged.sqlite");
    await prepareAt(damaged);
    const size = statSync(damaged).size;
    const bytes = Buffer.alloc(size - 4096, 0x5a);
    const file = openSync(damaged, "r+");
    writeSync(file, bytes, 0, bytes.length, 4096);
    closeSync(file);
    expect(await codeOf(() => prepareAt(damaged))).toBe("DEST_DAMAGED");
  });

  it("cannot be where a folder is, or below a file", async () => {
    mkdirSync(join(folder, "sub"));
    writeFileSync(join(folder, "file"), "");
    expect(await codeOf(() => prepareAt(join(folder, "sub")))).toBe("DEST_UNWRITABLE");
    expect(await codeOf(() => prepareAt(join(folder, "file", "x.sqlite")))).toBe("DEST_UNWRITABLE");
  });

  it("says when it may not be written", async () => {
    const path = join(folder, "locked.sqlite");
    await prepareAt(path);
    chmodSync(path, 0o444);
    chmodSync(folder, 0o555);
    // The superuser may write anything: the test steps back to an ordinary user.
    const isSuperuser = process.geteuid?.() === 0;
    if (isSuperuser) process.seteuid?.(65_534);
    try {
      expect(await codeOf(() => prepareAt(path))).toBe("DEST_UNWRITABLE");
      expect(await codeOf(() => prepareAt(join(folder, "new.sqlite")))).toBe("DEST_UNWRITABLE");
    } finally {
      if (isSuperuser) process.seteuid?.(0);
      chmodSync(folder, 0o755);
    }
  });

  it("is undone as a whole when the disk is full, and goes on afterwards", async () => {
    const path = join(folder, "full.sqlite");
    await using destination = openSqlite({ path });
    await destination.prepare(testStreams, "1.0.0");
    const company = await prepareCompany(destination);
    await write(destination, company, ledgers, [row(ledgers, "l-1", { name: "before" })]);
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(destination.db);
    await sql.raw(`pragma max_page_count = ${Number(pages.rows[0]?.page_count) + 5}`).execute(destination.db);
    const many = Array.from({ length: 500 }, (_, index) =>
      row(ledgers, `m-${index}`, { name: "x".repeat(450), notes: "y".repeat(1_000) }),
    );
    expect(await codeOf(() => write(destination, company, ledgers, many))).toBe("DEST_DISK_FULL");
    await sql.raw("pragma max_page_count = 1000000").execute(destination.db);
    const left = await selectAll(destination, company.companyId, ledgers);
    expect(left.map((values) => values["name"])).toEqual(["before"]);
    await write(destination, company, ledgers, many);
    expect(await selectAll(destination, company.companyId, ledgers)).toHaveLength(501);
  });

  it("waits for another program that writes, and says so when it does not end", async () => {
    const path = join(folder, "shared.sqlite");
    await using destination = openSqlite({ path, lockTimeoutMs: 100 });
    await destination.prepare(testStreams, "1.0.0");
    const company = await prepareCompany(destination);
    const foreign = new Database(path);
    foreign.exec("begin immediate");
    const one = [row(ledgers, "l-1", { name: "x" })];
    expect(await codeOf(() => write(destination, company, ledgers, one))).toBe("DEST_LOCKED");
    // Reading goes on beside a writer, and so does preparing what is prepared already.
    expect(await selectAll(destination, company.companyId, ledgers)).toEqual([]);
    await destination.prepare(testStreams, "1.0.0");
    await using patient = openSqlite({ path, lockTimeoutMs: 60_000 });
    await patient.prepare(testStreams, "1.0.0");
    const waiting = write(patient, company, ledgers, one);
    setTimeout(() => foreign.exec("commit"), 200);
    await waiting;
    foreign.close();
    expect(await selectAll(destination, company.companyId, ledgers)).toHaveLength(1);
  });

  it("has columns whose declared types say what they hold", async () => {
    const path = join(folder, "types.sqlite");
    await prepareAt(path);
    const database = new Database(path, { readonly: true });
    const types = database.prepare("select name, type from pragma_table_info('ledgers')").all();
    database.close();
    expect(types).toContainEqual({ name: "opening_balance", type: "DECIMAL(20,4)" });
    expect(types).toContainEqual({ name: "tax_rate", type: "DECIMAL(24,8)" });
    expect(types).toContainEqual({ name: "parent_guid", type: "TEXT" });
  });
});
