import type { ForexPart } from "./values.ts";

/**
 * What a person entered in a voucher. Everything else (the lists Tally shows) is derived from it when it is read, so
 * 200,000 vouchers stay small. Contents are never changed in place: an alteration puts a new one, and a backup shares
 * them. Masters are named by MASTERID, so a rename shows everywhere at once and no voucher changes.
 */
export interface VoucherContent {
  readonly typeId: number;
  readonly day: number;
  readonly effectiveDay?: number;
  readonly view: VoucherView;
  /** Series of the voucher type; `Default` when absent. */
  readonly series?: string;
  /** For types numbered by hand. */
  readonly typedNumber?: string;
  readonly reference?: string;
  readonly referenceDay?: number;
  readonly narration?: string;
  readonly partyId?: number;
  readonly isOptional?: boolean;
  readonly isPostDated?: boolean;
  readonly head?: HeadPart;
  /** Ledger lines without those that the items bring. */
  readonly ledgers: readonly LedgerPart[];
  readonly items: readonly ItemPart[];
  readonly payroll?: readonly PayrollPart[];
  readonly attendance?: readonly AttendancePart[];
}

export type VoucherView =
  | "Accounting Voucher View"
  | "Invoice Voucher View"
  | "Consumption Voucher View"
  | "Multi Consumption Voucher View"
  | "PaySlip Voucher View";

/** Head fields that few vouchers have. */
export interface HeadPart {
  readonly partyName?: string;
  readonly buyerAddress?: readonly string[];
  readonly partyGstin?: string;
  readonly registrationType?: string;
  readonly placeOfSupply?: string;
  readonly stateName?: string;
  readonly companyGstin?: string;
  /** MASTERID of the GST registration (TAXUNIT). */
  readonly registrationId?: number;
  readonly dueText?: string;
  readonly isReverseCharge?: boolean;
  readonly irn?: string;
  readonly irnAckNumber?: string;
  readonly irnAckDay?: number;
  readonly ewayBills?: readonly EwayBillPart[];
  readonly consignee?: string;
  readonly orderReferences?: readonly string[];
}

interface EwayBillPart {
  readonly number: string;
  readonly day: number;
  readonly validUntilDay: number;
  readonly vehicle: string;
}

export interface LedgerPart {
  readonly ledgerId: number;
  /** Credit positive. */
  readonly amount: number;
  readonly forex?: ForexPart;
  /** The side, where it is not the sign's. */
  readonly isDebit?: boolean;
  readonly isParty?: boolean;
  readonly narration?: string;
  readonly bills?: readonly BillPart[];
  readonly banks?: readonly BankPart[];
  readonly costs?: readonly CostPart[];
  readonly gst?: GstPart;
  /** `Quantity` or `Amount` of an additional cost in an invoice. */
  readonly allocationType?: string;
  readonly ratePercent?: number;
  /** Items under a ledger line: an invoice entered as an accounting voucher. */
  readonly items?: readonly ItemPart[];
}

type BillType = "New Ref" | "Agst Ref" | "Advance" | "On Account";

export interface BillPart {
  readonly type: BillType;
  readonly name: string;
  /** The bill's own day, also on `Agst Ref`. */
  readonly billDay: number;
  readonly creditText?: string;
  readonly amount: number;
  readonly forex?: ForexPart;
  readonly isDebit?: boolean;
}

export interface BankPart {
  readonly transactionType: string;
  readonly instrumentNumber?: string;
  readonly instrumentDay?: number;
  readonly bankName?: string;
  readonly bankersDay?: number;
  readonly favouring?: string;
  readonly uniqueReference?: string;
  readonly amount: number;
}

export interface CostPart {
  readonly categoryId: number;
  readonly centreId: number;
  readonly amount: number;
}

export interface GstPart {
  readonly nature: string;
  readonly taxability: string;
  readonly typeOfSupply: string;
  readonly isReverseCharge?: boolean;
  readonly isIneligible?: boolean;
  readonly hsn?: string;
}

export interface RatePart {
  readonly dutyHead: string;
  readonly rate: number;
  readonly perUnit?: number;
}

export interface ItemPart {
  readonly itemId: number;
  /** Sales or purchase ledger; absent in stock journals. */
  readonly ledgerId?: number;
  readonly isInward: boolean;
  /** Unit the quantity was entered in. Quantities are signed: inward positive. */
  readonly unitId: number;
  readonly quantity: number;
  readonly billed: number;
  readonly alternate?: { readonly value: number; readonly unitId: number };
  readonly rate?: number;
  readonly rateUnitId?: number;
  readonly rateForex?: { readonly value: number; readonly currencyId: number };
  /** Credit positive: outward positive. */
  readonly amount: number;
  readonly forex?: ForexPart;
  readonly discountPercent?: number;
  readonly additional?: number;
  readonly batches: readonly BatchPart[];
  readonly costs?: readonly CostPart[];
  readonly gst?: GstPart;
  /** Rates typed over those of the item. */
  readonly rates?: readonly RatePart[];
  readonly description?: readonly string[];
}

export interface BatchPart {
  readonly batchName: string;
  readonly godownId: number;
  readonly destinationGodownId?: number;
  readonly quantity: number;
  readonly billed: number;
  readonly amount: number;
  readonly rate?: number;
  readonly trackingNumber?: string;
  readonly orderNumber?: string;
  readonly orderDueDay?: number;
  readonly manufacturedDay?: number;
  readonly expiryText?: string;
}

export interface PayrollPart {
  readonly categoryId: number;
  readonly employees: readonly PayrollEmployeePart[];
}

export interface PayrollEmployeePart {
  readonly employeeId: number;
  readonly order: number;
  readonly payHeads: readonly {
    readonly ledgerId: number;
    readonly order: number;
    readonly amount: number;
  }[];
}

export interface AttendancePart {
  readonly employeeId: number;
  readonly attendanceTypeId: number;
  readonly timeValue: number;
  readonly quantity?: { readonly value: number; readonly unitId: number };
}
