import type { Product } from "../dialect.ts";
import { binaryCollation } from "../mssql-dialect.ts";
import { describeInSqlServer } from "./mssql-comments.ts";
import { quoteText } from "./quote-text.ts";

/**
 * What differs between database products in the text of a view. Arguments are SQL unless they are numbers.
 * Everything else in a view is SQL that SQLite 3.25, PostgreSQL, MySQL 8, MariaDB 10.6 and SQL Server 2016 all take.
 */
export interface ViewFragments {
  /** Today in India, where the books are kept. */
  readonly today: string;
  readonly year: (date: string) => string;
  readonly month: (date: string) => string;
  readonly monthStart: (date: string) => string;
  /** First day of a month of a year. */
  readonly firstDay: (year: string, month: number) => string;
  readonly daysBetween: (earlier: string, later: string) => string;
  readonly addDays: (date: string, days: string) => string;
  readonly concat: (...texts: readonly string[]) => string;
  /** A text that may hold any character. */
  readonly literal: (text: string) => string;
  readonly textOf: (whole: string) => string;
  readonly left: (text: string, length: string) => string;
  readonly right: (text: string, length: number) => string;
  readonly length: (text: string) => string;
  readonly isTrue: (flag: string) => string;
  readonly isFalse: (flag: string) => string;
  /** Money to 4 places, quantities and rates to 8, and money that was computed to the paisa. */
  readonly money: (amount: string) => string;
  readonly quantity: (quantity: string) => string;
  /** Money by quantity, to 8 places at least. */
  readonly rate: (amount: string, quantity: string) => string;
  readonly paisa: (amount: string) => string;
  /** The same before it meets other numbers: rounded only. */
  readonly nearestPaisa: (amount: string) => string;
  /** `name: value; name: value` of a JSON object; `position` takes that element of each value, which is an array. */
  readonly jsonPairs: (json: string, position?: 0 | 1) => string;
  /** A join whose right side is looked up for each row of the left one, where a product has to be told. */
  readonly lookUpJoin: string;
  /** Makes the view or replaces it, with its rule in the text where the product keeps that. */
  readonly create: (name: string, select: string, rule: string) => readonly string[];
  /** Comments on a table or view and its columns, as far as the product has them. */
  readonly comment: (comment: Comment) => readonly string[];
}

export interface Comment {
  readonly kind: "table" | "view";
  readonly name: string;
  readonly doc: string;
  readonly columns: readonly { readonly name: string; readonly doc: string }[];
}

/** Offset of Indian Standard Time. */
const indiaMinutes = 330;

function divide(dividend: string, divisor: string): string {
  return `${dividend} / ${divisor}`;
}

/** DECIMAL is an 8-byte float here: sums are rounded, and minus zero becomes zero. */
function sqliteRound(places: number) {
  return (value: string): string => `(round(${value}, ${places}) + 0.0)`;
}

/**
 * Half a paisa that was computed in floats often lies a hair below the half. The other products compute in decimals and
 * round it away from zero; so much more, a few times the error of a float, brings it there.
 */
function sqliteNearestPaisa(amount: string): string {
  return `round((${amount}) * 1.000000000000004, 2)`;
}

const nearestPaisa = (amount: string): string => `round(${amount}, 2)`;

const sqlite: ViewFragments = {
  today: `date('now', '+${indiaMinutes} minutes')`,
  year: (date) => `cast(substr(${date}, 1, 4) as integer)`,
  month: (date) => `cast(substr(${date}, 6, 2) as integer)`,
  monthStart: (date) => `(substr(${date}, 1, 8) || '01')`,
  firstDay: (year, month) => `printf('%04d-%02d-01', ${year}, ${month})`,
  daysBetween: (earlier, later) => `cast(julianday(${later}) - julianday(${earlier}) as integer)`,
  addDays: (date, days) => `date(${date}, (${days}) || ' days')`,
  concat: (...texts) => `(${texts.join(" || ")})`,
  literal: quoteText,
  textOf: (whole) => `cast(${whole} as text)`,
  left: (text, length) => `substr(${text}, 1, ${length})`,
  right: (text, length) => `substr(${text}, -${length})`,
  length: (text) => `length(${text})`,
  isTrue: (flag) => `${flag} = 1`,
  isFalse: (flag) => `${flag} = 0`,
  money: sqliteRound(4),
  quantity: sqliteRound(8),
  rate: divide,
  paisa: (amount) => `(${sqliteNearestPaisa(amount)} + 0.0)`,
  nearestPaisa: sqliteNearestPaisa,
  jsonPairs: (json, position) => {
    const path = `j.value, '$[${position}]'`;
    const [type, value] =
      position === undefined ? ["j.type", "j.value"] : [`json_type(${path})`, `json_extract(${path})`];
    // Flags come as 0 and 1 here.
    const text = `case when ${type} in ('true', 'false') then ${type} else coalesce(${value}, '') end`;
    return `(select group_concat(j.key || ': ' || ${text}, '; ') from json_each(${json}) j)`;
  },
  lookUpJoin: "join",
  create: (name, select, rule) => [
    `drop view if exists ${name}`,
    `create view ${name} as /* ${rule} */ ${select}`,
  ],
  comment: () => [],
};

