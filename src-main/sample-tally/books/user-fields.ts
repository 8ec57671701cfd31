import type { Stored, TallyObject } from "../model.ts";
import type { VoucherRecord } from "./numbering.ts";
import { makeAmount, makeDay, paisa } from "./values.ts";

/**
 * Fields that a customisation of this company's Tally added (UDFs), as methods under the names that its TDL gives
 * them. They are part of a voucher or master like any other field, but no request of ours knows them by itself.
 */
export const userFieldNames: ReadonlySet<string> = new Set([
  "LRNUMBER",
  "DISPATCHWEIGHT",
  "CUSTOMERRATING",
  "KYCDATE",
  "SECURITYDEPOSIT",
  "ISKEYACCOUNT",
]);

/** Lorry receipt and weight of an invoice. */
export function userFieldsOfVoucher({
  content,
  masterId,
  isCancelled,
}: VoucherRecord): Record<string, Stored> {
  if (isCancelled || content.view !== "Invoice Voucher View") return {};
  return { LRNUMBER: `LR/${masterId}`, DISPATCHWEIGHT: masterId * 1.25 };
}

/** What is known of customers. */
export function addUserFields(customers: readonly TallyObject[], booksFromDay: number): void {
  for (const { fields } of customers) {
    const id = Number(fields["MASTERID"]);
    fields["CUSTOMERRATING"] = "ABC"[id % 3];
    fields["KYCDATE"] = id % 2 === 0 ? makeDay(booksFromDay + (id % 90)) : undefined;
    fields["SECURITYDEPOSIT"] = id % 4 === 0 ? makeAmount(-id * 100_00 * paisa) : undefined;
    fields["ISKEYACCOUNT"] = id % 5 === 0;
  }
}
