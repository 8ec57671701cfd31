import type { Destination } from "./destination.ts";
import type { QuarantinedRecord } from "./quarantine.ts";

type Waiting = Pick<QuarantinedRecord, "company_id" | "entity_type" | "tally_guid">;

/**
 * By which name or number a person finds in Tally what could not be stored: as it was when it was stored last.
 * Empty where it never was.
 */
export async function readQuarantineNames(
  destination: Destination,
  records: readonly Waiting[],
): Promise<(record: Waiting) => string> {
  const names = new Map<string, string>();
  const ofTable = Map.groupBy(records, (record) => `${record.company_id} ${record.entity_type}`);
  for (const [first, ...others] of ofTable.values()) {
    if (first === undefined) continue;
    const { company_id: companyId, entity_type: table } = first;
    const columns = namingColumns(destination, table);
    if (columns.length === 0) continue;
    const found = await destination.select({
      companyId,
      table,
      columns: ["tally_guid", ...columns],
      whereIn: { column: "tally_guid", values: [first, ...others].map((record) => record.tally_guid) },
    });
    for (const row of found) {
      const words = columns.map((column) => String(row[column] ?? "")).filter((word) => word !== "");
      names.set(nameKey(companyId, table, String(row["tally_guid"])), words.join(" "));
    }
  }
  return (record) => names.get(nameKey(record.company_id, record.entity_type, record.tally_guid)) ?? "";
}

function nameKey(companyId: number, table: string, guid: string): string {
  return `${companyId} ${table} ${guid}`;
}

function namingColumns({ streams }: Destination, table: string): readonly string[] {
  const known = streams.find(({ name }) => name === table)?.columns ?? [];
  const wanted = table === "vouchers" ? ["voucher_type_name", "voucher_number"] : ["name"];
  return wanted.filter((column) => known.some(({ name }) => name === column));
}
