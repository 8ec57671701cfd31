import type { Stream, WhenAbsent } from "../catalog/stream.ts";
import type { EntityRow, RejectedRecord, Value, Values } from "../contract/value.ts";
import { readDate } from "./dates.ts";
import { readQuantity } from "./expressions.ts";
import { readInteger } from "./numbers.ts";
import type { LineLayout } from "./report.ts";
import { expandGuid } from "./request.ts";
import {
  type AbsentBinding,
  type AlternateBinding,
  type Binding,
  type LinePlan,
  isCarried,
  planLines,
} from "./row-plan.ts";
import { type ReadLine, cellText, writeLineXml } from "./row-reader.ts";
import { DecodeError, decodeValue, readText } from "./values.ts";

export type Normalised =
  | { readonly kind: "row"; readonly row: EntityRow }
  | { readonly kind: "rejected"; readonly record: RejectedRecord };

/** Printed line to EntityRow by the catalog. A record that cannot be decoded is handed over as rejected, whole. */
export function createNormaliser(
  stream: Stream,
  layout: LineLayout,
  companyGuid: string,
): (line: ReadLine) => Normalised {
  const plan = planLines(stream, layout);
  const tagOf = (column: string): string =>
    layout.bindings.find(({ field }) => field.column === column)?.tag ?? "";
  const tags = {
    guid: tagOf("tally_guid"),
    masterId: tagOf("master_id"),
    alterId: tagOf("alter_id"),
    date: tagOf("date"),
  };
  return (line) => {
    try {
      return { kind: "row", row: readEntity(stream, plan, tags, line, companyGuid) };
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      return { kind: "rejected", record: rejectLine(stream, tags, line, companyGuid, error) };
    }
  };
}

interface IdentityTags {
  readonly guid: string;
  readonly masterId: string;
  readonly alterId: string;
  readonly date: string;
}

/** A DecodeError that knows the column it happened in. */
class FieldError extends DecodeError {
  readonly fieldName: string;

  constructor(reason: string, fieldName: string) {
    super(reason);
    this.fieldName = fieldName;
  }
}

/** A line being read, with the lines above it. */
interface Context {
  readonly values: Record<string, Value>;
  readonly carried: Record<string, Value>;
  readonly above: Context | null;
  readonly table: string | null;
  /** Position in its table, from 1; the entity itself is 0. */
  readonly lineNumber: number;
}

interface Collected {
  readonly children: Record<string, Values[]>;
  /** Which reading gave each row, for tables that two readings may fill with the same facts. */
  readonly origins: Record<string, LinePlan[]>;
}

function readEntity(
  stream: Stream,
  plan: LinePlan,
  tags: IdentityTags,
  line: ReadLine,
  companyGuid: string,
): EntityRow {
  const guid = expandGuid(readText(cellText(line, tags.guid) ?? ""), companyGuid);
  if (guid === "" || guid.length > 100) throw new FieldError("the record has no usable GUID", "tally_guid");
  const masterId = identityNumber(line, tags.masterId, "master_id");
  const alterId = identityNumber(line, tags.alterId, "alter_id");
  const collected: Collected = { children: {}, origins: {} };
  for (const child of stream.children) collected.children[child.name] = [];
  const entity = readLine(plan, line, null, 0);
  readLinesBelow(plan, line, entity, collected);
  return {
    guid,
    masterId,
    alterId,
    values: { ...entity.values, ...entity.carried },
    children: collected.children,
  };
}

function identityNumber(line: ReadLine, tag: string, column: string): number {
  const text = cellText(line, tag) ?? "";
  return atField(column, () => {
    const value = text.trim() === "" ? 0 : readInteger(text);
    if (value < 1) throw new DecodeError("the record has no such number");
    return value;
  });
}

function atField<T>(column: string, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof DecodeError && !(error instanceof FieldError))
      throw new FieldError(error.message, column);
    throw error;
  }
}

function readLine(plan: LinePlan, line: ReadLine, above: Context | null, lineNumber: number): Context {
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

function valueOf(context: Context, column: string): Value | undefined {
  return (isCarried(column) ? context.carried : context.values)[column];
}

function lookUp(context: Context | null, column: string): Value {
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

function readLinesBelow(plan: LinePlan, line: ReadLine, above: Context, collected: Collected): void {
  const joined = new Map<LinePlan, string[]>();
  for (const below of line.lines) {
    const belowPlan = plan.lines.get(below.tag);
    if (belowPlan === undefined) continue;
    if (belowPlan.reading?.joinInto === undefined) readListLine(belowPlan, below, above, collected);
    else joined.set(belowPlan, [...(joined.get(belowPlan) ?? []), joinedText(below)]);
  }
  for (const [belowPlan, texts] of joined) joinTexts(above, belowPlan.reading?.joinInto ?? "", texts);
}

function joinedText(line: ReadLine): string {
  return line.cells.map((cell) => readText(cell.text)).join("\n");
}

/** Fills a text column of the nearest row of a table above; of several dated texts the last one counts. */
function joinTexts(context: Context, column: string, texts: readonly string[]): void {
  let at: Context = context;
  while (at.above !== null && at.table === null) at = at.above;
  const text = texts.join("\n");
  if (text.trim() !== "") at.values[column] = text;
}

function readListLine(plan: LinePlan, line: ReadLine, above: Context, collected: Collected): void {
  const rows = plan.table === null ? undefined : (collected.children[plan.table] ??= []);
  const context = readLine(plan, line, above, (rows?.length ?? 0) + 1);
  if (isDropped(plan, context, collected)) return;
  if (rows !== undefined && plan.table !== null) {
    rows.push(context.values);
    (collected.origins[plan.table] ??= []).push(plan);
  }
  for (const copy of plan.copies) {
    if (isEmpty(lookUp(context, copy.whenFilled))) continue;
    const values: Record<string, Value> = { ...copy.template };
    for (const [column, from] of copy.columns)
      values[column] = valueOf(context, from) ?? values[column] ?? null;
    (collected.children[copy.table] ??= []).push(values);
    (collected.origins[copy.table] ??= []).push(plan);
  }
  readLinesBelow(plan, line, context, collected);
}

function isEmpty(value: Value): boolean {
  return value === null || value === "" || value === "0" || value === 0 || value === false;
}

function isDropped(plan: LinePlan, context: Context, collected: Collected): boolean {
  const { dropWhenEmpty, unlessAlreadyRead } = plan.reading ?? {};
  if (dropWhenEmpty?.every((column) => isEmpty(valueOf(context, column) ?? null)) === true) return true;
  if (unlessAlreadyRead === undefined || plan.table === null) return false;
  const origins = collected.origins[plan.table] ?? [];
  return (collected.children[plan.table] ?? []).some(
    (row, index) =>
      origins[index]?.reading !== plan.reading &&
      unlessAlreadyRead.every((column) => row[column] === context.values[column]),
  );
}

function rejectLine(
  stream: Stream,
  tags: IdentityTags,
  line: ReadLine,
  companyGuid: string,
  error: DecodeError,
): RejectedRecord {
  return {
    entityType: stream.name,
    guid: expandGuid(readText(cellText(line, tags.guid) ?? ""), companyGuid),
    masterId: tryRead(() => identityNumber(line, tags.masterId, "master_id")),
    alterId: tryRead(() => identityNumber(line, tags.alterId, "alter_id")),
    voucherDate: tags.date === "" ? null : tryRead(() => readDate(cellText(line, tags.date) ?? "")),
    reason: error.message,
    fieldName: error instanceof FieldError ? error.fieldName : "",
    rawXml: writeLineXml(line),
  };
}

function tryRead<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
