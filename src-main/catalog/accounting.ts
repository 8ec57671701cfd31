import { column, defineStream, derived, reference } from "./define.ts";
import {
  readAmount,
  readApplicable,
  readCondition,
  readDate,
  readDays,
  readFirstFilled,
  readForexAmount,
  readInteger,
  readLines,
  readLogical,
  readNumber,
  readParent,
  readText,
} from "./expressions.ts";
import type { ChildTable, Column, Field, ListReading, Stream } from "./stream.ts";

/** Predefined masters carry a reserved name that survives renaming (protocol §6.16). */
export const reservedNameColumn = column(
  "reserved_name",
  "name",
  "Tally's own name of a predefined master, which renaming does not change; empty for masters made by people.",
);
export const reservedNameField = readText("reserved_name", "ReservedName");

/** Masters of a type that has no flag of its own are predefined where they carry a reserved name. */
export const isReservedByName = readCondition("is_reserved", "NOT $$IsEmpty:$ReservedName");

/** An address keeps its lines: `$$FullList` would join them by commas. */
export const addressLines: ListReading = {
  list: "Address",
  when: "NOT $$IsEmpty:$Address",
  joinInto: "address",
  fields: [readLines("address", "Address")],
};

export const accountGroups: Stream = defineStream({
  name: "account_groups",
  counter: "masters",
  tallyType: "Group",
  isSmall: true,
  doc: "Groups of the chart of accounts.",
  columns: [
    column("name", "name", "Name of the group."),
    reference("parent_name", "account_groups", "Group above it; empty for a primary group."),
    derived(
      "primary_group_name",
      "name",
      "Primary group at the top of its line; its own name where it is a primary group.",
      { refersTo: "account_groups" },
    ),
    derived("path", "text", "All groups from Primary down to this one, joined by › ."),
    column("is_revenue", "bool", "Belongs to profit and loss; otherwise to the balance sheet."),
    column("is_deemed_positive", "bool", "Its balances are debits by nature."),
    column("is_reserved", "bool", "Predefined by Tally."),
    column(
      "affects_gross_profit",
      "bool",
      "Counts before gross profit (direct income and expenses, sales, purchases).",
    ),
    column("sort_position", "int", "Position that Tally gives the group in statements."),
    reservedNameColumn,
  ],
  fields: [
    readText("name", "Name"),
    readParent(),
    readLogical("is_revenue", "IsRevenue"),
    readLogical("is_deemed_positive", "IsDeemedPositive"),
    readLogical("is_reserved", "IsReserved"),
    readLogical("affects_gross_profit", "AffectsGrossProfit"),
    readInteger("sort_position", "SortPosition"),
    reservedNameField,
  ],
});

