import type { BatchPart, ItemPart, VoucherContent, VoucherView } from "../books/content.ts";
import { pickCustomer, pickSupplier, pickType } from "./invoices.ts";
import { chooseItems, makeItemPart } from "./item-parts.ts";
import type { ItemPlan } from "./item-parts.ts";
import { makeNarration } from "./names.ts";
import { takeSerial } from "./world.ts";
import type { World } from "./world.ts";

function stockVoucher(
  world: World,
  base: string,
  day: number,
  view: VoucherView,
  items: readonly ItemPart[],
): VoucherContent {
  const narration = makeNarration(world.random, takeSerial(world, base));
  return {
    typeId: pickType(world, base),
    day,
    view,
    ...(narration !== undefined && { narration }),
    ledgers: [],
    items,
  };
}

/** Godowns that are still there; a transfer needs two, else it stays where it is. */
function pickRoute({ random, godowns, state }: World): readonly [number, number] {
  const living = godowns.filter((id) => state.masters.byId(id)?.type === "GODOWN");
  const from = random.pick(living);
  const others = living.filter((id) => id !== from);
  return [from, others.length === 0 ? from : random.pick(others)];
}

/** The same goods out of one godown and into another, at cost. */
function moveItems(world: World, day: number, from: number, to: number): readonly ItemPart[] {
  const chosen = chooseItems(world, 2);
  const plan = (isInward: boolean, godownId: number, item: { readonly costPaise: number }): ItemPlan => ({
    isInward,
    day,
    godownId,
    ratePaise: item.costPaise,
    isPlain: true,
    ...(!isInward && { destinationGodownId: to }),
  });
  const outward = chosen.map((each) => makeItemPart(world, each, plan(false, from, each.item)));
  return [...outward, ...outward.map((part) => reverse(part, to))];
}

/** The other half of a transfer: same batches and values, into the other godown. */
function reverse(part: ItemPart, godownId: number): ItemPart {
  return {
    ...part,
    isInward: true,
    quantity: -part.quantity,
    billed: -part.billed,
    amount: -part.amount,
    ...(part.alternate && { alternate: { ...part.alternate, value: -part.alternate.value } }),
    batches: part.batches.map((batch) => reverseBatch(batch, godownId)),
  };
}

function reverseBatch(batch: BatchPart, godownId: number): BatchPart {
  const { destinationGodownId, ...kept } = batch;
  const { quantity, billed, amount } = kept;
  const from = destinationGodownId === undefined ? batch.godownId : godownId;
  return { ...kept, godownId: from, quantity: -quantity, billed: -billed, amount: -amount };
}

export function makeStockJournal(world: World, day: number): VoucherContent {
  const [from, to] = pickRoute(world);
  return stockVoucher(
    world,
    "Stock Journal",
    day,
    "Consumption Voucher View",
    moveItems(world, day, from, to),
  );
}

function itemsAtCost(
  world: World,
  where: { readonly isInward: boolean; readonly day: number; readonly godownId: number },
): readonly ItemPart[] {
  return chooseItems(world, 3).map((each) =>
    makeItemPart(world, each, { ...where, ratePaise: each.item.costPaise, isPlain: true }),
  );
}

/** Components out, one finished item in at their value. */
export function makeManufacturing(world: World, day: number): VoucherContent {
  const [godownId] = pickRoute(world);
  const components = itemsAtCost(world, { isInward: false, day, godownId });
  const [finished] = chooseItems(world, 1);
  if (finished === undefined) return makeStockJournal(world, day);
  const value = components.reduce((sum, part) => sum + part.amount, 0);
  const made = makeItemPart(world, finished, { isInward: true, day, godownId, isPlain: true });
  const product: ItemPart = { ...made, amount: -value, batches: [{ ...firstBatch(made), amount: -value }] };
  const content = stockVoucher(world, "Stock Journal", day, "Multi Consumption Voucher View", [
    ...components,
    product,
  ]);
  const type = world.state.masters.byName("VOUCHERTYPE", "Manufacturing Journal");
  return type === undefined ? content : { ...content, typeId: type.fields["MASTERID"] as number };
}

function firstBatch(part: ItemPart): ItemPart["batches"][number] {
  const [batch] = part.batches;
  if (batch === undefined) throw new Error("An item line needs a batch.");
  return { ...batch, quantity: part.quantity, billed: part.billed };
}

/** Counted stock. */
export function makePhysicalStock(world: World, day: number): VoucherContent {
  const [godownId] = pickRoute(world);
  const counted = itemsAtCost(world, { isInward: true, day, godownId });
  return stockVoucher(world, "Physical Stock", day, "Consumption Voucher View", counted);
}

/** Goods to or from a job worker: they change the godown, not the owner. */
export function makeMaterial(world: World, day: number, isOut: boolean): VoucherContent {
  const [home] = pickRoute(world);
  const there =
    world.state.masters.byId(world.thirdPartyGodown) === undefined ? home : world.thirdPartyGodown;
  const items = isOut ? moveItems(world, day, home, there) : moveItems(world, day, there, home);
  const party = isOut ? pickSupplier(world) : pickCustomer(world);
  const content = stockVoucher(
    world,
    isOut ? "Material Out" : "Material In",
    day,
    "Consumption Voucher View",
    items,
  );
  return { ...content, partyId: party.ledgerId, reference: `MAT/${takeSerial(world, "material")}` };
}

export function makeJobWorkOrder(world: World, day: number, isOut: boolean): VoucherContent {
  const [godownId] = pickRoute(world);
  const orderNumber = `JW-${takeSerial(world, "order")}`;
  const items = chooseItems(world, 2).map((each) =>
    makeItemPart(world, each, {
      isInward: isOut,
      day,
      godownId,
      orderNumber,
      orderDueDay: day + 21,
      isPlain: true,
    }),
  );
  const party = isOut ? pickSupplier(world) : pickCustomer(world);
  const base = isOut ? "Job Work Out Order" : "Job Work In Order";
  return {
    ...stockVoucher(world, base, day, "Invoice Voucher View", items),
    partyId: party.ledgerId,
    reference: orderNumber,
  };
}
