import type { DayFingerprint, DateWindow } from "../source/source.ts";
import { type HeldDelete, listHeldDeletes } from "../destination/held-deletes.ts";
import { listQuarantine } from "../destination/quarantine.ts";
import type { RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";

/** A voucher that Tally should show if nothing but what was staged has changed. */
export interface ExpectedVoucher {
  readonly guid: string;
  readonly masterId: number;
  readonly alterId: number;
  readonly date: string;
}

/**
 * What Tally should show: the living rows of the replica and its quarantine, without deletes that are held (they are
 * known to be gone), with what this run has staged in their place.
 */
export async function expectedVouchers(run: RunContext, staging: Staging): Promise<ExpectedVouchers> {
  const expected = new ExpectedVouchers();
  const held = await listHeldDeletes(run.destination.db, { companyId: run.companyId });
  // One that was accepted is expected, so that it is missed and proven once more before it goes.
  const isLeftOut = (row: HeldDelete): boolean =>
    row.entity_type === run.voucherStream.name && row.decision !== "accepted";
  const heldGuids = new Set(held.filter(isLeftOut).map((row) => row.tally_guid));
  expected.excuse(heldGuids);
  for (const row of await run.destination.census(run.companyId, run.voucherStream)) {
    if (row.isDeleted || row.date === null || heldGuids.has(row.guid)) continue;
    expected.put({ guid: row.guid, masterId: row.masterId, alterId: row.alterId, date: row.date });
  }
  const quarantine = await listQuarantine(run.destination.db, {
    companyId: run.companyId,
    entityType: run.voucherStream.name,
  });
  expected.excuse(quarantine.map((record) => record.tally_guid));
  for (const record of quarantine) {
    if (record.voucher_date === null || record.master_id === null || record.alter_id === null) continue;
    expected.put({
      guid: record.tally_guid,
      masterId: record.master_id,
      alterId: record.alter_id,
      date: record.voucher_date,
    });
  }
  await expected.putStaged(run.voucherStream.name, staging);
  return expected;
}

export class ExpectedVouchers {
  readonly #byGuid = new Map<string, ExpectedVoucher>();

  readonly #excused = new Set<string>();

  /** Known without being expected as stored: deletes that wait for a person, records in quarantine. */
  excuse(guids: Iterable<string>): void {
    for (const guid of guids) this.#excused.add(guid);
  }

  isExcused(guid: string): boolean {
    return this.#excused.has(guid);
  }

  put(voucher: ExpectedVoucher): void {
    this.#byGuid.set(voucher.guid, voucher);
  }

  /** One that is known to be gone. */
  remove(guid: string): void {
    this.#byGuid.delete(guid);
  }

  async putStaged(stream: string, staging: Staging): Promise<void> {
    for await (const batch of staging.batches(stream, 1_000)) {
      for (const row of batch) {
        this.put({
          guid: row.guid,
          masterId: row.masterId,
          alterId: row.alterId,
          date: String(row.values["date"]),
        });
      }
    }
    for (const record of staging.rejected) {
      if (record.entityType !== stream || record.voucherDate === null) continue;
      const { guid, masterId, alterId, voucherDate } = record;
      if (masterId !== null && alterId !== null) this.put({ guid, masterId, alterId, date: voucherDate });
    }
  }

  get(guid: string): ExpectedVoucher | undefined {
    return this.#byGuid.get(guid);
  }

  all(): ExpectedVoucher[] {
    return [...this.#byGuid.values()];
  }

  /** How many vouchers lie on each day, for cutting windows. */
  days(): readonly DayFingerprint[] {
    return this.fingerprints({ from: "0000-01-01", to: "9999-12-31" });
  }

  fingerprints(window: DateWindow): readonly DayFingerprint[] {
    const days = new Map<string, { date: string; count: number; sumMasterId: number; sumAlterId: number }>();
    for (const { date, masterId, alterId } of this.#byGuid.values()) {
      if (date < window.from || date > window.to) continue;
      const day = days.get(date) ?? { date, count: 0, sumMasterId: 0, sumAlterId: 0 };
      day.count += 1;
      day.sumMasterId += masterId;
      day.sumAlterId += alterId;
      days.set(date, day);
    }
    return [...days.values()];
  }

  within(window: DateWindow): ExpectedVoucher[] {
    return [...this.#byGuid.values()].filter(({ date }) => date >= window.from && date <= window.to);
  }
}

/** Days on which Tally counts or sums something else than expected. */
export function differingDays(
  tally: readonly DayFingerprint[],
  expected: readonly DayFingerprint[],
): readonly string[] {
  const open = new Map(expected.map((day) => [day.date, day]));
  const differing: string[] = [];
  for (const day of tally) {
    const own = open.get(day.date);
    open.delete(day.date);
    const isEqual =
      own?.count === day.count && own.sumMasterId === day.sumMasterId && own.sumAlterId === day.sumAlterId;
    if (!isEqual) differing.push(day.date);
  }
  return [...differing, ...open.keys()].sort();
}
