import type { Stream } from "../catalog/stream.ts";
import { writeChoice } from "../destination/choice-store.ts";
import type { Counter } from "../contract/run.ts";
import { appendChanges } from "../destination/change-log.ts";
import { updateCompany } from "../destination/companies-store.ts";
import type { WriteStamp, WriteTransaction } from "../destination/destination.ts";
import { removeHeldDeletes } from "../destination/held-deletes.ts";
import { purgeEntities } from "../destination/purge.ts";
import { quarantineRecords, removeFromQuarantine } from "../destination/quarantine.ts";
import { addHistory } from "../destination/runs.ts";
import { writeStreamVersion } from "../destination/stream-versions.ts";
import { writeCounterState } from "../destination/sync-state.ts";
import { type ApplyOptions, applyDeletes, applyRenames, applyStream, type Rename } from "./apply.ts";
import { applyBroughtForward, type BroughtForward } from "./brought-forward.ts";
import { toldBefore } from "./choice-lens.ts";
import { type ChoiceChange, purgeLeftOut } from "./choice-purge.ts";
import type { MasterKnowledge } from "./complete.ts";
import { inCountedTransaction } from "./counted-transaction.ts";
import { type FoundDeletes, judgeDeletes } from "./deletes.ts";
import { type MovedOut, tellMovedOut } from "./moved-out.ts";
import { countNumbers, highestNumber, type NumberSet } from "./number-set.ts";
import type { CounterState, ReconcileMemory } from "./plan.ts";
import { rederiveLedgers, rederiveVouchers } from "./rederive.ts";
import type { NumberChange } from "./compare-numbers.ts";
import { applyMovedNumbers } from "./renumber.ts";
import { type RunContext, stampOf } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { type UnsettledNumbers, writeUnsettled } from "./unsettled-numbers.ts";

/** What a run may state about a counter once its rows are in the database. */
export interface CounterResult {
  readonly before: CounterState;
  /** Watermark up to which everything was looked at. */
  readonly counter: number;
  readonly unexplained: NumberSet;
}

export interface Outcome {
  readonly staging: Staging;
  readonly known: MasterKnowledge;
  readonly renames: readonly Rename[];
  readonly masters: CounterResult | null;
  readonly vouchers: CounterResult | null;
  readonly deletes: readonly FoundDeletes[];
  /** Taken out, not deleted. */
  readonly movedOut: readonly MovedOut[];
  /** Tally's figures of the day before the replica begins, where they may have changed. */
  readonly broughtForward: BroughtForward | null;
  /** See `StoredChoice`: what is known of MASTERIDs outside of the replicated days; null where it no longer holds. */
  readonly highestMasterId?: number | null;
  /** Set by a run that brings what was chosen since, or what this program reads more. */
  readonly choice?: BroughtChoice;
  readonly movedNumbers: readonly NumberChange[];
  /** Of what is stored after this run, what the next one is to read again. */
  readonly unsettledNumbers: UnsettledNumbers | null;
  readonly isLogged: boolean;
  readonly syncStatus: WriteStamp["syncStatus"];
  /** Set by the run that completes the first load. */
  readonly completesLoad: boolean;
  /** Set by a run that looked through the whole book. */
  readonly reconciled: ReconcileMemory | null;
}

export interface BroughtChoice {
  readonly change: ChoiceChange;
  /** Streams whose content was read as this program reads it. */
  readonly read: readonly Stream[];
  readonly checkpoints: Readonly<Record<Counter, number>>;
}

export interface Committed {
  readonly heldDeletes: number;
}

/**
 * Rows, audit trail, history and checkpoint in one transaction, with no network call inside: readers see all of a run
 * or nothing of it, and a kill at any instant leaves the run before it.
 */
