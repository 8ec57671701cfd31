import type { CompanyControl } from "../../src-main/sample-tally/control/company-control.ts";
import type { TallyObject } from "../../src-main/sample-tally/model.ts";

function textOf(object: TallyObject, field: string): string {
  const value = object.fields[field];
  return typeof value === "string" ? value : "";
}

function nameOf(voucher: TallyObject): string {
  return `${textOf(voucher, "VOUCHERTYPENAME")} ${textOf(voucher, "VOUCHERNUMBER")}`;
}

/** The newest ordinary vouchers of a type, newest first: neither cancelled nor optional. */
function newestOfType(
  company: CompanyControl,
  type: string,
): readonly { readonly id: number; readonly name: string }[] {
  return company
    .voucherIds()
    .map((id) => ({ id, voucher: company.show(id) }))
    .filter(({ voucher }) => textOf(voucher, "VOUCHERTYPENAME") === type)
    .filter(({ voucher }) => voucher.fields["ISCANCELLED"] !== true && voucher.fields["ISOPTIONAL"] !== true)
    .map(({ id, voucher }) => ({ id, name: nameOf(voucher) }))
    .reverse();
}

function firstOf<T>(list: readonly T[], what: string): T {
  const [first] = list;
  if (first === undefined) throw new Error(`The sample company has no ${what}.`);
  return first;
}

/** A customer of the sample company: a ledger that a sales voucher names as its party. */
function someCustomer(company: CompanyControl): string {
  const sale = firstOf(newestOfType(company, "Sales"), "sales voucher");
  return textOf(company.show(sale.id), "PARTYLEDGERNAME");
}

/** What a day at the screen looks like; returns a sentence for each change. */
export function changeBooks(company: CompanyControl): readonly string[] {
  const name = textOf(company.books.company, "NAME");
  const [altered, spare] = newestOfType(company, "Receipt");
  if (altered === undefined || spare === undefined)
    throw new Error("The sample company has too few receipts.");
  const customer = someCustomer(company);
  const renamed = `${customer} (Pune)`;

  company.setUser("Asha");
  const invoice = company.show(company.postRandom({ kind: "sale" }));
  company.setNarration(altered.id, "Received in two parts, second cheque on Monday");
  company.delete(spare.id);
  company.masters.rename("LEDGER", customer, renamed);
  return [
    `in ${name}:`,
    `a new invoice:      ${nameOf(invoice)} for ${textOf(invoice, "PARTYLEDGERNAME")}`,
    `an altered voucher: ${altered.name} gets another narration`,
    `a deleted voucher:  ${spare.name}`,
    `a renamed ledger:   ${customer} → ${renamed}`,
  ];
}
