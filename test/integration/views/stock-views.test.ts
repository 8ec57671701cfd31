import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  moneyUnits,
  rawDay,
  rawItemLines,
  rawMasters,
  rawStockValue,
  rawToday,
  rawVouchers,
  rawYear,
} from "../../support/raw-figures.ts";
import { addUp, startViewTrial, sumOfColumn } from "../../support/view-trial.ts";
import type { ViewTrial } from "../../support/view-trial.ts";

let replica: ViewTrial;

beforeAll(async () => {
  replica = await startViewTrial(220);
});
afterAll(async () => {
  await replica[Symbol.asyncDispose]();
});

const books = () => replica.trial.control.books;
/** 1e-8 of a unit. */
const quantityUnits = (value: unknown): number => Math.round(Number(value) * 1e8);

describe("v_stock_summary", () => {
  it("shows the quantity of every item that the books hold", () => {
    const expected = addUp(
      rawMasters(books(), "STOCKITEM").map((item) => {
        const name = item.text("NAME");
        return [name, books().stockBalance(name, rawDay(rawToday)).quantity];
      }),
    );
    const rows = replica.rowsOf("select * from v_stock_summary");
    expect(expected.size).toBeGreaterThan(10);
    expect(
      addUp(rows.map((row) => [String(row["item"]), quantityUnits(row["closing_quantity"])] as const)),
    ).toEqual(expected);
    for (const row of rows) {
      const [opening = 0, inward = 0, outward = 0, closing] = ["opening", "inward", "outward", "closing"].map(
        (name) => quantityUnits(row[`${name}_quantity`]),
      );
      expect(opening + inward - outward).toBe(closing);
    }
  });

  it("keeps what each godown holds apart", () => {
    const godowns = replica.rowsOf("select distinct godown from v_stock_summary").map((row) => row["godown"]);
    expect(godowns.length).toBeGreaterThan(1);
    const opening = addUp(
      rawMasters(books(), "STOCKITEM").flatMap((item) =>
        item
          .list("BATCHALLOCATIONS")
          .map(
            (batch) =>
              [
                `${item.text("NAME")} / ${batch.text("GODOWNNAME")}`,
                batch.quantity("OPENINGBALANCE")?.value ?? 0,
              ] as const,
          ),
      ),
    );
    const shown = addUp(
      replica
        .rowsOf("select * from v_stock_summary")
        .map(
          (row) =>
            [
              `${String(row["item"])} / ${String(row["godown"])}`,
              quantityUnits(row["opening_quantity"]),
            ] as const,
        ),
    );
    expect(shown).toEqual(opening);
  });

  it("values stock at average cost, up to the paisa of each godown", () => {
    const rows = replica.rowsOf("select * from v_stock_summary");
    expect(Math.abs(sumOfColumn(rows, "value") - rawStockValue(books(), rawToday))).toBeLessThanOrEqual(
      100 * rows.length,
    );
  });
});

describe("v_stock_movements", () => {
  it("holds what moved stock and nothing else", () => {
    const lines = rawVouchers(books()).flatMap((voucher) => rawItemLines(voucher));
    const expected = addUp(
      lines.filter((line) => line.movesStock).map((line) => [line.item, line.quantity] as const),
    );
    const shown = addUp(
      replica
        .rowsOf("select * from v_stock_movements")
        .map(
          (row) =>
            [
              String(row["item"]),
              quantityUnits(row["quantity_in"]) - quantityUnits(row["quantity_out"]),
            ] as const,
        ),
    );
    expect(lines.some((line) => !line.movesStock)).toBe(true);
    expect(shown).toEqual(expected);
  });

  it("shows values positive", () => {
    const rows = replica.rowsOf("select value from v_stock_movements");
    expect(rows.every((row) => moneyUnits(row["value"]) >= 0)).toBe(true);
  });
});

describe("dates", () => {
  it("holds every day of the years of the books once", () => {
    const days = replica.rowsOf("select * from dates order by date");
    const last = `${rawYear(rawToday) + 1}-03-31`;
    expect(days).toHaveLength(rawDay(last) - rawDay("2025-04-01") + 1);
    expect(days[0]).toEqual({
      date: "2025-04-01",
      financial_year: "2025-26",
      quarter: "Q1",
      month: "2025-04",
      month_start: "2025-04-01",
      gst_month: "042025",
    });
    expect(days.at(-1)).toMatchObject({ date: last, quarter: "Q4" });
  });

  it.each(["vouchers", "v_sales_register", "v_ledger_statement"])(
    "are reckoned once where %s is joined with them, not again for every row",
    (table) => {
      const plan = replica.rowsOf(
        `explain query plan select d.month, count(*) from ${table} t join dates d on d.date = t.date group by d.month`,
      );
      // The ten thousands to units of which the days are made; beside the rows they would be run through for each.
      const besideTheRows = plan.filter(
        ({ parent, detail }) => parent === 0 && /^SCAN [abefg]$/.test(String(detail)),
      );
      expect(besideTheRows).toEqual([]);
      expect(plan.filter(({ detail }) => /^SCAN [abefg]$/.test(String(detail)))).toHaveLength(5);
    },
  );
});

describe("v_changes and v_sync_health", () => {
  it("tell what changed and how the replica stands", async () => {
    await using other = await startViewTrial(40);
    expect(other.rowsOf("select * from v_changes")).toEqual([]);
    other.trial.control.masters.rename("LEDGER", "Bank Charges", "Charges of banks");
    await other.trial.sync();
    expect(other.rowsOf("select * from v_changes")).toMatchObject([
      {
        entity_type: "ledgers",
        action: "update",
        values_before: "name: Bank Charges",
        values_after: "name: Charges of banks",
      },
    ]);
    expect(other.rowsOf("select * from v_sync_health")).toMatchObject([
      { last_run_status: "success", unexplained_since: null, quarantined: 0, held_deletes: 0 },
    ]);
  });

  it("show a company only once its load is complete", async () => {
    await using other = await startViewTrial(40);
    const { sql } = await import("kysely");
    await sql`update companies set initial_load_completed_at = null`.execute(other.trial.destination.db);
    const { views } = await import("../../../src-main/destination/views/index.ts");
    for (const { name } of views) expect([name, other.rowsOf(`select * from ${name}`)]).toEqual([name, []]);
  });
});
