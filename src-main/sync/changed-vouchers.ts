import type { DateWindow } from "../source/source.ts";
import type { MasterKnowledge } from "./complete.ts";
import { laterDate } from "./dates.ts";
import { expectedVouchers } from "./expected-vouchers.ts";
import type { IncrementalOptions } from "./incremental-options.ts";
import { BrokenLineage } from "./lineage.ts";
import type { MovedOut } from "./moved-out.ts";
import { countNumbers } from "./number-set.ts";
import type { CompanyState } from "./plan.ts";
import { type RunContext, today } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { type HotRead, readAboveCheckpoint, readHotWindow } from "./voucher-changes.ts";
import { endOfTime } from "./window.ts";
import { lookThroughBook } from "./wide-look.ts";

/** Above so many open numbers a pass that reads what was altered pays before the look for what was deleted. */
const manyNumbers = 50;

/** A wide look that people's typing disturbed, is tried so often. */
const mostAttempts = 3;

export interface VouchersRead {
  readonly hot: HotRead;
  /** Last day that was looked at. */
  readonly until: string;
  readonly deleted: readonly string[];
  readonly movedOut: readonly MovedOut[];
  readonly isExplained: boolean;
  /** Something outside of the replicated days may have changed. */
  readonly hasLooked: boolean;
}

/** The hot window and, where ALTERIDs stay open or it is due, the look through the whole book. */
export async function readChangedVouchers(
  run: RunContext,
  state: CompanyState,
  { reconciles, landsFirst }: IncrementalOptions,
  staging: Staging,
  known: MasterKnowledge,
): Promise<VouchersRead> {
  const hot = await readHotWindow(run, state.vouchers, staging, known);
  run.seam("hot window read");
  if (hot.brokenLineage !== null) throw new BrokenLineage(hot.brokenLineage);
  const nothing = { hot, until: hot.window.to, deleted: [], movedOut: [] };
  if (landsFirst && countNumbers(hot.unexplained) > 0) {
    return { ...nothing, isExplained: false, hasLooked: false };
  }
  const open =
    countNumbers(hot.unexplained) > manyNumbers
      ? await readAboveCheckpoint(run, hot, state.vouchers.checkpoint ?? 0, staging)
      : hot.unexplained;
  const mustLook = reconciles || countNumbers(open) > 0 || state.acceptedDeletes.vouchers > 0;
  if (!mustLook) return { ...nothing, isExplained: true, hasLooked: false };
  const span = { from: run.beginsOn, to: await endOfLook(run, hot.window) };
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const look = await lookThroughBook(
      run,
      span,
      await expectedVouchers(run, staging),
      staging,
      state.vouchers,
    );
    run.seam("wide look done");
    const deleted = look.deleted.map(({ guid }) => guid);
    if (look.isComplete || attempt === mostAttempts) {
      const { movedOut, isComplete: isExplained } = look;
      return { hot, until: span.to, deleted, movedOut, isExplained, hasLooked: true };
    }
  }
  return { ...nothing, isExplained: false, hasLooked: true };
}

/**
 * A number that no voucher shows may belong to one that was dated years ahead after the list of companies was read:
 * behind the end of the hot window, where the look must reach too.
 */
async function endOfLook(run: RunContext, hot: DateWindow): Promise<string> {
  const lastVoucherDate = await run.source.latestVoucherDate(run.signal);
  return laterDate(hot.to, endOfTime(lastVoucherDate, today(run)));
}
