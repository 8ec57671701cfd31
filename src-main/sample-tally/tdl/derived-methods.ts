import type { Amount, CompanyBooks, Quantity, Rate, StockMovement, Stored, TallyObject } from "../model.ts";
import { financialYearStart } from "./dates.ts";
import { creditTotals, debitTotals, typeCount } from "./period-totals.ts";
import { dayField, textField } from "./run.ts";
import type { Run } from "./run.ts";

type Derive = (run: Run, object: TallyObject) => Stored;
type ByType = ReadonlyMap<string, Derive>;

/** Methods that Tally computes from the books and the period instead of keeping them. */
const derivedMethods: ReadonlyMap<string, ByType> = new Map<string, ByType>([
  ["OPENINGBALANCE", of(["LEDGER", ledgerOpening], ["GROUP", groupOpening], ["STOCKITEM", stockOpening])],
  ["CLOSINGBALANCE", of(["LEDGER", ledgerClosing], ["GROUP", groupClosing], ["STOCKITEM", stockClosing])],
  ["TBALOPENING", of(["LEDGER", ledgerOpening])],
  ["TBALCLOSING", of(["LEDGER", ledgerClosing])],
  ["OPENINGVALUE", of(["STOCKITEM", openingValue])],
  ["CLOSINGVALUE", of(["STOCKITEM", closingValue])],
  ["OPENINGRATE", of(["STOCKITEM", openingRate])],
  ["DEBITTOTALS", of(["LEDGER", debitTotals])],
  ["CREDITTOTALS", of(["LEDGER", creditTotals])],
  ["MIGVAL", of(["VOUCHERTYPE", typeCount("all")])],
  ["STATVAL", of(["VOUCHERTYPE", typeCount("living")])],
  ["CANCVAL", of(["VOUCHERTYPE", typeCount("cancelled")])],
  ["CLOSINGRATE", of(["STOCKITEM", closingRate])],
  ["INWARDQUANTITY", of(["STOCKITEM", (run, item) => movedQuantity(run, item, "inwardQuantity")])],
  ["OUTWARDQUANTITY", of(["STOCKITEM", (run, item) => movedQuantity(run, item, "outwardQuantity")])],
  ["INWARDVALUE", of(["STOCKITEM", (run, item) => amount(movement(run, item)?.inwardValue ?? 0)])],
  ["OUTWARDVALUE", of(["STOCKITEM", (run, item) => amount(movement(run, item)?.outwardValue ?? 0)])],
]);

export function derivedMethod(name: string): ByType | undefined {
  return derivedMethods.get(name);
}

function of(...entries: readonly (readonly [string, Derive])[]): ByType {
  return new Map(entries);
}

function amount(base: number): Amount {
  return { kind: "amount", base };
}

function booksFromDay(books: CompanyBooks): number {
  return dayField(books.company, "BOOKSFROM") ?? 0;
}

/** The opening of the loaded period; at the books' beginning it is the master's own (protocol §5.7). */
function ledgerOpening(run: Run, ledger: TallyObject): Stored {
  const { books, period } = run;
  if (books === undefined) return undefined;
  if (period.fromDay <= booksFromDay(books)) return ledger.fields["OPENINGBALANCE"];
  return amount(openingAt(books, ledger, period.fromDay));
}

/** Nominal ledgers open at nothing in a new financial year. */
function openingAt(books: CompanyBooks, ledger: TallyObject, fromDay: number): number {
  const name = textField(ledger, "NAME");
  const balance = books.ledgerBalance(name, fromDay - 1);
  if (ledger.fields["ISREVENUE"] !== true) return balance;
  const yearStart = financialYearStart(fromDay);
  if (yearStart <= booksFromDay(books)) return balance;
  return balance - books.ledgerBalance(name, yearStart - 1);
}

function ledgerClosing(run: Run, ledger: TallyObject): Stored {
  const { books, period } = run;
  if (books === undefined) return undefined;
  return amount(closingAt(books, ledger, period.toDay));
}

function closingAt(books: CompanyBooks, ledger: TallyObject, toDay: number): number {
  const name = textField(ledger, "NAME");
  const balance = books.ledgerBalance(name, toDay);
  if (ledger.fields["ISREVENUE"] !== true) return balance;
  const yearStart = financialYearStart(toDay);
  if (yearStart <= booksFromDay(books)) return balance;
  return balance - books.ledgerBalance(name, yearStart - 1);
}

function groupOpening(run: Run, group: TallyObject): Stored {
  const { books, period } = run;
  if (books === undefined) return undefined;
  return amount(
    sumOfLedgers(books, group, (ledger) =>
      period.fromDay <= booksFromDay(books)
        ? books.ledgerBalance(textField(ledger, "NAME"), booksFromDay(books) - 1)
        : openingAt(books, ledger, period.fromDay),
    ),
  );
}

