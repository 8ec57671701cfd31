import type { VoucherContent } from "../books/content.ts";
import { makeInvoice, pickCustomer, pickSupplier } from "./invoices.ts";
import { chooseItems } from "./item-parts.ts";
import { takeSerial } from "./world.ts";
import type { Party, World } from "./world.ts";

/** Goods go out or come in against a tracking number; the invoice follows later with the same number. */
export function makeNote(world: World, day: number, isSale: boolean): VoucherContent {
  const party = isSale ? pickCustomer(world) : pickSupplier(world);
  const chosen = chooseItems(world, 3);
  const trackingNumber = `${isSale ? "DN" : "GRN"}/${takeSerial(world, "tracking")}`;
  world.pendingNotes.push({ party, trackingNumber, isSale, chosen });
  const base = isSale ? "Delivery Note" : "Receipt Note";
  return makeInvoice(world, { base, party, day, chosen, isSale, trackingNumber, isDraft: true });
}

/** Invoices the oldest note that waits; an ordinary invoice if none does. */
export function makeTrackedInvoice(world: World, day: number, isSale: boolean): VoucherContent {
  const waits = world.pendingNotes.findIndex((note) => note.isSale === isSale && isUsable(world, note.party));
  const base = isSale ? "Sales" : "Purchase";
  const note = world.pendingNotes[waits];
  if (note === undefined) {
    const party = isSale ? pickCustomer(world) : pickSupplier(world);
    return makeInvoice(world, { base, party, day, chosen: chooseItems(world, 3), isSale });
  }
  world.pendingNotes.splice(waits, 1);
  const { party, trackingNumber } = note;
  const chosen = note.chosen.filter(
    ({ item }) => world.state.masters.byId(item.itemId)?.type === "STOCKITEM",
  );
  const items = chosen.length === 0 ? chooseItems(world, 1) : chosen;
  return makeInvoice(world, { base, party, day, chosen: items, isSale, trackingNumber });
}

function isUsable(world: World, party: Party): boolean {
  return world.state.masters.byId(party.ledgerId)?.type === "LEDGER";
}

/** Goods come back from a customer, or go back to a supplier, before they are invoiced. */
export function makeRejection(world: World, day: number, isSale: boolean): VoucherContent {
  const base = isSale ? "Rejections In" : "Rejections Out";
  const party = isSale ? pickCustomer(world) : pickSupplier(world);
  const trackingNumber = `REJ/${takeSerial(world, "tracking")}`;
  return makeInvoice(world, {
    base,
    party,
    day,
    chosen: chooseItems(world, 1),
    isSale,
    isReturn: true,
    trackingNumber,
    isDraft: true,
  });
}

export function makeReturn(world: World, day: number, isSale: boolean): VoucherContent {
  const base = isSale ? "Credit Note" : "Debit Note";
  const party = isSale ? pickCustomer(world) : pickSupplier(world);
  return makeInvoice(world, { base, party, day, chosen: chooseItems(world, 2), isSale, isReturn: true });
}

export function makeOrder(world: World, day: number, isSale: boolean): VoucherContent {
  const base = isSale ? "Sales Order" : "Purchase Order";
  const party = isSale ? pickCustomer(world) : pickSupplier(world);
  const orderNumber = `${isSale ? "SO" : "PO"}-${takeSerial(world, "order")}`;
  const orderDueDay = day + world.random.int(3, 30);
  return makeInvoice(world, {
    base,
    party,
    day,
    chosen: chooseItems(world, 4),
    isSale,
    orderNumber,
    orderDueDay,
    isDraft: true,
  });
}
