import type { ViewFragments } from "./fragments.ts";
import {
  beginning,
  chart,
  financialYear,
  financialYearLabel,
  isLoaded,
  isPosted,
  taxByVoucher,
  taxColumns,
  taxHeads,
} from "./parts.ts";
import { viewColumn } from "./view.ts";
import type { View } from "./view.ts";

export const costCentreBreakup: View = {
  name: "v_cost_centre_breakup",
  grain: "cost category, cost centre, ledger and month",
  order: ["category", "cost_centre", "ledger", "month_start"],
  rule: `Tally's Cost Centre Break-up: what vouchers that move balances allocate to a cost centre, by ledger and month,
credit positive. Parent centres have no rows of their own for what is allocated below them.`,
  columns: [
    viewColumn("category", "name", "Cost category."),
    viewColumn("cost_centre", "name", "Cost centre; an employee in payroll."),
    viewColumn("ledger", "name", "Ledger that is allocated."),
    viewColumn("month_start", "date", "First day of the month."),
    viewColumn("amount", "money", "Amount allocated, credit positive, so costs are negative."),
  ],
  select: (fragments) => `with allocated as (
    select a.company_id, a.category_name, a.cost_centre_name, a.ledger_name,
      ${fragments.monthStart("v.date")} as month_start, a.amount
    from voucher_cost_allocations a
    join vouchers v on v.company_id = a.company_id and v.tally_guid = a.voucher_guid
    where ${isPosted(fragments)})
  select c.id as company_id, c.name as company_name, a.category_name as category, a.cost_centre_name as cost_centre,
    a.ledger_name as ledger, a.month_start, ${fragments.money("sum(a.amount)")} as amount
  from companies c
  join allocated a on a.company_id = c.id
  where ${isLoaded}
  group by c.id, c.name, a.category_name, a.cost_centre_name, a.ledger_name, a.month_start`,
};

export const gstSummary: View = {
  name: "v_gst_summary",
  grain: "month, rate, place of supply and kind of supply",
  order: ["month_start", "supply_kind", "place_of_supply", "rate"],
  rule: `A working summary for GST returns; Tally's own returns sort vouchers by more rules than the books hold. Vouchers
that move balances and are a Sales, Purchase, Credit Note or Debit Note, or post to a GST ledger. Taxes are the lines on
GST ledgers, so their totals equal those ledgers. The taxable value is that of the items, in a voucher without items that
of its income and expense ledgers. The rate is the one typed in the item line, else the item's present one, 0 in a voucher
without tax, and in a voucher without items what the tax makes of the value. The tax of a voucher with several rates is
spread over its lines by value and rate. Outward: sales less credit notes; Inward: purchases less debit notes; other
vouchers by the side of their tax. Amounts are positive.`,
  columns: [
    viewColumn("month_start", "date", "First day of the month."),
    viewColumn("rate", "number", "GST rate in percent (integrated, or central and state together)."),
    viewColumn("place_of_supply", "text", "Place of supply of the voucher, else the state of the party."),
    viewColumn("supply_kind", "key", "Outward or Inward."),
    viewColumn("taxable", "money", "Taxable value."),
    ...taxColumns,
  ],
  select: gstSummarySelect,
};

