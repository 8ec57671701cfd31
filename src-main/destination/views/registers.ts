import { entryOrder, voucherColumns, voucherFields } from "./day-book.ts";
import type { ViewFragments } from "./fragments.ts";
import { isLoaded, isPosted, taxByVoucher, taxColumns, taxHeads } from "./parts.ts";
import { viewColumn } from "./view.ts";
import type { View, ViewColumn } from "./view.ts";

const registerColumns: readonly ViewColumn[] = [
  ...voucherColumns,
  viewColumn("reference", "name", "Reference, for a purchase the supplier's invoice number."),
  viewColumn("party", "name", "Party ledger."),
  viewColumn("gstin", "name", "GST number of the party: the voucher's, else the ledger's."),
  viewColumn("state", "text", "Place of supply of the voucher, else the state of the party."),
  viewColumn("item_value", "money", "Value of the items."),
  ...taxColumns,
  viewColumn("other_value", "money", "Everything else: services, freight, discounts, rounding."),
  viewColumn("total", "money", "What the party owes or is owed by the voucher."),
  entryOrder,
];

/** Amounts are made positive by the sign of their side. */
function register(fragments: ViewFragments, baseType: string, sign: "" | "-"): string {
  const { isTrue, money } = fragments;
  const taxes = taxHeads.map((head) => `${sign}coalesce(t.${head}, 0)`);
  return `with ${taxByVoucher},
  found as (
    select c.id as company_id, c.name as company_name, ${voucherFields}, v.reference, v.party_name as party, v.master_id,
      case when v.party_gstin <> '' then v.party_gstin else coalesce(l.gstin, '') end as gstin,
      case when v.place_of_supply <> '' then v.place_of_supply else coalesce(l.state, '') end as state,
      ${sign}coalesce((select sum(i.amount) from voucher_inventory_entries i
        where i.company_id = v.company_id and i.voucher_guid = v.tally_guid), 0) as item_value,
      ${taxHeads.map((head, index) => `${taxes[index]} as ${head}`).join(", ")},
      coalesce((select sum(${sign === "-" ? "" : "-"}e.amount) from voucher_ledger_entries e
        where e.company_id = v.company_id and e.voucher_guid = v.tally_guid and ${isTrue("e.is_party_ledger")}),
        v.amount, 0) as total
    from companies c
    join vouchers v on v.company_id = c.id
    left join ledgers l on l.company_id = v.company_id and l.tally_guid = v.party_guid
    left join taxes t on t.company_id = v.company_id and t.voucher_guid = v.tally_guid
    where ${isLoaded} and v.base_type = '${baseType}' and ${isPosted(fragments)})
  select company_id, company_name, voucher_guid, date, type, number, reference, party, gstin, state,
    ${["item_value", ...taxHeads].map((name) => `${money(name)} as ${name}`).join(", ")},
    ${money(`total - item_value - ${taxHeads.join(" - ")}`)} as other_value, ${money("total")} as total,
    master_id
  from found`;
}

const registerRule = `cancelled and optional ones left out, post-dated ones once their date has come. Taxes are the lines
on GST ledgers, by their duty head; the total is the line of the party. item_value, taxes and other_value add up to
the total`;

export const salesRegister: View = {
  name: "v_sales_register",
  grain: "sales voucher",
  order: ["date", "master_id"],
  rule: `Tally's Sales Register: vouchers of every type that derives from Sales, ${registerRule}. Credit notes are no part
of it, as in Tally.`,
  columns: registerColumns,
  select: (fragments) => register(fragments, "Sales", ""),
};

export const purchaseRegister: View = {
  name: "v_purchase_register",
  grain: "purchase voucher",
  order: ["date", "master_id"],
  rule: `Tally's Purchase Register: vouchers of every type that derives from Purchase, ${registerRule}. Debit notes are no
part of it, as in Tally.`,
  columns: registerColumns,
  select: (fragments) => register(fragments, "Purchase", "-"),
};
