import { createMaster } from "../books/master-changes.ts";
import type { CompanyState } from "../books/company-state.ts";
import { makeObject, reserved } from "../books/values.ts";
import type { Stored, TallyObject } from "../model.ts";

/** Name, parent (empty: Primary) and flags: r revenue, d debit by nature, g gross profit, s sub-ledger. */
const groups: readonly (readonly [string, string, string])[] = [
  ["Capital Account", "", ""],
  ["Loans (Liability)", "", ""],
  ["Current Liabilities", "", ""],
  ["Fixed Assets", "", "d"],
  ["Investments", "", "d"],
  ["Current Assets", "", "d"],
  ["Branch / Divisions", "", ""],
  ["Misc. Expenses (ASSET)", "", "d"],
  ["Suspense A/c", "", ""],
  ["Reserves & Surplus", "Capital Account", ""],
  ["Bank OD A/c", "Loans (Liability)", ""],
  ["Secured Loans", "Loans (Liability)", ""],
  ["Unsecured Loans", "Loans (Liability)", ""],
  ["Duties & Taxes", "Current Liabilities", ""],
  ["Provisions", "Current Liabilities", ""],
  ["Sundry Creditors", "Current Liabilities", "s"],
  ["Stock-in-Hand", "Current Assets", "d"],
  ["Deposits (Asset)", "Current Assets", "d"],
  ["Loans & Advances (Asset)", "Current Assets", "d"],
  ["Sundry Debtors", "Current Assets", "ds"],
  ["Cash-in-Hand", "Current Assets", "d"],
  ["Bank Accounts", "Current Assets", "d"],
  ["Sales Accounts", "", "rg"],
  ["Purchase Accounts", "", "rdg"],
  ["Direct Incomes", "", "rg"],
  ["Direct Expenses", "", "rdg"],
  ["Indirect Incomes", "", "r"],
  ["Indirect Expenses", "", "rd"],
];

/** The 28 groups of every company, MASTERID 1 to 28 in this order (seen in captures). */
export function createPredefinedGroups(state: CompanyState): void {
  for (const [index, [name, parent, flags]] of groups.entries()) {
    const fields = {
      PARENT: parent === "" ? reserved.primary : parent,
      SORTPOSITION: (index + 1) * 10,
      ISREVENUE: flags.includes("r"),
      ISDEEMEDPOSITIVE: flags.includes("d"),
      AFFECTSGROSSPROFIT: flags.includes("g"),
      ISSUBLEDGER: flags.includes("s"),
      ISRESERVED: true,
      ADDLALLOCTYPE: name === "Purchase Accounts" ? "Appropriate by Value" : undefined,
    };
    const alias = name === "Bank OD A/c" ? { ONLYALIAS: "Bank OCC A/c" } : {};
    createMaster(state, "GROUP", name, { fields: { ...fields, ...alias } }, { reservedName: name });
  }
}

/** Name and flags: d first line is debit, s moves stock; the rest of the line is the numbering method. */
const voucherTypes: readonly (readonly [string, string, string])[] = [
  ["Attendance", "", "Automatic"],
  ["Contra", "d", "Automatic"],
  ["Credit Note", "s", "Auto Retain"],
  ["Debit Note", "ds", "Auto Retain"],
  ["Delivery Note", "ds", "Auto Retain"],
  ["Job Work In Order", "", "Automatic"],
  ["Job Work Out Order", "", "Automatic"],
  ["Journal", "d", "Automatic"],
  ["Material In", "s", "Automatic"],
  ["Material Out", "s", "Automatic"],
  ["Memorandum", "d", "Automatic"],
  ["Payment", "d", "Automatic"],
  ["Payroll", "d", "Automatic"],
  ["Physical Stock", "s", "Automatic"],
  ["Purchase", "s", "Manual"],
  ["Purchase Order", "", "Automatic"],
  ["Receipt", "", "Automatic"],
  ["Receipt Note", "s", "Automatic"],
  ["Rejections In", "s", "Automatic"],
  ["Rejections Out", "ds", "Automatic"],
  ["Reversing Journal", "d", "Automatic"],
  ["Sales", "ds", "Automatic"],
  ["Sales Order", "d", "Automatic"],
  ["Stock Journal", "s", "Automatic"],
];

export interface Series {
  readonly name: string;
  readonly method: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly restart?: "Yearly";
}

export function makeSeries(series: readonly Series[]): TallyObject[] {
  return series.map((each) =>
    makeObject("VOUCHERNUMBERSERIES", {
      NAME: each.name,
      NUMBERINGMETHOD: each.method,
      PREFIX: each.prefix,
      SUFFIX: each.suffix,
      RESTART: each.restart,
    }),
  );
}

/** The reserved types are their own parent (protocol §6.17). */
export function createPredefinedVoucherTypes(state: CompanyState): void {
  for (const [name, flags, method] of voucherTypes) {
    const fields: Record<string, Stored> = {
      PARENT: name,
      NUMBERINGMETHOD: method,
      COREVOUCHERTYPE: name,
      ISRESERVED: true,
      ISDEEMEDPOSITIVE: flags.includes("d"),
      AFFECTSSTOCK: flags.includes("s"),
      ISACTIVE: true,
      COMMONNARRATION: true,
      PREVENTDUPLICATES: method === "Manual",
    };
    const lists = { VOUCHERNUMBERSERIES: makeSeries([{ name: "Default", method }]) };
    createMaster(state, "VOUCHERTYPE", name, { fields, lists }, { reservedName: name });
  }
}

/** What Tally puts into every new company besides groups and voucher types. */
export function createPredefinedOthers(state: CompanyState): void {
  const profitAndLoss = {
    PARENT: reserved.primary,
    ISRESERVED: true,
    ISREVENUE: false,
    SORTPOSITION: 1000,
  };
  createMaster(
    state,
    "LEDGER",
    "Profit & Loss A/c",
    { fields: profitAndLoss },
    {
      reservedName: "Profit & Loss A/c",
    },
  );
  // Cash is made by Tally too, yet carries no RESERVEDNAME (protocol §3.1).
  createMaster(state, "LEDGER", "Cash", { fields: { PARENT: "Cash-in-Hand", SORTPOSITION: 1000 } });
  createMaster(
    state,
    "COSTCATEGORY",
    "Primary Cost Category",
    {
      fields: { ALLOCATEREVENUE: true },
    },
    { reservedName: "Primary Cost Category" },
  );
  createMaster(
    state,
    "GODOWN",
    "Main Location",
    { fields: { PARENT: reserved.primary } },
    {
      reservedName: "Main Location",
    },
  );
  const rupee = {
    MAILINGNAME: "INR",
    EXPANDEDSYMBOL: "INR",
    FORMALNAME: "INR",
    ISOCURRENCYCODE: "INR",
    DECIMALSYMBOL: "paise",
    DECIMALPLACES: 2,
    HASSPACE: true,
  };
  createMaster(state, "CURRENCY", "I₹", { fields: rupee });
}
