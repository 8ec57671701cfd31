import type { BillPart, ItemPart, LedgerPart, VoucherContent } from "../books/content.ts";
import { paisa } from "../books/values.ts";
import type { ForexPart } from "../books/values.ts";
import { makeNewBill, settleBills } from "./bills.ts";
import { makeHead } from "./invoice-head.ts";
import { makeItemPart } from "./item-parts.ts";
import type { ChosenItem } from "./item-parts.ts";
import { makeNarration } from "./names.ts";
import { ledgerId, pickLiving, takeSerial } from "./world.ts";
import type { Party, World } from "./world.ts";

export interface InvoicePlan {
  readonly base: string;
  readonly party: Party;
  readonly day: number;
  readonly chosen: readonly ChosenItem[];
  /** Sales side or purchase side: which ledgers and taxes. */
  readonly isSale: boolean;
  /** A return runs the other way. */
  readonly isReturn?: boolean;
  readonly trackingNumber?: string;
  readonly orderNumber?: string;
  readonly orderDueDay?: number;
  /** Orders and notes make no bill and no tax invoice. */
  readonly isDraft?: boolean;
  /** Entered as an accounting voucher, items under the sales ledger. */
  readonly isVoucherMode?: boolean;
}

export const pickType = (world: World, base: string): number => {
  const types = world.types.get(base) ?? [];
  const living = types.filter((id) => world.state.masters.byId(id) !== undefined);
  return world.random.chance(0.75) ? (living[0] ?? 0) : world.random.pick(living);
};

export function pickCustomer(world: World, isForeign = false): Party {
  const list = isForeign ? world.foreignCustomers : world.customers;
  return pickLiving(world, list, (party) => party.ledgerId, "LEDGER");
}

export function pickSupplier(world: World): Party {
  return pickLiving(world, world.suppliers, (party) => party.ledgerId, "LEDGER");
}

/** Sales or purchase of goods, and everything shaped like it: returns, orders, notes. */
export function makeInvoice(world: World, plan: InvoicePlan): VoucherContent {
  const { party, day } = plan;
  const isInward = plan.isSale === (plan.isReturn === true);
  const forex = foreignTerms(world, party);
  const items = plan.chosen.map((chosen) =>
    makeItemPart(world, chosen, {
      isInward,
      day,
      ledgerId: tradeLedger(world, plan),
      gst: gstOf(world, party, chosen),
      ...(plan.trackingNumber !== undefined && { trackingNumber: plan.trackingNumber }),
      ...(plan.orderNumber !== undefined && { orderNumber: plan.orderNumber }),
      ...(plan.orderDueDay !== undefined && { orderDueDay: plan.orderDueDay }),
      ...(forex && { forex }),
      isPlain: plan.isVoucherMode === true,
    }),
  );
  const taxes = forex === undefined ? makeTaxes(world, plan, items) : [];
  const extras = forex === undefined && plan.isDraft !== true ? makeExtras(world, plan, isInward) : [];
  const others = withRounding(world, items, [...taxes, ...extras]);
  const number = `${plan.isSale ? "INV" : "BILL"}/${takeSerial(world, plan.base)}`;
  const partyLine = makePartyLine(world, plan, items, others, number);
  const narration = makeNarration(world.random, world.serials.get(plan.base) ?? 0);
  const content = {
    typeId: pickType(world, plan.base),
    day,
    partyId: party.ledgerId,
    ...(narration !== undefined && { narration }),
    ...(!plan.isSale && {
      reference: number,
      referenceDay: day - world.random.int(0, 5),
      typedNumber: `P-${number}`,
    }),
    head: makeHead(world, plan, partyLine.amount, number),
  };
  if (plan.isVoucherMode !== true) {
    return { ...content, view: "Invoice Voucher View", ledgers: [partyLine, ...others], items };
  }
  return {
    ...content,
    view: "Accounting Voucher View",
    ledgers: [partyLine, underLedger(items), ...others],
    items: [],
  };
}

function underLedger(items: readonly ItemPart[]): LedgerPart {
  const bare = items.map((item): ItemPart => withoutLedger(item));
  const first = items[0];
  return {
    ledgerId: first?.ledgerId ?? 0,
    amount: items.reduce((sum, item) => sum + item.amount, 0),
    items: bare,
    ...(first?.gst && { gst: first.gst }),
  };
}

function withoutLedger(item: ItemPart): ItemPart {
  const { ledgerId: ignored, ...bare } = item;
  return ignored === undefined ? item : bare;
}

function tradeLedger(world: World, { party, isSale, isVoucherMode }: InvoicePlan): number {
  const isForeign = party.state === undefined;
  const isLocal = party.state?.name === world.home.name;
  if (isSale) {
    if (isVoucherMode === true) return ledgerId(world, "salesVoucherMode");
    return ledgerId(world, isForeign ? "salesExport" : isLocal ? "sales" : "salesInterstate");
  }
  return ledgerId(world, isForeign ? "purchaseImport" : isLocal ? "purchase" : "purchaseInterstate");
}

