import type { CompanyState } from "../books/company-state.ts";
import { dayOf } from "../books/days.ts";
import { createMaster } from "../books/master-changes.ts";
import { makeAmount, makeDay, makeObject, reserved, rupee } from "../books/values.ts";
import type { Stored, TallyObject } from "../model.ts";
import { idOf } from "./world.ts";

/** Name, parent. `Primary` is a user's group of that plain name: only the reserved word is the root (protocol §4.6). */
const userGroups: readonly (readonly [string, string])[] = [
  ["Debtors - Maharashtra", "Sundry Debtors"],
  ["Mumbai Retail", "Debtors - Maharashtra"],
  ["Debtors - Other States", "Sundry Debtors"],
  ["Debtors - Export", "Sundry Debtors"],
  ["Creditors for Goods", "Sundry Creditors"],
  ["Creditors for Expenses", "Sundry Creditors"],
  ["GST Payable", "Duties & Taxes"],
  ["GST Input Credit", "Duties & Taxes"],
  ["TDS Payable", "Duties & Taxes"],
  ["Administrative Expenses", "Indirect Expenses"],
  ["Selling & Distribution Expenses", "Indirect Expenses"],
  ["Primary", "Administrative Expenses"],
  ["कर्मचारी व्यय", "Indirect Expenses"],
  ['Statutory Dues "PF/ESI"', "Current Liabilities"],
];

interface LedgerSpec {
  readonly key: string;
  readonly name: string;
  readonly parent: string;
  /** Opening in rupees, credit positive. */
  readonly opening?: number;
  readonly fields?: Readonly<Record<string, Stored>>;
}

function tax(key: string, name: string, parent: string, head: string, rate: number): LedgerSpec {
  const fields = { TAXTYPE: "GST", GSTDUTYHEAD: head, RATEOFTAXCALCULATION: rate };
  return { key, name, parent, fields };
}

function trade(key: string, name: string, parent: string, supply: string): LedgerSpec {
  return {
    key,
    name,
    parent,
    fields: {
      AFFECTSSTOCK: true,
      ISCOSTCENTRESON: true,
      GSTAPPLICABLE: reserved.applicable,
      GSTTYPEOFSUPPLY: supply,
    },
  };
}

function cost(key: string, name: string, parent: string): LedgerSpec {
  return { key, name, parent, fields: { ISCOSTCENTRESON: true } };
}

function bank(key: string, name: string, opening: number, fields: LedgerSpec["fields"]): LedgerSpec {
  return {
    key,
    name,
    parent: key === "overdraft" ? "Bank OD A/c" : "Bank Accounts",
    opening,
    fields: { TAXTYPE: "Others", BANKACCHOLDERNAME: "Sample Trading Company", ...fields },
  };
}

