import type { ItemPart, VoucherContent } from "./content.ts";
import { itemsOf } from "./posting.ts";

/** MASTERIDs of all masters a voucher names. */
export function idsOfContent(content: VoucherContent): ReadonlySet<number> {
  const ids = new Set<number>([content.typeId]);
  add(ids, content.partyId);
  add(ids, content.head?.registrationId);
  for (const line of content.ledgers) {
    ids.add(line.ledgerId);
    add(ids, line.forex?.currencyId);
    for (const cost of line.costs ?? []) ids.add(cost.categoryId).add(cost.centreId);
  }
  for (const item of itemsOf(content)) addItem(ids, item);
  for (const part of content.payroll ?? []) {
    ids.add(part.categoryId);
    for (const employee of part.employees) {
      ids.add(employee.employeeId);
      for (const head of employee.payHeads) ids.add(head.ledgerId);
    }
  }
  for (const part of content.attendance ?? []) {
    ids.add(part.employeeId).add(part.attendanceTypeId);
    add(ids, part.quantity?.unitId);
  }
  return ids;
}

function addItem(ids: Set<number>, item: ItemPart): void {
  ids.add(item.itemId).add(item.unitId);
  add(ids, item.ledgerId);
  add(ids, item.rateUnitId);
  add(ids, item.alternate?.unitId);
  add(ids, item.rateForex?.currencyId);
  for (const batch of item.batches) {
    ids.add(batch.godownId);
    add(ids, batch.destinationGodownId);
  }
  for (const cost of item.costs ?? []) ids.add(cost.categoryId).add(cost.centreId);
}

function add(ids: Set<number>, id: number | undefined): void {
  if (id !== undefined) ids.add(id);
}
