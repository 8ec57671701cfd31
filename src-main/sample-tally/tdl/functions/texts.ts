import { compactDate, parseDate, separatedDate } from "../dates.ts";
import { methodKey } from "../names.ts";
import { subLists, textLists } from "../object-types.ts";
import type { Scope } from "../scope.ts";
import { reservedWord, systemName } from "../system-names.ts";
import { asDay, compareValues } from "../value-math.ts";
import { asNumber, asText, compoundUnit, isEmptyValue, numberText, tailUnits } from "../value-text.ts";
import type { Shapes } from "../value-text.ts";
import type { Stored } from "../../model.ts";
import { ofName, ofValues, writtenName } from "./built-in.ts";
import type { BuiltIn } from "./built-in.ts";

/** `$$String:x:"TailUnits"` writes a quantity in its smallest unit, `:"Forex"` a rate in its own currency. */
function textAs(value: Stored, format: Stored, shapes: Shapes): string {
  const wanted = typeof format === "string" ? format.replace(/\s+/g, "").toLowerCase() : "";
  if (typeof value === "object" && wanted !== "") {
    if (value.kind === "quantity" && wanted === "tailunits") {
      const unit = compoundUnit(value.unit)?.tail ?? value.unit;
      return `${numberText(tailUnits(value))} ${unit}`;
    }
    if (value.kind === "rate" && wanted === "forex")
      return numberText((value.forex?.value ?? value.value) / 1e8);
    if (value.kind === "day" && wanted === "universaldate") return compactDate(value.day);
  }
  return asText(value, shapes);
}

const stringFunction: BuiltIn = {
  maximum: 2,
  compile(taken) {
    const value = taken[0]?.evaluate;
    const format = taken[1]?.evaluate;
    // On five releases the text of a number-valued function stayed empty (FC, cookbook §0).
    const isOfFunction = taken[0]?.expression.kind === "call";
    return (scope) => {
      const found = value?.(scope);
      if (isOfFunction && typeof found === "number") return undefined;
      return textAs(found, format?.(scope), scope.run.shapes);
    };
  },
};

const sprintf: BuiltIn = {
  maximum: 12,
  compile(taken) {
    return (scope) => {
      const { shapes } = scope.run;
      const [format = "", ...rest] = taken.map((argument) => asText(argument.evaluate(scope), shapes));
      let next = 0;
      return format.replace(/%[sdf]/g, () => rest[next++] ?? "");
    };
  },
};

/** `$$FullList:Address:$Address`: an expression over every line of a list, joined by `, `. */
const fullList: BuiltIn = {
  maximum: 2,
  compile(taken) {
    const list = writtenName(taken[0]).replace(/\s+/g, "").toUpperCase();
    const value = taken[1]?.evaluate;
    return (scope) => {
      const lines = scope.object.lists[list] ?? [];
      return lines
        .map((line) => asText(value?.(scope.child(line)), scope.run.shapes))
        .filter((text) => text !== "")
        .join(", ");
    };
  },
};

const nameGetValue: BuiltIn = {
  maximum: 2,
  compile(taken, context) {
    const setName = writtenName(taken[1]);
    const key = taken[0]?.evaluate;
    return (scope) => {
      const text = asText(key?.(scope), scope.run.shapes);
      return context.nameSetValue(setName, text) ?? "";
    };
  },
};

function toDay(value: Stored): Stored {
  if (typeof value === "string") {
    const parsed = parseDate(value);
    return parsed.kind === "day" ? { kind: "day", day: parsed.day } : undefined;
  }
  const day = asDay(value);
  return day === undefined ? undefined : { kind: "day", day };
}

/** `$$IsEmpty:$StateWiseDetails`: a list is not empty where it has lines (DL asks so). */
const isEmpty: BuiltIn = {
  maximum: 1,
  compile(taken, context) {
    const value = taken[0]?.evaluate;
    const list = methodKey(writtenName(taken[0]));
    const isList = subLists.has(list) && !textLists.has(list) && !context.unknownMethods.has(list);
    return (scope) => isEmptyValue(value?.(scope)) && !(isList && hasLines(scope, list));
  },
};

function hasLines(scope: Scope, list: string): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (list in at.object.fields) return false;
    const lines = at.object.lists[list];
    if (lines !== undefined) return lines.length > 0 && at.fetched?.has(list) !== false;
  }
  return false;
}

export const textFunctions: Readonly<Record<string, BuiltIn>> = {
  string: stringFunction,
  sprintf,
  fulllist: fullList,
  namegetvalue: nameGetValue,
  stringfindandreplace: ofValues(3, (scope, text, find, replacement) => {
    const { shapes } = scope.run;
    const wanted = asText(find, shapes);
    const source = asText(text, shapes);
    return wanted === "" ? source : source.replaceAll(wanted, asText(replacement, shapes));
  }),
  strbycharcode: ofValues(1, (_scope, code) => String.fromCodePoint(asNumber(code) ?? 32)),
  zerofill: ofValues(2, (_scope, value, width) =>
    String(asNumber(value) ?? 0).padStart(asNumber(width) ?? 0, "0"),
  ),
  extractnumbers: ofValues(1, (scope, text) => {
    const digits = asText(text, scope.run.shapes).replace(/[^\d.]/g, "");
    return digits === "" ? undefined : Number(digits);
  }),
  sysname: ofName(1, (_scope, name) => systemName(name)),
  issysnameequal: ofName(2, (scope, name, value) =>
    compareValues(systemName(name), "=", value, scope.run.shapes),
  ),
  isnotapplicable: ofValues(
    1,
    (scope, value) => asText(value, scope.run.shapes) === reservedWord("Not Applicable"),
  ),
  isempty: isEmpty,
  isequal: ofValues(2, (scope, a, b) => compareValues(a, "=", b, scope.run.shapes)),
  pyrlyyyymmddformat: ofValues(2, (scope, value, separator) => {
    const day = asDay(value);
    return day === undefined ? "" : separatedDate(day, asText(separator, scope.run.shapes));
  }),
  date: ofValues(1, (_scope, value) => toDay(value)),
};
