import { describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { entityTablesOf } from "../../../src-main/destination/entity-tables.ts";
import { mssqlDialect } from "../../../src-main/destination/mssql-dialect.ts";
import { mysqlDialect } from "../../../src-main/destination/mysql-dialect.ts";
import { postgresDialect } from "../../../src-main/destination/postgres-dialect.ts";
import { sqliteDialect } from "../../../src-main/destination/sqlite-dialect.ts";
import { viewFragments } from "../../../src-main/destination/views/fragments.ts";
import { viewStatements, views } from "../../../src-main/destination/views/index.ts";
import { columnsOf } from "../../../src-main/destination/views/view.ts";
import { testStreams } from "../../contract/destination-catalog.ts";
import { reservedWords } from "../../fixtures/reserved-words.ts";

const products = ["sqlite", "postgres", "mysql", "mssql"] as const;
const dialects = [sqliteDialect, postgresDialect, mysqlDialect, mssqlDialect];
const tablesOf = (from: typeof streams) =>
  [...entityTablesOf(from).tables.values()].map(({ definition }) => definition);
const reserved = new Set(Object.values(reservedWords).flat());

/** Names that a view gives: columns, CTEs and aliases of tables. */
function namesIn(text: string): readonly string[] {
  const given = [
    ...text.matchAll(/ as ([a-z_]+)\b(?!\()/g),
    ...text.matchAll(/\b([a-z_]+) as \(/g),
    ...text.matchAll(/\b(?:from|join) [a-z_]+ ([a-z_]+)\b/g),
  ].flatMap((match) => (match[1] === undefined ? [] : [match[1]]));
  const types = new Set(
    "integer,text,date,decimal,numeric,char,nvarchar,join,where,left,on,group,union,cross".split(","),
  );
  return given.filter((name) => !types.has(name));
}

describe("the text of every view", () => {
  it("gives no name that a database reserves", () => {
    for (const { name, select } of views) {
      expect(reserved).not.toContain(name);
      for (const product of products) {
        const names = namesIn(select(viewFragments[product]));
        expect(names.length).toBeGreaterThan(3);
        expect([name, names.filter((each) => reserved.has(each))]).toEqual([name, []]);
      }
    }
  });

  it("closes what it opens, and ends each column list as it is described", () => {
    for (const view of views) {
      for (const product of products) {
        const text = view.select(viewFragments[product]).replaceAll(/'[^']*'/g, "''");
        expect(text.split("(").length).toBe(text.split(")").length);
        for (const column of columnsOf(view)) expect(text).toMatch(new RegExp(`\\b${column.name}\\b`));
      }
    }
  });

  it("is plain T-SQL of 2016 for SQL Server", () => {
    const foreign =
      /\|\||\blimit\b|\bsubstr\b|\binterval\b|\bstring_agg\b|\bgroup_concat\b|::|\btrue\b|\bfalse\b|\bgreatest\b|\bconcat_ws\b|\btrim\b|\brecursive\b|\busing\b/;
    for (const { select } of views)
      expect(select(viewFragments.mssql).replaceAll(/N?'[^']*'/g, "''")).not.toMatch(foreign);
  });

  it("tells SQL Server what every table, view and column holds, with no apostrophe left open", () => {
    const statements = viewStatements(mssqlDialect, tablesOf(streams)).filter((each) =>
      each.includes("MS_Description"),
    );
    expect(statements).toHaveLength(tablesOf(streams).length + views.length);
    const day = statements.find((each) => each.includes("N'v_day_book'")) ?? "";
    expect(day).toContain("(N'date', N'Date of the voucher.')");
    expect(day).toContain("@level1type = N'VIEW'");
    expect(day).toContain("(null, N'Tally''s Day Book over the whole books");
    for (const each of statements) expect(each.replaceAll("''", "").split("'").length % 2).toBe(1);
  });

  it("leaves no transaction of SQL Server's procedures open where a comment cannot be set", () => {
    const comments = viewStatements(mssqlDialect, tablesOf(streams)).filter((each) =>
      each.includes("MS_Description"),
    );
    for (const each of comments) {
      expect(each).toContain("@depth int = @@trancount");
      expect(each).toMatch(
        /begin catch\s+if xact_state\(\) = -1 throw;\s+while @@trancount > @depth commit transaction;/,
      );
    }
  });

  /** A quotient of two numbers of 38 digits keeps six places, cut off; where it meets others in a CASE, four. */
  it("divides on SQL Server what is narrow enough, or rounds at once", () => {
    const texts = views.map(({ select }) => select(viewFragments.mssql));
    const narrow = "cast(value_in as decimal(20,4)) / cast(quantity_in as decimal(24,8))";
    expect(texts.filter((text) => text.includes(narrow))).toHaveLength(1);
    const average = texts.filter((text) => text.includes("then 0\n      else round(value_in * "));
    expect(average.length).toBeGreaterThan(3);
    for (const text of texts) expect(text).not.toMatch(/else value_in/);
  });

  it("joins texts by way of XML on SQL Server without the characters that XML forbids", () => {
    const { select } = views.find(({ name }) => name === "v_changes")!;
    const text = select(viewFragments.mssql);
    const joined = text.split("for xml path").length - 1;
    const allowed = [9, 10, 13];
    for (let code = 1; code < 32; code += 1) {
      const removed = text.split(`nchar(${code}), N''`).length - 1;
      expect([code, removed]).toEqual([code, allowed.includes(code) ? 0 : joined]);
    }
  });

  it("puts what changed in the order of its names on MySQL, which keeps them by their length", () => {
    const { select } = views.find(({ name }) => name === "v_changes")!;
    const text = select(viewFragments.mysql);
    const joined = text.split("group_concat(").length - 1;
    expect(joined).toBe(4);
    expect(text.split("order by convert(j.name using utf8mb4) collate utf8mb4_bin").length - 1).toBe(joined);
  });

  it("counts blanks at the end of a group's path, which LEN of SQL Server leaves out", () => {
    for (const { select } of views) expect(select(viewFragments.mssql)).not.toMatch(/\blen\(/);
  });

  it("makes a view only where the tables it reads are whole", () => {
    const named = (statements: readonly string[]) =>
      views.filter(({ name }) => statements.some((each) => each.includes(` ${name} as `)));
    for (const dialect of dialects) {
      expect(named(viewStatements(dialect, tablesOf(streams)))).toHaveLength(views.length);
      const withoutVouchers = named(
        viewStatements(dialect, tablesOf(streams.filter(({ name }) => name !== "vouchers"))),
      );
      expect(withoutVouchers.map(({ name }) => name)).toEqual(["v_changes", "v_sync_health", "dates"]);
      // Tables of the same names with fewer columns do not count.
      expect(named(viewStatements(dialect, tablesOf(testStreams))).map(({ name }) => name)).toEqual([
        "v_changes",
        "v_sync_health",
        "dates",
      ]);
    }
  });
});
