import { z } from "zod";
import type { BankPart, BillPart, CostPart, ItemPart, LedgerPart, VoucherContent } from "../books/content.ts";
import { dayFromIso } from "../books/days.ts";
import type { MasterStore } from "../books/master-store.ts";
import { rupee, whole } from "../books/values.ts";
import type { MasterType } from "../model.ts";

/** Exact decimals arrive as text: `-118.50`. */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, "must be a decimal text such as -118.50");
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date such as 2026-04-01");
const name = z.string().min(1);

const bill = z.strictObject({
  type: z.enum(["New Ref", "Agst Ref", "Advance", "On Account"]),
  name: z.string().default(""),
  amount: decimal,
  date: date.optional(),
  credit: z.string().optional(),
});
const bank = z.strictObject({
  type: name,
  number: z.string().optional(),
  date: date.optional(),
  bank: z.string().optional(),
  bankersDate: date.optional(),
  favouring: z.string().optional(),
  reference: z.string().optional(),
  amount: decimal,
});
const cost = z.strictObject({ category: name, centre: name, amount: decimal });
const item = z.strictObject({
  item: name,
  ledger: name.optional(),
  /** In the smallest unit, inward positive. */
  quantity: decimal,
  rate: decimal.optional(),
  amount: decimal,
  godown: name.default("Main Location"),
  batch: name.default("Primary Batch"),
  trackingNumber: z.string().optional(),
  orderNumber: z.string().optional(),
});
const ledger = z.strictObject({
  ledger: name,
  /** Credit positive. */
  amount: decimal,
  narration: z.string().optional(),
  bills: z.array(bill).optional(),
  banks: z.array(bank).optional(),
  costs: z.array(cost).optional(),
  items: z.array(item).optional(),
});

/** A voucher as a person writes it down: masters by name, amounts as exact text. */
export const draftSchema = z.strictObject({
  type: name,
  date,
  party: name.optional(),
  number: z.string().optional(),
  series: z.string().optional(),
  reference: z.string().optional(),
  narration: z.string().optional(),
  isInvoice: z.boolean().default(false),
  isOptional: z.boolean().default(false),
  isPostDated: z.boolean().default(false),
  ledgers: z.array(ledger).default([]),
  items: z.array(item).default([]),
});
export type VoucherDraft = z.input<typeof draftSchema>;
type ParsedDraft = z.output<typeof draftSchema>;

/** `1234.5` to whole units of `scale`; refuses what has more decimals than the scale. */
export function parseScaled(text: string, scale: number): number {
  const [, sign, digits = "0", decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const places = Math.round(Math.log10(scale));
  if (decimals.length > places) throw new Error(`"${text}" has more than ${places} decimals.`);
  const value = Number(digits) * scale + Number(decimals.padEnd(places, "0"));
  return sign === "-" && value !== 0 ? -value : value;
}

/** Finds the masters a draft names. */
export function contentOfDraft(input: VoucherDraft, masters: MasterStore): VoucherContent {
  const draft = draftSchema.parse(input);
  const day = dayFromIso(draft.date);
  const isStock = draft.ledgers.length === 0 && draft.items.length > 0;
  return {
    typeId: masterId(masters, "VOUCHERTYPE", draft.type),
    day,
    view: draft.isInvoice
      ? "Invoice Voucher View"
      : isStock
        ? "Consumption Voucher View"
        : "Accounting Voucher View",
    ...(draft.series !== undefined && { series: draft.series }),
    ...(draft.number !== undefined && { typedNumber: draft.number }),
    ...(draft.reference !== undefined && { reference: draft.reference }),
    ...(draft.narration !== undefined && { narration: draft.narration }),
    ...(draft.party !== undefined && { partyId: masterId(masters, "LEDGER", draft.party) }),
    ...(draft.isOptional && { isOptional: true }),
    ...(draft.isPostDated && { isPostDated: true }),
    ledgers: draft.ledgers.map((line) => ledgerOf(line, draft, masters)),
    items: draft.items.map((line) => itemOf(line, masters)),
  };
}

export function masterId(masters: MasterStore, type: MasterType, wanted: string): number {
  const master = masters.byName(type, wanted);
  if (master === undefined) throw new Error(`There is no ${type.toLowerCase()} named "${wanted}".`);
  return master.fields["MASTERID"] as number;
}

function ledgerOf(
  line: ParsedDraft["ledgers"][number],
  draft: ParsedDraft,
  masters: MasterStore,
): LedgerPart {
  return {
    ledgerId: masterId(masters, "LEDGER", line.ledger),
    amount: parseScaled(line.amount, rupee),
    ...(line.ledger === draft.party && { isParty: true }),
    ...(line.narration !== undefined && { narration: line.narration }),
    ...(line.bills && { bills: line.bills.map((each) => billOf(each, draft.date)) }),
    ...(line.banks && { banks: line.banks.map(bankOf) }),
    ...(line.costs && { costs: line.costs.map((each) => costOf(each, masters)) }),
    ...(line.items && { items: line.items.map((each) => itemOf(each, masters)) }),
  };
}

function billOf(part: z.output<typeof bill>, voucherDate: string): BillPart {
  return {
    type: part.type,
    name: part.name,
    billDay: dayFromIso(part.date ?? voucherDate),
    amount: parseScaled(part.amount, rupee),
    ...(part.credit !== undefined && { creditText: part.credit }),
  };
}

function bankOf(part: z.output<typeof bank>): BankPart {
  return {
    transactionType: part.type,
    amount: parseScaled(part.amount, rupee),
    ...(part.number !== undefined && { instrumentNumber: part.number }),
    ...(part.date !== undefined && { instrumentDay: dayFromIso(part.date) }),
    ...(part.bank !== undefined && { bankName: part.bank }),
    ...(part.bankersDate !== undefined && { bankersDay: dayFromIso(part.bankersDate) }),
    ...(part.favouring !== undefined && { favouring: part.favouring }),
    ...(part.reference !== undefined && { uniqueReference: part.reference }),
  };
}

function costOf(part: z.output<typeof cost>, masters: MasterStore): CostPart {
  return {
    categoryId: masterId(masters, "COSTCATEGORY", part.category),
    centreId: masterId(masters, "COSTCENTRE", part.centre),
    amount: parseScaled(part.amount, rupee),
  };
}

function itemOf(part: z.output<typeof item>, masters: MasterStore): ItemPart {
  const master = masters.byName("STOCKITEM", part.item);
  const itemId = masterId(masters, "STOCKITEM", part.item);
  const unitId = masterId(masters, "UNIT", (master?.fields["BASEUNITS"] as string | undefined) ?? "");
  const quantity = parseScaled(part.quantity, whole);
  const amount = parseScaled(part.amount, rupee);
  const rate = part.rate === undefined ? {} : { rate: parseScaled(part.rate, whole) };
  const { trackingNumber, orderNumber } = part;
  return {
    itemId,
    isInward: quantity >= 0,
    unitId,
    quantity,
    billed: quantity,
    amount,
    ...rate,
    ...(part.ledger !== undefined && { ledgerId: masterId(masters, "LEDGER", part.ledger) }),
    batches: [
      {
        batchName: part.batch,
        godownId: masterId(masters, "GODOWN", part.godown),
        quantity,
        billed: quantity,
        amount,
        ...rate,
        ...(trackingNumber !== undefined && { trackingNumber }),
        ...(orderNumber !== undefined && { orderNumber }),
      },
    ],
  };
}
