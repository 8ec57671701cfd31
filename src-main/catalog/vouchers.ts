import { column, defineStream, derived, reference } from "./define.ts";
import {
  hiddenWhen,
  readAmount,
  readApplicable,
  readCondition,
  readDate,
  readDays,
  readExchangeRate,
  readForexAmount,
  readForexCurrency,
  readInteger,
  readLines,
  readLogical,
  readNumber,
  readNumberOfNote,
  readAlternateQuantity,
  readQuantityUnit,
  readRateUnit,
  readUsuallyZero,
  printsAmount,
  printsQuantity,
  printsRate,
  printsSameAmount,
  printsSameQuantity,
  printsSameRate,
  readQuantity,
  readRate,
  readSide,
  readText,
} from "./expressions.ts";
import type { ChildTable, Column, Field, ListReading, Stream, WhenAbsent } from "./stream.ts";
import { lastModifiedField } from "./stream.ts";

/*
 * What an ordinary voucher costs on the wire decides how long Tally holds its screen, so whatever the row already
 * says elsewhere is hidden by INVISIBLE and put back by `whenAbsent`. A condition that fails on some release prints
 * the value, which costs characters and nothing else. One element of every list's line is always printed: it tells
 * that the line begins, so that no element is needed round it.
 */

const voucherColumns: readonly Column[] = [
  column("date", "date", "Date of the voucher."),
  column("effective_date", "date", "Date from which it counts; usually the date of the voucher."),
  reference("voucher_type_name", "voucher_types", "Type of the voucher as the company names it."),
  derived(
    "base_type",
    "name",
    "Predefined type that the voucher's type derives from, such as Sales or Payment.",
  ),
  column("voucher_number", "name", "Number of the voucher."),
  column("voucher_number_series", "text", "Series of the type that numbered it (TallyPrime 3.0 on)."),
  column("numbering_style", "text", "How the number came about, such as Auto Retain or Manual."),
  column("reference", "name", "Reference number, for a purchase the supplier's invoice number."),
  column("reference_date", "date", "Date of the reference."),
  column("narration", "text", "Narration of the whole voucher."),
  reference("party_name", "ledgers", "Party ledger of the voucher."),
  column("party_gstin", "name", "GST number of the party as stored in the voucher."),
  column("place_of_supply", "text", "State of supply for GST."),
  derived("amount", "money", "Sum of the debit side, positive; empty for a voucher without ledger lines."),
  column("is_invoice", "bool", "Entered as an invoice."),
  derived("is_accounting", "bool", "Its type is an accounting type."),
  derived("is_inventory", "bool", "Its type is an inventory type."),
  derived("is_order", "bool", "Its type is an order."),
  column("is_cancelled", "bool", "Cancelled: the number stays, the lines are gone."),
  column("is_optional", "bool", "Optional: kept out of the books until made regular."),
  column("is_post_dated", "bool", "Post-dated: counts from its date."),
  derived(
    "posts_to_accounts",
    "bool",
    "Moves ledger balances: not cancelled, not optional, not an order, memorandum, reversing journal, attendance or pure stock voucher.",
  ),
  derived("moves_stock", "bool", "Moves stock: not cancelled, not optional, not an order, and holds items."),
  column("irn", "text", "Invoice reference number of the e-invoice."),
  column("irn_ack_number", "text", "Acknowledgement number of the e-invoice."),
  column("irn_ack_date", "date", "Acknowledgement date of the e-invoice."),
  column("eway_bill_number", "text", "Number of the latest e-way bill."),
  column("entered_by", "text", "User who entered it; empty without user accounts in Tally."),
  column("altered_by", "text", "User who altered it last; empty without user accounts in Tally."),
  column(
    "persisted_view",
    "text",
    "How it was entered: Accounting, Invoice, Consumption Voucher View and so on.",
  ),
];

const isInvoiceView = "$PersistedView = $$SysName:InvVchView";
const isAccountingView = "$PersistedView = $$SysName:AcctgVchView";

