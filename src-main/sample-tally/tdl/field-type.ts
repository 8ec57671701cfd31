import type { Stored } from "../model.ts";
import type { Shapes } from "./value-text.ts";
import { asNumber, asText, plainNumber, priceText, ratePrice, tailUnits } from "./value-text.ts";

/** How a FIELD writes its value (cookbook §1 TYPE and FORMAT, §4). */
export interface FieldShape {
  /** The value after TYPE, for `#Field` and `$$Value`. */
  typed(value: Stored): Stored;
  text(value: Stored, shapes: Shapes): string;
}

const plain: FieldShape = {
  typed: (value) => value,
  text: asText,
};

const numberShape: FieldShape = {
  typed: toNumber,
  text: (value) => {
    const number = toNumber(value);
    return number === undefined ? "" : plainNumber(number);
  },
};

const tailUnitsShape: FieldShape = {
  typed: toTailUnits,
  text: (value) => {
    const number = toTailUnits(value);
    return number === undefined ? "" : plainNumber(number);
  },
};

/** Prints the name of the unit: the compound unit's whole name, as `Box of 10 Nos` (TCcap). */
const quantityUnitShape: FieldShape = {
  typed: (value) => value,
  text: (value) => (typeof value === "object" && value.kind === "quantity" ? value.unit : ""),
};

const priceShape: FieldShape = {
  typed: (value) => (typeof value === "object" && value.kind === "rate" ? ratePrice(value) : toNumber(value)),
  text: (value, shapes) =>
    typeof value === "object" && value.kind === "rate" ? priceText(value) : asText(value, shapes),
};

const rateUnitShape: FieldShape = {
  typed: (value) => value,
  text: (value) => (typeof value === "object" && value.kind === "rate" ? value.unit : ""),
};

/** The currency of a foreign amount, `- * -` when there is none (TCcap). */
const currencyShape: FieldShape = {
  typed: (value) => value,
  text: (value) => {
    if (typeof value !== "object" || value.kind !== "amount") return "";
    return value.forex?.currency ?? "- * -";
  },
};

export function fieldShape(type: string | undefined, format: string | undefined): FieldShape {
  const kind = (type ?? "").replace(/\s+/g, "").toLowerCase();
  const formats = (format ?? "").replace(/["\s]/g, "").toLowerCase().split(",");
  if (kind === "number") return formats.includes("tailunits") ? tailUnitsShape : numberShape;
  if (kind === "quantity:unitsymbol") return quantityUnitShape;
  if (kind === "rate:price") return priceShape;
  if (kind === "rate:unitsymbol") return rateUnitShape;
  if (kind === "amount:rate" && formats.includes("currency")) return currencyShape;
  return plain;
}

function toNumber(value: Stored): number | undefined {
  return typeof value === "number" ? value : value === "" ? undefined : asNumber(value);
}

function toTailUnits(value: Stored): number | undefined {
  return typeof value === "object" && value.kind === "quantity" ? tailUnits(value) : toNumber(value);
}
