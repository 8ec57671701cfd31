import type { CompanyState } from "../books/company-state.ts";
import { createMaster } from "../books/master-changes.ts";
import { makeObject, makeTextList, reserved } from "../books/values.ts";
import { idOf } from "./world.ts";

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

export const stockGroups: readonly (readonly [string, string])[] = [
  ["Hardware", reserved.primary],
  ["Fasteners", "Hardware"],
  ["Hand Tools", "Hardware"],
  ["Electricals & Lighting", reserved.primary],
  ["Paints", reserved.primary],
  ["खाद्य पदार्थ", reserved.primary],
  ["Finished Goods", reserved.primary],
];
export const categories = ["Fast Moving", 'Slow "Dead" Stock', "ब्रांडेड"] as const;
export function createStockGroups(state: CompanyState): void {
  for (const [name, parent] of stockGroups) {
    createMaster(state, "STOCKGROUP", name, { fields: { PARENT: parent, ISADDABLE: name !== "Paints" } });
  }
  for (const name of categories) {
    createMaster(state, "STOCKCATEGORY", name, { fields: { PARENT: reserved.primary } });
  }
  createMaster(state, "STOCKCATEGORY", "Seasonal", { fields: { PARENT: "Fast Moving" } });
}
