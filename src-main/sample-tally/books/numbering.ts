import type { VoucherContent } from "./content.ts";

/** A living voucher: what was entered, and what Tally keeps about it. */
export interface VoucherRecord {
  readonly masterId: number;
  content: VoucherContent;
  alterId: number;
  isCancelled: boolean;
  /** Deleted, but still listed with ISDELETED Yes, as an Edit Log release might (cookbook §7). */
  isDeleted: boolean;
  /** 8, 16, 24 … within its day (protocol §6.10). */
  slot: number;
  number: string;
  /** Numbering style when it was saved last: a later change of the voucher type does not touch saved vouchers. */
  style: string;
  retainKey: number;
  /** Which automatic order it stands in; empty for none. */
  numberKey: string;
  readonly enteredBy: string | undefined;
  alteredBy: string | undefined;
  alteredDay: number | undefined;
}

/** How one series of a voucher type numbers, read from the type at the moment of use. */
export interface NumberingRule {
  readonly typeId: number;
  readonly series: string;
  readonly method: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Financial year of a series that restarts yearly, else empty. */
  readonly period: string;
}

/**
 * Automatic numbers. `Automatic` counts vouchers in date order, so an insert or delete in between renumbers what comes
 * after it without touching an ALTERID (protocol §6.8); `Automatic (Retain)` kinds hand out the next number once.
 */
export class Numbering {
  readonly #ordered = new Map<string, VoucherRecord[]>();
  readonly #next: Map<string, number>;
  readonly #retainKeys: Map<number, number>;

  constructor(
    next: ReadonlyMap<string, number> = new Map(),
    retainKeys: ReadonlyMap<number, number> = new Map(),
  ) {
    this.#next = new Map(next);
    this.#retainKeys = new Map(retainKeys);
  }

  /** 1, 5, 9 … per type (protocol §6.11). */
  takeRetainKey(typeId: number): number {
    const key = this.#retainKeys.get(typeId) ?? 1;
    this.#retainKeys.set(typeId, key + 4);
    return key;
  }

  /** Gives the voucher its number and makes room for it. Returns how many others were renumbered. */
  enter(record: VoucherRecord, rule: NumberingRule): number {
    const key = keyOf(rule, record.content.isOptional === true);
    record.style = rule.method;
    if (rule.method === "Automatic") return this.#insert(record, rule, key);
    if (retainsNumber(rule.method) && record.number === "") {
      const next = (this.#next.get(key) ?? 0) + 1;
      this.#next.set(key, next);
      record.number = numberText(rule, next);
    }
    if (rule.method === "Manual") record.number = record.content.typedNumber ?? record.number;
    if (rule.method === "None") record.number = "";
    return 0;
  }

  #insert(record: VoucherRecord, rule: NumberingRule, key: string): number {
    const list = this.#orderOf(key);
    const at = positionOf(list, record);
    list.splice(at, 0, record);
    record.numberKey = key;
    renumberFrom(list, at, rule);
    return list.length - at - 1;
  }

  #orderOf(key: string): VoucherRecord[] {
    const list = this.#ordered.get(key) ?? [];
    this.#ordered.set(key, list);
    return list;
  }

  /** Takes the voucher out of its order; later ones move up. Returns how many were renumbered. */
  leave(record: VoucherRecord, rule: NumberingRule): number {
    if (record.numberKey === "") return 0;
    const list = this.#orderOf(record.numberKey);
    const at = list.indexOf(record);
    record.numberKey = "";
    if (at < 0) return 0;
    list.splice(at, 1);
    renumberFrom(list, at, rule);
    return list.length - at;
  }

  /** Puts a voucher that already has its number back into its order (restore, split). */
  adopt(record: VoucherRecord): void {
    if (record.numberKey === "") return;
    const list = this.#orderOf(record.numberKey);
    list.splice(positionOf(list, record), 0, record);
  }

  /** The hand-out state without any voucher. */
  copyEmpty(): Numbering {
    return new Numbering(this.#next, this.#retainKeys);
  }
}

function retainsNumber(method: string): boolean {
  return method === "Auto Retain" || method === "Automatic (Manual Override)" || method === "Multi-user Auto";
}

/** Optional vouchers count among themselves; becoming regular renumbers (change-capture step 6). */
function keyOf(rule: NumberingRule, isOptional: boolean): string {
  return `${rule.typeId}|${rule.series}|${rule.period}${isOptional ? "|optional" : ""}`;
}

function numberText(rule: NumberingRule, number: number): string {
  return `${rule.prefix}${number}${rule.suffix}`;
}

function renumberFrom(list: readonly VoucherRecord[], from: number, rule: NumberingRule): void {
  for (let index = from; index < list.length; index += 1) {
    const record = list[index];
    if (record !== undefined) record.number = numberText(rule, index + 1);
  }
}

/** Vouchers usually come in date order, so the search begins at the end. */
function positionOf(list: readonly VoucherRecord[], record: VoucherRecord): number {
  let low = 0;
  let high = list.length;
  const last = list[high - 1];
  if (last === undefined || isBefore(last, record)) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = list[middle];
    if (other !== undefined && isBefore(other, record)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(left: VoucherRecord, right: VoucherRecord): boolean {
  if (left.content.day !== right.content.day) return left.content.day < right.content.day;
  return left.slot < right.slot;
}
