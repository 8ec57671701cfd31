import type { Field } from "./stream.ts";

/**
 * The few TDL expressions that everything is read with, each made into a Field. They are the forms that
 * tally-database-loader has sent to very many installations (DL), printing nothing where the value is empty.
 * Every function used is in tdl-evidence.ts. `method` is written without its `$`.
 *
 * A negative number turned into text prints `(-)5`, hence the replacing.
 */

type Extra = Partial<Omit<Field, "column" | "expression" | "decode">>;

/** Hides a field by its own emptiness and by further conditions. */
export function hiddenWhen(...conditions: readonly string[]): string {
  return ["$$IsEmpty:$$Value", ...conditions.map((condition) => `(${condition})`)].join(" OR ");
}

/** A text as it comes. Reserved words keep their mark and are stripped by the decoder. */
export function readText(column: string, method: string, extra: Extra = {}): Field {
  return { column, expression: `$${method}`, decode: "text", ...extra };
}

/** A text that people type over several lines. */
export function readLines(column: string, method: string, extra: Extra = {}): Field {
  return { column, expression: `$${method}`, decode: "multiline", ...extra };
}

/** NA(x): the reserved word Not Applicable is no value. */
export function readApplicable(column: string, method: string, extra: Extra = {}): Field {
  const expression = `if $$IsNotApplicable:$${method} then "" else $${method}`;
  return { column, expression, decode: "text", ...extra };
}

/** As readApplicable, for numbers such as an order's that are empty as well as not applicable (DL). */
export function readNumberOfNote(column: string, method: string, extra: Extra = {}): Field {
  const isNone = `($$IsEmpty:$${method} or $$IsNotApplicable:$${method})`;
  const expression = `if ${isNone} then "" else $${method}`;
  return { column, expression, decode: "text", ...extra };
}

/** P: the reserved root prints nothing, a user's own group named Primary stays (protocol §4.6). */
export function readParent(column = "parent_name", extra: Extra = {}): Field {
  const expression = `if $$IsEqual:$Parent:$$SysName:Primary then "" else $Parent`;
  return { column, expression, decode: "text", ...extra };
}

/** The first method that is filled: flat ones of older releases before the lists of Prime 3 (DL). */
export function readFirstFilled(column: string, first: string, second: string, extra: Extra = {}): Field {
  const expression = `if $$IsEmpty:$${first} then $${second} else $${first}`;
  return { column, expression, decode: "text", ...extra };
}

/** L(x) */
export function readLogical(column: string, method: string, extra: Extra = {}): Field {
  return readCondition(column, `$${method}`, extra);
}

export function readCondition(column: string, condition: string, extra: Extra = {}): Field {
  return { column, expression: `if ${condition} then "1" else ""`, decode: "logical", ...extra };
}

/** D(x); a due-date field handed to it is the due date itself. */
export function readDate(column: string, method: string, extra: Extra = {}): Field {
  const expression = `if $$IsEmpty:$${method} then "" else $$PyrlYYYYMMDDFormat:$${method}:"-"`;
  return { column, expression, decode: "date", ...extra };
}

/** A(x) for any value. IsDebit tells the side, and a negative number may stand on it (cookbook §4). */
function signedAmount(method: string): string {
  const signed = `(if $$IsDebit:$${method} then -$$NumValue:$${method} else $$NumValue:$${method})`;
  return `$$StringFindAndReplace:${signed}:"(-)":"-"`;
}

/** A(x): credit positive. */
export function readAmount(column: string, method: string, extra: Extra = {}): Field {
  const expression = `if $$IsEmpty:$${method} then "" else ${signedAmount(method)}`;
  return { column, expression, decode: "amount", ...extra };
}

/**
 * Hides an amount, quantity or rate that would print the same text as another one. Texts are compared because how
 * Tally compares two amounts of opposite sides, or two quantities in boxes and pieces, has not been recorded.
 */
export function printsAmount(method: string): string {
  return `$$Value = ${signedAmount(method)}`;
}

/** Holds where two amounts of one object print the same text. */
export function printsSameAmount(one: string, other: string): string {
  return `${signedAmount(one)} = ${signedAmount(other)}`;
}

function signedQuantity(method: string): string {
  const tail = `$$Number:$$String:$${method}:"TailUnits"`;
  return `$$StringFindAndReplace:(if $$IsInwards:$${method} then ${tail} else -${tail}):"(-)":"-"`;
}

/** Q(x): inward positive, in the smallest unit. */
export function readQuantity(column: string, method: string, extra: Extra = {}): Field {
  const expression = `if $$IsEmpty:$${method} then "" else ${signedQuantity(method)}`;
  return { column, expression, decode: "decimal", ...extra };
}

export function printsQuantity(method: string): string {
  return `$$Value = ${signedQuantity(method)}`;
}