export async function commitRun(run: RunContext, outcome: Outcome): Promise<Committed> {
  const committed = await inCountedTransaction(run, async (tx) => {
    const stamp = stampOf(run, outcome.syncStatus);
    const options: ApplyOptions = {
      stamp,
      known: outcome.known,
      counts: run.counts,
      dialect: run.destination.dialect,
      isLogged: outcome.isLogged,
      ...(outcome.choice === undefined
        ? {}
        : { told: toldBefore(outcome.choice.change, outcome.choice.checkpoints) }),
      log: async (changes) => {
        await appendChanges(tx.db, stamp, changes);
      },
    };
    await applyRenames(tx, run.companyId, outcome.renames);
    run.seam("renames written, not committed");
    for (const stream of streamsOf(run)) {
      await applyStream(tx, stream, outcome.staging, outcome.renames, options);
    }
    run.seam("rows written, not committed");
    await rederiveLedgers(tx, run, outcome.known);
    await rederiveVouchers(tx, run, outcome.known);
    const heldDeletes = await carryOutDeletes(tx, run, outcome, options);
    await takeOut(tx, run, outcome, options);
    await applyBroughtForward(tx, run, outcome.broughtForward);
    if (outcome.highestMasterId !== undefined)
      await writeChoice(tx.db, run.companyId, { highestMasterId: outcome.highestMasterId });
    run.seam("deletes written, not committed");
    await applyMovedNumbers(tx, run, outcome.movedNumbers, outcome.isLogged);
    await resolveOpenNames(tx, run, outcome.renames);
    await settleWaiting(tx, run, outcome, stamp);
    await writeCheckpoints(tx, run, outcome, stamp);
    await updateCompany(tx.db, run.companyId, {
      last_synced_at: stamp.at,
      last_checked_at: stamp.at,
      ...(hasMoved(run, outcome, heldDeletes) ? { verification: "unknown" as const } : {}),
      ...(outcome.completesLoad ? { initial_load_completed_at: stamp.at } : {}),
    });
    await recordHistory(tx, run, outcome, stamp);
    run.seam("checkpoint written, not committed");
    return { heldDeletes };
  });
  run.seam("run committed");
  return committed;
}

/** What was compared is no longer what is stored, or no longer what Tally holds. */
function hasMoved(run: RunContext, { choice, masters, vouchers }: Outcome, heldDeletes: number): boolean {
  const isOpen = [masters, vouchers].some((result) => countNumbers(result?.unexplained ?? []) > 0);
  return run.counts.hasChanges || choice !== undefined || heldDeletes > 0 || isOpen;
}

export function streamsOf(run: RunContext): readonly Stream[] {
  return [...run.masterStreams, run.voucherStream];
}

/** What is no longer replicated, without a trace of a delete. */
async function takeOut(
  tx: WriteTransaction,
  run: RunContext,
  outcome: Outcome,
  options: ApplyOptions,
): Promise<void> {
  const access = { tx, dialect: run.destination.dialect, companyId: run.companyId };
  const { voucherStream } = run;
  await tellMovedOut(tx, voucherStream, outcome.movedOut, options);
  const guids = outcome.movedOut.map(({ guid }) => guid);
  run.counts.notePurged(voucherStream.name, await purgeEntities(access, voucherStream, guids));
  if (outcome.choice === undefined) return;
  const { change, read } = outcome.choice;
  await purgeLeftOut(access, run.destination.streams, change, run.counts);
  await writeChoice(tx.db, run.companyId, { holds: change.after, wanted: change.after });
  for (const { name, version } of read) await writeStreamVersion(tx.db, run.companyId, name, version);
}

/** Vouchers go before masters, so that a master deleted with its vouchers is no longer in use when it is judged. */
async function carryOutDeletes(
  tx: WriteTransaction,
  run: RunContext,
  outcome: Outcome,
  options: ApplyOptions,
): Promise<number> {
  const ordered = [...outcome.deletes].sort(
    (a, b) => Number(a.stream.counter === "masters") - Number(b.stream.counter === "masters"),
  );
  let held = 0;
  for (const found of ordered) {
    const judged = await judgeDeletes(tx, run, found, options.stamp);
    await applyDeletes(tx, found.stream, judged.allowed, options);
    // What was set aside, stored or not, is not to be mended any more.
    const gone = found.guids.filter((guid) => !judged.held.includes(guid));
    await removeFromQuarantine(tx.db, run.companyId, found.stream.name, gone);
    held += judged.held.length;
  }
  return held;
}

