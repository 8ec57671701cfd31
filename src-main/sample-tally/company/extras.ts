import type { CompanyState } from "../books/company-state.ts";
import { createMaster } from "../books/master-changes.ts";
import { addMonths } from "../books/days.ts";
import { makeAmount, makeDay, makeObject, makeTextList, reserved, rupee } from "../books/values.ts";
import type { TallyObject } from "../model.ts";
import { makeGstin } from "./gstin.ts";
import { makeSeries } from "./predefined.ts";
import type { Series } from "./predefined.ts";
import type { Random } from "./random.ts";
import { idOf } from "./world.ts";
import type { World } from "./world.ts";

/** User's voucher types: name, parent, series. Chains of several steps lead to a reserved type. */
const userTypes: readonly (readonly [string, string, readonly Series[]])[] = [
  ["Sales - Retail Counter", "Sales", [{ name: "Default", method: "Automatic", prefix: "RC/" }]],
  [
    "Export Invoice",
    "Sales",
    [{ name: "Default", method: "Automatic", prefix: "EXP/{year}/", restart: "Yearly" }],
  ],
  ["Export Invoice (LUT)", "Export Invoice", [{ name: "Default", method: "Auto Retain", suffix: "/LUT" }]],
  [
    "बिक्री (GST) & Service",
    "Sales",
    [{ name: "Default", method: "Automatic", suffix: "/{year}", restart: "Yearly" }],
  ],
  ["Bank Payment", "Payment", [{ name: "Default", method: "Automatic", prefix: "BP-" }]],
  ['Petty "Cash" Payment', "Payment", [{ name: "Default", method: "Auto Retain" }]],
  ["Bank Receipt", "Receipt", [{ name: "Default", method: "Multi-user Auto", prefix: "BR-" }]],
  ["Purchase - Import", "Purchase", [{ name: "Default", method: "Automatic", prefix: "IMP/" }]],
  ["Manufacturing Journal", "Stock Journal", [{ name: "Default", method: "Automatic" }]],
  [
    "Depreciation Journal",
    "Journal",
    [{ name: "Default", method: "Automatic (Manual Override)", prefix: "DJ" }],
  ],
];

/** All voucher types by base type; the reserved ones get a second series where people use two. */
export function createVoucherTypes(state: CompanyState): Map<string, number[]> {
  for (const [name, parent, series] of userTypes) {
    const parentType = state.masters.byName("VOUCHERTYPE", parent);
    createMaster(state, "VOUCHERTYPE", name, {
      fields: {
        PARENT: parent,
        NUMBERINGMETHOD: series[0]?.method,
        COREVOUCHERTYPE: parentType?.fields["COREVOUCHERTYPE"],
        ISDEEMEDPOSITIVE: parentType?.fields["ISDEEMEDPOSITIVE"],
        AFFECTSSTOCK: parentType?.fields["AFFECTSSTOCK"],
        ISACTIVE: name !== "Depreciation Journal",
        COMMONNARRATION: true,
        CANDELETE: true,
      },
      lists: { VOUCHERNUMBERSERIES: makeSeries(series) },
    });
  }
  createMaster(state, "VOUCHERTYPE", "Draft Sales", {
    fields: {
      PARENT: "Sales",
      NUMBERINGMETHOD: "Automatic",
      ISOPTIONAL: true,
      AFFECTSSTOCK: true,
      ISDEEMEDPOSITIVE: true,
    },
    lists: {
      VOUCHERNUMBERSERIES: makeSeries([
        { name: "Default", method: "Automatic" },
        { name: "Branch", method: "Automatic", prefix: "BR/" },
      ]),
    },
  });
  const types = new Map<string, number[]>();
  for (const type of state.masters.ofType("VOUCHERTYPE")) {
    const base = state.masters.baseTypeOf(idOf(type));
    const list = types.get(base) ?? [];
    types.set(base, list);
    if (type.fields["ISRESERVED"] === true) list.unshift(idOf(type));
    else if (type.fields["NAME"] !== "Draft Sales") list.push(idOf(type));
  }
  return types;
}

