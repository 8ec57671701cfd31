import type { ExpectedRow } from "./canonical.ts";
import { type Judge, type Tables, entityRow, firstFilled, numberLines } from "./judge.ts";
import type { RawReader } from "./raw-reader.ts";

export function accountingTables(judge: Judge): Tables {
  const ledgers = judge.masters("LEDGER");
  const lines = (make: (ledger: RawReader) => readonly ExpectedRow[]): readonly ExpectedRow[] =>
    ledgers.flatMap((ledger) => numberLines("ledger_guid", ledger.text("GUID"), make(ledger)));
  return {
    account_groups: judge.masters("GROUP").map((group) => groupRow(judge, group)),
    ledgers: ledgers.map((ledger) => ledgerRow(judge, ledger)),
    ledger_opening_bills: lines(openingBills),
    ledger_closing_values: lines((ledger) => closingValues(judge, ledger)),
    ledger_bank_accounts: lines(bankAccounts),
    ledger_gst_details: lines(gstDetails),
    currencies: judge.masters("CURRENCY").map(currencyRow),
    voucher_types: judge.masters("VOUCHERTYPE").map((type) => voucherTypeRow(judge, type)),
    gst_registrations: registrations(judge).map(registrationRow),
    gst_registration_details: registrations(judge).flatMap((unit) =>
      numberLines("gst_registration_guid", unit.text("GUID"), registrationDetails(unit)),
    ),
  };
}

/** From the group itself up to its primary group. */
function groupLine(judge: Judge, name: string): readonly RawReader[] {
  const group = judge.masterNamed("GROUP", name);
  return group === undefined ? [] : [group, ...groupLine(judge, group.parentText())];
}

function groupRow(judge: Judge, group: RawReader): ExpectedRow {
  const line = groupLine(judge, group.text("NAME")).map((each) => each.text("NAME"));
  return entityRow(group, {
    name: group.text("NAME"),
    ...judge.pointer("parent", "GROUP", group.parentText()),
    ...judge.pointer("primary_group", "GROUP", line[line.length - 1] ?? ""),
    path: ["Primary", ...line.toReversed()].join(" › "),
    is_revenue: group.logical("ISREVENUE"),
    is_deemed_positive: group.logical("ISDEEMEDPOSITIVE"),
    is_reserved: group.logical("ISRESERVED"),
    affects_gross_profit: group.logical("AFFECTSGROSSPROFIT"),
    sort_position: group.integer("SORTPOSITION"),
    reserved_name: group.text("RESERVEDNAME"),
  });
}

function ledgerRow(judge: Judge, ledger: RawReader): ExpectedRow {
  const currency = judge.masterNamed("CURRENCY", ledger.text("CURRENCYNAME"));
  return entityRow(ledger, {
    name: ledger.text("NAME"),
    ...judge.pointer("parent", "GROUP", ledger.parentText()),
    alias: ledger.text("ONLYALIAS"),
    description: ledger.text("DESCRIPTION"),
    notes: ledger.text("NARRATION"),
    is_revenue: ledger.logical("ISREVENUE"),
    is_deemed_positive: ledger.logical("ISDEEMEDPOSITIVE"),
    is_reserved: ledger.logical("ISRESERVED") || !ledger.isEmpty("RESERVEDNAME"),
    opening_balance: ledger.money("OPENINGBALANCE") ?? "0",
    opening_forex: ledger.forexMoney("OPENINGBALANCE"),
    ...judge.pointer("currency", "CURRENCY", currency?.text("ORIGINALNAME") ?? ""),
    is_bill_wise: ledger.logical("ISBILLWISEON"),
    is_cost_centres_on: ledger.logical("ISCOSTCENTRESON"),
    affects_stock: ledger.logical("AFFECTSSTOCK"),
    ...contactColumns(ledger),
    ...taxColumns(ledger),
    ...bankColumns(ledger),
    credit_days: ledger.creditDays("BILLCREDITPERIOD"),
    credit_limit: ledger.money("CREDITLIMIT"),
    reserved_name: ledger.text("RESERVEDNAME"),
  });
}

