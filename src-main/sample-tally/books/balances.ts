import type { Amount, Quantity, StockMovement, TallyObject } from "../model.ts";
import type { MasterStore } from "./master-store.ts";
import { postingsOf, postsToAccounts, stockItemsOf } from "./posting.ts";
import type { VoucherStore } from "./voucher-store.ts";
import { paisa } from "./values.ts";

export interface StockBalance {
  readonly quantity: number;
  readonly value: number;
}

/** Ledger balances at the end of a day by MASTERID, from openings and posting lines, credit positive. */
export function computeLedgerBalances(
  masters: MasterStore,
  vouchers: VoucherStore,
  day: number,
): ReadonlyMap<number, number> {
  const balances = new Map<number, number>();
  for (const ledger of masters.ofType("LEDGER")) {
    balances.set(idOf(ledger), amountOf(ledger.fields["OPENINGBALANCE"] as Amount | undefined));
  }
  for (const record of vouchers.between(Number.NEGATIVE_INFINITY, day)) {
    if (!postsToAccounts(record, masters)) continue;
    for (const [ledgerId, amount] of postingsOf(record.content)) {
      balances.set(ledgerId, (balances.get(ledgerId) ?? 0) + amount);
    }
  }
  return balances;
}

/** Closing stock at the end of a day by MASTERID, valued at average cost; value is negative (debit) for stock on hand. */
export function computeStockBalances(
  masters: MasterStore,
  vouchers: VoucherStore,
  day: number,
): ReadonlyMap<number, StockBalance> {
  const balances = new Map<number, StockBalance>();
  for (const item of masters.ofType("STOCKITEM")) {
    const quantity = (item.fields["OPENINGBALANCE"] as Quantity | undefined)?.value ?? 0;
    const value = amountOf(item.fields["OPENINGVALUE"] as Amount | undefined);
    balances.set(idOf(item), { quantity, value });
  }
  for (const record of vouchers.between(Number.NEGATIVE_INFINITY, day)) {
    for (const item of stockItemsOf(record, masters)) {
      const before = balances.get(item.itemId) ?? { quantity: 0, value: 0 };
      const cost = item.isInward ? item.amount : outwardCost(before, item.quantity);
      balances.set(item.itemId, {
        quantity: before.quantity + item.quantity,
        value: before.value + cost,
      });
    }
  }
  return balances;
}

/** What vouchers of these days moved in and out, by MASTERID of the item. */
export function computeStockMovements(
  masters: MasterStore,
  vouchers: VoucherStore,
  fromDay: number,
  toDay: number,
): ReadonlyMap<number, StockMovement> {
  const movements = new Map<number, StockMovement>();
  for (const record of vouchers.between(fromDay, toDay)) {
    for (const item of stockItemsOf(record, masters)) {
      const before = movements.get(item.itemId) ?? nothingMoved;
      const { isInward, quantity, amount } = item;
      movements.set(item.itemId, {
        inwardQuantity: before.inwardQuantity + (isInward ? quantity : 0),
        inwardValue: before.inwardValue + (isInward ? amount : 0),
        outwardQuantity: before.outwardQuantity + (isInward ? 0 : quantity),
        outwardValue: before.outwardValue + (isInward ? 0 : amount),
      });
    }
  }
  return movements;
}

export const nothingMoved: StockMovement = {
  inwardQuantity: 0,
  inwardValue: 0,
  outwardQuantity: 0,
  outwardValue: 0,
};

/** What leaves at average cost, to the paisa, with the sign that takes it off the (negative) stock value. */
function outwardCost(stock: StockBalance, quantity: number): number {
  if (stock.quantity <= 0) return 0;
  const share = Math.min(1, -quantity / stock.quantity);
  return -Math.round((stock.value * share) / paisa) * paisa;
}

function amountOf(amount: Amount | undefined): number {
  return amount?.base ?? 0;
}

function idOf(master: TallyObject): number {
  return master.fields["MASTERID"] as number;
}
