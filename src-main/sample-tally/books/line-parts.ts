import type { Amount, TallyObject } from "../model.ts";
import type { CostPart, GstPart, RatePart } from "./content.ts";
import type { MasterStore } from "./master-store.ts";
import { makeAmount, makeObject, reserved } from "./values.ts";
import type { ForexPart } from "./values.ts";

export function gstFields(gst: GstPart | undefined): TallyObject["fields"] {
  return {
    GSTOVRDNNATURE: gst?.nature,
    GSTOVRDNTAXABILITY: gst?.taxability,
    GSTOVRDNTYPEOFSUPPLY: gst?.typeOfSupply,
    GSTOVRDNISREVCHARGEAPPL:
      gst === undefined
        ? undefined
        : gst.isReverseCharge === true
          ? reserved.applicable
          : reserved.notApplicable,
    GSTOVRDNINELIGIBLEITC:
      gst === undefined
        ? undefined
        : gst.isIneligible === true
          ? reserved.applicable
          : reserved.notApplicable,
    GSTHSNNAME: gst?.hsn,
  };
}

export function makeVoucherAmount(
  base: number,
  forex: ForexPart | undefined,
  isDebit: boolean | undefined,
  masters: MasterStore,
): Amount {
  if (forex === undefined) return makeAmount(base, undefined, isDebit);
  const currency = currencySymbol(forex.currencyId, masters);
  return makeAmount(base, { value: forex.value, rate: forex.rate, currency }, isDebit);
}

/** Amounts carry a currency by its ORIGINALNAME. */
export function currencySymbol(currencyId: number, masters: MasterStore): string {
  return (masters.byId(currencyId)?.fields["ORIGINALNAME"] as string | undefined) ?? "";
}

/** CATEGORYALLOCATIONS has no amount of its own: `$Amount` there climbs to the ledger line. */
export function makeCategories(costs: readonly CostPart[] | undefined, masters: MasterStore): TallyObject[] {
  if (costs === undefined) return [];
  return [...Map.groupBy(costs, (cost) => cost.categoryId)].map(([categoryId, ofCategory]) =>
    makeObject(
      "CATEGORYALLOCATIONS",
      { CATEGORY: masters.nameOf(categoryId) },
      { COSTCENTREALLOCATIONS: ofCategory.map((cost) => makeCentre(cost, masters)) },
    ),
  );
}

export function makeCentre(cost: CostPart, masters: MasterStore): TallyObject {
  return makeObject("COSTCENTREALLOCATIONS", {
    NAME: masters.nameOf(cost.centreId),
    AMOUNT: makeAmount(cost.amount),
  });
}

const dutyHeads = ["CGST", "SGST/UTGST", "IGST", "Cess", "State Cess"] as const;

function makeRateDetail(dutyHead: string, rate: RatePart | undefined): TallyObject {
  return makeObject("RATEDETAILS", {
    GSTRATEDUTYHEAD: dutyHead,
    GSTRATEVALUATIONTYPE: rate === undefined ? undefined : "Based on Value",
    GSTRATE: rate?.rate ?? 0,
    GSTRATEPERUNIT: rate?.perUnit ?? 0,
  });
}

const zeroRates = dutyHeads.map((head) => makeRateDetail(head, undefined));

/** Five heads, all zero unless the voucher overrides the item's rates (column-map, voucher_inventory_entries). */
export function makeRateDetails(rates: readonly RatePart[] | undefined): TallyObject[] {
  if (rates === undefined) return zeroRates;
  return dutyHeads.map((head) =>
    makeRateDetail(
      head,
      rates.find((rate) => rate.dutyHead === head),
    ),
  );
}
