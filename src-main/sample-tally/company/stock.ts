import type { CompanyState } from "../books/company-state.ts";
import { createMaster } from "../books/master-changes.ts";
import { makeDay, makeObject, makeQuantity, reserved, whole } from "../books/values.ts";
import type { TallyObject } from "../model.ts";
import type { Random } from "./random.ts";
import { makeOpening } from "./stock-openings.ts";
import { categories, stockGroups } from "./stock-places.ts";
import { addComponents, makeGstDetails, makePrices } from "./stock-prices.ts";
import { idOf } from "./world.ts";
import type { ItemFacts } from "./world.ts";

export interface StockMaking {
  readonly state: CompanyState;
  readonly random: Random;
  readonly booksFromDay: number;
}

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
