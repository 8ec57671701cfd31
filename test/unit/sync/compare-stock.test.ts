import { describe, expect, it } from "vitest";
import type { StockMovement } from "../../../src-main/destination/book-figures.ts";
import type { BookItem, BookStock } from "../../../src-main/sync/book-stock.ts";
import { quantityInSmallestUnit, quantityText } from "../../../src-main/sync/book-stock.ts";
import { compareStock } from "../../../src-main/sync/compare-stock.ts";

const one = 100_000_000n;

const item: BookItem = {
  guid: "guid of Bolt",
  name: "Bolt",
  unitName: "Box of 12 Nos",
  openingQuantity: 24n * one,
  openingValue: -2_400_000n,
};

function movement(units: bigint, more: Partial<StockMovement> = {}): StockMovement {
  return {
    itemGuid: item.guid,
    itemName: item.name,
    date: "2024-05-01",
    baseType: "Sales",
    isTracked: false,
    units,
    ...more,
  };
}

function stock(movements: readonly StockMovement[]): BookStock {
  return {
    items: [item],
    groupNames: new Set(["Fasteners"]),
    movements,
    compoundUnits: [{ name: "Box of 12 Nos", head: "Box", tail: "Nos", conversion: 12n * one }],
  };
}

function figure(quantity: string, amount: string) {
  return { name: "Bolt", quantity, amount };
}

describe("comparing stock", () => {
  it("compares quantities, and the value of what nothing moved", () => {
    const at = (own: BookStock, quantity: string, amount: string) =>
      compareStock(own, [figure(quantity, amount)], "2024-12-31");
    expect(at(stock([]), "2 Box 0 Nos", "-240")).toMatchObject({
      checked: 1,
      differences: [],
      exceptions: [],
    });
    expect(at(stock([]), "2 Box 0 Nos", "-250").differences).toEqual([
      { name: "Bolt", tally: "-250", database: "-240" },
    ]);
    expect(at(stock([movement(-5n * one)]), "1 Box 7 Nos", "-1").differences).toEqual([]);
    expect(at(stock([movement(-5n * one)]), "1 Box 6 Nos", "-1").differences).toEqual([
      { name: "Bolt", tally: "18", database: "19" },
    ]);
    expect(
      at(stock([movement(-5n * one, { date: "2025-01-01" })]), "2 Box 0 Nos", "-240").differences,
    ).toEqual([]);
  });

  it("takes an item that is not listed for none, and skips rows of groups", () => {
    const own = stock([movement(-24n * one)]);
    expect(compareStock(own, [], "2024-12-31")).toMatchObject({ checked: 1, differences: [] });
    const rows = [figure("2 Box", "-240"), { name: "Fasteners", quantity: "", amount: "-240" }];
    expect(compareStock(stock([]), rows, "2024-12-31").differences).toEqual([]);
    expect(compareStock(stock([]), [rows[1] ?? figure("", "0")], "2024-12-31")).toMatchObject({
      checked: 0,
      isOfGroups: true,
    });
  });

  it("lets a counting set the quantity (rule physicalStock)", () => {
    const own = stock([movement(3n * one, { baseType: "Physical Stock" })]);
    expect(compareStock(own, [figure("2 Box 3 Nos", "-1")], "2024-12-31").exceptions).toEqual([]);
    expect(compareStock(own, [figure("3 Nos", "-1")], "2024-12-31")).toMatchObject({
      differences: [],
      exceptions: [{ rule: "physicalStock", tally: "3", database: "27", isProven: false }],
    });
  });

  it("does not guess at a unit (rule unknownUnit)", () => {
    expect(compareStock(stock([]), [figure("2 Sack", "-240")], "2024-12-31")).toMatchObject({
      checked: 0,
      differences: [],
      exceptions: [{ rule: "unknownUnit", isProven: false }],
    });
  });

  it("reads quantities in the smallest unit and writes them exactly", () => {
    expect(quantityInSmallestUnit("40 Box 2 Nos", item, stock([]))).toBe(482n * one);
    expect(quantityInSmallestUnit("-1 Box", item, stock([]))).toBe(-12n * one);
    const odd = {
      ...stock([]),
      compoundUnits: [{ name: item.unitName, head: "Box #45", tail: "Nos", conversion: 6n * one }],
    };
    expect(quantityInSmallestUnit("105 Box #45 2 Nos", item, odd)).toBe(632n * one);
    expect(quantityInSmallestUnit("-1 Box #45 2 Nos = 3 Kg", item, odd)).toBe(-8n * one);
    expect(quantityInSmallestUnit("", item, stock([]))).toBe(0n);
    expect([0n, one, -150_000_000n, 1n].map(quantityText)).toEqual(["0", "1", "-1.5", "0.00000001"]);
  });
});
