import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fieldText, startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

/**
 * Values written down by hand from what is known of Tally's formats, not worked out by code: the comparer and the
 * product could share a misreading of the sample's raw objects.
 */
describe("values known beforehand", () => {
  let trial: Trial;
  let database: Database.Database;
  let saleGuid = "";

  beforeAll(async () => {
    trial = await startTrial({ vouchers: 40, seed: 8 });
    const { control } = trial;
    control.masters.create("LEDGER", 'कमल "K&K" <Traders>', {
      PARENT: "Sundry Debtors",
      CURRENCYNAME: "I₹",
      ISBILLWISEON: true,
      BILLCREDITPERIOD: { due: "3 Weeks" },
      OPENINGBALANCE: { amount: "-1500.25" },
      NARRATION: "first line\r\nsecond line",
    });
    control.masters.create("LEDGER", "Flexible Terms", {
      PARENT: "Sundry Debtors",
      BILLCREDITPERIOD: { due: "2 Months" },
    });
    const sale = control.post({
      type: "Sales",
      date: "2026-05-31",
      party: 'कमल "K&K" <Traders>',
      narration: 'a & b < c\r\n"d" – ₹',
      ledgers: [
        {
          ledger: 'कमल "K&K" <Traders>',
          amount: "-118.5",
          bills: [
            { type: "New Ref", name: "N/1", amount: "-100.5", credit: "1 Days" },
            { type: "Agst Ref", name: "O/7", amount: "-18", date: "2026-01-31", credit: "2 Months" },
          ],
        },
        { ledger: "Service & AMC Income", amount: "118.5" },
      ],
    });
    saleGuid = fieldText(control.show(sale), "GUID");
    await trial.sync();
    database = new Database(trial.file, { readonly: true });
  });

  afterAll(async () => {
    database.close();
    await trial[Symbol.asyncDispose]();
  });

  const ledger = (name: string): unknown =>
    database.prepare("select * from ledgers where name = ?").get(name);

  it("keep Tally's signs: credit positive, debit negative", () => {
    expect(ledger('कमल "K&K" <Traders>')).toMatchObject({
      opening_balance: -1500.25,
      notes: "first line\r\nsecond line",
      is_bill_wise: 1,
      currency_name: "₹",
      parent_name: "Sundry Debtors",
    });
  });

  it("count weeks as days and leave months to the due date", () => {
    expect(ledger('कमल "K&K" <Traders>')).toMatchObject({ credit_days: 21 });
    expect(ledger("Flexible Terms")).toMatchObject({ credit_days: null });
  });

  it("give a GUID as company GUID, dash and MASTERID in eight hex digits", () => {
    const rows = database.prepare("select tally_guid, master_id from vouchers").all() as {
      tally_guid: string;
      master_id: number;
    }[];
    const companyGuid = fieldText(trial.control.books.company, "GUID");
    for (const row of rows) {
      expect(row.tally_guid).toBe(`${companyGuid}-${row.master_id.toString(16).padStart(8, "0")}`);
    }
  });

  it("show a voucher with its lines and bills", () => {
    const voucher = database.prepare("select * from vouchers where tally_guid = ?").get(saleGuid);
    expect(voucher).toMatchObject({
      date: "2026-05-31",
      effective_date: "2026-05-31",
      amount: 118.5,
      base_type: "Sales",
      party_name: 'कमल "K&K" <Traders>',
      narration: 'a & b < c\r\n"d" – ₹',
      is_cancelled: 0,
      posts_to_accounts: 1,
      moves_stock: 0,
    });
    const bills = database
      .prepare("select * from voucher_bill_allocations where voucher_guid = ? order by line_no")
      .all(saleGuid);
    expect(bills).toMatchObject([
      {
        line_no: 1,
        ledger_line_no: 1,
        bill_type: "New Ref",
        bill_name: "N/1",
        bill_date: "2026-05-31",
        credit_days: 1,
        due_date: "2026-06-01",
        amount: -100.5,
      },
      // Counted from the bill's own date, and two months from 31 January are 31 March.
      {
        line_no: 2,
        ledger_line_no: 1,
        bill_type: "Agst Ref",
        bill_name: "O/7",
        bill_date: "2026-01-31",
        credit_days: null,
        due_date: "2026-03-31",
        amount: -18,
      },
    ]);
  });

  it("take the root for no parent, and a group named Primary for a group", () => {
    const groups = database.prepare("select name, parent_name, path from account_groups").all() as {
      name: string;
      parent_name: string;
      path: string;
    }[];
    const find = (name: string): unknown => groups.find((group) => group.name === name);
    expect(find("Current Assets")).toMatchObject({ parent_name: "", path: "Primary › Current Assets" });
    expect(find("Primary")).toMatchObject({
      parent_name: "Administrative Expenses",
      path: "Primary › Indirect Expenses › Administrative Expenses › Primary",
    });
    expect(ledger("Primary")).toMatchObject({ parent_name: "Primary" });
  });

  it("state quantities in the smaller unit and name that unit", () => {
    const line = database
      .prepare(
        "select i.*, s.base_unit_name from voucher_inventory_entries i join stock_items s on s.tally_guid = i.item_guid where s.base_unit_name = 'Box of 12 Nos' limit 1",
      )
      .get() as { unit_name: string; rate_unit_name: string; quantity: number };
    expect(line).toMatchObject({ unit_name: "Nos", rate_unit_name: "Box" });
    expect(Number.isInteger(line.quantity)).toBe(true);
  });

  it("value a dollar balance in rupees and keep the dollars", () => {
    expect(ledger("Peña Hardware Inc.")).toMatchObject({
      opening_balance: -168_000,
      opening_forex: -2_000,
      currency_name: "$",
    });
  });

  it("leave a cancelled voucher its number and nothing else", async () => {
    const sale = trial.control.postRandom({ kind: "sale" });
    const number = fieldText(trial.control.show(sale), "VOUCHERNUMBER");
    trial.control.cancel(sale);
    await trial.sync();
    const guid = fieldText(trial.control.show(sale), "GUID");
    expect(database.prepare("select * from vouchers where tally_guid = ?").get(guid)).toMatchObject({
      voucher_number: number,
      is_cancelled: 1,
      is_deleted: 0,
      party_name: "",
      amount: null,
      posts_to_accounts: 0,
      moves_stock: 0,
    });
    const lines = database
      .prepare("select count(*) as count from voucher_ledger_entries where voucher_guid = ?")
      .get(guid);
    expect(lines).toEqual({ count: 0 });
  });
});
