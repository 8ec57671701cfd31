import type { VoucherContent } from "../books/content.ts";
import { makeInvoice, pickCustomer, pickSupplier } from "./invoices.ts";
import { chooseItems } from "./item-parts.ts";
import {
  makeContra,
  makeForexReceipt,
  makeJournal,
  makePayment,
  makeReceipt,
  makeServiceInvoice,
} from "./money.ts";
import { makeNote, makeOrder, makeRejection, makeReturn, makeTrackedInvoice } from "./notes-and-orders.ts";
import { makeAttendance, makePayroll } from "./payroll-vouchers.ts";
import {
  makeJobWorkOrder,
  makeManufacturing,
  makeMaterial,
  makePhysicalStock,
  makeStockJournal,
} from "./stock-vouchers.ts";
import type { World } from "./world.ts";

type Maker = (world: World, day: number) => VoucherContent;

function trade(isSale: boolean, maxItems: number, isVoucherMode = false): Maker {
  return (world, day) =>
    makeInvoice(world, {
      base: isSale ? "Sales" : "Purchase",
      party: isSale ? pickCustomer(world) : pickSupplier(world),
      day,
      chosen: chooseItems(world, maxItems),
      isSale,
      isVoucherMode,
    });
}

const exportSale: Maker = (world, day) =>
  makeInvoice(world, {
    base: "Sales",
    party: pickCustomer(world, true),
    day,
    chosen: chooseItems(world, 2),
    isSale: true,
  });

/** The type may make its vouchers optional; here a person marks an ordinary invoice so. */
const optionalSale: Maker = (world, day) => {
  // An optional voucher settles and opens nothing until it becomes regular.
  const draft = makeInvoice(world, {
    base: "Sales",
    party: pickCustomer(world),
    day,
    chosen: chooseItems(world, 2),
    isSale: true,
    isDraft: true,
  });
  const series = draftType(world);
  return { ...draft, ...series, isOptional: true };
};

function draftType({ state }: World): { readonly typeId?: number; readonly series?: string } {
  const type = state.masters.byName("VOUCHERTYPE", "Draft Sales");
  return type === undefined ? {} : { typeId: type.fields["MASTERID"] as number, series: "Branch" };
}

/** Every kind of voucher the sample company writes, and how often: ordinary ones dominate, as in real books. */
export const voucherKindTable = {
  sale: { weight: 300, make: trade(true, 4) },
  purchase: { weight: 150, make: trade(false, 5) },
  receipt: { weight: 180, make: (world, day) => makeReceipt(world, day) },
  payment: { weight: 130, make: makePayment },
  saleVoucherMode: { weight: 30, make: trade(true, 3, true) },
  purchaseVoucherMode: { weight: 15, make: trade(false, 2, true) },
  saleExport: { weight: 10, make: exportSale },
  saleService: { weight: 30, make: makeServiceInvoice },
  receiptForex: { weight: 4, make: makeForexReceipt },
  contra: { weight: 30, make: makeContra },
  journal: { weight: 45, make: (world, day) => makeJournal(world, day) },
  creditNote: { weight: 12, make: (world, day) => makeReturn(world, day, true) },
  debitNote: { weight: 8, make: (world, day) => makeReturn(world, day, false) },
  salesOrder: { weight: 15, make: (world, day) => makeOrder(world, day, true) },
  purchaseOrder: { weight: 10, make: (world, day) => makeOrder(world, day, false) },
  deliveryNote: { weight: 12, make: (world, day) => makeNote(world, day, true) },
  trackedSale: { weight: 10, make: (world, day) => makeTrackedInvoice(world, day, true) },
  receiptNote: { weight: 8, make: (world, day) => makeNote(world, day, false) },
  trackedPurchase: { weight: 7, make: (world, day) => makeTrackedInvoice(world, day, false) },
  rejectionIn: { weight: 2, make: (world, day) => makeRejection(world, day, true) },
  rejectionOut: { weight: 2, make: (world, day) => makeRejection(world, day, false) },
  stockJournal: { weight: 8, make: makeStockJournal },
  manufacturing: { weight: 4, make: makeManufacturing },
  physicalStock: { weight: 1, make: makePhysicalStock },
  materialOut: { weight: 2, make: (world, day) => makeMaterial(world, day, true) },
  materialIn: { weight: 2, make: (world, day) => makeMaterial(world, day, false) },
  jobWorkOut: { weight: 1, make: (world, day) => makeJobWorkOrder(world, day, true) },
  jobWorkIn: { weight: 1, make: (world, day) => makeJobWorkOrder(world, day, false) },
  memorandum: { weight: 2, make: (world, day) => makeJournal(world, day, "Memorandum") },
  reversing: { weight: 2, make: (world, day) => makeJournal(world, day, "Reversing Journal") },
  attendance: { weight: 1, make: makeAttendance },
  payroll: { weight: 1, make: makePayroll },
  optional: { weight: 4, make: optionalSale },
  postDated: { weight: 2, make: (world, day) => makeReceipt(world, day, true) },
  cancelled: { weight: 5, make: trade(true, 2) },
} as const satisfies Record<string, { readonly weight: number; readonly make: Maker }>;

export type VoucherKind = keyof typeof voucherKindTable;
export const voucherKinds = Object.keys(voucherKindTable) as VoucherKind[];