const ledgerColumns: readonly Column[] = [
  column("name", "name", "Name of the ledger account."),
  reference("parent_name", "account_groups", "Group it stands under; empty for Profit & Loss A/c."),
  column("alias", "text", "Second name of the ledger."),
  column("description", "text", "Description typed in the ledger."),
  column("notes", "text", "Notes typed in the ledger."),
  column("is_revenue", "bool", "Belongs to profit and loss; otherwise to the balance sheet."),
  column("is_deemed_positive", "bool", "Its balances are debits by nature."),
  column("is_reserved", "bool", "Predefined by Tally (Cash, Profit & Loss A/c)."),
  column(
    "opening_balance",
    "money",
    "Balance when the books begin, or where the replica begins later, credit positive.",
    { zeroWhenEmpty: true, opening: true },
  ),
  column("opening_forex", "money", "The opening balance in its foreign currency, credit positive.", {
    opening: true,
  }),
  derived(
    "closing_balance",
    "money",
    "Balance Tally showed at closing_read_at, credit positive; refreshed by verify.",
  ),
  derived("closing_read_at", "time", "When the closing balance was read from Tally."),
  reference("currency_name", "currencies", "Currency the ledger is kept in, by its symbol."),
  column("is_bill_wise", "bool", "Balances are kept bill by bill."),
  column("is_cost_centres_on", "bool", "Entries are allocated to cost centres."),
  column("affects_stock", "bool", "Inventory values are affected."),
  column("mailing_name", "text", "Name printed on letters and invoices.", { part: "personal" }),
  column("address", "text", "Address, one line under the other.", { part: "personal" }),
  column("state", "name", "State of the party."),
  column("country", "name", "Country of the party."),
  column("pincode", "text", "Postal code.", { part: "personal" }),
  column("email", "text", "E-mail address.", { part: "personal" }),
  column("phone", "text", "Telephone number.", { part: "personal" }),
  column("mobile", "text", "Mobile number with its country code.", { part: "personal" }),
  column("contact", "text", "Contact person.", { part: "personal" }),
  column("website", "text", "Website."),
  column("pan", "text", "Income tax number (PAN).", { part: "personal" }),
  column("gstin", "name", "GST number in force now; earlier ones are in ledger_gst_details."),
  column(
    "gst_registration_type",
    "text",
    "Regular, Composition, Unregistered, Consumer and so on, as in force now.",
  ),
  column("gst_applicable_from", "date", "From when the present GST registration applies."),
  column("gst_supply_type", "text", "Goods or Services."),
  column("gst_duty_head", "text", "CGST, State Tax, IGST or Cess for a GST tax ledger."),
  column("tax_type", "text", "Kind of duty or tax: GST, TDS, Others and so on."),
  column("tax_rate", "number", "Percentage of calculation of a tax ledger."),
  column("tds_applicable", "bool", "Tax is deducted at source."),
  column("bank_account_holder", "text", "Account holder as the bank knows it.", { part: "personal" }),
  column("bank_account_number", "text", "Account number at the bank.", { part: "personal" }),
  column("bank_ifsc", "text", "IFS code of the branch.", { part: "personal" }),
  column("bank_swift", "text", "SWIFT code of the bank.", { part: "personal" }),
  column("bank_name", "text", "Name of the bank.", { part: "personal" }),
  column("bank_branch", "text", "Branch of the bank.", { part: "personal" }),
  column(
    "credit_days",
    "int",
    "Default credit period in days; empty where it is given in months or as a date.",
  ),
  column("credit_limit", "money", "Credit limit, with the sign Tally gives it."),
  reservedNameColumn,
];

/** `$CurrencyName` is the stored name (`I₹`); the symbol is what amounts carry. Should the look-up fail, the name. */
const ledgerCurrencyFields: readonly Field[] = [
  {
    column: "currency_name",
    expression: `if $$IsEmpty:$CurrencyName then "" else $OriginalName:Currency:$CurrencyName`,
    decode: "text",
  },
  readText("currency_name", "CurrencyName"),
];

