import { ReplicaError } from "../contract/errors.ts";
import type { RejectedRecord } from "../contract/value.ts";
import type { WriteStamp, WriteTransaction } from "../destination/destination.ts";
import { quarantineRecords } from "../destination/quarantine.ts";
import { writeStreamVersion } from "../destination/stream-versions.ts";
import { writeCounterState } from "../destination/sync-state.ts";
import { applyRenames, applyStream, type Rename } from "./apply.ts";
import { completeRow, loadKnowledge, type MasterKnowledge } from "./complete.ts";
import { inCountedTransaction } from "./counted-transaction.ts";
import type { ResumePoint } from "./full-load.ts";
import { readMasters } from "./masters.ts";
import { rederiveLedgers, rederiveVouchers } from "./rederive.ts";
import { type RunContext, stampOf } from "./run-context.ts";
import { Staging } from "./staging.ts";
import { mostSteadyAttempts } from "./steady-masters.ts";

/** A load that was cut off goes on where the database says it was. */
export const repeatable = { isRepeatable: true };

interface LoadedMasters {
  readonly known: MasterKnowledge;
  readonly counter: number;
  /** The one given, with what moved since. */
  readonly resume: ResumePoint | null;
}

/** All masters, read at one counter, straight into the database. */
export async function loadMasters(run: RunContext, resume: ResumePoint | null): Promise<LoadedMasters> {
  for (let attempt = 1; attempt <= mostSteadyAttempts; attempt += 1) {
    await using staging = new Staging();
    const known = await loadKnowledge(run);
    const read = await readMasters(run, { after: null }, staging, known);
    if (read.counter !== read.newest) continue;
    const point = resume === null ? null : withMoved(run, resume, known);
    await writeMasters(run, { staging, known, renames: read.renames, point }, writeAll);
    return { known, counter: read.counter, resume: point };
  }
  throw mastersMoved(run);
}

export function mastersMoved(run: RunContext): ReplicaError {
  return new ReplicaError("SOURCE_MASTERS_MOVED", { company: run.companyName });
}

interface LearnedMasters {
  /** The counter up to which masters are known now. */
  readonly mastersCounter: number;
  readonly point: ResumePoint;
}

/**
 * Masters above a counter, into the database at once: windows stand there already, and the next ones follow under these
 * names. So whatever moves is found against the masters that the windows were read with, even what moves back.
 */
export async function learnMasters(
  run: RunContext,
  known: MasterKnowledge,
  after: number,
  before: ResumePoint,
): Promise<LearnedMasters> {
  await using staging = new Staging();
  const read = await readMasters(run, { after }, staging, known);
  const point = withMoved(run, before, known);
  await writeMasters(run, { staging, known, renames: read.renames, point }, applyAll);
  return { mastersCounter: read.counter, point };
}

/** What Tally prints otherwise for vouchers without a new ALTERID is read again when all is loaded. */
function withMoved(run: RunContext, point: ResumePoint, { facts }: MasterKnowledge): ResumePoint {
  const changedUnits = [...new Set([...(point.changedUnits ?? []), ...facts.changedUnitGuids])];
  return {
    ...point,
    changedUnits,
    unsettled:
      facts.changedNumbering.size > 0 ? { from: run.beginsOn, isCertain: true } : (point.unsettled ?? null),
  };
}

interface ReadMasters {
  readonly staging: Staging;
  readonly known: MasterKnowledge;
  readonly renames: readonly Rename[];
  readonly point: ResumePoint | null;
}

/** Renames and what follows from masters reach the lines that are stored already. */
async function writeMasters(
  run: RunContext,
  read: ReadMasters,
  writeRows: (tx: WriteTransaction, run: RunContext, read: ReadMasters) => Promise<void>,
): Promise<void> {
  await inCountedTransaction(
    run,
    async (tx) => {
      await applyRenames(tx, run.companyId, read.renames);
      await writeRows(tx, run, read);
      await rederiveLedgers(tx, run, read.known);
      await rederiveVouchers(tx, run, read.known);
      await quarantine(tx, run, read.staging.rejected, stampOf(run, "initial_load"));
      if (read.point !== null)
        await writeCounterState(tx.db, run.companyId, "vouchers", { resumeFrom: read.point });
      run.seam("masters written, not committed");
    },
    repeatable,
  );
  read.known.facts.forgetChanges();
  run.seam("masters committed");
}

async function writeAll(
  tx: WriteTransaction,
  run: RunContext,
  { staging, known }: ReadMasters,
): Promise<void> {
  const stamp = stampOf(run, "initial_load");
  for (const stream of run.masterStreams) {
    for await (const batch of staging.batches(stream.name, run.destination.dialect.entitiesPerWrite)) {
      const rows = batch.map((row) => completeRow(stream, row, known));
      await tx.writeEntities(stream, rows, stamp, { isKnownNew: false });
      run.counts.of(stream.name).inserted += rows.length;
    }
    await writeStreamVersion(tx.db, run.companyId, stream.name, stream.version);
  }
}

/** Small types are read whole each time: only what differs is written and counted. */
async function applyAll(
  tx: WriteTransaction,
  run: RunContext,
  { staging, known, renames }: ReadMasters,
): Promise<void> {
  const options = {
    stamp: stampOf(run, "initial_load"),
    known,
    counts: run.counts,
    dialect: run.destination.dialect,
    isLogged: false,
    log: async () => {},
  };
  for (const stream of run.masterStreams) await applyStream(tx, stream, staging, renames, options);
}

export async function quarantine(
  tx: WriteTransaction,
  run: RunContext,
  rejected: readonly RejectedRecord[],
  stamp: WriteStamp,
): Promise<void> {
  for (const record of rejected) run.counts.of(record.entityType).quarantined += 1;
  await quarantineRecords(tx.db, stamp, rejected);
}