const ledgerSpecs: readonly LedgerSpec[] = [
  trade("sales", "Sales - Local", "Sales Accounts", "Goods"),
  trade("salesInterstate", "Sales - Interstate", "Sales Accounts", "Goods"),
  trade("salesExport", "Sales - Export (LUT)", "Sales Accounts", "Goods"),
  trade("salesVoucherMode", "Counter Sales", "Sales Accounts", "Goods"),
  trade("services", "Service & AMC Income", "Direct Incomes", "Services"),
  trade("purchase", "Purchase - Local", "Purchase Accounts", "Goods"),
  trade("purchaseInterstate", "Purchase - Interstate", "Purchase Accounts", "Goods"),
  trade("purchaseImport", "Purchase - Import", "Purchase Accounts", "Goods"),
  tax("outputCgst", "Output CGST", "GST Payable", "CGST", 9),
  tax("outputSgst", "Output SGST", "GST Payable", "State Tax", 9),
  tax("outputIgst", "Output IGST", "GST Payable", "IGST", 18),
  tax("outputCess", "Output Cess", "GST Payable", "Cess", 12),
  tax("inputCgst", "Input CGST", "GST Input Credit", "CGST", 9),
  tax("inputSgst", "Input SGST", "GST Input Credit", "State Tax", 9),
  tax("inputIgst", "Input IGST", "GST Input Credit", "IGST", 18),
  tax("inputCess", "Input Cess", "GST Input Credit", "Cess", 12),
  {
    key: "tds",
    name: "TDS on Professional Fees (194J)",
    parent: "TDS Payable",
    fields: { TAXTYPE: "TDS", RATEOFTAXCALCULATION: 10 },
  },
  bank("bank", "HDFC Bank - 4521", -1_850_000, {
    BANKDETAILS: "50200012344521",
    IFSCODE: "HDFC0000123",
    SWIFTCODE: "HDFCINBB",
    BANKINGCONFIGBANK: "HDFC Bank",
    BANKBRANCHNAME: "Fort, Mumbai",
    DESCRIPTION: "Main current account\r\nused for NEFT & RTGS",
    NARRATION: "Cheque book with Mr. D'Souza",
  }),
  bank("secondBank", "बैंक ऑफ़ बड़ौदा", -640_500.5, {
    BANKDETAILS: "00410200001234",
    IFSCODE: "BARB0FORTXX",
    BANKINGCONFIGBANK: "Bank of Baroda",
    BANKBRANCHNAME: "किला शाखा",
  }),
  bank("overdraft", "SBI Overdraft", 912_345.67, {
    BANKDETAILS: "000000123456789",
    IFSCODE: "SBIN0000300",
    BANKINGCONFIGBANK: "State Bank of India",
  }),
  bank("dollarBank", "EEFC Account - USD", 0, { CURRENCYNAME: "$" }),
  cost("rent", "Rent", "Administrative Expenses"),
  cost("electricity", "Electricity", "Administrative Expenses"),
  cost("telephone", "Telephone & Internet", "Administrative Expenses"),
  cost("stationery", "Printing & Stationery", "Administrative Expenses"),
  cost("professional", "Professional Fees", "Administrative Expenses"),
  cost("repairs", "Repairs & Maintenance", "Administrative Expenses"),
  { key: "petty", name: "Primary", parent: "Primary" },
  { key: "bankCharges", name: "Bank Charges", parent: "Indirect Expenses" },
  { key: "roundOff", name: "Round Off", parent: "Indirect Expenses" },
  { key: "discountAllowed", name: "Discount Allowed", parent: "Selling & Distribution Expenses" },
  { key: "discountReceived", name: "Discount Received", parent: "Indirect Incomes" },
  { key: "interest", name: "Interest Received", parent: "Indirect Incomes" },
  { key: "forexGain", name: "Forex Gain/Loss", parent: "Indirect Incomes" },
  cost("freightOut", "Freight Outward", "Selling & Distribution Expenses"),
  { key: "freightIn", name: "Freight & Octroi Inward", parent: "Direct Expenses" },
  { key: "jobWork", name: "Job Work Charges", parent: "Direct Expenses" },
  { key: "depreciation", name: "Depreciation", parent: "Indirect Expenses" },
  { key: "furniture", name: "Furniture & Fixtures", parent: "Fixed Assets", opening: -325_000 },
  { key: "computers", name: "Computers 'IT'", parent: "Fixed Assets", opening: -214_999.99 },
  { key: "vehicles", name: "Delivery Van <MH-01>", parent: "Fixed Assets", opening: -780_000 },
  { key: "investment", name: "Fixed Deposit", parent: "Investments", opening: -500_000 },
  { key: "deposit", name: "Rent Deposit", parent: "Deposits (Asset)", opening: -150_000 },
  { key: "staffAdvance", name: "Staff Advances", parent: "Loans & Advances (Asset)", opening: -42_500 },
  { key: "termLoan", name: "Term Loan - HDFC", parent: "Secured Loans", opening: 1_250_000 },
  { key: "friendLoan", name: "Loan from Director", parent: "Unsecured Loans", opening: 300_000 },
  { key: "reserves", name: "General Reserve", parent: "Reserves & Surplus", opening: 475_000 },
  { key: "drawings", name: "Drawings", parent: "Capital Account" },
  { key: "auditFee", name: "Audit Fee Payable", parent: "Provisions", opening: 45_000 },
  { key: "suspense", name: "Unmatched Receipts", parent: "Suspense A/c" },
  { key: "branch", name: "Pune Branch", parent: "Branch / Divisions" },
  { key: "preliminary", name: "Preliminary Expenses", parent: "Misc. Expenses (ASSET)", opening: -18_000 },
  { key: "capital", name: "Proprietor's Capital", parent: "Capital Account" },
];

/** Groups and ledgers that every trading company has. Returns the ledgers by key. */
export function createChart(state: CompanyState): Map<string, number> {
  for (const [name, parent] of userGroups) {
    createMaster(state, "GROUP", name, { fields: { PARENT: parent, SORTPOSITION: 500 } });
  }
  const ids = new Map<string, number>();
  for (const spec of ledgerSpecs) ids.set(spec.key, idOf(createLedger(state, spec)));
  const cash = state.masters.byName("LEDGER", "Cash");
  if (cash !== undefined) {
    cash.fields["OPENINGBALANCE"] = makeAmount(-85_250 * rupee);
    ids.set("cash", idOf(cash));
  }
  ids.set("stock", idOf(createStockLedger(state)));
  return ids;
}

function createLedger(state: CompanyState, spec: LedgerSpec): TallyObject {
  return createMaster(state, "LEDGER", spec.name, {
    fields: {
      PARENT: spec.parent,
      TAXTYPE: "Others",
      CURRENCYNAME: "I₹",
      OPENINGBALANCE: spec.opening === undefined ? undefined : makeAmount(Math.round(spec.opening * rupee)),
      ...spec.fields,
    },
  });
}

/** Stock-in-hand with closing values typed by month. */
function createStockLedger(state: CompanyState): TallyObject {
  const values = [4, 5, 6].map((month) =>
    makeObject("LEDGERCLOSINGVALUES", {
      DATE: makeDay(dayOf(2026, month + 1, 1) - 1),
      AMOUNT: makeAmount(-(month * 111_111.11 + 5_000) * rupee),
    }),
  );
  const fields = { PARENT: "Stock-in-Hand", TAXTYPE: "Others", CURRENCYNAME: "I₹", AFFECTSSTOCK: true };
  return createMaster(state, "LEDGER", "Stock at Exhibition", {
    fields,
    lists: { LEDGERCLOSINGVALUES: values.map(roundAmount) },
  });
}

function roundAmount(object: TallyObject): TallyObject {
  const amount = object.fields["AMOUNT"];
  if (typeof amount === "object" && amount.kind === "amount") {
    object.fields["AMOUNT"] = makeAmount(Math.round(amount.base));
  }
  return object;
}
