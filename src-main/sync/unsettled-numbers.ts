import { readCounterState, writeCounterState } from "../destination/sync-state.ts";
import type { WriteTransaction } from "../destination/destination.ts";
import { earlierDate } from "./dates.ts";
import type { RunContext } from "./run-context.ts";

/**
 * One answer of Tally is atomic, several are not. While people type, numbers may be stored that were true for a moment
 * only: a voucher entered before them and deleted again has moved them there and back, and all that is left of it is
 * ALTERIDs that no voucher shows. Such numbers are kept in mind by the run that read them and read again by the next.
 */
export interface UnsettledNumbers {
  /** Voucher types by GUID, each with the first day whose numbers may be out of date. */
  readonly from: Readonly<Record<string, string>>;
  /** They are to be read again even if every ALTERID since then is the one of a living voucher. */
  readonly isCertain: boolean;
}

/** The same before it is known of which types: what a reading of whole windows leaves open. */
export interface UnsettledDays {
  readonly from: string;
  readonly isCertain: boolean;
}

/** Whether Tally's vouchers counter has moved since the first windows were read, and what follows for their numbers. */
export function unsettledBy(
  before: UnsettledDays | null,
  window: {
    readonly from: string;
    readonly hasCounterMoved: boolean;
    /** It was read in an earlier window already: re-dated since, it has left numbers behind that moved up. */
    readonly showsVoucherAgain: boolean;
  },
  booksFrom: string,
): UnsettledDays | null {
  if (window.showsVoucherAgain) return { from: booksFrom, isCertain: true };
  if (before !== null) return before;
  return window.hasCounterMoved ? { from: window.from, isCertain: false } : null;
}

/**
 * Vouchers that live and were shown by no window: each was dated elsewhere while its day was read. The replica keeps them
 * where they stood, and numbers read without them.
 */
export function unsettledByMissed(
  before: UnsettledDays | null,
  missed: readonly { readonly date: string }[],
): UnsettledDays | null {
  const first = missed.map(({ date }) => date).sort()[0];
  if (first === undefined) return before;
  return { from: earlierDate(before?.from ?? first, first), isCertain: true };
}

/** Which type is numbered how is asked where they are read again; here all of them count. */
export function unsettledOfTypes(
  days: UnsettledDays | null,
  voucherTypeGuids: readonly string[],
): UnsettledNumbers | null {
  if (days === null) return null;
  const { from, isCertain } = days;
  return { from: Object.fromEntries(voucherTypeGuids.map((guid) => [guid, from])), isCertain };
}

export function uniteUnsettled(
  one: UnsettledNumbers | null,
  other: UnsettledNumbers | null,
): UnsettledNumbers | null {
  if (one === null || other === null) return one ?? other;
  const from: Record<string, string> = { ...one.from };
  for (const [guid, date] of Object.entries(other.from)) from[guid] = earlierDate(from[guid] ?? date, date);
  return { from, isCertain: one.isCertain || other.isCertain };
}

/** Of a loaded company; before that the same place holds where its first load goes on. */
interface Stored {
  readonly unsettledNumbers?: UnsettledNumbers;
}

export async function readUnsettled(run: RunContext): Promise<UnsettledNumbers | null> {
  const { resumeFrom } = await readCounterState(run.destination.db, run.companyId, "vouchers");
  return (resumeFrom as Stored | null)?.unsettledNumbers ?? null;
}

/** Belongs into the transaction that writes the numbers. */
export async function writeUnsettled(
  tx: WriteTransaction,
  run: RunContext,
  unsettledNumbers: UnsettledNumbers | null,
): Promise<void> {
  const isEmpty = unsettledNumbers === null || Object.keys(unsettledNumbers.from).length === 0;
  const resumeFrom: Stored | null = isEmpty ? null : { unsettledNumbers };
  await writeCounterState(tx.db, run.companyId, "vouchers", { resumeFrom });
}
