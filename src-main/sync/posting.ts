/**
 * What a voucher of a reserved type does to balances. Tally measured: cancelled and optional vouchers stay out of
 * balances (TA); payroll vouchers post; orders, memoranda, reversing journals, attendance, stock and note types do
 * not (DL documentation). Memorandum and Reversing Journal are not left to `$$IsAccountingVch`, whose answer for
 * them is not recorded.
 */
const postingTypes = new Set([
  "Contra",
  "Payment",
  "Receipt",
  "Journal",
  "Sales",
  "Purchase",
  "Credit Note",
  "Debit Note",
  "Payroll",
]);

/** Types whose item lines move stock, unless a delivery or receipt note with the same tracking number did already. */
const invoiceTypes = new Set(["Sales", "Purchase", "Credit Note", "Debit Note"]);
const stockTypes = new Set([
  "Delivery Note",
  "Receipt Note",
  "Rejections In",
  "Rejections Out",
  "Stock Journal",
  "Physical Stock",
  "Material In",
  "Material Out",
]);

export interface VoucherFlags {
  readonly isCancelled: boolean;
  readonly isOptional: boolean;
}

export function postsToAccounts(baseType: string, flags: VoucherFlags): boolean {
  return postingTypes.has(baseType) && !flags.isCancelled && !flags.isOptional;
}

/** `trackingNumbers`: one entry per item line, '' where the line has none. */
export function movesStock(
  baseType: string,
  flags: VoucherFlags,
  trackingNumbers: readonly string[],
): boolean {
  if (flags.isCancelled || flags.isOptional || trackingNumbers.length === 0) return false;
  if (stockTypes.has(baseType)) return true;
  return invoiceTypes.has(baseType) && trackingNumbers.includes("");
}

/** Whether one item line of a voucher that moves stock moves it: not where a note with its tracking number did. */
export function lineMovesStock(baseType: string, isTracked: boolean): boolean {
  return stockTypes.has(baseType) || !isTracked;
}
