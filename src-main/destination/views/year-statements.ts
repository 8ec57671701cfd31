import type { ViewFragments } from "./fragments.ts";
import { chart, companyYears, financialYearLabel, postedLines, threeKinds } from "./parts.ts";
import { stockByYear, stockOfTwoYears } from "./stock-parts.ts";
import { viewColumn } from "./view.ts";
import type { View, ViewColumn } from "./view.ts";

const yearColumns: readonly ViewColumn[] = [
  viewColumn("financial_year", "key", "Financial year, such as 2026-27; the present one up to today."),
  viewColumn("side", "key", "Side of the statement on which the row stands."),
  viewColumn("group_name", "name", "Primary group, or what the row is where it is no group."),
  viewColumn(
    "amount",
    "money",
    "Amount on that side; negative where the group's balance is the other way round.",
  ),
  viewColumn(
    "stock_valuation",
    "key",
    "For rows that hold stock, where its value comes from: Tally, average cost, both, or typed in Tally; else empty.",
  ),
];

const stockRule = `Closing stock of the present year is Tally's own closing value of the items where it was read (see
closing_read_at); otherwise, and for years that have ended, it is the quantity on hand at the average cost of the opening
stock and everything that came in since the books began, without additional costs. A company without items has
the values typed by hand in its stock-in-hand ledgers: the last one by that day, else the opening balance.`;

/**
 * What each year moved, by primary group; openings stand in the first year. Credit positive. Lines are added up by
 * ledger before the chart is looked at: a book has thousands of lines for each ledger.
 */
function yearMoves({ today }: ViewFragments): string {
  return `ledger_years as (
    select company_id, ledger_guid, year_no, sum(amount) as amount
    from posted where date <= ${today}
    group by company_id, ledger_guid, year_no),
  year_moves as (
    select h.company_id, h.primary_guid, h.is_nominal, y.year_no, sum(y.amount) as amount
    from chart h
    join ledger_years y on y.company_id = h.company_id and y.ledger_guid = h.ledger_guid
    group by h.company_id, h.primary_guid, h.is_nominal, y.year_no
    union all
    select h.company_id, h.primary_guid, h.is_nominal, h.first_year, sum(h.opening_balance)
    from chart h
    group by h.company_id, h.primary_guid, h.is_nominal, h.first_year)`;
}

function preparation(fragments: ViewFragments): string {
  return [postedLines, chart, companyYears, stockByYear, yearMoves]
    .map((part) => part(fragments))
    .join(",\n  ");
}

export const profitAndLoss: View = {
  name: "v_profit_and_loss",
  grain: "financial year, side and group",
  order: ["financial_year", "part", "side", "group_name"],
  rule: `Tally's Profit & Loss A/c, one statement per financial year: primary groups of income and expenses with what
they moved in the year, opening and closing stock, and the net profit or loss, so that the sides Expenses and Income are
equal. The gross profit is the difference of the sides within the part Trading. ${stockRule}`,
  columns: [
    ...yearColumns,
    viewColumn("part", "key", "Trading: counts for gross profit. Income statement: the rest."),
  ],
  select: (fragments) => {
    const { isTrue, money } = fragments;
    return `with ${preparation(fragments)},
  nominal as (
    select y.company_id, y.company_name, y.year_no, g.name as group_name,
      case when ${isTrue("g.is_deemed_positive")} then 'Expenses' else 'Income' end as side,
      case when ${isTrue("g.affects_gross_profit")} then 'Trading' else 'Income statement' end as part,
      sum(m.amount) as amount
    from company_years y
    join year_moves m on m.company_id = y.company_id and m.year_no = y.year_no and m.is_nominal = 1
    join account_groups g on g.company_id = m.company_id and g.tally_guid = m.primary_guid
    group by y.company_id, y.company_name, y.year_no, g.tally_guid, g.name, g.is_deemed_positive,
      g.affects_gross_profit),
  nominal_sums as (
    select company_id, year_no, sum(amount) as amount from nominal group by company_id, year_no),
  ${stockOfTwoYears("year_stock", "y.year_no - 1", "y.year_no")},
  year_results as (
    select y.company_id, y.company_name, y.year_no, coalesce(s.value_before, 0) as stock_before,
      coalesce(s.valuation_before, '') as valuation_before, coalesce(s.value_after, 0) as stock_after,
      coalesce(s.valuation_after, '') as valuation_after,
      ${money("coalesce(n.amount, 0) + coalesce(s.value_after, 0) - coalesce(s.value_before, 0)")} as profit
    from company_years y
    left join nominal_sums n on n.company_id = y.company_id and n.year_no = y.year_no
    left join year_stock s on s.company_id = y.company_id and s.year_no = y.year_no),
  all_rows as (
    select company_id, company_name, year_no, side, group_name,
      case when side = 'Expenses' then -amount else amount end as amount, '' as stock_valuation, part
    from nominal
    union all
    select r.company_id, r.company_name, r.year_no,
      case when k.kind = 1 or (k.kind = 3 and r.profit >= 0) then 'Expenses' else 'Income' end,
      case when k.kind = 1 then 'Opening Stock' when k.kind = 2 then 'Closing Stock'
        when r.profit < 0 then 'Net Loss' else 'Net Profit' end,
      case when k.kind = 1 then r.stock_before when k.kind = 2 then r.stock_after
        when r.profit < 0 then -r.profit else r.profit end,
      case k.kind when 1 then r.valuation_before when 2 then r.valuation_after else '' end,
      case when k.kind = 3 then 'Income statement' else 'Trading' end
    from year_results r
    cross join ${threeKinds})
  select company_id, company_name, ${financialYearLabel(fragments, "year_no")} as financial_year, side, group_name,
    ${money("amount")} as amount, stock_valuation, part
  from all_rows
  where amount <> 0`;
  },
};