const postgres: ViewFragments = {
  today: `cast((clock_timestamp() at time zone 'UTC') + interval '${indiaMinutes} minutes' as date)`,
  year: (date) => `cast(extract(year from ${date}) as integer)`,
  month: (date) => `cast(extract(month from ${date}) as integer)`,
  monthStart: (date) => `cast(date_trunc('month', ${date}) as date)`,
  firstDay: (year, month) => `make_date(${year}, ${month}, 1)`,
  daysBetween: (earlier, later) => `(${later} - ${earlier})`,
  addDays: (date, days) => `(${date} + (${days}))`,
  concat: (...texts) => `(${texts.join(" || ")})`,
  literal: quoteText,
  textOf: (whole) => `cast(${whole} as text)`,
  left: (text, length) => `left(${text}, ${length})`,
  right: (text, length) => `right(${text}, ${length})`,
  length: (text) => `length(${text})`,
  isTrue: (flag) => flag,
  isFalse: (flag) => `not ${flag}`,
  money: (amount) => `cast(${amount} as numeric(20,4))`,
  quantity: (quantity) => `cast(${quantity} as numeric(24,8))`,
  rate: divide,
  paisa: (amount) => `cast(${nearestPaisa(amount)} as numeric(20,4))`,
  nearestPaisa,
  jsonPairs: (json, position) => {
    const value = position === undefined ? "j.value #>> '{}'" : `j.value ->> ${position}`;
    return `(select string_agg(j.key || ': ' || coalesce(${value}, ''), '; ' order by j.key collate "C")
      from jsonb_each(${json}) j)`;
  },
  lookUpJoin: "join",
  // REPLACE refuses other columns than those that are there. People's own views on top stay as long as they can.
  create: (name, select) => {
    const make = `create or replace view ${name} as ${select}`;
    return [
      `do $replace$ begin ${make}; exception when invalid_table_definition then drop view ${name}; ${make}; end $replace$`,
    ];
  },
  comment: ({ kind, name, doc, columns }) => [
    [
      `comment on ${kind} ${name} is ${quoteText(doc)}`,
      ...columns.map((column) => `comment on column ${name}.${column.name} is ${quoteText(column.doc)}`),
    ].join(";\n"),
  ],
};