const voucherFields: readonly Field[] = [
  readDate("date", "Date"),
  readDate("effective_date", "EffectiveDate", {
    invisible: "$EffectiveDate = $Date",
    whenAbsent: { copyOf: "date" },
  }),
  readText("voucher_type_name", "VoucherTypeName"),
  readText("voucher_number", "VoucherNumber"),
  // On releases before 3.0 there is no series and no style, and these two print as empty elements.
  readText("voucher_number_series", "VoucherNumberSeries", {
    invisible: '$VoucherNumberSeries = "Default"',
    whenAbsent: { value: "Default" },
    since: "3.0",
  }),
  readCondition("$is_number_retained", '$NumberingStyle = "Auto Retain"', { since: "3.0", onlyToSave: true }),
  readText("numbering_style", "NumberingStyle", {
    invisible: '$NumberingStyle = "Automatic" OR $NumberingStyle = "Auto Retain"',
    whenAbsent: { fromFlag: "$is_number_retained", yes: "Auto Retain", no: "Automatic" },
    since: "3.0",
  }),
  readText("reference", "Reference"),
  readDate("reference_date", "ReferenceDate"),
  readLines("narration", "Narration"),
  readText("party_name", "PartyLedgerName"),
  readText("party_gstin", "PartyGSTIN"),
  readText("place_of_supply", "PlaceOfSupply"),
  readLogical("is_invoice", "IsInvoice"),
  readLogical("is_cancelled", "IsCancelled"),
  readLogical("is_optional", "IsOptional"),
  readLogical("is_post_dated", "IsPostDated"),
  readText("irn", "IRN"),
  readText("irn_ack_number", "IRNAckNo"),
  readDate("irn_ack_date", "IRNAckDate"),
  readText("eway_bill_number", "EWayBillDetails[Last].BillNumber"),
  readText("entered_by", "EnteredBy"),
  readText("altered_by", "AlteredBy"),
  {
    // Releases write the two usual views with and without blanks; one spelling for both.
    column: "persisted_view",
    expression: "$PersistedView",
    decode: "text",
    invisible: `($IsInvoice AND ${isInvoiceView}) OR (NOT $IsInvoice AND ${isAccountingView})`,
    whenAbsent: { fromFlag: "is_invoice", yes: "Invoice Voucher View", no: "Accounting Voucher View" },
    unifiesSpelling: true,
  },
  readDate(lastModifiedField, "AlteredOn"),
];

// Tables below a voucher

const voucherKey = "voucher_guid";
const oneOfItsOwn = "Position of that line within its voucher.";

const gstColumns: readonly Column[] = [
  column("gst_nature", "text", "Nature of transaction for GST as stored in the line."),
  column("gst_taxability", "text", "Taxable, Exempt, Nil Rated and so on, as stored in the line."),
  column("gst_type_of_supply", "text", "Goods or Services, as stored in the line."),
];

const ledgerEntries: ChildTable = {
  name: "voucher_ledger_entries",
  parentKey: voucherKey,
  doc: "Ledger lines of vouchers; complete for posting.",
  columns: [
    reference("ledger_name", "ledgers", "Ledger the line posts to."),
    column("amount", "money", "Amount in the company's currency, credit positive.", { zeroWhenEmpty: true }),
    column(
      "forex_amount",
      "money",
      "Amount in the foreign currency, credit positive; empty for the own currency.",
    ),
    reference("currency_name", "currencies", "Foreign currency of the amount; empty for the company's own."),
    column(
      "exchange_rate",
      "number",
      "Price of one unit of the foreign currency; empty for the own currency.",
    ),
    column("is_party_ledger", "bool", "Line of the party."),
    column("is_deemed_positive", "bool", "Debit line."),
    column("gst_class", "text", "GST classification of the line."),
    ...gstColumns,
    column("gst_is_reverse_charge", "bool", "Tax is due under reverse charge, as stored in the line."),
    column("gst_is_ineligible_itc", "bool", "Input tax credit is blocked, as stored in the line."),
    column("narration", "text", "Narration of the line; empty where it repeats the voucher's."),
  ],
};

const inventoryEntries: ChildTable = {
  name: "voucher_inventory_entries",
  parentKey: voucherKey,
  part: "inventory",
  doc: "Item lines of vouchers.",
  columns: [
    reference("item_name", "stock_items", "Stock item of the line."),
    column("quantity", "number", "Actual quantity in the smallest unit, inward positive.", {
      zeroWhenEmpty: true,
    }),
    column("billed_quantity", "number", "Billed quantity in the smallest unit, inward positive.", {
      zeroWhenEmpty: true,
    }),
    reference("unit_name", "units", "Unit of the quantities, of a compound one the smaller."),
    column(
      "alternate_quantity",
      "number",
      "The same quantity in the item's alternate unit, inward positive.",
    ),
    reference("alternate_unit_name", "units", "The alternate unit, where there is an alternate quantity."),
    column("rate", "number", "Price per rate unit in the company's currency."),
    reference("rate_unit_name", "units", "Unit the price is meant for."),
    column("amount", "money", "Value of the line, credit positive.", { zeroWhenEmpty: true }),
    column("discount_percent", "number", "Discount in percent."),
    column("additional_amount", "money", "Additional cost added to the line's value, credit positive."),
    reference("godown_name", "godowns", "Location of the goods; of several the first."),
    column("tracking_number", "name", "Delivery or receipt note the line belongs to."),
    column("order_number", "name", "Order the line fulfils."),
    column("order_due_date", "date", "When the ordered goods are due."),
    column("hsn_code", "name", "HSN or SAC code stored in the line."),
    derived("gst_rate", "number", "GST rate typed over the item's rate in this line; empty where none was."),
    ...gstColumns,
    column("is_deemed_positive", "bool", "Inward line."),
    column("description", "text", "Description typed under the item, one line under the other."),
  ],
};

