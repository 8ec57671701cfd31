import type { Amount, Stored } from "../../model.ts";
import { calendarDate, monthStart } from "../dates.ts";
import { asDay } from "../value-math.ts";
import { asNumber, compoundUnit, isDebitAmount, sidedValue } from "../value-text.ts";
import { ofValues } from "./built-in.ts";
import type { BuiltIn } from "./built-in.ts";

function isAmount(value: Stored): value is Amount {
  return typeof value === "object" && value.kind === "amount";
}

/** For an amount in the base currency the foreign value equals the base value (cookbook §4). */
function foreignValue(value: Stored): Stored {
  if (!isAmount(value)) return asNumber(value);
  return sidedValue(value.forex?.value ?? value.base, value);
}

function rateOfExchange(value: Stored): Stored {
  if (!isAmount(value)) return undefined;
  return value.forex === undefined ? 1 : Number(value.forex.rate);
}

/** Yes for what comes in. The quantity itself knows; its text carries no direction. */
function isInwards(value: Stored): boolean {
  if (typeof value === "object" && value.kind === "quantity") return value.value > 0;
  const number = asNumber(value);
  return number !== undefined && number > 0;
}

function partOfDate(part: (day: number) => number): BuiltIn {
  return ofValues(1, (_scope, value) => {
    const day = asDay(value);
    return day === undefined ? undefined : part(day);
  });
}

function dueDays(value: Stored): Stored {
  if (typeof value !== "object" || value.kind !== "due") return undefined;
  return value.days ?? undefined;
}

export const numberFunctions: Readonly<Record<string, BuiltIn>> = {
  number: ofValues(1, (_scope, value) => asNumber(value) ?? 0),
  numvalue: ofValues(1, (_scope, value) => asNumber(value) ?? 0),
  basevalue: ofValues(1, (_scope, value) =>
    isAmount(value) ? sidedValue(value.base, value) : asNumber(value),
  ),
  forexvalue: ofValues(1, (_scope, value) => foreignValue(value)),
  ratexvalue: ofValues(1, (_scope, value) => rateOfExchange(value)),
  currency: ofValues(1, (scope, value) => {
    if (!isAmount(value)) return undefined;
    return value.forex?.currency ?? scope.run.shapes.baseSymbol;
  }),
  isbasecurrency: ofValues(1, (_scope, value) => isAmount(value) && value.forex === undefined),
  isdebit: ofValues(1, (_scope, value) => isAmount(value) && isDebitAmount(value)),
  isinwards: ofValues(1, (_scope, value) => isInwards(value)),
  unitsymbol: ofValues(1, (_scope, value) =>
    typeof value === "object" && (value.kind === "quantity" || value.kind === "rate")
      ? (compoundUnit(value.unit)?.tail ?? value.unit)
      : undefined,
  ),
  yearofdate: partOfDate((day) => calendarDate(day).year),
  monthofdate: partOfDate((day) => calendarDate(day).month),
  dayofdate: partOfDate((day) => calendarDate(day).dayOfMonth),
  monthstart: ofValues(1, (_scope, value) => {
    const day = asDay(value);
    return day === undefined ? undefined : { kind: "day", day: monthStart(day) };
  }),
  duedatebydate: ofValues(2, (_scope, value) => {
    const day = asDay(value);
    return day === undefined ? undefined : { kind: "day", day };
  }),
  duedateindays: ofValues(1, (_scope, value) => dueDays(value)),
  issetbydate: ofValues(
    1,
    (_scope, value) =>
      typeof value === "object" && value.kind === "due" && /^\d+-[a-z]{3}-/i.test(value.text),
  ),
};
