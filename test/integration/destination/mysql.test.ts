import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { writeSetting } from "../../../src-main/destination/settings-info.ts";
import { readExistingTables } from "../../../src-main/destination/tables.ts";
import { registerDestinationTests } from "../../contract/destination-suite.ts";
import { queryMysql, startMariadb } from "../../contract/mariadb-server.ts";
import type { TestServer } from "../../contract/postgres-server.ts";
import { leastRights } from "../../fixtures/least-rights.ts";
import { registerServerTests } from "../../contract/server-suite.ts";

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

registerServerTests("MySQL", {
  server: () => server!,
  query: queryMysql,
  createReader: async (location) => {
    const user = `reader_${location.database}`;
    await queryMysql(location, `create user ${user} identified by 'secret-reader'`);
    await queryMysql(location, `grant select on ${location.database}.* to ${user}`);
    return { ...location, user, password: "secret-reader" };
  },
  oldVersions: {
    said: /1[01]\.\d+\.\d+-MariaDB|\b[89]\.\d+\.\d+(?:-\w+)?\b/g,
    // A server that is given may be MySQL, whose version leaves no room for more.
    heard: process.env["TEST_MYSQL_URL"] ? ["5.7.44", "8.0.12"] : ["10.4.9-MariaDB", "5.7.44-log", "8.0.12"],
  },
  leastRights: leastRights.mysql,
  createUser: async (location, rights) => {
    const user = `user_${location.database}`;
    await queryMysql(location, `create user ${user} identified by 'secret-user'`);
    await queryMysql(location, `grant ${rights.join(", ")} on ${location.database}.* to ${user}`);
    return { ...location, user, password: "secret-user" };
  },
  removeRight: ({ user, database }, right) =>
    queryMysql({ ...server!.admin, database }, `revoke ${right} on ${database}.* from ${user}`).then(
      () => {},
    ),
  createLimitedUser: async (location, connections) => {
    const user = `limited_${location.database}`;
    await queryMysql(
      location,
      `create user ${user} identified by 'secret-limited' with max_user_connections ${connections}`,
    );
    await queryMysql(location, `grant all on ${location.database}.* to ${user}`);
    return { ...location, user, password: "secret-limited" };
  },
  disconnectAll: async (location) => {
    const rows = await queryMysql(
      location,
      `select id from information_schema.processlist where db = '${location.database}' and id <> connection_id()`,
    );
    for (const row of rows as readonly { readonly id: number }[])
      await queryMysql(location, `kill ${row.id}`);
  },
});

/** Of a server that somebody set up for other programs. */
const habits = {
  autocommit: "0",
  sql_mode: "'ANSI,NO_BACKSLASH_ESCAPES,HIGH_NOT_PRECEDENCE'",
  time_zone: "'+05:30'",
};

describe("a server with other habits", () => {
  it("is prepared by several agents at once, and keeps what stands outside of a transaction", async () => {
    const { location, drop } = await server!.createDatabase();
    const names = Object.keys(habits);
    const [before] = (await queryMysql(
      server!.admin,
      `select ${names.map((name) => `@@global.${name} as ${name}`).join(", ")}`,
    )) as readonly Record<string, string | number>[];
    const agents = [];
    try {
      for (const [name, value] of Object.entries(habits))
        await queryMysql(server!.admin, `set global ${name} = ${value}`);
      for (let count = 0; count < 4; count += 1) agents.push(await openDestination(location));
      await Promise.all(agents.map((agent) => agent.prepare(streams, "1.0.0")));
      const made = await Promise.all(agents.map(({ db, dialect }) => readExistingTables(db, dialect)));
      for (const tables of made) expect(tables).toEqual(made[0]);
      await writeSetting(agents[0]!.db, "program_version", "1.0.1");
    } finally {
      for (const agent of agents) await agent.close();
      for (const name of names)
        await queryMysql(
          server!.admin,
          `set global ${name} = ${typeof before?.[name] === "number" ? before[name] : `'${before?.[name]}'`}`,
        );
    }
    const kept = await queryMysql(location, "select value from settings_info where name = 'program_version'");
    expect(kept).toEqual([{ value: "1.0.1" }]);
    await drop();
  });
});