const batchAllocations: ChildTable = {
  name: "voucher_batch_allocations",
  parentKey: voucherKey,
  part: "inventory",
  doc: "Batches and locations of item lines.",
  columns: [
    column("inventory_line_no", "int", `Item line it belongs to. ${oneOfItsOwn}`),
    reference("item_name", "stock_items", "Stock item."),
    column("batch_name", "name", "Batch or lot; Primary Batch where the item has none."),
    reference("godown_name", "godowns", "Location of the goods."),
    reference("destination_godown_name", "godowns", "Location the goods are moved to."),
    column("quantity", "number", "Actual quantity in the smallest unit, inward positive.", {
      zeroWhenEmpty: true,
    }),
    column("billed_quantity", "number", "Billed quantity in the smallest unit, inward positive.", {
      zeroWhenEmpty: true,
    }),
    column("rate", "number", "Price per unit for this batch."),
    column("amount", "money", "Value of the batch, credit positive.", { zeroWhenEmpty: true }),
    column("tracking_number", "name", "Delivery or receipt note."),
    column("order_number", "name", "Order it fulfils."),
    column("manufactured_on", "date", "Manufacturing date of the batch."),
    column("expires_on", "date", "Expiry date of the batch."),
  ],
};

const billAllocations: ChildTable = {
  name: "voucher_bill_allocations",
  parentKey: voucherKey,
  doc: "Bills that ledger lines raise or settle.",
  columns: [
    column("ledger_line_no", "int", `Ledger line it belongs to. ${oneOfItsOwn}`),
    reference("ledger_name", "ledgers", "Ledger of the bill."),
    column("bill_type", "name", "New Ref, Agst Ref, Advance or On Account."),
    column("bill_name", "name", "Number of the bill; empty for On Account."),
    column("bill_date", "date", "Date of the bill, also where it is settled."),
    column("credit_days", "int", "Credit period in days; empty where it is given in months or as a date."),
    column("due_date", "date", "When the bill falls due, counted from its own date."),
    column("amount", "money", "Amount of the bill in this line, credit positive.", { zeroWhenEmpty: true }),
    column(
      "forex_amount",
      "money",
      "Amount in the foreign currency, credit positive; empty for the own currency.",
    ),
  ],
};

const bankAllocations: ChildTable = {
  name: "voucher_bank_allocations",
  parentKey: voucherKey,
  doc: "Instruments of bank lines, with the date the bank cleared them.",
  columns: [
    column("ledger_line_no", "int", `Ledger line it belongs to. ${oneOfItsOwn}`),
    reference("ledger_name", "ledgers", "Bank ledger."),
    column("transaction_type", "text", "Cheque, e-Fund Transfer, Cash and so on."),
    column("instrument_number", "name", "Number of the cheque or instrument."),
    column("instrument_date", "date", "Date of the cheque or instrument."),
    column("bank_name", "text", "Bank of the instrument."),
    column("bankers_date", "date", "Date the bank cleared it; empty while not reconciled."),
    column("payment_favouring", "text", "To whom it is made out.", { part: "personal" }),
    column("unique_reference", "text", "Reference of the transfer (UTR)."),
    column("amount", "money", "Amount of the instrument, credit positive.", { zeroWhenEmpty: true }),
  ],
};

const costAllocations: ChildTable = {
  name: "voucher_cost_allocations",
  parentKey: voucherKey,
  part: "cost_centres",
  doc: "Cost centres that ledger and item lines are allocated to.",
  columns: [
    column("ledger_line_no", "int", `Ledger line it belongs to. ${oneOfItsOwn}`),
    reference("ledger_name", "ledgers", "Ledger that is allocated."),
    reference("item_name", "stock_items", "Stock item, where the allocation stands on an item line.", {
      part: "inventory",
    }),
    reference("category_name", "cost_categories", "Cost category."),
    reference("cost_centre_name", "cost_centres", "Cost centre."),
    column("amount", "money", "Amount allocated, credit positive.", { zeroWhenEmpty: true }),
  ],
};

const inventoryLedgers: ChildTable = {
  name: "voucher_inventory_ledgers",
  parentKey: voucherKey,
  part: "inventory",
  doc: "Sales or purchase ledgers of item lines; already contained in voucher_ledger_entries, never add both.",
  columns: [
    column("inventory_line_no", "int", `Item line it belongs to. ${oneOfItsOwn}`),
    reference("item_name", "stock_items", "Stock item."),
    reference("ledger_name", "ledgers", "Ledger the item line posts to."),
    column("amount", "money", "Amount posted, credit positive.", { zeroWhenEmpty: true }),
  ],
};

const additionalCosts: ChildTable = {
  name: "voucher_additional_costs",
  parentKey: voucherKey,
  part: "inventory",
  doc: "Ledger lines that are spread over the items of the voucher, such as freight; contained in voucher_ledger_entries.",
  columns: [
    reference("ledger_name", "ledgers", "Ledger of the cost."),
    column("amount", "money", "Amount of the cost, credit positive.", { zeroWhenEmpty: true }),
    column("allocation_type", "text", "How it is spread: by quantity or by value."),
    column("rate", "number", "Rate of the cost in percent."),
  ],
};

