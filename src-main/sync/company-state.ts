import type { ProbedCompany } from "../contract/company.ts";
import { isUnattended } from "../contract/run.ts";
import { findCompany } from "../destination/companies-store.ts";
import type { EngineOptions } from "./engine-api.ts";
import type { ResumePoint } from "./full-load.ts";
import type { StoredCompany } from "./identity.ts";
import { listHeldDeletes } from "../destination/held-deletes.ts";
import { listQuarantine } from "../destination/quarantine.ts";
import { readCounterState } from "../destination/sync-state.ts";
import { countNumbers, parseNumberSet } from "./number-set.ts";
import { type CompanyState, freshReconcileMemory, isReconcileDue, type ReconcileMemory } from "./plan.ts";
import type { RunDraft } from "./run-draft.ts";
import { endOfTime } from "./window.ts";

/** Where a company stands before a run. */
export interface LoadedState extends CompanyState {
  readonly resumeFrom: ResumePoint | null;
}

/** `probed`: where a plan is to be made; a voucher dated behind all windows of the last run makes the daily look due. */
export async function readState(
  engine: EngineOptions,
  stored: StoredCompany,
  probed: ProbedCompany | null = null,
): Promise<LoadedState> {
  const { db } = engine.destination;
  const masters = await readCounterState(db, stored.id, "masters");
  const vouchers = await readCounterState(db, stored.id, "vouchers");
  const reconcileMemory = (masters.resumeFrom as ReconcileMemory | null) ?? freshReconcileMemory;
  const accepted = await listHeldDeletes(db, { companyId: stored.id, decision: "accepted" });
  const vouchersAccepted = accepted.filter((held) => held.entity_type === "vouchers").length;
  return {
    isLoaded: stored.initialLoadCompletedAt !== null,
    masters: { ...masters, unexplained: parseNumberSet(masters.unexplained) },
    vouchers: { ...vouchers, unexplained: parseNumberSet(vouchers.unexplained) },
    acceptedDeletes: { masters: accepted.length - vouchersAccepted, vouchers: vouchersAccepted },
    quarantined: await countToRetry(engine, stored.id, vouchers.lastReconciledAt),
    isReconcileDue:
      isReconcileDue(vouchers.lastReconciledAt, reconcileMemory, engine.clock.now()) ||
      (probed !== null && (await liesBehindWindows(engine, stored, probed))),
    reconcileMemory,
    resumeFrom: vouchers.resumeFrom as ResumePoint | null,
  };
}

/** Dated years ahead between the list of companies and what the last run read, and so in none of its windows. */
async function liesBehindWindows(
  engine: EngineOptions,
  stored: StoredCompany,
  { lastVoucherDate }: ProbedCompany,
): Promise<boolean> {
  const known = (await findCompany(engine.destination.db, stored))?.last_voucher_date ?? null;
  if (known === null || lastVoucherDate === null) return false;
  return lastVoucherDate > endOfTime(known, engine.clock.now().toISOString().slice(0, 10));
}

/** A person's run tries quarantined records again; the timer leaves that to the daily reconcile. */
async function countToRetry(
  engine: EngineOptions,
  companyId: number,
  lastReconciledAt: string | null,
): Promise<number> {
  const isDue = isReconcileDue(lastReconciledAt, freshReconcileMemory, engine.clock.now());
  if (isUnattended(engine.startedBy) && !isDue) return 0;
  return (await listQuarantine(engine.destination.db, { companyId })).length;
}

/** A run is not well while deletes wait for a person or numbers are not explained. */
export async function judgeEnd(engine: EngineOptions, companyId: number, draft: RunDraft): Promise<void> {
  const { db } = engine.destination;
  draft.heldDeletes = (await listHeldDeletes(db, { companyId, decision: "waiting" })).length;
  draft.inQuarantine = (await listQuarantine(db, { companyId })).length;
  const states = [
    await readCounterState(db, companyId, "masters"),
    await readCounterState(db, companyId, "vouchers"),
  ];
  draft.unexplained = states.reduce((sum, state) => sum + countNumbers(parseNumberSet(state.unexplained)), 0);
  draft.settleStatus();
}
