import type { BillPart } from "../books/content.ts";
import type { ForexPart } from "../books/values.ts";
import { typedDate } from "../books/days.ts";
import type { Party, World } from "./world.ts";

/** A new bill of a party, remembered until it is settled. */
export function makeNewBill(
  world: World,
  party: Party,
  bill: {
    readonly name: string;
    readonly day: number;
    readonly amount: number;
    readonly forex?: ForexPart | undefined;
  },
): readonly BillPart[] | undefined {
  if (!party.isBillWise) return undefined;
  const creditText = creditTextOf(world, party, bill.day);
  const open = world.openBills.get(party.ledgerId) ?? [];
  open.push({
    name: bill.name,
    billDay: bill.day,
    creditText,
    pending: bill.amount,
    pendingForex: bill.forex?.value ?? 0,
  });
  world.openBills.set(party.ledgerId, open);
  return [
    {
      type: "New Ref",
      name: bill.name,
      billDay: bill.day,
      amount: bill.amount,
      ...(creditText !== undefined && { creditText }),
      ...(bill.forex && { forex: bill.forex }),
    },
  ];
}

/** The party's credit period; now and then somebody types a date instead. */
function creditTextOf({ random }: World, party: Party, day: number): string | undefined {
  if (random.chance(0.03)) return typedDate(day + random.int(5, 90));
  return party.creditText === "" ? undefined : party.creditText;
}

/** Settles the oldest open bills up to an amount (its sign is opposite to theirs); what is left becomes an advance. */
export function settleBills(
  world: World,
  party: Party,
  settlement: { readonly day: number; readonly amount: number; readonly name: string },
): readonly BillPart[] | undefined {
  if (!party.isBillWise) return undefined;
  const parts: BillPart[] = [];
  let left = settlement.amount;
  const open = world.openBills.get(party.ledgerId) ?? [];
  while (left !== 0 && open[0] !== undefined && Math.sign(open[0].pending) === -Math.sign(left)) {
    const bill = open[0];
    const amount = Math.abs(bill.pending) <= Math.abs(left) ? -bill.pending : left;
    bill.pending += amount;
    left -= amount;
    parts.push({
      type: "Agst Ref",
      name: bill.name,
      billDay: bill.billDay,
      amount,
      ...(bill.creditText !== undefined && { creditText: bill.creditText }),
    });
    if (bill.pending === 0) open.shift();
  }
  if (left !== 0) {
    const isAdvance = world.random.chance(0.5);
    parts.push({
      type: isAdvance ? "Advance" : "On Account",
      name: isAdvance ? settlement.name : "",
      billDay: settlement.day,
      amount: left,
    });
  }
  return parts;
}

/** How much the party owes on its oldest bills, with their sign; zero if nothing is open. */
export function pendingOf(world: World, party: Party, bills: number): number {
  const open = world.openBills.get(party.ledgerId) ?? [];
  return open.slice(0, bills).reduce((sum, bill) => sum + bill.pending, 0);
}
