import { chart, companyYears, isUnder, postedLines, sides, threeKinds, yearBalances } from "./parts.ts";
import { stockByYear, stockOfTwoYears } from "./stock-parts.ts";
import type { ViewFragments } from "./fragments.ts";
import { viewColumn } from "./view.ts";
import type { View } from "./view.ts";

/** Rows of the trial balance that no ledger has, credit positive (protocol §5.10). */
function rowsWithoutLedger({ money }: ViewFragments): string {
  const amount = money(`case k.kind when 1 then -y.opening_stock
        when 2 then y.earlier_profit + y.opening_stock - y.first_stock else y.first_stock - y.ledger_openings end`);
  return `
    select y.company_id, y.company_name, 'Primary' as group_path,
      case k.kind when 1 then 'Opening Stock' when 2 then 'Profit & Loss A/c (earlier years)'
        else 'Difference in opening balances' end as ledger,
      0 as debit, 0 as credit, ${amount} as opening, ${amount} as closing
    from this_year y
    cross join ${threeKinds}`;
}

/** What the present year began with. `earlier_profit` is that of the nominal ledgers alone, without stock. */
function thisYear(): string {
  return `opened as (
    select company_id, sum(opening_balance) as ledger_openings,
      sum(case when is_closed = 1 then opening else 0 end) as earlier_profit
    from brought group by company_id),
  last_year as (select company_id, max(year_no) as year_no from company_years group by company_id),
  ${stockOfTwoYears("year_stock", "y.first_year - 1", "y.year_no - 1")},
  this_year as (
    select y.company_id, y.company_name, coalesce(s.unbooked_after, 0) as opening_stock,
      coalesce(s.unbooked_before, 0) as first_stock, coalesce(o.ledger_openings, 0) as ledger_openings,
      coalesce(o.earlier_profit, 0) as earlier_profit
    from company_years y
    join last_year n on n.company_id = y.company_id and n.year_no = y.year_no
    left join opened o on o.company_id = y.company_id
    left join year_stock s on s.company_id = y.company_id and s.year_no = y.year_no)`;
}

export const trialBalance: View = {
  name: "v_trial_balance",
  grain: "ledger, as of today",
  order: ["group_path", "ledger"],
  rule: `Tally's Trial Balance, ledger-wise, from 1 April of the present financial year (or the beginning of the
books) to today. Ledgers of profit and loss begin the year at nothing; what they earned before stands in the row
"Profit & Loss A/c (earlier years)", which Tally adds to its line Profit & Loss A/c. "Opening Stock" is the value of
the items when the year began, as in Tally (where a company keeps no items, what was typed over the opening balance of its
stock-in-hand ledgers); "Difference in opening balances" is what Tally calls so. With these three
rows the debit side equals the credit side in opening and closing. Lines without any figure are left out. Cancelled
and optional vouchers, orders, memoranda, reversing journals, attendance and pure stock vouchers do not count;
post-dated vouchers count once their date has come.`,
  columns: [
    viewColumn("group_path", "text", "The groups above the ledger, from Primary down."),
    viewColumn("ledger", "name", "Name of the ledger, or of a row that no ledger has."),
    viewColumn("opening_debit", "money", "Opening balance, if it is a debit."),
    viewColumn("opening_credit", "money", "Opening balance, if it is a credit."),
    viewColumn("debit", "money", "Sum of the debits of the year."),
    viewColumn("credit", "money", "Sum of the credits of the year."),
    viewColumn("closing_debit", "money", "Closing balance, if it is a debit."),
    viewColumn("closing_credit", "money", "Closing balance, if it is a credit."),
  ],
  select: (fragments) => `with ${postedLines(fragments)},
  ${chart(fragments)},
  ${yearBalances(fragments)},
  ${companyYears(fragments)},
  ${stockByYear(fragments)},
  ${thisYear()},
  all_rows as (
    select company_id, company_name, group_path, ledger, debit, credit, opening, closing from balances
    union all ${rowsWithoutLedger(fragments)})
  select company_id, company_name, group_path, ledger, ${sides("opening", "opening")},
    ${fragments.money("debit")} as debit, ${fragments.money("credit")} as credit, ${sides("closing", "closing")}
  from all_rows
  where opening <> 0 or debit <> 0 or credit <> 0`,
};

export const groupSummary: View = {
  name: "v_group_summary",
  grain: "group, as of today",
  order: ["path", "group_name"],
  rule: `Tally's Trial Balance by groups and its Group Summary: the closing balances of all ledgers below the group,
at any depth, debit and credit balances added up apart as Tally prints them. The balance of the group is the difference
of the two. Balances are those of v_trial_balance.`,
  columns: [
    viewColumn("group_name", "name", "Name of the group."),
    viewColumn("path", "text", "The groups from Primary down to this one."),
    viewColumn("closing_debit", "money", "Sum of the debit balances."),
    viewColumn("closing_credit", "money", "Sum of the credit balances."),
  ],
  select: (fragments) => `with ${postedLines(fragments)},
  ${chart(fragments)},
  ${yearBalances(fragments)}
  select b.company_id, b.company_name, g.name as group_name, g.path as path,
    ${fragments.money("sum(case when b.closing < 0 then -b.closing else 0 end)")} as closing_debit,
    ${fragments.money("sum(case when b.closing > 0 then b.closing else 0 end)")} as closing_credit
  from balances b
  join account_groups g on g.company_id = b.company_id and ${fragments.isFalse("g.is_deleted")}
    and ${isUnder(fragments, "b.group_path", "g.path")}
  group by b.company_id, b.company_name, g.tally_guid, g.name, g.path`,
};