/** A name that pointed nowhere may point to a master of this run. */
async function resolveOpenNames(
  tx: WriteTransaction,
  run: RunContext,
  renames: readonly Rename[],
): Promise<void> {
  for (const stream of run.masterStreams) {
    const isNamed = renames.some(({ table }) => table === stream.name);
    if (isNamed || run.counts.of(stream.name).inserted > 0) await tx.resolveNames(run.companyId, stream.name);
  }
}

/** What was read whole is no longer quarantined, and no longer missing where its delete was held. */
async function settleWaiting(
  tx: WriteTransaction,
  run: RunContext,
  { staging }: Outcome,
  stamp: WriteStamp,
): Promise<void> {
  for (const stream of streamsOf(run)) {
    for await (const batch of staging.batches(stream.name, 1_000)) {
      const guids = batch.map(({ guid }) => guid);
      await removeFromQuarantine(tx.db, run.companyId, stream.name, guids);
      await removeHeldDeletes(tx.db, run.companyId, stream.name, guids);
    }
  }
  await quarantineRecords(tx.db, stamp, staging.rejected);
  for (const record of staging.rejected) run.counts.of(record.entityType).quarantined += 1;
}

/** The checkpoint moves only over explained numbers; what is above it but stored is "seen". */
async function writeCheckpoints(
  tx: WriteTransaction,
  run: RunContext,
  outcome: Outcome,
  stamp: WriteStamp,
): Promise<void> {
  for (const counter of ["masters", "vouchers"] as const) {
    const result = outcome[counter];
    if (result === null) continue;
    const lowestOpen = result.unexplained[0]?.[0];
    await writeCounterState(tx.db, run.companyId, counter, {
      checkpoint: lowestOpen === undefined ? result.counter : lowestOpen - 1,
      seen: Math.max(result.counter, highestNumber(result.unexplained) ?? 0),
      unexplained: result.unexplained,
      unexplainedSince: lowestOpen === undefined ? null : (result.before.unexplainedSince ?? stamp.at),
    });
  }
  await writeUnsettled(tx, run, outcome.unsettledNumbers);
  if (outcome.reconciled === null) return;
  await writeCounterState(tx.db, run.companyId, "masters", {
    resumeFrom: outcome.reconciled,
    lastReconciledAt: stamp.at,
  });
  await writeCounterState(tx.db, run.companyId, "vouchers", { lastReconciledAt: stamp.at });
}

async function recordHistory(
  tx: WriteTransaction,
  run: RunContext,
  outcome: Outcome,
  stamp: WriteStamp,
): Promise<void> {
  const rows = Object.entries(run.counts.entities()).map(([entity, counts]) => {
    const result = entity === run.voucherStream.name ? outcome.vouchers : outcome.masters;
    return {
      company_id: run.companyId,
      run_id: run.runId,
      entity_type: entity,
      sync_type: run.syncType,
      company_name: run.companyName,
      started_at: stamp.at,
      completed_at: stamp.at,
      records_processed: counts.inserted + counts.updated + counts.unchanged + counts.quarantined,
      records_inserted: counts.inserted,
      records_updated: counts.updated,
      records_deleted: counts.deleted,
      records_unchanged: counts.unchanged,
      records_quarantined: counts.quarantined,
      records_purged: run.counts.purged()[entity] ?? 0,
      last_tally_modified_date: null,
      from_alter_id: result?.before.checkpoint ?? null,
      to_alter_id: result?.counter ?? null,
      status: "success" as const,
      error_message: "",
    };
  });
  await addHistory(tx.db, rows);
}
