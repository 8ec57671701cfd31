import type { CompanyBooks, Stored, TallyObject, TallyState } from "../model.ts";
import type { CurrencyShape, Shapes } from "./value-text.ts";

/** The days a request works in, after Tally's own rules for refused dates. */
export interface Period {
  readonly fromDay: number;
  readonly toDay: number;
  /** An impossible date such as 31-Jun was asked: every dated collection is empty (protocol §5.4). */
  readonly isImpossible: boolean;
}

/** What a request cost; the request log and the pace read it. */
export interface RunStatistics {
  /** Vouchers a collection gathered or tried its filter on. */
  vouchersWalked: number;
  mastersWalked: number;
}

/** Everything an expression can see besides its object: one per request. */
export interface Run {
  readonly state: TallyState;
  /** The company the request works in; undefined when it is not loaded. */
  readonly books: CompanyBooks | undefined;
  /** ##SVCurrentCompany: the name asked for, or the active company's. */
  readonly companyName: string;
  readonly period: Period;
  readonly variables: Map<string, Stored>;
  readonly statistics: RunStatistics;
  readonly shapes: Shapes;
}

/** The company whose name matches, ignoring case and outer blanks (protocol §2.6). */
export function findCompany(state: TallyState, name: string): CompanyBooks | undefined {
  const wanted = name.trim().toLowerCase();
  return state.companies.find((books) => textField(books.company, "NAME").trim().toLowerCase() === wanted);
}

export function textField(object: TallyObject, name: string): string {
  const value = object.fields[name];
  return typeof value === "string" ? value : "";
}

export function numberField(object: TallyObject, name: string): number {
  const value = object.fields[name];
  return typeof value === "number" ? value : 0;
}

export function dayField(object: TallyObject, name: string): number | undefined {
  const value = object.fields[name];
  return typeof value === "object" && value.kind === "day" ? value.day : undefined;
}

const noCurrency: CurrencyShape = { symbol: "", hasSpace: false, isSuffix: false };

/** How units and currencies of these books are written; looked up once per request. */
export function shapesOf(books: CompanyBooks | undefined): Shapes {
  const decimals = new Map<string, number>();
  const currencies = new Map<string, CurrencyShape>();
  const symbol = books === undefined ? "" : textField(books.company, "CURRENCYNAME");
  return {
    unitDecimals(unit) {
      let known = decimals.get(unit);
      if (known === undefined) {
        const master = books?.masterByName("UNIT", unit);
        known = master === undefined ? 0 : numberField(master, "DECIMALPLACES");
        decimals.set(unit, known);
      }
      return known;
    },
    currency(wanted) {
      let known = currencies.get(wanted);
      if (known === undefined) {
        known = currencyShape(books, wanted);
        currencies.set(wanted, known);
      }
      return known;
    },
    baseSymbol: symbol,
    baseCurrency: symbol === "" ? noCurrency : currencyShape(books, symbol),
  };
}

/** Amounts name a currency by NAME or ORIGINALNAME; they are written with the NAME (`I₹`). */
function currencyShape(books: CompanyBooks | undefined, wanted: string): CurrencyShape {
  const master = books
    ?.masters("CURRENCY")
    .find((currency) => currency.fields["ORIGINALNAME"] === wanted || currency.fields["NAME"] === wanted);
  if (master === undefined) return { symbol: wanted, hasSpace: false, isSuffix: false };
  return {
    symbol: textField(master, "NAME") || wanted,
    hasSpace: master.fields["HASSPACE"] === true,
    isSuffix: master.fields["ISSUFFIX"] === true,
  };
}