const gstLines: ChildTable = {
  name: "voucher_gst_lines",
  parentKey: voucherKey,
  doc: "GST of the voucher: one row per tax ledger line (exact), and per item line the rates typed over the item's.",
  columns: [
    column("source", "key", "ledger: taken from a tax ledger line; item: from a rate typed in an item line."),
    column("source_line_no", "int", "Position of that ledger or item line within its voucher."),
    column("duty_head", "name", "CGST, SGST/UTGST, IGST or Cess."),
    column("rate", "number", "Rate in percent."),
    column(
      "taxable_value",
      "money",
      "Value the tax is calculated on, credit positive; empty where the voucher does not store it.",
    ),
    column("tax_amount", "money", "Tax, credit positive; empty for item rows."),
  ],
};

const payHeads: ChildTable = {
  name: "voucher_pay_heads",
  parentKey: voucherKey,
  part: "payroll",
  doc: "Pay heads of payroll vouchers, by employee.",
  columns: [
    reference("category_name", "cost_categories", "Category of the employees."),
    reference("employee_name", "employees", "Employee."),
    column("employee_order", "int", "Position of the employee in the voucher."),
    reference("pay_head_name", "pay_heads", "Pay head."),
    column("pay_head_order", "int", "Position of the pay head under the employee."),
    column("amount", "money", "Amount, credit positive (so earnings are negative).", { zeroWhenEmpty: true }),
  ],
};

const attendance: ChildTable = {
  name: "voucher_attendance",
  parentKey: voucherKey,
  part: "payroll",
  doc: "Attendance, leave and production of employees.",
  columns: [
    reference("employee_name", "employees", "Employee."),
    reference("attendance_type_name", "attendance_types", "Attendance or production type."),
    column("time_value", "number", "Days or hours."),
    column("type_value", "number", "Quantity in the unit of the attendance type."),
  ],
};

// How they are read

/** Stored words say Yes, or Applicable; nothing and Not Applicable are false. */
function readStoredYes(columnName: string, method: string): Field {
  const isNo = `$$IsEmpty:$${method} OR $$IsNotApplicable:$${method} OR $${method} = "No"`;
  return readCondition(columnName, `NOT (${isNo})`);
}

const isTaxableGoods = '$GSTOvrdnTaxability = "Taxable" AND $GSTOvrdnTypeOfSupply = "Goods"';
const hasNoNature = "($$IsEmpty:$GSTOvrdnNature OR $$IsNotApplicable:$GSTOvrdnNature)";

/**
 * Nearly every line of a trader is Taxable and Goods: a nature alone says both, without one a short flag does. What
 * else such a line may hold is printed, an empty value as an empty element.
 */
function readUsualGst(column: string, method: string, usual: string): Field {
  return readApplicable(column, method, {
    invisible: `(${isTaxableGoods}) OR (${hasNoNature} AND $$IsEmpty:$$Value)`,
    whenAbsent: { whereFilled: ["gst_nature", "$is_taxable_goods"], yes: usual, no: "" },
    since: "3.0",
  });
}

function readGst(nature: Partial<Field>): readonly Field[] {
  return [readApplicable("gst_nature", "GSTOvrdnNature", { since: "3.0", ...nature }), ...otherGstFields];
}

const otherGstFields: readonly Field[] = [
  readCondition("$is_taxable_goods", `(${isTaxableGoods} AND ${hasNoNature})`, {
    since: "3.0",
    onlyToSave: true,
  }),
  readUsualGst("gst_taxability", "GSTOvrdnTaxability", "Taxable"),
  readUsualGst("gst_type_of_supply", "GSTOvrdnTypeOfSupply", "Goods"),
];

/** A bill has no Date of its own, so this is the voucher's. */
const isOfVoucherDate = "$BillDate = $Date";

/** The text of the period without its unit is the number of its days; `2 Months` and a date are left as they are. */
const isPeriodInDays =
  '$$StringFindAndReplace:($$String:$BillCreditPeriod):" Days":"" = $$StringFindAndReplace:($$Number:$BillCreditPeriod):"(-)":"-"';

