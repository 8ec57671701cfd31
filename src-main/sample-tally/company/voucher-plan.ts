import { addVoucher } from "../books/voucher-changes.ts";
import type { VoucherRecord } from "../books/numbering.ts";
import { voucherMakers } from "./kinds.ts";
import type { VoucherKind } from "./kinds.ts";
import type { World } from "./world.ts";

/** Ordinary vouchers dominate, as in real books. */
export const voucherWeights: Readonly<Record<VoucherKind, number>> = {
  sale: 300,
  saleVoucherMode: 30,
  saleExport: 10,
  saleService: 30,
  purchase: 150,
  purchaseVoucherMode: 15,
  receipt: 180,
  receiptForex: 4,
  payment: 130,
  contra: 30,
  journal: 45,
};

export const voucherKinds = Object.keys(voucherWeights) as VoucherKind[];

/** Writes so many vouchers over the days, in date order; each kind at least once if there is room. */
export function writeVouchers(world: World, days: readonly number[], count: number): void {
  for (let index = 0; index < count; index += 1) {
    const day = days[Math.floor((index * days.length) / count)];
    if (day === undefined) return;
    const kind = voucherKinds[index] ?? world.random.weighted(voucherWeights);
    writeVoucher(world, kind, day);
  }
}

export function writeVoucher(world: World, kind: VoucherKind, day: number): VoucherRecord {
  return addVoucher(world.state, voucherMakers[kind](world, day));
}
