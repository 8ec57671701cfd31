import {
  makeAmount,
  makeDay,
  makeDue,
  makeObject,
  makeQuantity,
  makeRate,
  paisa,
  rateOfPaise,
  whole,
} from "../books/values.ts";
import type { TallyObject } from "../model.ts";
import type { StockMaking } from "./stock.ts";
import type { ItemFacts } from "./world.ts";

export function makeOpening(
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
  const rate = makeRate(rateOfPaise(facts.costPaise), rateUnit(unit));
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
