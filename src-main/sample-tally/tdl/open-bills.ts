import type { Amount, CompanyBooks, DuePeriod, Stored, TallyObject } from "../model.ts";
import { dayField, textField } from "./run.ts";
import type { Run } from "./run.ts";

interface OpenBill {
  readonly name: string;
  readonly ledger: string;
  readonly billDay: number;
  readonly dueDay: number;
  balance: number;
}

/** Bills with a balance at the end of the period, from opening bills and allocations, oldest first. */
export function openBills(run: Run, books: CompanyBooks, ledgerName: string | undefined): TallyObject[] {
  const bills = new Map<string, OpenBill>();
  for (const ledger of books.masters("LEDGER"))
    for (const line of ledger.lists["BILLALLOCATIONS"] ?? [])
      addBill(bills, textField(ledger, "NAME"), line, "OPENINGBALANCE", 0);
  for (const voucher of books.vouchers(Number.NEGATIVE_INFINITY, run.period.toDay)) {
    if (voucher.fields["ISOPTIONAL"] === true || voucher.fields["ISCANCELLED"] === true) continue;
    const day = dayField(voucher, "DATE") ?? 0;
    for (const entry of voucher.lists["ALLLEDGERENTRIES"] ?? [])
      for (const line of entry.lists["BILLALLOCATIONS"] ?? [])
        addBill(bills, textField(entry, "LEDGERNAME"), line, "AMOUNT", day);
  }
  const wanted = ledgerName?.trim().toLowerCase();
  return [...bills.values()]
    .filter((bill) => bill.balance !== 0)
    .filter((bill) => wanted === undefined || bill.ledger.toLowerCase() === wanted)
    .toSorted((a, b) => a.billDay - b.billDay)
    .map((bill) => makeBill(bill, run.period.toDay));
}

function addBill(
  bills: Map<string, OpenBill>,
  ledger: string,
  line: TallyObject,
  amountField: string,
  voucherDay: number,
): void {
  const amount = line.fields[amountField];
  const name = textField(line, "NAME");
  if (!isAmount(amount) || name === "") return;
  const key = `${ledger}\u0000${name}`.toLowerCase();
  const known = bills.get(key);
  if (known !== undefined) {
    known.balance += amount.base;
    return;
  }
  const billDay = dayField(line, "BILLDATE") ?? voucherDay;
  const due = line.fields["BILLCREDITPERIOD"];
  const dueDay = isDue(due) ? (due.dueDay ?? billDay) : billDay;
  bills.set(key, { name, ledger, billDay, dueDay, balance: amount.base });
}

function isAmount(value: Stored): value is Amount {
  return typeof value === "object" && value.kind === "amount";
}

function isDue(value: Stored): value is DuePeriod {
  return typeof value === "object" && value.kind === "due";
}

function makeBill(bill: OpenBill, toDay: number): TallyObject {
  return {
    type: "BILL",
    fields: {
      NAME: bill.name,
      PARENT: bill.ledger,
      BILLDATE: { kind: "day", day: bill.billDay },
      BILLDUEDATE: { kind: "day", day: bill.dueDay },
      CLOSINGBALANCE: { kind: "amount", base: bill.balance },
      _OVERDUEDAYS: Math.max(0, toDay - bill.dueDay),
    },
    lists: {},
  };
}
