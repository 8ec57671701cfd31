import { isKept } from "../catalog/chosen.ts";
import { type Column, guidColumnOf, type Stream } from "../catalog/stream.ts";
import { type Chosen, type CustomField, customColumnOf } from "../contract/choice.ts";
import type { Values } from "../contract/value.ts";
import {
  forgetReferencesTo,
  parentsOfLines,
  type PurgeAccess,
  purgeColumns,
  purgeEntities,
  purgeLines,
  purgeStream,
  purgeTable,
  purgeThoroughly,
  purgeVouchersBefore,
} from "../destination/purge.ts";
import {
  forgetHeldDeletes,
  forgetRawXml,
  forgetStream,
  purgeQuarantine,
  scrubChangeLog,
} from "../destination/purge-records.ts";
import { layoutOf, type TableLayout } from "../destination/table-layout.ts";
import { isEmployeeLine, type LeftOut, type LeftOutOfStream, scrubEntry } from "./choice-scrub.ts";
import { isSameField } from "./choice.ts";
import type { RunCounts } from "./counts.ts";

/** What the database holds of a company before, and what it is to hold afterwards. */
export interface ChoiceChange {
  readonly before: Chosen;
  readonly after: Chosen;
  /** Tables that this program reads more of than the one that filled them. */
  readonly outdated?: ReadonlySet<string>;
}

/**
 * Takes out of the database what is no longer chosen, in the caller's transaction: rows, lines, columns, and what the
 * audit trail, the quarantine and held deletes said of them. Nothing of it is a delete.
 */
export async function purgeLeftOut(
  access: PurgeAccess,
  streams: readonly Stream[],
  change: ChoiceChange,
  counts: RunCounts,
): Promise<void> {
  const left = await leftOutOf(access, streams, change);
  if (!left.streams.some(({ isTouched }) => isTouched)) return;
  await purgeThoroughly(access, () => purgeAll(access, left, counts));
}

async function purgeAll(access: PurgeAccess, left: LeftOut, counts: RunCounts): Promise<void> {
  for (const of of left.streams) {
    const { stream } = of;
    if (of.isWhole) {
      counts.notePurged(stream.name, await purgeStream(access, stream));
      await forgetStream(access, stream.name);
      await purgeQuarantine(access, stream.name);
    } else await purgeParts(access, of, counts);
  }
  await purgeEmployees(access, left, counts);
  await forgetReferences(access, left);
  if (left.parts.has("inventory")) await purgeItemLines(access, left, counts);
  if (left.before !== null) await purgeYears(access, left, left.before, counts);
  const scrubbed = left.streams.filter(({ isTouched }) => isTouched).map(({ stream }) => stream.name);
  await forgetRawXml(access, scrubbed);
  await scrubChangeLog(access, scrubbed, (entry) => scrubEntry(entry, left));
}

async function leftOutOf(
  access: PurgeAccess,
  streams: readonly Stream[],
  change: ChoiceChange,
): Promise<LeftOut> {
  const { before, after } = change;
  const goes = new Set(after.without.filter((part) => !before.without.includes(part)));
  const isLater = after.from !== null && (before.from === null || after.from > before.from);
  const employees = goes.has("payroll") ? await findEmployees(access) : [];
  return {
    streams: streams.map((stream) => {
      const isWhole = isGone(stream, change);
      const tables = stream.children.filter((child) => isGone(child, change));
      const columns = goneColumns(stream, change);
      const hasRows = stream.counter === "vouchers" ? goes.size > 0 || isLater : goes.has("payroll");
      return {
        stream,
        isWhole,
        tables,
        columns,
        isTouched: isWhole || hasRows || tables.length + columns.size > 0,
      };
    }),
    parts: goes,
    employees: new Set(employees.map((row) => String(row["tally_guid"]))),
    employeeNames: new Set(employees.map((row) => String(row["name"]))),
    before: isLater ? after.from : null,
  };
}

function isGone(thing: Parameters<typeof isKept>[0], { before, after }: ChoiceChange): boolean {
  return isKept(thing, before) && !isKept(thing, after);
}

