import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import type { ProbedCompany } from "../contract/company.ts";
import type { WriteTransaction } from "../destination/destination.ts";
import { makeMissingIndexes, postponeIndexes } from "../destination/load-indexes.ts";
import { writeStreamVersion } from "../destination/stream-versions.ts";
import { writeCounterState } from "../destination/sync-state.ts";
import { completeRow, type MasterKnowledge } from "./complete.ts";
import { countDays, requireCounted } from "./count-days.ts";
import { inCountedTransaction } from "./counted-transaction.ts";
import { addDays } from "./dates.ts";
import { watchVouchers } from "./heads.ts";
import { learnMasters, loadMasters, mastersMoved, quarantine, repeatable } from "./load-masters.ts";
import { type RunContext, stampOf } from "./run-context.ts";
import { mostSteadyAttempts } from "./steady-masters.ts";
import { type UnsettledDays, unsettledBy } from "./unsettled-numbers.ts";
import { readWindow, readWindows, type WindowRead } from "./voucher-windows.ts";

/** Where an unfinished first load continues; kept in sync_state.resume_from of the vouchers counter. */
export interface ResumePoint {
  /** Watermarks when the load began: what is above them is caught up afterwards. */
  readonly mastersCounter: number;
  readonly vouchersCounter: number;
  /** Vouchers before this day are in the database. */
  readonly nextDate: string;
  /** What people moved while it went on, which the catch-up reads again. */
  readonly unsettled?: UnsettledDays | null;
  /** GUIDs of units whose conversion changed: quantities that stand there already are read again by the catch-up. */
  readonly changedUnits?: readonly string[];
}

export interface Loaded {
  readonly point: ResumePoint;
  /** No counter moved from the beginning of the load to the head of its last window: nothing is to be caught up. */
  readonly isCaughtUp: boolean;
}

/**
 * The first load: masters, then vouchers window by window, each window with its resume point in one transaction.
 * It leaves the checkpoints where it began; the company counts as loaded after the catch-up that follows.
 */
export async function loadEverything(
  run: RunContext,
  resume: ResumePoint | null,
  probed: ProbedCompany,
): Promise<Loaded> {
  const loaded = await loadWindows(run, resume, probed);
  await makeMissingIndexes(run.destination, run.fence, run.voucherStream);
  run.seam("indexes made");
  return loaded;
}

async function loadWindows(
  unwatched: RunContext,
  before: ResumePoint | null,
  probed: ProbedCompany,
): Promise<Loaded> {
  const { known, counter, resume } = await loadMasters(unwatched, before);
  const watched = watchVouchers(unwatched);
  const { run } = watched;
  let mastersCounter = counter;
  const counting = await countDays(run, resume, probed);
  run.seam("days counted");
  let point = resume ?? {
    mastersCounter,
    vouchersCounter: counting.vouchersCounter,
    nextDate: counting.span.from,
  };
  if (resume === null) await beginLoad(run, point);
  const loaded = await loadedMasterIds(run);
  const span = { from: point.nextDate, to: counting.span.to };
  if (span.from > span.to) return { point, isCaughtUp: false };
  let isCaughtUp = mastersCounter === point.mastersCounter;
  let windowsDone = 0;
  for await (const first of readWindows(run, span, counting.days)) {
    const read = await atTheseMasters(first);
    requireCounted(run, counting, read);
    run.seam("window read");
    const hasCounterMoved = !watched.hasStoodAt(point.vouchersCounter);
    isCaughtUp &&= !hasCounterMoved && read.head.mastersCounter === point.mastersCounter;
    point = {
      ...point,
      nextDate: addDays(read.window.to, 1),
      unsettled: unsettledWith(read, hasCounterMoved),
    };
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
  return { point, isCaughtUp };

  function unsettledWith({ window, rows }: WindowRead, hasCounterMoved: boolean): UnsettledDays | null {
    const showsVoucherAgain = rows.some(({ masterId }) => loaded.has(masterId));
    const seen = { from: window.from, hasCounterMoved, showsVoucherAgain };
    return unsettledBy(point.unsettled ?? null, seen, run.beginsOn);
  }

  /** Lines carry names: a window is believed only with the masters of its own moment. */
  async function atTheseMasters(first: WindowRead): Promise<WindowRead> {
    let read = first;
    for (let attempt = 1; read.head.mastersCounter !== mastersCounter; attempt += 1) {
      if (attempt > mostSteadyAttempts) throw mastersMoved(run);
      ({ mastersCounter, point } = await learnMasters(run, known, mastersCounter, point));
      read = await readWindow(run, read.window, counting.days, run.limits.windows.rows);
    }
    return read;
  }
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
  const { entitiesPerWrite } = run.destination.dialect;
  await inCountedTransaction(
    run,
    async (tx) => {
      for (let start = 0; start < rows.length; start += entitiesPerWrite) {
        await turnOfTheLoop();
        const part = rows
          .slice(start, start + entitiesPerWrite)
          .map((row) => completeRow(stream, row, known));
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

async function beginLoad(run: RunContext, point: ResumePoint): Promise<void> {
  const begin = async (tx: WriteTransaction): Promise<void> => {
    await postponeIndexes(tx, run.destination.dialect, run.voucherStream);
    await writeCounterState(tx.db, run.companyId, "vouchers", { resumeFrom: point });
    const { name, version } = run.voucherStream;
    await writeStreamVersion(tx.db, run.companyId, name, version);
  };
  // A part of the load like its windows: nothing ends here that would have the database count its tables.
  await run.destination.transaction(run.fence, begin, repeatable);
}