const ledgerFields: readonly Field[] = [
  readText("name", "Name"),
  readParent(),
  readText("alias", "OnlyAlias"),
  readLines("description", "Description"),
  readLines("notes", "Narration"),
  readLogical("is_revenue", "IsRevenue"),
  readLogical("is_deemed_positive", "IsDeemedPositive"),
  readCondition("is_reserved", "($IsReserved OR NOT $$IsEmpty:$ReservedName)"),
  readAmount("opening_balance", "OpeningBalance"),
  readForexAmount("opening_forex", "OpeningBalance"),
  ...ledgerCurrencyFields,
  readLogical("is_bill_wise", "IsBillWiseOn"),
  readLogical("is_cost_centres_on", "IsCostCentresOn"),
  readLogical("affects_stock", "AffectsStock"),
  readFirstFilled("mailing_name", "MailingName", "LedMailingDetails[Last].MailingName"),
  readFirstFilled("state", "LedStateName", "LedMailingDetails[Last].State"),
  readFirstFilled("country", "CountryName", "LedMailingDetails[Last].Country"),
  readFirstFilled("pincode", "PinCode", "LedMailingDetails[Last].PinCode"),
  readText("email", "Email"),
  readText("phone", "LedgerPhone"),
  {
    column: "mobile",
    expression: `if NOT $$IsEmpty:$LedgerMobile then $$Sprintf:"%s %s":$LedgerCountryISDCode:$LedgerMobile else ""`,
    decode: "text",
  },
  readText("contact", "LedgerContact"),
  readText("website", "Website"),
  readText("pan", "IncomeTaxNumber"),
  readFirstFilled("gstin", "PartyGSTIN", "LedGSTRegDetails[Last].GSTIN"),
  readFirstFilled(
    "gst_registration_type",
    "GSTRegistrationType",
    "LedGSTRegDetails[Last].GSTRegistrationType",
  ),
  readDate("gst_applicable_from", "LedGSTRegDetails[Last].ApplicableFrom", { since: "3.0" }),
  readText("gst_supply_type", "GSTTypeOfSupply"),
  readApplicable("gst_duty_head", "GSTDutyHead"),
  readText("tax_type", "TaxType"),
  readNumber("tax_rate", "RateOfTaxCalculation"),
  readCondition("tds_applicable", "($IsTDSApplicable OR $$IsEqual:$TDSApplicable:$$SysName:Applicable)"),
  readFirstFilled("bank_account_holder", "BankAccHolderName", "PaymentDetails[First].PaymentFavouring"),
  readFirstFilled("bank_account_number", "BankDetails", "PaymentDetails[First].AccountNumber"),
  readFirstFilled("bank_ifsc", "IFSCode", "PaymentDetails[First].IFSCode"),
  readFirstFilled("bank_swift", "SwiftCode", "PaymentDetails[First].SwiftCode"),
  readFirstFilled("bank_name", "BankingConfigBank", "PaymentDetails[First].BankName"),
  readFirstFilled("bank_branch", "BankBranchName", "PaymentDetails[First].BranchName"),
  readDays("credit_days", "BillCreditPeriod"),
  readAmount("credit_limit", "CreditLimit"),
  reservedNameField,
];

const ledgerChildren: readonly ChildTable[] = [
  {
    name: "ledger_opening_bills",
    parentKey: "ledger_guid",
    opening: true,
    doc: "Bills outstanding when the books begin.",
    columns: [
      column("ledger_name", "name", "Ledger of the bill."),
      column("bill_name", "name", "Number of the bill."),
      column("bill_date", "date", "Date of the bill."),
      column("due_date", "date", "When the bill falls due."),
      column("credit_days", "int", "Credit period in days; empty where it is given in months or as a date."),
      column("amount", "money", "Amount outstanding, credit positive."),
      column("is_advance", "bool", "An advance paid or received before a bill."),
    ],
  },
  {
    name: "ledger_closing_values",
    parentKey: "ledger_guid",
    doc: "Stock values typed by hand in a stock-in-hand ledger where books and inventory are not integrated.",
    columns: [
      column("ledger_name", "name", "The stock-in-hand ledger."),
      column("value_date", "date", "As of which date the stock has this value."),
      column("amount", "money", "Value of the stock, credit positive (so stock is negative)."),
    ],
  },
  {
    name: "ledger_bank_accounts",
    parentKey: "ledger_guid",
    part: "personal",
    doc: "Bank accounts of a party, for paying it.",
    columns: [
      column("ledger_name", "name", "Ledger of the party."),
      column("account_holder", "text", "Name the payment is made out to."),
      column("account_number", "text", "Account number at the bank."),
      column("ifsc", "text", "IFS code of the branch."),
      column("swift", "text", "SWIFT code of the bank."),
      column("bank_name", "text", "Name of the bank."),
      column("branch", "text", "Branch of the bank."),
    ],
  },
  {
    name: "ledger_gst_details",
    parentKey: "ledger_guid",
    doc: "GST registrations of a party through time (from TallyPrime 3.0).",
    columns: [
      column("applicable_from", "date", "From when this registration applies."),
      column("registration_type", "text", "Regular, Composition, Unregistered, Consumer and so on."),
      column("gstin", "name", "GST number."),
      column("state", "text", "State of the registration."),
      column("place_of_supply", "text", "Place of supply used for this party."),
    ],
  },
];

