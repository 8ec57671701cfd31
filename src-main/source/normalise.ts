import type { Stream } from "../catalog/stream.ts";
import type { EntityRow, RejectedRecord, Value, Values } from "../contract/value.ts";
import { readDate } from "./dates.ts";
import { readInteger } from "./numbers.ts";
import type { LineLayout } from "./report.ts";
import { expandGuid } from "./request.ts";
import { type Context, FieldError, atField, lookUp, readImplied, readLine, valueOf } from "./row-context.ts";
import { type LinePlan, planLines } from "./row-plan.ts";
import { type ReadLine, cellText, writeLineXml } from "./row-reader.ts";
import { DecodeError, readText } from "./values.ts";

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
  const noRows = Object.fromEntries(stream.children.map((child) => [child.name, noRowsYet]));
  const tags = {
    guid: tagOf("tally_guid"),
    masterId: tagOf("master_id"),
    alterId: tagOf("alter_id"),
    date: tagOf("date"),
  };
  return (line) => {
    try {
      return { kind: "row", row: readEntity({ plan, tags, noRows }, line, companyGuid) };
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

interface Collected {
  readonly children: Record<string, Values[]>;
  /** Which reading gave each row, for tables that two readings may fill with the same facts. */
  readonly origins: Record<string, LinePlan[]>;
  /** Tables with rows that came later than their place, and the column with the number of the line they belong to. */
  unordered: Map<string, string> | null;
}

/** Stands for the rows of every table until there are some: most vouchers have lines in few of a dozen tables. */
const noRowsYet = Object.freeze([]) as unknown as Values[];

function addRow({ children, origins }: Collected, table: string, values: Values, plan: LinePlan): void {
  const rows = children[table];
  if (rows === undefined || rows === noRowsYet) children[table] = [values];
  else rows.push(values);
  (origins[table] ??= []).push(plan);
}

interface EntityReading {
  readonly plan: LinePlan;
  readonly tags: IdentityTags;
  /** Every child table, empty. */
  readonly noRows: Readonly<Record<string, Values[]>>;
}

function readEntity({ plan, tags, noRows }: EntityReading, line: ReadLine, companyGuid: string): EntityRow {
  const guid = expandGuid(readText(cellText(line, tags.guid) ?? ""), companyGuid);
  if (guid === "" || guid.length > 100) throw new FieldError("the record has no usable GUID", "tally_guid");
  const masterId = identityNumber(line, tags.masterId, "master_id");
  const alterId = identityNumber(line, tags.alterId, "alter_id");
  const collected: Collected = { children: { ...noRows }, origins: {}, unordered: null };
  const entity = readLine(plan, line, null, collected.children, 0);
  readLinesBelow(plan, line, entity, collected);
  for (const [table, column] of collected.unordered ?? [])
    orderLines(collected.children[table] ?? [], column);
  return {
    guid,
    masterId,
    alterId,
    values: Object.assign(entity.values, entity.carried),
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

function readLinesBelow(plan: LinePlan, line: ReadLine, above: Context, collected: Collected): void {
  for (const implied of plan.impliedLines) addImplied(implied, line, above, collected);
  let joined: Map<LinePlan, string[]> | null = null;
  for (const below of line.lines) {
    const belowPlan = plan.lines.get(below.tag);
    if (belowPlan === undefined) continue;
    if (belowPlan.reading?.joinInto === undefined) readListLine(belowPlan, below, above, collected);
    else {
      joined ??= new Map();
      joined.set(belowPlan, [...(joined.get(belowPlan) ?? []), joinedText(below)]);
    }
  }
  for (const [belowPlan, texts] of joined ?? []) joinTexts(above, belowPlan.reading?.joinInto ?? "", texts);
}

/** A line that came after all is the fact; then nothing is implied. */
function addImplied(
  { tag, plan }: LinePlan["impliedLines"][number],
  line: ReadLine,
  above: Context,
  collected: Collected,
): void {
  if (plan.table === null || line.lines.some((below) => below.tag === tag)) return;
  const values = readImplied(plan, above);
  if (values === null) return;
  addRow(collected, plan.table, values, plan);
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
  const rows = plan.table === null ? undefined : collected.children[plan.table];
  const context = readLine(plan, line, above, collected.children, (rows?.length ?? 0) + 1);
  if (isDropped(plan, context, collected)) return;
  for (const { column, table, where } of plan.lineNumberWhere) {
    context.values[column] = findLine(collected.children[table] ?? [], where, context.values[where]);
    (collected.unordered ??= new Map()).set(plan.table ?? "", column);
  }
  if (plan.table !== null) addRow(collected, plan.table, context.values, plan);
  for (const copy of plan.copies) {
    if (isEmpty(lookUp(context, copy.whenFilled))) continue;
    const values: Record<string, Value> = { ...copy.template };
    for (const { column, from } of copy.columns)
      values[column] = valueOf(context, from) ?? values[column] ?? null;
    addRow(collected, copy.table, values, plan);
  }
  readLinesBelow(plan, line, context, collected);
}

/** Position of the only line with that value. */
function findLine(lines: readonly Values[], column: string, value: Value | undefined): number | null {
  const index = lines.findIndex((line) => line[column] === value);
  const isOnly = index >= 0 && lines.findLastIndex((line) => line[column] === value) === index;
  return isOnly ? index + 1 : null;
}

function orderLines(lines: Values[], column: string): void {
  const placeOf = (line: Values): number => Number(line[column] ?? Number.MAX_SAFE_INTEGER);
  lines.sort((one, other) => placeOf(one) - placeOf(other));
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
