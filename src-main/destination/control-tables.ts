import type { Generated } from "kysely";
import type { Counter, RunStarter, RunStatus, SyncType } from "../contract/run.ts";

/**
 * Control tables as kysely sees them; migrations/ makes them. On every product alike: times are ISO 8601 with Z,
 * dates `YYYY-MM-DD`, json is canonical text, flags are read with Boolean().
 */
export interface ControlTables {
  settings_info: SettingsInfoTable;
  companies: CompaniesTable;
  agents: AgentsTable;
  agent_companies: AgentCompaniesTable;
  sync_state: SyncStateTable;
  stream_versions: StreamVersionsTable;
  sync_runs: SyncRunsTable;
  sync_history: SyncHistoryTable;
  change_log: ChangeLogTable;
  held_deletes: HeldDeletesTable;
  quarantine: QuarantineTable;
}

/** Every control table with a company_id, in the order in which a company is taken out. */
export const companyControlTables = [
  "change_log",
  "sync_history",
  "sync_runs",
  "held_deletes",
  "quarantine",
  "stream_versions",
  "sync_state",
  "agent_companies",
] as const satisfies readonly (keyof ControlTables)[];

interface SettingsInfoTable {
  name: string;
  value: string;
}

const verifications = ["verified", "differs", "unknown"] as const;
type Verification = (typeof verifications)[number];

export interface CompaniesTable {
  id: Generated<number>;
  tally_guid: string;
  company_number: string;
  books_from: string;
  name: string;
  starting_from: string | null;
  last_voucher_date: string | null;
  base_currency: string;
  country: string;
  state: string;
  gstin: string;
  tally_release: string;
  data_folder: string;
  initial_load_completed_at: string | null;
  first_synced_at: string | null;
  last_synced_at: string | null;
  last_checked_at: string | null;
  last_verified_at: string | null;
  verification: Verification;
  /** First day of the replicated books where that is later than books_from. */
  replicated_from: string | null;
  /** See choice-store.ts. */
  choice: string | null;
}

export interface AgentsTable {
  agent_id: string;
  host: string;
  os_user: string;
  program_version: string;
  last_seen_at: string | null;
}

interface AgentCompaniesTable {
  company_id: number;
  agent_id: string;
  source_url: string;
  /** SQLite, MySQL: 0 or 1. */
  is_open: boolean | number;
  seen_at: string | null;
}

interface SyncStateTable {
  company_id: number;
  counter: Counter;
  alter_id: number | null;
  seen_alter_id: number | null;
  unexplained: string | null;
  unexplained_since: string | null;
  resume_from: string | null;
  last_reconciled_at: string | null;
  /** Only the row of counter `masters` carries the lease: one row, so that taking it cannot deadlock. */
  lease_holder: string;
  lease_expires_at: string | null;
}

interface StreamVersionsTable {
  company_id: number;
  entity_type: string;
  catalog_version: number;
}

export interface SyncRunsTable {
  company_id: number;
  run_id: string;
  sync_type: SyncType;
  started_by: RunStarter;
  started_at: string | null;
  completed_at: string | null;
  status: RunStatus;
  error_code: string;
  error_message: string;
  tally_requests: number;
  tally_bytes: number | null;
  agent_id: string;
}

export interface SyncHistoryTable {
  company_id: number;
  run_id: string;
  entity_type: string;
  sync_type: SyncType;
  company_name: string;
  started_at: string | null;
  completed_at: string | null;
  records_processed: number;
  records_inserted: number;
  records_updated: number;
  records_deleted: number;
  records_unchanged: number;
  records_quarantined: number;
  records_purged: number;
  last_tally_modified_date: string | null;
  from_alter_id: number | null;
  to_alter_id: number | null;
  status: RunStatus;
  error_message: string;
}

const changeActions = ["insert", "update", "delete", "restore", "renumber"] as const;
export type ChangeAction = (typeof changeActions)[number];

export interface ChangeLogTable {
  company_id: number;
  seq: number;
  run_id: string;
  entity_type: string;
  tally_guid: string;
  name_or_number: string;
  action: ChangeAction;
  alter_id_before: number | null;
  alter_id_after: number | null;
  voucher_date: string | null;
  altered_by: string;
  changed_at: string | null;
  changes: string | null;
}

export type DeleteDecision = "waiting" | "accepted" | "dismissed";

export interface HeldDeletesTable {
  company_id: number;
  entity_type: string;
  tally_guid: string;
  run_id: string;
  found_at: string | null;
  name_or_number: string;
  decision: DeleteDecision;
  decided_at: string | null;
  decided_by: string;
}

export interface QuarantineTable {
  company_id: number;
  quarantine_id: string;
  entity_type: string;
  tally_guid: string;
  master_id: number | null;
  alter_id: number | null;
  voucher_date: string | null;
  run_id: string;
  received_at: string | null;
  reason: string;
  field_name: string;
  raw_xml: string;
  attempts: number;
}
