/** What the control tables hold, for the data dictionary and the comments of databases. Every column needs its sentence. */
interface ControlDoc {
  readonly doc: string;
  readonly columns: Readonly<Record<string, string>>;
}

const company = { company_id: "The company, as in companies.id." };
const run = { run_id: "The run, as in sync_runs." };

export const controlDocs: Readonly<Record<string, ControlDoc>> = {
  settings_info: {
    doc: "What the database is, and which version made it.",
    columns: {
      name: "product_name, schema_version, program_version, views or custom_fields.",
      value: "Its value.",
    },
  },
  companies: {
    doc: "One row per set of books. A year-end split child shares the GUID of its parent, so GUID, company number and beginning of the books tell companies apart together.",
    columns: {
      id: "Number of the company in this database; company_id of every other table.",
      tally_guid: "Tally's GUID of the company.",
      company_number: "Tally's company number, which is the name of its data folder.",
      books_from: "When the books begin.",
      name: "Name of the company.",
      starting_from: "When its first period starts.",
      last_voucher_date:
        "Highest voucher date that Tally tells; deleting the last voucher does not lower it.",
      base_currency: "Symbol of the company's own currency.",
      country: "Country.",
      state: "State.",
      gstin: "GST number of the company; with several registrations see gst_registrations.",
      tally_release: "Release of Tally that answered last.",
      data_folder: "Folder of the company on the PC where Tally runs.",
      initial_load_completed_at:
        "When the first full load was complete; views show the company from then on.",
      first_synced_at: "When its first run ended well.",
      last_synced_at: "When a run last brought something or proved that nothing was missing.",
      last_checked_at: "When Tally was last asked for changes.",
      last_verified_at: "When the replica was last compared with Tally's own figures.",
      verification: "verified, differs or unknown.",
      replicated_from:
        "First day of the replicated books where a person chose later years; openings stand as of that day. Empty: the books from their beginning.",
      choice:
        "What is held of the company and what is wanted: from which year, without which parts, with which custom fields. Empty: everything.",
    },
  },
  agents: {
    doc: "Programs that write into this database, one per PC and user.",
    columns: {
      agent_id: "Id of the program on that PC.",
      host: "Name of the PC.",
      os_user: "User it runs as.",
      program_version: "Version of the program.",
      last_seen_at: "When it last wrote.",
    },
  },
  agent_companies: {
    doc: "Which program sees which company in its Tally.",
    columns: {
      ...company,
      agent_id: "The program, as in agents.",
      source_url: "Address of its Tally.",
      is_open: "The company was open there.",
      seen_at: "When that was seen.",
    },
  },
  sync_state: {
    doc: "How far each of Tally's two counters is in the database, and who may write.",
    columns: {
      ...company,
      counter: "masters or vouchers.",
      alter_id: "Checkpoint: up to this ALTERID everything is proven to be here.",
      seen_alter_id: "Highest ALTERID already stored.",
      unexplained: "Numbers between the two that no record explains, as numbers and ranges.",
      unexplained_since: "Since when there are such numbers; empty is well.",
      resume_from:
        "Where an unfinished full load goes on; after it, voucher types whose numbers the next run may have to read again.",
      last_reconciled_at: "When the whole book was last looked through.",
      lease_holder: "Program that writes the company now.",
      lease_expires_at: "Until when nobody else may.",
    },
  },
  stream_versions: {
    doc: "What the catalog read when a table was last filled; a newer catalog fills it again.",
    columns: {
      ...company,
      entity_type: "The table.",
      catalog_version: "Version of its reading.",
    },
  },
  sync_runs: {
    doc: "Runs, newest with the highest run_id. Idle looks without a change are not kept.",
    columns: {
      ...company,
      run_id: "Id of the run, ordered by time.",
      sync_type: "full_dump, cdc (changes only), reconcile, verify or repair.",
      started_by: "schedule, manual, startup, wizard or cli.",
      started_at: "When it began.",
      completed_at: "When it ended; empty while it runs.",
      status: "in_progress, success, failed, cancelled, interrupted or needs_attention.",
      error_code: "Code of its error; empty where there was none.",
      error_message: "Its error in words.",
      tally_requests: "Requests it sent to Tally.",
      tally_bytes: "Bytes Tally answered.",
      agent_id: "The program, as in agents.",
    },
  },
  sync_history: {
    doc: "What a run did to each table it read.",
    columns: {
      ...company,
      ...run,
      entity_type: "The table.",
      sync_type: "As in sync_runs.",
      company_name: "Name of the company at that time.",
      started_at: "When the run began.",
      completed_at: "When it ended.",
      records_processed: "Records read.",
      records_inserted: "Records that were new.",
      records_updated: "Records that had changed.",
      records_deleted: "Records that were gone.",
      records_unchanged: "Records that were as stored.",
      records_quarantined: "Records that could not be taken in.",
      records_purged:
        "Rows taken out because a person chose to leave them out; nothing was deleted in Tally.",
      last_tally_modified_date: "Latest day of alteration that Tally told.",
      from_alter_id: "Checkpoint before the run.",
      to_alter_id: "Checkpoint after it.",
      status: "As in sync_runs.",
      error_message: "Error in words.",
    },
  },
  change_log: {
    doc: "Audit trail, append only: every change since the initial load. v_changes shows it in a readable form.",
    columns: {
      ...company,
      seq: "Number of the change within the company, without holes, in commit order.",
      ...run,
      entity_type: "Table of the record.",
      tally_guid: "The record, as in its table.",
      name_or_number: "Name of the master or number of the voucher.",
      action: "insert, update, delete, restore or renumber.",
      alter_id_before: "ALTERID before.",
      alter_id_after: "ALTERID after.",
      voucher_date: "Date of the voucher.",
      altered_by: "User who altered the voucher, where Tally tells.",
      changed_at: "When the replica took the change.",
      changes:
        "update: old and new value per column, lines under their table's name; insert, restore and delete: the whole content.",
    },
  },
  held_deletes: {
    doc: "Deletes that a person has to confirm, because there were too many at once.",
    columns: {
      ...company,
      entity_type: "Table of the record.",
      tally_guid: "The record, as in its table.",
      run_id: "Run that found it.",
      found_at: "When it was found.",
      name_or_number: "Name of the master or number of the voucher.",
      decision: "waiting, accepted or dismissed.",
      decided_at: "When it was decided.",
      decided_by: "Who decided.",
    },
  },
  quarantine: {
    doc: "Records that could not be taken in, as Tally sent them; the rest of their run went on.",
    columns: {
      ...company,
      quarantine_id: "Id of the row.",
      entity_type: "Table the record belongs to.",
      tally_guid: "GUID of the record, as far as it could be read.",
      master_id: "Its MASTERID.",
      alter_id: "Its ALTERID.",
      voucher_date: "Date of the voucher.",
      run_id: "Run that received it.",
      received_at: "When it was received.",
      reason: "Why it could not be taken in.",
      field_name: "Field that was wrong.",
      raw_xml: "The record as Tally sent it.",
      attempts: "How often it was tried.",
    },
  },
};
