import { describe, expect, it } from "vitest";
import { makeTradingCompany } from "../../../src-main/sample-tally/company.ts";
import { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import { countersOf, journal, makeCompany, movesOf } from "./helpers.ts";

/** Protocol §6.4: [how far ALTMSTID moves, how far ALTVCHID moves], written down by hand. */
describe("counters", () => {
  const day = "2026-05-04";

  it("has no ALTVCHID before the first voucher, and 1 after it", () => {
    const { books, world } = makeTradingCompany({ seed: 5, vouchers: 0 });
    const control = new CompanyControl(books, world);
    expect(books.company.fields["ALTVCHID"]).toBeUndefined();
    expect(books.company.fields["LASTVOUCHERDATE"]).toBeUndefined();
    control.post(journal(day, "10.00"));
    expect(books.company.fields["ALTVCHID"]).toBe(1);
    expect(books.company.fields["LASTVOUCHERDATE"]).toEqual({ kind: "day", day: 46_145 });
  });

  it("moves ALTVCHID by one for create, alter, re-save, cancel, un-cancel and re-date", () => {
    const control = makeCompany(50);
    let id = 0;
    expect(movesOf(control, () => (id = control.post(journal(day, "10.00"))))).toEqual([0, 1]);
    expect(movesOf(control, () => control.setNarration(id, "changed"))).toEqual([0, 1]);
    expect(movesOf(control, () => control.resave(id))).toEqual([0, 1]);
    expect(movesOf(control, () => control.cancel(id))).toEqual([0, 1]);
    expect(movesOf(control, () => control.uncancel(id))).toEqual([0, 1]);
    expect(movesOf(control, () => control.redate(id, "2026-01-15"))).toEqual([0, 1]);
    expect(movesOf(control, () => control.setOptional(id, true))).toEqual([0, 1]);
    expect(control.show(id).fields["ALTERID"]).toBe(control.books.company.fields["ALTVCHID"]);
  });

  it("moves ALTVCHID by two or three for a delete, and never gives a MASTERID again", () => {
    const control = makeCompany(50);
    const first = control.post(journal(day, "10.00"));
    expect(movesOf(control, () => control.delete(first))).toEqual([0, 2]);
    control.books.state.deleteBump = 3;
    const second = control.post(journal(day, "11.00"));
    expect(second).toBe(first + 1);
    expect(movesOf(control, () => control.delete(second))).toEqual([0, 3]);
  });

  it("does not move LASTVOUCHERDATE back when the last voucher goes", () => {
    const control = makeCompany(10);
    const id = control.post(journal("2027-03-31", "1.00"));
    control.delete(id);
    expect(control.books.company.fields["LASTVOUCHERDATE"]).toEqual({ kind: "day", day: 46_476 });
  });

  it("moves ALTMSTID by one for create, alter, rename and delete of a ledger, by nothing without a change", () => {
    const control = makeCompany(50);
    const { masters } = control;
    expect(movesOf(control, () => masters.create("LEDGER", "Fresh"))).toEqual([1, 0]);
    expect(movesOf(control, () => masters.alter("LEDGER", "Fresh", { EMAIL: "a@b.in" }))).toEqual([1, 0]);
    expect(movesOf(control, () => masters.alter("LEDGER", "Fresh", { EMAIL: "a@b.in" }))).toEqual([0, 0]);
    expect(movesOf(control, () => masters.rename("LEDGER", "Fresh", "Fresher"))).toEqual([1, 0]);
    expect(movesOf(control, () => masters.swapNames("LEDGER", "Fresher", "Rent"))).toEqual([3, 0]);
    expect(movesOf(control, () => masters.delete("LEDGER", "Rent"))).toEqual([1, 0]);
  });

  it("gives the company row an ALTERID of the master sequence", () => {
    const control = makeCompany(10);
    expect(movesOf(control, () => control.renameCompany("Other Name"))).toEqual([1, 0]);
    const { fields } = control.books.company;
    expect(fields["ALTERID"]).toBe(fields["ALTMSTID"]);
    expect(fields["MASTERID"]).toBe(29);
    expect(control.books.rawMasters().some((master) => master.fields["MASTERID"] === 29)).toBe(false);
  });

  it("numbers groups 1 to 28 with ALTERID one above, as captures show", () => {
    const control = makeCompany(0);
    const fields = (name: string): unknown[] => {
      const group = control.books.masterByName("GROUP", name);
      return [group?.fields["MASTERID"], group?.fields["ALTERID"], group?.fields["SORTPOSITION"]];
    };
    expect(fields("Capital Account")).toEqual([1, 2, 10]);
    expect(fields("Bank Accounts")).toEqual([22, 23, 220]);
    expect(fields("Indirect Expenses")).toEqual([28, 29, 280]);
    const guid = control.books.company.fields["GUID"] as string;
    expect(control.books.masterByName("GROUP", "Bank Accounts")?.fields["GUID"]).toBe(`${guid}-00000016`);
  });

  it("falls back with a restored backup and uses the same numbers again", () => {
    const control = makeCompany(30);
    control.backup();
    const before = countersOf(control);
    const first = control.post(journal(day, "10.00", "lost"));
    control.masters.create("LEDGER", "Lost Ledger");
    control.restore();
    expect(countersOf(control)).toEqual(before);
    expect(control.books.masterByName("LEDGER", "Lost Ledger")).toBeUndefined();
    const again = control.post(journal(day, "99.00", "other content"));
    expect(again).toBe(first);
    expect(control.show(again).fields["NARRATION"]).toBe("other content");
  });
});
