import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRandomOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { queryMysql, startOwnMariadb } from "../../contract/mariadb-server.ts";
import type { TestServer } from "../../contract/postgres-server.ts";
import { reservedWords } from "../../fixtures/reserved-words.ts";
import { startTrial } from "../../support/replica-trial.ts";
import { openServerReplica } from "../../support/server-replica.ts";

let server: TestServer | undefined;
let statements: readonly string[] = [];

/** Texts, comments and quoted names say nothing about syntax. */
function withoutTexts(statement: string): string {
  return statement
    .replaceAll(/'(?:[^'\\]|\\.|'')*'/gs, "''")
    .replaceAll(/`(?:[^`]|``)*`/g, "``")
    .replaceAll(/\s+/g, " ")
    .toLowerCase();
}

/** A load, changes, verify and a removal, as the server wrote down what it was told. */
async function listen(on: TestServer): Promise<readonly string[]> {
  const { location, drop } = await on.createDatabase();
  await queryMysql(on.admin, "set global log_output = 'TABLE'");
  await queryMysql(on.admin, "set global general_log = 1");
  try {
    await using trial = await startTrial({ vouchers: 40, seed: 76 });
    await using replica = await openServerReplica(location, trial);
    const random = makeRandom(76);
    await replica.sync();
    for (let batch = 0; batch < 3; batch += 1) {
      for (let count = 0; count < 10; count += 1) runRandomOperation(trial.control, random);
      await replica.sync();
    }
    await replica.engine.verify({ companies: [], asOf: null }, new AbortController().signal);
    await replica.destination.transaction(null, (tx) => tx.removeCompany(1));
  } finally {
    await queryMysql(on.admin, "set global general_log = 0");
    await drop();
  }
  const rows = await queryMysql(
    on.admin,
    "select convert(argument using utf8mb4) as said from mysql.general_log where command_type in ('Query', 'Execute')",
  );
  const texts = (rows as readonly { readonly said: string }[]).map(({ said }) => withoutTexts(said));
  return [...new Set(texts)];
}

describe("everything that is said to MySQL and MariaDB", () => {
  beforeAll(async () => {
    server = await startOwnMariadb();
    statements = await listen(server);
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
  });

  it("was heard", () => {
    for (const start of ["create table", "alter table", "insert into", "update", "delete from", "select"]) {
      expect([start, statements.some((each) => each.startsWith(start))]).toEqual([start, true]);
    }
    expect(statements.some((each) => /create (?:or replace )?view/.test(each))).toBe(true);
    expect(statements.some((each) => each.includes("on duplicate key update"))).toBe(true);
  });

  it("is nothing that only MariaDB takes", () => {
    const foreign =
      /\breturning\b|\bcreate or replace table\b|(?:add|drop|modify|change) (?:column |index |key )?if (?:not )?exists|create (?:unique )?index if not exists|\bseq_\d+_to_\d+|\bnextval\b|\bsystem versioning\b|\bwait \d|\bintersect\b|\bexcept\b|\bminus\b|\bmedian\(|\bpercentile_|\bjson_(?:query|exists|detailed|loose|compact)\(|\binet6\b|\buuid\b|\brows examined\b|\bto_char\(|\bnvl\(|\bdecode\(|\bfor portion\b|\bset statement\b|\bvalue\(/;
    for (const said of statements)
      expect([said.slice(0, 150), foreign.exec(said)?.[0]]).toEqual([said.slice(0, 150), undefined]);
  });

  it("is nothing that only MySQL 8 takes", () => {
    const foreign =
      /->|\blateral\b|utf8mb4_0900|\binvisible\b|\) as \w+ on duplicate key|\bvalues row\(|\bmember of\b|\bexplain analyze\b|\bany_value\(|\bgrouping\(|\buuid_to_bin\(|\bjson_pretty\(|\bfor share\b/;
    for (const said of statements)
      expect([said.slice(0, 150), foreign.exec(said)?.[0]]).toEqual([said.slice(0, 150), undefined]);
  });

  it("gives no unquoted name that either of them reserves", () => {
    const words = new Set(reservedWords["mysql"]);
    const grammar = new Set(
      "char decimal signed unsigned date datetime json int double binary integer with select json_table".split(
        " ",
      ),
    );
    const names = statements.flatMap((said) =>
      [
        ...said.matchAll(/\bas ([a-z_][a-z0-9_]*)/g),
        ...said.matchAll(/\b([a-z_][a-z0-9_]*) as \(/g),
        ...said.matchAll(/\b(?:from|join|update|into) ([a-z_][a-z0-9_]*)\b/g),
      ].map((match) => match[1] ?? ""),
    );
    expect(names.length).toBeGreaterThan(50);
    expect([...new Set(names)].filter((name) => words.has(name) && !grammar.has(name))).toEqual([]);
  });

  it("ends no GROUP BY with an order, and groups by position nowhere: MySQL 8 dropped both", () => {
    for (const said of statements) {
      expect(said).not.toMatch(/\bgroup by [^)]*? (?:asc|desc)\b(?![^(]*order by)/);
      expect(said).not.toMatch(/\bsql_calc_found_rows\b|\bfound_rows\(/);
    }
  });
});
