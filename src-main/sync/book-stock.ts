import { moneyToUnits } from "../contract/decimal.ts";
import type { Values } from "../contract/value.ts";
import { readStockMovements, type StockMovement } from "../destination/book-figures.ts";
import type { Destination } from "../destination/destination.ts";
import { readQuantity } from "../source/expressions.ts";
import { decimalUnits } from "./book-ledgers.ts";
import { lineMovesStock } from "./posting.ts";

/** Quantities are stored with eight decimals. */
export const quantityScale = 8;

export interface BookItem {
  readonly guid: string;
  readonly name: string;
  readonly unitName: string;
  /** Hundred-millionths of the smallest unit. */
  readonly openingQuantity: bigint;
  /** Ten-thousandths, stock on hand negative. */
  readonly openingValue: bigint;
}

interface CompoundUnit {
  readonly name: string;
  readonly head: string;
  readonly tail: string;
  readonly conversion: bigint;
}

export interface BookItems {
  readonly items: readonly BookItem[];
  /** Names of the groups that a stock summary may list beside the items. */
  readonly groupNames: ReadonlySet<string>;
  readonly compoundUnits: readonly CompoundUnit[];
}

export interface BookStock extends BookItems {
  readonly movements: readonly StockMovement[];
}

export async function loadBookItems(
  reader: Pick<Destination, "select">,
  companyId: number,
): Promise<BookItems> {
  const read = (table: string, columns: readonly string[]): Promise<readonly Values[]> =>
    reader.select({ companyId, table, columns });
  const itemColumns = ["tally_guid", "name", "base_unit_name", "opening_quantity", "opening_value"];
  const unitColumns = ["name", "is_simple", "base_unit_name", "additional_unit_name", "conversion"];
  return {
    items: (await read("stock_items", itemColumns)).map(toBookItem),
    groupNames: new Set((await read("stock_groups", ["name"])).map((row) => String(row["name"]))),
    compoundUnits: (await read("units", unitColumns)).flatMap(toCompoundUnit),
  };
}

export async function loadBookStock(destination: Destination, companyId: number): Promise<BookStock> {
  const movements = await readStockMovements(destination, companyId);
  const items = await loadBookItems(destination, companyId);
  const guids = new Map(items.items.map(({ name, guid }) => [name, guid]));
  return {
    ...items,
    movements: movements
      .filter(({ baseType, isTracked }) => lineMovesStock(baseType, isTracked))
      .map((movement) => ({
        ...movement,
        itemGuid: movement.itemGuid ?? guids.get(movement.itemName) ?? null,
      })),
  };
}

function toBookItem(row: Values): BookItem {
  return {
    guid: String(row["tally_guid"]),
    name: String(row["name"]),
    unitName: String(row["base_unit_name"]),
    openingQuantity: decimalUnits(String(row["opening_quantity"] ?? "0"), quantityScale),
    openingValue: moneyToUnits(String(row["opening_value"] ?? "0")),
  };
}

function toCompoundUnit(row: Values): CompoundUnit[] {
  if (row["is_simple"] === true || row["conversion"] === null) return [];
  return [
    {
      name: String(row["name"]),
      head: String(row["base_unit_name"]),
      tail: String(row["additional_unit_name"]),
      conversion: decimalUnits(String(row["conversion"]), quantityScale),
    },
  ];
}

/** `40 Box 2 Nos` of an item kept in boxes of 12 -> 482, in hundred-millionths; null for a unit nobody knows. */
export function quantityInSmallestUnit(
  text: string,
  item: BookItem,
  stock: Pick<BookStock, "compoundUnits">,
): bigint | null {
  const own = stock.compoundUnits.find(({ name }) => name === item.unitName);
  const parts = (own && partsOfUnit(text, own)) ?? readQuantity(text)?.parts ?? [];
  let total = 0n;
  for (const { value, unit } of parts) {
    const units = decimalUnits(value, quantityScale);
    const smallest = own?.tail ?? item.unitName;
    const larger = stock.compoundUnits.find(({ head, tail }) => head === unit && tail === smallest);
    if (unit === smallest || unit === "") total += units;
    else if (own?.head === unit) total += scale(units, own.conversion);
    else if (larger !== undefined) total += scale(units, larger.conversion);
    else return null;
  }
  return total;
}

interface QuantityPart {
  readonly value: string;
  readonly unit: string;
}

/** Names of units may hold digits (`Box #4500`), so the unit the item is kept in is looked for by its names. */
function partsOfUnit(text: string, { head, tail }: CompoundUnit): readonly QuantityPart[] | null {
  const [, sign, first, rest] = /^(-|\(-\))?\s*(\d+(?:\.\d+)?) ([^=]*)/s.exec(text.trim()) ?? [];
  if (first === undefined || rest?.startsWith(`${head} `) !== true) return null;
  const [, second, unit] = /^(\d+(?:\.\d+)?) (.*)$/s.exec(rest.slice(head.length + 1).trim()) ?? [];
  if (second === undefined || unit !== tail) return null;
  const minus = sign === undefined ? "" : "-";
  return [
    { value: `${minus}${first}`, unit: head },
    { value: `${minus}${second}`, unit: tail },
  ];
}

function scale(units: bigint, conversion: bigint): bigint {
  return (units * conversion) / 10n ** BigInt(quantityScale);
}

/** -118500000n -> `"-1.185"`. */
export function quantityText(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(quantityScale + 1, "0");
  const decimals = digits.slice(-quantityScale).replace(/0+$/, "");
  const text = `${digits.slice(0, -quantityScale)}${decimals === "" ? "" : `.${decimals}`}`;
  return units < 0n ? `-${text}` : text;
}
