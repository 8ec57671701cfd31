import type { Quantity, Rate, TallyObject } from "../model.ts";
import type { BatchPart, ItemPart } from "./content.ts";
import {
  currencySymbol,
  gstFields,
  makeCategories,
  makeRateDetails,
  makeVoucherAmount,
} from "./line-parts.ts";
import type { MasterStore } from "./master-store.ts";
import {
  makeAmount,
  makeDue,
  makeDueDate,
  makeObject,
  makeOptionalDay,
  makeQuantity,
  makeRate,
  makeTextList,
  reserved,
} from "./values.ts";
import { typedDate } from "./days.ts";

/** A line of ALLINVENTORYENTRIES, or of INVENTORYALLOCATIONS under a ledger line (then without ACCOUNTINGALLOCATIONS). */
export function makeItemLine(item: ItemPart, masters: MasterStore, hasAccounting: boolean): TallyObject {
  const type = hasAccounting ? "ALLINVENTORYENTRIES" : "INVENTORYALLOCATIONS";
  const first = item.batches[0];
  return makeObject(
    type,
    {
      STOCKITEMNAME: masters.nameOf(item.itemId),
      ISDEEMEDPOSITIVE: item.isInward,
      ISLASTDEEMEDPOSITIVE: item.isInward,
      ACTUALQTY: itemQuantity(item.quantity, item, masters),
      BILLEDQTY: itemQuantity(item.billed, item, masters),
      RATE: itemRate(item, masters),
      AMOUNT: makeVoucherAmount(item.amount, item.forex, undefined, masters),
      DISCOUNT: item.discountPercent ?? 0,
      ADDLAMOUNT: item.additional === undefined ? undefined : makeAmount(item.additional),
      GODOWNNAME: first === undefined ? undefined : masters.nameOf(first.godownId),
      TRACKINGNUMBER: first?.trackingNumber ?? reserved.notApplicable,
      ORDERNO: first?.orderNumber ?? reserved.notApplicable,
      ORDERDUEDATE: orderDue(first),
      ...gstFields(item.gst),
    },
    {
      BATCHALLOCATIONS: item.batches.map((batch) => makeBatch(batch, item, masters)),
      ACCOUNTINGALLOCATIONS:
        hasAccounting && item.ledgerId !== undefined ? [makeAccounting(item, masters)] : [],
      CATEGORYALLOCATIONS: hasAccounting ? [] : makeCategories(item.costs, masters),
      RATEDETAILS: item.gst === undefined ? [] : makeRateDetails(item.rates),
      BASICUSERDESCRIPTION: makeTextList("BASICUSERDESCRIPTION", item.description ?? []),
    },
  );
}

function itemQuantity(value: number, item: ItemPart, masters: MasterStore): Quantity {
  const unit = masters.nameOf(item.unitId);
  if (item.alternate === undefined) return makeQuantity(value, unit);
  const share = item.quantity === 0 ? 0 : value / item.quantity;
  return makeQuantity(value, unit, {
    value: Math.round(item.alternate.value * share),
    unit: masters.nameOf(item.alternate.unitId),
  });
}

function itemRate(item: ItemPart, masters: MasterStore): Rate | undefined {
  if (item.rate === undefined) return undefined;
  const forex = item.rateForex;
  return makeRate(
    item.rate,
    masters.nameOf(item.rateUnitId ?? item.unitId),
    forex && { value: forex.value, currency: currencySymbol(forex.currencyId, masters) },
  );
}

function orderDue(batch: BatchPart | undefined): TallyObject["fields"][string] {
  if (batch?.orderDueDay === undefined) return undefined;
  return makeDueDate(typedDate(batch.orderDueDay), batch.orderDueDay, batch.orderDueDay);
}

function makeBatch(batch: BatchPart, item: ItemPart, masters: MasterStore): TallyObject {
  const unit = masters.nameOf(item.unitId);
  return makeObject("BATCHALLOCATIONS", {
    BATCHNAME: batch.batchName,
    GODOWNNAME: masters.nameOf(batch.godownId),
    DESTINATIONGODOWNNAME:
      batch.destinationGodownId === undefined ? undefined : masters.nameOf(batch.destinationGodownId),
    TRACKINGNUMBER: batch.trackingNumber ?? reserved.notApplicable,
    ORDERNO: batch.orderNumber ?? reserved.notApplicable,
    INDENTNO: reserved.notApplicable,
    ORDERDUEDATE: orderDue(batch),
    MFDON: makeOptionalDay(batch.manufacturedDay),
    EXPIRYPERIOD: makeDue(batch.expiryText, batch.manufacturedDay ?? 0),
    AMOUNT: makeAmount(batch.amount),
    ACTUALQTY: makeQuantity(batch.quantity, unit),
    BILLEDQTY: makeQuantity(batch.billed, unit),
    BATCHRATE:
      batch.rate === undefined
        ? undefined
        : makeRate(batch.rate, masters.nameOf(item.rateUnitId ?? item.unitId)),
    BATCHDISCOUNT: 0,
  });
}

function makeAccounting(item: ItemPart, masters: MasterStore): TallyObject {
  return makeObject(
    "ACCOUNTINGALLOCATIONS",
    {
      LEDGERNAME: masters.nameOf(item.ledgerId ?? 0),
      AMOUNT: makeVoucherAmount(item.amount, item.forex, undefined, masters),
      ISDEEMEDPOSITIVE: item.isInward,
      ISPARTYLEDGER: false,
      LEDGERFROMITEM: true,
      GSTCLASS: reserved.notApplicable,
      ...gstFields(item.gst),
    },
    {
      BANKALLOCATIONS: [],
      BILLALLOCATIONS: [],
      CATEGORYALLOCATIONS: makeCategories(item.costs, masters),
    },
  );
}
