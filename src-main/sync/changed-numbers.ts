import type { DateWindow } from "../source/source.ts";
import type { Accounted, Before } from "./before-beginning.ts";
import type { VouchersRead } from "./changed-vouchers.ts";
import type { Outcome } from "./commit.ts";
import type { MasterKnowledge } from "./complete.ts";
import type { WatchedVouchers } from "./heads.ts";
import type { IncrementalOptions } from "./incremental-options.ts";
import type { CompanyState } from "./plan.ts";
import { readMovedNumbers } from "./renumber.ts";
import { endOfBook, type RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import {
  readUnsettled,
  type UnsettledNumbers,
  unsettledOfTypes,
  uniteUnsettled,
} from "./unsettled-numbers.ts";

interface ReadSoFar {
  readonly state: CompanyState;
  readonly options: IncrementalOptions;
  readonly vouchers: VouchersRead | null;
  readonly accounted: Accounted;
  readonly before: Before;
  readonly known: MasterKnowledge;
}

/** Numbers that may have moved, and what of them the next run must read again because somebody typed meanwhile. */
export async function readNumbers(
  watched: WatchedVouchers,
  { state, options, vouchers, accounted, before, known }: ReadSoFar,
  staging: Staging,
): Promise<Pick<Outcome, "movedNumbers" | "unsettledNumbers">> {
  const { run } = watched;
  const leftOpen = options.completesLoad
    ? unsettledOfTypes(options.unsettledDays ?? null, known.facts.voucherTypeGuids())
    : await readUnsettled(run);
  const { changes, from } = await readMovedNumbers(
    run,
    wholeSpan(run, vouchers),
    staging,
    {
      gone: [...(vouchers?.deleted ?? []), ...(vouchers?.movedOut ?? []).map(({ guid }) => guid)],
      mayHaveMovedBefore: before.mayHaveChanged,
      unsettled: mustSettle(leftOpen, accounted) ? leftOpen : null,
    },
    known,
  );
  const counter = vouchers?.hot.counter ?? state.vouchers.checkpoint ?? 0;
  // What is not read yet has moved numbers in Tally already, and may be moved back before it is read.
  const isSettled = watched.hasStoodAt(counter) && vouchers?.isExplained !== false;
  const unsettled = isSettled ? null : { from, isCertain: false };
  return {
    movedNumbers: changes,
    unsettledNumbers: vouchers === null ? uniteUnsettled(leftOpen, unsettled) : unsettled,
  };
}

/**
 * A change that left no living voucher as its witness has used ALTERIDs that none shows. Where each of them is the one
 * of a voucher just read, that voucher tells what it moved.
 */
function mustSettle(leftOpen: UnsettledNumbers | null, { openNumbers }: Accounted): boolean {
  return leftOpen !== null && (leftOpen.isCertain || openNumbers > 0);
}

function wholeSpan(run: RunContext, vouchers: VouchersRead | null): DateWindow {
  return { from: run.beginsOn, to: vouchers?.until ?? endOfBook(run, null) };
}