const bills: ListReading = {
  list: "BillAllocations",
  when: "$$NumItems:BillAllocations > 0",
  table: "voucher_bill_allocations",
  inherit: { ledger_name: "ledger_name" },
  lineNumberOf: { ledger_line_no: "voucher_ledger_entries" },
  fields: [
    readText("bill_name", "Name", { alwaysPrinted: true }),
    readDate("bill_date", "BillDate", {
      invisible: isOfVoucherDate,
      whenAbsent: { copyOfAncestor: "date" },
    }),
    readText("bill_type", "BillType", {
      invisible: `($BillType = "New Ref" AND ${isOfVoucherDate}) OR ($BillType = "Agst Ref" AND NOT (${isOfVoucherDate}))`,
      whenAbsent: { withColumn: "bill_date", missing: "New Ref", there: "Agst Ref" },
    }),
    readDays("credit_days", "BillCreditPeriod"),
    // Tally counts from the bill's own date too (cookbook §3), so a period in days needs no second element beside it.
    readDate("due_date", "BillCreditPeriod", {
      invisible: hiddenWhen(`NOT $$IsEmpty:$BillDate AND ${isPeriodInDays}`),
      whenAbsent: { daysAfter: "bill_date", days: "credit_days" },
    }),
    readAmount("amount", "Amount", {
      invisible: printsAmount("..Amount"),
      whenAbsent: { copyOfAncestor: "amount" },
    }),
    readForexAmount("forex_amount", "Amount"),
  ],
};

const banks: ListReading = {
  list: "BankAllocations",
  when: "$$NumItems:BankAllocations > 0",
  table: "voucher_bank_allocations",
  inherit: { ledger_name: "ledger_name" },
  lineNumberOf: { ledger_line_no: "voucher_ledger_entries" },
  fields: [
    readText("transaction_type", "TransactionType", { alwaysPrinted: true }),
    readText("instrument_number", "InstrumentNumber"),
    readDate("instrument_date", "InstrumentDate", {
      invisible: "NOT $$IsEmpty:$InstrumentDate AND $InstrumentDate = $..Date",
      whenAbsent: { copyOfAncestor: "date" },
    }),
    readText("bank_name", "BankName"),
    readDate("bankers_date", "BankersDate"),
    // Often the party's name again, but typed by a person: TDL takes `ACME LTD` for equal to `Acme Ltd`, so it is printed.
    readText("payment_favouring", "PaymentFavouring"),
    readText("unique_reference", "UniqueReferenceNumber", { since: "3.0" }),
    readAmount("amount", "Amount", {
      invisible: printsAmount("..Amount"),
      whenAbsent: { copyOfAncestor: "amount" },
    }),
  ],
};

/** Tally keeps employees as cost centres: without payroll their names are not printed, and such rows dropped. */
const withoutEmployees: NonNullable<ListReading["withoutPart"]> = {
  part: "payroll",
  fields: [
    readText("cost_centre_name", "Name", { invisible: hiddenWhen("$ForPayroll:CostCentre:$Name") }),
    readAmount("amount", "Amount", { alwaysPrinted: true }),
  ],
  dropWhenEmpty: ["cost_centre_name"],
};

/** `$Amount` of a category is the ledger line's, so only its centres are read for figures (cookbook §1). */
function readCostCentres(more: Partial<ListReading>): ListReading {
  return {
    list: "CategoryAllocations",
    when: "$$NumItems:CategoryAllocations > 0",
    fields: [readText("$category_name", "Category", { alwaysPrinted: true })],
    lists: [
      {
        list: "CostCentreAllocations",
        when: "$$NumItems:CostCentreAllocations > 0",
        table: "voucher_cost_allocations",
        fields: [
          readText("cost_centre_name", "Name", { alwaysPrinted: true }),
          readAmount("amount", "Amount"),
        ],
        withoutPart: withoutEmployees,
        ...more,
        inherit: { category_name: "$category_name", ...more.inherit },
      },
    ],
  };
}

const costsOfLedger = readCostCentres({
  inherit: { ledger_name: "ledger_name" },
  lineNumberOf: { ledger_line_no: "voucher_ledger_entries" },
});

const costsOfItemUnderLedger = readCostCentres({
  inherit: { ledger_name: "ledger_name", item_name: "$item_name" },
  lineNumberOf: { ledger_line_no: "voucher_ledger_entries" },
});

/** Below an item that a ledger line without cost centres of its own lists, where no item lines stand apart. */
const costsOfItemInLedger = readCostCentres({
  inherit: { ledger_name: "ledger_name", item_name: "item_name" },
  lineNumberOf: { ledger_line_no: "voucher_ledger_entries" },
  unlessAlreadyRead: ["ledger_line_no"],
});

/**
 * Item lines of an invoice stand under AllInventoryEntries with their ledgers below; where those show no cost centres,
 * the summed sales line of AllLedgerEntries is asked for them. The same ledger is taken from one only.
 */
const costsOfItemLedger = readCostCentres({
  inherit: { ledger_name: "ledger_name", item_name: "item_name" },
  lineNumberWhere: { ledger_line_no: { table: "voucher_ledger_entries", where: "ledger_name" } },
  unlessAlreadyRead: ["ledger_name"],
});

function ofFirst(list: string, method: string): string {
  return `${list}[First].${method}`;
}

