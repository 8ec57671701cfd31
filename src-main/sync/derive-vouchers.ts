import { moneyToUnits, unitsToMoney } from "../contract/decimal.ts";
import type { EntityRow, Value, Values } from "../contract/value.ts";
import type { ResolvedRow } from "../destination/destination.ts";
import type { MasterFacts } from "./facts.ts";
import { addDecimals, numberLimits } from "../source/numbers.ts";
import { movesStock, postsToAccounts } from "./posting.ts";

type Line = Record<string, Value>;

/**
 * Tally prints quantities in the smallest unit of a compound one; unit_name must name that unit. Done before names
 * are resolved, so that the GUID twin is that unit's too.
 */
export function nameSmallestUnits(row: EntityRow, facts: MasterFacts): EntityRow {
  const items = row.children["voucher_inventory_entries"] ?? [];
  const isCompound = (line: Values): boolean =>
    typeof line["unit_name"] === "string" && facts.tailUnit(line["unit_name"]) !== line["unit_name"];
  if (!items.some(isCompound)) return row;
  const lines = items.map((line) =>
    isCompound(line) ? { ...line, unit_name: facts.tailUnit(String(line["unit_name"])) } : line,
  );
  return { ...row, children: { ...row.children, voucher_inventory_entries: lines } };
}

/** Completes a voucher by what only the replica can compute from its lines and the masters. */
export function deriveVoucher(row: ResolvedRow, facts: MasterFacts): ResolvedRow {
  const type = facts.voucherType(String(row.values["voucher_type_name"]));
  const baseType = type?.baseType ?? "";
  const flags = {
    isCancelled: row.values["is_cancelled"] === true,
    isOptional: row.values["is_optional"] === true,
  };
  const items = row.children["voucher_inventory_entries"] ?? [];
  const ledgerEntries = row.children["voucher_ledger_entries"] ?? [];
  const values: Values = {
    ...row.values,
    base_type: baseType,
    amount: debitSide(ledgerEntries),
    is_accounting: type?.isAccounting ?? false,
    is_inventory: type?.isInventory ?? false,
    is_order: type?.isOrder ?? false,
    posts_to_accounts: postsToAccounts(baseType, flags),
    moves_stock: movesStock(
      baseType,
      flags,
      items.map((line) => String(line["tracking_number"] ?? "")),
    ),
  };
  const itemRates = (row.children["voucher_gst_lines"] ?? []).filter((line) => line["source"] === "item");
  const children = {
    ...row.children,
    voucher_inventory_entries: withGstRates(items, itemRates),
    voucher_gst_lines: [...taxLedgerLines(ledgerEntries, facts), ...itemRates],
  };
  return { ...row, values, children };
}

/** The sum of the debit side as a positive amount; null for a voucher without ledger lines. */
function debitSide(ledgerEntries: readonly Values[]): string | null {
  if (ledgerEntries.length === 0) return null;
  const debits = ledgerEntries
    .map((line) => moneyToUnits(String(line["amount"] ?? "0")))
    .filter((amount) => amount < 0n);
  return unitsToMoney(-debits.reduce((sum, amount) => sum + amount, 0n));
}

/** The voucher's tax as it was posted: one line per tax ledger entry. */
function taxLedgerLines(ledgerEntries: readonly Values[], facts: MasterFacts): Line[] {
  return ledgerEntries.flatMap((entry, index) => {
    const duty = facts.duty(String(entry["ledger_guid"] ?? ""));
    if (duty === undefined) return [];
    return [
      {
        source: "ledger",
        source_line_no: index + 1,
        duty_head: schemaDutyHead(duty.dutyHead),
        rate: duty.rate,
        taxable_value: null,
        tax_amount: entry["amount"] ?? null,
      },
    ];
  });
}

function withGstRates(items: readonly Values[], itemRates: readonly Values[]): readonly Values[] {
  return items.map((line, index) => {
    const ofLine = itemRates.filter((rate) => rate["source_line_no"] === index + 1);
    const rate = ofLine.length === 0 ? null : gstRate(ofLine);
    return (line["gst_rate"] ?? null) === rate ? line : { ...line, gst_rate: rate };
  });
}

/** The rate typed in an item line: integrated tax, else central and state tax together; null where none was typed. */
function gstRate(rates: readonly Values[]): string | null {
  const rateOf = (dutyHead: string): string =>
    rates
      .filter((line) => line["duty_head"] === dutyHead)
      .reduce((sum, line) => addDecimals(sum, String(line["rate"] ?? "0"), numberLimits), "0");
  const integrated = rateOf("IGST");
  const rate =
    integrated === "0" ? addDecimals(rateOf("CGST"), rateOf("SGST/UTGST"), numberLimits) : integrated;
  return rate === "0" ? null : rate;
}

/** Ledger masters say `State Tax` or `UT Tax` where items and reports say SGST/UTGST (protocol §7). */
function schemaDutyHead(dutyHead: string): string {
  return dutyHead === "State Tax" || dutyHead === "UT Tax" ? "SGST/UTGST" : dutyHead;
}
