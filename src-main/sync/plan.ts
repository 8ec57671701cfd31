import type { ProbedCompany } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import { countNumbers, type NumberSet } from "./number-set.ts";

/** What the database knows of one counter. */
export interface CounterState {
  /** Null before the first load has reached its end. */
  readonly checkpoint: number | null;
  readonly seen: number | null;
  readonly unexplained: NumberSet;
  readonly unexplainedSince: string | null;
}

export interface CompanyState {
  readonly isLoaded: boolean;
  readonly masters: CounterState;
  readonly vouchers: CounterState;
  /** Held deletes that a person accepted and that are still to be carried out. */
  readonly acceptedDeletes: { readonly masters: number; readonly vouchers: number };
  /** Records in quarantine that this run is to try again. */
  readonly quarantined: number;
  /** The daily look through the whole book, which believes no counter, is due. */
  readonly isReconcileDue: boolean;
  readonly reconcileMemory: ReconcileMemory;
}

/** What to do and why; the reasons are shown in the log and with `--verbose`. */
export type Plan =
  | { readonly mode: "full_load"; readonly reasons: readonly string[] }
  /** Everything is read again and compared by value: numbers may stand for other content now. */
  | { readonly mode: "reread"; readonly reasons: readonly string[] }
  | {
      readonly mode: "incremental";
      readonly masters: boolean;
      readonly vouchers: boolean;
      readonly reconciles: boolean;
      readonly reasons: readonly string[];
    }
  | { readonly mode: "no_change"; readonly reasons: readonly string[] };

/** What the daily look keeps for the next one; stored as resume_from of the masters counter. */
export interface ReconcileMemory {
  /** First day of the old window that is read again next; null begins with the books. */
  readonly rollingFrom: string | null;
  /** A delete once showed only here: in this Tally deletes do not always move the counter. */
  readonly hasSilentDeletes: boolean;
}

export const freshReconcileMemory: ReconcileMemory = { rollingFrom: null, hasSilentDeletes: false };

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

/** Daily; hourly where deletes do not move the counter. A clock that was set back makes it due as well. */
export function isReconcileDue(lastReconciledAt: string | null, memory: ReconcileMemory, now: Date): boolean {
  if (lastReconciledAt === null) return true;
  const everyMs = memory.hasSilentDeletes ? hourMs : dayMs;
  return Math.abs(now.getTime() - Date.parse(lastReconciledAt)) >= everyMs;
}

export function decidePlan(state: CompanyState, probed: ProbedCompany, isFullWanted: boolean): Plan {
  if (!state.isLoaded) return { mode: "full_load", reasons: ["never loaded completely"] };
  const broken = brokenLineage(state, probed);
  if (isFullWanted) return { mode: "reread", reasons: ["asked for", ...broken] };
  if (broken.length > 0) return { mode: "reread", reasons: broken };
  const reasons = movedReasons(state, probed);
  const masters =
    hasWork(state.masters, watermarkOf(state.masters, probed.mastersCounter)) ||
    state.acceptedDeletes.masters > 0;
  const vouchers =
    hasWork(state.vouchers, watermarkOf(state.vouchers, probed.vouchersCounter)) ||
    state.acceptedDeletes.vouchers > 0;
  if (state.isReconcileDue) {
    return {
      mode: "incremental",
      masters: true,
      vouchers: true,
      reconciles: true,
      reasons: [...reasons, "the daily reconcile is due"],
    };
  }
  if (!masters && !vouchers && state.quarantined === 0)
    return { mode: "no_change", reasons: ["both counters stand still"] };
  return { mode: "incremental", masters, vouchers, reconciles: false, reasons };
}

/**
 * The counter as Tally shows it. Absent means "no voucher yet" only where nothing was ever stored; elsewhere it is
 * a failed read, never zero (protocol §6.5).
 */
export function watermarkOf(state: CounterState, shown: number | null): number {
  if (shown !== null) return shown;
  if ((state.checkpoint ?? 0) > 0) throw new ReplicaError("SOURCE_COUNTERS_MISSING");
  return 0;
}

function hasWork(state: CounterState, watermark: number): boolean {
  return watermark !== (state.checkpoint ?? 0) || countNumbers(state.unexplained) > 0;
}

function brokenLineage(state: CompanyState, probed: ProbedCompany): string[] {
  const reasons: string[] = [];
  for (const counter of ["masters", "vouchers"] as const) {
    const checkpoint = state[counter].checkpoint ?? 0;
    const watermark = watermarkOf(state[counter], probed[`${counter}Counter`]);
    if (watermark < checkpoint) {
      reasons.push(`the ${counter} counter fell from ${checkpoint} to ${watermark}: a backup was restored`);
    }
  }
  return reasons;
}

function movedReasons(state: CompanyState, probed: ProbedCompany): string[] {
  const reasons: string[] = [];
  for (const counter of ["masters", "vouchers"] as const) {
    const { checkpoint, unexplained } = state[counter];
    const watermark = watermarkOf(state[counter], probed[`${counter}Counter`]);
    if (watermark > (checkpoint ?? 0)) {
      reasons.push(`the ${counter} counter moved from ${checkpoint ?? 0} to ${watermark}`);
    }
    if (countNumbers(unexplained) > 0) {
      reasons.push(`${countNumbers(unexplained)} ${counter} numbers are not explained yet`);
    }
  }
  if (state.quarantined > 0) reasons.push(`${state.quarantined} records in quarantine are tried again`);
  const accepted = state.acceptedDeletes.masters + state.acceptedDeletes.vouchers;
  if (accepted > 0) reasons.push(`${accepted} accepted deletes wait`);
  return reasons;
}
