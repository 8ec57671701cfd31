import type { CompanyState } from "../books/company-state.ts";
import { createMaster } from "../books/master-changes.ts";
import {
  makeAmount,
  makeDay,
  makeDue,
  makeObject,
  makeQuantity,
  makeRate,
  makeTextList,
  paisa,
  reserved,
  whole,
} from "../books/values.ts";
import type { TallyObject } from "../model.ts";
import type { Random } from "./random.ts";
import { idOf } from "./world.ts";
import type { ItemFacts } from "./world.ts";

export interface StockMaking {
  readonly state: CompanyState;
  readonly random: Random;
  readonly booksFromDay: number;
}

/** Symbol, formal name, decimals, UQC. */
const simpleUnits: readonly (readonly [string, string, number, string])[] = [
  ["Nos", "Numbers", 0, "NOS-NUMBERS"],
  ["Box", "Boxes", 0, "BOX-BOX"],
  ["Kg", "Kilograms", 3, "KGS-KILOGRAMS"],
  ["Gms", "Grams", 2, "GMS-GRAMMES"],
  ["Mtr", "Metres", 2, "MTR-METERS"],
  ["Ltr", "Litres", 3, "LTR-LITRES"],
  ["Hrs", "Hours", 0, "OTH-OTHERS"],
  ["नग", "नग", 0, "PCS-PIECES"],
];

export function createUnits(state: CompanyState): void {
  for (const [name, formal, decimals, uqc] of simpleUnits) {
    createMaster(state, "UNIT", name, {
      fields: {
        FORMALNAME: formal,
        ISSIMPLEUNIT: true,
        DECIMALPLACES: decimals,
        GSTREPUOM: uqc,
      },
      lists: {
        REPORTINGUQCDETAILS: [makeObject("REPORTINGUQCDETAILS", { REPORTINGUQCNAME: uqc })],
      },
    });
  }
  const compound = (base: string, count: number, small: string): void => {
    createMaster(state, "UNIT", `${base} of ${count} ${small}`, {
      fields: {
        ISSIMPLEUNIT: false,
        BASEUNITS: base,
        ADDITIONALUNITS: small,
        CONVERSION: count,
        DECIMALPLACES: 0,
      },
    });
  };
  compound("Box", 12, "Nos");
  compound("Kg", 1000, "Gms");
}

/** Name, parent, third party: i ours lies with them, e theirs lies with us. */
const godowns: readonly (readonly [string, string, string])[] = [
  ["Bhiwandi Warehouse", reserved.primary, ""],
  ["Rack A", "Bhiwandi Warehouse", ""],
  ['Rack A / Shelf "1"', "Rack A", ""],
  ["Showroom & Display", reserved.primary, ""],
  ["With Job Worker: Sai Polishers", reserved.primary, "i"],
  ["कोल्ड स्टोर", reserved.primary, "e"],
];

export function createGodowns(state: CompanyState): readonly number[] {
  const main = state.masters.byName("GODOWN", "Main Location");
  const made = godowns.map(([name, parent, flag]) =>
    createMaster(state, "GODOWN", name, {
      fields: {
        PARENT: parent,
        ISINTERNAL: flag === "i",
        ISEXTERNAL: flag === "e",
        HASNOSPACE: flag === "e",
      },
      lists: { ADDRESS: makeTextList("ADDRESS", [`Plot ${name.length}, MIDC`, "Bhiwandi 421302"]) },
    }),
  );
  return [...(main === undefined ? [] : [main]), ...made].map(idOf);
}

const stockGroups: readonly (readonly [string, string])[] = [
  ["Hardware", reserved.primary],
  ["Fasteners", "Hardware"],
  ["Hand Tools", "Hardware"],
  ["Electricals & Lighting", reserved.primary],
  ["Paints", reserved.primary],
  ["खाद्य पदार्थ", reserved.primary],
  ["Finished Goods", reserved.primary],
];
const categories = ["Fast Moving", 'Slow "Dead" Stock', "ब्रांडेड"] as const;
const rates = [0, 5, 12, 18, 18, 18, 28] as const;
const nouns = [
  "Bolt",
  "Nut",
  "Hammer",
  "Screwdriver",
  "LED Bulb",
  "Wire 1.5mm",
  "Primer",
  "Enamel",
  "Drill Bit",
  "Spanner",
  "Switch",
  "Clamp",
  "Sealant",
  "Basmati Rice",
  "Toor Dal",
  "Hinge",
  "Lock",
  "Cutter",
] as const;
const makers = [
  "Ajanta",
  "Bosch-type",
  "Crompton",
  "Stanley's",
  "नीलकमल",
  "TATA",
  "Pidi",
  "Everest",
  '"Ace"',
  "V&B",
  "Ø-Line",
  "Supreme",
] as const;

