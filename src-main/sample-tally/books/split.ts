import type { Amount, Quantity, TallyObject } from "../model.ts";
import { computeLedgerBalances, computeStockBalances } from "./balances.ts";
import { makeCompanyState, printedNumber } from "./company-state.ts";
import type { CompanyState } from "./company-state.ts";
import { postsToAccounts, stockItemsOf } from "./posting.ts";
import { restoreState, takeBackup } from "./snapshot.ts";
import { makeAmount, makeDay, makeDue, makeObject, makeQuantity } from "./values.ts";

export interface SplitNaming {
  readonly name: string;
  readonly companyNumber: string;
  readonly destination: string;
}

/**
 * The company of the years after `lastDay`: same GUID, same ids and counters, other name, number and books-from, and
 * openings taken from the closings (protocol §6.13). The company it comes from stays as it is.
 */
export function splitAfter(state: CompanyState, lastDay: number, naming: SplitNaming): CompanyState {
  const child = makeCompanyState({
    ...naming,
    guid: state.companyGuid,
    booksFromDay: lastDay + 1,
    today: state.today,
  });
  restoreState(child, takeBackup(state));
  carryLedgers(child, lastDay);
  carryStock(child, lastDay);
  dropVouchersUpTo(child, lastDay);
  const { name, companyNumber, destination } = naming;
  Object.assign(child.company.fields, {
    NAME: name,
    COMPANYNUMBER: printedNumber(companyNumber),
    DESTINATION: destination,
    BOOKSFROM: makeDay(lastDay + 1),
    STARTINGFROM: makeDay(lastDay + 1),
  });
  return child;
}

function dropVouchersUpTo(state: CompanyState, lastDay: number): void {
  const numbering = state.numbering.copyEmpty();
  const gone = Array.from(state.vouchers.between(Number.NEGATIVE_INFINITY, lastDay));
  for (const record of gone) state.vouchers.take(record);
  for (const record of state.vouchers.all()) numbering.adopt(record);
  state.numbering = numbering;
}

/** Nominal ledgers begin at nothing; their sum is the profit brought forward. */
function carryLedgers(state: CompanyState, lastDay: number): void {
  const balances = computeLedgerBalances(state.masters, state.vouchers, lastDay);
  const bills = openBillsAt(state, lastDay);
  let profit = 0;
  for (const ledger of state.masters.ofType("LEDGER")) {
    const id = ledger.fields["MASTERID"] as number;
    const balance = balances.get(id) ?? 0;
    const isNominal = ledger.fields["ISREVENUE"] === true;
    if (isNominal) profit += balance;
    ledger.fields["OPENINGBALANCE"] = isNominal || balance === 0 ? undefined : makeAmount(balance);
    ledger.lists["BILLALLOCATIONS"] = isNominal ? [] : (bills.get(id) ?? []);
  }
  const profitAndLoss = state.masters
    .ofType("LEDGER")
    .find((ledger) => ledger.fields["RESERVEDNAME"] === "Profit & Loss A/c");
  if (profitAndLoss === undefined) return;
  const before = balances.get(profitAndLoss.fields["MASTERID"] as number) ?? 0;
  profitAndLoss.fields["OPENINGBALANCE"] = makeAmount(before + profit);
}

interface Pending {
  amount: number;
  readonly day: number;
  readonly creditText: string | undefined;
}

/** Bills with something left on them, by ledger, as opening bills. */
function openBillsAt(state: CompanyState, lastDay: number): ReadonlyMap<number, TallyObject[]> {
  const pending = new Map<number, Map<string, Pending>>();
  const add = (ledgerId: number, name: string, part: Pending): void => {
    const bills = pending.get(ledgerId) ?? new Map<string, Pending>();
    pending.set(ledgerId, bills);
    const known = bills.get(name);
    if (known === undefined) bills.set(name, { ...part });
    else known.amount += part.amount;
  };
  for (const ledger of state.masters.ofType("LEDGER")) {
    for (const bill of ledger.lists["BILLALLOCATIONS"] ?? []) {
      add(ledger.fields["MASTERID"] as number, bill.fields["NAME"] as string, pendingOfOpening(bill));
    }
  }
  for (const record of state.vouchers.between(Number.NEGATIVE_INFINITY, lastDay)) {
    if (!postsToAccounts(record, state.masters)) continue;
    for (const line of record.content.ledgers) {
      for (const bill of line.bills ?? []) {
        if (bill.type === "On Account") continue;
        add(line.ledgerId, bill.name, {
          amount: bill.amount,
          day: bill.billDay,
          creditText: bill.creditText,
        });
      }
    }
  }
  return new Map([...pending].map(([ledgerId, bills]) => [ledgerId, openingRows(bills)]));
}

