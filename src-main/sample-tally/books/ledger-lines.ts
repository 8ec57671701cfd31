import type { TallyObject } from "../model.ts";
import type { BankPart, BillPart, ItemPart, LedgerPart, VoucherContent } from "./content.ts";
import { makeItemLine } from "./item-lines.ts";
import { gstFields, makeCategories, makeCentre, makeRateDetails, makeVoucherAmount } from "./line-parts.ts";
import type { MasterStore } from "./master-store.ts";
import { makeAmount, makeDay, makeDue, makeObject, makeOptionalDay, reserved } from "./values.ts";
import type { ForexPart } from "./values.ts";

/** A line of ALLLEDGERENTRIES or LEDGERENTRIES. */
export function makeLedgerLine(line: LedgerPart, content: VoucherContent, masters: MasterStore): TallyObject {
  const isDebit = line.isDebit ?? line.amount < 0;
  return makeObject("ALLLEDGERENTRIES", ledgerFields(line, isDebit, masters), {
    BILLALLOCATIONS: (line.bills ?? []).map((bill) => makeBill(bill, masters)),
    BANKALLOCATIONS: (line.banks ?? []).map((bank) => makeBank(bank, content, masters)),
    CATEGORYALLOCATIONS: makeCategories(line.costs, masters),
    COSTCENTREALLOCATIONS: (line.costs ?? []).map((cost) => makeCentre(cost, masters)),
    INVENTORYALLOCATIONS: (line.items ?? []).map((item) => makeItemLine(item, masters, false)),
    RATEDETAILS: line.gst === undefined ? [] : makeRateDetails(undefined),
    BASICRATEOFINVOICETAX:
      line.ratePercent === undefined
        ? []
        : [makeObject("BASICRATEOFINVOICETAX", { BASICRATEOFINVOICETAX: line.ratePercent })],
  });
}

function ledgerFields(line: LedgerPart, isDebit: boolean, masters: MasterStore): TallyObject["fields"] {
  return {
    LEDGERNAME: masters.nameOf(line.ledgerId),
    AMOUNT: makeVoucherAmount(line.amount, line.forex, line.isDebit, masters),
    ISDEEMEDPOSITIVE: isDebit,
    ISLASTDEEMEDPOSITIVE: isDebit,
    ISPARTYLEDGER: line.isParty === true,
    LEDGERFROMITEM: false,
    NARRATION: line.narration,
    GSTCLASS: reserved.notApplicable,
    ADDLALLOCTYPE: line.allocationType,
    RATEOFINVOICETAX: line.ratePercent,
    ...gstFields(line.gst),
  };
}

/** The ledger of the items: one line over all of them (protocol §7, "ALLLEDGERENTRIES of an item invoice"). */
export function makeSummedLine(
  ledgerId: number,
  items: readonly ItemPart[],
  masters: MasterStore,
): TallyObject {
  let amount = 0;
  for (const item of items) amount += item.amount;
  const first = items[0];
  const forex = first?.forex === undefined ? undefined : sumForex(items, first.forex);
  const line: LedgerPart = {
    ledgerId,
    amount,
    ...(forex && { forex }),
    ...(first?.gst && { gst: first.gst }),
  };
  const isDebit = first === undefined ? amount < 0 : first.isInward;
  return makeObject("ALLLEDGERENTRIES", ledgerFields(line, isDebit, masters), {
    BILLALLOCATIONS: [],
    BANKALLOCATIONS: [],
    CATEGORYALLOCATIONS: [],
    COSTCENTREALLOCATIONS: [],
    // Collections repeat the items here; reading both lists of one voucher doubles them (cookbook §1).
    INVENTORYALLOCATIONS: items.map((item) => makeItemLine(item, masters, false)),
    RATEDETAILS: line.gst === undefined ? [] : makeRateDetails(undefined),
    BASICRATEOFINVOICETAX: [],
  });
}

function sumForex(items: readonly ItemPart[], first: ForexPart): ForexPart {
  let value = 0;
  for (const item of items) value += item.forex?.value ?? 0;
  return { ...first, value };
}

function makeBill(bill: BillPart, masters: MasterStore): TallyObject {
  return makeObject("BILLALLOCATIONS", {
    NAME: bill.type === "On Account" ? undefined : bill.name,
    BILLTYPE: bill.type,
    BILLDATE: bill.type === "On Account" ? undefined : makeDay(bill.billDay),
    BILLCREATIONDATE: bill.type === "New Ref" ? makeDay(bill.billDay) : undefined,
    BILLCREDITPERIOD: makeDue(bill.creditText, bill.billDay),
    ISADVANCE: bill.type === "Advance",
    YEAREND: undefined,
    AMOUNT: makeVoucherAmount(bill.amount, bill.forex, bill.isDebit, masters),
  });
}

/** Its LEDGERNAME is the other side's: the bank ledger's own name is one level up (`$..LedgerName`). */
function makeBank(bank: BankPart, content: VoucherContent, masters: MasterStore): TallyObject {
  return makeObject("BANKALLOCATIONS", {
    DATE: makeDay(content.day),
    NAME: bank.uniqueReference ?? bank.instrumentNumber,
    LEDGERNAME: content.partyId === undefined ? undefined : masters.nameOf(content.partyId),
    TRANSACTIONTYPE: bank.transactionType,
    INSTRUMENTNUMBER: bank.instrumentNumber,
    INSTRUMENTDATE: makeOptionalDay(bank.instrumentDay),
    BANKNAME: bank.bankName,
    BANKERSDATE: makeOptionalDay(bank.bankersDay),
    PAYMENTFAVOURING: bank.favouring,
    UNIQUEREFERENCENUMBER: bank.uniqueReference,
    STATUS: "No",
    AMOUNT: makeAmount(bank.amount),
  });
}
