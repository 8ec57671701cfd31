import type { EntityRow } from "../contract/value.ts";
import { newestVouchersUpTo, spanOfVouchersAbove } from "../destination/recent-changes.ts";
import { type Anchor, checkAnchors } from "./anchors.ts";
import type { MasterKnowledge } from "./complete.ts";
import { addDays, earlierDate, laterDate } from "./dates.ts";
import { anchorCount, quarantinedGuids } from "./lineage.ts";
import { type NumberSet, numberRange, subtractNumbers } from "./number-set.ts";
import { type CounterState, watermarkOf } from "./plan.ts";
import { readChanged } from "./read-changed.ts";
import { endOfBook, type RunContext, today } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { beginOfWalk } from "./window.ts";
import type { DateWindow } from "../source/source.ts";

/** The newest stored vouchers are asked for again even where they lie outside of the hot window. */
const farAnchorCount = 3;
/** Where the last changes were made, people are working still. */
const recentChanges = 500;
const hotDays = 60;

export interface HotRead {
  /** The lowest counter in the heads of the answers: the checkpoint this run can reach. */
  readonly counter: number;
  readonly window: DateWindow;
  readonly unexplained: NumberSet;
  /** In words, when an anchor no longer means the same content. */
  readonly brokenLineage: string | null;
}

/**
 * The hot window: everything above the checkpoint from the dates people are working on to the end of time, in one
 * request unless there may be very much of it. Within one lineage each number up to the counter is the ALTERID of a living voucher, was overtaken, or
 * belongs to a delete; those that no voucher shows stay unexplained.
 */
export async function readHotWindow(
  run: RunContext,
  state: CounterState,
  staging: Staging,
  known: MasterKnowledge,
): Promise<HotRead> {
  const checkpoint = state.checkpoint ?? 0;
  const window = await hotWindow(run, checkpoint);
  const anchors: EntityRow[] = [];
  const heads = await readChanged(run, window, Math.max(checkpoint - anchorCount, 0), {
    onRow: (row) => {
      if (row.alterId > checkpoint) staging.add(run.voucherStream.name, row);
      else anchors.push(row);
    },
    onReject: (record) => {
      if ((record.alterId ?? Infinity) > checkpoint) staging.reject(record);
    },
  });
  // What was changed between two answers has a higher number than the first one shows, and is left to the next run.
  const counter = Math.min(...heads.map((head) => watermarkOf(state, head.vouchersCounter)));
  return {
    counter,
    window,
    unexplained: subtractNumbers(
      numberRange(checkpoint + 1, counter),
      explainedBy(staging, run.voucherStream.name),
    ),
    brokenLineage:
      counter < checkpoint
        ? `the vouchers counter fell from ${checkpoint} to ${counter}`
        : await brokenAnchor(run, [...anchors, ...(await readFarAnchors(run, checkpoint, window))], known),
  };
}

/**
 * Where many numbers are open, old vouchers were altered in numbers: one pass with the ALTERID filter over the days
 * before the hot window reads them in few requests. Returns what stays open.
 */
export async function readAboveCheckpoint(
  run: RunContext,
  hot: HotRead,
  checkpoint: number,
  staging: Staging,
): Promise<NumberSet> {
  const stream = run.voucherStream.name;
  const span = { from: run.beginsOn, to: addDays(hot.window.from, -1) };
  if (span.from > span.to) return hot.unexplained;
  await readChanged(run, span, checkpoint, {
    onRow: (row) => staging.add(stream, row),
    onReject: (record) => staging.reject(record),
  });
  return subtractNumbers(hot.unexplained, explainedBy(staging, stream));
}

/** ALTERIDs that a staged or rejected record shows. */
export function explainedBy(staging: Staging, stream: string): number[] {
  const rejected = staging.rejected
    .filter(({ entityType }) => entityType === stream)
    .flatMap(({ alterId }) => (alterId === null ? [] : [alterId]));
  return [...staging.alterIds(stream), ...rejected];
}

async function hotWindow(run: RunContext, checkpoint: number): Promise<DateWindow> {
  const recent = await spanOfVouchersAbove(run.destination, run.companyId, checkpoint - recentChanges);
  const all = await spanOfVouchersAbove(run.destination, run.companyId, 0);
  const to = endOfBook(run, all.newest);
  if (recent.oldest === null || all.newest === null) return { from: run.beginsOn, to };
  const notBefore = addDays(earlierDate(all.newest, today(run)), -hotDays);
  const from = laterDate(run.beginsOn, laterDate(recent.oldest, notBefore));
  const days = await run.destination.fingerprintDays(run.companyId, { from, to });
  return { from: beginOfWalk(from, days, run.limits.windows.walked), to };
}

/** When the last changes were made to old vouchers, they are the only witnesses of the lineage. */
async function readFarAnchors(
  run: RunContext,
  checkpoint: number,
  hot: DateWindow,
): Promise<readonly EntityRow[]> {
  const newest = await newestVouchersUpTo(run.destination, run.companyId, {
    alterId: checkpoint,
    count: farAnchorCount,
  });
  const anchors: EntityRow[] = [];
  for (const { guid, masterId, date } of newest) {
    if (date >= hot.from && date <= hot.to) continue;
    await run.source.readVouchers(
      { window: { from: date, to: date }, masterIds: { from: masterId, to: masterId } },
      {
        // One that was altered since has a higher number, and is no witness.
        onRow: (row) => void (row.guid === guid && row.alterId <= checkpoint && anchors.push(row)),
        onReject: () => {},
      },
      run.signal,
    );
  }
  return anchors;
}

async function brokenAnchor(
  run: RunContext,
  rows: readonly EntityRow[],
  known: MasterKnowledge,
): Promise<string | null> {
  if (rows.length === 0) return null;
  const stored = await run.destination.transaction(null, (tx) =>
    tx.readEntities(
      run.companyId,
      run.voucherStream,
      rows.map(({ guid }) => guid),
    ),
  );
  const excused = await quarantinedGuids(run, run.voucherStream);
  const anchors: Anchor[] = rows
    .filter(({ guid }) => !excused.has(guid))
    .map((row) => ({ row, stored: stored.get(row.guid) }));
  return checkAnchors(run.voucherStream, anchors, known, run.destination.dialect);
}
