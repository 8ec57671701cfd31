import type {
  Amount,
  CompanyBooks,
  Day,
  MasterType,
  Quantity,
  Rate,
  Stored,
  TallyObject,
  TallyOptions,
  TallyState,
} from "../../../src-main/sample-tally/model.ts";
import { masterTypes } from "../../../src-main/sample-tally/model.ts";

/** A small company written by hand from the captures and protocol, for the tests of the interpreter. */
const companyGuid = "61c6de69-1748-461c-ad3f-162cb949df9f";

/** Days since 1899-12-31: 1-Apr-2025 is 45747 (hex B2B3). */
const firstOfApril = 45_747;

export function day(offset: number): Day {
  return { kind: "day", day: firstOfApril + offset };
}

export function rupees(value: number, more: Partial<Amount> = {}): Amount {
  return { kind: "amount", base: Math.round(value * 10_000), ...more };
}

export function quantity(value: number, unit: string, more: Partial<Quantity> = {}): Quantity {
  return { kind: "quantity", value: Math.round(value * 1e8), unit, ...more };
}

export function rate(value: number, unit: string, more: Partial<Rate> = {}): Rate {
  return { kind: "rate", value: Math.round(value * 1e8), unit, ...more };
}

export function object(
  type: string,
  fields: Record<string, Stored>,
  lists: Record<string, TallyObject[]> = {},
): TallyObject {
  return { type, fields, lists };
}

export function texts(name: string, ...values: string[]): TallyObject[] {
  return values.map((value) => object(name, { [name]: value }));
}

function guidOf(masterId: number): string {
  return `${companyGuid}-${masterId.toString(16).padStart(8, "0")}`;
}

export function master(
  type: MasterType,
  masterId: number,
  name: string,
  fields: Record<string, Stored> = {},
  lists: Record<string, TallyObject[]> = {},
): TallyObject {
  const named = type === "CURRENCY" || type === "UNIT" ? {} : { LANGUAGENAME: languageNames(name) };
  return object(
    type,
    {
      NAME: name,
      GUID: guidOf(masterId),
      MASTERID: masterId,
      ALTERID: masterId + 1,
      RESERVEDNAME: undefined,
      ...fields,
    },
    { ...named, ...lists },
  );
}

function languageNames(...names: string[]): TallyObject[] {
  return [object("LANGUAGENAME", { LANGUAGEID: 1033 }, { NAME: texts("NAME", ...names) })];
}

interface HandCompany {
  readonly name: string;
  readonly fields?: Record<string, Stored>;
  readonly masters?: readonly TallyObject[];
  readonly vouchers?: readonly TallyObject[];
}

export function handBooks({ name, fields, masters = [], vouchers = [] }: HandCompany): CompanyBooks {
  const company = object("COMPANY", {
    NAME: name,
    GUID: companyGuid,
    COMPANYNUMBER: " 100000",
    BOOKSFROM: day(0),
    STARTINGFROM: day(0),
    LASTVOUCHERDATE: day(364),
    ALTMSTID: 266,
    ALTVCHID: 50,
    ALTERID: 266,
    CURRENCYNAME: "₹",
    DESTINATION: "C:\\Data\\100000",
    ISAGGREGATE: false,
    ...fields,
  });
  const byType = new Map<string, TallyObject[]>(
    masterTypes.map((type) => [type, masters.filter((one) => one.type === type)]),
  );
  const dated = vouchers.toSorted((a, b) => dayOf(a) - dayOf(b));
  return {
    company,
    voucherCount: vouchers.length,
    masters: (type) => byType.get(type) ?? [],
    masterByName: (type, wanted) =>
      byType
        .get(type)
        ?.find((one) => (one.fields["NAME"] as string).toLowerCase() === wanted.trim().toLowerCase()),
    vouchers: (fromDay, toDay) =>
      dated.filter((voucher) => dayOf(voucher) >= fromDay && dayOf(voucher) <= toDay),
    voucherByMasterId: (masterId) => vouchers.find((voucher) => voucher.fields["MASTERID"] === masterId),
    ledgerBalance: (ledger, toDay) => ledgerBalance(byType, dated, ledger, toDay),
    stockBalance: (item) => openingStock(byType, item),
    stockMovement: () => ({ inwardQuantity: 0, inwardValue: 0, outwardQuantity: 0, outwardValue: 0 }),
  };
}

function dayOf(voucher: TallyObject): number {
  return (voucher.fields["DATE"] as Day).day;
}

