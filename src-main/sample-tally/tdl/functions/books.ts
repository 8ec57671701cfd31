import type { TallyObject } from "../../model.ts";
import { belongsToGroup } from "../derived-methods.ts";
import { raiseCrash } from "../problems.ts";
import { textField } from "../run.ts";
import type { Scope } from "../scope.ts";
import { asText } from "../value-text.ts";
import { baseVoucherType, isAccountingType, orderTypes, stockTypes } from "../voucher-kinds.ts";
import { ofValues } from "./built-in.ts";
import type { BuiltIn } from "./built-in.ts";

function ofClass(isOfClass: (baseType: string) => boolean): BuiltIn {
  const known = new WeakMap<object, Map<string, boolean>>();
  return ofValues(1, (scope, value) => {
    const name = asText(value, scope.run.shapes);
    let answers = known.get(scope.run);
    if (answers === undefined) known.set(scope.run, (answers = new Map<string, boolean>()));
    let answer = answers.get(name);
    if (answer === undefined) {
      answer = isOfClass(baseVoucherType(scope.run.books, name));
      answers.set(name, answer);
    }
    return answer;
  });
}

function isType(...types: readonly string[]): BuiltIn {
  const wanted = new Set(types.map((type) => type.toLowerCase()));
  return ofClass((baseType) => wanted.has(baseType.toLowerCase()));
}

/** The current name of a predefined group or voucher type, which may have been renamed. */
function currentName(scope: Scope, type: "GROUP" | "VOUCHERTYPE", reservedName: string): string {
  const isIt = (master: TallyObject): boolean => textField(master, "RESERVEDNAME") === reservedName;
  const found = scope.run.books?.masters(type).find(isIt);
  return found === undefined ? reservedName : textField(found, "NAME");
}

/** `$$GroupStock`: the name of a predefined group. */
function groupNamed(reservedName: string): BuiltIn {
  return { maximum: 0, compile: () => (scope) => currentName(scope, "GROUP", reservedName) };
}

/** `$$VchTypeSales`: the name of a predefined voucher type (TC, TH). */
function typeNamed(reservedName: string): BuiltIn {
  return { maximum: 0, compile: () => (scope) => currentName(scope, "VOUCHERTYPE", reservedName) };
}

/** `$$IsGroupStock`: whether the group or ledger of the line is the predefined group or lies under it (MCP). */
function isUnderGroup(reservedName: string): BuiltIn {
  return {
    maximum: 0,
    compile: () => (scope) => {
      const { object, run } = scope;
      if (run.books === undefined || (object.type !== "LEDGER" && object.type !== "GROUP")) return false;
      const group = currentName(scope, "GROUP", reservedName);
      if (object.type === "GROUP" && textField(object, "NAME") === group) return true;
      return belongsToGroup(run.books, object, group);
    },
  };
}

/** Functions of Tally's own TDL for its predefined groups. */
const groupFunctions: Readonly<Record<string, BuiltIn>> = {
  groupstock: groupNamed("Stock-in-Hand"),
  groupsundrydebtors: groupNamed("Sundry Debtors"),
  groupsundrycreditors: groupNamed("Sundry Creditors"),
  groupbank: groupNamed("Bank Accounts"),
  groupbankod: groupNamed("Bank OD A/c"),
  groupcash: groupNamed("Cash-in-Hand"),
  groupcurrentassets: groupNamed("Current Assets"),
  groupcurrentliabilities: groupNamed("Current Liabilities"),
  groupfixedassets: groupNamed("Fixed Assets"),
  groupinvestments: groupNamed("Investments"),
  groupsales: groupNamed("Sales Accounts"),
  grouppurchase: groupNamed("Purchase Accounts"),
};

