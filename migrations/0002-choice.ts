import type { Migration } from "../src-main/destination/migration.ts";
import type { TableDefinition } from "../src-main/destination/table-layout.ts";

const companies: TableDefinition = {
  name: "companies",
  columns: [
    { name: "replicated_from", type: "date", isNullable: true },
    { name: "choice", type: "json", isNullable: true },
  ],
  primaryKey: ["id"],
};

const syncHistory: TableDefinition = {
  name: "sync_history",
  columns: [{ name: "records_purged", type: "int", isNullable: false }],
  primaryKey: ["company_id", "run_id", "entity_type"],
};

/** What of a company is replicated. */
export const choice: Migration = {
  number: 2,
  name: "choice",
  steps: [companies, syncHistory].map((table) => ({ kind: "createTable", table })),
};
