import type { WhenAbsent } from "../catalog/stream.ts";
import type { Value } from "../contract/value.ts";
import { readQuantity } from "./expressions.ts";
import {
  type AbsentBinding,
  type AlternateBinding,
  type Binding,
  type LinePlan,
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
  readonly table: string | null;
  /** Position in its table, from 1; the entity itself is 0. */
  readonly lineNumber: number;
}

export function atField<T>(column: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError && !(error instanceof FieldError))
      throw new FieldError(error.message, column);
    throw error;
  }
}

export function readLine(plan: LinePlan, line: ReadLine, above: Context | null, lineNumber: number): Context {
  const context: Context = {
    values: { ...plan.template },
    carried: {},
    above,
    table: plan.table,
    lineNumber,
  };
  for (const [column, from] of plan.inherit) setFound(context, column, lookUp(above, from));
  for (const [column, table] of plan.lineNumberOf) setFound(context, column, lineNumberOf(above, table));
  const filled = new Set<string>();
  for (const cell of line.cells) {
    for (const binding of plan.byTag.get(cell.tag) ?? []) fillCell(context, binding, cell.text, filled);
  }
  for (const absent of plan.whenAbsent) {
    if (!filled.has(absent.column) && cellText(line, absent.tag) === undefined) fillAbsent(context, absent);
  }
  for (const { tag, into } of plan.alternates) fillAlternate(context, into, cellText(line, tag) ?? "");
  return context;
}

function fillCell(context: Context, binding: Binding, text: string, filled: Set<string>): void {
  if (binding.isShared && filled.has(binding.column)) return;
  const decoded = atField(binding.column, () => decodeValue(text, binding.decode, binding.type));
  setValue(context, binding.column, decoded ?? binding.empty);
  if (text !== "") filled.add(binding.column);
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

function fillAbsent(context: Context, absent: AbsentBinding): void {
  setFound(context, absent.column, valueWhenAbsent(context, absent.rule));
}

/** Nothing found leaves the column's empty value in place. */
function setFound(context: Context, column: string, value: Value): void {
  if (value !== null) setValue(context, column, value);
}

function valueWhenAbsent(context: Context, rule: WhenAbsent): Value {
  if ("value" in rule) return rule.value;
  if ("copyOf" in rule) return valueOf(context, rule.copyOf) ?? null;
  if ("copyOfAncestor" in rule) return lookUp(context.above, rule.copyOfAncestor);
  if ("fromSign" in rule) return String(valueOf(context, rule.fromSign) ?? "").startsWith("-");
  return valueOf(context, rule.fromFlag) === true ? rule.yes : rule.no;
}
