import Database from "better-sqlite3";
import { sql } from "kysely";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrations } from "../../../migrations/index.ts";
import { streams } from "../../../src-main/catalog/index.ts";
import { listCompanies } from "../../../src-main/destination/companies-store.ts";
import type { Migration } from "../../../src-main/destination/migration.ts";
import { openSqlite } from "../../../src-main/destination/sqlite.ts";
import { prepareCompany } from "../../contract/destination-helpers.ts";

const firstRelease = new URL("../../fixtures/schema-1.sql", import.meta.url);

/** What a later release might do: a column in a table that is there, a table that is not, a change of content. */
const later: readonly Migration[] = [
  ...migrations,
  {
    number: 9_001,
    name: "labels",
    steps: [
      {
        kind: "createTable",
        table: {
          name: "agents",
          columns: [{ name: "label", type: "name", isNullable: false }],
          primaryKey: ["agent_id"],
        },
      },
      {
        kind: "createTable",
        table: {
          name: "labels",
          columns: [
            { name: "company_id", type: "int", isNullable: false },
            { name: "label", type: "key", isNullable: false },
          ],
          primaryKey: ["company_id", "label"],
        },
      },
    ],
  },
  {
    number: 9_002,
    name: "country",
    steps: [
      {
        kind: "statements",
        statements: {
          sqlite: ["update companies set country = 'India' where country = ''"],
          postgres: [],
          mysql: [],
          mssql: [],
        },
      },
    ],
  },
];

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tally-replica-upgrade-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What SQLite keeps for itself (its counts of tables) is no part of it. */
function schemaOf(path: string): unknown {
  const database = new Database(path, { readonly: true });
  const columns = database
    .prepare(
      `select m.name as t, c.name as c, c.type, c."notnull", c.dflt_value, c.pk
       from sqlite_master m join pragma_table_info(m.name) c
       where m.type = 'table' and m.name not like 'sqlite!_%' escape '!' order by m.name, c.name`,
    )
    .all();
  const indexes = database
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null order by name")
    .all();
  database.close();
  return { columns, indexes };
}

describe("an upgrade", () => {
  it("keeps what is there, is backed up first, and gives what a fresh database has", async () => {
    const old = join(folder, "old.sqlite");
    await using first = openSqlite({ path: old });
    await first.prepare(streams, "1.0.0");
    await prepareCompany(first);
    await using second = openSqlite({ path: old, migrations: later });
    await second.prepare(streams, "2.0.0");
    const companies = await listCompanies(second.db);
    expect(companies.map(({ country }) => country)).toEqual(["India"]);

    await using fresh = openSqlite({ path: join(folder, "fresh.sqlite"), migrations: later });
    await fresh.prepare(streams, "2.0.0");
    expect(schemaOf(old)).toEqual(schemaOf(join(folder, "fresh.sqlite")));

    const backup = `${old}.before-upgrade`;
    expect(statSync(backup).size).toBeGreaterThan(0);
    await using before = openSqlite({ path: backup });
    await before.prepare(streams, "1.0.0");
    expect((await listCompanies(before.db)).map(({ country }) => country)).toEqual([""]);
  });

  it("makes an index that a later program wants on a table that is there", async () => {
    const path = join(folder, "index.sqlite");
    await using first = openSqlite({ path });
    await first.prepare(streams, "1.0.0");
    const schema = schemaOf(path);
    await sql`drop index vouchers_date`.execute(first.db);
    expect(schemaOf(path)).not.toEqual(schema);
    await first.prepare(streams, "1.0.0");
    expect(schemaOf(path)).toEqual(schema);
  });

  it("shuts out the older program", async () => {
    const path = join(folder, "new.sqlite");
    await using newer = openSqlite({ path, migrations: later });
    await newer.prepare(streams, "2.0.0");
    await using older = openSqlite({ path });
    await expect(older.prepare(streams, "1.0.0")).rejects.toMatchObject({
      code: "DEST_NEWER",
      details: { version: "2.0.0" },
    });
  });

  it("that fails leaves the database as it was", async () => {
    const path = join(folder, "failing.sqlite");
    await using first = openSqlite({ path });
    await first.prepare(streams, "1.0.0");
    const schema = schemaOf(path);
    const failing: Migration = {
      number: 9_003,
      name: "wrong",
      steps: [
        {
          kind: "statements",
          statements: { sqlite: ["select * from nowhere"], postgres: [], mysql: [], mssql: [] },
        },
      ],
    };
    await using second = openSqlite({ path, migrations: [...later, failing] });
    await expect(second.prepare(streams, "2.0.0")).rejects.toMatchObject({ code: "DEST_FAILED" });
    expect(schemaOf(path)).toEqual(schema);
    await using again = openSqlite({ path });
    await again.prepare(streams, "1.0.0");
  });

  it("brings a database of the first release to what a fresh one has", async () => {
    const path = join(folder, "first.sqlite");
    const database = new Database(path);
    database.exec(readFileSync(firstRelease, "utf8"));
    database.close();
    await using upgraded = openSqlite({ path });
    await upgraded.prepare(streams, "9.9.9");
    await using fresh = openSqlite({ path: join(folder, "fresh.sqlite") });
    await fresh.prepare(streams, "9.9.9");
    expect(schemaOf(path)).toEqual(schemaOf(join(folder, "fresh.sqlite")));
    expect((await listCompanies(upgraded.db)).map(({ name }) => name)).toEqual(["Sharma & Söhne"]);
  });
});