/** For a line and its only batch: they move the same way, so the text without its direction tells. */
export function printsSameQuantity(one: string, other: string): string {
  return `$$String:$${one} = $$String:$${other}`;
}

export function printsSameRate(one: string, other: string): string {
  return `$$Number:$${one} = $$Number:$${other}`;
}

export function printsRate(method: string): string {
  return `$$Value = $$Number:$${method}`;
}

/** Unit of a quantity as the line shows it, a compound one by its whole name (TallyConnector). */
export function readQuantityUnit(column: string, method: string): Field {
  return { column, expression: `$${method}`, decode: "text", type: "Quantity : UnitSymbol" };
}

/** Unit a price is meant for (TallyConnector). */
export function readRateUnit(column: string, method: string): Field {
  return { column, expression: `$${method}`, decode: "text", type: "Rate : Unit Symbol" };
}

/** The quantity as Tally writes it, where it has an alternate one behind an equals sign. */
export function readAlternateQuantity(
  column: string,
  method: string,
  into: NonNullable<Field["alternateInto"]>,
): Field {
  return {
    column,
    expression: `$$String:$${method}`,
    decode: "text",
    invisible: '$$Value = $$StringFindAndReplace:($$Value):"=":""',
    alternateInto: into,
  };
}

/** A quantity that has no direction: a slab, a level, the size of a batch. */
export function readCount(column: string, method: string, extra: Extra = {}): Field {
  const expression = `if $$IsEmpty:$${method} then "" else $$Number:$$String:$${method}:"TailUnits"`;
  return { column, expression, decode: "decimal", ...extra };
}

/** R(x): the number of a rate, without its unit. */
export function readRate(column: string, method: string, extra: Extra = {}): Field {
  const expression = `if $$IsEmpty:$${method} then "" else $$Number:$${method}`;
  return { column, expression, decode: "decimal", ...extra };
}

/** N(x) */
export function readNumber(column: string, method: string, extra: Extra = {}): Field {
  const expression = `if $$IsEmpty:$${method} then "" else $$String:$${method}`;
  return { column, expression, decode: "decimal", ...extra };
}

export function readInteger(column: string, method: string, extra: Extra = {}): Field {
  return { ...readNumber(column, method, extra), decode: "integer" };
}

/** A credit period as typed: `30 Days`. */
export function readDays(column: string, method: string): Field {
  return { column, expression: `$${method}`, decode: "days" };
}

/** A number that prints 0 where nothing was typed; the 0 is put back. */
export function readUsuallyZero(column: string, method: string): Field {
  return {
    column,
    expression: `$$String:$${method}`,
    decode: "decimal",
    invisible: `$${method} = 0`,
    whenAbsent: { value: "0" },
  };
}

/**
 * Holds for an amount of the company's own currency: its rate is 1 and its foreign value is the base value
 * (TallyConnector hides by either). A foreign amount at rate 1 is taken for one of the own currency.
 */
function hiddenInBaseCurrency(method: string): string {
  return hiddenWhen(`$$RatexValue:$${method} = 1`, `$$ForexValue:$${method} = $$BaseValue:$${method}`);
}

/** The face value of a foreign amount, with the side as in readAmount; nothing for the company's own currency. */
export function readForexAmount(column: string, method: string): Field {
  const signed = `(if $$IsDebit:$${method} then -$$ForexValue:$${method} else $$ForexValue:$${method})`;
  const expression = `$$StringFindAndReplace:${signed}:"(-)":"-"`;
  return { column, expression, decode: "amount", invisible: hiddenInBaseCurrency(method) };
}

export function readForexCurrency(column: string, method: string): Field {
  const expression = `$$Currency:$${method}`;
  return { column, expression, decode: "text", invisible: hiddenInBaseCurrency(method) };
}

export function readExchangeRate(column: string, method: string): Field {
  const expression = `$$RatexValue:$${method}`;
  const invisible = hiddenInBaseCurrency(method);
  return { column, expression, decode: "decimal", type: "Number", invisible };
}

/**
 * Debit side or inward. Printed only where the amount's sign, as readAmount gives it, does not already say so.
 */
export function readSide(column: string, amountColumn: string, amount: string): Field {
  const isPlainDebit = `$IsDeemedPositive AND $$IsDebit:$${amount} AND $$NumValue:$${amount} > 0`;
  const isPlainCredit = `NOT $IsDeemedPositive AND NOT $$IsDebit:$${amount} AND $$NumValue:$${amount} >= 0`;
  return {
    column,
    expression: `if $IsDeemedPositive then "1" else "0"`,
    decode: "logical",
    invisible: `(${isPlainDebit}) OR (${isPlainCredit})`,
    whenAbsent: { fromSign: amountColumn },
  };
}