/** Flat fields of older releases first, then the newest entry of the dated list. */
function contactColumns(ledger: RawReader): ExpectedRow {
  const mailing = ledger.list("LEDMAILINGDETAILS").at(-1);
  const mobile = ledger.text("LEDGERMOBILE");
  const countryCode = ledger.text("LEDGERCOUNTRYISDCODE");
  return {
    mailing_name: firstFilled(ledger.text("MAILINGNAME"), mailing?.text("MAILINGNAME") ?? ""),
    address: firstFilled(ledger.lines("ADDRESS"), mailing?.lines("ADDRESS") ?? ""),
    state: firstFilled(ledger.text("LEDSTATENAME"), mailing?.text("STATE") ?? ""),
    country: firstFilled(ledger.text("COUNTRYNAME"), mailing?.text("COUNTRY") ?? ""),
    pincode: firstFilled(ledger.text("PINCODE"), mailing?.text("PINCODE") ?? ""),
    email: ledger.text("EMAIL"),
    phone: ledger.text("LEDGERPHONE"),
    mobile: mobile === "" ? "" : `${countryCode} ${mobile}`.trim(),
    contact: ledger.text("LEDGERCONTACT"),
    website: ledger.text("WEBSITE"),
  };
}

function taxColumns(ledger: RawReader): ExpectedRow {
  const registration = ledger.list("LEDGSTREGDETAILS").at(-1);
  return {
    pan: ledger.text("INCOMETAXNUMBER"),
    gstin: firstFilled(ledger.text("PARTYGSTIN"), registration?.text("GSTIN") ?? ""),
    gst_registration_type: firstFilled(
      ledger.text("GSTREGISTRATIONTYPE"),
      registration?.text("GSTREGISTRATIONTYPE") ?? "",
    ),
    gst_applicable_from: registration?.date("APPLICABLEFROM") ?? null,
    gst_supply_type: ledger.text("GSTTYPEOFSUPPLY"),
    gst_duty_head: ledger.applicableText("GSTDUTYHEAD"),
    tax_type: ledger.text("TAXTYPE"),
    tax_rate: ledger.number("RATEOFTAXCALCULATION"),
    tds_applicable: ledger.logical("ISTDSAPPLICABLE") || ledger.hasWord("TDSAPPLICABLE", "Applicable"),
  };
}

/** The company's own bank ledgers carry flat fields; of a party's accounts these columns hold the first. */
function bankColumns(ledger: RawReader): ExpectedRow {
  const account = ledger.list("PAYMENTDETAILS")[0];
  return {
    bank_account_holder: firstFilled(
      ledger.text("BANKACCHOLDERNAME"),
      account?.text("PAYMENTFAVOURING") ?? "",
    ),
    bank_account_number: firstFilled(ledger.text("BANKDETAILS"), account?.text("ACCOUNTNUMBER") ?? ""),
    bank_ifsc: firstFilled(ledger.text("IFSCODE"), account?.text("IFSCODE") ?? ""),
    bank_swift: firstFilled(ledger.text("SWIFTCODE"), account?.text("SWIFTCODE") ?? ""),
    bank_name: firstFilled(ledger.text("BANKINGCONFIGBANK"), account?.text("BANKNAME") ?? ""),
    bank_branch: firstFilled(ledger.text("BANKBRANCHNAME"), account?.text("BRANCHNAME") ?? ""),
  };
}

function openingBills(ledger: RawReader): readonly ExpectedRow[] {
  return ledger.list("BILLALLOCATIONS").map((bill) => ({
    ledger_name: ledger.text("NAME"),
    bill_name: bill.text("NAME"),
    bill_date: bill.date("BILLDATE"),
    due_date: bill.dueDate("BILLCREDITPERIOD"),
    credit_days: bill.creditDays("BILLCREDITPERIOD"),
    amount: bill.money("OPENINGBALANCE"),
    is_advance: bill.logical("ISADVANCE"),
  }));
}

/** Only a stock-in-hand ledger has them. */
function closingValues(judge: Judge, ledger: RawReader): readonly ExpectedRow[] {
  const groups = groupLine(judge, ledger.parentText());
  if (!groups.some((group) => group.text("RESERVEDNAME") === "Stock-in-Hand")) return [];
  return ledger.list("LEDGERCLOSINGVALUES").map((value) => ({
    ledger_name: ledger.text("NAME"),
    value_date: value.date("DATE"),
    amount: value.money("AMOUNT"),
  }));
}

function bankAccounts(ledger: RawReader): readonly ExpectedRow[] {
  return ledger.list("PAYMENTDETAILS").map((account) => ({
    ledger_name: ledger.text("NAME"),
    account_holder: account.text("PAYMENTFAVOURING"),
    account_number: account.text("ACCOUNTNUMBER"),
    ifsc: account.text("IFSCODE"),
    swift: account.text("SWIFTCODE"),
    bank_name: account.text("BANKNAME"),
    branch: account.text("BRANCHNAME"),
  }));
}

