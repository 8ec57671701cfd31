import { describe, expect, it } from "vitest";
import type { TallyObject } from "../../../src-main/sample-tally/model.ts";
import { baseOf, listOf, makeCompany, numbersOf } from "./helpers.ts";

const control = makeCompany(600, 4);
const vouchers = control.books.rawVouchers();

function find(fits: (voucher: TallyObject) => boolean): TallyObject {
  const voucher = vouchers.find(fits);
  if (voucher === undefined) throw new Error("The sample has no such voucher.");
  return voucher;
}

const names = (rows: readonly TallyObject[], field = "LEDGERNAME"): unknown[] =>
  rows.map((row) => row.fields[field]);

describe("the shape of a voucher", () => {
  it("has keys and slots as §6.10 says: 1-Apr-2025 is B2B3, slots go by eight", () => {
    const [first, second] = vouchers;
    const guid = control.books.company.fields["GUID"] as string;
    expect(first?.fields["DATE"]).toEqual({ kind: "day", day: 0xb2b3 });
    expect(first?.fields["VCHKEY"]).toBe(`${guid}-0000b2b3:00000008`);
    expect(first?.fields["VOUCHERKEY"]).toBe(0xb2b3 * 2 ** 32 + 8);
    expect(second?.fields["VCHKEY"]).toBe(`${guid}-0000b2b3:00000010`);
    expect(first?.fields["GUID"]).toBe(`${guid}-00000001`);
    expect(first?.fields["REMOTEID"]).toBe(`${guid}-00000001`);
  });

  it("sums the sales ledger of an item invoice to one line and repeats parts in the other lists", () => {
    const invoice = find(
      (voucher) =>
        voucher.fields["ISINVOICE"] === true &&
        listOf(voucher, "ALLINVENTORYENTRIES").length > 2 &&
        listOf(voucher, "LEDGERENTRIES").length > 1,
    );
    const all = listOf(invoice, "ALLLEDGERENTRIES");
    const items = listOf(invoice, "ALLINVENTORYENTRIES");
    const [, trade] = all;
    const allocations = items.flatMap((item) => listOf(item, "ACCOUNTINGALLOCATIONS"));
    expect(new Set(names(allocations))).toEqual(new Set([trade?.fields["LEDGERNAME"]]));
    expect(allocations.reduce((sum, row) => sum + baseOf(row), 0)).toBe(trade && baseOf(trade));
    expect(all).toHaveLength(listOf(invoice, "LEDGERENTRIES").length + 1);
    expect(names(listOf(invoice, "LEDGERENTRIES"))).not.toContain(trade?.fields["LEDGERNAME"]);
    expect(trade && listOf(trade, "INVENTORYALLOCATIONS")).toHaveLength(items.length);
    const heads = items.flatMap((item) =>
      listOf(item, "RATEDETAILS").map((row) => row.fields["GSTRATEDUTYHEAD"]),
    );
    expect(heads.slice(0, 5)).toEqual(["CGST", "SGST/UTGST", "IGST", "Cess", "State Cess"]);
  });

  it("keeps the items of an accounting-view sale under its ledger line only", () => {
    const sale = find(
      (voucher) =>
        voucher.fields["ISINVOICE"] === false &&
        voucher.fields["VOUCHERTYPENAME"] === "Sales" &&
        listOf(voucher, "ALLLEDGERENTRIES").some((line) => listOf(line, "INVENTORYALLOCATIONS").length > 0),
    );
    expect(listOf(sale, "ALLINVENTORYENTRIES")).toEqual([]);
    expect(listOf(sale, "LEDGERENTRIES")).toEqual([]);
    const withItems = listOf(sale, "ALLLEDGERENTRIES").filter(
      (line) => listOf(line, "INVENTORYALLOCATIONS").length > 0,
    );
    expect(withItems).toHaveLength(1);
    const [line] = withItems;
    const sum = line && listOf(line, "INVENTORYALLOCATIONS").reduce((total, item) => total + baseOf(item), 0);
    expect(sum).toBe(line && baseOf(line));
  });

  it("shows a cancelled voucher with its number and without party or lines", () => {
    const cancelled = find((voucher) => voucher.fields["ISCANCELLED"] === true);
    expect(cancelled.fields["PARTYLEDGERNAME"]).toBeUndefined();
    expect(cancelled.fields["AMOUNT"]).toBeUndefined();
    expect(cancelled.fields["VOUCHERNUMBER"]).toMatch(/\d/);
    for (const list of Object.values(cancelled.lists)) expect(list).toEqual([]);
  });

  it("shows an optional voucher with all lines and VOUCHERRETAINKEY 0", () => {
    const optional = find((voucher) => voucher.fields["ISOPTIONAL"] === true);
    expect(optional.fields["VOUCHERRETAINKEY"]).toBe(0);
    expect(listOf(optional, "ALLLEDGERENTRIES").length).toBeGreaterThan(1);
  });

  it("adds an On Account bill where a bill-wise party line has none", () => {
    const id = control.post({
      type: "Receipt",
      date: "2026-06-01",
      party: "Peña & Sons",
      ledgers: [
        { ledger: "Peña & Sons", amount: "250.00" },
        { ledger: "Cash", amount: "-250.00" },
      ],
    });
    control.masters.alter("LEDGER", "Peña & Sons", { ISBILLWISEON: true });
    const again = control.recreate(id);
    const [line] = listOf(control.show(again), "ALLLEDGERENTRIES");
    const [bill] = line === undefined ? [] : listOf(line, "BILLALLOCATIONS");
    expect(bill?.fields).toMatchObject({
      BILLTYPE: "On Account",
      NAME: undefined,
      AMOUNT: { kind: "amount", base: 2_500_000 },
    });
  });

  it("puts the lines of a stock journal in and out, and of payroll under categories", () => {
    const stock = find(
      (voucher) =>
        listOf(voucher, "INVENTORYENTRIESIN").length > 0 && listOf(voucher, "INVENTORYENTRIESOUT").length > 0,
    );
    expect(listOf(stock, "ALLINVENTORYENTRIES")).toHaveLength(
      listOf(stock, "INVENTORYENTRIESIN").length + listOf(stock, "INVENTORYENTRIESOUT").length,
    );
    const payroll = find((voucher) => listOf(voucher, "CATEGORYENTRY").length > 0);
    const lines = new Map(
      listOf(payroll, "ALLLEDGERENTRIES").map((line) => [line.fields["LEDGERNAME"], baseOf(line)]),
    );
    const sums = new Map<unknown, number>();
    for (const category of listOf(payroll, "CATEGORYENTRY")) {
      for (const head of listOf(category, "EMPLOYEEENTRY").flatMap((employee) =>
        listOf(employee, "PAYHEADALLOCATIONS"),
      )) {
        sums.set(head.fields["PAYHEADNAME"], (sums.get(head.fields["PAYHEADNAME"]) ?? 0) + baseOf(head));
      }
    }
    expect(sums).toEqual(lines);
  });

  it("gives foreign amounts their face value, rate and symbol", () => {
    const sale = find(
      (voucher) =>
        voucher.fields["PARTYLEDGERNAME"] === "Peña Hardware Inc." && voucher.fields["ISINVOICE"] === true,
    );
    const [party] = listOf(sale, "ALLLEDGERENTRIES");
    expect(party?.fields["AMOUNT"]).toMatchObject({
      forex: { currency: "$", rate: expect.stringMatching(/^8\d(\.\d+)?$/) },
    });
  });
});

