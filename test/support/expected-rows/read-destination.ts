import type { Destination } from "../../../src-main/destination/destination.ts";
import type { CompanyBooks } from "../../../src-main/sample-tally/model.ts";
import type { ReplicaReader } from "./compare.ts";
import { expectedTables, parentColumns } from "./expected-tables.ts";

/** Every table of one company as a destination of any product hands it out: the columns that are judged, and no other. */
export async function readDestination(
  destination: Destination,
  companyId: number,
  books: CompanyBooks,
): Promise<ReplicaReader> {
  const tables = new Map<string, readonly Readonly<Record<string, unknown>>[]>();
  for (const [table, expected] of Object.entries(expectedTables(books))) {
    const parent = parentColumns[table];
    const keys = parent === undefined ? ["tally_guid", "is_deleted"] : [parent, "line_no"];
    const columns = [...new Set([...keys, ...Object.keys(expected[0] ?? {})])];
    tables.set(table, await destination.select({ companyId, table, columns, includeDeleted: true }));
  }
  const company = await destination.db
    .selectFrom("companies")
    .selectAll()
    .where("id", "=", companyId)
    .executeTakeFirstOrThrow();
  tables.set("companies", [company]);
  return { rows: (table) => tables.get(table) };
}
