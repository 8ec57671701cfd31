import { sql } from "kysely";
import type { Destination, RawRow } from "./destination.ts";
import { selectList } from "./entity-tables.ts";
import type { TableLayout } from "./table-layout.ts";
import { readValue } from "./values.ts";

type Source = Pick<Destination, "db" | "dialect">;

/** Keys read at a time. */
const keysPerPage = 5_000;

/** A whole table of one company, ordered by key (and line), a page at a time: the lines of one parent stay together. */
export async function* tablePages(
  source: Source,
  companyId: number,
  table: TableLayout,
  columns: readonly string[],
): AsyncGenerator<readonly RawRow[]> {
  let after = "";
  for (;;) {
    const last = await lastKeyOfPage(source, companyId, table, after);
    if (last === null) return;
    yield await readPage(source, companyId, table, columns, after, last);
    after = last;
  }
}

async function lastKeyOfPage(
  { db, dialect }: Source,
  companyId: number,
  table: TableLayout,
  after: string,
): Promise<string | null> {
  const key = sql.ref(table.keyColumn);
  const isLimit = dialect.limitStyle === "limit";
  const top = isLimit ? sql`` : sql`top (${sql.lit(keysPerPage)}) `;
  const limit = isLimit ? sql` limit ${sql.lit(keysPerPage)}` : sql``;
  const { rows } = await sql<{ k: unknown }>`select ${top}${key} as k from ${sql.table(table.name)}
    where company_id = ${companyId} and ${key} > ${after} order by ${key}${limit}`.execute(db);
  const last = readValue("key", rows.at(-1)?.k);
  return last === null ? null : String(last);
}

async function readPage(
  source: Source,
  companyId: number,
  table: TableLayout,
  columns: readonly string[],
  after: string,
  last: string,
): Promise<readonly RawRow[]> {
  const key = sql.ref(table.keyColumn);
  const order = table.kind === "child" ? sql`${key}, line_no` : key;
  const { rows } =
    await sql<RawRow>`select ${selectList(source, table, columns)} from ${sql.table(table.name)}
    where company_id = ${companyId} and ${key} > ${after} and ${key} <= ${last}
    order by ${order}`.execute(source.db);
  return rows;
}
