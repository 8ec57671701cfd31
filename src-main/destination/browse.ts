import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { longestRowPage } from "../contract/rows.ts";
import type { RowColumn, RowPage, RowQuery, RowValues } from "../contract/rows.ts";
import type { Destination, RawRow } from "./destination.ts";
import { selectList } from "./entity-tables.ts";
import { columnOf, whereOf } from "./row-conditions.ts";
import { rowFragments } from "./row-fragments.ts";
import { findSource } from "./row-sources.ts";
import type { ReadableSource } from "./row-sources.ts";
import { readValue } from "./values.ts";

export { listSources } from "./row-sources.ts";

export interface PageQuery extends RowQuery {
  readonly offset: number;
  readonly limit: number;
  /** Counting reads the whole answer once more; a page further down need not. Default true. */
  readonly isCounted?: boolean | undefined;
}

/** One page of a view or table, in a stable order. */
export async function readViewPage(destination: Destination, query: PageQuery): Promise<RowPage> {
  const { db, dialect } = destination;
  const source = findSource(query.source, destination.streams);
  const offset = Math.max(0, Math.trunc(query.offset));
  const limit = Math.min(longestRowPage, Math.max(1, Math.trunc(query.limit)));
  const page = sql.raw(rowFragments[dialect.product].page(offset, limit));
  const { rows } = await sql<RawRow>`${selectFrom(destination, source, query)} ${page}`.execute(db);
  return {
    columns: source.columns,
    rows: rows.map((row) => valuesOf(source.columns, row)),
    total: query.isCounted === false ? null : await countRows(destination, source, query),
    offset,
  };
}

async function countRows(
  { db, dialect }: Destination,
  source: ReadableSource,
  query: RowQuery,
): Promise<number> {
  const { rows } = await sql<{ rows: unknown }>`select count(*) as ${sql.ref("rows")}
    from ${sql.table(source.source.name)}${whereOf(dialect, source, query)}`.execute(db);
  return Number(rows[0]?.rows ?? 0);
}

export interface RowStream {
  readonly source: ReadableSource;
  /** All rows as one statement gives them: one moment of the books, in constant memory. */
  readonly batches: AsyncGenerator<readonly RowValues[]>;
}

export function streamRows(destination: Destination, query: RowQuery, rowsPerBatch = 500): RowStream {
  const source = findSource(query.source, destination.streams);
  const statement = selectFrom(destination, source, query).compile(destination.db);
  return { source, batches: readBatches(destination.streamRows(statement, rowsPerBatch), source.columns) };
}

async function* readBatches(
  batches: AsyncIterable<readonly RawRow[]>,
  columns: readonly RowColumn[],
): AsyncGenerator<readonly RowValues[]> {
  for await (const rows of batches) yield rows.map((row) => valuesOf(columns, row));
}

function valuesOf(columns: readonly RowColumn[], row: RawRow): RowValues {
  return columns.map(({ name, type }) => readValue(type, row[name]));
}

function selectFrom(
  { dialect }: Pick<Destination, "dialect">,
  source: ReadableSource,
  query: RowQuery,
): RawBuilder<RawRow> {
  const { columns } = source;
  const columnTypes = new Map(columns.map(({ name, type }) => [name, type]));
  const list = selectList(
    { dialect },
    { name: source.source.name, columnTypes },
    columns.map(({ name }) => name),
  );
  return sql<RawRow>`select ${list} from ${sql.table(source.source.name)}${whereOf(dialect, source, query)}
    order by ${orderOf(dialect, source, query)}`;
}

function orderOf(
  { product, quote }: Destination["dialect"],
  source: ReadableSource,
  { sort, companyId }: RowQuery,
): RawBuilder<unknown> {
  const { ascending, descending } = rowFragments[product];
  const own = sort === null ? [] : [columnOf(source, sort.column).name];
  const company = source.companyColumn === null || companyId !== null ? [] : [source.companyColumn];
  // SQL Server refuses a column that is named twice.
  const names = new Set([...own, ...company, ...source.order]);
  const terms = [...names].map((name) => {
    const column = inTable(quote, source, name);
    if (name !== sort?.column) return sql.raw(column);
    return sql.raw(`${column} ${sort.isDescending ? descending : ascending}`);
  });
  return sql.join(terms);
}

/** The column itself, not the text that the select list makes of it under the same name. */
function inTable(quote: (name: string) => string, { source }: ReadableSource, name: string): string {
  return `${quote(source.name)}.${quote(name)}`;
}