/** Functions of Tally's own TDL for its predefined voucher types. */
const typeFunctions: Readonly<Record<string, BuiltIn>> = {
  vchtypepayment: typeNamed("Payment"),
  vchtypereceipt: typeNamed("Receipt"),
  vchtypecontra: typeNamed("Contra"),
  vchtypejournal: typeNamed("Journal"),
  vchtyperevjrnl: typeNamed("Reversing Journal"),
  vchtypememo: typeNamed("Memorandum"),
  vchtypesales: typeNamed("Sales"),
  vchtypepurchase: typeNamed("Purchase"),
  vchtypesalesorder: typeNamed("Sales Order"),
  vchtypepurcorder: typeNamed("Purchase Order"),
  vchtypedebitnote: typeNamed("Debit Note"),
  vchtypecreditnote: typeNamed("Credit Note"),
  vchtypejoborderin: typeNamed("Job Work In Order"),
  vchtypejoborderout: typeNamed("Job Work Out Order"),
  vchtypejobmaterialreceive: typeNamed("Material In"),
  vchtypejobmaterialissue: typeNamed("Material Out"),
  vchtypedelnote: typeNamed("Delivery Note"),
  vchtypercptnote: typeNamed("Receipt Note"),
  vchtypestockjrnl: typeNamed("Stock Journal"),
  vchtypephysstock: typeNamed("Physical Stock"),
  vchtyperejin: typeNamed("Rejections In"),
  vchtyperejout: typeNamed("Rejections Out"),
  vchtypepayroll: typeNamed("Payroll"),
  vchtypeattendance: typeNamed("Attendance"),
};

export const booksFunctions: Readonly<Record<string, BuiltIn>> = {
  isaccountingvch: ofClass(isAccountingType),
  isinventoryvch: isType(...stockTypes),
  isordervch: isType(...orderTypes),
  isattendance: isType("Attendance"),
  ispayrollvch: isType("Payroll"),
  issalesorder: isType("Sales Order"),
  ispurcorder: isType("Purchase Order"),
  ismemo: isType("Memorandum"),
  isrevjrnl: isType("Reversing Journal"),
  isjobmaterialreceive: isType("Material In"),
  isjobmaterialissue: isType("Material Out"),
  isjoborderin: isType("Job Work In Order"),
  isjoborderout: isType("Job Work Out Order"),
  isrcptnote: isType("Receipt Note"),
  isdelnote: isType("Delivery Note"),
  isphysstock: isType("Physical Stock"),
  ispayroll: isType("Payroll"),
  isrejin: isType("Rejections In"),
  isrejout: isType("Rejections Out"),
  isstockjrnl: isType("Stock Journal"),
  issales: isType("Sales"),
  ispurchase: isType("Purchase"),
  ispayment: isType("Payment"),
  isreceipt: isType("Receipt"),
  iscontra: isType("Contra"),
  isjournal: isType("Journal"),
  iscreditnote: isType("Credit Note"),
  isdebitnote: isType("Debit Note"),
  ...groupFunctions,
  ...typeFunctions,

  isgroupstock: isUnderGroup("Stock-in-Hand"),
  isledofgrp: ofValues(2, (scope, name, group) => {
    const { books, shapes } = scope.run;
    const ledger = books?.masterByName("LEDGER", asText(name, shapes));
    if (books === undefined || ledger === undefined) return false;
    return belongsToGroup(books, ledger, asText(group, shapes));
  }),
  directoptionalvch: ofValues(1, (scope, value) => {
    const { books, shapes, period } = scope.run;
    const wanted = asText(value, shapes);
    let count = 0;
    for (const voucher of books?.vouchers(period.fromDay, period.toDay) ?? [])
      if (voucher.fields["ISOPTIONAL"] === true && voucher.fields["VOUCHERTYPENAME"] === wanted) count++;
    return count;
  }),
  // Measured on 7.0 and on a licensed installation: the one closes Tally, the other finds nothing (protocol §2.2).
  indaterange: {
    maximum: 3,
    compile: () => () => raiseCrash("$$InDateRange in a filter"),
  },
  isperiodvalid: ofValues(2, () => false),
};