function pendingOfOpening(bill: TallyObject): Pending {
  const { OPENINGBALANCE: amount, BILLDATE: day, BILLCREDITPERIOD: credit } = bill.fields;
  return {
    amount: (amount as Amount | undefined)?.base ?? 0,
    day: typeof day === "object" && day.kind === "day" ? day.day : 0,
    creditText: typeof credit === "object" && credit.kind === "due" ? credit.text : undefined,
  };
}

function openingRows(bills: ReadonlyMap<string, Pending>): TallyObject[] {
  return [...bills]
    .filter(([, bill]) => bill.amount !== 0)
    .map(([name, bill]) =>
      makeObject("BILLALLOCATIONS", {
        NAME: name,
        BILLDATE: makeDay(bill.day),
        BILLCREDITPERIOD: makeDue(bill.creditText, bill.day),
        ISADVANCE: false,
        OPENINGBALANCE: makeAmount(bill.amount),
        YEAREND: undefined,
      }),
    );
}

function carryStock(state: CompanyState, lastDay: number): void {
  const balances = computeStockBalances(state.masters, state.vouchers, lastDay);
  const places = stockPlacesAt(state, lastDay);
  for (const item of state.masters.ofType("STOCKITEM")) {
    const id = item.fields["MASTERID"] as number;
    const { quantity, value } = balances.get(id) ?? { quantity: 0, value: 0 };
    const unit = item.fields["BASEUNITS"] as string;
    const isEmpty = quantity === 0 && value === 0;
    item.fields["OPENINGBALANCE"] = isEmpty ? undefined : makeQuantity(quantity, unit);
    item.fields["OPENINGVALUE"] = isEmpty ? undefined : makeAmount(value);
    if (isEmpty) item.fields["OPENINGRATE"] = undefined;
    item.lists["BATCHALLOCATIONS"] = batchRows(places.get(id) ?? new Map(), { quantity, value }, unit);
  }
}

interface Place {
  readonly batch: string;
  readonly godown: string;
  quantity: number;
}

/** Quantity per batch and godown, by item. */
function stockPlacesAt(state: CompanyState, lastDay: number): ReadonlyMap<number, Map<string, Place>> {
  const places = new Map<number, Map<string, Place>>();
  const add = (itemId: number, batch: string, godown: string, quantity: number): void => {
    const ofItem = places.get(itemId) ?? new Map<string, Place>();
    places.set(itemId, ofItem);
    const key = `${batch}\u0000${godown}`;
    const known = ofItem.get(key);
    if (known === undefined) ofItem.set(key, { batch, godown, quantity });
    else known.quantity += quantity;
  };
  for (const item of state.masters.ofType("STOCKITEM")) {
    for (const row of item.lists["BATCHALLOCATIONS"] ?? []) {
      const { BATCHNAME: batch, GODOWNNAME: godown, OPENINGBALANCE: quantity } = row.fields;
      const held = (quantity as Quantity | undefined)?.value ?? 0;
      add(item.fields["MASTERID"] as number, batch as string, godown as string, held);
    }
  }
  for (const record of state.vouchers.between(Number.NEGATIVE_INFINITY, lastDay)) {
    for (const item of stockItemsOf(record, state.masters)) {
      for (const batch of item.batches) {
        add(item.itemId, batch.batchName, state.masters.nameOf(batch.godownId), batch.quantity);
      }
    }
  }
  return places;
}

/** The value spreads over the places by quantity; the last one takes what rounding leaves. */
function batchRows(
  places: ReadonlyMap<string, Place>,
  total: { readonly quantity: number; readonly value: number },
  unit: string,
): TallyObject[] {
  const held = [...places.values()].filter((place) => place.quantity !== 0);
  let left = total.value;
  return held.map((place, index) => {
    const share =
      total.quantity === 0 ? 0 : Math.round((total.value * place.quantity) / total.quantity / 100) * 100;
    const value = index === held.length - 1 ? left : share;
    left -= value;
    return makeObject("BATCHALLOCATIONS", {
      BATCHNAME: place.batch,
      NAME: place.batch,
      GODOWNNAME: place.godown,
      MFDON: undefined,
      EXPIRYPERIOD: undefined,
      OPENINGBALANCE: makeQuantity(place.quantity, unit),
      OPENINGRATE: undefined,
      OPENINGVALUE: makeAmount(value),
    });
  });
}