/** An item line whose one batch repeats it and adds nothing of its own but perhaps the godown of destination. */
const hasPlainBatch = [
  "$$NumItems:BatchAllocations = 1",
  `$${ofFirst("BatchAllocations", "BatchName")} = "Primary Batch"`,
  ...["GodownName", "TrackingNumber", "OrderNo"].map(
    (method) => `$${ofFirst("BatchAllocations", method)} = $${method}`,
  ),
  ...["MfdOn", "ExpiryPeriod"].map((method) => `$$IsEmpty:$${ofFirst("BatchAllocations", method)}`),
  ...["ActualQty", "BilledQty"].map((method) =>
    printsSameQuantity(ofFirst("BatchAllocations", method), method),
  ),
  printsSameRate(ofFirst("BatchAllocations", "BatchRate"), "Rate"),
  printsSameAmount(ofFirst("BatchAllocations", "Amount"), "Amount"),
].join(" AND ");

/** An item line that posts all of its amount to one ledger, without cost centres. */
const hasPlainLedger = [
  "$$NumItems:AccountingAllocations = 1",
  `NOT $$IsEmpty:$${ofFirst("AccountingAllocations", "LedgerName")}`,
  `$$IsEmpty:$${ofFirst("AccountingAllocations", "CategoryAllocations[First].Category")}`,
  printsSameAmount(ofFirst("AccountingAllocations", "Amount"), "Amount"),
].join(" AND ");

/**
 * Mostly the first line is the party's and the second the sales or purchase ledger that the items post to. An item
 * has no such list of its own, so it is the voucher's; where that does not hold, nothing equals and all is printed.
 */
const isLikeSecondLine = [
  hasPlainBatch,
  hasPlainLedger,
  `$${ofFirst("AccountingAllocations", "LedgerName")} = $AllLedgerEntries[2].LedgerName`,
  "$GSTOvrdnNature = $AllLedgerEntries[2].GSTOvrdnNature",
].join(" AND ");

function copyOfSecondLine(column: string): WhenAbsent {
  return { copyOfLine: column, table: "voucher_ledger_entries", line: 2, where: "$is_like_second_line" };
}

/** Such a batch, and such a ledger beside it, come as short fields of the item line instead of lines of their own. */
const plainBatchFields: readonly Field[] = [
  readText("$plain_destination", ofFirst("BatchAllocations", "DestinationGodownName"), {
    invisible: hiddenWhen(`NOT (${hasPlainBatch})`),
    onlyToSave: true,
  }),
];
const onlyPlainBatch = readCondition("$has_plain_batch", `(${hasPlainBatch})`, { onlyToSave: true });
const plainBatchAndLedger: readonly Field[] = [
  readText("$plain_ledger", ofFirst("AccountingAllocations", "LedgerName"), {
    invisible: hiddenWhen(`NOT (${hasPlainBatch} AND ${hasPlainLedger})`, isLikeSecondLine),
    whenAbsent: copyOfSecondLine("ledger_name"),
    onlyToSave: true,
  }),
  readCondition("$is_like_second_line", `(${isLikeSecondLine})`, { onlyToSave: true }),
  readCondition("$has_plain_batch", `(${hasPlainBatch} AND NOT (${hasPlainLedger}))`, { onlyToSave: true }),
];

const batches: ListReading = {
  list: "BatchAllocations",
  when: `$$NumItems:BatchAllocations > 0 AND NOT (${hasPlainBatch})`,
  plainWhen: "$$NumItems:BatchAllocations > 0",
  table: "voucher_batch_allocations",
  inherit: { item_name: "item_name" },
  lineNumberOf: { inventory_line_no: "voucher_inventory_entries" },
  fields: [
    readQuantity("quantity", "ActualQty", { alwaysPrinted: true }),
    readText("batch_name", "BatchName", {
      invisible: '$BatchName = "Primary Batch"',
      whenAbsent: { value: "Primary Batch" },
    }),
    readText("godown_name", "GodownName", {
      invisible: "$GodownName = $..GodownName",
      whenAbsent: { copyOfAncestor: "godown_name" },
    }),
    readText("destination_godown_name", "DestinationGodownName"),
    readQuantity("billed_quantity", "BilledQty", {
      invisible: printsQuantity("ActualQty"),
      whenAbsent: { copyOf: "quantity" },
    }),
    readRate("rate", "BatchRate", {
      invisible: printsRate("..Rate"),
      whenAbsent: { copyOfAncestor: "rate" },
    }),
    readAmount("amount", "Amount", {
      invisible: printsAmount("..Amount"),
      whenAbsent: { copyOfAncestor: "amount" },
    }),
    readNumberOfNote("tracking_number", "TrackingNumber"),
    readNumberOfNote("order_number", "OrderNo"),
    readDate("manufactured_on", "MfdOn"),
    readDate("expires_on", "ExpiryPeriod"),
  ],
  implied: {
    whenFilled: ["$plain_ledger", "$has_plain_batch"],
    constant: { batch_name: "Primary Batch" },
    columns: {
      godown_name: "godown_name",
      destination_godown_name: "$plain_destination",
      quantity: "quantity",
      billed_quantity: "billed_quantity",
      rate: "rate",
      amount: "amount",
      tracking_number: "tracking_number",
      order_number: "order_number",
    },
  },
};

