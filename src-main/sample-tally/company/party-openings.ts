import { makeAmount, makeDay, makeDue, makeObject, paisa } from "../books/values.ts";
import type { TallyObject } from "../model.ts";
import type { PartyMaking } from "./parties.ts";
import { idOf } from "./world.ts";
import type { Party } from "./world.ts";

export function addOpenings(
  { random, booksFromDay, openBills }: PartyMaking,
  ledger: TallyObject,
  party: Omit<Party, "ledgerId">,
  sign: 1 | -1,
): void {
  if (!random.chance(0.4)) return;
  const bills = Array.from({ length: party.isBillWise ? random.int(1, 4) : 1 }, (_, index) => ({
    name: index === 3 ? `Advance/${random.int(1, 99)}` : `Op/${random.int(100, 999)}-${index + 1}`,
    billDay: booksFromDay - random.int(2, 120),
    amount: (index === 3 ? -sign : sign) * random.int(500_00, 80_000_00) * paisa,
    isAdvance: index === 3,
  }));
  const total = bills.reduce((sum, bill) => sum + bill.amount, 0);
  ledger.fields["OPENINGBALANCE"] = makeAmount(total);
  if (!party.isBillWise) return;
  ledger.lists["BILLALLOCATIONS"] = bills.map((bill) =>
    makeObject("BILLALLOCATIONS", {
      NAME: bill.name,
      BILLDATE: makeDay(bill.billDay),
      BILLCREDITPERIOD: makeDue(party.creditText, bill.billDay),
      ISADVANCE: bill.isAdvance,
      OPENINGBALANCE: makeAmount(bill.amount),
      YEAREND: undefined,
    }),
  );
  const open = bills.filter((bill) => !bill.isAdvance);
  openBills.set(
    idOf(ledger),
    open.map((bill) => ({
      name: bill.name,
      billDay: bill.billDay,
      creditText: party.creditText === "" ? undefined : party.creditText,
      pending: bill.amount,
      pendingForex: 0,
    })),
  );
}

/** `-$ 2000.00 @ ₹ 84/$ = -₹ 168000.00`. */
export function addForexOpening({ booksFromDay, openBills }: PartyMaking, ledger: TallyObject): void {
  const value = -2_000 * 10_000;
  const amount = makeAmount(value * 84, { value, rate: "84", currency: "$" });
  ledger.fields["OPENINGBALANCE"] = amount;
  ledger.lists["BILLALLOCATIONS"] = [
    makeObject("BILLALLOCATIONS", {
      NAME: "EXP/OLD/1",
      BILLDATE: makeDay(booksFromDay - 40),
      BILLCREDITPERIOD: makeDue("60 Days", booksFromDay - 40),
      ISADVANCE: false,
      OPENINGBALANCE: amount,
      YEAREND: undefined,
    }),
  ];
  openBills.set(idOf(ledger), [
    {
      name: "EXP/OLD/1",
      billDay: booksFromDay - 40,
      creditText: "60 Days",
      pending: value * 84,
      pendingForex: value,
    },
  ]);
}
