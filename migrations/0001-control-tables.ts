import type { ColumnDefinition, TableDefinition } from "../src-main/destination/table-layout.ts";
import type { Migration } from "../src-main/destination/migration.ts";

type Type = ColumnDefinition["type"];

/** Columns of one type. Text-like columns, flags and counts are never null; ids, dates and times may be. */
function columns(type: Type, ...names: readonly string[]): readonly ColumnDefinition[] {
  const isNullable = type === "bigint" || type === "date" || type === "time" || type === "json";
  return names.map((name) => ({ name, type, isNullable }));
}

const companyId: ColumnDefinition = { name: "company_id", type: "int", isNullable: false };

const companies: TableDefinition = {
  name: "companies",
  columns: [
    { name: "id", type: "identity", isNullable: false },
    ...columns("key", "tally_guid", "company_number"),
    { name: "books_from", type: "date", isNullable: false },
    ...columns("name", "name"),
    ...columns("date", "starting_from", "last_voucher_date"),
    ...columns("name", "base_currency"),
    ...columns("text", "country", "state", "gstin", "tally_release", "data_folder"),
    ...columns(
      "time",
      "initial_load_completed_at",
      "first_synced_at",
      "last_synced_at",
      "last_checked_at",
      "last_verified_at",
    ),
    ...columns("key", "verification"),
  ],
  primaryKey: ["id"],
  unique: [["tally_guid", "company_number", "books_from"]],
};

const agents: TableDefinition = {
  name: "agents",
  columns: [
    ...columns("key", "agent_id"),
    ...columns("text", "host", "os_user", "program_version"),
    ...columns("time", "last_seen_at"),
  ],
  primaryKey: ["agent_id"],
};

const agentCompanies: TableDefinition = {
  name: "agent_companies",
  columns: [
    companyId,
    ...columns("key", "agent_id"),
    ...columns("text", "source_url"),
    ...columns("bool", "is_open"),
    ...columns("time", "seen_at"),
  ],
  primaryKey: ["company_id", "agent_id"],
};

const syncState: TableDefinition = {
  name: "sync_state",
  columns: [
    companyId,
    ...columns("key", "counter"),
    ...columns("bigint", "alter_id", "seen_alter_id"),
    ...columns("json", "unexplained"),
    ...columns("time", "unexplained_since"),
    ...columns("json", "resume_from"),
    ...columns("time", "last_reconciled_at"),
    ...columns("key", "lease_holder"),
    ...columns("time", "lease_expires_at"),
  ],
  primaryKey: ["company_id", "counter"],
};

const streamVersions: TableDefinition = {
  name: "stream_versions",
  columns: [companyId, ...columns("key", "entity_type"), ...columns("int", "catalog_version")],
  primaryKey: ["company_id", "entity_type"],
};

const syncRuns: TableDefinition = {
  name: "sync_runs",
  columns: [
    companyId,
    ...columns("key", "run_id", "sync_type", "started_by"),
    ...columns("time", "started_at", "completed_at"),
    ...columns("key", "status", "error_code"),
    ...columns("text", "error_message"),
    ...columns("int", "tally_requests"),
    ...columns("bigint", "tally_bytes"),
    ...columns("key", "agent_id"),
  ],
  primaryKey: ["company_id", "run_id"],
};

const syncHistory: TableDefinition = {
  name: "sync_history",
  columns: [
    companyId,
    ...columns("key", "run_id", "entity_type", "sync_type"),
    ...columns("name", "company_name"),
    ...columns("time", "started_at", "completed_at"),
    ...columns(
      "int",
      "records_processed",
      "records_inserted",
      "records_updated",
      "records_deleted",
      "records_unchanged",
      "records_quarantined",
    ),
    ...columns("time", "last_tally_modified_date"),
    ...columns("bigint", "from_alter_id", "to_alter_id"),
    ...columns("key", "status"),
    ...columns("text", "error_message"),
  ],
  primaryKey: ["company_id", "run_id", "entity_type"],
};

const changeLog: TableDefinition = {
  name: "change_log",
  columns: [
    companyId,
    { name: "seq", type: "bigint", isNullable: false },
    ...columns("key", "run_id", "entity_type", "tally_guid"),
    ...columns("name", "name_or_number"),
    ...columns("key", "action"),
    ...columns("bigint", "alter_id_before", "alter_id_after"),
    ...columns("date", "voucher_date"),
    ...columns("text", "altered_by"),
    ...columns("time", "changed_at"),
    ...columns("json", "changes"),
  ],
  primaryKey: ["company_id", "seq"],
  indexes: [
    { name: "change_log_guid", columns: ["company_id", "tally_guid"] },
    { name: "change_log_changed_at", columns: ["company_id", "changed_at"] },
  ],
};

const heldDeletes: TableDefinition = {
  name: "held_deletes",
  columns: [
    companyId,
    ...columns("key", "entity_type", "tally_guid", "run_id"),
    ...columns("time", "found_at"),
    ...columns("name", "name_or_number"),
    ...columns("key", "decision"),
    ...columns("time", "decided_at"),
    ...columns("text", "decided_by"),
  ],
  primaryKey: ["company_id", "entity_type", "tally_guid"],
};

const quarantine: TableDefinition = {
  name: "quarantine",
  columns: [
    companyId,
    ...columns("key", "quarantine_id", "entity_type"),
    ...columns("text", "tally_guid"),
    ...columns("bigint", "master_id", "alter_id"),
    ...columns("date", "voucher_date"),
    ...columns("key", "run_id"),
    ...columns("time", "received_at"),
    ...columns("text", "reason", "field_name", "raw_xml"),
    ...columns("int", "attempts"),
  ],
  primaryKey: ["company_id", "quarantine_id"],
};

export const controlTables: Migration = {
  number: 1,
  name: "control tables",
  steps: [
    companies,
    agents,
    agentCompanies,
    syncState,
    streamVersions,
    syncRuns,
    syncHistory,
    changeLog,
    heldDeletes,
    quarantine,
  ].map((table) => ({ kind: "createTable", table })),
};
