import { type ExpectedRow, billionthsToDecimal, numberToDecimal } from "./canonical.ts";
import type { Judge } from "./judge.ts";
import type { RawReader } from "./raw-reader.ts";
import { gstColumns } from "./voucher-ledgers.ts";

/** Tables that the item lines of a voucher fill. */
export function itemLineLists(judge: Judge, voucher: RawReader): Record<string, readonly ExpectedRow[]> {
  const entries = itemEntries(voucher).map((raw, index) => ({
    raw,
    line: { inventory_line_no: index + 1 },
    item: judge.pointer("item", "STOCKITEM", raw.text("STOCKITEMNAME")),
  }));
  return {
    voucher_inventory_entries: entries.map(({ raw, item }) => entryRow(judge, raw, item)),
    voucher_batch_allocations: entries.flatMap(({ raw, line, item }) =>
      raw.list("BATCHALLOCATIONS").map((batch) => ({ ...line, ...item, ...batchColumns(judge, batch) })),
    ),
    voucher_inventory_ledgers: entries.flatMap(({ raw, line, item }) =>
      raw.list("ACCOUNTINGALLOCATIONS").map((allocation) => ({
        ...line,
        ...item,
        ...judge.pointer("ledger", "LEDGER", allocation.text("LEDGERNAME")),
        amount: allocation.money("AMOUNT") ?? "0",
      })),
    ),
    voucher_gst_lines: entries.flatMap(({ raw, line }) =>
      typedRates(raw).map((rate) => ({
        source: "item",
        source_line_no: line.inventory_line_no,
        duty_head: rate.dutyHead,
        rate: numberToDecimal(rate.percent),
        taxable_value: null,
        tax_amount: null,
      })),
    ),
  };
}

/** An invoice fills AllInventoryEntries and repeats the items below its ledger lines; other vouchers fill only those. */
function itemEntries(voucher: RawReader): readonly RawReader[] {
  const own = voucher.list("ALLINVENTORYENTRIES");
  if (own.length > 0) return own;
  return voucher.list("ALLLEDGERENTRIES").flatMap((entry) => entry.list("INVENTORYALLOCATIONS"));
}

function entryRow(judge: Judge, raw: RawReader, item: ExpectedRow): ExpectedRow {
  const alternate = raw.quantity("ACTUALQTY")?.alternate;
  return {
    ...item,
    quantity: raw.count("ACTUALQTY") ?? "0",
    billed_quantity: raw.count("BILLEDQTY") ?? "0",
    ...judge.pointer("unit", "UNIT", smallestUnit(judge, raw.quantity("ACTUALQTY")?.unit ?? "")),
    alternate_quantity: alternate === undefined ? null : billionthsToDecimal(alternate.value),
    ...judge.pointer("alternate_unit", "UNIT", alternate?.unit ?? ""),
    rate: raw.price("RATE"),
    ...judge.pointer("rate_unit", "UNIT", raw.rate("RATE")?.unit ?? ""),
    amount: raw.money("AMOUNT") ?? "0",
    discount_percent: raw.number("DISCOUNT"),
    additional_amount: raw.money("ADDLAMOUNT"),
    ...judge.pointer("godown", "GODOWN", raw.text("GODOWNNAME")),
    tracking_number: raw.applicableText("TRACKINGNUMBER"),
    order_number: raw.applicableText("ORDERNO"),
    order_due_date: raw.dueDate("ORDERDUEDATE"),
    hsn_code: raw.text("GSTHSNNAME"),
    gst_rate: gstRate(raw),
    ...gstColumns(raw),
    is_deemed_positive: raw.logical("ISDEEMEDPOSITIVE"),
    description: raw.lines("BASICUSERDESCRIPTION"),
  };
}

/** Quantities are kept in the smaller unit of a compound one, and unit_name names that unit. */
function smallestUnit(judge: Judge, name: string): string {
  const unit = judge.masterNamed("UNIT", name);
  if (unit === undefined || unit.logical("ISSIMPLEUNIT")) return name;
  return unit.text("ADDITIONALUNITS");
}

/** All five heads stand at zero unless a rate was typed in the voucher. */
function typedRates(raw: RawReader): readonly { readonly dutyHead: string; readonly percent: number }[] {
  return raw
    .list("RATEDETAILS")
    .map((rate) => ({
      dutyHead: rate.text("GSTRATEDUTYHEAD"),
      percent: Number(rate.number("GSTRATE")),
    }))
    .filter(({ percent }) => percent !== 0);
}

/** The GST rate as a whole: IGST, else central and state tax together; null where no rate was typed. */
function gstRate(raw: RawReader): string | null {
  const rates = typedRates(raw);
  const sumOf = (...heads: readonly string[]): number =>
    rates.filter(({ dutyHead }) => heads.includes(dutyHead)).reduce((sum, { percent }) => sum + percent, 0);
  const percent = sumOf("IGST") || sumOf("CGST", "SGST/UTGST");
  return percent === 0 ? null : numberToDecimal(percent);
}

function batchColumns(judge: Judge, batch: RawReader): ExpectedRow {
  return {
    batch_name: batch.text("BATCHNAME"),
    ...judge.pointer("godown", "GODOWN", batch.text("GODOWNNAME")),
    ...judge.pointer("destination_godown", "GODOWN", batch.text("DESTINATIONGODOWNNAME")),
    quantity: batch.count("ACTUALQTY") ?? "0",
    billed_quantity: batch.count("BILLEDQTY") ?? "0",
    rate: batch.price("BATCHRATE"),
    amount: batch.money("AMOUNT") ?? "0",
    tracking_number: batch.applicableText("TRACKINGNUMBER"),
    order_number: batch.applicableText("ORDERNO"),
    manufactured_on: batch.date("MFDON"),
    expires_on: batch.dueDate("EXPIRYPERIOD"),
  };
}
