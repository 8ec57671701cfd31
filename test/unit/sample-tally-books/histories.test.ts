import { describe, expect, it } from "vitest";
import { SampleState } from "../../../src-main/sample-tally/control/sample-state.ts";
import { baseOf, journal, listOf, makeCompany, movesOf, picture } from "./helpers.ts";

describe("renames and moves", () => {
  it("show in every voucher at once and move no voucher's ALTERID", () => {
    const control = makeCompany(200);
    const { books } = control;
    const texts = (): string =>
      JSON.stringify(books.rawVouchers().map((voucher) => [voucher.fields, voucher.lists]));
    const ids = (): unknown[] => books.rawVouchers().map((voucher) => voucher.fields["ALTERID"]);
    const before = ids();
    expect(texts()).toContain('"HDFC Bank - 4521"');
    control.masters.rename("LEDGER", "HDFC Bank - 4521", "HDFC बैंक");
    control.masters.rename("UNIT", "Nos", "Pcs");
    control.masters.rename("GODOWN", "Main Location", "Head Office");
    control.masters.rename("VOUCHERTYPE", "Sales", "बिक्री");
    control.masters.rename("CURRENCY", "$", "US$");
    expect(texts()).not.toMatch(/"HDFC Bank - 4521"|"Nos"|"Main Location"|"Sales"|"currency":"\$"/);
    expect(texts()).toMatch(/"HDFC बैंक".*"US\$"|"US\$".*"HDFC बैंक"/s);
    expect(ids()).toEqual(before);
    expect(books.masterByName("UNIT", "Box of 12 Pcs")?.fields["SYMBOL"]).toBe("Box of 12 Pcs");
    expect(books.masterByName("VOUCHERTYPE", "बिक्री")?.fields).toMatchObject({
      PARENT: "बिक्री",
      RESERVEDNAME: "Sales",
    });
  });

  it("swap two names", () => {
    const control = makeCompany(50);
    const { masters } = control;
    const rent = masters.find("LEDGER", "Rent");
    const cash = masters.find("LEDGER", "Cash");
    masters.swapNames("LEDGER", "Rent", "Cash");
    expect(masters.find("LEDGER", "Cash")).toBe(rent);
    expect(masters.find("LEDGER", "rent ")).toBe(cash);
  });

  it("pass a group's nature down when it moves, on its own ALTERID only", () => {
    const control = makeCompany(0);
    const { masters } = control;
    const moves = movesOf(control, () => masters.move("GROUP", "Administrative Expenses", "Fixed Assets"));
    expect(moves).toEqual([1, 0]);
    expect(masters.find("GROUP", "Primary").fields).toMatchObject({
      ISREVENUE: false,
      _PRIMARYGROUP: "Fixed Assets",
    });
    expect(masters.find("LEDGER", "Rent").fields).toMatchObject({ ISREVENUE: false, ISDEEMEDPOSITIVE: true });
    expect(() => masters.move("GROUP", "Administrative Expenses", "Primary")).toThrow("under itself");
  });

  it("keep quantities when a compound unit holds another number", () => {
    const control = makeCompany(150);
    const quantity = (): unknown =>
      control.books
        .rawVouchers()
        .flatMap((voucher) => listOf(voucher, "ALLINVENTORYENTRIES"))
        .map((item) => item.fields["ACTUALQTY"])
        .find((value) => JSON.stringify(value).includes("Box of"));
    const before = quantity();
    control.masters.setConversion("Box of 12 Nos", 10);
    expect(quantity()).toEqual({ ...(before as object), unit: "Box of 10 Nos" });
  });
});

describe("deletes of masters", () => {
  it("are refused while something uses them, unless the vouchers go too", () => {
    const control = makeCompany(100);
    control.masters.create("LEDGER", "Temporary");
    const id = control.post({
      ...journal("2026-05-01", "5.00"),
      ledgers: [
        { ledger: "Temporary", amount: "-5.00" },
        { ledger: "Cash", amount: "5.00" },
      ],
    });
    expect(() => control.masters.delete("LEDGER", "Temporary")).toThrow("is used in vouchers");
    expect(() => control.masters.delete("GROUP", "Mumbai Retail")).toThrow("is used by");
    expect(() => control.masters.delete("GROUP", "Sundry Debtors")).toThrow("belongs to the program");
    expect(movesOf(control, () => control.masters.delete("LEDGER", "Temporary", true))).toEqual([1, 2]);
    expect(control.books.voucherByMasterId(id)).toBeUndefined();
  });
});

describe("deleted vouchers", () => {
  it("stay listed with ISDELETED Yes where a release keeps them, and count no more", () => {
    const control = makeCompany(0);
    control.setKeepsDeleted(true);
    const id = control.post(journal("2026-05-01", "5.00"));
    expect(movesOf(control, () => control.delete(id))).toEqual([0, 2]);
    expect(control.books.voucherByMasterId(id)?.fields).toMatchObject({ ISDELETED: true, ALTERID: 3 });
    expect(control.books.ledgerBalance("Rent", 99_999)).toBe(0);
    expect(control.voucherIds()).toEqual([]);
    expect(() => control.resave(id)).toThrow("There is no voucher");
  });
});

