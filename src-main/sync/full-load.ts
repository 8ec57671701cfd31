import type { ProbedCompany } from "../contract/company.ts";
import type { RejectedRecord } from "../contract/value.ts";
import type { WriteStamp, WriteTransaction } from "../destination/destination.ts";
import { quarantineRecords } from "../destination/quarantine.ts";
import { writeStreamVersion } from "../destination/stream-versions.ts";
import { writeCounterState } from "../destination/sync-state.ts";
import type { DateWindow, DayFingerprint } from "../source/source.ts";
import { applyRenames } from "./apply.ts";
import { completeRow, loadKnowledge, type MasterKnowledge } from "./complete.ts";
import { addDays } from "./dates.ts";
import { readMasters } from "./masters.ts";
import { type RunContext, stampOf, today } from "./run-context.ts";
import { Staging } from "./staging.ts";
import { readWindow, readWindows, type WindowRead } from "./voucher-windows.ts";
import { endOfTime, evenWindows } from "./window.ts";

/** Where an unfinished first load continues; kept in sync_state.resume_from of the vouchers counter. */
export interface ResumePoint {
  /** Watermarks when the load began: what is above them is caught up afterwards. */
  readonly mastersCounter: number;
  readonly vouchersCounter: number;
  /** Vouchers before this day are in the database. */
  readonly nextDate: string;
}

/** A load that was cut off goes on where the database says it was. */
const repeatable = { isRepeatable: true };

/** Rows are written this many at a time, so that a window's rows need not all be completed at once. */
const writeBatch = 500;

/**
 * The first load: masters, then vouchers window by window, each window with its resume point in one transaction.
 * It leaves the checkpoints where it began; the company counts as loaded after the catch-up that follows.
 */
export async function loadEverything(
  run: RunContext,
  resume: ResumePoint | null,
  probed: ProbedCompany,
): Promise<ResumePoint> {
  const known = await loadKnowledge(run);
  let mastersCounter = await loadMasters(run, known, null);
  const counting = await countDays(run, resume, probed);
  run.seam("days counted");
  let point = resume ?? {
    mastersCounter,
    vouchersCounter: counting.vouchersCounter,
    nextDate: counting.span.from,
  };
  if (resume === null) await saveResumePoint(run, point);
  const loaded = await loadedMasterIds(run);
  const span = { from: point.nextDate, to: counting.span.to };
  if (span.from > span.to) return point;
  let windowsDone = 0;
  for await (const window of readWindows(run, span, counting.days)) {
    const read = await atTheseMasters(window);
    run.seam("window read");
    point = { ...point, nextDate: addDays(read.window.to, 1) };
    await writeWindow(run, read, known, point, loaded);
    windowsDone += 1;
    run.report({
      stage: "vouchers",
      stream: run.voucherStream.name,
      windowsDone,
      windowsTotal: null,
      rowsDone: run.counts.of(run.voucherStream.name).inserted,
      rowsTotal: counting.total,
      bytes: 0,
    });
  }
  return point;

  /** Lines carry names: a window is believed only with the masters of its own moment. */
  async function atTheseMasters(first: WindowRead): Promise<WindowRead> {
    let read = first;
    while (read.head.mastersCounter !== mastersCounter) {
      mastersCounter = await loadMasters(run, known, mastersCounter);
      read = await readWindow(run, read.window, counting.days, run.limits.windows.rows);
    }
    return read;
  }
}

export interface DayCounting {
  readonly span: DateWindow;
  readonly days: readonly DayFingerprint[];
  readonly vouchersCounter: number;
  readonly total: number;
}

