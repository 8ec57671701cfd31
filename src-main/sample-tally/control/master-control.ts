import type { CompanyState } from "../books/company-state.ts";
import { dayFromIso } from "../books/days.ts";
import {
  alterMaster,
  checkParent,
  createMaster,
  deleteMaster,
  renameMaster,
  swapMasterNames,
} from "../books/master-changes.ts";
import type { VoucherRecord } from "../books/numbering.ts";
import { copyObject } from "../books/master-store.ts";
import { makeAmount, makeDay, makeObject, makeDue, reserved, rupee } from "../books/values.ts";
import { deleteVoucher } from "../books/voucher-changes.ts";
import { idsOfContent } from "../books/voucher-ids.ts";
import type { MasterType, Stored, TallyObject } from "../model.ts";
import { parseScaled } from "./draft.ts";

/** Values of master fields as JSON carries them: plain, or tagged where Tally's type is none of JSON's. */
type FieldInput =
  | string
  | number
  | boolean
  | null
  | { readonly amount: string }
  | { readonly date: string }
  | { readonly due: string };

interface OpeningBill {
  readonly name: string;
  readonly date: string;
  readonly amount: string;
  readonly credit?: string;
  readonly isAdvance?: boolean;
}

/** What people do to masters. Masters are named by type and present name. */
export class MasterControl {
  readonly #state: CompanyState;

  constructor(state: CompanyState) {
    this.#state = state;
  }

  find(type: MasterType, name: string): TallyObject {
    const master = this.#state.masters.byName(type, name);
    if (master === undefined) throw new Error(`There is no ${type.toLowerCase()} named "${name}".`);
    return master;
  }

  /** `fields` by Tally's method names; a parent that is not named is Primary. Returns the MASTERID. */
  create(type: MasterType, name: string, fields: Readonly<Record<string, FieldInput>> = {}): number {
    const content = { fields: { ...this.#usualParent(type), ...this.#storedFields(fields) } };
    checkParent(this.#state, type, content);
    return createMaster(this.#state, type, name, content).fields["MASTERID"] as number;
  }

  #usualParent(type: MasterType): Record<string, Stored> {
    if (type === "COSTCATEGORY" || type === "CURRENCY" || type === "UNIT") return {};
    if (type !== "GROUP" && type !== "LEDGER") return { PARENT: reserved.primary };
    // A predefined group keeps its RESERVEDNAME when somebody renames it.
    const group = this.#state.masters
      .ofType("GROUP")
      .find((each) => each.fields["RESERVEDNAME"] === "Indirect Expenses");
    return { PARENT: group?.fields["NAME"] };
  }

  /** Returns whether anything changed: only then a counter moves. */
  alter(type: MasterType, name: string, fields: Readonly<Record<string, FieldInput>>): boolean {
    return alterMaster(this.#state, this.find(type, name), { fields: this.#storedFields(fields) });
  }

  #storedFields(fields: Readonly<Record<string, FieldInput>>): Record<string, Stored> {
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name.toUpperCase(), storedOf(value)]),
    );
  }

  rename(type: MasterType, name: string, to: string): void {
    renameMaster(this.#state, this.find(type, name), to);
  }

  swapNames(type: MasterType, left: string, right: string): void {
    swapMasterNames(this.#state, this.find(type, left), this.find(type, right));
  }

  /** Under another group, parent or category-like parent. */
  move(type: MasterType, name: string, parent: string): boolean {
    return this.alter(type, name, { PARENT: parent });
  }

  /** Refuses while something uses it; with `withVouchers` the vouchers that do go first. */
  delete(type: MasterType, name: string, withVouchers = false): void {
    const master = this.find(type, name);
    if (withVouchers) {
      for (const record of this.#vouchersUsing(master.fields["MASTERID"] as number)) {
        deleteVoucher(this.#state, record);
      }
    }
    deleteMaster(this.#state, master);
  }

  #vouchersUsing(masterId: number): VoucherRecord[] {
    return Array.from(this.#state.vouchers.all()).filter(
      (record) => !record.isDeleted && idsOfContent(record.content).has(masterId),
    );
  }

  /** `Box of 12 Nos` becomes `Box of 10 Nos`; quantities keep what they hold in the smallest unit. */
  setConversion(unit: string, conversion: number): boolean {
    return this.alter("UNIT", unit, { CONVERSION: conversion });
  }

  setVoucherTypeParent(name: string, parent: string): boolean {
    return this.alter("VOUCHERTYPE", name, { PARENT: parent });
  }

  /** Saved vouchers keep their numbers until they are saved again. */
  setNumberingMethod(name: string, method: string, series = "Default"): boolean {
    const type = this.find("VOUCHERTYPE", name);
    const list = (type.lists["VOUCHERNUMBERSERIES"] ?? []).map(copyObject);
    for (const each of list) {
      if (each.fields["NAME"] === series) each.fields["NUMBERINGMETHOD"] = method;
    }
    const fields = series === "Default" ? { NUMBERINGMETHOD: method } : {};
    return alterMaster(this.#state, type, { fields, lists: { VOUCHERNUMBERSERIES: list } });
  }

  setOpeningBalance(ledger: string, amount: string): boolean {
    const master = this.find("LEDGER", ledger);
    const fields = { OPENINGBALANCE: makeAmount(parseScaled(amount, rupee)) };
    return alterMaster(this.#state, master, { fields, lists: { BILLALLOCATIONS: [] } });
  }

  /** The opening balance follows the bills. */
  setOpeningBills(ledger: string, bills: readonly OpeningBill[]): boolean {
    const rows = bills.map((bill) => {
      const day = dayFromIso(bill.date);
      return makeObject("BILLALLOCATIONS", {
        NAME: bill.name,
        BILLDATE: makeDay(day),
        BILLCREDITPERIOD: makeDue(bill.credit, day),
        ISADVANCE: bill.isAdvance === true,
        OPENINGBALANCE: makeAmount(parseScaled(bill.amount, rupee)),
        YEAREND: undefined,
      });
    });
    const total = bills.reduce((sum, bill) => sum + parseScaled(bill.amount, rupee), 0);
    return alterMaster(this.#state, this.find("LEDGER", ledger), {
      fields: { OPENINGBALANCE: makeAmount(total) },
      lists: { BILLALLOCATIONS: rows },
    });
  }
}

function storedOf(value: FieldInput): Stored {
  if (value === null) return undefined;
  if (typeof value !== "object") return value;
  if ("amount" in value) return makeAmount(parseScaled(value.amount, rupee));
  if ("date" in value) return makeDay(dayFromIso(value.date));
  return makeDue(value.due, 0);
}