function groupClosing(run: Run, group: TallyObject): Stored {
  const { books, period } = run;
  if (books === undefined) return undefined;
  return amount(sumOfLedgers(books, group, (ledger) => closingAt(books, ledger, period.toDay)));
}

function sumOfLedgers(
  books: CompanyBooks,
  group: TallyObject,
  balance: (ledger: TallyObject) => number,
): number {
  let sum = 0;
  for (const ledger of books.masters("LEDGER"))
    if (belongsToGroup(books, ledger, textField(group, "NAME"))) sum += balance(ledger);
  return sum;
}

/** Whether a master lies under a group of the chart, at any depth. */
export function belongsToGroup(books: CompanyBooks, master: TallyObject, groupName: string): boolean {
  const wanted = groupName.trim().toLowerCase();
  const parentType = parentTypeOf(master.type);
  let parent = textField(master, "PARENT");
  for (let depth = 0; depth < 100 && parent !== ""; depth++) {
    if (parent.trim().toLowerCase() === wanted) return true;
    const next = parentType && books.masterByName(parentType, parent);
    if (next === undefined || textField(next, "PARENT") === parent) return false;
    parent = textField(next, "PARENT");
  }
  return false;
}

/** The class a master's PARENT is of; most are their own. */
function parentTypeOf(type: string): "GROUP" | "STOCKGROUP" | undefined {
  if (type === "LEDGER" || type === "GROUP") return "GROUP";
  return type === "STOCKITEM" || type === "STOCKGROUP" ? "STOCKGROUP" : undefined;
}

function quantityOf(run: Run, item: TallyObject, value: number): Quantity {
  const stored = item.fields["OPENINGBALANCE"];
  const unit =
    typeof stored === "object" && stored.kind === "quantity" ? stored.unit : textField(item, "BASEUNITS");
  return { kind: "quantity", value, unit: run.books === undefined ? "" : unit };
}

function isBooksBeginning(run: Run, books: CompanyBooks): boolean {
  return run.period.fromDay <= booksFromDay(books);
}

function stockOpening(run: Run, item: TallyObject): Stored {
  const { books, period } = run;
  if (books === undefined || isBooksBeginning(run, books)) return item.fields["OPENINGBALANCE"];
  const stock = books.stockBalance(textField(item, "NAME"), period.fromDay - 1);
  return stock.quantity === 0 ? undefined : quantityOf(run, item, stock.quantity);
}

function stockClosing(run: Run, item: TallyObject): Stored {
  const { books, period } = run;
  if (books === undefined) return undefined;
  const stock = books.stockBalance(textField(item, "NAME"), period.toDay);
  return stock.quantity === 0 ? undefined : quantityOf(run, item, stock.quantity);
}

function movement(run: Run, item: TallyObject): StockMovement | undefined {
  return run.books?.stockMovement(textField(item, "NAME"), run.period.fromDay, run.period.toDay);
}

function movedQuantity(run: Run, item: TallyObject, side: "inwardQuantity" | "outwardQuantity"): Stored {
  return quantityOf(run, item, movement(run, item)?.[side] ?? 0);
}

function openingValue(run: Run, item: TallyObject): Stored {
  const { books, period } = run;
  if (books === undefined || isBooksBeginning(run, books)) return item.fields["OPENINGVALUE"];
  return amount(books.stockBalance(textField(item, "NAME"), period.fromDay - 1).value);
}

function closingValue(run: Run, item: TallyObject): Stored {
  const { books, period } = run;
  if (books === undefined) return undefined;
  return amount(books.stockBalance(textField(item, "NAME"), period.toDay).value);
}

function openingRate(run: Run, item: TallyObject): Stored {
  const { books, period } = run;
  if (books === undefined || isBooksBeginning(run, books)) return item.fields["OPENINGRATE"];
  return averageRate(run, item, books, period.fromDay - 1);
}

export function closingRate(run: Run, item: TallyObject): Rate | undefined {
  const { books, period } = run;
  return books === undefined ? undefined : averageRate(run, item, books, period.toDay);
}

/** Value by quantity, at average cost. A price carries no sign, also where more was sold than there was. */
function averageRate(run: Run, item: TallyObject, books: CompanyBooks, day: number): Rate | undefined {
  const stock = books.stockBalance(textField(item, "NAME"), day);
  if (stock.quantity === 0) return undefined;
  const price = Math.abs(stock.value / 10_000 / (stock.quantity / 1e8));
  const unit = quantityOf(run, item, stock.quantity).unit;
  return { kind: "rate", value: Math.round(price * 100) * 1e6, unit };
}

/** Closing balance of a ledger at the end of the period, in ten-thousandths. */
export function ledgerClosingBase(run: Run, books: CompanyBooks, ledger: TallyObject): number {
  return closingAt(books, ledger, run.period.toDay);
}