/** Counts per day, in slices small enough that Tally is not held: ALTVCHID bounds the vouchers from above. */
export async function countDays(
  run: RunContext,
  resume: ResumePoint | null,
  probed: ProbedCompany,
): Promise<DayCounting> {
  const span = {
    from: run.source.identity.booksFrom,
    to: endOfTime(probed.lastVoucherDate, today(run)),
  };
  const slices = Math.ceil((probed.vouchersCounter ?? 0) / run.limits.windows.walked);
  const from = resume?.nextDate ?? span.from;
  const days: DayFingerprint[] = [];
  let vouchersCounter: number | null = null;
  for (const window of evenWindows({ from, to: span.to }, probed.lastVoucherDate, slices)) {
    const answer = await run.source.fingerprintDays(window, run.signal);
    vouchersCounter ??= answer.head.vouchersCounter ?? 0;
    days.push(...answer.days);
  }
  const total = days.reduce((sum, day) => sum + day.count, 0);
  return { span, days, vouchersCounter: vouchersCounter ?? 0, total };
}

/** Masters above a counter, or all of them, straight into the database. Returns the counter they were read at. */
async function loadMasters(run: RunContext, known: MasterKnowledge, after: number | null): Promise<number> {
  await using staging = new Staging();
  const read = await readMasters(run, { after }, staging, known);
  const stamp = stampOf(run, "initial_load");
  await run.destination.transaction(
    run.fence,
    async (tx) => {
      await applyRenames(tx, run.companyId, read.renames);
      for (const stream of run.masterStreams) {
        for await (const batch of staging.batches(stream.name, writeBatch)) {
          const rows = batch.map((row) => completeRow(stream, row, known));
          await tx.writeEntities(stream, rows, stamp, { isKnownNew: false });
          if (after === null) run.counts.of(stream.name).inserted += rows.length;
        }
        await writeStreamVersion(tx.db, run.companyId, stream.name, stream.version);
      }
      await quarantine(tx, run, staging.rejected, stamp);
      run.seam("masters written, not committed");
    },
    repeatable,
  );
  run.seam("masters committed");
  return read.counter;
}

async function quarantine(
  tx: WriteTransaction,
  run: RunContext,
  rejected: readonly RejectedRecord[],
  stamp: WriteStamp,
): Promise<void> {
  for (const record of rejected) run.counts.of(record.entityType).quarantined += 1;
  await quarantineRecords(tx.db, stamp, rejected);
}

async function writeWindow(
  run: RunContext,
  { rows, rejected }: WindowRead,
  known: MasterKnowledge,
  point: ResumePoint,
  loaded: Set<number>,
): Promise<void> {
  const stamp = stampOf(run, "initial_load");
  const stream = run.voucherStream;
  await run.destination.transaction(
    run.fence,
    async (tx) => {
      for (let start = 0; start < rows.length; start += writeBatch) {
        const part = rows.slice(start, start + writeBatch).map((row) => completeRow(stream, row, known));
        // A voucher may have been re-dated from a window already read into this one.
        const again = part.filter(({ masterId }) => loaded.has(masterId));
        const isNew = part.filter(({ masterId }) => !loaded.has(masterId));
        await tx.writeEntities(stream, isNew, stamp, { isKnownNew: true });
        if (again.length > 0) await tx.writeEntities(stream, again, stamp, { isKnownNew: false });
      }
      run.counts.of(stream.name).inserted += rows.length;
      await quarantine(tx, run, rejected, stamp);
      await writeStreamVersion(tx.db, run.companyId, stream.name, stream.version);
      await writeCounterState(tx.db, run.companyId, "vouchers", { resumeFrom: point });
      run.seam("window written, not committed");
    },
    repeatable,
  );
  run.seam("window committed");
  for (const { masterId } of rows) loaded.add(masterId);
}

/** MASTERIDs already in the database: numbers, because there may be millions. */
async function loadedMasterIds(run: RunContext): Promise<Set<number>> {
  const stored = await run.destination.census(run.companyId, run.voucherStream);
  return new Set(stored.map(({ masterId }) => masterId));
}

async function saveResumePoint(run: RunContext, point: ResumePoint): Promise<void> {
  await run.destination.transaction(run.fence, async (tx) => {
    await writeCounterState(tx.db, run.companyId, "vouchers", { resumeFrom: point });
  });
}
