import type { QuarantinedRecord } from "../destination/quarantine.ts";
import { listQuarantine } from "../destination/quarantine.ts";
import type { RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";

/**
 * Records in quarantine are asked for again, each by its own number: somebody may have mended it in Tally without our
 * seeing why, or this program reads more than the one that put it aside. What still cannot be stored stays.
 */
export async function retryQuarantine(run: RunContext, staging: Staging): Promise<void> {
  for (const record of await listQuarantine(run.destination.db, { companyId: run.companyId })) {
    if (record.entity_type === run.voucherStream.name) await retryVoucher(run, record, staging);
    else await retryMaster(run, record, staging);
  }
}

async function retryVoucher(run: RunContext, record: QuarantinedRecord, staging: Staging): Promise<void> {
  if (record.voucher_date === null || record.master_id === null) return;
  const window = { from: record.voucher_date, to: record.voucher_date };
  const masterIds = { from: record.master_id, to: record.master_id };
  await run.source.readVouchers({ window, masterIds }, sinkOf(run.voucherStream.name, staging), run.signal);
}

async function retryMaster(run: RunContext, record: QuarantinedRecord, staging: Staging): Promise<void> {
  const stream = run.masterStreams.find(({ name }) => name === record.entity_type);
  if (stream === undefined || stream.isSmall || record.master_id === null) return;
  const { tally_guid: wanted } = record;
  const sink = sinkOf(stream.name, staging);
  await run.source.readMasters(
    stream,
    { masterIds: { from: record.master_id, to: record.master_id } },
    {
      onRow: (row) => (row.guid === wanted ? sink.onRow(row) : undefined),
      onReject: (rejected) => (rejected.guid === wanted ? sink.onReject(rejected) : undefined),
    },
    run.signal,
  );
}

/** What this run has read already is the newer. */
function sinkOf(stream: string, staging: Staging): Parameters<RunContext["source"]["readVouchers"]>[1] {
  return {
    onRow: (row) => {
      if (!staging.has(stream, row.guid)) staging.add(stream, row);
    },
    onReject: (record) => {
      const isKnown = staging.rejected.some(({ guid }) => guid === record.guid);
      if (!isKnown) staging.reject(record);
    },
  };
}
