import type { ItemPart, VoucherContent } from "./content.ts";
import type { MasterStore } from "./master-store.ts";
import type { VoucherRecord } from "./numbering.ts";

const withoutStock: ReadonlySet<string> = new Set([
  "Sales Order",
  "Purchase Order",
  "Job Work In Order",
  "Job Work Out Order",
  "Memorandum",
  "Reversing Journal",
  "Attendance",
]);

const notes: ReadonlySet<string> = new Set([
  "Delivery Note",
  "Receipt Note",
  "Rejections In",
  "Rejections Out",
]);

const withoutPosting: ReadonlySet<string> = new Set([
  ...withoutStock,
  ...notes,
  "Material In",
  "Material Out",
  "Stock Journal",
  "Physical Stock",
]);

function counts(record: VoucherRecord): boolean {
  return !record.isCancelled && !record.isDeleted && record.content.isOptional !== true;
}

/** Whether the voucher moves ledger balances (column-map, `posts_to_accounts`). */
export function postsToAccounts(record: VoucherRecord, masters: MasterStore): boolean {
  if (!counts(record)) return false;
  return !withoutPosting.has(masters.baseTypeOf(record.content.typeId));
}

/**
 * Items that move stock. An invoice line with the tracking number of a note does not: the note moved it already.
 */
export function stockItemsOf(record: VoucherRecord, masters: MasterStore): readonly ItemPart[] {
  if (!counts(record)) return [];
  const baseType = masters.baseTypeOf(record.content.typeId);
  if (withoutStock.has(baseType)) return [];
  const items = itemsOf(record.content);
  if (notes.has(baseType)) return items;
  return items.filter((item) => item.batches[0]?.trackingNumber === undefined);
}

/** Items of both views: of an invoice, or under the ledger lines. */
export function itemsOf(content: VoucherContent): readonly ItemPart[] {
  const underLedgers = content.ledgers.flatMap((line) => line.items ?? []);
  return underLedgers.length === 0 ? content.items : [...content.items, ...underLedgers];
}

/** Each posting of the voucher: ledger and amount, credit positive. */
export function postingsOf(content: VoucherContent): readonly (readonly [number, number])[] {
  const postings: (readonly [number, number])[] = [];
  for (const line of content.ledgers) postings.push([line.ledgerId, line.amount]);
  for (const item of content.items) {
    if (item.ledgerId !== undefined) postings.push([item.ledgerId, item.amount]);
  }
  return postings;
}
