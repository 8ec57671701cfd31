import Database from "better-sqlite3";
import type { CompanyBooks } from "../../../src-main/sample-tally/model.ts";
import type { Expected, ExpectedRow } from "./canonical.ts";
import { type ChosenBooks, openingsLeftToFigures, restrictTables } from "./restricted-books.ts";
import { expectedCompany, expectedTables, parentColumns, parentTableOf } from "./expected-tables.ts";

export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Reads the replica without any part of the product. Values may be as the driver gives them. */
export interface ReplicaReader {
  /** All rows of the company, tombstones included; undefined where there is no such table. */
  rows(table: string, companyId: number): readonly Readonly<Record<string, unknown>>[] | undefined;
}

export function readSqlite(database: Database.Database): ReplicaReader {
  return {
    rows: (table, companyId) => {
      const isThere = database
        .prepare("select 1 from sqlite_master where type = 'table' and name = ?")
        .get(table);
      if (isThere === undefined) return undefined;
      const column = table === "companies" ? "id" : "company_id";
      return database.prepare(`select * from "${table}" where ${column} = ?`).all(companyId) as Record<
        string,
        unknown
      >[];
    },
  };
}

/** Columns that nothing in the books decides: bookkeeping of the replica, and closing figures (their own time). */
const bookkeeping: ReadonlySet<string> = new Set([
  "company_id",
  "first_synced_at",
  "last_synced_at",
  "sync_status",
  "last_run_id",
  "closing_balance",
  "closing_quantity",
  "closing_rate",
  "closing_value",
  "closing_read_at",
]);

/** Compares one company's living rows in all tables with its books, column by column. */
export function compareReplica(
  replica: string | ReplicaReader,
  companyId: number,
  books: CompanyBooks,
  /** The books as somebody chose them; everything without it. */
  chosen?: ChosenBooks,
): readonly Difference[] {
  if (typeof replica !== "string") return compareWith(replica, companyId, books, chosen);
  const database = new Database(replica, { readonly: true });
  try {
    // One transaction, so that a run that ends meanwhile shows wholly or not at all.
    return database.transaction(() => compareWith(readSqlite(database), companyId, books, chosen))();
  } finally {
    database.close();
  }
}

function compareWith(
  reader: ReplicaReader,
  companyId: number,
  books: CompanyBooks,
  chosen?: ChosenBooks,
): readonly Difference[] {
  const all = expectedTables(books);
  const tables = chosen === undefined ? all : restrictTables(all, books, chosen);
  return [
    ...compareTable("companies", [expectedCompany(books)], reader.rows("companies", companyId), true),
    ...Object.entries(tables).flatMap(([table, expected]) =>
      compareTable(table, expected, reader.rows(table, companyId), false),
    ),
    ...Object.keys(parentColumns).flatMap((table) => compareOrphans(reader, companyId, table)),
  ];
}

function compareTable(
  table: string,
  expected: readonly ExpectedRow[],
  stored: readonly Readonly<Record<string, unknown>>[] | undefined,
  isControlTable: boolean,
): readonly Difference[] {
  if (stored === undefined) {
    return [{ table, key: "", column: "", expected: "the table", actual: "no such table" }];
  }
  const differences: Difference[] = [];
  const living = stored.filter((row) => !isTrue(row["is_deleted"]));
  const actual = new Map(living.map((row) => [keyOf(table, row), row]));
  for (const row of expected) {
    const key = keyOf(table, row);
    const found = actual.get(key);
    actual.delete(key);
    if (found === undefined) {
      differences.push({ table, key, column: "", expected: nameOf(row), actual: "no living row" });
    } else differences.push(...compareRow(table, key, row, found, isControlTable));
  }
  for (const [key, row] of actual) {
    differences.push({ table, key, column: "", expected: "no living row", actual: nameOf(row) });
  }
  return differences;
}

function keyOf(table: string, row: Readonly<Record<string, unknown>>): string {
  const parent = parentColumns[table];
  return parent === undefined
    ? String(row["tally_guid"])
    : `${String(row[parent])} #${String(row["line_no"])}`;
}

function nameOf(row: Readonly<Record<string, unknown>>): string {
  const name = row["name"] ?? row["voucher_number"];
  return typeof name === "string" ? name : JSON.stringify(row);
}

function compareRow(
  table: string,
  key: string,
  expected: ExpectedRow,
  actual: Readonly<Record<string, unknown>>,
  isControlTable: boolean,
): readonly Difference[] {
  const differences: Difference[] = [];
  for (const [column, value] of Object.entries(expected)) {
    if (isSame(value, actual[column])) continue;
    const found = column in actual ? actual[column] : "no such column";
    differences.push({ table, key, column, expected: value, actual: found });
  }
  if (isControlTable) return differences;
  for (const column of Object.keys(actual)) {
    if (column in expected || bookkeeping.has(column) || openingsLeftToFigures(expected).has(column))
      continue;
    differences.push({ table, key, column, expected: "no such column", actual: actual[column] });
  }
  return differences;
}

/** SQLite keeps decimals as floats and flags as 0 and 1; servers hand out texts, booleans and dates. */
function isSame(expected: Expected, actual: unknown): boolean {
  if (actual === undefined) return false;
  if (expected === null || actual === null) return expected === actual;
  if (typeof expected === "boolean") return isTrue(actual) === expected;
  if (typeof actual === "number") return Number(expected) === actual;
  if (actual instanceof Date) return actual.toISOString().startsWith(String(expected));
  return String(expected) === (typeof actual === "string" ? actual : JSON.stringify(actual));
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1;
}

/** Lines belong to living entities: a tombstone keeps none. */
function compareOrphans(reader: ReplicaReader, companyId: number, table: string): readonly Difference[] {
  const parentTable = parentTableOf(table);
  const column = parentColumns[table] ?? "";
  const tombstones = new Set(
    (reader.rows(parentTable, companyId) ?? [])
      .filter((row) => isTrue(row["is_deleted"]))
      .map((row) => row["tally_guid"]),
  );
  return (reader.rows(table, companyId) ?? [])
    .filter((row) => tombstones.has(row[column]))
    .map((row) => ({
      table,
      key: keyOf(table, row),
      column: "",
      expected: `no lines of a deleted row of ${parentTable}`,
      actual: JSON.stringify(row),
    }));
}

/** A few differences as text, for a failing test's message. */
export function tellDifferences(differences: readonly Difference[], most = 30): string {
  const byColumn = new Map<string, number>();
  for (const { table, column } of differences) {
    const place = column === "" ? table : `${table}.${column}`;
    byColumn.set(place, (byColumn.get(place) ?? 0) + 1);
  }
  const summary = [...byColumn].map(([place, count]) => `${place}: ${count}`).join(", ");
  const examples = pickVaried(differences, most).map(
    ({ table, key, column, expected, actual }) =>
      `${table} ${key} ${column}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`,
  );
  return [`${differences.length} differences (${summary})`, ...examples].join("\n");
}

/** A few of each column first. */
function pickVaried(differences: readonly Difference[], most: number): readonly Difference[] {
  const seen = new Map<string, number>();
  return differences
    .filter(({ table, column }) => {
      const place = `${table}.${column}`;
      const count = (seen.get(place) ?? 0) + 1;
      seen.set(place, count);
      return count <= 3;
    })
    .slice(0, most);
}
