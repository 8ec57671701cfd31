import { isLoaded } from "./parts.ts";
import { viewColumn } from "./view.ts";
import type { View } from "./view.ts";

export const changes: View = {
  name: "v_changes",
  grain: "row of change_log",
  order: ["seq"],
  rule: `Tally keeps no such list (its Edit Log editions keep one of their own). Every change since the initial load, in
the order in which it was committed: for an update what each changed column held before and after, for an insert the whole
content after, for a delete the whole content before. Lines of a voucher stand as JSON.`,
  columns: [
    viewColumn("seq", "bigint", "Number of the change within the company, without holes."),
    viewColumn("changed_at", "time", "When the replica took it."),
    viewColumn("run_id", "key", "Run that brought it, as in sync_runs."),
    viewColumn("entity_type", "key", "Table of the record."),
    viewColumn("tally_guid", "key", "The record, as in its table."),
    viewColumn("name_or_number", "name", "Name of the master or number of the voucher."),
    viewColumn("action", "key", "insert, update, delete, restore or renumber."),
    viewColumn("voucher_date", "date", "Date of the voucher."),
    viewColumn("altered_by", "text", "User who altered the voucher, where Tally tells."),
    viewColumn("values_before", "text", "What the changed columns held before."),
    viewColumn("values_after", "text", "What they hold since."),
  ],
  select: ({
    jsonPairs,
  }) => `select c.id as company_id, c.name as company_name, h.seq, h.changed_at, h.run_id,
    h.entity_type, h.tally_guid, h.name_or_number, h.action, h.voucher_date, h.altered_by,
    case when h.action = 'delete' then ${jsonPairs("h.changes")}
      when h.action in ('update', 'renumber') then ${jsonPairs("h.changes", 0)} else '' end as values_before,
    case when h.action in ('insert', 'restore') then ${jsonPairs("h.changes")}
      when h.action in ('update', 'renumber') then ${jsonPairs("h.changes", 1)} else '' end as values_after
  from companies c
  join change_log h on h.company_id = c.id
  where ${isLoaded}`,
};

export const syncHealth: View = {
  name: "v_sync_health",
  grain: "company",
  order: ["company_name"],
  rule: `How far the replica can be trusted now: the last run and how it ended, the last comparison with Tally's own
figures, since when changes are open that could not be explained, records that could not be taken in, and deletes that
wait for a person.`,
  columns: [
    viewColumn("last_run_at", "time", "When the last run began."),
    viewColumn("last_run_status", "key", "How it ended: success, failed, needs_attention and so on."),
    viewColumn("last_run_error", "text", "Its error in words; empty where there was none."),
    viewColumn("last_synced_at", "time", "When the replica last equalled Tally."),
    viewColumn("last_checked_at", "time", "When Tally was last asked for changes."),
    viewColumn("last_verified_at", "time", "When the replica was last compared with Tally's figures."),
    viewColumn("verification", "key", "verified, differs or unknown."),
    viewColumn("unexplained_since", "time", "Since when numbers of changes stay unexplained; empty is well."),
    viewColumn("quarantined", "int", "Records in quarantine."),
    viewColumn("held_deletes", "int", "Deletes that wait for a person."),
  ],
  select: () => `select c.id as company_id, c.name as company_name, r.started_at as last_run_at,
    coalesce(r.status, '') as last_run_status, coalesce(r.error_message, '') as last_run_error, c.last_synced_at,
    c.last_checked_at, c.last_verified_at, c.verification,
    (select min(s.unexplained_since) from sync_state s where s.company_id = c.id) as unexplained_since,
    (select count(*) from quarantine q where q.company_id = c.id) as quarantined,
    (select count(*) from held_deletes h where h.company_id = c.id and h.decision = 'waiting') as held_deletes
  from companies c
  left join sync_runs r on r.company_id = c.id
    and r.run_id = (select max(l.run_id) from sync_runs l where l.company_id = c.id)
  where ${isLoaded}`,
};
