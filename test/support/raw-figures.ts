import type { CompanyBooks, MasterType, TallyObject } from "../../src-main/sample-tally/model.ts";
import { dayToDate } from "./expected-rows/canonical.ts";
import { RawReader } from "./expected-rows/raw-reader.ts";

/**
 * What reports must show, worked out from the sample's raw objects without any table: a second, independent reading.
 * Money is counted in ten-thousandths, credit positive, as the raw objects have it.
 */
export interface RawVoucher {
  readonly guid: string;
  readonly date: string;
  readonly baseType: string;
  readonly isOptional: boolean;
  readonly isCancelled: boolean;
  /** Moves ledger balances, as far as its type and flags decide. */
  readonly posts: boolean;
  /** Not post-dated, or its date has come. */
  readonly hasCome: boolean;
  readonly lines: readonly { readonly ledger: string; readonly amount: number; readonly raw: RawReader }[];
  readonly raw: RawReader;
}

export const rawToday = new Date(Date.now() + 5.5 * 3_600_000).toISOString().slice(0, 10);

/** Days since 1899-12-31, as the sample counts them. */
export function rawDay(date: string): number {
  return Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse("1899-12-31T00:00:00Z")) / 86_400_000);
}

/** The year in which the financial year of a date begins. */
export function rawYear(date: string): number {
  return Number(date.slice(0, 4)) - (date.slice(5, 7) < "04" ? 1 : 0);
}

export function rawMasters(books: CompanyBooks, type: MasterType): readonly RawReader[] {
  return books.masters(type).map((master) => readerOf(master, type));
}

function readerOf(object: TallyObject, path: string): RawReader {
  return new RawReader(object, path, new Set());
}

const accountTypes = new Set(
  "Sales,Purchase,Credit Note,Debit Note,Receipt,Payment,Contra,Journal,Payroll".split(","),
);

export function rawVouchers(books: CompanyBooks): readonly RawVoucher[] {
  return [...books.vouchers(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)].map((object) => {
    const raw = readerOf(object, "VOUCHER");
    const date = raw.date("DATE") ?? "";
    const baseType = baseTypeOf(books, raw.text("VOUCHERTYPENAME"));
    const isOptional = raw.logical("ISOPTIONAL");
    const isCancelled = raw.logical("ISCANCELLED");
    return {
      guid: raw.text("GUID"),
      date,
      baseType,
      isOptional,
      isCancelled,
      posts: accountTypes.has(baseType) && !isOptional && !isCancelled,
      hasCome: !raw.logical("ISPOSTDATED") || date <= rawToday,
      lines: raw.list("ALLLEDGERENTRIES").map((line) => ({
        ledger: line.text("LEDGERNAME"),
        amount: line.amount("AMOUNT")?.base ?? 0,
        raw: line,
      })),
      raw,
    };
  });
}

/** The predefined type at the top of a voucher type's line. */
function baseTypeOf(books: CompanyBooks, typeName: string): string {
  const type = books.masterByName("VOUCHERTYPE", typeName);
  if (type === undefined) throw new RangeError(`no voucher type ${typeName}`);
  const raw = readerOf(type, "VOUCHERTYPE");
  const parent = raw.text("PARENT");
  return parent === raw.text("NAME") ? parent : baseTypeOf(books, parent);
}

/** The groups above a ledger, the nearest first; none for Profit & Loss A/c. */
export function rawGroupsOf(books: CompanyBooks, ledgerName: string): readonly string[] {
  const ledger = books.masterByName("LEDGER", ledgerName);
  const line: string[] = [];
  let parent = ledger === undefined ? "" : readerOf(ledger, "LEDGER").parentText();
  while (parent !== "") {
    line.push(parent);
    const group = books.masterByName("GROUP", parent);
    parent = group === undefined ? "" : readerOf(group, "GROUP").parentText();
  }
  return line;
}

const revenueGroups = new Set(
  "Sales Accounts,Purchase Accounts,Direct Incomes,Direct Expenses,Indirect Incomes,Indirect Expenses".split(
    ",",
  ),
);

export function isRawNominal(books: CompanyBooks, ledgerName: string): boolean {
  return revenueGroups.has(rawGroupsOf(books, ledgerName).at(-1) ?? "");
}

