/** What the columns hold that stand around those of every entity, and the one that counts lines. */
export const commonDocs = {
  company_id: "The company, as in companies.id; first column of every key and index.",
  tally_guid: "Tally's GUID; the primary key is (company_id, tally_guid).",
  master_id: "Tally's MASTERID.",
  alter_id: "Tally's ALTERID of the version stored.",
  is_deleted: "Deleted in Tally; false again when it reappears.",
  deleted_at: "When that was found.",
  last_modified_in_tally:
    "Day of the last alteration where Tally tells it (altered vouchers), at midnight in India.",
  first_synced_at: "When it was stored first.",
  last_synced_at: "When it was stored last.",
  sync_status: "initial_load, active or deleted.",
  last_run_id: "Run that stored it last, as in sync_runs.",
  line_no: "Counts from 1 within the parent, in Tally's own order.",
} as const;
