import type { TallyObject } from "../model.ts";
import { makeDay, makeObject } from "./values.ts";
import { MasterStore } from "./master-store.ts";
import { Numbering } from "./numbering.ts";
import { VoucherStore } from "./voucher-store.ts";

export interface CompanyStart {
  readonly name: string;
  readonly guid: string;
  readonly companyNumber: string;
  readonly booksFromDay: number;
  /** Data folder including the company number. */
  readonly destination: string;
  /** What ALTEREDON takes. */
  readonly today: number;
}

/** Everything that changes in one company. The functions beside it change it, class Books reads it. */
export interface CompanyState {
  readonly company: TallyObject;
  readonly companyGuid: string;
  masters: MasterStore;
  vouchers: VoucherStore;
  numbering: Numbering;
  /** ALTMSTID and ALTVCHID (protocol §6.4); vouchersCounter 0 means that there never was a voucher. */
  mastersCounter: number;
  vouchersCounter: number;
  nextMasterId: number;
  nextVoucherId: number;
  /** High mark: deletes do not move it back (protocol §5.11). */
  lastVoucherDay: number;
  /** Moves with every change, for figures computed from the whole book. */
  version: number;
  today: number;
  /** Who works; undefined while the company has no users, as most have none. */
  user: string | undefined;
  deleteBump: number;
  /** Deleted vouchers stay listed with ISDELETED Yes. Off: nobody has seen it (protocol §6.6). */
  keepsDeleted: boolean;
}

/** MASTERID of every company row (protocol §6.13). */
export const companyMasterId = 29;

export function makeCompanyState(start: CompanyStart): CompanyState {
  return {
    company: makeCompanyObject(start),
    companyGuid: start.guid,
    masters: new MasterStore(),
    vouchers: new VoucherStore(),
    numbering: new Numbering(),
    mastersCounter: 1,
    vouchersCounter: 0,
    nextMasterId: 1,
    nextVoucherId: 1,
    lastVoucherDay: 0,
    version: 0,
    today: start.today,
    user: undefined,
    deleteBump: 2,
    keepsDeleted: false,
  };
}

/** Tally gives the company number with a blank before it (protocol §6.15). */
export function printedNumber(companyNumber: string): string {
  return ` ${companyNumber.trim()}`;
}

function makeCompanyObject(start: CompanyStart): TallyObject {
  const fields = {
    NAME: start.name,
    GUID: start.guid,
    COMPANYNUMBER: printedNumber(start.companyNumber),
    MASTERID: companyMasterId,
    ALTERID: 1,
    ALTMSTID: 1,
    ALTVCHID: undefined,
    STARTINGFROM: makeDay(start.booksFromDay),
    BOOKSFROM: makeDay(start.booksFromDay),
    ENDINGAT: undefined,
    LASTVOUCHERDATE: undefined,
    DESTINATION: start.destination,
    BASICCOMPANYFORMALNAME: start.name,
    MAILINGNAME: start.name,
    RESERVEDNAME: "",
    CURRENCYNAME: "₹",
    COUNTRYNAME: "India",
    STATENAME: undefined,
    PINCODE: undefined,
    EMAIL: undefined,
    PHONENUMBER: undefined,
    MOBILENO: undefined,
    WEBSITE: undefined,
    INCOMETAXNUMBER: undefined,
    GSTREGISTRATIONNUMBER: undefined,
    TANUMBER: undefined,
    ISAGGREGATE: false,
    ISINTEGRATED: true,
    ISBILLWISEON: true,
    ISCOSTCENTRESON: true,
    ISINVENTORYON: true,
    ISGSTON: true,
    ISTDSON: true,
    ISPAYROLLON: true,
  };
  return makeObject("COMPANY", fields, { ADDRESS: [] });
}

export function moveMastersCounter(state: CompanyState): number {
  state.mastersCounter += 1;
  return noteCounters(state).mastersCounter;
}

export function moveVouchersCounter(state: CompanyState, by = 1): number {
  state.vouchersCounter += by;
  return noteCounters(state).vouchersCounter;
}

/** Writes the counters where the port reads them. */
export function noteCounters(state: CompanyState): CompanyState {
  const { fields } = state.company;
  state.version += 1;
  fields["ALTMSTID"] = state.mastersCounter;
  fields["ALTVCHID"] = state.vouchersCounter === 0 ? undefined : state.vouchersCounter;
  fields["LASTVOUCHERDATE"] = state.lastVoucherDay === 0 ? undefined : makeDay(state.lastVoucherDay);
  return state;
}

export function booksFromDayOf(state: CompanyState): number {
  const value = state.company.fields["BOOKSFROM"];
  return typeof value === "object" && value.kind === "day" ? value.day : 0;
}

/** The company row takes a master ALTERID of its own when it is altered (protocol §6.5). */
export function alterCompany(state: CompanyState, fields: TallyObject["fields"]): void {
  Object.assign(state.company.fields, fields);
  state.company.fields["ALTERID"] = moveMastersCounter(state);
}