describe("backups and splits", () => {
  it("restore everything a client could see, more than once", () => {
    const control = makeCompany(80);
    control.backup("a");
    const before = picture(control);
    for (let round = 0; round < 2; round += 1) {
      control.masters.rename("LEDGER", "Rent", `Rent ${round}`);
      control.masters.alter("LEDGER", "Cash", { EMAIL: "x@y.in" });
      control.post({
        type: "Journal",
        date: "2025-06-01",
        ledgers: [
          { ledger: "Cash", amount: "-3.00" },
          { ledger: "Electricity", amount: "3.00" },
        ],
      });
      control.delete(5);
      expect(picture(control)).not.toBe(before);
      control.restore("a");
      expect(picture(control)).toBe(before);
    }
  });

  it("number on as before after a restore", () => {
    const control = makeCompany(80);
    control.backup();
    const post = (): unknown =>
      control.show(control.post(journal("2025-04-05", "3.00"))).fields["VOUCHERNUMBER"];
    const number = post();
    control.restore();
    expect(post()).toBe(number);
  });

  it("split a year off: same GUID, ids and counters, openings from closings", () => {
    const control = makeCompany(400);
    const { books } = control;
    const state = new SampleState({
      release: { major: 7, minor: 1 },
      isErp9: false,
      educational: false,
      unknownMethods: new Set(),
      deleteBump: 2,
      pace: "fast",
    });
    state.add(books, control.world);
    const lastDay = 46_111; // 31-Mar-2026
    const child = state.split(control, "2026-03-31", {
      name: "Later Years",
      companyNumber: "100500",
      destination: "C:\\100500",
    });
    expect(child.books.company.fields).toMatchObject({
      GUID: books.company.fields["GUID"],
      NAME: "Later Years",
      COMPANYNUMBER: " 100500",
      ALTVCHID: books.company.fields["ALTVCHID"],
      BOOKSFROM: { kind: "day", day: lastDay + 1 },
    });
    const kept = child.books.rawVouchers();
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.every((voucher) => (voucher.fields["DATE"] as { day: number }).day > lastDay)).toBe(true);
    for (const name of ["Cash", "HDFC Bank - 4521", "शर्मा ट्रेडर्स"]) {
      expect(child.books.ledgerBalance(name, 99_999)).toBe(books.ledgerBalance(name, 99_999));
    }
    const openings = child.books
      .masters("LEDGER")
      .reduce((sum, ledger) => sum + baseOf(ledger, "OPENINGBALANCE"), 0);
    const sameSum = books
      .masters("LEDGER")
      .reduce((sum, ledger) => sum + baseOf(ledger, "OPENINGBALANCE"), 0);
    expect(openings).toBe(sameSum);
    expect(state.companies).toHaveLength(2);
    expect(books.voucherCount).toBe(400);
  });
});

describe("balances", () => {
  it("follow openings and posting lines by hand", () => {
    const control = makeCompany(0);
    const opening = control.books.ledgerBalance("Cash", 99_999);
    expect(opening).toBe(-852_500_000);
    control.post(journal("2026-04-10", "100.50"));
    const memo = control.post({ ...journal("2026-04-10", "7.00"), type: "Memorandum" });
    const optional = control.post({ ...journal("2026-04-10", "9.00"), isOptional: true });
    const cancelled = control.post(journal("2026-04-11", "11.00"));
    control.cancel(cancelled);
    expect(control.books.ledgerBalance("Cash", 46_121)).toBe(opening + 1_005_000);
    expect(control.books.ledgerBalance("Cash", 46_120)).toBe(opening);
    control.setOptional(optional, false);
    control.setType(memo, "Journal");
    expect(control.books.ledgerBalance("Rent", 99_999)).toBe(-1_165_000);
  });

  it("value stock at average cost", () => {
    const control = makeCompany(0);
    control.masters.create("STOCKITEM", "Test Item", { BASEUNITS: "Kg" });
    const stock = (date: string, quantity: string, amount: string): number =>
      control.post({ type: "Stock Journal", date, items: [{ item: "Test Item", quantity, amount }] });
    stock("2026-04-01", "10", "-100.00");
    stock("2026-04-02", "10", "-200.00");
    stock("2026-04-03", "-5", "400.00");
    // 20 Kg at 300.00, five go at 15.00 each: 15 Kg at 225.00.
    expect(control.books.stockBalance("Test Item", 99_999)).toEqual({
      quantity: 1_500_000_000,
      value: -2_250_000,
    });
    expect(control.books.stockBalance("Test Item", 46_112)).toEqual({
      quantity: 1_000_000_000,
      value: -1_000_000,
    });
  });
});
