import type { ProbedCompany } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { DateWindow, DayFingerprint } from "../source/source.ts";
import { type RunContext, today } from "./run-context.ts";
import type { WindowRead } from "./voucher-windows.ts";
import { endOfTime, evenWindows } from "./window.ts";

export interface DayCounting {
  readonly span: DateWindow;
  readonly days: readonly DayFingerprint[];
  readonly vouchersCounter: number;
  readonly total: number;
}

/** A counter that has moved and a book without vouchers: believed only when another shape shows none either. */
async function requireEmptyBook(run: RunContext, span: DateWindow, counter: number): Promise<void> {
  if (counter === 0 || !(await run.source.hasAnyVoucher(span, run.signal))) return;
  throw new ReplicaError("SOURCE_FALSE_EMPTY", { company: run.companyName });
}

/** Counts per day, in slices small enough that Tally is not held: ALTVCHID bounds the vouchers from above. */
export async function countDays(
  run: RunContext,
  resume: { readonly nextDate: string } | null,
  probed: ProbedCompany,
): Promise<DayCounting> {
  const span = {
    from: run.beginsOn,
    to: endOfTime(probed.lastVoucherDate, today(run)),
  };
  const slices = Math.ceil((probed.vouchersCounter ?? 0) / run.limits.windows.walked);
  const from = resume?.nextDate ?? span.from;
  const days: DayFingerprint[] = [];
  let vouchersCounter: number | null = null;
  for (const window of evenWindows({ from, to: span.to }, probed.lastVoucherDate, slices)) {
    const answer = await run.source.fingerprintDays(window, run.signal);
    const shown = answer.head.vouchersCounter;
    // Absent is "no voucher yet" only where the list of companies shows none either (protocol §6.5).
    if (shown === null && (probed.vouchersCounter ?? 0) > 0)
      throw new ReplicaError("SOURCE_COUNTERS_MISSING", { company: run.companyName });
    vouchersCounter ??= shown ?? 0;
    days.push(...answer.days);
  }
  const total = days.reduce((sum, day) => sum + day.count, 0);
  if (total === 0 && resume === null) await requireEmptyBook(run, span, vouchersCounter ?? 0);
  return { span, days, vouchersCounter: vouchersCounter ?? 0, total };
}

/**
 * A window that shows other vouchers than were counted in it while nobody changed any: one of the two answers is a
 * failed read, and nothing follows from it, least of all that the vouchers are gone.
 */
export function requireCounted(
  run: RunContext,
  counting: DayCounting,
  { window, head, rows, rejected }: WindowRead,
): void {
  if ((head.vouchersCounter ?? 0) !== counting.vouchersCounter) return;
  const expected = counting.days
    .filter(({ date }) => date >= window.from && date <= window.to)
    .reduce((sum, { count }) => sum + count, 0);
  const received = rows.length + rejected.length;
  if (received === expected) return;
  throw new ReplicaError("SOURCE_ROW_COUNT", { company: run.companyName, received, expected });
}