export const balanceSheet: View = {
  name: "v_balance_sheet",
  grain: "financial year, side and group",
  order: ["financial_year", "side", "group_name"],
  rule: `Tally's Balance Sheet at the end of each financial year, for the present year as of today: primary groups on the
side of their nature, so a group whose balance is the other way round is negative there. "Profit & Loss A/c" is the
balance of that ledger with the profit of all years so far. Tally shows "Closing Stock" inside Current Assets, here it
is a row of its own (without what stock-in-hand ledgers hold already); "Difference in opening balances" is what Tally calls so. The two sides are equal. ${stockRule}`,
  columns: yearColumns,
  select: (fragments) => {
    const { isTrue, money } = fragments;
    return `with ${preparation(fragments)},
  real_groups as (
    select y.company_id, y.company_name, y.year_no, g.name as group_name,
      case when ${isTrue("g.is_deemed_positive")} then 'Assets' else 'Liabilities' end as side, sum(m.amount) as amount
    from company_years y
    join year_moves m on m.company_id = y.company_id and m.year_no <= y.year_no and m.is_nominal = 0
    join account_groups g on g.company_id = m.company_id and g.tally_guid = m.primary_guid
    group by y.company_id, y.company_name, y.year_no, g.tally_guid, g.name, g.is_deemed_positive),
  earned as (
    select y.company_id, y.company_name, y.year_no, y.first_year, coalesce(sum(m.amount), 0) as amount
    from company_years y
    left join year_moves m on m.company_id = y.company_id and m.year_no <= y.year_no
      and (m.is_nominal = 1 or m.primary_guid is null)
    group by y.company_id, y.company_name, y.year_no, y.first_year),
  openings as (
    select company_id, sum(opening_balance) as amount from chart group by company_id),
  ${stockOfTwoYears("year_stock", "y.first_year - 1", "y.year_no")},
  year_ends as (
    select e.company_id, e.company_name, e.year_no, e.amount as earned, coalesce(s.unbooked_after, 0) as stock_after,
      coalesce(s.valuation_after, '') as valuation, coalesce(s.unbooked_before, 0) as first_stock,
      ${money("coalesce(s.unbooked_before, 0) - coalesce(o.amount, 0)")} as difference
    from earned e
    left join openings o on o.company_id = e.company_id
    left join year_stock s on s.company_id = e.company_id and s.year_no = e.year_no),
  all_rows as (
    select company_id, company_name, year_no, side, group_name,
      case when side = 'Assets' then -amount else amount end as amount, '' as stock_valuation
    from real_groups
    union all
    select e.company_id, e.company_name, e.year_no,
      case when k.kind = 1 or (k.kind = 3 and e.difference < 0) then 'Assets' else 'Liabilities' end,
      case k.kind when 1 then 'Closing Stock' when 2 then 'Profit & Loss A/c' else 'Difference in opening balances' end,
      case when k.kind = 1 then e.stock_after when k.kind = 2 then e.earned + e.stock_after - e.first_stock
        when e.difference < 0 then -e.difference else e.difference end,
      case when k.kind = 3 then '' else e.valuation end
    from year_ends e
    cross join ${threeKinds})
  select company_id, company_name, ${financialYearLabel(fragments, "year_no")} as financial_year, side, group_name,
    ${money("amount")} as amount, stock_valuation
  from all_rows
  where amount <> 0`;
  },
};
