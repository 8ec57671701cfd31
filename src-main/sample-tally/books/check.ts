import type { MasterType } from "../model.ts";
import type { ItemPart, LedgerPart, VoucherContent } from "./content.ts";
import { isoFromDay } from "./days.ts";
import type { MasterStore } from "./master-store.ts";
import { itemsOf, postingsOf } from "./posting.ts";

/** Refuses what Tally would not accept: unbalanced vouchers, unknown masters, parts that do not add up. */
export function checkContent(content: VoucherContent, masters: MasterStore, booksFromDay: number): void {
  if (!Number.isInteger(content.day) || content.day < booksFromDay) {
    throw new Error(`The books begin on ${isoFromDay(booksFromDay)}; the voucher is dated before.`);
  }
  expectMaster(masters, content.typeId, "VOUCHERTYPE");
  if (content.partyId !== undefined) expectMaster(masters, content.partyId, "LEDGER");
  let total = 0;
  for (const [ledgerId, amount] of postingsOf(content)) {
    expectMaster(masters, ledgerId, "LEDGER");
    total += amount;
  }
  if (total !== 0) {
    throw new Error(`The voucher does not balance: credits less debits are ${total / 10_000}.`);
  }
  for (const line of content.ledgers) checkLedgerParts(line, masters);
  for (const item of itemsOf(content)) checkItemParts(item, masters);
}

function checkLedgerParts(line: LedgerPart, masters: MasterStore): void {
  checkSum("bills", line.bills, line.amount);
  checkSum("bank parts", line.banks, line.amount);
  if (line.costs !== undefined) {
    for (const ofCategory of Map.groupBy(line.costs, (cost) => cost.categoryId).values()) {
      checkSum("cost centres", ofCategory, line.amount);
    }
    for (const cost of line.costs) expectMaster(masters, cost.centreId, "COSTCENTRE");
  }
  if (line.items !== undefined) checkSum("items", line.items, line.amount);
}

function checkItemParts(item: ItemPart, masters: MasterStore): void {
  expectMaster(masters, item.itemId, "STOCKITEM");
  for (const batch of item.batches) expectMaster(masters, batch.godownId, "GODOWN");
  checkSum("batches", item.batches, item.amount);
  let quantity = 0;
  for (const batch of item.batches) quantity += batch.quantity;
  if (item.batches.length > 0 && quantity !== item.quantity) {
    throw new Error("The batches do not add up to the quantity of their item.");
  }
}

function checkSum(
  what: string,
  parts: readonly { readonly amount: number }[] | undefined,
  whole: number,
): void {
  if (parts === undefined || parts.length === 0) return;
  let sum = 0;
  for (const part of parts) sum += part.amount;
  if (sum !== whole) throw new Error(`The ${what} do not add up to the amount of their line.`);
}

function expectMaster(masters: MasterStore, masterId: number, type: MasterType): void {
  if (masters.byId(masterId)?.type === type) return;
  throw new Error(`There is no ${type.toLowerCase()} with MASTERID ${masterId}.`);
}
