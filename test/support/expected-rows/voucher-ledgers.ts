import { type ExpectedRow, textToDecimal } from "./canonical.ts";
import type { Judge } from "./judge.ts";
import type { RawReader } from "./raw-reader.ts";

/** Tables that the ledger lines of a voucher fill. */
const noLine = { ledger_line_no: null };

export function ledgerLineLists(judge: Judge, voucher: RawReader): Record<string, readonly ExpectedRow[]> {
  const entries = voucher.list("ALLLEDGERENTRIES").map((raw, index) => ({
    raw,
    line: { ledger_line_no: index + 1 },
    ledger: judge.pointer("ledger", "LEDGER", raw.text("LEDGERNAME")),
  }));
  // An invoice shows cost centres of items apart from its ledger lines: the ledger alone tells which line is meant.
  const isInvoiced = voucher.list("ALLINVENTORYENTRIES").length > 0;
  const isShared = (line: RawReader): boolean =>
    entries.filter(({ raw }) => raw.text("LEDGERNAME") === line.text("LEDGERNAME")).length > 1;
  return {
    voucher_ledger_entries: entries.map(({ raw, ledger }) => entryRow(judge, voucher, raw, ledger)),
    voucher_bill_allocations: entries.flatMap(({ raw, line, ledger }) =>
      billRows(judge, raw).map((bill) => ({ ...line, ...ledger, ...bill })),
    ),
    voucher_bank_allocations: entries.flatMap(({ raw, line, ledger }) =>
      raw.list("BANKALLOCATIONS").map((bank) => ({ ...line, ...ledger, ...bankColumns(bank) })),
    ),
    voucher_cost_allocations: entries.flatMap(({ raw, line, ledger }) => [
      ...costRows(judge, raw, "").map((cost) => ({ ...line, ...ledger, ...cost })),
      ...raw
        .list("INVENTORYALLOCATIONS")
        .flatMap((item) => costRows(judge, item, item.text("STOCKITEMNAME")))
        .map((cost) => ({ ...(isInvoiced && isShared(raw) ? noLine : line), ...ledger, ...cost })),
    ]),
    voucher_additional_costs: entries
      .filter(({ raw }) => raw.applicableText("ADDLALLOCTYPE") !== "")
      .map(({ raw, ledger }) => ({
        ...ledger,
        amount: raw.money("AMOUNT") ?? "0",
        allocation_type: raw.text("ADDLALLOCTYPE"),
        rate: raw.number("RATEOFINVOICETAX"),
      })),
    voucher_gst_lines: entries.flatMap(({ raw, line }) => taxRows(judge, raw, line.ledger_line_no)),
  };
}

function entryRow(judge: Judge, voucher: RawReader, raw: RawReader, ledger: ExpectedRow): ExpectedRow {
  const forex = raw.amount("AMOUNT")?.forex;
  const narration = raw.text("NARRATION");
  return {
    ...ledger,
    amount: raw.money("AMOUNT") ?? "0",
    forex_amount: raw.forexMoney("AMOUNT"),
    ...judge.pointer("currency", "CURRENCY", forex?.currency ?? ""),
    exchange_rate: forex === undefined ? null : textToDecimal(forex.rate),
    is_party_ledger: raw.logical("ISPARTYLEDGER"),
    is_deemed_positive: raw.logical("ISDEEMEDPOSITIVE"),
    gst_class: raw.applicableText("GSTCLASS"),
    ...gstColumns(raw),
    gst_is_reverse_charge: isStoredYes(raw, "GSTOVRDNISREVCHARGEAPPL"),
    gst_is_ineligible_itc: isStoredYes(raw, "GSTOVRDNINELIGIBLEITC"),
    // Whether an empty narration of a line climbs to the voucher's is not recorded, so equals are dropped.
    narration: narration === voucher.text("NARRATION") ? "" : narration,
  };
}

export function gstColumns(line: RawReader): ExpectedRow {
  return {
    gst_nature: line.applicableText("GSTOVRDNNATURE"),
    gst_taxability: line.applicableText("GSTOVRDNTAXABILITY"),
    gst_type_of_supply: line.applicableText("GSTOVRDNTYPEOFSUPPLY"),
  };
}

function isStoredYes(line: RawReader, field: string): boolean {
  return ["Applicable", "Yes"].includes(line.text(field));
}

/** Tally makes up a bill over the whole amount for a bill-wise line that has none (cookbook §1). */
function billRows(judge: Judge, entry: RawReader): readonly ExpectedRow[] {
  const bills = entry.list("BILLALLOCATIONS");
  const ledger = judge.masterNamed("LEDGER", entry.text("LEDGERNAME"));
  if (bills.length > 0 || ledger?.logical("ISBILLWISEON") !== true) return bills.map(billColumns);
  return [
    {
      bill_type: "On Account",
      bill_name: "",
      bill_date: null,
      credit_days: null,
      due_date: null,
      amount: entry.money("AMOUNT") ?? "0",
      forex_amount: entry.forexMoney("AMOUNT"),
    },
  ];
}

function billColumns(bill: RawReader): ExpectedRow {
  return {
    bill_type: bill.text("BILLTYPE"),
    bill_name: bill.text("NAME"),
    bill_date: bill.date("BILLDATE"),
    credit_days: bill.creditDays("BILLCREDITPERIOD"),
    due_date: bill.dueDate("BILLCREDITPERIOD"),
    amount: bill.money("AMOUNT") ?? "0",
    forex_amount: bill.forexMoney("AMOUNT"),
  };
}

function bankColumns(bank: RawReader): ExpectedRow {
  return {
    transaction_type: bank.text("TRANSACTIONTYPE"),
    instrument_number: bank.text("INSTRUMENTNUMBER"),
    instrument_date: bank.date("INSTRUMENTDATE"),
    bank_name: bank.text("BANKNAME"),
    bankers_date: bank.date("BANKERSDATE"),
    payment_favouring: bank.text("PAYMENTFAVOURING"),
    unique_reference: bank.text("UNIQUEREFERENCENUMBER"),
    amount: bank.money("AMOUNT") ?? "0",
  };
}

function costRows(judge: Judge, line: RawReader, itemName: string): readonly ExpectedRow[] {
  return line.list("CATEGORYALLOCATIONS").flatMap((category) =>
    category.list("COSTCENTREALLOCATIONS").map((centre) => ({
      ...judge.pointer("item", "STOCKITEM", itemName),
      ...judge.pointer("category", "COSTCATEGORY", category.text("CATEGORY")),
      ...judge.pointer("cost_centre", "COSTCENTRE", centre.text("NAME")),
      amount: centre.money("AMOUNT") ?? "0",
    })),
  );
}

/** The tax ledgers' lines are the exact tax of a voucher; State Tax and UT Tax are the head SGST/UTGST. */
function taxRows(judge: Judge, entry: RawReader, lineNumber: number): readonly ExpectedRow[] {
  const ledger = judge.masterNamed("LEDGER", entry.text("LEDGERNAME"));
  const head = ledger?.applicableText("GSTDUTYHEAD") ?? "";
  if (ledger === undefined || head === "") return [];
  return [
    {
      source: "ledger",
      source_line_no: lineNumber,
      duty_head: ["State Tax", "UT Tax"].includes(head) ? "SGST/UTGST" : head,
      rate: ledger.number("RATEOFTAXCALCULATION"),
      taxable_value: null,
      tax_amount: entry.money("AMOUNT") ?? "0",
    },
  ];
}
