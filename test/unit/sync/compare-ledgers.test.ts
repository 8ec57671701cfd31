import { describe, expect, it } from "vitest";
import type { BookLedger, BookLedgers } from "../../../src-main/sync/book-ledgers.ts";
import { revalue, yearStartOf } from "../../../src-main/sync/book-ledgers.ts";
import { compareLedgers } from "../../../src-main/sync/compare-ledgers.ts";

function ledger(name: string, more: Partial<BookLedger> = {}): BookLedger {
  return {
    guid: `guid of ${name}`,
    name,
    isRevenue: false,
    isProfitAndLoss: false,
    isStockInHand: false,
    isForeign: false,
    currencyName: "₹",
    opening: 0n,
    openingForex: 0n,
    ...more,
  };
}

function books(
  ledgers: readonly BookLedger[],
  lines: readonly (readonly [string, string, bigint])[],
): BookLedgers {
  return {
    booksFrom: "2024-04-01",
    startingFrom: "2024-04-01",
    profitBefore: 0n,
    stockBefore: 0n,
    groupNames: new Set(["Current Assets", "Capital Account", "Stock-in-Hand"]),
    ledgers,
    postings: lines.map(([ledgerName, date, units]) => ({
      ledgerGuid: `guid of ${ledgerName}`,
      ledgerName,
      date,
      units,
    })),
    forex: [],
  };
}

const cash = ledger("Cash", { opening: -1_000_000n });

describe("comparing ledgers", () => {
  it("adds lines up to the day to the opening", () => {
    const own = books(
      [cash],
      [
        ["Cash", "2024-05-01", -50_000n],
        ["Cash", "2024-06-01", -1n],
      ],
    );
    const at = (date: string, amount: string) => compareLedgers(own, [{ name: "Cash", amount }], date);
    expect(at("2024-05-31", "-105")).toMatchObject({ checked: 1, differences: [], exceptions: [] });
    expect(at("2024-06-01", "-105.0001").differences).toEqual([]);
    expect(at("2024-06-01", "-105").differences).toEqual([
      { name: "Cash", tally: -1_050_000n, database: -1_050_001n },
    ]);
  });

  it("takes a ledger that is not listed for zero, and misses one that the database does not have", () => {
    const own = books([cash, ledger("Empty")], []);
    expect(compareLedgers(own, [{ name: "New", amount: "5" }], "2024-05-01").differences).toEqual([
      { name: "Cash", tally: 0n, database: -1_000_000n },
      { name: "New", tally: 50_000n, database: 0n },
    ]);
  });

  it("finds a line whose GUID and name mean different ledgers", () => {
    const own = books([cash, ledger("Bank")], []);
    const postings = [{ ledgerGuid: "guid of Cash", ledgerName: "Bank", date: "2024-05-01", units: 7n }];
    const found = compareLedgers({ ...own, postings }, [{ name: "Cash", amount: "-100" }], "2024-05-01");
    expect(found.differences.map(({ name }) => name)).toEqual(["Cash", "Bank"]);
  });

  it("leaves the row for opening stock out (rule openingStock)", () => {
    const found = compareLedgers(books([], []), [{ name: "Opening Stock", amount: "-12" }], "2024-05-01");
    expect(found).toEqual({
      checked: 0,
      isOfGroups: false,
      differences: [],
      exceptions: [
        { rule: "openingStock", name: "Opening Stock", tally: "-12", database: "0", isProven: true },
      ],
    });
    const named = books([ledger("Opening Stock", { opening: 1n })], []);
    expect(
      compareLedgers(named, [{ name: "Opening Stock", amount: "-12" }], "2024-05-01").differences,
    ).toHaveLength(1);
  });

  it("counts profit and loss from the beginning of the year (rule yearStart)", () => {
    const sales = ledger("Sales", { isRevenue: true });
    const own = books(
      [sales],
      [
        ["Sales", "2024-05-01", 100_000n],
        ["Sales", "2025-05-01", 30_000n],
      ],
    );
    const at = (date: string, amount: string) => compareLedgers(own, [{ name: "Sales", amount }], date);
    expect(at("2025-06-30", "3")).toMatchObject({
      checked: 1,
      differences: [],
      exceptions: [{ rule: "yearStart", isProven: true }],
    });
    expect(at("2025-06-30", "13")).toMatchObject({ differences: [], exceptions: [] });
    expect(at("2025-06-30", "4").differences).toHaveLength(1);
    expect(at("2025-03-31", "3").differences).toHaveLength(1);
  });

  it("carries the profit of earlier years over (rule profitAndLoss)", () => {
    const profit = ledger("Profit & Loss A/c", { isProfitAndLoss: true, opening: 20_000n });
    const sales = ledger("Sales", { isRevenue: true });
    const own = books([profit, sales], [["Sales", "2024-05-01", 100_000n]]);
    const at = (amount: string) => compareLedgers(own, [{ name: profit.name, amount }], "2025-06-30");
    expect(at("12")).toMatchObject({
      differences: [],
      exceptions: [{ rule: "profitAndLoss", isProven: true }, { rule: "yearStart" }],
    });
    expect(at("2").differences).toEqual([]);
    expect(at("11").differences).toHaveLength(1);
  });

  it("values foreign currency at the latest rate, to the paisa (rule foreignCurrency)", () => {
    const dollars = ledger("Acme Inc", {
      isForeign: true,
      currencyName: "$",
      opening: -8_000_000n,
      openingForex: -100_000n,
    });
    const own = {
      ...books([dollars], [["Acme Inc", "2024-05-01", -8_300_000n]]),
      forex: [
        {
          ledgerGuid: dollars.guid,
          date: "2024-05-01",
          currencyName: "$",
          forexAmount: "-10",
          exchangeRate: "83",
        },
        {
          ledgerGuid: "another",
          date: "2024-06-01",
          currencyName: "$",
          forexAmount: "-1",
          exchangeRate: "84.33335",
        },
        {
          ledgerGuid: "another",
          date: "2024-07-01",
          currencyName: "€",
          forexAmount: "-1",
          exchangeRate: "90",
        },
      ],
    };
    expect(revalue(own, dollars, "2024-12-31")).toBe(-16_866_700n);
    expect(revalue(own, dollars, "2024-04-30")).toBeNull();
    const at = (amount: string) => compareLedgers(own, [{ name: dollars.name, amount }], "2024-12-31");
    expect(at("-1630")).toMatchObject({ checked: 1, exceptions: [] });
    expect(at("-1686.67")).toMatchObject({
      checked: 1,
      exceptions: [{ rule: "foreignCurrency", isProven: true }],
    });
    expect(at("-1700")).toMatchObject({
      checked: 0,
      differences: [],
      exceptions: [{ rule: "foreignCurrency", isProven: false }],
    });
  });

  it("lets stock-in-hand be what the items are worth (rule stockInHand)", () => {
    const stock = ledger("Stock", { isStockInHand: true, opening: -500_000n });
    const own = books([stock], []);
    const at = (rows: readonly (readonly [string, string])[]) =>
      compareLedgers(
        own,
        rows.map(([name, amount]) => ({ name, amount })),
        "2024-12-31",
      ).exceptions[0];
    expect(at([["Stock", "-50"]])).toBeUndefined();
    expect(at([])).toMatchObject({ rule: "stockInHand", isProven: true });
    expect(
      at([
        ["Stock", "-60"],
        ["Opening Stock", "-60"],
      ]),
    ).toMatchObject({ isProven: true });
    expect(at([["Stock", "-61"]])).toMatchObject({ isProven: false });
  });
});

