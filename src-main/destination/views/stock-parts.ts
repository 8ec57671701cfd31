import type { ViewFragments } from "./fragments.ts";
import { financialYear, hasCome, ledgersUnder } from "./parts.ts";

/** What stock was worth, for the statements of financial years. CTEs come as `name as (…)`. */

/**
 * Item lines that move stock: a line of an invoice that names a delivery or receipt note does not, because the note
 * moved it already.
 */
export function movesStock(fragments: ViewFragments): string {
  return `${fragments.isTrue("v.moves_stock")} and ${hasCome(fragments)} and (e.tracking_number = ''
      or v.base_type in ('Delivery Note', 'Receipt Note', 'Rejections In', 'Rejections Out'))`;
}

/**
 * Value of stock at the end of each financial year (`stock`, year_no; the opening stands under the year before the
 * first). `unbooked` is what of it no ledger holds: all of the items' value, of a stock-in-hand ledger only what was
 * typed over its opening balance.
 */
export function stockByYear(fragments: ViewFragments): string {
  return `stock_years as (
    select company_id, year_no, 0 as is_opening from company_years
    union all
    select company_id, year_no - 1, 1 from company_years where year_no = first_year),
  ${itemYears(fragments)},
  ${typedYears(fragments)},
  stock as (
    select company_id, year_no, sum(value) as value, sum(value) as unbooked,
      case when count(tally_value) = count(*) then 'Tally' when count(tally_value) = 0 then 'average cost'
        else 'Tally and average cost' end as valuation
    from item_years
    group by company_id, year_no
    union all
    select company_id, year_no, sum(value), sum(value - booked), 'typed in Tally'
    from typed_years
    group by company_id, year_no)`;
}

/**
 * For each year of a company the stock of two year ends, side by side. MariaDB works a CTE out again wherever it is
 * named, and this one is dear: a view names it once.
 */
export function stockOfTwoYears(name: string, earlier: string, later: string): string {
  const pick = (year: string, column: string, end: string): string =>
    `max(case when s.year_no = ${year} then s.${column} end) as ${column}_${end}`;
  return `${name} as (
    select y.company_id, y.year_no, ${pick(earlier, "value", "before")}, ${pick(later, "value", "after")},
      ${pick(earlier, "unbooked", "before")}, ${pick(later, "unbooked", "after")},
      ${pick(earlier, "valuation", "before")}, ${pick(later, "valuation", "after")}
    from company_years y
    join stock s on s.company_id = y.company_id and (s.year_no = ${earlier} or s.year_no = ${later})
    group by y.company_id, y.year_no)`;
}

/**
 * Items: quantity on hand at the average of opening and everything that came in, or for the present year Tally's own
 * closing value where it was read.
 */
function itemYears(fragments: ViewFragments): string {
  const { isFalse, paisa } = fragments;
  const thisYear = financialYear(fragments, fragments.today);
  return `stock_moves as (
    select e.company_id, e.item_guid, ${financialYear(fragments, "v.date")} as year_no, sum(e.quantity) as quantity,
      sum(case when e.quantity > 0 then e.quantity else 0 end) as quantity_in,
      sum(case when e.quantity > 0 then -e.amount else 0 end) as value_in
    from voucher_inventory_entries e
    join vouchers v on v.company_id = e.company_id and v.tally_guid = e.voucher_guid
    where ${movesStock(fragments)} and v.date <= ${fragments.today}
    group by e.company_id, e.item_guid, ${financialYear(fragments, "v.date")}),
  moved_years as (
    select y.company_id, y.year_no, i.tally_guid,
      i.opening_quantity + coalesce(sum(m.quantity), 0) as quantity,
      i.opening_quantity + coalesce(sum(m.quantity_in), 0) as quantity_in,
      -i.opening_value + coalesce(sum(m.value_in), 0) as value_in,
      case when y.is_opening = 1 then -i.opening_value
        when y.year_no = ${thisYear} and i.closing_read_at is not null then -i.closing_value end as tally_value
    from stock_years y
    join stock_items i on i.company_id = y.company_id and ${isFalse("i.is_deleted")}
    left join stock_moves m on m.company_id = i.company_id and m.item_guid = i.tally_guid and m.year_no <= y.year_no
    group by y.company_id, y.year_no, y.is_opening, i.tally_guid, i.opening_quantity, i.opening_value,
      i.closing_read_at, i.closing_value),
  item_years as (
    select company_id, year_no, tally_value, coalesce(tally_value, ${paisa(averageValue(fragments, "quantity"))}) as value
    from moved_years)`;
}

/** Stock-in-hand ledgers of companies that keep no items: the last value typed by hand, else the opening balance. */
function typedYears(fragments: ViewFragments): string {
  const { firstDay, isFalse, today } = fragments;
  return `typed_years as (
    select y.company_id, y.year_no, -l.opening_balance as booked, -coalesce(t.amount, l.opening_balance) as value
    from stock_years y
    join (${ledgersUnder(fragments, ["Stock-in-Hand"])}) u on u.company_id = y.company_id
    join ledgers l on l.company_id = u.company_id and l.tally_guid = u.ledger_guid and ${isFalse("l.is_deleted")}
    left join ledger_closing_values t on t.company_id = l.company_id and t.ledger_guid = l.tally_guid
      and t.line_no = (select min(s.line_no) from ledger_closing_values s
        where s.company_id = l.company_id and s.ledger_guid = l.tally_guid
          and s.value_date = (select max(d.value_date) from ledger_closing_values d
            where d.company_id = l.company_id and d.ledger_guid = l.tally_guid
              and d.value_date < ${firstDay("y.year_no + 1", 4)} and d.value_date <= ${today}))
    where not exists (select 1 from stock_items i where i.company_id = y.company_id and ${isFalse("i.is_deleted")}))`;
}

/**
 * Value of a quantity at the average cost of `value_in` for `quantity_in`. It is rounded before it meets the other
 * branches: where SQL Server brings their types together, it keeps four places, and rounding twice is not rounding once.
 */
export function averageValue({ nearestPaisa }: ViewFragments, quantity: string): string {
  return `case when ${quantity} = quantity_in then value_in when quantity_in = 0 then 0
      else ${nearestPaisa(`value_in * ${quantity} / quantity_in`)} end`;
}
