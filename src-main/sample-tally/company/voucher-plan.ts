import type { VoucherRecord } from "../books/numbering.ts";
import { addVoucher, alterVoucher, setCancelled } from "../books/voucher-changes.ts";
import { voucherKindTable, voucherKinds } from "./kinds.ts";
import type { VoucherKind } from "./kinds.ts";
import type { World } from "./world.ts";

const weights = Object.fromEntries(
  voucherKinds.map((kind) => [kind, voucherKindTable[kind].weight]),
) as Record<VoucherKind, number>;

/** One in so many vouchers is saved a second time, so that ALTERIDs have gaps as in living books. */
const resavedShare = 0.02;

/** Who enters vouchers; the books carry users' names as a company with user security does. */
const users = ["admin", "ravi", "सुनीता"] as const;

/** Writes so many vouchers over the days, in date order; each kind at least once if there is room. */
export function writeVouchers(world: World, days: readonly number[], count: number): void {
  for (let index = 0; index < count; index += 1) {
    const day = days[Math.floor((index * days.length) / count)];
    if (day === undefined) return;
    world.state.user = world.random.pick(users);
    const kind = voucherKinds[index] ?? world.random.weighted(weights);
    const record = writeVoucher(world, kind, day);
    if (world.random.chance(resavedShare)) {
      const { today } = world.state;
      world.state.user = world.random.pick(users);
      world.state.today = day;
      alterVoucher(world.state, record, record.content);
      world.state.today = today;
    }
  }
  world.state.user = users[0];
}

/** Post-dated vouchers lie after today; cancelled ones are posted first. */
export function writeVoucher(world: World, kind: VoucherKind, day: number): VoucherRecord {
  const { random, state } = world;
  const at = kind === "postDated" ? Math.max(day, state.today) + random.int(5, 90) : day;
  const record = addVoucher(state, voucherKindTable[kind].make(world, at));
  if (kind === "cancelled") setCancelled(state, record, true);
  return record;
}

export function writeOrdinaryVoucher(world: World, day: number): VoucherRecord {
  const kind = world.random.weighted({ sale: 6, purchase: 3, receipt: 4, payment: 3, journal: 1 });
  return writeVoucher(world, kind, day);
}