const itemLedgers: ListReading = {
  list: "AccountingAllocations",
  when: `$$NumItems:AccountingAllocations > 0 AND NOT (${hasPlainBatch} AND ${hasPlainLedger})`,
  plainWhen: "$$NumItems:AccountingAllocations > 0",
  table: "voucher_inventory_ledgers",
  inherit: { item_name: "item_name" },
  lineNumberOf: { inventory_line_no: "voucher_inventory_entries" },
  fields: [
    readText("ledger_name", "LedgerName", { alwaysPrinted: true }),
    readAmount("amount", "Amount", {
      invisible: printsAmount("..Amount"),
      whenAbsent: { copyOfAncestor: "amount" },
    }),
  ],
  implied: {
    whenFilled: ["$plain_ledger"],
    columns: { ledger_name: "$plain_ledger", amount: "amount" },
  },
  lists: [costsOfItemLedger],
};

/** Five heads stand there, all zero unless a rate was typed in the voucher (cookbook §10). */
const typedRates: ListReading = {
  list: "RateDetails",
  when: [1, 2, 3, 4, 5, 6].map((index) => `$RateDetails[${index}].GSTRate > 0`).join(" OR "),
  plainWhen: "$$NumItems:RateDetails > 0",
  part: "inventory",
  table: "voucher_gst_lines",
  constant: { source: "item" },
  lineNumberOf: { source_line_no: "voucher_inventory_entries" },
  fields: [readText("duty_head", "GSTRateDutyHead", { alwaysPrinted: true }), readNumber("rate", "GSTRate")],
  dropWhenEmpty: ["rate"],
};

function readItems(list: string, when: string, below: "with ledgers" | "without ledgers"): ListReading {
  const hasLedgers = below === "with ledgers";
  return {
    list,
    when,
    table: "voucher_inventory_entries",
    fields: [
      readText("item_name", "StockItemName", { alwaysPrinted: true }),
      readQuantity("quantity", "ActualQty"),
      readQuantity("billed_quantity", "BilledQty", {
        invisible: printsQuantity("ActualQty"),
        whenAbsent: { copyOf: "quantity" },
      }),
      readQuantityUnit("unit_name", "ActualQty"),
      readAlternateQuantity("$quantity_text", "ActualQty", {
        quantity: "alternate_quantity",
        unit: "alternate_unit_name",
        signOf: "quantity",
      }),
      readRate("rate", "Rate"),
      readRateUnit("rate_unit_name", "Rate"),
      readAmount("amount", "Amount"),
      readUsuallyZero("discount_percent", "Discount"),
      readAmount("additional_amount", "AddlAmount"),
      readText("godown_name", "GodownName", {
        invisible: '$GodownName = "Main Location"',
        whenAbsent: { value: "Main Location" },
      }),
      readNumberOfNote("tracking_number", "TrackingNumber"),
      readNumberOfNote("order_number", "OrderNo"),
      readDate("order_due_date", "OrderDueDate"),
      readText("hsn_code", "GSTHSNName", { since: "3.0" }),
      ...readGst(
        hasLedgers
          ? { invisible: hiddenWhen(isLikeSecondLine), whenAbsent: copyOfSecondLine("gst_nature") }
          : {},
      ),
      readSide("is_deemed_positive", "amount", "Amount"),
      ...(hasLedgers ? plainBatchAndLedger : [onlyPlainBatch]),
      ...plainBatchFields,
    ],
    lists: [
      {
        list: "BasicUserDescription",
        when: "NOT $$IsEmpty:$BasicUserDescription",
        joinInto: "description",
        fields: [readLines("description", "BasicUserDescription", { alwaysPrinted: true })],
      },
      batches,
      typedRates,
      hasLedgers ? itemLedgers : costsOfItemInLedger,
    ],
  };
}

/** Only where the voucher has no item lines of its own: an invoice fills both lists (cookbook §1). */
const itemsUnderLedger = readItems(
  "InventoryAllocations",
  "$$NumItems:InventoryAllocations > 0",
  "without ledgers",
);

const isVoucherParty = "$LedgerName = $..PartyLedgerName";

const ledgerFields: readonly Field[] = [
  readText("ledger_name", "LedgerName", {
    invisible: isVoucherParty,
    whenAbsent: { copyOfAncestor: "party_name" },
  }),
  readAmount("amount", "Amount", { alwaysPrinted: true }),
  readForexAmount("forex_amount", "Amount"),
  readForexCurrency("currency_name", "Amount"),
  readExchangeRate("exchange_rate", "Amount"),
  {
    column: "is_party_ledger",
    expression: 'if $IsPartyLedger then "1" else "0"',
    decode: "logical",
    invisible: `($IsPartyLedger AND ${isVoucherParty}) OR (NOT $IsPartyLedger AND NOT (${isVoucherParty}))`,
    whenAbsent: { withColumn: "ledger_name", missing: true, there: false },
  },
  readSide("is_deemed_positive", "amount", "Amount"),
  readApplicable("gst_class", "GSTClass"),
  ...readGst({}),
  readStoredYes("gst_is_reverse_charge", "GSTOvrdnIsRevChargeAppl"),
  readStoredYes("gst_is_ineligible_itc", "GSTOvrdnIneligibleITC"),
  readLines("narration", "Narration", { invisible: hiddenWhen("$Narration = $..Narration") }),
  readApplicable("$allocation_type", "AddlAllocType"),
  readNumber("$additional_cost_rate", "RateOfInvoiceTax", {
    invisible: hiddenWhen("$$IsEmpty:$AddlAllocType", "$$IsNotApplicable:$AddlAllocType"),
  }),
];

