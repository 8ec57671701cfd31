import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { views } from "../../../src-main/destination/views/index.ts";
import { columnsOf } from "../../../src-main/destination/views/view.ts";
import { startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";
import {
  moneyUnits,
  rawBalance,
  rawGroupsOf,
  rawMasters,
  rawToday,
  rawVouchers,
  rawYear,
} from "../../support/raw-figures.ts";
import type { RawVoucher } from "../../support/raw-figures.ts";

type Row = Readonly<Record<string, unknown>>;

let trial: Trial;
let database: Database.Database;
const rowsOf = (query: string, ...values: readonly unknown[]): readonly Row[] =>
  database.prepare(query).all(...values) as readonly Row[];
const sum = (rows: readonly Row[], column: string): number =>
  rows.reduce((total, row) => total + moneyUnits(row[column]), 0);

beforeAll(async () => {
  trial = await startTrial({ vouchers: 260 });
  await trial.sync();
  database = new Database(trial.file, { readonly: true });
});
afterAll(async () => {
  database.close();
  await trial[Symbol.asyncDispose]();
});

const thisYear = `${rawYear(rawToday)}-${String(rawYear(rawToday) + 1).slice(2)}`;
const books = () => trial.control.books;
const posted = (): readonly RawVoucher[] => rawVouchers(books()).filter((each) => each.posts && each.hasCome);
const ledgerNames = (): readonly string[] =>
  rawMasters(books(), "LEDGER").map((ledger) => ledger.text("NAME"));
/** Closing balances that are not zero, by ledger. */
const expectedClosings = (): Map<string, number> =>
  new Map(
    ledgerNames()
      .map((name) => [name, rawBalance(books(), name, rawToday)] as const)
      .filter(([, balance]) => balance !== 0),
  );

describe("every view", () => {
  it("has the columns of the data dictionary", () => {
    for (const view of views) {
      const columns = database.prepare(`select * from ${view.name}`).columns();
      expect(columns.map(({ name }) => name)).toEqual(columnsOf(view).map(({ name }) => name));
    }
  });
});

describe("v_trial_balance", () => {
  it("shows every ledger's balance of the books to the paisa", () => {
    const shown = rowsOf("select * from v_trial_balance").filter((row) =>
      ledgerNames().includes(String(row["ledger"])),
    );
    const closings = shown
      .map(
        (row) =>
          [row["ledger"], moneyUnits(row["closing_credit"]) - moneyUnits(row["closing_debit"])] as const,
      )
      .filter(([, closing]) => closing !== 0);
    expect(new Map(closings)).toEqual(expectedClosings());
    for (const row of shown) {
      const opening = moneyUnits(row["opening_credit"]) - moneyUnits(row["opening_debit"]);
      const closing = moneyUnits(row["closing_credit"]) - moneyUnits(row["closing_debit"]);
      expect(opening - moneyUnits(row["debit"]) + moneyUnits(row["credit"])).toBe(closing);
    }
  });

  it("has equal sides", () => {
    const rows = rowsOf("select * from v_trial_balance");
    expect(sum(rows, "debit")).toBeGreaterThan(0);
    expect(sum(rows, "debit")).toBe(sum(rows, "credit"));
    expect(sum(rows, "opening_debit")).toBe(sum(rows, "opening_credit"));
    expect(sum(rows, "closing_debit")).toBe(sum(rows, "closing_credit"));
  });

  it("names the difference in opening balances", async () => {
    await using lopsided = await startTrial({ vouchers: 5 });
    const cash = lopsided.control.books.masterByName("LEDGER", "Cash");
    const opening = cash?.fields["OPENINGBALANCE"];
    if (cash === undefined || typeof opening !== "object" || opening.kind !== "amount")
      throw new Error("no opening");
    cash.fields["OPENINGBALANCE"] = { ...opening, base: opening.base - 123_400 };
    await lopsided.sync();
    const file = new Database(lopsided.file, { readonly: true });
    const rows = file.prepare("select * from v_trial_balance").all() as readonly Row[];
    const difference = rows.find((row) => row["ledger"] === "Difference in opening balances");
    file.close();
    expect(moneyUnits(difference?.["closing_credit"])).toBe(123_400);
    expect(sum(rows, "closing_debit")).toBe(sum(rows, "closing_credit"));
  });
});

describe("v_group_summary", () => {
  it("adds up the ledgers below each group, debit and credit apart", () => {
    const expected = new Map<string, { debit: number; credit: number }>();
    for (const name of ledgerNames()) {
      const balance = rawBalance(books(), name, rawToday);
      for (const group of rawGroupsOf(books(), name)) {
        const both = expected.get(group) ?? { debit: 0, credit: 0 };
        expected.set(
          group,
          balance < 0 ? { ...both, debit: both.debit - balance } : { ...both, credit: both.credit + balance },
        );
      }
    }
    const shown = rowsOf("select * from v_group_summary").map(
      (row) =>
        [
          row["group_name"],
          { debit: moneyUnits(row["closing_debit"]), credit: moneyUnits(row["closing_credit"]) },
        ] as const,
    );
    expect(new Map(shown)).toEqual(expected);
  });
});

describe("v_day_book", () => {
  it("lists every voucher but optional ones and post-dated ones to come", () => {
    const expected = rawVouchers(books()).filter((each) => each.hasCome && !each.isOptional);
    const shown = rowsOf("select voucher_guid from v_day_book").map((row) => row["voucher_guid"]);
    expect(new Set(shown)).toEqual(new Set(expected.map(({ guid }) => guid)));
    expect(shown).toHaveLength(expected.length);
    const types = new Set(rowsOf("select distinct base_type from v_day_book").map((row) => row["base_type"]));
    for (const type of ["Sales Order", "Memorandum", "Stock Journal", "Attendance"])
      expect(types).toContain(type);
    expect(rowsOf("select * from v_day_book where is_cancelled = 1")).not.toHaveLength(0);
  });
});

describe("v_ledger_statement", () => {
  it("holds every posted line once", () => {
    const expected = posted().flatMap(({ guid, lines }) => lines.map((_, index) => `${guid} ${index + 1}`));
    const shown = rowsOf("select voucher_guid, line_no from v_ledger_statement").map(
      (row) => `${String(row["voucher_guid"])} ${String(row["line_no"])}`,
    );
    expect(shown.toSorted()).toEqual(expected.toSorted());
  });

  it("runs to the closing balance of each ledger", () => {
    const last = new Map(
      rowsOf(
        "select ledger, running_balance from v_ledger_statement where date <= ? and financial_year = ? order by date",
        rawToday,
        thisYear,
      ).map((row) => [String(row["ledger"]), moneyUnits(row["running_balance"])]),
    );
    expect(last.size).toBeGreaterThan(20);
    for (const [ledger, balance] of last)
      expect([ledger, balance]).toEqual([ledger, rawBalance(books(), ledger, rawToday)]);
  });

  it("names the first ledger of the other side", () => {
    const byGuid = new Map(posted().map((voucher) => [voucher.guid, voucher]));
    const rows = rowsOf("select * from v_ledger_statement where debit <> 0 or credit <> 0");
    const expected = rows.map((row) => {
      const isDebit = moneyUnits(row["debit"]) > 0;
      const lines = byGuid.get(String(row["voucher_guid"]))?.lines ?? [];
      return lines.find(({ amount }) => (isDebit ? amount > 0 : amount < 0))?.ledger;
    });
    expect(rows.map((row) => row["particulars"])).toEqual(expected);
  });
});

describe("v_cash_book and v_bank_book", () => {
  it("are the statements of the ledgers below those groups", () => {
    const linesUnder = (groups: readonly string[]) =>
      posted()
        .flatMap(({ lines }) => lines)
        .filter(({ ledger }) => rawGroupsOf(books(), ledger).some((group) => groups.includes(group)));
    const cash = linesUnder(["Cash-in-Hand"]);
    expect(cash.length).toBeGreaterThan(0);
    expect(rowsOf("select * from v_cash_book")).toHaveLength(cash.length);
    const bank = linesUnder(["Bank Accounts", "Bank OD A/c"]);
    expect(rowsOf("select * from v_bank_book")).toHaveLength(bank.length);
    const cleared = bank.filter(({ raw }) => raw.list("BANKALLOCATIONS")[0]?.date("BANKERSDATE"));
    expect(rowsOf("select * from v_bank_book where bankers_date is not null")).toHaveLength(cleared.length);
  });
});

describe("v_ledger_months", () => {
  it("leads from opening to closing and ends at the balance of the books", () => {
    const rows = rowsOf("select * from v_ledger_months order by ledger, month_start");
    const closing = new Map<string, number>();
    for (const row of rows) {
      expect(moneyUnits(row["opening"]) - moneyUnits(row["debit"]) + moneyUnits(row["credit"])).toBe(
        moneyUnits(row["closing"]),
      );
      if (row["financial_year"] === thisYear) closing.set(String(row["ledger"]), moneyUnits(row["closing"]));
    }
    for (const [ledger, balance] of closing)
      expect([ledger, balance]).toEqual([ledger, rawBalance(books(), ledger, rawToday)]);
    const debits = posted()
      .flatMap(({ lines }) => lines)
      .filter(({ amount }) => amount < 0);
    expect(sum(rows, "debit")).toBe(-debits.reduce((total, { amount }) => total + amount, 0));
  });
});