const mysql: ViewFragments = {
  today: `date(date_add(utc_timestamp(), interval ${indiaMinutes} minute))`,
  year: (date) => `year(${date})`,
  month: (date) => `month(${date})`,
  monthStart: (date) => `cast(date_format(${date}, '%Y-%m-01') as date)`,
  firstDay: (year, month) => `cast(concat(${year}, '-${month}-1') as date)`,
  daysBetween: (earlier, later) => `datediff(${later}, ${earlier})`,
  addDays: (date, days) => `date_add(${date}, interval (${days}) day)`,
  concat: (...texts) => `concat(${texts.join(", ")})`,
  literal: quoteText,
  textOf: (whole) => `cast(${whole} as char(20))`,
  left: (text, length) => `left(${text}, ${length})`,
  right: (text, length) => `right(${text}, ${length})`,
  length: (text) => `char_length(${text})`,
  isTrue: (flag) => `${flag} = 1`,
  isFalse: (flag) => `${flag} = 0`,
  money: (amount) => `cast(${amount} as decimal(20,4))`,
  quantity: (quantity) => `cast(${quantity} as decimal(24,8))`,
  rate: divide,
  paisa: (amount) => `cast(${nearestPaisa(amount)} as decimal(20,4))`,
  nearestPaisa,
  // GROUP_CONCAT cuts at group_concat_max_len, which a session may raise. MySQL keeps the keys in an order of its own.
  jsonPairs: (json, position) => {
    const path = `concat('$."', j.name, '"${position === undefined ? "" : `[${position}]`}')`;
    const utf8 = (text: string): string => `convert(${text} using utf8mb4)`;
    const found = `json_extract(${json}, ${path})`;
    // A null of JSON is one of SQL only in the other products.
    const value = `case when json_type(${found}) = 'NULL' then '' else ${utf8(`json_unquote(${found})`)} end`;
    return `(select group_concat(concat(${utf8("j.name")}, ': ', coalesce(${value}, ''))
        order by ${utf8("j.name")} collate utf8mb4_bin separator '; ')
      from json_table(json_keys(${json}), '$[*]' columns (name varchar(100) path '$')) j)`;
  },
  lookUpJoin: "straight_join",
  // A view keeps the collation of the connection that made it for the texts it makes itself. With the one of the
  // columns they can be compared with the texts of any client; two that differ would be an error.
  create: (name, select) => [
    "set collation_connection = utf8mb4_bin",
    `create or replace view ${name} as ${select}`,
  ],
  // Columns get theirs with their definition; views have none.
  comment: ({ kind, name, doc }) =>
    kind === "view" ? [] : [`alter table ${name} comment = ${quoteText(doc)}`],
};

/** Control characters, which Tally's texts may hold and XML may not: one of them would fail the whole question. */
const forbiddenInXml = [...Array.from({ length: 31 }, (_, index) => index + 1), 0xfffe, 0xffff].filter(
  (code) => code !== 9 && code !== 10 && code !== 13,
);

function withoutForbiddenInXml(text: string): string {
  return forbiddenInXml.reduce((inner, code) => `replace(${inner}, nchar(${code}), N'')`, text);
}

const mssql: ViewFragments = {
  today: `cast(dateadd(minute, ${indiaMinutes}, sysutcdatetime()) as date)`,
  year: (date) => `year(${date})`,
  month: (date) => `month(${date})`,
  monthStart: (date) => `datefromparts(year(${date}), month(${date}), 1)`,
  firstDay: (year, month) => `datefromparts(${year}, ${month}, 1)`,
  daysBetween: (earlier, later) => `datediff(day, ${earlier}, ${later})`,
  addDays: (date, days) => `dateadd(day, ${days}, ${date})`,
  concat: (...texts) => `concat(${texts.join(", ")})`,
  literal: (text) => `N${quoteText(text)}`,
  textOf: (whole) => `cast(${whole} as nvarchar(20))`,
  left: (text, length) => `left(${text}, ${length})`,
  right: (text, length) => `right(${text}, ${length})`,
  // LEN leaves out blanks at the end.
  length: (text) => `(datalength(${text}) / 2)`,
  isTrue: (flag) => `${flag} = 1`,
  isFalse: (flag) => `${flag} = 0`,
  money: (amount) => `cast(${amount} as decimal(20,4))`,
  quantity: (quantity) => `cast(${quantity} as decimal(24,8))`,
  // Sums have 38 digits, and the quotient of two such numbers keeps six places only, cut off.
  rate: (amount, quantity) => `cast(${amount} as decimal(20,4)) / cast(${quantity} as decimal(24,8))`,
  paisa: (amount) => `cast(${nearestPaisa(amount)} as decimal(20,4))`,
  nearestPaisa,
  // STRING_AGG is of 2017.
  jsonPairs: (json, position) => {
    // JSON_VALUE gives up beyond 4,000 characters; keys of OPENJSON have a collation of their own.
    const value =
      position === undefined
        ? "j.[value]"
        : `(select k.[value] from openjson(j.[value]) k where k.[key] = '${position}')`;
    const readable = withoutForbiddenInXml(`coalesce(${value}, '') collate ${binaryCollation}`);
    return `stuff((select '; ' + j.[key] collate ${binaryCollation} + ': ' + ${readable}
      from openjson(${json}) j for xml path(''), type).value('.', 'nvarchar(max)'), 1, 2, '')`;
  },
  lookUpJoin: "join",
  create: (name, select, rule) => [`create or alter view ${name} as /* ${rule} */ ${select}`],
  comment: (comment) => [describeInSqlServer(comment)],
};

export const viewFragments: Readonly<Record<Product, ViewFragments>> = { sqlite, postgres, mysql, mssql };