const ledgerLists: readonly ListReading[] = [
  addressLines,
  {
    list: "LedMailingDetails",
    when: "$$IsEmpty:$Address AND $$NumItems:LedMailingDetails > 0",
    fields: [readDate("$applicable_from", "ApplicableFrom")],
    lists: [addressLines],
  },
  {
    list: "BillAllocations",
    when: "$$NumItems:BillAllocations > 0",
    table: "ledger_opening_bills",
    inherit: { ledger_name: "name" },
    fields: [
      readText("bill_name", "Name"),
      readDate("bill_date", "BillDate"),
      readDate("due_date", "BillCreditPeriod"),
      readDays("credit_days", "BillCreditPeriod"),
      readAmount("amount", "OpeningBalance"),
      readLogical("is_advance", "IsAdvance"),
    ],
  },
  {
    list: "LedgerClosingValues",
    when: "$$IsLedOfGrp:$Name:$$GroupStock AND $$NumItems:LedgerClosingValues > 0",
    table: "ledger_closing_values",
    inherit: { ledger_name: "name" },
    fields: [readDate("value_date", "Date"), readAmount("amount", "Amount")],
  },
  {
    list: "PaymentDetails",
    when: "$$NumItems:PaymentDetails > 0",
    table: "ledger_bank_accounts",
    inherit: { ledger_name: "name" },
    fields: [
      readText("account_holder", "PaymentFavouring"),
      readText("account_number", "AccountNumber"),
      readText("ifsc", "IFSCode"),
      readText("swift", "SwiftCode"),
      readText("bank_name", "BankName"),
      readText("branch", "BranchName"),
    ],
    dropWhenEmpty: ["account_number", "ifsc", "bank_name", "swift", "branch", "account_holder"],
  },
  {
    list: "LedGSTRegDetails",
    when: "$$NumItems:LedGSTRegDetails > 0",
    table: "ledger_gst_details",
    fields: [
      readDate("applicable_from", "ApplicableFrom"),
      readText("registration_type", "GSTRegistrationType"),
      readText("gstin", "GSTIN"),
      readText("state", "State"),
      readText("place_of_supply", "PlaceOfSupply"),
    ],
  },
];

export const ledgers: Stream = defineStream({
  name: "ledgers",
  counter: "masters",
  tallyType: "Ledger",
  isSmall: false,
  doc: "Ledger accounts: parties, banks, taxes, income, expenses.",
  columns: ledgerColumns,
  children: ledgerChildren,
  fields: ledgerFields,
  lists: ledgerLists,
});

export const currencies: Stream = defineStream({
  name: "currencies",
  counter: "masters",
  tallyType: "Currency",
  isSmall: true,
  doc: "Currencies; the company's own among them.",
  columns: [
    column(
      "name",
      "name",
      "Symbol as amounts carry it, such as ₹ or $; Tally has no other name for a currency.",
    ),
    column("symbol", "text", "The same symbol."),
    column("formal_name", "text", "Formal name as typed, such as INR or US Dollar."),
    column("iso_code", "text", "ISO code (TallyPrime 7.0 on)."),
    column("decimal_places", "int", "Decimal places of amounts."),
    column("stored_name", "name", "Name under which Tally stores the currency, such as I₹."),
  ],
  fields: [
    // One expression, so it is printed once: `$Name` would be the stored name.
    readFirstFilled("name", "OriginalName", "Name"),
    readFirstFilled("symbol", "OriginalName", "Name"),
    readFirstFilled("formal_name", "MailingName", "FormalName"),
    readText("iso_code", "IsoCurrencyCode", { since: "7.0" }),
    readInteger("decimal_places", "DecimalPlaces"),
    readText("stored_name", "Name"),
  ],
});