function readLedgerLines(when: string, below: readonly ListReading[]): ListReading {
  return {
    list: "AllLedgerEntries",
    when,
    table: "voucher_ledger_entries",
    fields: ledgerFields,
    copies: [
      {
        table: "voucher_additional_costs",
        whenFilled: "$allocation_type",
        columns: {
          ledger_name: "ledger_name",
          amount: "amount",
          allocation_type: "$allocation_type",
          rate: "$additional_cost_rate",
        },
      },
    ],
    lists: [bills, banks, costsOfLedger, ...below],
  };
}

/** Some of the first items of that list, or the last, are allocated to cost centres. */
function hasCosts(itemList: string, below: string): string {
  return [1, 2, 3, 4, 5, "Last"]
    .map((index) => `NOT $$IsEmpty:$${itemList}[${index}].${below}CategoryAllocations[First].Category`)
    .join(" OR ");
}

const hasCostsOfItems = `$$NumItems:CategoryAllocations = 0 AND (${hasCosts("InventoryAllocations", "")})`;
const itemLinesShowCosts = hasCosts("AllInventoryEntries", "AccountingAllocations[First].");

/**
 * Only the cost centres of the items under a ledger line; the items themselves come by their own list. The condition
 * keeps the many lines without cost centres from being walked; what it overlooks, costsOfItemLedger finds.
 */
function readItemCostsUnderLedger(when: string): ListReading {
  return {
    list: "InventoryAllocations",
    when,
    fields: [readText("$item_name", "StockItemName", { alwaysPrinted: true })],
    lists: [costsOfItemUnderLedger],
  };
}

const voucherLists: readonly ListReading[] = [
  readLedgerLines("$$NumItems:AllInventoryEntries > 0", [
    readItemCostsUnderLedger(`${hasCostsOfItems} AND NOT (${itemLinesShowCosts})`),
  ]),
  readLedgerLines("$$NumItems:AllInventoryEntries = 0", [itemsUnderLedger]),
  readItems("AllInventoryEntries", "$$NumItems:AllInventoryEntries > 0", "with ledgers"),
  // A manufacturing journal fills this list only (cookbook §1).
  readItems(
    "InventoryEntries",
    "$$NumItems:AllInventoryEntries = 0 AND $$NumItems:InventoryEntries > 0",
    "with ledgers",
  ),
  {
    list: "CategoryEntry",
    when: "$$NumItems:CategoryEntry > 0",
    fields: [readText("$category_name", "Category", { alwaysPrinted: true })],
    lists: [
      {
        list: "EmployeeEntry",
        when: "$$NumItems:EmployeeEntry > 0",
        fields: [
          readText("$employee_name", "EmployeeName", { alwaysPrinted: true }),
          readInteger("$employee_order", "EmployeeSortOrder"),
        ],
        lists: [
          {
            list: "PayHeadAllocations",
            when: "$$NumItems:PayHeadAllocations > 0",
            table: "voucher_pay_heads",
            inherit: {
              category_name: "$category_name",
              employee_name: "$employee_name",
              employee_order: "$employee_order",
            },
            fields: [
              readText("pay_head_name", "PayHeadName", { alwaysPrinted: true }),
              readInteger("pay_head_order", "PayHeadSortOrder"),
              readAmount("amount", "Amount"),
            ],
          },
        ],
      },
    ],
  },
  {
    list: "AttendanceEntries",
    when: "$$NumItems:AttendanceEntries > 0",
    table: "voucher_attendance",
    fields: [
      readText("employee_name", "Name", { alwaysPrinted: true }),
      readText("attendance_type_name", "AttendanceType"),
      readNumber("time_value", "AttdTypeTimeValue"),
      readQuantity("type_value", "AttdTypeValue"),
    ],
  },
];

export const vouchers: Stream = defineStream({
  name: "vouchers",
  counter: "vouchers",
  tallyType: "Voucher",
  isSmall: false,
  doc: "All vouchers, cancelled, optional and post-dated ones included.",
  columns: voucherColumns,
  children: [
    ledgerEntries,
    inventoryEntries,
    batchAllocations,
    billAllocations,
    bankAllocations,
    costAllocations,
    inventoryLedgers,
    additionalCosts,
    gstLines,
    payHeads,
    attendance,
  ],
  fields: voucherFields,
  lists: voucherLists,
});
