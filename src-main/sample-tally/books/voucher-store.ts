import type { VoucherRecord } from "./numbering.ts";

/** Living vouchers by day and MASTERID. Within a day they stand by slot. */
export class VoucherStore {
  readonly #byId = new Map<number, VoucherRecord>();
  readonly #days = new Map<number, VoucherRecord[]>();
  #firstDay = Number.POSITIVE_INFINITY;
  #lastDay = Number.NEGATIVE_INFINITY;

  get size(): number {
    return this.#byId.size;
  }

  byId(masterId: number): VoucherRecord | undefined {
    return this.#byId.get(masterId);
  }

  /** Puts the voucher on its day, behind those already there. */
  place(record: VoucherRecord): void {
    const { day } = record.content;
    const list = this.#days.get(day) ?? [];
    if (list.length === 0) this.#days.set(day, list);
    record.slot = (list[list.length - 1]?.slot ?? 0) + 8;
    list.push(record);
    this.#byId.set(record.masterId, record);
    this.#firstDay = Math.min(this.#firstDay, day);
    this.#lastDay = Math.max(this.#lastDay, day);
  }

  /** Puts a voucher back on its day and slot (restore, split): records come in order. */
  adopt(record: VoucherRecord): void {
    const { slot } = record;
    this.place(record);
    record.slot = slot;
  }

  take(record: VoucherRecord): void {
    const { day } = record.content;
    const list = this.#days.get(day) ?? [];
    list.splice(list.indexOf(record), 1);
    if (list.length === 0) this.#days.delete(day);
    this.#byId.delete(record.masterId);
  }

  *between(fromDay: number, toDay: number): Iterable<VoucherRecord> {
    const last = Math.min(toDay, this.#lastDay);
    for (let day = Math.max(fromDay, this.#firstDay); day <= last; day += 1) {
      const list = this.#days.get(day);
      if (list !== undefined) yield* list;
    }
  }

  all(): Iterable<VoucherRecord> {
    return this.between(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  }

  masterIds(): readonly number[] {
    return [...this.#byId.keys()];
  }
}
