import { expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { listSources, readViewPage } from "../../../src-main/destination/browse.ts";
import type { PageQuery } from "../../../src-main/destination/browse.ts";
import { recordSqlServer } from "../../support/recording-database.ts";
import type { Recorded } from "../../support/recording-database.ts";

const query: PageQuery = {
  source: { kind: "view", name: "v_day_book" },
  companyId: 1,
  search: "50% off",
  filters: [
    { column: "date", from: "2026-04-01", to: "2026-04-30" },
    { column: "amount", from: "1000.50" },
    { column: "is_cancelled", equals: "false" },
    { column: "party", equals: "", contains: "[A_" },
  ],
  sort: { column: "amount", isDescending: true },
  offset: 20,
  limit: 10,
};

async function asked(queries: readonly PageQuery[]): Promise<readonly Recorded[]> {
  const { destination, statements } = recordSqlServer();
  await destination.prepare(streams, "1.0.0");
  const before = statements.length;
  for (const each of queries) await readViewPage(destination, each);
  return statements.slice(before);
}

it("a page is asked of SQL Server in its own words, every value as a parameter", async () => {
  const [page, count] = await asked([query]);
  const text = page?.sql.replaceAll(/\s+/g, " ") ?? "";
  expect(text).toContain("convert(varchar(50), [amount]) as [amount]");
  expect(text).toMatch(/\[date\] >= cast\(@\d+ as date\)/);
  expect(text).toMatch(/\[amount\] >= cast\(@\d+ as decimal\(38,8\)\)/);
  expect(text).toMatch(/lower\(\[party\]\) like lower\(@\d+\) escape '!'/);
  const order = "[v_day_book].[amount] desc, [v_day_book].[date], [v_day_book].[master_id]";
  expect(text.endsWith(`order by ${order} offset 20 rows fetch next 10 rows only`)).toBe(true);
  expect(text).not.toMatch(/2026|1000|\blimit\b/);
  const values = ["%50!%%", "%off%", "%![A!_%", "2026-04-01", "1000.50"];
  expect(page?.parameters).toEqual(expect.arrayContaining(values));
  expect(count?.sql).toMatch(/^select count\(\*\)/);
});

it("every view and table has its page, ordered by columns that it has", async () => {
  const sources = listSources();
  const pages = await asked(
    sources.map(({ source }) => ({
      ...query,
      source,
      search: "",
      filters: [],
      sort: null,
      isCounted: false,
    })),
  );
  const unordered = sources.filter(({ columns, order }) =>
    order.some((name) => !columns.some((column) => column.name === name)),
  );
  expect(pages).toHaveLength(sources.length);
  expect(unordered).toEqual([]);
});
