import {
  makeDay,
  makeObject,
  makeQuantity,
  makeRate,
  rateOfPaise,
  reserved,
  whole,
} from "../books/values.ts";
import type { TallyObject } from "../model.ts";
import type { StockMaking } from "./stock.ts";
import { rateUnit } from "./stock-openings.ts";
import type { ItemFacts } from "./world.ts";

export function makeGstDetails(
  { booksFromDay }: StockMaking,
  facts: Omit<ItemFacts, "itemId">,
  taxability: string,
  index: number,
): TallyObject[] {
  if (index % 13 === 0) return [];
  const half = facts.gstRate / 2;
  const version = (day: number, igst: number, perSide: number): TallyObject => {
    const rateOf = (head: string, rate: number): TallyObject =>
      makeObject("RATEDETAILS", {
        GSTRATEDUTYHEAD: head,
        GSTRATEVALUATIONTYPE: rate === 0 ? reserved.notApplicable : "Based on Value",
        GSTRATE: rate,
        GSTRATEPERUNIT: head === "Cess" && index % 6 === 0 ? 4.25 : 0,
      });
    return makeObject(
      "GSTDETAILS",
      {
        APPLICABLEFROM: makeDay(day),
        // Until release 3 the HSN stood here, since then in HSNDETAILS.
        HSNCODE: index % 3 === 0 ? facts.hsn : undefined,
        HSN: index % 3 === 0 ? "Articles, n.e.c." : undefined,
        TAXABILITY: taxability,
        CALCULATIONTYPE: "On Value",
        ISREVERSECHARGEAPPLICABLE: index % 17 === 0,
        GSTNATUREOFTRANSACTION: reserved.systemInferred,
        NATUREOFGOODS: index % 7 === 0 ? "Capital Goods" : undefined,
        SUPPLYTYPE: "Goods",
      },
      {
        STATEWISEDETAILS: [
          makeObject(
            "STATEWISEDETAILS",
            { STATENAME: reserved.any },
            {
              RATEDETAILS: [
                rateOf("CGST", perSide),
                rateOf("SGST/UTGST", perSide),
                rateOf("IGST", igst),
                rateOf("Cess", facts.cessRate),
                rateOf("State Cess", 0),
              ],
            },
          ),
        ],
      },
    );
  };
  const now = version(booksFromDay, facts.gstRate, half);
  return index % 5 === 0 ? [version(booksFromDay - 365, 28, 14), now] : [now];
}

export function makePrices(
  { booksFromDay }: StockMaking,
  facts: Omit<ItemFacts, "itemId">,
  unit: string,
  index: number,
): TallyObject["lists"] {
  const rateOf = (paise: number): ReturnType<typeof makeRate> => makeRate(rateOfPaise(paise), rateUnit(unit));
  const dated = (list: string, paise: number): TallyObject[] =>
    index % 4 === 0
      ? [0, 200].map((offset) =>
          makeObject(list, { DATE: makeDay(booksFromDay + offset), RATE: rateOf(paise + offset) }),
        )
      : [];
  const quantity = (count: number): ReturnType<typeof makeQuantity> =>
    makeQuantity(count * facts.perPriceUnit * whole, unit);
  const level = (name: string, discount: number): TallyObject =>
    makeObject(
      "FULLPRICELIST",
      { PRICELEVEL: name, DATE: makeDay(booksFromDay) },
      {
        PRICELEVELLIST: [
          makeObject("PRICELEVELLIST", {
            STARTINGFROM: undefined,
            ENDINGAT: quantity(10),
            RATE: rateOf(facts.pricePaise),
            DISCOUNT: discount,
          }),
          makeObject("PRICELEVELLIST", {
            STARTINGFROM: quantity(10),
            ENDINGAT: undefined,
            RATE: rateOf(facts.pricePaise - 50),
            DISCOUNT: discount + 2.5,
          }),
        ],
      },
    );
  return {
    STANDARDCOSTLIST: dated("STANDARDCOSTLIST", facts.costPaise),
    STANDARDPRICELIST: dated("STANDARDPRICELIST", facts.pricePaise),
    FULLPRICELIST: index % 3 === 0 ? [level("Wholesale", 5), level('Retail "MRP"', 0)] : [],
  };
}

/** A bill of materials for every tenth item. */
export function addComponents({ state }: StockMaking, facts: readonly ItemFacts[]): void {
  for (const [index, fact] of facts.entries()) {
    if (index % 10 !== 9) continue;
    const parts = facts.slice(index - 3, index);
    const nameOf = (id: number): string => state.masters.nameOf(id);
    const unit = nameOf(fact.unitId);
    const components = parts.map((part, position) =>
      makeObject("MULTICOMPONENTITEMLIST", {
        STOCKITEMNAME: nameOf(part.itemId),
        GODOWNNAME: "Main Location",
        NATUREOFITEM: position === 2 ? "By-Product" : "Component",
        ACTUALQTY: makeQuantity((position + 1) * part.perPriceUnit * whole, nameOf(part.unitId)),
      }),
    );
    const item = state.masters.byId(fact.itemId);
    if (item === undefined) continue;
    item.lists["MULTICOMPONENTLIST"] = [
      makeObject(
        "MULTICOMPONENTLIST",
        {
          COMPONENTLISTNAME: "Standard BOM",
          COMPONENTBASICQTY: makeQuantity(fact.perPriceUnit * whole, unit),
        },
        { MULTICOMPONENTITEMLIST: components },
      ),
    ];
  }
}
