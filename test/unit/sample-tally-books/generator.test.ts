import { describe, expect, it } from "vitest";
import { gstinCheckCharacter } from "../../../src-main/sample-tally/company/gstin.ts";
import type { TallyObject } from "../../../src-main/sample-tally/model.ts";
import { baseOf, listOf, makeCompany, picture } from "./helpers.ts";

const predefinedTypes =
  "Attendance,Contra,Credit Note,Debit Note,Delivery Note,Job Work In Order,Job Work Out Order,Journal,Material In," +
  "Material Out,Memorandum,Payment,Payroll,Physical Stock,Purchase,Purchase Order,Receipt,Receipt Note,Rejections In," +
  "Rejections Out,Reversing Journal,Sales,Sales Order,Stock Journal";

describe("the sample company", () => {
  const control = makeCompany(2000);
  const { books } = control;
  const vouchers = books.rawVouchers();

  it("has as many vouchers as asked, each balanced to the paisa", () => {
    expect(vouchers).toHaveLength(2000);
    for (const voucher of vouchers) {
      const lines = listOf(voucher, "ALLLEDGERENTRIES");
      expect(lines.reduce((sum, line) => sum + baseOf(line), 0)).toBe(0);
      for (const line of lines) expect(Math.abs(baseOf(line)) % 100).toBe(0);
    }
  });

  it("counts everything in whole numbers, so that nothing is rounded on the way", () => {
    const inexact: unknown[] = [];
    const visit = (object: TallyObject): void => {
      for (const [name, value] of Object.entries(object.fields)) {
        if (typeof value !== "object") continue;
        const number =
          value.kind === "amount"
            ? value.base
            : value.kind === "quantity" || value.kind === "rate"
              ? value.value
              : 0;
        if (!Number.isSafeInteger(number) || Object.is(number, -0)) inexact.push([object.type, name, number]);
      }
      for (const list of Object.values(object.lists)) for (const child of list) visit(child);
    };
    for (const object of [...books.rawMasters(), ...vouchers]) visit(object);
    expect(inexact).toEqual([]);
  });

  it("lets bills, bank parts, cost centres and batches add up to their lines", () => {
    const differing: unknown[] = [];
    const compare = (parts: readonly TallyObject[], line: TallyObject): void => {
      if (parts.length > 0 && sum(parts) !== baseOf(line)) differing.push([line, parts]);
    };
    for (const voucher of vouchers) {
      for (const line of listOf(voucher, "ALLLEDGERENTRIES")) {
        compare(listOf(line, "BILLALLOCATIONS"), line);
        compare(listOf(line, "BANKALLOCATIONS"), line);
        compare(listOf(line, "INVENTORYALLOCATIONS"), line);
        for (const category of listOf(line, "CATEGORYALLOCATIONS")) {
          compare(listOf(category, "COSTCENTREALLOCATIONS"), line);
        }
      }
      for (const item of listOf(voucher, "ALLINVENTORYENTRIES"))
        compare(listOf(item, "BATCHALLOCATIONS"), item);
    }
    expect(differing).toEqual([]);
  });

  it("writes every predefined voucher type, optional, cancelled and post-dated ones too", () => {
    const seen = new Set(
      vouchers.map((voucher) => control.books.state.masters.baseTypeOf(typeIdOf(voucher))),
    );
    expect([...seen].toSorted().join(",")).toBe(predefinedTypes);
    for (const flag of ["ISCANCELLED", "ISOPTIONAL", "ISPOSTDATED"]) {
      expect(vouchers.some((voucher) => voucher.fields[flag] === true)).toBe(true);
    }
    const userTypes = vouchers.filter(
      (voucher) => voucher.fields["VOUCHERTYPENAME"] === "Export Invoice (LUT)",
    );
    expect(userTypes.length).toBeGreaterThan(0);
  });

  it("settles each bill no further than to nothing", () => {
    const open = new Map<string, number>();
    const add = (ledger: unknown, bill: TallyObject, amount: number): void => {
      const key = JSON.stringify([ledger, bill.fields["NAME"]]);
      open.set(key, (open.get(key) ?? 0) + amount);
    };
    for (const ledger of books.masters("LEDGER")) {
      for (const bill of listOf(ledger, "BILLALLOCATIONS")) {
        add(ledger.fields["NAME"], bill, baseOf(bill, "OPENINGBALANCE"));
      }
    }
    // Agst Ref may be dated before the bill only in reading order, so all bills are gathered first.
    const parts = vouchers.flatMap((voucher) =>
      voucher.fields["ISOPTIONAL"] === true
        ? []
        : listOf(voucher, "ALLLEDGERENTRIES").flatMap((line) =>
            listOf(line, "BILLALLOCATIONS").map((bill) => ({ line, bill })),
          ),
    );
    for (const { line, bill } of parts) {
      if (bill.fields["BILLTYPE"] === "New Ref") add(line.fields["LEDGERNAME"], bill, baseOf(bill));
    }
    const opened = new Map(open);
    for (const { line, bill } of parts) {
      if (bill.fields["BILLTYPE"] !== "Agst Ref") continue;
      add(line.fields["LEDGERNAME"], bill, baseOf(bill));
    }
    const cancelled = new Set([...open.keys()].filter((key) => !opened.has(key)));
    // A bill of an invoice that was cancelled later has only its settlements left.
    const overpaid = [...open].filter(([key, left]) => {
      const first = opened.get(key) ?? 0;
      if (cancelled.has(key) || left === 0) return false;
      return Math.abs(left) > Math.abs(first) || Math.sign(left) !== Math.sign(first);
    });
    expect(overpaid).toEqual([]);
    expect([...open.values()].some((left) => left === 0)).toBe(true);
    expect(cancelled.size).toBeLessThan(20);
  });

  it("keeps openings and postings at zero in sum", () => {
    const far = 99_999;
    const ledgers = books
      .masters("LEDGER")
      .map((ledger) => books.ledgerBalance(ledger.fields["NAME"] as string, far));
    const openingStock = books
      .masters("STOCKITEM")
      .reduce((total, item) => total + baseOf(item, "OPENINGVALUE"), 0);
    expect(ledgers.reduce((total, balance) => total + balance, 0) + openingStock).toBe(0);
  });

  it("holds awkward names and texts", () => {
    const names = books.rawMasters().map((master) => master.fields["NAME"] as string);
    for (const name of [
      "शर्मा ट्रेडर्स",
      "முருகன் ஸ்டோர்ஸ்",
      "Peña & Sons",
      "Pena & Sons",
      'The "Quality" Tool House',
      "Gupta Hardware\r\n",
      "Less < More Traders",
      "Ratio 1:2 Agency",
      "Utsav 🎉 Gift Shop",
      "Box of 12 Nos",
    ]) {
      expect(names).toContain(name);
    }
    const primary = books.masterByName("GROUP", "Primary");
    expect(primary?.fields["PARENT"]).toBe("Administrative Expenses");
    expect(books.masterByName("GROUP", "Capital Account")?.fields["PARENT"]).toBe("\u0004 Primary");
    const narrations = vouchers.map((voucher) => voucher.fields["NARRATION"]);
    expect(narrations.some((text) => typeof text === "string" && text.includes("\r\n"))).toBe(true);
    expect(narrations).toContain("Trailing blanks kept  ");
  });

  it("gives parties GSTINs with a right check character, in several states", () => {
    const gstins = books.masters("LEDGER").flatMap((ledger) =>
      listOf(ledger, "LEDGSTREGDETAILS")
        .map((row) => row.fields["GSTIN"])
        .filter((gstin) => gstin !== undefined),
    );
    expect(gstins.length).toBeGreaterThan(30);
    expect(new Set(gstins.map((gstin) => (gstin as string).slice(0, 2))).size).toBeGreaterThan(4);
    for (const gstin of gstins)
      expect((gstin as string)[14]).toBe(gstinCheckCharacter((gstin as string).slice(0, 14)));
    // Worked by hand: 27AAPFU0939F1Z gives V (a published example of the algorithm).
    expect(gstinCheckCharacter("27AAPFU0939F1Z")).toBe("V");
  });

  it("is the same for the same seed and another for another", () => {
    expect(picture(makeCompany(120, 7))).toBe(picture(makeCompany(120, 7)));
    expect(picture(makeCompany(120, 7))).not.toBe(picture(makeCompany(120, 8)));
  });

  function typeIdOf(voucher: TallyObject): number {
    const type = books.masterByName("VOUCHERTYPE", voucher.fields["VOUCHERTYPENAME"] as string);
    return type?.fields["MASTERID"] as number;
  }

  function sum(parts: readonly TallyObject[]): number {
    return parts.reduce((total, part) => total + baseOf(part), 0);
  }
});