export const voucherTypes: Stream = defineStream({
  name: "voucher_types",
  counter: "masters",
  tallyType: "VoucherType",
  isSmall: true,
  doc: "Voucher types, predefined ones and those made by people.",
  columns: [
    column("name", "name", "Name of the voucher type."),
    reference("parent_name", "voucher_types", "Type it was made from; a predefined type is its own."),
    derived("base_type", "name", "Predefined type it derives from, by Tally's own name."),
    column("numbering_method", "text", "Automatic, Manual, None and so on; of several series the first."),
    column("is_reserved", "bool", "Predefined by Tally."),
    column("is_deemed_positive", "bool", "Its party side is a debit by nature."),
    column("affects_stock", "bool", "Moves stock."),
    column("is_optional_by_default", "bool", "New vouchers are optional."),
    column("is_active", "bool", "May be used."),
    column("is_accounting", "bool", "An accounting type."),
    column("is_inventory", "bool", "An inventory type."),
    column("is_order", "bool", "An order."),
    reservedNameColumn,
  ],
  fields: [
    readText("name", "Name"),
    readText("parent_name", "Parent"),
    readFirstFilled("numbering_method", "NumberingMethod", "VoucherNumberSeries[First].NumberingMethod"),
    readLogical("is_reserved", "IsReserved"),
    readLogical("is_deemed_positive", "IsDeemedPositive"),
    readLogical("affects_stock", "AffectsStock"),
    readLogical("is_optional_by_default", "IsOptional"),
    readLogical("is_active", "IsActive"),
    readCondition("is_accounting", "$$IsAccountingVch:$Name"),
    readCondition("is_inventory", "$$IsInventoryVch:$Name"),
    readCondition("is_order", "$$IsOrderVch:$Name"),
    reservedNameField,
  ],
});

export const costCategories: Stream = defineStream({
  name: "cost_categories",
  counter: "masters",
  tallyType: "CostCategory",
  part: "cost_centres",
  isSmall: true,
  doc: "Cost categories: independent ways of dividing cost.",
  columns: [
    column("name", "name", "Name of the cost category."),
    column("is_reserved", "bool", "Predefined by Tally (Primary Cost Category)."),
    column("allocates_revenue", "bool", "Income and expenses are allocated."),
    column("allocates_non_revenue", "bool", "Balance sheet items are allocated."),
    reservedNameColumn,
  ],
  fields: [
    readText("name", "Name"),
    isReservedByName,
    readLogical("allocates_revenue", "AllocateRevenue"),
    readLogical("allocates_non_revenue", "AllocateNonRevenue"),
    reservedNameField,
  ],
});

export const costCentres: Stream = defineStream({
  name: "cost_centres",
  counter: "masters",
  tallyType: "CostCentre",
  part: "cost_centres",
  filterWithout: { part: "payroll", filter: "NOT $ForPayroll" },
  isSmall: false,
  doc: "Cost centres, employees and employee groups among them.",
  columns: [
    column("name", "name", "Name of the cost centre."),
    reference("parent_name", "cost_centres", "Cost centre above it; empty at the top."),
    reference("category_name", "cost_categories", "Cost category it belongs to."),
    column("is_employee", "bool", "An employee or employee group; also in employees."),
  ],
  fields: [
    readText("name", "Name"),
    readParent(),
    readText("category_name", "Category"),
    readLogical("is_employee", "ForPayroll"),
  ],
});

