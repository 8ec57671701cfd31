import { moneyToUnits, unitsToMoney } from "../contract/decimal.ts";
import type { ExceptionRule, FigureException } from "../contract/verify.ts";
import type { StockFigure } from "../source/figures.ts";
import { type BookItem, type BookStock, quantityInSmallestUnit, quantityText } from "./book-stock.ts";

export interface StockDifference {
  readonly name: string;
  /** Quantities, or values of an item that nothing moved. */
  readonly tally: string;
  readonly database: string;
}

export interface StockComparison {
  readonly checked: number;
  /** Tally listed groups alone, which say nothing of the items: nothing was compared. */
  readonly isOfGroups: boolean;
  readonly differences: readonly StockDifference[];
  readonly exceptions: readonly FigureException[];
}

/**
 * Compares Tally's closing stock at the end of a day with openings and lines: quantities of every item. Values are
 * compared only where nothing moved, because what stock is worth depends on the costing method chosen in Tally (and,
 * within a day, on the order of its vouchers).
 */
export function compareStock(stock: BookStock, tally: readonly StockFigure[], date: string): StockComparison {
  const shown = new Map(tally.map((figure) => [figure.name, figure]));
  const items = new Set(stock.items.map(({ name }) => name));
  const differences: StockDifference[] = [];
  const exceptions: FigureException[] = [];
  const isOfGroups =
    tally.length > 0 && tally.every(({ name }) => !items.has(name) && stock.groupNames.has(name));
  if (isOfGroups) return { checked: 0, isOfGroups, differences, exceptions };
  const movements = new MovementsUntil(stock, date);
  let checked = 0;
  for (const item of stock.items) {
    const judged = judgeItem(item, shown.get(item.name), stock, movements);
    if (judged.rule === null) checked += 1;
    if (judged.isEqual) continue;
    const { name } = item;
    const { tally: tallyText, database, rule } = judged;
    if (rule === null) differences.push({ name, tally: tallyText, database });
    else exceptions.push({ rule, name, tally: tallyText, database, isProven: false });
  }
  for (const figure of tally) {
    if (items.has(figure.name) || stock.groupNames.has(figure.name)) continue;
    differences.push({ name: figure.name, tally: figure.quantity || figure.amount, database: "0" });
  }
  return { checked, isOfGroups, differences, exceptions };
}

interface JudgedItem {
  readonly isEqual: boolean;
  readonly rule: ExceptionRule | null;
  readonly tally: string;
  readonly database: string;
}

function judgeItem(
  item: BookItem,
  figure: StockFigure | undefined,
  stock: BookStock,
  movements: MovementsUntil,
): JudgedItem {
  const sums = movements.of(item);
  const expected = item.openingQuantity + sums.byGuid;
  const printed = figure?.quantity ?? "";
  const quantity = quantityInSmallestUnit(printed, item, stock);
  if (quantity === null) {
    return { isEqual: false, rule: "unknownUnit", tally: printed, database: quantityText(expected) };
  }
  if (quantity !== expected || sums.byGuid !== sums.byName) {
    const deviating = quantity === expected ? item.openingQuantity + sums.byName : expected;
    const rule = sums.isCounted && sums.byGuid === sums.byName ? "physicalStock" : null;
    return { isEqual: false, rule, tally: quantityText(quantity), database: quantityText(deviating) };
  }
  const value = moneyToUnits(figure?.amount ?? "0");
  const isEqual = sums.hasMoved || value === item.openingValue;
  return { isEqual, rule: null, tally: unitsToMoney(value), database: unitsToMoney(item.openingValue) };
}

interface ItemSums {
  readonly byGuid: bigint;
  readonly byName: bigint;
  readonly hasMoved: boolean;
  /** A Physical Stock voucher set its quantity. */
  readonly isCounted: boolean;
}

class MovementsUntil {
  readonly #byGuid = new Map<string, bigint>();
  readonly #byName = new Map<string, bigint>();
  readonly #counted = new Set<string>();

  constructor(stock: BookStock, date: string) {
    for (const movement of stock.movements) {
      if (movement.date > date) continue;
      const { itemGuid, itemName, units } = movement;
      this.#byName.set(itemName, (this.#byName.get(itemName) ?? 0n) + units);
      if (itemGuid === null) continue;
      this.#byGuid.set(itemGuid, (this.#byGuid.get(itemGuid) ?? 0n) + units);
      if (movement.baseType === "Physical Stock") this.#counted.add(itemGuid);
    }
  }

  of({ guid, name }: BookItem): ItemSums {
    return {
      byGuid: this.#byGuid.get(guid) ?? 0n,
      byName: this.#byName.get(name) ?? 0n,
      hasMoved: this.#byGuid.has(guid) || this.#byName.has(name),
      isCounted: this.#counted.has(guid),
    };
  }
}