/** Currencies, GST registrations, budgets and a scenario. */
export function createExtras(
  state: CompanyState,
  random: Random,
  gstin: string,
  booksFromDay: number,
): Pick<World, "currencies" | "registrationId"> {
  const currency = (symbol: string, code: string, formal: string): number =>
    idOf(
      createMaster(state, "CURRENCY", symbol, {
        fields: {
          MAILINGNAME: code,
          EXPANDEDSYMBOL: code,
          FORMALNAME: formal,
          ISOCURRENCYCODE: code,
          DECIMALSYMBOL: "cents",
          DECIMALPLACES: 2,
          HASSPACE: symbol === "€",
        },
      }),
    );
  const currencies = { dollar: currency("$", "USD", "US Dollar"), euro: currency("€", "EUR", "Euro") };
  const registrationId = createRegistrations(state, gstin, booksFromDay);
  createBudgets(state, random, booksFromDay);
  return { currencies, registrationId };
}

function createRegistrations(state: CompanyState, gstin: string, from: number): number {
  const make = (name: string, number: string, place: string): TallyObject =>
    createMaster(state, "TAXUNIT", name, {
      fields: {
        PARENT: reserved.primary,
        GSTREGNUMBER: number,
        STATENAME: place,
        REGISTRATIONTYPE: "Regular",
        ISDEFAULT: place === "Maharashtra",
      },
      lists: {
        ADDRESS: makeTextList("ADDRESS", ["Registered Office", place]),
        GSTREGISTRATIONDETAILS: [
          makeObject("GSTREGISTRATIONDETAILS", {
            FROMDATE: makeDay(from),
            REGISTRATIONTYPE: "Regular",
            STATE: place,
            PLACEOFSUPPLY: place,
            GSTREGNUMBER: number,
          }),
        ],
      },
    });
  make("Gujarat Registration", makeGstin("24", gstin.slice(2, 12)), "Gujarat");
  return idOf(make("Maharashtra Registration", gstin, "Maharashtra"));
}

function createBudgets(state: CompanyState, random: Random, from: number): void {
  const line = (list: string, name: string, isTransaction: boolean): TallyObject =>
    makeObject(list, {
      NAME: name,
      ISTRANSACTION: isTransaction,
      AMOUNT: makeAmount(random.int(-90, 90) * 10_000 * rupee),
    });
  const period = (first: number): TallyObject =>
    makeObject(
      "BUDGETPERIODS",
      { STARTINGFROM: makeDay(first), ENDINGAT: makeDay(addMonths(first, 12) - 1) },
      {
        GROUPALLOCATIONS: [
          line("GROUPALLOCATIONS", "Indirect Expenses", true),
          line("GROUPALLOCATIONS", "Sales Accounts", true),
        ],
        ACCOUNTINGALLOCATIONS: [
          line("ACCOUNTINGALLOCATIONS", "Rent", true),
          line("ACCOUNTINGALLOCATIONS", "HDFC Bank - 4521", false),
        ],
        COSTCENTREALLOCATIONS: [line("COSTCENTREALLOCATIONS", "Sales Team", true)],
      },
    );
  createMaster(state, "BUDGET", 'Annual Budget "Base"', {
    fields: { PARENT: reserved.primary },
    lists: { BUDGETPERIODS: [period(from), period(addMonths(from, 12))] },
  });
  createMaster(state, "BUDGET", "बजट Marketing", {
    fields: { PARENT: 'Annual Budget "Base"' },
    lists: { BUDGETPERIODS: [period(from)] },
  });
  createMaster(state, "BUDGET", "With Provisional Entries", {
    fields: { PARENT: reserved.primary, ISSCENARIO: true },
    lists: {
      INCLUDELIST: makeTextList("INCLUDELIST", ["Memorandum", "Reversing Journal"]),
      EXCLUDELIST: makeTextList("EXCLUDELIST", ["Payroll"]),
    },
  });
}
