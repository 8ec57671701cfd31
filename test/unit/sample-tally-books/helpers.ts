import { makeTradingCompany } from "../../../src-main/sample-tally/company.ts";
import { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import type { Amount, TallyObject } from "../../../src-main/sample-tally/model.ts";

export function makeCompany(vouchers: number, seed = 1): CompanyControl {
  const { books, world } = makeTradingCompany({ seed, vouchers });
  return new CompanyControl(books, world);
}

/** ALTMSTID and ALTVCHID as the port shows them. */
export function countersOf(control: CompanyControl): readonly [unknown, unknown] {
  const { fields } = control.books.company;
  return [fields["ALTMSTID"], fields["ALTVCHID"]];
}

/** How far both counters moved while `act` ran. */
export function movesOf(control: CompanyControl, act: () => void): readonly [number, number] {
  const { state } = control.books;
  const before = [state.mastersCounter, state.vouchersCounter] as const;
  act();
  return [state.mastersCounter - before[0], state.vouchersCounter - before[1]];
}

export function baseOf(object: TallyObject, field = "AMOUNT"): number {
  return (object.fields[field] as Amount | undefined)?.base ?? 0;
}

export function listOf(object: TallyObject, name: string): readonly TallyObject[] {
  const list = object.lists[name];
  if (list === undefined) throw new Error(`${object.type} has no list ${name}.`);
  return list;
}

export function journal(date: string, rupees: string, narration = ""): Parameters<CompanyControl["post"]>[0] {
  return {
    type: "Journal",
    date,
    narration,
    ledgers: [
      { ledger: "Rent", amount: `-${rupees}` },
      { ledger: "Cash", amount: rupees },
    ],
  };
}

/** MASTERIDs with their numbers, in the order of the day book, of one voucher type. */
export function numbersOf(control: CompanyControl, type: string): readonly unknown[] {
  return control.books
    .rawVouchers()
    .filter((voucher) => voucher.fields["VOUCHERTYPENAME"] === type)
    .map((voucher) => [voucher.fields["MASTERID"], voucher.fields["VOUCHERNUMBER"]]);
}

/** Everything a client could see, as one comparable value. */
export function picture(control: CompanyControl): string {
  const { books } = control;
  const plain = (object: TallyObject): unknown => ({
    type: object.type,
    fields: object.fields,
    lists: mapLists(object),
  });
  const mapLists = (object: TallyObject): unknown =>
    Object.fromEntries(Object.entries(object.lists).map(([name, list]) => [name, list.map(plain)]));
  return JSON.stringify([
    plain(books.company),
    books.rawMasters().map(plain),
    books.rawVouchers().map(plain),
  ]);
}