describe("voucher numbers", () => {
  const line = {
    narration: "",
    ledgers: [
      { ledger: "Rent", amount: "-1.00" },
      { ledger: "Cash", amount: "1.00" },
    ],
  };

  function makeContras(): ReturnType<typeof makeCompany> {
    const fresh = makeCompany(0);
    for (const date of ["2026-04-10", "2026-04-20", "2026-04-30"])
      fresh.post({ type: "Contra", date, ...line });
    return fresh;
  }

  it("renumber what follows an insert, a delete and a re-date, without an ALTERID", () => {
    const fresh = makeContras();
    const alterIds = (): unknown[] =>
      fresh.books.rawVouchers().map((voucher) => [voucher.fields["MASTERID"], voucher.fields["ALTERID"]]);
    expect(numbersOf(fresh, "Contra")).toEqual([
      [1, "1"],
      [2, "2"],
      [3, "3"],
    ]);
    fresh.post({ type: "Contra", date: "2026-04-15", ...line });
    expect(numbersOf(fresh, "Contra")).toEqual([
      [1, "1"],
      [4, "2"],
      [2, "3"],
      [3, "4"],
    ]);
    expect(alterIds()).toEqual([
      [1, 1],
      [4, 4],
      [2, 2],
      [3, 3],
    ]);
    fresh.delete(1);
    expect(numbersOf(fresh, "Contra")).toEqual([
      [4, "1"],
      [2, "2"],
      [3, "3"],
    ]);
    fresh.redate(4, "2026-05-01");
    expect(numbersOf(fresh, "Contra")).toEqual([
      [2, "1"],
      [3, "2"],
      [4, "3"],
    ]);
    expect(alterIds()).toEqual([
      [2, 2],
      [3, 3],
      [4, 7],
    ]);
  });

  it("renumber both types when a voucher changes its type", () => {
    const fresh = makeContras();
    fresh.post({ type: "Payment", date: "2026-04-25", ...line });
    fresh.setType(1, "Payment");
    expect(numbersOf(fresh, "Contra")).toEqual([
      [2, "1"],
      [3, "2"],
    ]);
    expect(numbersOf(fresh, "Payment")).toEqual([
      [1, "1"],
      [4, "2"],
    ]);
  });

  it("count optional vouchers apart, so that becoming regular renumbers", () => {
    const fresh = makeContras();
    fresh.setOptional(1, true);
    expect(numbersOf(fresh, "Contra")).toEqual([
      [1, "1"],
      [2, "1"],
      [3, "2"],
    ]);
    fresh.setOptional(1, false);
    expect(numbersOf(fresh, "Contra")).toEqual([
      [1, "1"],
      [2, "2"],
      [3, "3"],
    ]);
  });

  it("stay with Auto Retain, restart yearly with a prefix, and are typed for Manual", () => {
    const fresh = makeCompany(0);
    const post = (type: string, date: string, number?: string): number =>
      fresh.post({ type, date, ...line, ...(number !== undefined && { number }) });
    post('Petty "Cash" Payment', "2026-04-10");
    post('Petty "Cash" Payment', "2026-04-20");
    fresh.delete(1);
    post('Petty "Cash" Payment', "2026-04-01");
    expect(numbersOf(fresh, 'Petty "Cash" Payment')).toEqual([
      [3, "3"],
      [2, "2"],
    ]);
    post("Export Invoice", "2026-03-31");
    post("Export Invoice", "2026-04-01");
    expect(numbersOf(fresh, "Export Invoice")).toEqual([
      [4, "EXP/25-26/1"],
      [5, "EXP/26-27/1"],
    ]);
    post("Purchase", "2026-04-01", "S/77 & co");
    expect(numbersOf(fresh, "Purchase")).toEqual([[6, "S/77 & co"]]);
  });

  it("follow a changed method only when a voucher is saved again", () => {
    const fresh = makeContras();
    fresh.masters.setNumberingMethod("Contra", "Auto Retain");
    fresh.delete(1);
    expect(numbersOf(fresh, "Contra")).toEqual([
      [2, "1"],
      [3, "2"],
    ]);
    fresh.resave(2);
    expect(fresh.show(2).fields["NUMBERINGSTYLE"]).toBe("Auto Retain");
    expect(fresh.show(3).fields["NUMBERINGSTYLE"]).toBe("Automatic");
  });
});
