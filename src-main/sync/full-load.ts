import type { ProbedCompany } from "../contract/company.ts";
import type { EntityRow } from "../contract/value.ts";
import { quarantineRecords } from "../destination/quarantine.ts";
import { writeStreamVersion } from "../destination/stream-versions.ts";
import { writeCounterState } from "../destination/sync-state.ts";
import type { Answer, DateWindow, DayFingerprint } from "../source/source.ts";
import { completeRow, loadKnowledge, type MasterKnowledge } from "./complete.ts";
import { addDays } from "./dates.ts";
import { progressOf, readMasters } from "./masters.ts";
import { type RunContext, stampOf, today } from "./run-context.ts";
import { Staging } from "./staging.ts";
import { endOfTime, evenWindows, planWindows } from "./window.ts";

/** Where an unfinished first load continues; kept in sync_state.resume_from of the vouchers counter. */
export interface ResumePoint {
  /** Watermarks when the load began: what is above them is caught up afterwards. */
  readonly mastersCounter: number;
  readonly vouchersCounter: number;
  /** Vouchers before this day are in the database. */
  readonly nextDate: string;
}

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
  let mastersCounter = await loadMasters(run, known);
  const counting = await countDays(run, resume, probed);
  let point = resume ?? {
    mastersCounter,
    vouchersCounter: counting.vouchersCounter,
    nextDate: counting.span.from,
  };
  if (resume === null) await saveResumePoint(run, point);
  const loaded = await loadedMasterIds(run);
  const windows = planWindows(
    { ...counting.span, from: point.nextDate },
    counting.days,
    run.limits.windows.rows,
  );
  let pending: Promise<WindowRead> | null = null;
  for (const [index, window] of windows.entries()) {
    let read = await (pending ?? readWindow(run, window));
    while (read.answer.head.mastersCounter !== mastersCounter) {
      mastersCounter = await refreshMasters(run, mastersCounter, known);
      read = await readWindow(run, window);
    }
    // Tally prepares the next answer while this one is written.
    const next = windows[index + 1];
    pending = next === undefined ? null : readWindow(run, next);
    pending?.catch(() => {});
    point = { ...point, nextDate: addDays(window.to, 1) };
    await writeWindow(run, read, known, point, loaded);
    run.report({
      ...progressOf(
        "vouchers",
        run.voucherStream.name,
        index + 1,
        windows.length,
        run.counts.of("vouchers").inserted,
      ),
      rowsTotal: counting.total,
    });
  }
  return point;
}

interface WindowRead {
  readonly answer: Answer;
  readonly rows: readonly EntityRow[];
  readonly staging: Staging;
}

async function readWindow(run: RunContext, window: DateWindow): Promise<WindowRead> {
  const rows: EntityRow[] = [];
  const staging = new Staging();
  const answer = await run.source.readVouchers(
    { window },
    { onRow: (row) => rows.push(row), onReject: (record) => staging.reject(record) },
    run.signal,
  );
  return { answer, rows, staging };
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

async function loadMasters(run: RunContext, known: MasterKnowledge): Promise<number> {
  await using staging = new Staging();
  const read = await readMasters(run, { after: null }, staging, known);
  await writeMasters(run, staging, known);
  // Masters that moved while they were read are read again with the first window that shows the newer counter.
  return read.counter;
}

async function refreshMasters(run: RunContext, after: number, known: MasterKnowledge): Promise<number> {
  await using staging = new Staging();
  const read = await readMasters(run, { after }, staging, known);
  await writeMasters(run, staging, known);
  return read.counter;
}

async function writeMasters(run: RunContext, staging: Staging, known: MasterKnowledge): Promise<void> {
  const stamp = stampOf(run, "initial_load");
  await run.destination.transaction(run.fence, async (tx) => {
    for (const stream of run.masterStreams) {
      for await (const batch of staging.batches(stream.name, writeBatch)) {
        const rows = batch.map((row) => completeRow(stream, row, known));
        await tx.writeEntities(stream, rows, stamp, { isKnownNew: false });
        run.counts.of(stream.name).inserted += rows.length;
      }
      await writeStreamVersion(tx.db, run.companyId, stream.name, stream.version);
    }
    for (const record of staging.rejected) run.counts.of(record.entityType).quarantined += 1;
    await quarantineRecords(tx.db, stamp, staging.rejected);
  });
}

async function writeWindow(
  run: RunContext,
  { rows, staging }: WindowRead,
  known: MasterKnowledge,
  point: ResumePoint,
  loaded: Set<number>,
): Promise<void> {
  const stamp = stampOf(run, "initial_load");
  const stream = run.voucherStream;
  await run.destination.transaction(run.fence, async (tx) => {
    for (let start = 0; start < rows.length; start += writeBatch) {
      const part = rows.slice(start, start + writeBatch).map((row) => completeRow(stream, row, known));
      // A voucher may have been re-dated from a window already read into this one.
      const again = part.filter(({ masterId }) => loaded.has(masterId));
      const isNew = part.filter(({ masterId }) => !loaded.has(masterId));
      await tx.writeEntities(stream, isNew, stamp, { isKnownNew: true });
      if (again.length > 0) await tx.writeEntities(stream, again, stamp, { isKnownNew: false });
    }
    run.counts.of(stream.name).inserted += rows.length;
    for (const record of staging.rejected) run.counts.of(record.entityType).quarantined += 1;
    await quarantineRecords(tx.db, stamp, staging.rejected);
    await writeStreamVersion(tx.db, run.companyId, stream.name, stream.version);
    await writeCounterState(tx.db, run.companyId, "vouchers", { resumeFrom: point });
  });
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
