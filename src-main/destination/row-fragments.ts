import type { Product } from "./dialect.ts";

/** What differs between products in the text of a search; arguments are SQL. */
interface RowFragments {
  /** A parameter as what the column is compared with. SQLite takes the value itself, as a number or a text. */
  readonly decimal: (parameter: string) => string;
  readonly day: (parameter: string) => string;
  readonly moment: (parameter: string) => string;
  /** For comparing whatever the case. SQLite knows the case of a to z only. */
  readonly fold: (text: string) => string;
  readonly textOf: (column: string) => string;
  /** In ascending order empty values come first on every product. */
  readonly ascending: string;
  readonly descending: string;
  readonly page: (offset: number, limit: number) => string;
}

const limitPage = (offset: number, limit: number): string => `limit ${limit} offset ${offset}`;
const asIs = (parameter: string): string => parameter;
const lower = (text: string): string => `lower(${text})`;

export const rowFragments: Readonly<Record<Product, RowFragments>> = {
  sqlite: {
    decimal: asIs,
    day: asIs,
    moment: asIs,
    fold: lower,
    textOf: asIs,
    ascending: "asc",
    descending: "desc",
    page: limitPage,
  },
  postgres: {
    decimal: (parameter) => `cast(${parameter} as numeric)`,
    day: (parameter) => `cast(${parameter} as date)`,
    moment: (parameter) => `cast(${parameter} as timestamptz)`,
    // Columns are collated "C", which knows the case of a to z only; the database's own collation knows more.
    fold: (text) => `lower(cast(${text} as text) collate "default")`,
    textOf: (column) => `cast(${column} as text)`,
    ascending: "asc nulls first",
    descending: "desc nulls last",
    page: limitPage,
  },
  mysql: {
    decimal: (parameter) => `cast(${parameter} as decimal(38,8))`,
    day: (parameter) => `cast(${parameter} as date)`,
    moment: (parameter) => `cast(${parameter} as datetime(3))`,
    fold: lower,
    textOf: (column) => `cast(${column} as char)`,
    ascending: "asc",
    descending: "desc",
    page: limitPage,
  },
  mssql: {
    decimal: (parameter) => `cast(${parameter} as decimal(38,8))`,
    day: (parameter) => `cast(${parameter} as date)`,
    moment: (parameter) => `cast(${parameter} as datetime2(3))`,
    fold: lower,
    textOf: asIs,
    ascending: "asc",
    descending: "desc",
    page: (offset, limit) => `offset ${offset} rows fetch next ${limit} rows only`,
  },
};