export function createStockGroups(state: CompanyState): void {
  for (const [name, parent] of stockGroups) {
    createMaster(state, "STOCKGROUP", name, { fields: { PARENT: parent, ISADDABLE: name !== "Paints" } });
  }
  for (const name of categories) {
    createMaster(state, "STOCKCATEGORY", name, { fields: { PARENT: reserved.primary } });
  }
  createMaster(state, "STOCKCATEGORY", "Seasonal", { fields: { PARENT: "Fast Moving" } });
}

type Kind = "plain" | "weighed" | "compound" | "batch" | "alternate" | "local";

export function createItems(making: StockMaking, count: number): ItemFacts[] {
  const { random } = making;
  const taken = new Set<string>();
  const facts: ItemFacts[] = [];
  const kinds: readonly Kind[] = [
    "plain",
    "compound",
    "batch",
    "alternate",
    "weighed",
    "local",
    "plain",
    "plain",
  ];
  for (let index = 0; index < count; index += 1) {
    const base = `${random.pick(makers)} ${random.pick(nouns)}`;
    const name = taken.has(base) || index > 30 ? `${base} ${index}mm` : base;
    taken.add(name);
    facts.push(createItem(making, name, kinds[index % kinds.length] ?? "plain", index));
  }
  addComponents(making, facts);
  return facts;
}

interface KindFacts {
  readonly unit: string;
  readonly perPriceUnit: number;
  readonly decimals: number;
}

function kindFacts(kind: Kind): KindFacts {
  switch (kind) {
    case "compound":
      return { unit: "Box of 12 Nos", perPriceUnit: 12, decimals: 0 };
    case "weighed":
    case "alternate":
      return { unit: "Kg", perPriceUnit: 1, decimals: 3 };
    case "local":
      return { unit: "नग", perPriceUnit: 1, decimals: 0 };
    case "plain":
    case "batch":
      return { unit: "Nos", perPriceUnit: 1, decimals: 0 };
  }
}

function createItem(making: StockMaking, name: string, kind: Kind, index: number): ItemFacts {
  const { state, random, booksFromDay } = making;
  const { unit, perPriceUnit, decimals } = kindFacts(kind);
  const costPaise = random.int(15_00, 2_400_00);
  const gstRate = random.pick(rates);
  const hsn = String(random.int(1001, 9603)) + String(random.int(10, 99)) + "00";
  const cessRate = gstRate === 28 && random.chance(0.5) ? 12 : 0;
  const batches = kind === "batch" ? makeBatches(random, booksFromDay, index) : [];
  const facts: Omit<ItemFacts, "itemId"> = {
    unitId: unitId(state, unit),
    perPriceUnit,
    decimals,
    costPaise,
    pricePaise: Math.round((costPaise * random.int(112, 165)) / 100),
    gstRate,
    cessRate,
    hsn,
    isBatchWise: kind === "batch",
    hasExpiry: kind === "batch",
    batches,
    alternate: kind === "alternate" ? { unitId: unitId(state, "Nos"), perUnit: 8 } : undefined,
  };
  const item = createMaster(state, "STOCKITEM", name, itemContent(making, name, facts, unit, index));
  return { ...facts, itemId: idOf(item) };
}

function unitId(state: CompanyState, name: string): number {
  const unit = state.masters.byName("UNIT", name);
  if (unit === undefined) throw new Error(`There is no unit "${name}".`);
  return idOf(unit);
}

function makeBatches(random: Random, booksFromDay: number, index: number): ItemFacts["batches"] {
  return Array.from({ length: random.int(2, 3) }, (_, batch) => ({
    name: `B${index}/${batch + 1}`,
    manufacturedDay: booksFromDay - random.int(10, 200) + batch * 60,
  }));
}

