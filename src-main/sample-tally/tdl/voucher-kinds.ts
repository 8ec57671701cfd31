import type { CompanyBooks } from "../model.ts";
import { textField } from "./run.ts";

/** The predefined type a voucher type descends from; reserved types are their own parent (protocol §6.17). */
export function baseVoucherType(books: CompanyBooks | undefined, typeName: string): string {
  let name = typeName;
  for (let depth = 0; depth < 100; depth++) {
    const type = books?.masterByName("VOUCHERTYPE", name);
    if (type === undefined) return name;
    const parent = textField(type, "PARENT");
    if (parent === "" || parent.toLowerCase() === name.toLowerCase())
      return textField(type, "RESERVEDNAME") || name;
    name = parent;
  }
  return name;
}

export const orderTypes = ["Sales Order", "Purchase Order", "Job Work In Order", "Job Work Out Order"];
export const stockTypes = [
  "Delivery Note",
  "Receipt Note",
  "Rejections In",
  "Rejections Out",
  "Stock Journal",
  "Physical Stock",
  "Manufacturing Journal",
  "Material In",
  "Material Out",
];

const notAccounting = new Set([...orderTypes, ...stockTypes, "Attendance"].map((type) => type.toLowerCase()));

export function isAccountingType(baseType: string): boolean {
  return !notAccounting.has(baseType.toLowerCase());
}

/** Memoranda and reversing journals are accounting vouchers that move no balance. */
export function movesBalances(books: CompanyBooks | undefined, typeName: string): boolean {
  const baseType = baseVoucherType(books, typeName).toLowerCase();
  return isAccountingType(baseType) && baseType !== "memorandum" && baseType !== "reversing journal";
}
