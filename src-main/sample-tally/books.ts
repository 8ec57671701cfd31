import {
  computeLedgerBalances,
  computeStockBalances,
  computeStockMovements,
  nothingMoved,
} from "./books/balances.ts";
import type { StockBalance } from "./books/balances.ts";
import { makeCompanyState, noteCounters } from "./books/company-state.ts";
import type { CompanyStart, CompanyState } from "./books/company-state.ts";
import type { VoucherContent } from "./books/content.ts";
import type { VoucherRecord } from "./books/numbering.ts";
import { restoreState, takeBackup } from "./books/snapshot.ts";
import type { Backup } from "./books/snapshot.ts";
import { addVoucher } from "./books/voucher-changes.ts";
import { VoucherObject } from "./books/voucher-object.ts";
import { masterTypes } from "./model.ts";
import type { CompanyBooks, MasterType, StockMovement, TallyObject } from "./model.ts";

/** Living books of one company as the port reads them. Changes go through the functions on its state. */
export class Books implements CompanyBooks {
  readonly state: CompanyState;
  readonly #cache = new Map<number, BalanceCache>();
  #movements: { readonly key: string; readonly items: ReadonlyMap<number, StockMovement> } | undefined;

  constructor(start: CompanyStart | CompanyState) {
    this.state = "masters" in start ? start : makeCompanyState(start);
  }

  get company(): TallyObject {
    return this.state.company;
  }

  get name(): string {
    return this.company.fields["NAME"] as string;
  }

  get voucherCount(): number {
    return this.state.vouchers.size;
  }

  masters(type: MasterType): readonly TallyObject[] {
    return this.state.masters.ofType(type);
  }

  masterByName(type: MasterType, name: string): TallyObject | undefined {
    return this.state.masters.byName(type, name);
  }

  *vouchers(fromDay: number, toDay: number): Iterable<TallyObject> {
    for (const record of this.state.vouchers.between(fromDay, toDay)) yield this.show(record);
  }

  voucherByMasterId(masterId: number): TallyObject | undefined {
    const record = this.state.vouchers.byId(masterId);
    return record && this.show(record);
  }

  show(record: VoucherRecord): TallyObject {
    return new VoucherObject(record, this.state);
  }

  ledgerBalance(name: string, day: number): number {
    const ledger = this.masterByName("LEDGER", name);
    const id = ledger?.fields["MASTERID"] as number | undefined;
    return id === undefined ? 0 : (this.#balancesAt(day).ledgers.get(id) ?? 0);
  }

  stockBalance(name: string, day: number): StockBalance {
    const item = this.masterByName("STOCKITEM", name);
    const id = item?.fields["MASTERID"] as number | undefined;
    const none = { quantity: 0, value: 0 };
    return id === undefined ? none : (this.#balancesAt(day).stock.get(id) ?? none);
  }

  stockMovement(name: string, fromDay: number, toDay: number): StockMovement {
    const item = this.masterByName("STOCKITEM", name);
    const { masters, vouchers, version } = this.state;
    const key = `${version} ${fromDay} ${toDay}`;
    if (this.#movements?.key !== key)
      this.#movements = { key, items: computeStockMovements(masters, vouchers, fromDay, toDay) };
    return this.#movements.items.get(item?.fields["MASTERID"] as number) ?? nothingMoved;
  }

  /** One walk over the book answers all balances of a day, until something changes. */
  #balancesAt(day: number): BalanceCache {
    const { masters, vouchers, version } = this.state;
    const cached = this.#cache.get(day);
    if (cached?.version === version) return cached;
    if (this.#cache.size >= cachedDays) this.#cache.clear();
    const ledgers = computeLedgerBalances(masters, vouchers, day);
    const stock = computeStockBalances(masters, vouchers, day);
    const fresh = { version, ledgers, stock };
    this.#cache.set(day, fresh);
    return fresh;
  }

  post(content: VoucherContent): VoucherRecord {
    return addVoucher(this.state, content);
  }

  backup(): Backup {
    return takeBackup(this.state);
  }

  /** Counters fall back and numbers are used again (protocol §6.14). */
  restore(backup: Backup): void {
    restoreState(this.state, backup);
    noteCounters(this.state);
  }

  /** Every voucher as the port shows it, for tests that compare field by field. */
  rawVouchers(): readonly TallyObject[] {
    return [...this.vouchers(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)];
  }

  rawMasters(type?: MasterType): readonly TallyObject[] {
    return type === undefined ? masterTypes.flatMap((each) => this.masters(each)) : this.masters(type);
  }
}

/** Openings and closings of one request touch a handful of days. */
const cachedDays = 8;

interface BalanceCache {
  readonly version: number;
  readonly ledgers: ReadonlyMap<number, number>;
  readonly stock: ReadonlyMap<number, StockBalance>;
}
