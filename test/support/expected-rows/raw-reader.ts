import type {
  Amount,
  CompanyBooks,
  Day,
  DuePeriod,
  Quantity,
  Rate,
  Stored,
  TallyObject,
} from "../../../src-main/sample-tally/model.ts";
import { billionthsToDecimal, dayToDate, moneyUnitsToDecimal, numberToDecimal } from "./canonical.ts";

/** Tally's own words begin so; a user may name a group `Primary` without it (protocol §4.6). */
const reservedMark = "\u0004 ";
const notApplicable = `${reservedMark}Not Applicable`;

/**
 * A raw object of the sample, read field by field. Every field read is noted under its path
 * (`VOUCHER/ALLLEDGERENTRIES.AMOUNT`), so that fields which no column takes can be listed.
 */
export class RawReader {
  readonly #object: TallyObject;
  readonly #path: string;
  readonly #taken: Set<string>;

  constructor(object: TallyObject, path: string, taken: Set<string>) {
    this.#object = object;
    this.#path = path;
    this.#taken = taken;
  }

  list(name: string): readonly RawReader[] {
    const path = `${this.#path}/${name}`;
    return (this.#object.lists[name] ?? []).map((each) => new RawReader(each, path, this.#taken));
  }

  stored(field: string): Stored {
    this.#taken.add(`${this.#path}.${field}`);
    return this.#object.fields[field];
  }

  isEmpty(field: string): boolean {
    const value = this.stored(field);
    return value === undefined || value === "";
  }

  /** As Tally holds it, a reserved word without its mark. '' is "none". */
  text(field: string): string {
    const value = this.stored(field);
    if (value === undefined) return "";
    if (typeof value === "number") return String(value);
    if (typeof value !== "string") throw new TypeError(`${this.#path}.${field} is no text`);
    return value.startsWith(reservedMark) ? value.slice(reservedMark.length) : value;
  }

  /** The reserved word Not Applicable is no value. */
  applicableText(field: string): string {
    return this.stored(field) === notApplicable ? "" : this.text(field);
  }

  /** A parent; the reserved root is none. */
  parentText(field = "PARENT"): string {
    return this.stored(field) === `${reservedMark}Primary` ? "" : this.text(field);
  }

  hasWord(field: string, word: string): boolean {
    return this.stored(field) === `${reservedMark}${word}`;
  }

  logical(field: string): boolean {
    const value = this.stored(field);
    if (value === undefined) return false;
    if (typeof value !== "boolean") throw new TypeError(`${this.#path}.${field} is no logical`);
    return value;
  }

  integer(field: string): number | null {
    const value = this.stored(field);
    if (value === undefined) return null;
    if (typeof value !== "number" || !Number.isSafeInteger(value)) {
      throw new TypeError(`${this.#path}.${field} is no whole number`);
    }
    return value;
  }

  number(field: string): string | null {
    const value = this.stored(field);
    if (value === undefined) return null;
    if (typeof value !== "number") throw new TypeError(`${this.#path}.${field} is no number`);
    return numberToDecimal(value);
  }

  date(field: string): string | null {
    const value = this.#compound(field, "day") as Day | undefined;
    return value === undefined ? null : dayToDate(value.day);
  }

  due(field: string): DuePeriod | undefined {
    return this.#compound(field, "due") as DuePeriod | undefined;
  }

  dueDate(field: string): string | null {
    const day = this.due(field)?.dueDay;
    return day === undefined ? null : dayToDate(day);
  }

  /** Days and weeks are a number of days; months, years and dates are not. */
  creditDays(field: string): number | null {
    const match = /^(\d+) (Day|Week)s?$/.exec(this.due(field)?.text ?? "");
    if (match === null) return null;
    return Number(match[1]) * (match[2] === "Week" ? 7 : 1);
  }

  amount(field: string): Amount | undefined {
    return this.#compound(field, "amount") as Amount | undefined;
  }

  /** Base currency, credit positive; null where there is none. */
  money(field: string): string | null {
    const value = this.amount(field);
    return value === undefined ? null : moneyUnitsToDecimal(value.base);
  }

  forexMoney(field: string): string | null {
    const forex = this.amount(field)?.forex;
    return forex === undefined ? null : moneyUnitsToDecimal(forex.value);
  }

  quantity(field: string): Quantity | undefined {
    return this.#compound(field, "quantity") as Quantity | undefined;
  }

  /** In the smallest unit, inward positive. */
  count(field: string): string | null {
    const value = this.quantity(field);
    return value === undefined ? null : billionthsToDecimal(value.value);
  }

  rate(field: string): Rate | undefined {
    return this.#compound(field, "rate") as Rate | undefined;
  }

  price(field: string): string | null {
    const value = this.rate(field);
    return value === undefined ? null : billionthsToDecimal(value.value);
  }

  /** Lines of a text (an address), one under the other. */
  lines(list: string): string {
    return this.list(list)
      .map((line) => line.text(list))
      .join("\n");
  }

  #compound(field: string, kind: string): Stored {
    const value = this.stored(field);
    if (value === undefined) return undefined;
    if (typeof value !== "object" || value.kind !== kind) {
      throw new TypeError(`${this.#path}.${field} is no ${kind}`);
    }
    return value;
  }
}

export function readCompany(books: CompanyBooks, taken: Set<string>): RawReader {
  return new RawReader(books.company, "COMPANY", taken);
}
