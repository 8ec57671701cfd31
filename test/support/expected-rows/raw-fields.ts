import type { CompanyBooks, TallyObject } from "../../../src-main/sample-tally/model.ts";
import { masterTypes } from "../../../src-main/sample-tally/model.ts";

/** Every field of the books that is filled somewhere, by the path the raw reader notes (`LEDGER/PAYMENTDETAILS.IFSCODE`). */
export function filledFields(books: CompanyBooks): ReadonlySet<string> {
  const found = new Set<string>();
  noteObject(books.company, "COMPANY", found);
  for (const type of masterTypes) {
    for (const master of books.masters(type)) noteObject(master, type, found);
  }
  for (const voucher of books.vouchers(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)) {
    noteObject(voucher, "VOUCHER", found);
  }
  return found;
}

/** No is what an unset logical says; it is filled where any object says Yes. */
function noteObject(object: TallyObject, path: string, found: Set<string>): void {
  for (const [field, value] of Object.entries(object.fields)) {
    if (value !== undefined && value !== "" && value !== false) found.add(`${path}.${field}`);
  }
  for (const [name, list] of Object.entries(object.lists)) {
    for (const child of list) noteObject(child, `${path}/${name}`, found);
  }
}
