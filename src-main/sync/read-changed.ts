import type { CensusEntry, DateWindow, DayFingerprint, Head, RowSink } from "../source/source.ts";
import { differingDays } from "./expected-vouchers.ts";
import type { RunContext } from "./run-context.ts";
import { evenWindows, planWindows } from "./window.ts";

/**
 * Reads the vouchers of a span above an ALTERID. Where the counter tells that they may be more than one request should
 * deliver (an import), Tally's counts of the days that differ say where to cut. Returns the head of every answer.
 */
export async function readChanged(
  run: RunContext,
  span: DateWindow,
  afterAlterId: number,
  sink: RowSink,
): Promise<readonly Head[]> {
  const stored = await run.destination.fingerprintDays(run.companyId, span);
  const { rows, walked } = run.limits.windows;
  const changes = (run.vouchersCounter ?? 0) - afterAlterId;
  const differing = changes > rows ? await countDiffering(run, span, stored, changes) : [];
  const heads: Head[] = [];
  const windows = planWindows(span, differing, rows).flatMap((window) =>
    planWindows(window, stored, changes > rows ? mostWalkedWithContent(run) : walked),
  );
  for (const window of windows) {
    const count = differing
      .filter(({ date }) => date >= window.from && date <= window.to)
      .reduce((sum, day) => sum + day.count, 0);
    const isHuge = count > rows;
    const startedMs = run.clock.now().getTime();
    heads.push(...(await readWindow(run, window, { afterAlterId, isHuge }, sink)));
    if (windows.length > 1 && !isHuge) await rest(run, run.clock.now().getTime() - startedMs);
  }
  return heads;
}

/** Where much is to be asked, the timer leaves Tally free for as long as it was held. A person who waits does not. */
export async function rest(run: RunContext, heldMs: number): Promise<void> {
  if (run.isPaced) await run.clock.sleep(Math.max(heldMs, 0), run.signal);
}

/** Vouchers that a request may walk which delivers as many as it should: both together hold Tally. */
export function mostWalkedWithContent({ limits }: RunContext): number {
  return Math.min(limits.windows.walked, 4 * limits.windows.rows);
}

/** Days on which something may have changed, with all their vouchers: as many may have. */
async function countDiffering(
  run: RunContext,
  span: DateWindow,
  stored: readonly DayFingerprint[],
  changes: number,
): Promise<readonly DayFingerprint[]> {
  const most = stored.reduce((sum, { count }) => sum + count, changes);
  const slices = Math.ceil(most / run.limits.windows.walked);
  const found: DayFingerprint[] = [];
  for (const window of evenWindows(span, run.lastVoucherDate, slices)) {
    const { days, elapsedMs } = await run.source.fingerprintDays(window, run.signal);
    if (slices > 1) await rest(run, elapsedMs);
    found.push(...days);
  }
  const dates = new Set(differingDays(found, stored));
  return found.filter(({ date }) => dates.has(date));
}

/** A single day that holds more than one request should deliver is cut by MASTERID. */
async function readWindow(
  run: RunContext,
  window: DateWindow,
  { afterAlterId, isHuge }: { readonly afterAlterId: number; readonly isHuge: boolean },
  sink: RowSink,
): Promise<readonly Head[]> {
  if (!isHuge) {
    const { head } = await run.source.readVouchers({ window, afterAlterId }, sink, run.signal);
    return [head];
  }
  const { entries, head } = await run.source.censusVouchers(window, run.signal);
  return [head, ...(await readListed(run, window, { entries, afterAlterId }, sink))];
}

/** The vouchers of a window that a census listed with a higher ALTERID, as many at a time as one request should read. */
export async function readListed(
  run: RunContext,
  window: DateWindow,
  { entries, afterAlterId }: { readonly entries: readonly CensusEntry[]; readonly afterAlterId: number },
  sink: RowSink,
): Promise<readonly Head[]> {
  const { rows } = run.limits.windows;
  const ids = entries
    .filter(({ alterId }) => alterId > afterAlterId)
    .map(({ masterId }) => masterId)
    .sort((one, other) => one - other);
  const heads: Head[] = [];
  for (let start = 0; start < ids.length; start += rows) {
    const slice = ids.slice(start, start + rows);
    const masterIds = { from: slice[0] ?? 0, to: slice.at(-1) ?? 0 };
    const part = ids.length > rows ? { window, afterAlterId, masterIds } : { window, afterAlterId };
    const { head, elapsedMs } = await run.source.readVouchers(part, sink, run.signal);
    if (ids.length > rows) await rest(run, elapsedMs);
    heads.push(head);
  }
  return heads;
}