function gstSummarySelect(fragments: ViewFragments): string {
  const { monthStart, money, paisa, quantity } = fragments;
  return `with ${taxByVoucher},
  ${chart(fragments)},
  supplies as (
    select v.company_id, v.tally_guid as voucher_guid, ${monthStart("v.date")} as month_start,
      case when v.place_of_supply <> '' then v.place_of_supply else coalesce(l.state, '') end as place_of_supply,
      coalesce(t.cgst, 0) as cgst, coalesce(t.sgst, 0) as sgst, coalesce(t.igst, 0) as igst, coalesce(t.cess, 0) as cess,
      case when v.base_type in ('Sales', 'Credit Note') then 1 when v.base_type in ('Purchase', 'Debit Note') then -1
        when coalesce(t.cgst + t.sgst + t.igst + t.cess, 0) < 0 then -1 else 1 end as direction
    from vouchers v
    left join taxes t on t.company_id = v.company_id and t.voucher_guid = v.tally_guid
    left join ledgers l on l.company_id = v.company_id and l.tally_guid = v.party_guid
    where ${isPosted(fragments)}
      and (t.voucher_guid is not null or v.base_type in ('Sales', 'Purchase', 'Credit Note', 'Debit Note'))),
  services as (
    select s.company_id, s.voucher_guid, sum(e.amount) as amount,
      ${paisa("case when sum(e.amount) = 0 then 0 else 100 * max(s.cgst + s.sgst + s.igst) / sum(e.amount) end")} as rate
    from supplies s
    join voucher_ledger_entries e on e.company_id = s.company_id and e.voucher_guid = s.voucher_guid
    join chart h on h.company_id = e.company_id and h.ledger_guid = e.ledger_guid and h.is_nominal = 1
    where not exists (select 1 from voucher_inventory_entries i
      where i.company_id = s.company_id and i.voucher_guid = s.voucher_guid)
    group by s.company_id, s.voucher_guid),
  taxed as (
    select s.company_id, s.voucher_guid, e.amount, case when s.cgst = 0 and s.sgst = 0 and s.igst = 0 then 0
      else coalesce(e.gst_rate, i.gst_rate, 0) end as rate
    from supplies s
    join voucher_inventory_entries e on e.company_id = s.company_id and e.voucher_guid = s.voucher_guid
    left join stock_items i on i.company_id = e.company_id and i.tally_guid = e.item_guid
    union all
    select company_id, voucher_guid, amount, rate from services
    union all
    select company_id, voucher_guid, 0, 0 from supplies s
    where not exists (select 1 from voucher_inventory_entries i
        where i.company_id = s.company_id and i.voucher_guid = s.voucher_guid)
      and not exists (select 1 from services o where o.company_id = s.company_id and o.voucher_guid = s.voucher_guid)),
  weighed as (
    select company_id, voucher_guid, rate, sum(amount) as amount, sum(amount * rate) as weight
    from taxed
    group by company_id, voucher_guid, rate),
  shared as (
    select company_id, voucher_guid, rate, amount,
      case when sum(weight) over (partition by company_id, voucher_guid) = 0 then 1 else weight end as part,
      case when sum(weight) over (partition by company_id, voucher_guid) = 0
        then count(*) over (partition by company_id, voucher_guid)
        else sum(weight) over (partition by company_id, voucher_guid) end as whole
    from weighed)
  select c.id as company_id, c.name as company_name, s.month_start, ${quantity("w.rate")} as rate, s.place_of_supply,
    case when s.direction = 1 then 'Outward' else 'Inward' end as supply_kind,
    ${money("sum(s.direction * w.amount)")} as taxable,
    ${taxHeads.map((head) => `${paisa(`sum(s.direction * s.${head} * w.part / w.whole)`)} as ${head}`).join(",\n    ")}
  from companies c
  join supplies s on s.company_id = c.id
  join shared w on w.company_id = s.company_id and w.voucher_guid = s.voucher_guid
  where ${isLoaded}
  group by c.id, c.name, s.month_start, w.rate, s.place_of_supply, s.direction`;
}

export const dates: View = {
  name: "dates",
  grain: "day",
  order: ["date"],
  isForAllCompanies: true,
  rule: `Every day from the beginning of the financial year in which the oldest books of this database begin to the end
of the present financial year (April to March), for joining by date. The same days serve all companies.`,
  columns: [
    viewColumn("date", "date", "The day."),
    viewColumn("financial_year", "key", "Financial year, such as 2026-27."),
    viewColumn("quarter", "key", "Quarter of the financial year, Q1 (April to June) to Q4."),
    viewColumn("month", "key", "Month, such as 2026-04."),
    viewColumn("month_start", "date", "First day of the month."),
    viewColumn("gst_month", "key", "Tax period as GST returns write it, such as 042026."),
  ],
  select: (fragments) => {
    const { addDays, concat, firstDay, month, monthStart, right, textOf, today, year } = fragments;
    const twoDigits = right(concat("'0'", textOf(month("d.date"))), 2);
    const startYear = financialYear(fragments, `min(${beginning})`);
    // Distinct keeps SQLite from putting the parts of the days beside each row that is joined with them.
    return `with digits as (
    ${Array.from({ length: 10 }, (_, digit) => `select ${digit} as digit`).join(" union all ")}),
  numbers as (
    select e.digit * 10000 + a.digit * 1000 + b.digit * 100 + f.digit * 10 + g.digit as n
    from digits a cross join digits b cross join digits f cross join digits g cross join digits e where e.digit < 4),
  first_day as (
    select ${firstDay(startYear, 4)} as date from companies c where ${isLoaded} having count(*) > 0),
  d as (
    select distinct ${addDays("s.date", "n.n")} as date from first_day s cross join numbers n
    where ${addDays("s.date", "n.n")} < ${firstDay(`${financialYear(fragments, today)} + 1`, 4)})
  select d.date, ${financialYearLabel(fragments, financialYear(fragments, "d.date"))} as financial_year,
    case when ${month("d.date")} in (4, 5, 6) then 'Q1' when ${month("d.date")} in (7, 8, 9) then 'Q2'
      when ${month("d.date")} in (10, 11, 12) then 'Q3' else 'Q4' end as quarter,
    ${concat(textOf(year("d.date")), "'-'", twoDigits)} as month, ${monthStart("d.date")} as month_start,
    ${concat(twoDigits, textOf(year("d.date")))} as gst_month
  from d`;
  },
};
