import type { WhenAbsent } from "../catalog/stream.ts";
import type { Value, Values } from "../contract/value.ts";
import { addDays } from "./dates.ts";
import { readQuantity } from "./expressions.ts";
import {
  type AbsentBinding,
  type AlternateBinding,
  type Binding,
  type LinePlan,
  type Marks,
  isCarried,
} from "./row-plan.ts";
import { type ReadLine, cellText } from "./row-reader.ts";
import { DecodeError, decodeValue } from "./values.ts";

/** A DecodeError that knows the column it happened in. */
export class FieldError extends DecodeError {
  readonly fieldName: string;

  constructor(reason: string, fieldName: string) {
    super(reason);
    this.fieldName = fieldName;
  }
}

/** A line being read, with the lines above it. */
export interface Context {
  readonly values: Record<string, Value>;
  readonly carried: Record<string, Value>;
  readonly above: Context | null;
  /** All rows of the entity read so far, by table. */
  readonly rows: Readonly<Record<string, readonly Values[]>>;
  readonly table: string | null;
  /** Position in its table, from 1; the entity itself is 0. */
  readonly lineNumber: number;
}

export function atField<T>(column: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    throw namingField(error, column);
  }
}

function namingField(error: unknown, column: string): unknown {
  const isNameless = error instanceof DecodeError && !(error instanceof FieldError);
  return isNameless ? new FieldError(error.message, column) : error;
}

const nothingCarried: Record<string, Value> = Object.freeze({});

export function readLine(
  plan: LinePlan,
  line: ReadLine,
  above: Context | null,
  rows: Context["rows"],
  lineNumber: number,
): Context {
  const context: Context = {
    values: { ...plan.template },
    carried: plan.carries ? {} : nothingCarried,
    above,
    rows,
    table: plan.table,
    lineNumber,
  };
  for (const { column, from } of plan.inherit) setFound(context, column, lookUp(above, from));
  for (const { column, table } of plan.lineNumberOf) setFound(context, column, lineNumberOf(above, table));
  const marks = plan.marks;
  marks.turn += 1;
  for (const cell of line.cells) {
    const printed = plan.byTag.get(cell.tag);
    if (printed === undefined) continue;
    if (marks.printed[printed.index] === marks.turn)
      throw new DecodeError("a line came without its beginning");
    marks.printed[printed.index] = marks.turn;
    for (const binding of printed.bindings) fillCell(context, binding, cell.text, marks);
  }
  for (const absent of plan.whenAbsent) {
    const isThere =
      marks.printed[absent.tagIndex] === marks.turn || marks.filled[absent.index] === marks.turn;
    if (!isThere) fillAbsent(context, absent, marks);
  }
  for (const { tag, into } of plan.alternates) fillAlternate(context, into, cellText(line, tag) ?? "");
  return context;
}

function fillCell(context: Context, binding: Binding, text: string, marks: Marks): void {
  if (binding.isShared && marks.filled[binding.index] === marks.turn) return;
  let decoded: Value;
  try {
    decoded = decodeValue(text, binding.decode, binding.type);
  } catch (error) {
    throw namingField(error, binding.column);
  }
  (binding.isCarried ? context.carried : context.values)[binding.column] = decoded ?? binding.empty;
  if (text !== "") marks.filled[binding.index] = marks.turn;
}

/** The row of a list that was not printed because it follows from the line above; null where there is none. */
export function readImplied(plan: LinePlan, above: Context): Record<string, Value> | null {
  if (plan.implied?.whenFilled.some((column) => isFilled(valueOf(above, column))) !== true) return null;
  const values: Record<string, Value> = { ...plan.implied.template };
  for (const { column, from } of plan.inherit) values[column] = lookUp(above, from) ?? values[column] ?? null;
  for (const { column, table } of plan.lineNumberOf) values[column] = lineNumberOf(above, table);
  for (const { column, from } of plan.implied.columns)
    values[column] = valueOf(above, from) ?? values[column] ?? null;
  return values;
}

function isFilled(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== "" && value !== false;
}

/** A compound alternate (`2 Box 3 Nos`) has no one number and unit; it is left out. */
function fillAlternate(context: Context, into: AlternateBinding["into"], text: string): void {
  const parts = atField(into.quantity, () => readQuantity(text)?.alternate ?? []);
  const [alternate] = parts;
  if (alternate === undefined || parts.length > 1) return;
  const isNegative = String(valueOf(context, into.signOf) ?? "").startsWith("-") && alternate.value !== "0";
  setValue(context, into.quantity, `${isNegative ? "-" : ""}${alternate.value}`);
  setValue(context, into.unit, alternate.unit);
}

function setValue(context: Context, column: string, value: Value): void {
  (isCarried(column) ? context.carried : context.values)[column] = value;
}

export function valueOf(context: Context, column: string): Value | undefined {
  return (isCarried(column) ? context.carried : context.values)[column];
}

export function lookUp(context: Context | null, column: string): Value {
  for (let at = context; at !== null; at = at.above) {
    const value = valueOf(at, column);
    if (value !== undefined) return value;
  }
  return null;
}

function lineNumberOf(context: Context | null, table: string): Value {
  for (let at = context; at !== null; at = at.above) if (at.table === table) return at.lineNumber;
  return null;
}

function fillAbsent(context: Context, absent: AbsentBinding, marks: Marks): void {
  const { rule } = absent;
  const value =
    "withColumn" in rule
      ? marks.printed[absent.otherTagIndex] === marks.turn
        ? rule.there
        : rule.missing
      : valueWhenAbsent(context, rule);
  if (value !== null) (absent.isCarried ? context.carried : context.values)[absent.column] = value;
}

/** Nothing found leaves the column's empty value in place. */
function setFound(context: Context, column: string, value: Value): void {
  if (value !== null) setValue(context, column, value);
}

function valueWhenAbsent(context: Context, rule: Exclude<WhenAbsent, { withColumn: string }>): Value {
  if ("value" in rule) return rule.value;
  if ("copyOf" in rule) return valueOf(context, rule.copyOf) ?? null;
  if ("copyOfAncestor" in rule) return lookUp(context.above, rule.copyOfAncestor);
  if ("fromSign" in rule) return String(valueOf(context, rule.fromSign) ?? "").startsWith("-");
  if ("copyOfLine" in rule) return isFilled(valueOf(context, rule.where)) ? valueOfLine(context, rule) : null;
  if ("daysAfter" in rule) return daysAfter(valueOf(context, rule.daysAfter), valueOf(context, rule.days));
  if ("fromFlag" in rule) return valueOf(context, rule.fromFlag) === true ? rule.yes : rule.no;
  return rule.whereFilled.some((column) => isFilled(valueOf(context, column))) ? rule.yes : rule.no;
}

function valueOfLine(context: Context, rule: Extract<WhenAbsent, { copyOfLine: string }>): Value {
  const line = context.rows[rule.table]?.[rule.line - 1];
  if (line === undefined)
    throw new FieldError(`line ${rule.line} did not come, which this one repeats`, rule.where);
  return line[rule.copyOfLine] ?? null;
}

function daysAfter(date: Value | undefined, days: Value | undefined): Value {
  return typeof date === "string" && typeof days === "number" ? addDays(date, days) : null;
}
