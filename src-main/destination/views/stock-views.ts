import { entryOrder, voucherColumns, voucherFields } from "./day-book.ts";
import type { ViewFragments } from "./fragments.ts";
import { isLoaded } from "./parts.ts";
import { averageValue, movesStock } from "./stock-parts.ts";
import { viewColumn } from "./view.ts";
import type { View } from "./view.ts";

const physicalStockRule = `A Physical Stock voucher is added like any other inward voucher`;

/** Tally's own closing figures of an item, where they give a rate. */
const wasRead = "i.closing_read_at is not null and i.closing_quantity <> 0 and i.closing_value is not null";

/** Item lines `e` that move stock, by batch `b` and location; a line without batches is one row. */
const stockLines = `from voucher_inventory_entries e
    join vouchers v on v.company_id = e.company_id and v.tally_guid = e.voucher_guid
    left join voucher_batch_allocations b on b.company_id = e.company_id and b.voucher_guid = e.voucher_guid
      and b.inventory_line_no = e.line_no`;

const lineGodown = "coalesce(b.godown_guid, e.godown_guid, '')";
const lineQuantity = "coalesce(b.quantity, e.quantity)";

export const stockSummary: View = {
  name: "v_stock_summary",
  grain: "item and godown, as of today",
  order: ["stock_group", "item", "godown"],
  rule: `Tally's Stock Summary and Godown Summary: opening quantity when the books began, what came in and went out since
by vouchers that move stock, and what is there. An invoice line that names a delivery or receipt note does not move
stock, because the note did; orders never do; a transfer goes out of one godown and into another. ${physicalStockRule}.
The rate is Tally's own closing value by its closing quantity where they were read, else the average cost of the opening
stock and everything that came in since the books began, without additional costs; valuation says which. The value is the
closing quantity at that rate.`,
  columns: [
    viewColumn("item", "name", "Stock item."),
    viewColumn("stock_group", "name", "Stock group of the item."),
    viewColumn("godown", "name", "Location; empty where opening stock or a line names none."),
    viewColumn("unit", "name", "Unit the item is kept in, of a compound one the smaller."),
    viewColumn("opening_quantity", "number", "Quantity when the books began, in the smallest unit."),
    viewColumn("inward_quantity", "number", "Quantity that came in."),
    viewColumn("outward_quantity", "number", "Quantity that went out, positive."),
    viewColumn("closing_quantity", "number", "Quantity that is there."),
    viewColumn("value", "money", "Value of the closing quantity, stock on hand positive."),
    viewColumn("average_rate", "number", "Value of one of the smallest unit."),
    viewColumn("valuation", "key", "Tally or average cost."),
  ],
  select: stockSummarySelect,
};