function foreignTerms(world: World, party: Party): { currencyId: number; rate: number } | undefined {
  if (party.currency === undefined) return undefined;
  const isDollar = party.currency === "dollar";
  const rate = (isDollar ? 8_300 : 9_100) + world.random.int(0, 300);
  return { currencyId: world.currencies[party.currency], rate: rate / 100 };
}

function gstOf(world: World, party: Party, { item }: ChosenItem): NonNullable<ItemPart["gst"]> {
  const isLocal = party.state?.name === world.home.name;
  const nature = party.state === undefined ? "Exports LUT/Bond" : isLocal ? "Local" : "Interstate";
  return {
    nature: `${nature} - ${item.gstRate === 0 ? "Exempt" : "Taxable"}`,
    taxability: item.gstRate === 0 ? "Exempt" : "Taxable",
    typeOfSupply: "Goods",
    isIneligible: world.random.chance(0.03),
  };
}

/** One line per duty head; CGST and SGST within the state, IGST across. */
function makeTaxes(
  world: World,
  { party, isSale, chosen }: InvoicePlan,
  items: readonly ItemPart[],
): LedgerPart[] {
  const side = isSale ? "output" : "input";
  const isLocal = party.state?.name === world.home.name;
  const sums = { Cgst: 0, Sgst: 0, Igst: 0, Cess: 0 };
  for (const [index, item] of items.entries()) {
    const facts = chosen[index]?.item;
    if (facts === undefined) continue;
    if (isLocal) {
      const half = percentOf(item.amount, facts.gstRate / 2);
      sums.Cgst += half;
      sums.Sgst += half;
    } else sums.Igst += percentOf(item.amount, facts.gstRate);
    sums.Cess += percentOf(item.amount, facts.cessRate);
  }
  return (["Cgst", "Sgst", "Igst", "Cess"] as const)
    .filter((head) => sums[head] !== 0)
    .map((head) => ({ ledgerId: ledgerId(world, side + head), amount: sums[head] }));
}

function percentOf(amount: number, percent: number): number {
  return Math.round((amount * percent) / 100 / paisa) * paisa;
}

/** Freight on some invoices: an additional cost on the purchase side. */
function makeExtras(world: World, { isSale }: InvoicePlan, isInward: boolean): LedgerPart[] {
  const { random } = world;
  if (!random.chance(0.1)) return [];
  const amount = (isInward ? -1 : 1) * random.int(100_00, 2_500_00) * paisa;
  if (isSale) return [{ ledgerId: ledgerId(world, "freightOut"), amount }];
  const ratePercent = random.pick([2, 2.5, 5]);
  return [
    {
      ledgerId: ledgerId(world, "freightIn"),
      amount,
      allocationType: random.pick(["Appropriate by Qty", "Appropriate by Value"]),
      ratePercent,
    },
  ];
}

function withRounding(world: World, items: readonly ItemPart[], lines: readonly LedgerPart[]): LedgerPart[] {
  const total = totalOf(items) + totalOf(lines);
  const off = Math.round(total / 10_000) * 10_000 - total;
  const isForeign = items.some((item) => item.forex !== undefined);
  if (off === 0 || isForeign || world.random.chance(0.4)) return [...lines];
  return [...lines, { ledgerId: ledgerId(world, "roundOff"), amount: off }];
}

function totalOf(parts: readonly { readonly amount: number }[]): number {
  return parts.reduce((sum, part) => sum + part.amount, 0);
}

function makePartyLine(
  world: World,
  plan: InvoicePlan,
  items: readonly ItemPart[],
  others: readonly LedgerPart[],
  number: string,
): LedgerPart {
  const { party, day } = plan;
  const amount = -(totalOf(items) + totalOf(others));
  const forex = sumForex(items);
  const line = { ledgerId: party.ledgerId, amount, isParty: true, ...(forex && { forex }) };
  if (plan.isDraft === true) return { ...line, ...(party.isBillWise && { bills: [] }) };
  const bills =
    plan.isReturn === true && forex === undefined
      ? settleBills(world, party, { day, amount, name: number })
      : makeNewBill(world, party, { name: number, day, amount, forex });
  return { ...line, ...(bills && { bills: withOverpayment(world, bills, amount, day) }) };
}

/**
 * Now and then a part of the bill is on account the other way round. Tally keeps it on the line's side with a negative
 * number, so sign and side disagree (protocol §4.7).
 */
function withOverpayment(
  world: World,
  bills: readonly BillPart[],
  amount: number,
  day: number,
): readonly BillPart[] {
  const [bill] = bills;
  if (bills.length !== 1 || bill?.type !== "New Ref" || bill.forex !== undefined) return bills;
  if (!world.random.chance(0.02)) return bills;
  const over = -Math.sign(amount) * world.random.int(10_00, 900_00) * paisa;
  const onAccount: BillPart = {
    type: "On Account",
    name: "",
    billDay: day,
    amount: over,
    isDebit: amount < 0,
  };
  return [{ ...bill, amount: bill.amount - over }, onAccount];
}

/** The party's face value is the sum of the items', on the other side. */
function sumForex(items: readonly ItemPart[]): ForexPart | undefined {
  const first = items[0]?.forex;
  if (first === undefined) return undefined;
  return { ...first, value: -items.reduce((sum, item) => sum + (item.forex?.value ?? 0), 0) };
}
