import { addDays } from "./dates.ts";
import { endOfBook, type RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { readWindow } from "./voucher-windows.ts";
import { planWindows } from "./window.ts";

/**
 * Whatever changes without an ALTERID is found in time: each daily reconcile reads one old window's content again,
 * and applying compares it by value. Returns where the next one begins; null starts over with the books.
 */
export async function rereadOldWindow(
  run: RunContext,
  from: string | null,
  staging: Staging,
): Promise<string | null> {
  const span = { from: from ?? run.beginsOn, to: endOfBook(run, null) };
  const days = await run.destination.fingerprintDays(run.companyId, span);
  const limit = run.limits.windows.rows;
  const [window = span] = planWindows(span, days, limit);
  const read = await readWindow(run, window, days, limit);
  for (const row of read.rows) {
    if (!staging.has(run.voucherStream.name, row.guid)) staging.add(run.voucherStream.name, row);
  }
  for (const record of read.rejected) staging.reject(record);
  return window.to < span.to ? addDays(window.to, 1) : null;
}