function itemContent(
  making: StockMaking,
  name: string,
  facts: Omit<ItemFacts, "itemId">,
  unit: string,
  index: number,
): { fields: TallyObject["fields"]; lists: TallyObject["lists"] } {
  const { random } = making;
  const opening = makeOpening(making, facts, unit);
  const taxability = facts.gstRate === 0 ? "Exempt" : "Taxable";
  return {
    fields: {
      PARENT: index % 11 === 0 ? reserved.primary : random.pick(stockGroups)[0],
      CATEGORY: random.chance(0.5) ? random.pick(categories) : reserved.notApplicable,
      ONLYALIAS: random.chance(0.2) ? `SKU-${index}` : undefined,
      PARTNO: random.chance(0.3) ? `P/N "${index}"` : undefined,
      DESCRIPTION: random.chance(0.2) ? `${name}\r\nImported & packed` : undefined,
      NARRATION: random.chance(0.1) ? "Keep dry < 40°C" : undefined,
      BASEUNITS: unit,
      ADDITIONALUNITS: facts.alternate === undefined ? reserved.notApplicable : "Nos",
      CONVERSION: facts.alternate?.perUnit,
      DENOMINATOR: facts.alternate === undefined ? undefined : 1,
      COSTINGMETHOD: "Avg. Cost",
      VALUATIONMETHOD: index % 9 === 0 ? "Last Sale Price" : "Avg. Price",
      ISBATCHWISEON: facts.isBatchWise,
      ISPERISHABLEON: facts.hasExpiry,
      HASMFGDATE: facts.hasExpiry,
      GSTAPPLICABLE: index % 13 === 0 ? reserved.notApplicable : reserved.applicable,
      GSTTYPEOFSUPPLY: "Goods",
      GSTMSTTYPEOFSUPPLY: "Goods",
      INFGSTHSNCODE: facts.hsn,
      INFGSTHSNDESCRIPTION: `Articles of ${name}`,
      INFGSTIGSTRATE: facts.gstRate,
      INFGSTTAXABLILITY: taxability,
      REORDERLEVEL: random.chance(0.2) ? makeQuantity(10 * facts.perPriceUnit * whole, unit) : undefined,
      ...opening.fields,
    },
    lists: {
      ...opening.lists,
      GSTDETAILS: makeGstDetails(making, facts, taxability, index),
      HSNDETAILS: [
        makeObject("HSNDETAILS", {
          APPLICABLEFROM: makeDay(making.booksFromDay),
          HSNCODE: facts.hsn,
          HSN: `Articles of ${name}`,
        }),
      ],
      ...makePrices(making, facts, unit, index),
    },
  };
}

function makeOpening(
  { random, state }: StockMaking,
  facts: Omit<ItemFacts, "itemId">,
  unit: string,
): { fields: TallyObject["fields"]; lists: TallyObject["lists"] } {
  if (random.chance(0.1)) return { fields: {}, lists: {} };
  const godownNames = state.masters.ofType("GODOWN").map((each) => each.fields["NAME"] as string);
  const parts = (
    facts.isBatchWise ? facts.batches : [{ name: "Primary Batch", manufacturedDay: undefined }]
  ).map((batch) => {
    const count = random.int(5, 60) * facts.perPriceUnit;
    const value = -Math.round((count / facts.perPriceUnit) * facts.costPaise) * paisa;
    return { batch, count, value };
  });
  const rate = makeRate((facts.costPaise / 100) * whole, rateUnit(unit));
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const batches = parts.map(({ batch, count, value }) =>
    makeObject("BATCHALLOCATIONS", {
      BATCHNAME: batch.name,
      NAME: batch.name,
      GODOWNNAME: random.chance(0.6) ? "Main Location" : random.pick(godownNames),
      MFDON: batch.manufacturedDay === undefined ? undefined : makeDay(batch.manufacturedDay),
      EXPIRYPERIOD:
        batch.manufacturedDay === undefined ? undefined : makeDue("24 Months", batch.manufacturedDay),
      OPENINGBALANCE: makeQuantity(count * whole, unit),
      OPENINGRATE: rate,
      OPENINGVALUE: makeAmount(value),
    }),
  );
  return {
    fields: {
      OPENINGBALANCE: makeQuantity(total * whole, unit, alternateOf(facts, total)),
      OPENINGRATE: rate,
      OPENINGVALUE: makeAmount(parts.reduce((sum, part) => sum + part.value, 0)),
    },
    lists: { BATCHALLOCATIONS: batches },
  };

  function alternateOf(each: typeof facts, count: number): { value: number; unit: string } | undefined {
    return each.alternate && { value: count * each.alternate.perUnit * whole, unit: "Nos" };
  }
}

/** Prices of an item kept in a compound unit are for its larger unit. */
export function rateUnit(unit: string): string {
  return unit.startsWith("Box of") ? "Box" : unit;
}

function makeGstDetails(
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

function makePrices(
  { booksFromDay }: StockMaking,
  facts: Omit<ItemFacts, "itemId">,
  unit: string,
  index: number,
): TallyObject["lists"] {
  const rateOf = (paise: number): ReturnType<typeof makeRate> =>
    makeRate((paise / 100) * whole, rateUnit(unit));
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
function addComponents({ state }: StockMaking, facts: readonly ItemFacts[]): void {
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