/** Balance of a ledger at the end of a day as a report of that day's financial year shows it. */
export function rawBalance(books: CompanyBooks, ledgerName: string, date: string): number {
  const balance = books.ledgerBalance(ledgerName, rawDay(date));
  const yearStart = `${rawYear(date)}-04-01`;
  const booksFrom = dayToDate(rawDay(readerOf(books.company, "COMPANY").date("BOOKSFROM") ?? ""));
  if (!isRawNominal(books, ledgerName) || yearStart <= booksFrom) return balance;
  return balance - books.ledgerBalance(ledgerName, rawDay(yearStart) - 1);
}

/** Ten-thousandths of a number that a database answered, as a number or as a text. */
export function moneyUnits(value: unknown): number {
  const units = Number(value) * 10_000;
  if (Math.abs(units - Math.round(units)) > 0.01)
    throw new RangeError(`${String(value)} has more than 4 places`);
  return Math.round(units) + 0;
}

interface RawItemLine {
  readonly item: string;
  /** In 1e-8 of the smallest unit, inward positive. */
  readonly quantity: number;
  readonly amount: number;
  readonly movesStock: boolean;
}

const notes = new Set("Delivery Note,Receipt Note,Rejections In,Rejections Out".split(","));
const stockTypes = new Set([
  ...notes,
  ..."Sales,Purchase,Credit Note,Debit Note,Stock Journal,Physical Stock,Material In,Material Out".split(","),
]);

/** Item lines of a voucher: those of the invoice, else those below its ledger lines. */
export function rawItemLines({
  raw,
  baseType,
  isOptional,
  isCancelled,
  hasCome,
}: RawVoucher): readonly RawItemLine[] {
  const own = raw.list("ALLINVENTORYENTRIES");
  const lines =
    own.length > 0
      ? own
      : raw.list("ALLLEDGERENTRIES").flatMap((entry) => entry.list("INVENTORYALLOCATIONS"));
  const counts = stockTypes.has(baseType) && !isOptional && !isCancelled && hasCome;
  return lines.map((line) => ({
    item: line.text("STOCKITEMNAME"),
    quantity: line.quantity("ACTUALQTY")?.value ?? 0,
    amount: line.amount("AMOUNT")?.base ?? 0,
    movesStock: counts && (notes.has(baseType) || line.applicableText("TRACKINGNUMBER") === ""),
  }));
}

/** Stock of every item at the end of a day at average cost of all that came in, in ten-thousandths. */
export function rawStockValue(books: CompanyBooks, date: string): number {
  const items = new Map<string, { quantity: number; quantityIn: number; valueIn: number }>(
    rawMasters(books, "STOCKITEM").map((item) => {
      const quantity = item.quantity("OPENINGBALANCE")?.value ?? 0;
      const value = -(item.amount("OPENINGVALUE")?.base ?? 0);
      return [item.text("NAME"), { quantity, quantityIn: quantity, valueIn: value }];
    }),
  );
  for (const voucher of rawVouchers(books).filter((each) => each.date <= date)) {
    for (const line of rawItemLines(voucher).filter((each) => each.movesStock)) {
      const item = items.get(line.item);
      if (item === undefined) throw new RangeError(`no item ${line.item}`);
      item.quantity += line.quantity;
      if (line.quantity > 0) {
        item.quantityIn += line.quantity;
        item.valueIn -= line.amount;
      }
    }
  }
  return [...items.values()].reduce((total, { quantity, quantityIn, valueIn }) => {
    const value = quantityIn === 0 ? 0 : (valueIn * quantity) / quantityIn;
    return total + (quantity === quantityIn ? valueIn : Math.round(value / 100) * 100);
  }, 0);
}

/** Duty head of a GST ledger as registers name it; empty for other ledgers. */
export function rawTaxHead(books: CompanyBooks, ledgerName: string): "cgst" | "sgst" | "igst" | "cess" | "" {
  const ledger = books.masterByName("LEDGER", ledgerName);
  const head = ledger === undefined ? "" : readerOf(ledger, "LEDGER").applicableText("GSTDUTYHEAD");
  const heads = { CGST: "cgst", "State Tax": "sgst", "UT Tax": "sgst", IGST: "igst", Cess: "cess" } as const;
  return head in heads ? heads[head as keyof typeof heads] : "";
}