function gstDetails(ledger: RawReader): readonly ExpectedRow[] {
  return ledger.list("LEDGSTREGDETAILS").map((registration) => ({
    applicable_from: registration.date("APPLICABLEFROM"),
    registration_type: registration.text("GSTREGISTRATIONTYPE"),
    gstin: registration.text("GSTIN"),
    state: registration.text("STATE"),
    place_of_supply: registration.text("PLACEOFSUPPLY"),
  }));
}

function currencyRow(currency: RawReader): ExpectedRow {
  return entityRow(currency, {
    name: currency.text("ORIGINALNAME"),
    symbol: currency.text("ORIGINALNAME"),
    formal_name: firstFilled(currency.text("MAILINGNAME"), currency.text("FORMALNAME")),
    iso_code: currency.text("ISOCURRENCYCODE"),
    decimal_places: currency.integer("DECIMALPLACES"),
    stored_name: currency.text("NAME"),
  });
}

/** The reserved type a voucher type derives from, by the name that renaming does not change. */
export function baseTypeOf(judge: Judge, typeName: string): string {
  let type = judge.masterNamed("VOUCHERTYPE", typeName);
  while (type !== undefined && !type.logical("ISRESERVED")) {
    type = judge.masterNamed("VOUCHERTYPE", type.text("PARENT"));
  }
  return type?.text("RESERVEDNAME") ?? "";
}

export const orderTypes: readonly string[] = [
  "Sales Order",
  "Purchase Order",
  "Job Work In Order",
  "Job Work Out Order",
];
export const stockTypes: readonly string[] = [
  "Delivery Note",
  "Receipt Note",
  "Rejections In",
  "Rejections Out",
  "Stock Journal",
  "Physical Stock",
  "Material In",
  "Material Out",
];

/** What Tally's own tests say of a type. Whether Memorandum counts as accounting is not recorded; the sample says yes. */
export function typeClass(baseType: string): ExpectedRow {
  const isOrder = orderTypes.includes(baseType);
  const isInventory = stockTypes.includes(baseType);
  return {
    is_accounting: !isOrder && !isInventory && baseType !== "Attendance",
    is_inventory: isInventory,
    is_order: isOrder,
  };
}

function voucherTypeRow(judge: Judge, type: RawReader): ExpectedRow {
  const firstSeries = type.list("VOUCHERNUMBERSERIES")[0];
  const baseType = baseTypeOf(judge, type.text("NAME"));
  return entityRow(type, {
    name: type.text("NAME"),
    ...judge.pointer("parent", "VOUCHERTYPE", type.text("PARENT")),
    base_type: baseType,
    numbering_method: firstFilled(type.text("NUMBERINGMETHOD"), firstSeries?.text("NUMBERINGMETHOD") ?? ""),
    is_reserved: type.logical("ISRESERVED"),
    is_deemed_positive: type.logical("ISDEEMEDPOSITIVE"),
    affects_stock: type.logical("AFFECTSSTOCK"),
    is_optional_by_default: type.logical("ISOPTIONAL"),
    is_active: type.logical("ISACTIVE"),
    ...typeClass(baseType),
    reserved_name: type.text("RESERVEDNAME"),
  });
}

/** Tax units without a GST number are none of GST's. */
function registrations(judge: Judge): readonly RawReader[] {
  return judge.masters("TAXUNIT").filter((unit) => !unit.isEmpty("GSTREGNUMBER"));
}

function registrationRow(unit: RawReader): ExpectedRow {
  const newest = unit.list("GSTREGISTRATIONDETAILS").at(-1);
  return entityRow(unit, {
    name: unit.text("NAME"),
    gstin: unit.text("GSTREGNUMBER"),
    state: unit.text("STATENAME"),
    registration_type: firstFilled(unit.text("REGISTRATIONTYPE"), newest?.text("REGISTRATIONTYPE") ?? ""),
  });
}

function registrationDetails(unit: RawReader): readonly ExpectedRow[] {
  return unit.list("GSTREGISTRATIONDETAILS").map((detail) => ({
    applicable_from: detail.date("FROMDATE"),
    registration_type: detail.text("REGISTRATIONTYPE"),
    state: detail.text("STATE"),
    place_of_supply: detail.text("PLACEOFSUPPLY"),
  }));
}
