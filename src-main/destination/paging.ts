import { sql } from "kysely";
import type { SelectQueryBuilder } from "kysely";
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
