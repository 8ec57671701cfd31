import type { Stored, TallyObject } from "../model.ts";
import type { HeadPart } from "./content.ts";
import type { MasterStore } from "./master-store.ts";
import type { VoucherRecord } from "./numbering.ts";
import { makeAmount, makeDay, makeDue, makeOptionalDay, reserved } from "./values.ts";
import { userFieldsOfVoucher } from "./user-fields.ts";
import { makeVoucherLists, voucherTotal } from "./voucher-lists.ts";

interface VoucherSurroundings {
  readonly companyGuid: string;
  readonly masters: MasterStore;
}

/** Company GUID, a dash, MASTERID as 8 hex digits (protocol §6.1). */
export function objectGuid(companyGuid: string, masterId: number): string {
  return `${companyGuid}-${masterId.toString(16).padStart(8, "0")}`;
}

/** A voucher as Tally shows it. Its lists are built when somebody looks at them. */
export class VoucherObject implements TallyObject {
  readonly type = "VOUCHER";
  readonly fields: Record<string, Stored>;
  readonly #record: VoucherRecord;
  readonly #surroundings: VoucherSurroundings;
  #lists: Record<string, TallyObject[]> | undefined;

  constructor(record: VoucherRecord, surroundings: VoucherSurroundings) {
    this.#record = record;
    this.#surroundings = surroundings;
    this.fields = makeFields(record, surroundings);
  }

  get lists(): Record<string, TallyObject[]> {
    this.#lists ??= makeVoucherLists(this.#record, this.#surroundings.masters);
    return this.#lists;
  }
}

const noHead: HeadPart = {};

function makeFields(
  record: VoucherRecord,
  { companyGuid, masters }: VoucherSurroundings,
): Record<string, Stored> {
  const { content, masterId, isCancelled } = record;
  const head = isCancelled ? noHead : (content.head ?? noHead);
  const guid = objectGuid(companyGuid, masterId);
  const typeName = masters.nameOf(content.typeId);
  const party = content.partyId === undefined || isCancelled ? undefined : masters.nameOf(content.partyId);
  const date = makeDay(content.day);
  const isInvoice = content.view === "Invoice Voucher View";
  return {
    DATE: date,
    GUID: guid,
    MASTERID: masterId,
    ALTERID: record.alterId,
    VOUCHERTYPENAME: typeName,
    VOUCHERNUMBER: record.number === "" ? undefined : record.number,
    ISCANCELLED: isCancelled,
    ISOPTIONAL: content.isOptional === true,
    ISPOSTDATED: content.isPostDated === true,
    PARTYLEDGERNAME: party,
    NARRATION: content.narration,
    REFERENCE: content.reference,
    REFERENCEDATE: makeOptionalDay(content.referenceDay),
    EFFECTIVEDATE: content.effectiveDay === undefined ? date : makeDay(content.effectiveDay),
    VOUCHERNUMBERSERIES: content.series ?? "Default",
    NUMBERINGSTYLE: record.style,
    PERSISTEDVIEW: content.view,
    ISINVOICE: isInvoice,
    PARTYNAME: head.partyName ?? party,
    BASICBUYERNAME: head.partyName ?? (isInvoice ? party : undefined),
    CONSIGNEENAME: head.consignee,
    PARTYGSTIN: head.partyGstin,
    GSTREGISTRATIONTYPE: head.registrationType,
    PLACEOFSUPPLY: head.placeOfSupply,
    STATENAME: head.stateName,
    COUNTRYOFRESIDENCE: head.stateName === undefined ? undefined : "India",
    CMPGSTIN: head.companyGstin,
    GSTREGISTRATION:
      head.registrationId === undefined ? reserved.notApplicable : masters.nameOf(head.registrationId),
    VCHGSTCLASS: reserved.notApplicable,
    ISREVERSECHARGEAPPLICABLE: head.isReverseCharge === true,
    BASICDUEDATEOFPYMT: makeDue(head.dueText, content.day),
    IRN: head.irn,
    IRNACKNO: head.irnAckNumber,
    IRNACKDATE: makeOptionalDay(head.irnAckDay),
    AMOUNT: isCancelled ? undefined : makeAmount(voucherTotal(content)),
    ENTEREDBY: record.enteredBy,
    ALTEREDBY: record.alteredBy,
    ALTEREDON: makeOptionalDay(record.alteredDay),
    ...userFieldsOfVoucher(record),
    ISDEEMEDPOSITIVE: masters.byId(content.typeId)?.fields["ISDEEMEDPOSITIVE"] === true,
    ISCOSTCENTRE: content.payroll !== undefined,
    HASCASHFLOW: content.ledgers.some((line) => line.banks !== undefined),
    ISDELETED: record.isDeleted,
    ISDELETEDVCHRETAINED: record.isDeleted,
    ASORIGINAL: false,
    ASPAYSLIP: content.view === "PaySlip Voucher View",
    ISNEGISPOSSET: true,
    REQUESTORRULE: undefined,
    SERIALMASTER: undefined,
    ARESERIALMASTER: undefined,
    REUSEHOLEID: 0,
    VOUCHERRETAINKEY: record.retainKey,
    VOUCHERKEY: content.day * 2 ** 32 + record.slot,
    REMOTEID: guid,
    REMOTEALTGUID: companyGuid,
    VCHKEY: `${companyGuid}-${hex8(content.day)}:${hex8(record.slot)}`,
    VCHTYPE: typeName,
    OBJVIEW: content.view,
  };
}

function hex8(value: number): string {
  return value.toString(16).padStart(8, "0");
}
