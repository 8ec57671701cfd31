import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  isRawNominal,
  moneyUnits,
  rawBalance,
  rawGroupsOf,
  rawMasters,
  rawStockValue,
  rawToday,
  rawYear,
} from "../../support/raw-figures.ts";
import { addUp, startViewTrial, sumOfColumn } from "../../support/view-trial.ts";
import type { ViewTrial } from "../../support/view-trial.ts";

let replica: ViewTrial;

beforeAll(async () => {
  replica = await startViewTrial(200);
});
afterAll(async () => {
  await replica[Symbol.asyncDispose]();
});

const books = () => replica.trial.control.books;
/** The last day of each financial year of the books, the present one up to today. */
const yearEnds = (): readonly (readonly [string, string])[] =>
  [2025, 2026, 2027, 2028]
    .filter((year) => year <= rawYear(rawToday))
    .map((year) => [
      `${year}-${String(year + 1).slice(2)}`,
      year === rawYear(rawToday) ? rawToday : `${year + 1}-03-31`,
    ]);

/** Balances of ledgers at a day by primary group. */
function groupBalances(date: string, isNominal: boolean): Map<string, number> {
  return addUp(
    rawMasters(books(), "LEDGER")
      .map((ledger) => ledger.text("NAME"))
      .filter((name) => isRawNominal(books(), name) === isNominal)
      .map((name) => [rawGroupsOf(books(), name).at(-1) ?? "", rawBalance(books(), name, date)]),
  );
}

const rowsWithoutGroup = new Set(
  "Opening Stock,Closing Stock,Net Profit,Net Loss,Profit & Loss A/c,Difference in opening balances".split(
    ",",
  ),
);

/** Group rows of one year with Tally's sign, credit positive. */
function shownGroups(view: string, year: string, debitSide: string): Map<string, number> {
  const rows = replica.rowsOf(`select * from ${view} where financial_year = ?`, year);
  return new Map(
    rows
      .filter((row) => !rowsWithoutGroup.has(String(row["group_name"])))
      .map((row) => [
        String(row["group_name"]),
        (row["side"] === debitSide ? -1 : 1) * moneyUnits(row["amount"]),
      ]),
  );
}

const amountOf = (view: string, year: string, name: string): number =>
  sumOfColumn(
    replica.rowsOf(`select amount from ${view} where financial_year = ? and group_name = ?`, year, name),
    "amount",
  );

describe("v_profit_and_loss", () => {
  it("shows what every group of income and expenses moved in each year", () => {
    expect(yearEnds().length).toBeGreaterThan(1);
    for (const [year, end] of yearEnds()) {
      expect(shownGroups("v_profit_and_loss", year, "Expenses")).toEqual(groupBalances(end, true));
    }
  });

  it("values stock at the beginning and the end of each year", () => {
    for (const [year, end] of yearEnds()) {
      const start = `${year.slice(0, 4)}-03-31`;
      expect(amountOf("v_profit_and_loss", year, "Opening Stock")).toBe(rawStockValue(books(), start));
      expect(amountOf("v_profit_and_loss", year, "Closing Stock")).toBe(rawStockValue(books(), end));
    }
  });

  it("ends in the profit that makes its sides equal", () => {
    for (const [year, end] of yearEnds()) {
      const rows = replica.rowsOf("select * from v_profit_and_loss where financial_year = ?", year);
      const sideOf = (side: string): number =>
        sumOfColumn(
          rows.filter((row) => row["side"] === side),
          "amount",
        );
      expect(sideOf("Expenses")).toBe(sideOf("Income"));
      const groups = [...groupBalances(end, true).values()].reduce((total, each) => total + each, 0);
      const stock = rawStockValue(books(), end) - rawStockValue(books(), `${year.slice(0, 4)}-03-31`);
      const net =
        amountOf("v_profit_and_loss", year, "Net Profit") - amountOf("v_profit_and_loss", year, "Net Loss");
      expect(net).toBe(groups + stock);
    }
  });
});

describe("v_balance_sheet", () => {
  it("shows every group's balance at the end of each year", () => {
    for (const [year, end] of yearEnds()) {
      expect(shownGroups("v_balance_sheet", year, "Assets")).toEqual(groupBalances(end, false));
      expect(amountOf("v_balance_sheet", year, "Closing Stock")).toBe(rawStockValue(books(), end));
    }
  });

  it("balances, without a difference in opening balances", () => {
    for (const [year] of yearEnds()) {
      const rows = replica.rowsOf("select * from v_balance_sheet where financial_year = ?", year);
      const sideOf = (side: string): number =>
        sumOfColumn(
          rows.filter((row) => row["side"] === side),
          "amount",
        );
      expect(sideOf("Assets")).toBe(sideOf("Liabilities"));
      expect(sideOf("Assets")).toBeGreaterThan(0);
      expect(amountOf("v_balance_sheet", year, "Difference in opening balances")).toBe(0);
    }
  });

  it("takes Tally's own closing value where it was read", async () => {
    await using other = await startViewTrial(40);
    const { db } = other.trial.destination;
    await sql`update stock_items set closing_value = -100, closing_quantity = 1, closing_read_at = '2026-11-22T10:00:00.000Z'`.execute(
      db,
    );
    const items = other.trial.control.books.masters("STOCKITEM").length;
    const [row] = other.rowsOf(
      "select * from v_balance_sheet where group_name = 'Closing Stock' order by financial_year desc",
    );
    expect(row).toMatchObject({ amount: items * 100, stock_valuation: "Tally" });
    expect(
      new Set(other.rowsOf("select average_rate from v_stock_summary").map((each) => each["average_rate"])),
    ).toEqual(new Set([100]));
  });

  it("takes values typed in stock-in-hand ledgers where there are no items", async () => {
    await using other = await startViewTrial(40);
    await sql`update stock_items set is_deleted = 1`.execute(other.trial.destination.db);
    await sql`update ledgers set opening_balance = -5000 where name = 'Stock at Exhibition'`.execute(
      other.trial.destination.db,
    );
    const amounts = (view: string, name: string): readonly unknown[] =>
      other
        .rowsOf(`select amount from ${view} where group_name = ? order by financial_year`, name)
        .map((row) => row["amount"]);
    // June 2026 is the last of the three months for which the sample types a value.
    const typed = 6 * 111_111.11 + 5000;
    expect(amounts("v_profit_and_loss", "Opening Stock")).toEqual([5000, 5000]);
    expect(amounts("v_profit_and_loss", "Closing Stock")).toEqual([5000, typed]);
    expect(amounts("v_balance_sheet", "Closing Stock")).toEqual([typed - 5000]);
    const rows = other.rowsOf("select * from v_balance_sheet");
    const sideOf = (side: string): number =>
      sumOfColumn(
        rows.filter((row) => row["side"] === side),
        "amount",
      );
    expect(sideOf("Assets")).toBe(sideOf("Liabilities"));
    const balances = other.rowsOf("select * from v_trial_balance");
    expect(sumOfColumn(balances, "closing_debit")).toBe(sumOfColumn(balances, "closing_credit"));
  });
});
