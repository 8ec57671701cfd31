import type { ProbedCompany } from "../contract/company.ts";
import { countDays, requireCounted } from "./count-days.ts";
import { watchVouchers } from "./heads.ts";
import type { RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { type UnsettledDays, unsettledBy } from "./unsettled-numbers.ts";
import { readWindows } from "./voucher-windows.ts";

export interface StagedVouchers {
  /** The counter in the head of the first answer. */
  readonly counter: number;
  /** All answers were given under one unchanged counter. */
  readonly isOneCounter: boolean;
  readonly unsettled: UnsettledDays | null;
}

/** The content of all replicated days, window by window; each must show as many vouchers as were counted in it. */
export async function stageVouchers(
  run: RunContext,
  probed: ProbedCompany,
  staging: Staging,
): Promise<StagedVouchers> {
  const stream = run.voucherStream.name;
  const watched = watchVouchers(run);
  const counting = await countDays(watched.run, null, probed);
  const counter = counting.vouchersCounter;
  let unsettled: UnsettledDays | null = null;
  let windowsDone = 0;
  for await (const read of readWindows(watched.run, counting.span, counting.days)) {
    requireCounted(run, counting, read);
    const showsVoucherAgain = read.rows.some(({ guid }) => staging.has(stream, guid));
    for (const row of read.rows) staging.add(stream, row);
    for (const record of read.rejected) staging.reject(record);
    const hasCounterMoved = !watched.hasStoodAt(counter);
    const window = { from: read.window.from, hasCounterMoved, showsVoucherAgain };
    unsettled = unsettledBy(unsettled, window, run.beginsOn);
    windowsDone += 1;
    run.report({
      stage: "vouchers",
      stream,
      windowsDone,
      windowsTotal: null,
      rowsDone: staging.count(stream),
      rowsTotal: counting.total,
      bytes: 0,
    });
  }
  return { counter, isOneCounter: watched.hasStoodAt(counter), unsettled };
}
