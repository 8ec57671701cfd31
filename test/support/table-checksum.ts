import { createHash } from "node:crypto";
import type { Value } from "../../src-main/contract/value.ts";
import type { Destination } from "../../src-main/destination/destination.ts";
import { decimalScales } from "../../src-main/destination/dialect.ts";
import type { TableLayout } from "../../src-main/destination/table-layout.ts";
import { tablePages } from "../../src-main/destination/table-pages.ts";
import { readValue, roundDecimal } from "../../src-main/destination/values.ts";

/** Columns that say when and by which run a row came, not what is in the books. */
const runColumns: ReadonlySet<string> = new Set([
  "first_synced_at",
  "last_synced_at",
  "deleted_at",
  "last_run_id",
  "sync_status",
]);

interface DumpOptions {
  /** Also the columns about runs and times, as for a copy of a database. */
  readonly withRunColumns?: boolean;
}

/** SQLite keeps fifteen digits of a decimal; dumps of every product agree on those. */
const comparableDigits = 15;

/**
 * A table of one company as text, one line per row, ordered by key in code-point order, values canonical.
 * Equal books give equal lines on every product. The company's number in this database is not part of it.
 */
export async function* dumpTable(
  destination: Pick<Destination, "db" | "dialect">,
  companyId: number,
  table: TableLayout,
  options: DumpOptions = {},
): AsyncGenerator<string> {
  const columns = table.definition.columns
    .map(({ name }) => name)
    .filter((name) => name !== "company_id" && (options.withRunColumns === true || !runColumns.has(name)));
  for await (const rows of tablePages(destination, companyId, table, columns)) {
    for (const row of rows) {
      yield JSON.stringify(columns.map((column) => comparableValue(table, column, row[column])));
    }
  }
}

/** SHA-256 of the dump, and how many rows it has. */
export async function tableChecksum(
  destination: Pick<Destination, "db" | "dialect">,
  companyId: number,
  table: TableLayout,
  options: DumpOptions = {},
): Promise<{ readonly rows: number; readonly sha256: string }> {
  const hash = createHash("sha256");
  let rows = 0;
  for await (const line of dumpTable(destination, companyId, table, options)) {
    hash.update(line).update("\n");
    rows += 1;
  }
  return { rows, sha256: hash.digest("hex") };
}

function comparableValue(table: TableLayout, column: string, raw: unknown): Value {
  const type = table.columnTypes.get(column) ?? "text";
  const value = readValue(type, raw);
  const scale = decimalScales[type];
  return scale === undefined || value === null ? value : roundDecimal(String(value), scale, comparableDigits);
}