describe("comparing with a trial balance of another shape", () => {
  const rows = (...pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([name, amount]) => ({ name, amount }));

  it("compares nothing with groups alone, whatever stands beside them", () => {
    const own = books([cash, ledger("Profit & Loss A/c", { isProfitAndLoss: true, opening: 3n })], []);
    const groups = rows(
      ["Current Assets", "-500"],
      ["Capital Account", "400"],
      ["Profit & Loss A/c", "100"],
      ["Opening Stock", "-7"],
    );
    expect(compareLedgers(own, groups, "2024-05-01")).toEqual({
      checked: 0,
      isOfGroups: true,
      differences: [],
      exceptions: [],
    });
  });

  it("takes no group for a ledger where both are listed", () => {
    const own = books([cash], []);
    const both = rows(["Current Assets", "-100"], ["Cash", "-100"]);
    expect(compareLedgers(own, both, "2024-05-01")).toMatchObject({
      checked: 1,
      isOfGroups: false,
      differences: [],
    });
  });

  it("tells a ledger named Opening Stock from Tally's own row", () => {
    const own = books([ledger("Opening Stock", { opening: -500_000n }), cash], []);
    const at = (...amounts: readonly string[]) =>
      compareLedgers(
        own,
        rows(["Cash", "-100"], ...amounts.map((amount) => ["Opening Stock", amount] as const)),
        "2024-05-01",
      ).differences;
    expect([at("-50"), at("-50", "-7"), at("-7", "-50")]).toEqual([[], [], []]);
    expect(at("-49", "-7")).toEqual([{ name: "Opening Stock", tally: -490_000n, database: -500_000n }]);
    expect(at("-49")).toHaveLength(1);
    // At zero it has no row, and the one there is Tally's; or it is not at zero in Tally, which nothing tells.
    const empty = books([ledger("Opening Stock"), cash], []);
    expect(
      compareLedgers(empty, rows(["Cash", "-100"], ["Opening Stock", "-7"]), "2024-05-01"),
    ).toMatchObject({
      differences: [],
      exceptions: [{ rule: "openingStock", tally: "-7", isProven: false }],
    });
  });
});

describe("financial years", () => {
  it("begin on the day of the first one", () => {
    expect(yearStartOf("2025-03-31", "2020-04-01")).toBe("2024-04-01");
    expect(yearStartOf("2025-04-01", "2020-04-01")).toBe("2025-04-01");
    expect(yearStartOf("2025-12-31", "2020-01-01")).toBe("2025-01-01");
  });
});
