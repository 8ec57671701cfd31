import type { BatchPart, CostPart, GstPart, ItemPart } from "../books/content.ts";
import { paisa, rateOfPaise, whole } from "../books/values.ts";
import { pickLiving, takeSerial } from "./world.ts";
import type { ItemFacts, World } from "./world.ts";

export interface ChosenItem {
  readonly item: ItemFacts;
  /** In the smallest unit. */
  readonly count: number;
}

/** What an item line needs besides the item. */
export interface ItemPlan {
  readonly isInward: boolean;
  readonly day: number;
  readonly ledgerId?: number;
  readonly godownId?: number;
  readonly destinationGodownId?: number;
  readonly trackingNumber?: string;
  readonly orderNumber?: string;
  readonly orderDueDay?: number;
  /** Exact price in paise; else the item's own. */
  readonly ratePaise?: number;
  readonly gst?: GstPart;
  readonly forex?: { readonly currencyId: number; readonly rate: number };
  readonly isPlain?: boolean;
}

export function chooseItems(world: World, max: number): ChosenItem[] {
  const { random } = world;
  const count = random.int(1, max);
  return Array.from({ length: count }, () => {
    const item = pickLiving(world, world.items, (each) => each.itemId, "STOCKITEM");
    return { item, count: chooseCount(world, item) };
  });
}

function chooseCount({ random }: World, item: ItemFacts): number {
  if (item.decimals > 0) return random.int(500, 40_000) / 1000;
  return random.int(1, 4) * item.perPriceUnit + (random.chance(0.3) ? random.int(0, 11) : 0);
}

export function makeItemPart(world: World, { item, count }: ChosenItem, plan: ItemPlan): ItemPart {
  const { random } = world;
  const sign = plan.isInward ? 1 : -1;
  const isPlain = plan.isPlain === true;
  const billedCount = !isPlain && count > 2 && random.chance(0.03) ? count - 1 : count;
  const discount = !isPlain && random.chance(0.15) ? random.pick([2.5, 5, 10, 12.5]) : 0;
  const ratePaise = plan.ratePaise ?? usualRate(world, item, plan.isInward);
  const paise = Math.round((billedCount / item.perPriceUnit) * ratePaise * (1 - discount / 100));
  const amount = -sign * paise * paisa;
  const batches = makeBatches(world, item, {
    ...plan,
    count: count * sign,
    billed: billedCount * sign,
    amount,
    ratePaise,
  });
  return {
    itemId: item.itemId,
    isInward: plan.isInward,
    unitId: item.unitId,
    quantity: toQuantity(count * sign),
    billed: toQuantity(billedCount * sign),
    rate: rateOfPaise(ratePaise),
    ...(item.perPriceUnit === 1 ? {} : { rateUnitId: priceUnitId(world, item) }),
    amount,
    batches,
    ...(plan.ledgerId !== undefined && { ledgerId: plan.ledgerId }),
    ...(item.alternate && {
      alternate: { unitId: item.alternate.unitId, value: toQuantity(count * sign * item.alternate.perUnit) },
    }),
    ...(discount > 0 && { discountPercent: discount }),
    ...(plan.gst && { gst: { ...plan.gst, hsn: item.hsn } }),
    ...(plan.forex && foreignPart(amount, ratePaise, plan.forex)),
    ...(isPlain ? {} : embellish(world, amount, plan)),
  };
}

function toQuantity(count: number): number {
  return Math.round(count * whole);
}

function usualRate({ random }: World, item: ItemFacts, isInward: boolean): number {
  const base = isInward ? item.costPaise : item.pricePaise;
  return Math.max(1, Math.round((base * random.int(95, 105)) / 100));
}

/** The larger unit of a compound one, for which prices are. */
function priceUnitId({ state }: World, item: ItemFacts): number {
  const unit = state.masters.byId(item.unitId);
  const large = state.masters.byName("UNIT", (unit?.fields["BASEUNITS"] as string | undefined) ?? "");
  return (large?.fields["MASTERID"] as number | undefined) ?? item.unitId;
}

function foreignPart(
  amount: number,
  ratePaise: number,
  forex: { readonly currencyId: number; readonly rate: number },
): Pick<ItemPart, "forex" | "rateForex"> {
  const inForex = (value: number): number => Math.round(value / forex.rate);
  return {
    forex: {
      value: Math.round(inForex(amount) / 100) * 100,
      rate: String(forex.rate),
      currencyId: forex.currencyId,
    },
    rateForex: { value: inForex(rateOfPaise(ratePaise)), currencyId: forex.currencyId },
  };
}

