import { baseTypeOf, orderTypes, stockTypes, typeClass } from "./accounting-tables.ts";
import { type ExpectedRow, indianMidnight, moneyUnitsToDecimal } from "./canonical.ts";
import { type Judge, type Tables, entityRow, numberLines } from "./judge.ts";
import type { RawReader } from "./raw-reader.ts";
import { itemLineLists } from "./voucher-items.ts";
import { ledgerLineLists } from "./voucher-ledgers.ts";
import { attendanceLines, payHeadLines } from "./voucher-payroll.ts";

const childTables = [
  "voucher_ledger_entries",
  "voucher_inventory_entries",
  "voucher_batch_allocations",
  "voucher_bill_allocations",
  "voucher_bank_allocations",
  "voucher_cost_allocations",
  "voucher_inventory_ledgers",
  "voucher_additional_costs",
  "voucher_gst_lines",
  "voucher_pay_heads",
  "voucher_attendance",
] as const;

export function voucherTables(judge: Judge): Tables {
  const tables: Record<string, ExpectedRow[]> = { vouchers: [] };
  for (const table of childTables) tables[table] = [];
  for (const voucher of judge.vouchers()) {
    const lists = linesOf(judge, voucher);
    tables["vouchers"]?.push(voucherRow(judge, voucher, lists));
    for (const [table, lines] of Object.entries(lists)) {
      tables[table]?.push(...numberLines("voucher_guid", voucher.text("GUID"), lines));
    }
  }
  return tables;
}

/** Item lines stand in one of two lists; never both are read (cookbook §1). */
function linesOf(judge: Judge, voucher: RawReader): Record<string, readonly ExpectedRow[]> {
  const ledgers = ledgerLineLists(judge, voucher);
  const items = itemLineLists(judge, voucher);
  return {
    ...ledgers,
    ...items,
    voucher_gst_lines: [...(ledgers["voucher_gst_lines"] ?? []), ...(items["voucher_gst_lines"] ?? [])],
    voucher_pay_heads: payHeadLines(judge, voucher),
    voucher_attendance: attendanceLines(judge, voucher),
  };
}

function voucherRow(
  judge: Judge,
  voucher: RawReader,
  lists: Record<string, readonly ExpectedRow[]>,
): ExpectedRow {
  const typeName = voucher.text("VOUCHERTYPENAME");
  const baseType = baseTypeOf(judge, typeName);
  const alteredOn = voucher.date("ALTEREDON");
  const own = {
    date: voucher.date("DATE"),
    effective_date: voucher.date("EFFECTIVEDATE"),
    ...judge.pointer("voucher_type", "VOUCHERTYPE", typeName),
    base_type: baseType,
    voucher_number: voucher.text("VOUCHERNUMBER"),
    voucher_number_series: voucher.text("VOUCHERNUMBERSERIES"),
    numbering_style: voucher.text("NUMBERINGSTYLE"),
    reference: voucher.text("REFERENCE"),
    reference_date: voucher.date("REFERENCEDATE"),
    narration: voucher.text("NARRATION"),
    ...judge.pointer("party", "LEDGER", voucher.text("PARTYLEDGERNAME")),
    party_gstin: voucher.text("PARTYGSTIN"),
    place_of_supply: voucher.text("PLACEOFSUPPLY"),
    amount: debitSide(voucher),
    is_invoice: voucher.logical("ISINVOICE"),
    ...typeClass(baseType),
    is_cancelled: voucher.logical("ISCANCELLED"),
    is_optional: voucher.logical("ISOPTIONAL"),
    is_post_dated: voucher.logical("ISPOSTDATED"),
    posts_to_accounts: postsToAccounts(voucher, baseType),
    moves_stock: movesStock(voucher, baseType, lists["voucher_inventory_entries"] ?? []),
    irn: voucher.text("IRN"),
    irn_ack_number: voucher.text("IRNACKNO"),
    irn_ack_date: voucher.date("IRNACKDATE"),
    eway_bill_number: voucher.list("EWAYBILLDETAILS").at(-1)?.text("BILLNUMBER") ?? "",
    entered_by: voucher.text("ENTEREDBY"),
    altered_by: voucher.text("ALTEREDBY"),
    persisted_view: voucher.text("PERSISTEDVIEW"),
  };
  return entityRow(voucher, own, alteredOn === null ? null : indianMidnight(alteredOn));
}

/** Sum of the debit side, positive; null for a voucher without ledger lines. */
function debitSide(voucher: RawReader): string | null {
  const entries = voucher.list("ALLLEDGERENTRIES");
  if (entries.length === 0) return null;
  let sum = 0;
  for (const entry of entries) sum += Math.min(0, entry.amount("AMOUNT")?.base ?? 0);
  return moneyUnitsToDecimal(-sum);
}

const neverPosting = [...orderTypes, ...stockTypes, "Memorandum", "Reversing Journal", "Attendance"];

function isInBooks(voucher: RawReader): boolean {
  return !voucher.logical("ISCANCELLED") && !voucher.logical("ISOPTIONAL");
}

/** Payroll vouchers do post (column-map). */
function postsToAccounts(voucher: RawReader, baseType: string): boolean {
  return isInBooks(voucher) && !neverPosting.includes(baseType);
}

const movingWithoutNote = ["Sales", "Purchase", "Credit Note", "Debit Note"];

/** An item line with the tracking number of a note does not move stock: the note did. */
function movesStock(voucher: RawReader, baseType: string, items: readonly ExpectedRow[]): boolean {
  if (!isInBooks(voucher) || items.length === 0) return false;
  if (stockTypes.includes(baseType)) return true;
  return movingWithoutNote.includes(baseType) && items.some((item) => item["tracking_number"] === "");
}
