import type { ChildTable, Column, Stream } from "../catalog/stream.ts";
import type { Part } from "../contract/choice.ts";
import type { Values } from "../contract/value.ts";
import type { LoggedChange } from "../destination/purge-records.ts";

export interface LeftOutOfStream {
  readonly stream: Stream;
  readonly isWhole: boolean;
  /** Something of it goes. */
  readonly isTouched: boolean;
  readonly tables: readonly ChildTable[];
  /** Columns by table, GUID twins included. */
  readonly columns: ReadonlyMap<string, readonly Column[]>;
}

export interface LeftOut {
  readonly streams: readonly LeftOutOfStream[];
  readonly parts: ReadonlySet<Part>;
  /** GUIDs of employees where they go out of a table that stays. */
  readonly employees: ReadonlySet<string>;
  readonly employeeNames: ReadonlySet<string>;
  /** Vouchers before this day go. */
  readonly before: string | null;
}

export function isEmployeeLine(line: Values, { employees, employeeNames }: LeftOut): boolean {
  const guid = line["cost_centre_guid"];
  return typeof guid === "string" ? employees.has(guid) : employeeNames.has(String(line["cost_centre_name"]));
}

type Content = Readonly<Record<string, unknown>>;

/** An update holds pairs of old and new, everything else whole content; lines are lists under their table's name. */
export function scrubEntry(entry: LoggedChange, left: LeftOut): Content | null {
  const of = left.streams.find(({ stream }) => stream.name === entry.entityType);
  if (of === undefined) return entry.changes;
  if (of.isWhole || left.employees.has(entry.guid)) return null;
  const isOfOtherYears = left.before !== null && (entry.voucherDate ?? "9999") < left.before;
  if (of.stream.counter === "vouchers" && isOfOtherYears) return null;
  const isUpdate = entry.action === "update" || entry.action === "renumber";
  const goneTables = new Set(of.tables.map(({ name }) => name));
  const ownGone = new Set((of.columns.get(of.stream.name) ?? []).map(({ name }) => name));
  const childNames = new Set(of.stream.children.map(({ name }) => name));
  let hasChanged = false;
  const kept = Object.entries(entry.changes).flatMap(([key, value]): [string, unknown][] => {
    if (goneTables.has(key) || ownGone.has(key)) {
      hasChanged = true;
      return [];
    }
    if (key === "moves_stock" && left.parts.has("inventory") && value === true) {
      hasChanged = true;
      return [[key, false]];
    }
    if (!childNames.has(key) || !Array.isArray(value)) return [[key, value]];
    const gone = new Set((of.columns.get(key) ?? []).map(({ name }) => name));
    const scrubbed = isUpdate
      ? value.map((lines: unknown) => scrubLines(key, lines, gone, left))
      : scrubLines(key, value, gone, left);
    hasChanged ||= JSON.stringify(scrubbed) !== JSON.stringify(value);
    return [[key, scrubbed]];
  });
  return hasChanged ? Object.fromEntries(kept) : entry.changes;
}

function scrubLines(table: string, lines: unknown, gone: ReadonlySet<string>, left: LeftOut): unknown {
  if (!Array.isArray(lines)) return lines;
  return (lines as Values[])
    .filter((line) => !isLineLeftOut(table, line, left))
    .map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => !gone.has(name))));
}

function isLineLeftOut(table: string, line: Values, left: LeftOut): boolean {
  if (table === "voucher_cost_allocations" && left.parts.has("payroll")) return isEmployeeLine(line, left);
  return table === "voucher_gst_lines" && left.parts.has("inventory") && line["source"] === "item";
}