function stockSummarySelect(fragments: ViewFragments): string {
  const { isFalse, paisa, quantity, rate, today } = fragments;
  return `with places as (
    select company_id, item_guid, coalesce(godown_guid, '') as godown_guid, quantity as opening, 0 as inward,
      0 as outward
    from stock_item_opening_batches
    union all
    select i.company_id, i.tally_guid, '', i.opening_quantity, 0, 0
    from stock_items i
    where i.opening_quantity <> 0 and not exists (select 1 from stock_item_opening_batches o
      where o.company_id = i.company_id and o.item_guid = i.tally_guid)
    union all
    select e.company_id, e.item_guid, ${lineGodown}, 0, case when ${lineQuantity} > 0 then ${lineQuantity} else 0 end,
      case when ${lineQuantity} < 0 then -${lineQuantity} else 0 end
    ${stockLines}
    where ${movesStock(fragments)} and v.date <= ${today}),
  held as (
    select company_id, item_guid, godown_guid, ${quantity("sum(opening)")} as opening,
      ${quantity("sum(inward)")} as inward, ${quantity("sum(outward)")} as outward,
      ${quantity("sum(opening) + sum(inward) - sum(outward)")} as closing
    from places
    group by company_id, item_guid, godown_guid),
  came_in as (
    select e.company_id, e.item_guid, sum(e.quantity) as quantity_in, sum(-e.amount) as value_in
    from voucher_inventory_entries e
    join vouchers v on v.company_id = e.company_id and v.tally_guid = e.voucher_guid
    where e.quantity > 0 and ${movesStock(fragments)} and v.date <= ${today}
    group by e.company_id, e.item_guid),
  valued as (
    select i.company_id, i.tally_guid, i.name, i.parent_name,
      case when u.additional_unit_name <> '' then u.additional_unit_name else i.base_unit_name end as unit,
      case when ${wasRead} then i.closing_quantity
        else i.opening_quantity + coalesce(n.quantity_in, 0) end as quantity_in,
      case when ${wasRead} then -i.closing_value
        else -i.opening_value + coalesce(n.value_in, 0) end as value_in,
      case when ${wasRead} then 'Tally' else 'average cost' end
        as valuation
    from stock_items i
    left join came_in n on n.company_id = i.company_id and n.item_guid = i.tally_guid
    left join units u on u.company_id = i.company_id and u.tally_guid = i.base_unit_guid
    where ${isFalse("i.is_deleted")})
  select c.id as company_id, c.name as company_name, i.name as item, i.parent_name as stock_group,
    coalesce(g.name, '') as godown, i.unit, h.opening as opening_quantity,
    h.inward as inward_quantity, h.outward as outward_quantity, h.closing as closing_quantity,
    ${paisa(averageValue(fragments, "h.closing"))} as value,
    ${quantity(`case when quantity_in = 0 then 0 else ${rate("value_in", "quantity_in")} end`)} as average_rate, i.valuation
  from companies c
  join valued i on i.company_id = c.id
  join held h on h.company_id = i.company_id and h.item_guid = i.tally_guid
  left join godowns g on g.company_id = h.company_id and g.tally_guid = h.godown_guid
  where ${isLoaded} and (h.opening <> 0 or h.inward <> 0 or h.outward <> 0)`;
}

export const stockMovements: View = {
  name: "v_stock_movements",
  grain: "inventory line and batch",
  order: ["date", "master_id", "line_no", "batch", "godown", "quantity_in", "quantity_out", "value"],
  rule: `Tally's Stock Item Vouchers: item lines that move stock, one row per batch and location. An invoice line that
names a delivery or receipt note is left out, because the note moved the stock; orders never do. ${physicalStockRule}.
The value is the amount of the line, positive for both directions, so outward lines show the selling price as Tally does.`,
  columns: [
    ...voucherColumns,
    viewColumn("line_no", "int", "Position of the item line within its voucher."),
    viewColumn("item", "name", "Stock item."),
    viewColumn("godown", "name", "Location."),
    viewColumn("batch", "name", "Batch or lot; Primary Batch where the item has none."),
    viewColumn("unit", "name", "Unit of the quantities."),
    viewColumn("quantity_in", "number", "Quantity that came in, in the smallest unit; 0 on an outward line."),
    viewColumn("quantity_out", "number", "Quantity that went out, positive; 0 on an inward line."),
    viewColumn("value", "money", "Amount of the line for this batch, positive."),
    viewColumn("party", "name", "Party of the voucher."),
    entryOrder,
  ],
  select: (fragments) => `with moved as (
    select e.company_id, ${voucherFields}, e.line_no, e.item_name as item,
      coalesce(b.godown_name, e.godown_name) as godown, coalesce(b.batch_name, '') as batch, e.unit_name as unit,
      ${lineQuantity} as quantity, coalesce(b.amount, e.amount) as amount, v.party_name as party,
      v.master_id
    ${stockLines}
    where ${movesStock(fragments)})
  select c.id as company_id, c.name as company_name, m.voucher_guid, m.date, m.type, m.number, m.line_no, m.item,
    m.godown, m.batch, m.unit, case when m.quantity > 0 then m.quantity else 0 end as quantity_in,
    case when m.quantity < 0 then -m.quantity else 0 end as quantity_out, abs(m.amount) as value, m.party,
    m.master_id
  from companies c
  join moved m on m.company_id = c.id
  where ${isLoaded}`,
};
