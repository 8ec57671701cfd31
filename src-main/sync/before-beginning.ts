import { readStoredChoice } from "../destination/choice-store.ts";
import { storedVouchers } from "./compare-numbers.ts";
import { quarantinedGuids } from "./lineage.ts";
import { type RunContext, beginsLater } from "./run-context.ts";
import type { Staging } from "./staging.ts";

/** What a run may say of the years that are not replicated, in which it reads nothing. */
export interface Before {
  /** Openings and first numbers may not be what they were. */
  readonly mayHaveChanged: boolean;
  /** See `StoredChoice`; undefined leaves it as it is. */
  readonly highestMasterId: number | undefined;
}

export interface Accounted {
  /** ALTERIDs that no voucher of the replicated days showed: each may be a change, or a new voucher, outside of them. */
  readonly openNumbers: number;
  /** Something was looked for in the whole book. */
  readonly hasLooked: boolean;
}

/**
 * A change before the first replicated day uses ALTERIDs that no replicated voucher shows, so that a wide look follows.
 * One change hides from this: a voucher dated from there into the replicated days shows its own ALTERID, like a new
 * one. MASTERIDs rise with time (protocol §6.3): one above all that were given out before belongs to a new voucher,
 * any other may come from there. While it is not known how far they had been given out, each arrival may.
 */
export async function lookBefore(
  run: RunContext,
  staging: Staging,
  { openNumbers, hasLooked }: Accounted,
): Promise<Before> {
  if (!beginsLater(run)) return { mayHaveChanged: false, highestMasterId: undefined };
  const { highestMasterId: known = null } = await readStoredChoice(run.destination.db, run.companyId);
  const { arrivals, highest } = await masterIdsOf(run, staging);
  const mayComeFromThere = arrivals.some((masterId) => known === null || masterId <= known);
  // Which of the open numbers made a voucher is not known: at most all of them.
  const now =
    known === null && arrivals.length === 0 ? undefined : Math.max(known ?? 0, highest) + openNumbers;
  return { mayHaveChanged: hasLooked || mayComeFromThere, highestMasterId: now };
}

interface StagedMasterIds {
  /** Of vouchers that the replica does not hold yet. */
  readonly arrivals: readonly number[];
  readonly highest: number;
}

async function masterIdsOf(run: RunContext, staging: Staging): Promise<StagedMasterIds> {
  const stream = run.voucherStream.name;
  // What waits in quarantine is known already, and lies within the replicated days.
  const waiting = await quarantinedGuids(run, run.voucherStream);
  const arrivals: number[] = [];
  let highest = 0;
  for await (const batch of staging.batches(stream, 500)) {
    const rows = await storedVouchers(
      run,
      batch.map(({ guid }) => guid),
    );
    const stored = new Set(rows.map((row) => row["tally_guid"]));
    for (const { guid, masterId } of batch) {
      highest = Math.max(highest, masterId);
      if (!stored.has(guid) && !waiting.has(guid)) arrivals.push(masterId);
    }
  }
  for (const { entityType, guid, masterId } of staging.rejected) {
    if (entityType !== stream || masterId === null) continue;
    highest = Math.max(highest, masterId);
    if (!waiting.has(guid)) arrivals.push(masterId);
  }
  return { arrivals, highest };
}