function ledgerBalance(
  byType: ReadonlyMap<string, TallyObject[]>,
  vouchers: readonly TallyObject[],
  name: string,
  toDay: number,
): number {
  const ledger = byType.get("LEDGER")?.find((one) => one.fields["NAME"] === name);
  let sum = (ledger?.fields["OPENINGBALANCE"] as Amount | undefined)?.base ?? 0;
  for (const voucher of vouchers)
    if (dayOf(voucher) <= toDay)
      for (const line of voucher.lists["ALLLEDGERENTRIES"] ?? [])
        if (line.fields["LEDGERNAME"] === name) sum += (line.fields["AMOUNT"] as Amount).base;
  return sum;
}

function openingStock(
  byType: ReadonlyMap<string, TallyObject[]>,
  name: string,
): { quantity: number; value: number } {
  const item = byType.get("STOCKITEM")?.find((one) => one.fields["NAME"] === name);
  return {
    quantity: (item?.fields["OPENINGBALANCE"] as Quantity | undefined)?.value ?? 0,
    value: (item?.fields["OPENINGVALUE"] as Amount | undefined)?.base ?? 0,
  };
}

interface HandVoucher {
  readonly masterId: number;
  readonly offset: number;
  readonly type?: string;
  readonly number?: string;
  readonly view?: string;
  readonly fields?: Record<string, Stored>;
  readonly lists?: Record<string, TallyObject[]>;
}

/** A voucher with every head field the captures show. */
export function handVoucher(voucher: HandVoucher): TallyObject {
  const { masterId, offset, type = "Sales", number = String(masterId) } = voucher;
  const view = voucher.view ?? "Accounting Voucher View";
  const dayNumber = firstOfApril + offset;
  return object(
    "VOUCHER",
    {
      DATE: day(offset),
      GUID: guidOf(masterId),
      MASTERID: masterId,
      ALTERID: masterId,
      REQUESTORRULE: undefined,
      VOUCHERTYPENAME: type,
      VOUCHERNUMBER: number,
      SERIALMASTER: undefined,
      ARESERIALMASTER: undefined,
      NUMBERINGSTYLE: "Auto Retain",
      PERSISTEDVIEW: view,
      ISDELETED: false,
      ASORIGINAL: false,
      ISDEEMEDPOSITIVE: true,
      ISOPTIONAL: false,
      EFFECTIVEDATE: day(offset),
      ISCANCELLED: false,
      ISPOSTDATED: false,
      ISINVOICE: view === "Invoice Voucher View",
      ASPAYSLIP: false,
      ISDELETEDVCHRETAINED: false,
      ISNEGISPOSSET: true,
      VOUCHERKEY: dayNumber * 2 ** 32 + 8,
      VOUCHERRETAINKEY: 1,
      REUSEHOLEID: 0,
      VOUCHERNUMBERSERIES: "Default",
      REFERENCE: undefined,
      NARRATION: undefined,
      PARTYLEDGERNAME: undefined,
      REMOTEID: guidOf(masterId),
      VCHKEY: `${companyGuid}-${dayNumber.toString(16).padStart(8, "0")}:00000008`,
      ...voucher.fields,
    },
    {
      ALLLEDGERENTRIES: [],
      LEDGERENTRIES: [],
      ALLINVENTORYENTRIES: [],
      CATEGORYENTRY: [],
      ATTENDANCEENTRIES: [],
      ...voucher.lists,
    },
  );
}

export function ledgerLine(
  ledger: string,
  amount: Amount,
  fields: Record<string, Stored> = {},
  lists: Record<string, TallyObject[]> = {},
): TallyObject {
  const isDebit = amount.isDebit ?? amount.base < 0;
  return object(
    "ALLLEDGERENTRIES",
    {
      LEDGERNAME: ledger,
      AMOUNT: amount,
      ISDEEMEDPOSITIVE: isDebit,
      ISLASTDEEMEDPOSITIVE: isDebit,
      ISPARTYLEDGER: false,
      NARRATION: undefined,
      ...fields,
    },
    {
      BILLALLOCATIONS: [],
      BANKALLOCATIONS: [],
      CATEGORYALLOCATIONS: [],
      INVENTORYALLOCATIONS: [],
      ...lists,
    },
  );
}

const defaultOptions: TallyOptions = {
  release: { major: 7, minor: 0 },
  isErp9: false,
  educational: false,
  unknownMethods: new Set(),
  deleteBump: 3,
  pace: "fast",
};

export function handState(
  companies: readonly CompanyBooks[],
  options: Partial<TallyOptions> = {},
): TallyState {
  return { companies, active: companies[0], options: { ...defaultOptions, ...options } };
}
