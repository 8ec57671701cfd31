import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import type { ServerLocation } from "../../../src-main/destination/database-url.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { proveWritable } from "../../../src-main/destination/prove-writable.ts";
import { queryMysql, startOwnMariadb } from "../../contract/mariadb-server.ts";
import { queryPostgres, startOwnPostgres } from "../../contract/postgres-server.ts";

/** The statements of a block as they stand in the guide, for an administrator to paste. */
function statementsOf(guide: string, beginning: string): readonly string[] {
  const text = readFileSync(path.resolve(import.meta.dirname, "../../../docs", guide), "utf8");
  const block = [...text.matchAll(/^```(?:sql)?\n([\s\S]*?)^```/gm)].find(([, lines = ""]) =>
    lines.startsWith(beginning),
  );
  return (block?.[1] ?? "").split(";\n").filter((statement) => statement.trim() !== "");
}

const password = "…";
/** As a newer program does where a view got other columns. */
const makeAfresh = ["drop view v_sync_health", "create view v_sync_health as select 1 as one"];
const products = [
  {
    product: "PostgreSQL",
    start: startOwnPostgres,
    query: queryPostgres,
    ownUser: "create user tally_replica password",
    reader: "create role reports",
  },
  {
    product: "MariaDB",
    start: startOwnMariadb,
    query: queryMysql,
    ownUser: "create user tally_replica identified",
    reader: "create user reports@",
  },
] as const;

describe.each(products)("the rights on $product, as the guides print them", (parts) => {
  it("let the program do everything, and reports read and no more, also after the program was renewed", async () => {
    await using server = await parts.start();
    await parts.query(server.admin, "create database books");
    const books: ServerLocation = { ...server.admin, database: "books" };
    const run = async (location: ServerLocation, statements: readonly string[]): Promise<void> => {
      expect(statements.length).toBeGreaterThan(0);
      for (const statement of statements) await parts.query(location, statement);
    };

    await run(books, statementsOf("databases.md", parts.ownUser));
    const program: ServerLocation = { ...books, user: "tally_replica", password };
    {
      await using destination = await openDestination(program);
      await proveWritable(destination, streams, "1.0.0");
    }

    await run(books, statementsOf("excel-and-power-bi.md", parts.reader));
    const reports: ServerLocation = { ...books, user: "reports", password };
    expect(await parts.query(reports, "select * from v_trial_balance")).toEqual([]);
    await expect(parts.query(reports, "delete from vouchers")).rejects.toThrow(/denied/);

    await run(program, makeAfresh);
    expect(await parts.query(reports, "select one from v_sync_health")).toEqual([{ one: 1 }]);
  });
});
