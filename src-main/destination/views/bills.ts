import type { ViewFragments } from "./fragments.ts";
import { isLoaded, isPosted } from "./parts.ts";
import { viewColumn } from "./view.ts";
import type { View, ViewColumn } from "./view.ts";

const billColumns: readonly ViewColumn[] = [
  viewColumn("party", "name", "Ledger of the bill."),
  viewColumn("bill", "name", "Number of the bill."),
  viewColumn("bill_date", "date", "Date of the bill."),
  viewColumn("due_date", "date", "When it falls due; its date where there is no credit period."),
  viewColumn("amount", "money", "Amount of the bill."),
  viewColumn("pending", "money", "What is still open."),
  viewColumn("days_overdue", "int", "Days since it fell due; 0 while it is not due."),
  viewColumn("bucket", "key", "not due, 0-30, 31-60, 61-90, 91-180 or 180+ days overdue."),
];

/** Openings and allocations of a bill. A reference is what made the bill; the others settle it. */
function billLines(fragments: ViewFragments): string {
  return `bill_lines as (
    select b.company_id, b.ledger_guid, b.bill_name, b.bill_date, b.due_date, b.amount, 1 as is_reference
    from ledger_opening_bills b
    union all
    select a.company_id, a.ledger_guid, a.bill_name, coalesce(a.bill_date, v.date), a.due_date, a.amount,
      case when a.bill_type in ('New Ref', 'Advance') then 1 else 0 end
    from voucher_bill_allocations a
    join vouchers v on v.company_id = a.company_id and v.tally_guid = a.voucher_guid
    where ${isPosted(fragments)} and v.date <= ${fragments.today} and a.bill_name <> '')`;
}

/** Bills whose open balance has that side; amounts are made positive. */
function openBills(fragments: ViewFragments, sign: "" | "-"): string {
  const { daysBetween, isFalse, money, today } = fragments;
  return `with ${billLines(fragments)},
  bills as (
    select company_id, ledger_guid, bill_name,
      coalesce(min(case when is_reference = 1 then bill_date end), min(bill_date)) as bill_date,
      coalesce(min(case when is_reference = 1 then due_date end), min(due_date)) as due_date,
      sum(case when is_reference = 1 then amount else 0 end) as amount, ${money("sum(amount)")} as pending
    from bill_lines
    group by company_id, ledger_guid, bill_name),
  due_bills as (
    select company_id, ledger_guid, bill_name, bill_date, coalesce(due_date, bill_date) as due_date,
      ${money(`${sign}case when amount = 0 then pending else amount end`)} as amount, ${sign}pending as pending
    from bills),
  aged as (
    select company_id, ledger_guid, bill_name, bill_date, due_date, amount, pending,
      case when due_date < ${today} then ${daysBetween("due_date", today)} else 0 end as days_overdue
    from due_bills where pending > 0)
  select c.id as company_id, c.name as company_name, l.name as party, b.bill_name as bill, b.bill_date, b.due_date,
    b.amount, b.pending, b.days_overdue,
    case when b.days_overdue <= 0 then 'not due' when b.days_overdue <= 30 then '0-30'
      when b.days_overdue <= 60 then '31-60' when b.days_overdue <= 90 then '61-90'
      when b.days_overdue <= 180 then '91-180' else '180+' end as bucket
  from companies c
  join aged b on b.company_id = c.id
  join ledgers l on l.company_id = b.company_id and l.tally_guid = b.ledger_guid and ${isFalse("l.is_deleted")}
  where ${isLoaded} and (c.replicated_from is null or b.bill_date >= c.replicated_from)`;
}

const billsRule = `A bill is a ledger and a bill number: its opening, what new references and advances made it, and
what was set against it by today. Amounts on account belong to no bill and are left out. The due date is that of the
reference; ageing counts from it. Vouchers count as in v_trial_balance. Where the replica
begins later than the books, bills begun before it are unknown and left out`;

export const billsReceivable: View = {
  name: "v_bills_receivable",
  grain: "open bill, as of today",
  order: ["party", "bill_date", "bill"],
  rule: `Tally's Bills Receivable: open bills with a debit balance, of every ledger kept bill by bill (an advance paid to
a supplier is one too). ${billsRule}.`,
  columns: billColumns,
  select: (fragments) => openBills(fragments, "-"),
};

export const billsPayable: View = {
  name: "v_bills_payable",
  grain: "open bill, as of today",
  order: ["party", "bill_date", "bill"],
  rule: `Tally's Bills Payable: open bills with a credit balance, of every ledger kept bill by bill (an advance received
from a customer is one too). ${billsRule}.`,
  columns: billColumns,
  select: (fragments) => openBills(fragments, ""),
};
