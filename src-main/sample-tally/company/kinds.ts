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
import type { World } from "./world.ts";

type Maker = (world: World, day: number) => VoucherContent;

/** Every kind of voucher the sample company writes. */
export const voucherMakers = {
  sale: (world, day) =>
    makeInvoice(world, {
      base: "Sales",
      party: pickCustomer(world),
      day,
      chosen: chooseItems(world, 4),
      isSale: true,
    }),
  saleVoucherMode: (world, day) =>
    makeInvoice(world, {
      base: "Sales",
      party: pickCustomer(world),
      day,
      chosen: chooseItems(world, 3),
      isSale: true,
      isVoucherMode: true,
    }),
  saleExport: (world, day) =>
    makeInvoice(world, {
      base: "Sales",
      party: pickCustomer(world, true),
      day,
      chosen: chooseItems(world, 2),
      isSale: true,
    }),
  saleService: makeServiceInvoice,
  purchase: (world, day) =>
    makeInvoice(world, {
      base: "Purchase",
      party: pickSupplier(world),
      day,
      chosen: chooseItems(world, 5),
      isSale: false,
    }),
  purchaseVoucherMode: (world, day) =>
    makeInvoice(world, {
      base: "Purchase",
      party: pickSupplier(world),
      day,
      chosen: chooseItems(world, 2),
      isSale: false,
      isVoucherMode: true,
    }),
  receipt: makeReceipt,
  receiptForex: makeForexReceipt,
  payment: makePayment,
  contra: makeContra,
  journal: makeJournal,
} as const satisfies Record<string, Maker>;

export type VoucherKind = keyof typeof voucherMakers;
