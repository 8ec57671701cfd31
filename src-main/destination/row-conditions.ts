import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { ReplicaError } from "../contract/errors.ts";
import type { RowColumn, RowFilter, RowQuery } from "../contract/rows.ts";
import type { Dialect, DriverValue } from "./dialect.ts";
import { rowFragments } from "./row-fragments.ts";
import type { ReadableSource } from "./row-sources.ts";

type Condition = RawBuilder<unknown>;
type Names = Pick<Dialect, "product" | "quote" | "toDatabase">;

/** More words than this narrow nothing further. */
const mostWords = 8;

/** `where …`, or nothing. Every value is a parameter. */
export function whereOf(dialect: Names, source: ReadableSource, query: RowQuery): RawBuilder<unknown> {
  const conditions = [
    ...companyCondition(dialect, source, query.companyId),
    ...livingCondition(dialect, source, query),
    ...query.filters.flatMap((filter) => filterConditions(dialect, source, filter)),
    ...searchConditions(dialect, source, query.search),
  ];
  return conditions.length === 0 ? sql`` : sql` where ${sql.join(conditions, sql` and `)}`;
}

function companyCondition(
  { quote }: Names,
  { companyColumn }: ReadableSource,
  companyId: number | null,
): readonly Condition[] {
  if (companyColumn === null || companyId === null) return [];
  return [sql`${sql.raw(quote(companyColumn))} = ${companyId}`];
}

function livingCondition(
  { quote, toDatabase }: Names,
  { hasDeleted }: ReadableSource,
  { includeDeleted }: RowQuery,
): readonly Condition[] {
  if (!hasDeleted || includeDeleted === true) return [];
  return [sql`${sql.raw(quote("is_deleted"))} = ${toDatabase("bool", false)}`];
}

export function columnOf({ source, columns }: ReadableSource, name: string): RowColumn {
  const column = columns.find((each) => each.name === name);
  if (column === undefined) throw refusal(`${source.name} has no column ${name}`);
  return column;
}

function refusal(problem: string): ReplicaError {
  return new ReplicaError("CONFIG_USAGE", { problem });
}

function filterConditions(dialect: Names, source: ReadableSource, filter: RowFilter): readonly Condition[] {
  const column = columnOf(source, filter.column);
  const name = sql.raw(dialect.quote(column.name));
  const conditions: Condition[] = [];
  if (filter.equals !== undefined) conditions.push(equalsCondition(dialect, column, filter.equals));
  if (filter.contains !== undefined && filter.contains !== "") {
    if (!isText(column)) throw refusal(`${column.name} holds no text to search in`);
    conditions.push(containsCondition(dialect, [column], filter.contains));
  }
  if (filter.from !== undefined && filter.from !== "")
    conditions.push(sql`${name} >= ${parameterOf(dialect, column, filter.from, "from")}`);
  if (filter.to !== undefined && filter.to !== "")
    conditions.push(sql`${name} <= ${parameterOf(dialect, column, filter.to, "to")}`);
  return conditions;
}

function equalsCondition(dialect: Names, column: RowColumn, value: string): Condition {
  const name = sql.raw(dialect.quote(column.name));
  if (value === "") return isText(column) ? sql`(${name} is null or ${name} = '')` : sql`${name} is null`;
  return sql`${name} = ${parameterOf(dialect, column, value, "from")}`;
}

function isText({ type }: RowColumn): boolean {
  return type === "key" || type === "name" || type === "text";
}

/** Which end of a day is meant where a day stands for a time. */
type Edge = "from" | "to";

function parameterOf(dialect: Names, column: RowColumn, text: string, edge: Edge): Condition {
  const fragments = rowFragments[dialect.product];
  const cast = (wrap: (parameter: string) => string, value: DriverValue): Condition => {
    const [before = "", after = ""] = wrap("?").split("?");
    return sql`${sql.raw(before)}${value}${sql.raw(after)}`;
  };
  switch (column.type) {
    case "key":
    case "name":
    case "text":
      return sql`${text}`;
    case "json":
      throw refusal(`${column.name} can only be searched`);
    case "int":
    case "bigint":
      return sql`${wholeOf(column, text)}`;
    case "money":
    case "number":
      return cast(fragments.decimal, decimalOf(dialect, column, text));
    case "bool":
      return sql`${dialect.toDatabase("bool", flagOf(column, text))}`;
    case "date":
      return cast(fragments.day, dayOf(column, text));
    case "time":
      return cast(fragments.moment, dialect.toDatabase("time", momentOf(column, text, edge)));
  }
}

function wholeOf({ name }: RowColumn, text: string): number {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw refusal(`${name}: ${text} is not a whole number`);
}

function decimalOf({ product }: Names, { name }: RowColumn, text: string): DriverValue {
  if (!/^-?\d{1,20}(\.\d{1,8})?$/.test(text)) throw refusal(`${name}: ${text} is not an amount`);
  // Amounts are floats there; a text would be larger than any of them.
  return product === "sqlite" ? Number(text) : text;
}

function flagOf({ name }: RowColumn, text: string): boolean {
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  throw refusal(`${name}: ${text} is neither true nor false`);
}

function dayOf({ name }: RowColumn, text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw refusal(`${name}: ${text} is not a day`);
}

function momentOf(column: RowColumn, text: string, edge: Edge): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const clock = edge === "from" ? "T00:00:00.000+05:30" : "T23:59:59.999+05:30";
  const time = new Date(isDay ? `${text}${clock}` : text);
  if (Number.isNaN(time.getTime())) throw refusal(`${column.name}: ${text} is not a time`);
  return time.toISOString();
}

/** Each word stands in one of the text columns; the other words may stand in other ones. */
function searchConditions(dialect: Names, { columns }: ReadableSource, search: string): readonly Condition[] {
  const searched = columns.filter((column) => isText(column) && !column.name.endsWith("_guid"));
  const words = search.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0 || searched.length === 0) return [];
  return words.slice(0, mostWords).map((word) => containsCondition(dialect, searched, word));
}

function containsCondition(
  { product, quote }: Names,
  columns: readonly RowColumn[],
  text: string,
): Condition {
  const { fold } = rowFragments[product];
  const [before = "", after = ""] = fold("?").split("?");
  const pattern = `%${text.replaceAll(/[%_[!]/g, (mark) => `!${mark}`)}%`;
  const parts = columns.map(
    (column) =>
      sql`${sql.raw(fold(quote(column.name)))} like ${sql.raw(before)}${pattern}${sql.raw(after)} escape '!'`,
  );
  return sql`(${sql.join(parts, sql` or `)})`;
}
