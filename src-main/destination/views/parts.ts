import type { ViewFragments } from "./fragments.ts";
import { viewColumn } from "./view.ts";
import type { ViewColumn } from "./view.ts";

/** Parts of views that several of them share. All are text of SQL; CTEs come as `name as (…)`. */

/** Between the groups of account_groups.path. */
const pathSeparator = " › ";

/** The year in which a financial year (April to March) begins. */
export function financialYear({ year, month }: ViewFragments, date: string): string {
  return `(${year(date)} - case when ${month(date)} < 4 then 1 else 0 end)`;
}

/** `2026-27` of 2026. */
export function financialYearLabel({ concat, textOf, right }: ViewFragments, year: string): string {
  return concat(textOf(year), "'-'", right(textOf(`(${year}) + 1`), 2));
}

/** Only companies whose load is complete, as `c`. */
export const isLoaded = "c.initial_load_completed_at is not null";

/** A living voucher as `v` that is not post-dated, or whose date has come. */
export function hasCome({ isFalse, today }: ViewFragments): string {
  return `${isFalse("v.is_deleted")} and (${isFalse("v.is_post_dated")} or v.date <= ${today})`;
}

/** A voucher `v` that moves ledger balances, now. */
export function isPosted(fragments: ViewFragments): string {
  return `${fragments.isTrue("v.posts_to_accounts")} and ${hasCome(fragments)}`;
}

/** Ledger lines that move balances. */
export function postedLines(fragments: ViewFragments): string {
  return `posted as (
    select e.company_id, e.voucher_guid, e.line_no, e.ledger_guid, e.amount, v.date,
      ${financialYear(fragments, "v.date")} as year_no
    from voucher_ledger_entries e
    join vouchers v on v.company_id = e.company_id and v.tally_guid = e.voucher_guid
    where ${isPosted(fragments)})`;
}

/** First day of the replicated books: openings stand as of it. */
export const beginning = "coalesce(c.replicated_from, c.books_from)";

/**
 * Ledgers with their place in the chart. A nominal ledger is one under a primary group of profit and loss: it begins
 * every financial year at nothing (protocol §5.7).
 */
export function chart(fragments: ViewFragments): string {
  const { isFalse, isTrue } = fragments;
  return `chart as (
    select c.id as company_id, c.name as company_name, ${financialYear(fragments, beginning)} as first_year,
      l.tally_guid as ledger_guid, l.name as ledger, coalesce(g.path, 'Primary') as group_path,
      p.tally_guid as primary_guid, case when ${isTrue("p.is_revenue")} then 1 else 0 end as is_nominal,
      l.opening_balance
    from companies c
    join ledgers l on l.company_id = c.id and ${isFalse("l.is_deleted")}
    left join account_groups g on g.company_id = l.company_id and g.tally_guid = l.parent_guid
    left join account_groups p on p.company_id = g.company_id and p.tally_guid = g.primary_group_guid
    where ${isLoaded})`;
}

/** Whether a group's path is that group's or lies under it. */
export function isUnder(
  { concat, left, length, literal }: ViewFragments,
  path: string,
  above: string,
): string {
  const start = concat(above, literal(pathSeparator));
  return `(${path} = ${above} or ${left(path, `${length(above)} + ${pathSeparator.length}`)} = ${start})`;
}

/** Ledgers at any depth under predefined groups, whatever those are called by now. */
export function ledgersUnder(fragments: ViewFragments, reservedNames: readonly string[]): string {
  const names = reservedNames.map((name) => `'${name}'`).join(", ");
  return `select distinct w.company_id, w.tally_guid as ledger_guid
    from account_groups k
    join account_groups b on b.company_id = k.company_id and ${isUnder(fragments, "b.path", "k.path")}
    join ledgers w on w.company_id = b.company_id and w.parent_guid = b.tally_guid
    where k.reserved_name in (${names})`;
}

/** Balances of ledgers in the financial year of today, credit positive. */
export function yearBalances(fragments: ViewFragments): string {
  const thisYear = financialYear(fragments, fragments.today);
  return `totals as (
    select company_id, ledger_guid,
      sum(case when year_no < ${thisYear} then amount else 0 end) as before_year,
      sum(case when year_no >= ${thisYear} and amount < 0 then -amount else 0 end) as debit,
      sum(case when year_no >= ${thisYear} and amount > 0 then amount else 0 end) as credit
    from posted where date <= ${fragments.today}
    group by company_id, ledger_guid),
  brought as (
    select h.company_id, h.company_name, h.first_year, h.group_path, h.ledger, h.is_nominal, h.opening_balance,
      h.opening_balance + coalesce(t.before_year, 0) as opening,
      coalesce(t.debit, 0) as debit, coalesce(t.credit, 0) as credit,
      case when h.is_nominal = 1 and h.first_year < ${thisYear} then 1 else 0 end as is_closed
    from chart h
    left join totals t on t.company_id = h.company_id and t.ledger_guid = h.ledger_guid),
  balances as (
    select company_id, company_name, group_path, ledger, debit, credit,
      ${fragments.money("case when is_closed = 1 then 0 else opening end")} as opening,
      ${fragments.money("case when is_closed = 1 then 0 else opening end - debit + credit")} as closing
    from brought)`;
}

/** A signed amount (credit positive) as its debit and its credit side. */
export function sides(name: string, amount: string): string {
  return `case when ${amount} < 0 then -${amount} else 0 end as ${name}_debit,
      case when ${amount} > 0 then ${amount} else 0 end as ${name}_credit`;
}

/** 0 to 99. */
const numbers = `digits as (
    ${[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `select ${digit} as digit`).join(" union all ")}),
  numbers as (select t.digit * 10 + u.digit as n from digits t cross join digits u)`;

/** The rows of a statement that no group or ledger has come from one row of figures, one for each kind. */
export const threeKinds = "(select 1 as kind union all select 2 union all select 3) k";

/** Every financial year of a company up to today's. */
export function companyYears(fragments: ViewFragments): string {
  const first = financialYear(fragments, beginning);
  return `${numbers},
  company_years as (
    select c.id as company_id, c.name as company_name, ${first} as first_year, ${first} + n.n as year_no
    from companies c
    join numbers n on ${first} + n.n <= ${financialYear(fragments, fragments.today)}
    where ${isLoaded})`;
}

/** Taxes of registers and summaries, in their order. */
export const taxHeads = ["cgst", "sgst", "igst", "cess"] as const;

export const taxColumns: readonly ViewColumn[] = [
  viewColumn("cgst", "money", "Central tax."),
  viewColumn("sgst", "money", "State or union territory tax."),
  viewColumn("igst", "money", "Integrated tax."),
  viewColumn("cess", "money", "Cess."),
];

const dutyHeads = {
  cgst: "'CGST'",
  sgst: "'SGST/UTGST'",
  igst: "'IGST'",
  cess: "'Cess', 'State Cess'",
} as const;

/** GST of each voucher by duty head, as posted to the tax ledgers, credit positive. */
export const taxByVoucher = `taxes as (
    select company_id, voucher_guid, ${taxHeads
      .map((head) => `sum(case when duty_head in (${dutyHeads[head]}) then tax_amount else 0 end) as ${head}`)
      .join(", ")}
    from voucher_gst_lines where source = 'ledger'
    group by company_id, voucher_guid)`;
