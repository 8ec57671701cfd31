import { hasCome, isLoaded } from "./parts.ts";
import { viewColumn } from "./view.ts";
import type { View, ViewColumn } from "./view.ts";

/** The columns by which people know a voucher. */
export const voucherColumns: readonly ViewColumn[] = [
  viewColumn("voucher_guid", "key", "The voucher, as in vouchers.tally_guid."),
  viewColumn("date", "date", "Date of the voucher."),
  viewColumn("type", "name", "Voucher type as the company names it."),
  viewColumn("number", "name", "Voucher number."),
];

/** The last column of views with a voucher a row or more; within a day Tally shows vouchers as they were entered. */
export const entryOrder = viewColumn(
  "master_id",
  "bigint",
  "Tally's MASTERID of the voucher; grows in order of entry, so it orders the vouchers of a day.",
);

/** The same in SQL, of a voucher as `v`. */
export const voucherFields =
  "v.tally_guid as voucher_guid, v.date as date, v.voucher_type_name as type, v.voucher_number as number";

export const dayBook: View = {
  name: "v_day_book",
  grain: "voucher",
  order: ["date", "master_id"],
  rule: `Tally's Day Book over the whole books: every voucher of every type, orders, memoranda, stock and cancelled
vouchers among them; optional vouchers are left out, as Tally does unless it is told to include them; post-dated ones
appear once their date has come. The amount is the sum of the debit side, empty for a voucher without ledger lines.`,
  columns: [
    ...voucherColumns,
    viewColumn("party", "name", "Party ledger."),
    viewColumn("amount", "money", "Amount of the voucher, positive."),
    viewColumn("narration", "text", "Narration."),
    viewColumn("base_type", "name", "Predefined type that the voucher type derives from."),
    viewColumn("is_cancelled", "bool", "Cancelled: it has a number and no lines."),
    viewColumn("posts_to_accounts", "bool", "Moves ledger balances."),
    entryOrder,
  ],
  select: (fragments) => `select c.id as company_id, c.name as company_name, ${voucherFields},
    v.party_name as party, v.amount as amount, v.narration as narration, v.base_type as base_type,
    v.is_cancelled as is_cancelled, v.posts_to_accounts as posts_to_accounts,
    v.master_id as master_id
  from companies c
  join vouchers v on v.company_id = c.id
  where ${isLoaded} and ${hasCome(fragments)} and ${fragments.isFalse("v.is_optional")}`,
};