/** `$Guid:Class:$Name` is worth its look-up here: budgets are few and their targets of several classes. */
function readBudgetLines(list: string, targetType: string, tallyClass: string): ListReading {
  return {
    list,
    when: `$$NumItems:${list} > 0`,
    table: "budget_lines",
    inherit: { period_from: "$period_from", period_to: "$period_to" },
    constant: { target_type: targetType },
    fields: [
      readText("target_name", "Name"),
      { column: "target_guid", expression: `$Guid:${tallyClass}:$Name`, decode: "text" },
      {
        column: "budget_type",
        expression: 'if $IsTransaction then "Nett Transactions" else "Closing Balance"',
        decode: "text",
      },
      readAmount("amount", "Amount"),
    ],
  };
}

export const budgets: Stream = defineStream({
  name: "budgets",
  counter: "masters",
  tallyType: "Budget",
  part: "budgets",
  isSmall: true,
  optional: true,
  doc: "Budgets and scenarios.",
  columns: [
    column("name", "name", "Name of the budget or scenario."),
    reference("parent_name", "budgets", "Budget above it; empty at the top."),
    column("is_scenario", "bool", "A scenario; otherwise a budget."),
  ],
  children: [
    {
      name: "budget_lines",
      parentKey: "budget_guid",
      doc: "What is budgeted for a group, ledger, cost centre or stock item.",
      columns: [
        column("period_from", "date", "Start of the budget period."),
        column("period_to", "date", "End of the budget period."),
        column("target_type", "key", "group, ledger, cost_centre or stock_item."),
        column("target_name", "name", "Name of the group, ledger, cost centre or stock item."),
        column("target_guid", "key", "Its GUID in the table of its kind."),
        column("budget_type", "text", "Nett Transactions or Closing Balance."),
        column("amount", "money", "Amount budgeted, credit positive."),
      ],
    },
  ],
  fields: [readText("name", "Name"), readParent(), readLogical("is_scenario", "IsScenario")],
  lists: [
    {
      list: "BudgetPeriods",
      when: "$$NumItems:BudgetPeriods > 0",
      fields: [readDate("$period_from", "StartingFrom"), readDate("$period_to", "EndingAt")],
      lists: [
        readBudgetLines("GroupAllocations", "group", "Group"),
        readBudgetLines("AccountingAllocations", "ledger", "Ledger"),
        readBudgetLines("CostCentreAllocations", "cost_centre", "CostCentre"),
        readBudgetLines("InventoryAllocations", "stock_item", "StockItem"),
      ],
    },
  ],
});

/** Several GST registrations of one company exist from TallyPrime 3.0 on; other tax units have no GST number. */
export const gstRegistrations: Stream = defineStream({
  name: "gst_registrations",
  counter: "masters",
  tallyType: "TaxUnit",
  filter: "NOT $$IsEmpty:$GSTRegNumber",
  isSmall: true,
  optional: true,
  doc: "GST registrations of the company itself (from TallyPrime 3.0).",
  columns: [
    column("name", "name", "Name of the registration."),
    column("gstin", "name", "GST number."),
    column("state", "name", "State of the registration."),
    column("registration_type", "text", "Regular, Composition and so on, as in force now."),
  ],
  children: [
    {
      name: "gst_registration_details",
      parentKey: "gst_registration_guid",
      doc: "The registration through time.",
      columns: [
        column("applicable_from", "date", "From when this applies."),
        column("registration_type", "text", "Regular, Composition and so on."),
        column("state", "text", "State of the registration."),
        column("place_of_supply", "text", "Place of supply."),
      ],
    },
  ],
  fields: [
    readText("name", "Name"),
    readText("gstin", "GSTRegNumber"),
    readText("state", "StateName"),
    readFirstFilled("registration_type", "RegistrationType", "GSTRegistrationDetails[Last].RegistrationType"),
  ],
  lists: [
    {
      list: "GSTRegistrationDetails",
      when: "$$NumItems:GSTRegistrationDetails > 0",
      table: "gst_registration_details",
      fields: [
        readDate("applicable_from", "FromDate"),
        readText("registration_type", "RegistrationType"),
        readText("state", "State"),
        readText("place_of_supply", "PlaceOfSupply"),
      ],
    },
  ],
});
