import { findInconsistentDays } from "../destination/inconsistent-vouchers.ts";
import type { DateWindow } from "../source/source.ts";
import type { BooksCheck } from "./check-books.ts";
import { addDays, earlierDate, laterDate } from "./dates.ts";
import { expectedVouchers, type ExpectedVoucher, type ExpectedVouchers } from "./expected-vouchers.ts";
import { BrokenLineage } from "./lineage.ts";
import type { CounterState } from "./plan.ts";
import type { RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { readWindows } from "./voucher-windows.ts";
import { windowsOfDays } from "./window.ts";
import { lookThroughBook, proveDeletes, type WideLook } from "./wide-look.ts";

export interface VouchersRepair {
  /** The whole book. */
  readonly span: DateWindow;
  /** Days a person asked for; their content is read again in any case. */
  readonly window: DateWindow | null;
  readonly check: BooksCheck;
  /** Masters whose stored name was wrong. */
  readonly renamed: readonly string[];
  readonly state: CounterState;
}

export type VouchersRepaired = WideLook;

/**
 * Fingerprints and a census find vouchers that are missing, too many, or of another version; Tally's own figures tell
 * the days whose lines are wrong; rows that contradict each other tell more of them. Where neither finds anything, what is wrong shows in no figure (a narration, a
 * number): then everything is read again.
 */
export async function repairVouchers(
  run: RunContext,
  repair: VouchersRepair,
  staging: Staging,
): Promise<VouchersRepaired> {
  const before = await expectedVouchers(run, staging);
  const { companyId, destination, voucherStream } = run;
  const contradicting = await findInconsistentDays(destination, companyId, voucherStream, repair.renamed);
  const look = await lookOrNull(run, repair, before, staging);
  const isSeen = staging.count(run.voucherStream.name) > 0 || (look !== null && look.deleted.length > 0);
  const isUnclear = look !== null && !look.isComplete;
  const days = look === null ? [repair.span] : daysToRead(repair, contradicting, isSeen || isUnclear);
  const deleted = look?.deleted ?? [];
  const gone = await rereadDays(run, { days, whole: repair.span }, before, deleted, staging);
  const movedOut = [...(look?.movedOut ?? []), ...gone.movedOut];
  if (!isUnclear) return { deleted: [...deleted, ...gone.deleted], movedOut, isComplete: gone.isComplete };
  // What the look could not explain may be explained by what was read since.
  const rest = await expectedVouchers(run, staging);
  for (const { guid } of [...deleted, ...gone.deleted]) rest.remove(guid);
  const second = await lookOrNull(run, repair, rest, staging);
  return {
    deleted: [...deleted, ...gone.deleted, ...(second?.deleted ?? [])],
    movedOut: [...movedOut, ...(second?.movedOut ?? [])],
    isComplete: second?.isComplete ?? false,
  };
}

/**
 * It is the database that is in doubt here, so its checkpoint says nothing of what must be known. Null where ALTERIDs
 * contradict each other: then only content can be believed.
 */
async function lookOrNull(
  run: RunContext,
  { span, state }: VouchersRepair,
  expected: ExpectedVouchers,
  staging: Staging,
): Promise<WideLook | null> {
  try {
    return await lookThroughBook(run, span, expected, staging, { ...state, checkpoint: 0 });
  } catch (error) {
    if (error instanceof BrokenLineage) return null;
    throw error;
  }
}

function daysToRead(
  { span, window, check }: VouchersRepair,
  contradicting: readonly string[],
  isSeen: boolean,
): readonly DateWindow[] {
  const wrong = [...check.differingDays, ...windowsOfDays(contradicting)];
  if (window !== null) return joinWindows([...clip(window, span), ...wrong]);
  if (check.differences.length === 0 && contradicting.length === 0 && !isSeen) return [span];
  return joinWindows(wrong);
}

function clip(window: DateWindow, span: DateWindow): DateWindow[] {
  const clipped = { from: laterDate(window.from, span.from), to: earlierDate(window.to, span.to) };
  return clipped.from <= clipped.to ? [clipped] : [];
}

/** Windows in order, those that overlap or touch as one. */
export function joinWindows(windows: readonly DateWindow[]): readonly DateWindow[] {
  const joined: { from: string; to: string }[] = [];
  for (const { from, to } of windows.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = joined.at(-1);
    if (last !== undefined && from <= addDays(last.to, 1)) last.to = laterDate(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** The content of whole days, and which vouchers the replica holds there that Tally does not. */
async function rereadDays(
  run: RunContext,
  { days, whole }: { readonly days: readonly DateWindow[]; readonly whole: DateWindow },
  expected: ExpectedVouchers,
  known: readonly ExpectedVoucher[],
  staging: Staging,
): Promise<WideLook> {
  const stream = run.voucherStream.name;
  const guidOfMasterId = new Map<number, string>();
  const counters = new Set<number | null>();
  const isKnown = new Set(known.map(({ guid }) => guid));
  const missing: ExpectedVoucher[] = [];
  for (const span of days) {
    for await (const { window, head, rows, rejected } of readWindows(run, span, expected.days())) {
      counters.add(head.vouchersCounter);
      for (const row of rows) {
        staging.add(stream, row);
        guidOfMasterId.set(row.masterId, row.guid);
      }
      for (const record of rejected) staging.reject(record);
      const shown = new Set([...rows, ...rejected].map(({ guid }) => guid));
      missing.push(...expected.within(window).filter(({ guid }) => !shown.has(guid) && !isKnown.has(guid)));
    }
  }
  missing.push(...expected.all().filter(({ date }) => date < whole.from || date > whole.to));
  const left = missing.filter(({ guid }) => !staging.has(stream, guid));
  // A MASTERID is given once: a row that shares it with a voucher of Tally's never was one.
  const isImpostor = ({ guid, masterId }: ExpectedVoucher): boolean =>
    (guidOfMasterId.get(masterId) ?? guid) !== guid;
  const proven = await proveDeletes(
    run,
    left.filter((voucher) => !isImpostor(voucher)),
    counters.size <= 1,
  );
  return { ...proven, deleted: [...left.filter(isImpostor), ...proven.deleted] };
}
