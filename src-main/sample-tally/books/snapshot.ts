import type { TallyObject } from "../model.ts";
import type { CompanyState } from "./company-state.ts";
import { copyObject } from "./master-store.ts";
import type { MasterStore } from "./master-store.ts";
import type { Numbering, VoucherRecord } from "./numbering.ts";
import { VoucherStore } from "./voucher-store.ts";

/** A company as it was: restoring it gives back the same ids and counters. */
export interface Backup {
  readonly company: TallyObject;
  readonly masters: MasterStore;
  /** By day and slot. */
  readonly vouchers: readonly VoucherRecord[];
  readonly numbering: Numbering;
  readonly counters: Counters;
}

type Counters = Pick<
  CompanyState,
  "mastersCounter" | "vouchersCounter" | "nextMasterId" | "nextVoucherId" | "lastVoucherDay"
>;

export function takeBackup(state: CompanyState): Backup {
  return {
    company: copyObject(state.company),
    masters: state.masters.copy(),
    vouchers: [...state.vouchers.all()].map((record) => ({ ...record })),
    numbering: state.numbering.copyEmpty(),
    counters: {
      mastersCounter: state.mastersCounter,
      vouchersCounter: state.vouchersCounter,
      nextMasterId: state.nextMasterId,
      nextVoucherId: state.nextVoucherId,
      lastVoucherDay: state.lastVoucherDay,
    },
  };
}

/** The backup itself stays untouched, so it can be restored again. */
export function restoreState(state: CompanyState, backup: Backup): void {
  Object.assign(state.company.fields, backup.company.fields);
  Object.assign(state.company.lists, copyObject(backup.company).lists);
  state.masters = backup.masters.copy();
  state.numbering = backup.numbering.copyEmpty();
  state.vouchers = new VoucherStore();
  Object.assign(state, backup.counters);
  for (const saved of backup.vouchers) {
    const record = { ...saved };
    state.vouchers.adopt(record);
    state.numbering.adopt(record);
  }
}
