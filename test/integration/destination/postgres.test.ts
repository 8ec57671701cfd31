import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { readExistingTables } from "../../../src-main/destination/tables.ts";
import { testStreams } from "../../contract/destination-catalog.ts";
import { registerDestinationTests } from "../../contract/destination-suite.ts";
import { queryPostgres, startPostgres } from "../../contract/postgres-server.ts";
import type { TestServer } from "../../contract/postgres-server.ts";
import { leastRights } from "../../fixtures/least-rights.ts";
import { registerServerTests } from "../../contract/server-suite.ts";

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

registerServerTests("PostgreSQL", {
  server: () => server!,
  query: queryPostgres,
  createReader: async (location) => {
    const user = `reader_${location.database}`;
    await queryPostgres(location, `create user ${user} password 'secret-reader'`);
    return { ...location, user, password: "secret-reader" };
  },
  oldVersions: { said: /180\d\d\d/g, heard: ["110022", "090624"] },
  leastRights: leastRights.postgres,
  createUser: async (location, rights) => {
    const user = `user_${location.database}`;
    await queryPostgres(location, `create user ${user} password 'secret-user'`);
    await queryPostgres(location, `revoke all on database ${location.database} from public`);
    await queryPostgres(location, "revoke all on schema public from public");
    for (const right of rights) {
      await queryPostgres(location, `grant ${right.replace("{database}", location.database)} to ${user}`);
    }
    return { ...location, user, password: "secret-user" };
  },
  removeRight: ({ user, database }, right) =>
    queryPostgres(
      { ...server!.admin, database },
      `revoke ${right.replace("{database}", database)} from ${user}`,
    ).then(() => {}),
  createLimitedUser: async (location, connections) => {
    const user = `limited_${location.database}`;
    await queryPostgres(
      location,
      `create user ${user} password 'secret-limited' connection limit ${connections}`,
    );
    await queryPostgres(location, `grant all on schema public to ${user}`);
    return { ...location, user, password: "secret-limited" };
  },
  disconnectAll: async (location) => {
    await queryPostgres(
      location,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
  },
});

describe("a schema of its own", () => {
  it("is made and used beside tables of something else", async () => {
    const { location, drop } = await server!.createDatabase();
    await queryPostgres(location, "create table recipes (id int primary key)");
    const destination = await openDestination({ ...location, schema: "Tally बही" });
    await destination.prepare(testStreams, "1.0.0");
    await destination.close();
    const rows = await queryPostgres(
      location,
      `select count(*)::int as tables from information_schema.tables
       where table_schema = 'Tally बही' and table_type = 'BASE TABLE'`,
    );
    expect(rows).toEqual([{ tables: 17 }]);
    await drop();
  });
});

describe("a database with other habits", () => {
  it("is prepared by several agents at once, and holds the same", async () => {
    const { location, drop } = await server!.createDatabase();
    try {
      for (const habit of [
        "default_transaction_isolation to 'serializable'",
        "datestyle to 'SQL, DMY'",
        "standard_conforming_strings to off",
        "timezone to 'Asia/Kolkata'",
        "search_path to elsewhere, public",
      ]) {
        await queryPostgres(location, `alter database ${location.database} set ${habit}`);
      }
      const agents = await Promise.all([1, 2, 3, 4].map(() => openDestination(location)));
      try {
        await Promise.all(agents.map((agent) => agent.prepare(testStreams, "1.0.0")));
        const made = await Promise.all(agents.map(({ db, dialect }) => readExistingTables(db, dialect)));
        for (const tables of made) expect(tables).toEqual(made[0]);
      } finally {
        for (const agent of agents) await agent.close();
      }
    } finally {
      await drop();
    }
  });
});

describe("the statements that spread companies over servers", () => {
  it("name every table of a company and no other", async () => {
    const documentation = readFileSync(new URL("../../../docs/scale.md", import.meta.url), "utf8");
    const lookup = /from information_schema\.columns c[^;]*;/.exec(documentation)?.[0] ?? "";
    const { location, drop } = await server!.createDatabase();
    {
      await using destination = await openDestination(location);
      await destination.prepare(streams, "1.0.0");
      const found = (await queryPostgres(location, `select c.table_name as name ${lookup}`)) as readonly {
        readonly name: string;
      }[];
      const spread = [...found.map(({ name }) => name), "vouchers"];
      const shared = ["agents", "companies", "settings_info"];
      const all = [...(await readExistingTables(destination.db, destination.dialect)).keys()];
      expect([...spread, ...shared].toSorted()).toEqual(all.toSorted());
    }
    await drop();
  });
});