/** What only some lines have: description, additional amount, cost centres, rates typed over the item's. */
function embellish(world: World, amount: number, plan: ItemPlan): Partial<ItemPart> {
  const { random } = world;
  return {
    ...(random.chance(0.06) && {
      description: random.pick([
        ["Colour: नीला & white"],
        ["Serial no. < see list", 'Size "XL"', "Made in India"],
        ["Warranty 1 year"],
      ]),
    }),
    ...(plan.ledgerId !== undefined && random.chance(0.12) && { costs: makeCosts(world, amount) }),
    ...(plan.gst !== undefined &&
      random.chance(0.02) && {
        rates: [
          { dutyHead: "CGST", rate: 6 },
          { dutyHead: "SGST/UTGST", rate: 6 },
          { dutyHead: "IGST", rate: 12 },
        ],
      }),
    ...(plan.isInward && random.chance(0.05) && { additional: amount < 0 ? -100 * paisa : 100 * paisa }),
  };
}

interface BatchPlan extends ItemPlan {
  readonly count: number;
  readonly billed: number;
  readonly amount: number;
  readonly ratePaise: number;
}

function makeBatches(world: World, item: ItemFacts, plan: BatchPlan): readonly BatchPart[] {
  const { random } = world;
  const chosen = item.isBatchWise ? pickBatches(world, item, plan) : [undefined];
  const splits =
    chosen.length === 1 && plan.isPlain !== true && Math.abs(plan.count) > 3 && random.chance(0.05)
      ? 2
      : chosen.length;
  const each = Math.trunc(plan.count / splits);
  const amountEach = Math.trunc(plan.amount / splits / paisa) * paisa;
  return Array.from({ length: splits }, (_, index): BatchPart => {
    const isLast = index === splits - 1;
    const batch = chosen[index] ?? chosen[0];
    const count = isLast ? plan.count - each * (splits - 1) : each;
    const billed = isLast ? plan.billed - each * (splits - 1) : each;
    return {
      batchName: batch?.name ?? "Primary Batch",
      godownId: plan.godownId ?? pickLiving(world, world.godowns.slice(0, splits + 2), (id) => id, "GODOWN"),
      quantity: toQuantity(count),
      billed: toQuantity(billed),
      amount: isLast ? plan.amount - amountEach * (splits - 1) : amountEach,
      rate: rateOfPaise(plan.ratePaise),
      ...(plan.destinationGodownId !== undefined && { destinationGodownId: plan.destinationGodownId }),
      ...(plan.trackingNumber !== undefined && { trackingNumber: plan.trackingNumber }),
      ...(plan.orderNumber !== undefined && { orderNumber: plan.orderNumber }),
      ...(plan.orderDueDay !== undefined && { orderDueDay: plan.orderDueDay }),
      ...(batch && { manufacturedDay: batch.manufacturedDay, expiryText: "24 Months" }),
    };
  });
}

function pickBatches(
  world: World,
  item: ItemFacts,
  plan: BatchPlan,
): readonly ({ readonly name: string; readonly manufacturedDay: number } | undefined)[] {
  const { random } = world;
  if (plan.isInward && random.chance(0.3)) {
    return [{ name: `L${takeSerial(world, "batch")}`, manufacturedDay: plan.day - random.int(5, 60) }];
  }
  const first = random.pick(item.batches);
  const others = item.batches.filter((batch) => batch !== first);
  return Math.abs(plan.count) > 3 && random.chance(0.2) ? [first, ...others.slice(0, 1)] : [first];
}

/** Whole amount to one centre, or split over two; sometimes a second category over the whole amount too. */
export function makeCosts(world: World, amount: number): readonly CostPart[] {
  const { random, people } = world;
  const pick = (list: readonly number[]): number => pickLiving(world, list, (id) => id, "COSTCENTRE");
  const first = pick(people.centres);
  const second = pick(people.centres);
  const part = Math.trunc((amount * 0.4) / paisa) * paisa;
  const own = { categoryId: people.primaryCategory };
  const costs: CostPart[] =
    second === first || part === 0
      ? [{ ...own, centreId: first, amount }]
      : [
          { ...own, centreId: first, amount: part },
          { ...own, centreId: second, amount: amount - part },
        ];
  if (random.chance(0.3)) {
    costs.push({ categoryId: people.regionCategory, centreId: pick(people.regions), amount });
  }
  return costs;
}