function goneColumns(stream: Stream, change: ChoiceChange): ReadonlyMap<string, readonly Column[]> {
  const kept = (field: CustomField): boolean => change.after.customFields.some(isSameField(field));
  const goneFields = new Set(
    change.before.customFields
      .filter((field) => field.table === stream.name && !kept(field))
      .map(customColumnOf),
  );
  const columns = new Map<string, readonly Column[]>();
  const { entity, children } = layoutOf(stream);
  for (const [layout, own] of [
    [entity, stream.columns],
    ...children.map((child, index) => [child, stream.children[index]?.columns ?? []] as const),
  ] as const) {
    const gone = own.filter((column) => isGone(column, change) || goneFields.has(column.name));
    const names = new Set(
      gone.flatMap(({ name, refersTo }) => (refersTo === undefined ? [name] : [name, guidColumnOf(name)])),
    );
    if (names.size > 0)
      columns.set(
        layout.name,
        layout.valueColumns.filter(({ name }) => names.has(name)),
      );
  }
  return columns;
}

async function findEmployees({ tx, companyId }: PurgeAccess): Promise<readonly Values[]> {
  const query = { companyId, columns: ["tally_guid", "name"], includeDeleted: true };
  const employees = await tx.select({ ...query, table: "employees" });
  const centres = await tx.select({
    ...query,
    table: "cost_centres",
    columns: [...query.columns, "is_employee"],
  });
  return [...employees, ...centres.filter((row) => row["is_employee"] === true)];
}

async function purgeParts(access: PurgeAccess, left: LeftOutOfStream, counts: RunCounts): Promise<void> {
  const { entity, children } = layoutOf(left.stream);
  const gone = new Set(left.tables.map(({ name }) => name));
  for (const table of [...children, entity]) {
    if (gone.has(table.name)) {
      counts.notePurged(table.name, await purgeTable(access, table));
      continue;
    }
    const columns = left.columns.get(table.name) ?? [];
    const purged = await purgeColumns(access, table, columns);
    // Openings alone are not taken out: those of a later day come in their place.
    if (!columns.every(({ opening }) => opening === true)) counts.notePurged(table.name, purged);
  }
}

function tableOf(left: LeftOut, name: string): TableLayout | undefined {
  for (const { stream } of left.streams) {
    const { entity, children } = layoutOf(stream);
    const found = [entity, ...children].find((table) => table.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A name that points to a master which is no longer kept stays as a name. */
async function forgetReferences(access: PurgeAccess, left: LeftOut): Promise<void> {
  const gone = new Set(left.streams.filter(({ isWhole }) => isWhole).map(({ stream }) => stream.name));
  for (const { stream, isWhole } of left.streams) {
    if (isWhole) continue;
    const { entity, children } = layoutOf(stream);
    for (const table of [entity, ...children]) {
      const twins = table.references
        .filter(({ masterTable, guidColumn }) => gone.has(masterTable) && guidColumn !== table.keyColumn)
        .map(({ guidColumn }) => ({ name: guidColumn, type: "key" as const }));
      await purgeColumns(access, table, twins);
    }
  }
}

/** Tally keeps employees as cost centres, and payroll vouchers allocate their amounts to them. */
async function purgeEmployees(access: PurgeAccess, left: LeftOut, counts: RunCounts): Promise<void> {
  const centres = left.streams.find(({ stream }) => stream.name === "cost_centres");
  const table = tableOf(left, "voucher_cost_allocations");
  if (!left.parts.has("payroll") || centres === undefined || table === undefined) return;
  counts.notePurged("cost_centres", await purgeEntities(access, centres.stream, [...left.employees]));
  await forgetReferencesTo(access, layoutOf(centres.stream).entity, "parent_guid", [...left.employees]);
  const parents = await parentsOfLines(access, table, "cost_centre_name", [...left.employeeNames]);
  const isEmployees = (line: Values): boolean => isEmployeeLine(line, left);
  counts.notePurged(table.name, await purgeLines(access, table, isEmployees, parents));
}

async function purgeItemLines(access: PurgeAccess, left: LeftOut, counts: RunCounts): Promise<void> {
  const table = tableOf(left, "voucher_gst_lines");
  const vouchers = tableOf(left, "vouchers");
  if (table === undefined || vouchers === undefined) return;
  const parents = await parentsOfLines(access, table, "source", ["item"]);
  const purged = await purgeLines(access, table, (line) => line["source"] === "item", parents);
  counts.notePurged(table.name, purged);
  await purgeColumns(access, vouchers, [{ name: "moves_stock", type: "bool" }]);
}

async function purgeYears(
  access: PurgeAccess,
  left: LeftOut,
  before: string,
  counts: RunCounts,
): Promise<void> {
  const vouchers = left.streams.find(({ stream }) => stream.counter === "vouchers")?.stream;
  if (vouchers === undefined) return;
  counts.notePurged(vouchers.name, await purgeVouchersBefore(access, vouchers, before));
  await purgeQuarantine(access, vouchers.name, before);
  await forgetHeldDeletes(access, vouchers.name);
}
