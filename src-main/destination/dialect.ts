import type { LogicalType } from "../catalog/stream.ts";
import type { Value } from "../contract/value.ts";

export type Product = "sqlite" | "postgres" | "mysql" | "mssql";

/** The logical types and `identity`, the number a database gives to a new row by itself. */
export type StoredType = LogicalType | "identity";

/** What every driver takes as a parameter. */
export type DriverValue = string | number | boolean | null;

/** What differs between database products, as data and flags. Callers ask a flag, never the product's name. */
export interface Dialect {
  readonly product: Product;
  readonly typeNames: Readonly<Record<StoredType, string>>;
  /** DEFAULT of a column that may not be null, per kind of value. */
  readonly defaults: { readonly text: string; readonly bool: string };
  /** Ends the definition of a column with what it holds; nothing where comments are statements of their own, or none. */
  readonly columnComment: (doc: string) => string;
  /** Ends every CREATE TABLE. */
  readonly tableSuffix: string;
  /**
   * So many entities of a first load are handed over at a time. Between two batches the event loop turns: the next
   * window's request goes out, its answer is read as it comes, and nothing else in this process waits long. In this
   * process a batch is a few milliseconds of work; to a server each costs a way there and back for every table.
   */
  readonly entitiesPerWrite: number;
  /** How many digits of a decimal survive being stored; null when all do. */
  readonly significantDigits: number | null;
  readonly limitStyle: "limit" | "top";
  readonly hasPartialIndexes: boolean;
  /** Whether a failed migration leaves nothing behind. */
  readonly hasTransactionalDdl: boolean;
  /** Whether a first load into empty tables is quicker when secondary indexes are made behind it (docs/adr). */
  readonly makesIndexesAfterLoad: boolean;
  /** Lists `table_name`, `item_name` of every column of the base tables in the schema we work in. */
  readonly columnsQuery: string;
  /** The same for their indexes. */
  readonly indexesQuery: string;
  /** SQL of the database's own clock. */
  readonly clock: string;
  /** The same as a text that `canonicalTime` reads. */
  readonly clockText: string;
  readonly clockIn: (seconds: number) => string;
  /** Lets the database count what its tables hold, so that it chooses good plans; none where it does so by itself. */
  readonly statisticsStatements: (tables: readonly string[]) => readonly string[];
  /** Around a purge, where deleted content would stay in the file until its place is used again. */
  readonly purgeStatements?: { readonly before: string; readonly after: string };
  readonly quote: (name: string) => string;
  /** SQL that reads a column so that `fromDatabase` gets a text or a number without loss. */
  readonly selectExpression: (type: LogicalType, quotedName: string) => string;
  /** A canonical value (contract/value.ts) as the driver takes it. */
  readonly toDatabase: (type: LogicalType, value: Value) => DriverValue;
}

export const decimalScales: Readonly<Partial<Record<LogicalType, number>>> = { money: 4, number: 8 };

/** Cuts a list so that one statement carries no more than every product takes. */
export function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const chunks: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
