import { sql } from "kysely";
import type { Kysely, SelectQueryBuilder } from "kysely";
import type { ControlTables } from "./control-tables.ts";
import type { Dialect } from "./dialect.ts";

export interface Span {
  readonly offset: number;
  readonly limit: number;
}

/** Part of an ordered answer. */
export function pageRows<Tables extends keyof ControlTables, Row>(
  dialect: Dialect,
  query: SelectQueryBuilder<ControlTables, Tables, Row>,
  { offset, limit }: Span,
): SelectQueryBuilder<ControlTables, Tables, Row> {
  return dialect.limitStyle === "top" ? query.offset(offset).fetch(limit) : query.limit(limit).offset(offset);
}

/** True where a column holds the text, whatever the case. */
export function containsText(column: string, text: string): ReturnType<typeof sql<boolean>> {
  const pattern = `%${text.toLowerCase().replaceAll(/[%_[!]/g, (mark) => `!${mark}`)}%`;
  return sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '!'`;
}

/**
 * Part of what is ordered over all companies: each company's own part is read by its index and then put together,
 * which spares the database sorting everything. `compare` is the order that `read` uses.
 */
export async function mergePages<Key>(
  companyIds: readonly number[],
  { offset, limit }: Span,
  read: (companyId: number, span: Span) => Promise<readonly Key[]>,
  compare: (left: Key, right: Key) => number,
): Promise<readonly Key[]> {
  const [only, ...others] = companyIds;
  if (only !== undefined && others.length === 0) return read(only, { offset, limit });
  const keys: Key[] = [];
  for (const companyId of companyIds)
    keys.push(...(await read(companyId, { offset: 0, limit: offset + limit })));
  return keys.sort(compare).slice(offset, offset + limit);
}

export async function companyIdsOf(
  { db }: { readonly db: Kysely<ControlTables> },
  companyId: number | null,
): Promise<readonly number[]> {
  if (companyId !== null) return [companyId];
  return (await db.selectFrom("companies").select("id").execute()).map(({ id }) => id);
}

/** By their characters, as keys are ordered on every product. */
export function newestFirst(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? 1 : -1;
}
