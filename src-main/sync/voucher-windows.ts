import type { EntityRow, RejectedRecord } from "../contract/value.ts";
import type { DateWindow, Head } from "../source/source.ts";
import { addDays } from "./dates.ts";
import type { RunContext } from "./run-context.ts";
import { type DayCount, planWindows } from "./window.ts";
import { adaptWindows, beginWithWindows } from "./window-size.ts";

/** The vouchers of one window, read completely. */
export interface WindowRead {
  readonly window: DateWindow;
  readonly head: Head;
  readonly rows: readonly EntityRow[];
  readonly rejected: readonly RejectedRecord[];
  /** How long Tally was held for the content. */
  readonly elapsedMs: number;
}

/**
 * Reads a span window by window, as many vouchers at a time as Tally delivers within the hold time. While the caller
 * works on one window, the next is read; while the caller waits for it, the one after it is asked for already, so that
 * Tally prepares it as soon as it is free, and not only when its last answer is decoded.
 */
export async function* readWindows(
  run: RunContext,
  span: DateWindow,
  days: readonly DayCount[],
): AsyncGenerator<WindowRead> {
  const bounds = { holdMs: run.limits.holdMs, most: run.limits.windows.rows };
  let size = beginWithWindows(bounds.most);
  const start = (from: string): Pending => {
    const [window = span] = planWindows({ from, to: span.to }, days, size.limit);
    const read = readWindow(run, window, days, size.limit).then((result) => {
      size = adaptWindows(size, { rows: result.rows.length, elapsedMs: result.elapsedMs }, bounds);
      return result;
    });
    // It may fail while the caller is busy; the failure is met when it is awaited.
    read.catch(() => {});
    return { window, read };
  };
  const startAfter = ({ window }: Pending): Pending | null =>
    window.to < span.to ? start(addDays(window.to, 1)) : null;
  let awaited: Pending | null = start(span.from);
  while (awaited !== null) {
    const following: Pending | null = startAfter(awaited);
    yield await awaited.read;
    awaited = following;
  }
}

interface Pending {
  readonly window: DateWindow;
  readonly read: Promise<WindowRead>;
}

/** One window in one request, unless it is a single day that holds far more than one request should. */
export async function readWindow(
  run: RunContext,
  window: DateWindow,
  days: readonly DayCount[],
  limit: number,
): Promise<WindowRead> {
  const count = days.find(({ date }) => date === window.from)?.count ?? 0;
  const isHuge = window.from === window.to && count > 2 * limit;
  return isHuge ? readDayInSlices(run, window, limit) : readAtOnce(run, window, null);
}

interface MasterIdRange {
  readonly from: number;
  readonly to: number;
}

async function readAtOnce(
  run: RunContext,
  window: DateWindow,
  masterIds: MasterIdRange | null,
): Promise<WindowRead> {
  const rows: EntityRow[] = [];
  const rejected: RejectedRecord[] = [];
  const { head, elapsedMs } = await run.source.readVouchers(
    masterIds === null ? { window } : { window, masterIds },
    { onRow: (row) => rows.push(row), onReject: (record) => rejected.push(record) },
    run.signal,
  );
  return { window, head, rows, rejected, elapsedMs };
}

/** A census of the day tells where to cut it by MASTERID. A voucher that appears meanwhile is caught up later. */
async function readDayInSlices(run: RunContext, window: DateWindow, limit: number): Promise<WindowRead> {
  const { entries, head } = await run.source.censusVouchers(window, run.signal);
  const ids = entries.map(({ masterId }) => masterId).sort((a, b) => a - b);
  const rows: EntityRow[] = [];
  const rejected: RejectedRecord[] = [];
  let elapsedMs = 0;
  for (let start = 0; start < ids.length; start += limit) {
    const slice = ids.slice(start, start + limit);
    const range = { from: slice[0] ?? 0, to: slice.at(-1) ?? 0 };
    const part = await readAtOnce(run, window, range);
    rows.push(...part.rows);
    rejected.push(...part.rejected);
    elapsedMs += part.elapsedMs;
    // Masters moved between the slices: the caller compares one counter, so the oldest is told.
    if (part.head.mastersCounter !== head.mastersCounter) {
      return { window, head: { ...head, mastersCounter: null }, rows, rejected, elapsedMs };
    }
  }
  return { window, head, rows, rejected, elapsedMs };
}
