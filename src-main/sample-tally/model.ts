/**
 * What the sample Tally holds: raw objects as Tally stores them, under Tally's own method names.
 * The TDL interpreter reads these objects; books.ts keeps and changes them; company.ts invents them.
 * Nothing here knows which requests the product sends.
 */

/** Money. Credit positive, debit negative, in paisa-exact decimal text of the base currency. */
export interface Amount {
  readonly kind: "amount";
  /** Ten-thousandths of the base currency, so that 4 decimals are exact. */
  readonly base: number;
  /** Foreign face value in ten-thousandths with the same sign, and its rate, where the amount is in a foreign currency. */
  readonly forex?: { readonly value: number; readonly rate: string; readonly currency: string };
  /** The debit side, even where the number is positive (bill allocations may disagree). Defaults to base < 0. */
  readonly isDebit?: boolean;
}

/** A quantity of a stock item. Inward positive. `value` in 1e-8 of the smallest unit. */
export interface Quantity {
  readonly kind: "quantity";
  readonly value: number;
  /** Unit as entered, simple (`Nos`) or compound (`Box of 12 Nos`). */
  readonly unit: string;
  /** The same quantity in the item's alternate unit, in 1e-8 of it. */
  readonly alternate?: { readonly value: number; readonly unit: string };
}

/** A price per unit; `value` in 1e-8 of the base currency. */
export interface Rate {
  readonly kind: "rate";
  readonly value: number;
  readonly unit: string;
  readonly forex?: { readonly value: number; readonly currency: string };
}

/** A day: days since 1899-12-31 (1-Apr-2025 = 0xB2B3 = 45747). */
export interface Day {
  readonly kind: "day";
  readonly day: number;
}

/** `30 Days`, `2 Months` or a date; counted from the bill's own date. */
export interface DuePeriod {
  readonly kind: "due";
  readonly text: string;
  /** The due day when it can be computed, else undefined. */
  readonly dueDay?: number;
  readonly days?: number;
}

/** undefined is Tally's "empty". Reserved words are strings beginning with U+0004 and a blank. */
export type Stored = string | number | boolean | Amount | Quantity | Rate | Day | DuePeriod | undefined;

/**
 * An object (master, voucher, line). `fields` by upper-case method name without blanks (`LEDGERNAME`);
 * `lists` by upper-case list name without `.LIST` (`ALLLEDGERENTRIES`), string lists (`ADDRESS`,
 * `BASICUSERDESCRIPTION`) hold objects with one field of the list's own name.
 */
export interface TallyObject {
  /** Upper-case object type: `LEDGER`, `VOUCHER`, `ALLLEDGERENTRIES` … */
  readonly type: string;
  readonly fields: Record<string, Stored>;
  readonly lists: Record<string, TallyObject[]>;
}

/** Master types, by the TYPE name a TDL collection uses, upper case. */
export const masterTypes = [
  "GROUP",
  "LEDGER",
  "COSTCATEGORY",
  "COSTCENTRE",
  "GODOWN",
  "STOCKGROUP",
  "STOCKCATEGORY",
  "STOCKITEM",
  "VOUCHERTYPE",
  "CURRENCY",
  "UNIT",
  "BUDGET",
  "ATTENDANCETYPE",
  "TAXUNIT",
] as const;
export type MasterType = (typeof masterTypes)[number];

/** One set of books as the interpreter sees it. */
export interface CompanyBooks {
  /** The COMPANY object: NAME, GUID, COMPANYNUMBER, BOOKSFROM, ALTMSTID, ALTVCHID, DESTINATION … kept current. */
  readonly company: TallyObject;
  /** Living masters of a type, in Tally's order. */
  masters(type: MasterType): readonly TallyObject[];
  /** By name, ignoring case; undefined if there is none. */
  masterByName(type: MasterType, name: string): TallyObject | undefined;
  /** Living vouchers dated within the days, ascending by day. */
  vouchers(fromDay: number, toDay: number): Iterable<TallyObject>;
  voucherByMasterId(masterId: number): TallyObject | undefined;
  /** How many vouchers there are, for the pace of whole-book scans. */
  readonly voucherCount: number;
  /** Ledger balance in ten-thousandths at the end of a day, from openings and posting lines, credit positive. */
  ledgerBalance(name: string, day: number): number;
  /** Closing stock of an item at the end of a day: quantity 1e-8, value in ten-thousandths (debit negative). */
  stockBalance(name: string, day: number): { readonly quantity: number; readonly value: number };
  /** What came in and went out from one day to another, as the vouchers say it; outward quantities are negative. */
  stockMovement(name: string, fromDay: number, toDay: number): StockMovement;
}

/** Quantities in 1e-8 of the unit, values in ten-thousandths of the currency, debit negative. */
export interface StockMovement {
  readonly inwardQuantity: number;
  readonly inwardValue: number;
  readonly outwardQuantity: number;
  readonly outwardValue: number;
}

/** All loaded companies and the switches that change how the port behaves. */
export interface TallyState {
  /** Loaded companies in the order of the company list. */
  readonly companies: readonly CompanyBooks[];
  /** The one active on the screen: used when a request names none. */
  readonly active: CompanyBooks | undefined;
  readonly options: TallyOptions;
}

export interface TallyOptions {
  /** Release answered in headers, e.g. { major: 7, minor: 0 }. */
  readonly release: { readonly major: number; readonly minor: number };
  readonly isErp9: boolean;
  readonly educational: boolean;
  /** Fields a release does not know (upper case), printing empty as real Tally does. */
  readonly unknownMethods: ReadonlySet<string>;
  /** How much a delete moves ALTVCHID: 2 (7.1) or 3 (7.0). */
  readonly deleteBump: number;
  /** `real`: answers take the time protocol §8 measured, scans included. */
  readonly pace: "fast" | "real";
}
