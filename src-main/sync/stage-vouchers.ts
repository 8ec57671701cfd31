import type { ProbedCompany } from "../contract/company.ts";
import { countDays, requireCounted } from "./count-days.ts";
import type { RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { readWindows } from "./voucher-windows.ts";

export interface StagedVouchers {
  /** The counter in the head of the first answer. */
  readonly counter: number;
  /** All answers were given under one unchanged counter. */
  readonly isOneCounter: boolean;
}

/** The content of all replicated days, window by window; each must show as many vouchers as were counted in it. */
export async function stageVouchers(
  run: RunContext,
  probed: ProbedCompany,
  staging: Staging,
): Promise<StagedVouchers> {
  const stream = run.voucherStream.name;
  const counting = await countDays(run, null, probed);
  const counters = new Set([counting.vouchersCounter]);
  let windowsDone = 0;
  for await (const read of readWindows(run, counting.span, counting.days)) {
    requireCounted(run, counting, read);
    for (const row of read.rows) staging.add(stream, row);
    for (const record of read.rejected) staging.reject(record);
    counters.add(read.head.vouchersCounter ?? 0);
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
  return { counter: counting.vouchersCounter, isOneCounter: counters.size === 1 };
}
