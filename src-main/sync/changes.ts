import type { Stream } from "../catalog/stream.ts";
import type { Value, Values } from "../contract/value.ts";
import type { ResolvedRow, StoredEntity } from "../destination/destination.ts";

/** What change_log.changes holds: old and new per column, lines as whole lists under their table's name. */
export type ColumnChanges = Readonly<Record<string, readonly [unknown, unknown]>>;
export type WholeContent = Readonly<Record<string, unknown>>;

export interface EntityDifference {
  /** Differences a person would call a change; empty when only computed columns moved. */
  readonly changes: ColumnChanges;
  /** Something has to be written, even if it is only a computed column or a resolved GUID. */
  readonly mustWrite: boolean;
}

/**
 * Compares an entity as read with the one stored. Computed columns (path, base_type …) and GUID twins follow
 * from other masters: they are written when they move, but a rename of a group is one change, not one per ledger.
 */
export function diffEntity(
  stream: Stream,
  stored: StoredEntity,
  row: ResolvedRow,
  /** Its columns and tables as far as changes of them are told. */
  told: Stream = stream,
): EntityDifference {
  const changes: Record<string, readonly [unknown, unknown]> = {};
  let mustWrite = stored.isDeleted || stored.alterId !== row.alterId || stored.masterId !== row.masterId;
  for (const column of told.columns) {
    if (column.derived !== true && differs(stored.values, row.values, column.name)) {
      changes[column.name] = [stored.values[column.name] ?? null, row.values[column.name] ?? null];
    }
  }
  for (const name of Object.keys(row.values)) {
    if (differs(stored.values, row.values, name)) mustWrite = true;
  }
  for (const table of stream.children) {
    const before = stored.children[table.name] ?? [];
    const after = row.children[table.name] ?? [];
    if (linesEqual(before, after, Object.keys(after[0] ?? before[0] ?? {}))) continue;
    mustWrite = true;
    if (!told.children.some(({ name }) => name === table.name)) continue;
    const asked = table.columns.filter((column) => column.derived !== true).map((column) => column.name);
    if (!linesEqual(before, after, asked)) changes[table.name] = [before, after];
  }
  return { changes, mustWrite };
}

/** Everything of an entity, for the change_log of an insert or delete. Lists without lines are left out. */
export function wholeContent(row: ResolvedRow): WholeContent {
  const content: Record<string, unknown> = { master_id: row.masterId, ...row.values };
  for (const [table, lines] of Object.entries(row.children)) {
    if (lines.length > 0) content[table] = lines;
  }
  return content;
}

/** True when the voucher number is all that moved: Tally renumbers later vouchers without a new ALTERID (§6.8). */
export function isOnlyRenumbered(changes: ColumnChanges): boolean {
  return Object.keys(changes).length === 1 && "voucher_number" in changes;
}

function differs(before: Values, after: Values, column: string): boolean {
  if (!(column in after)) return false;
  return !sameValue(before[column] ?? null, after[column] ?? null);
}

function sameValue(before: Value, after: Value): boolean {
  return before === after;
}

function linesEqual(
  before: readonly Values[],
  after: readonly Values[],
  columns: readonly string[],
): boolean {
  if (before.length !== after.length) return false;
  return after.every((line, index) =>
    columns.every((column) => !differs(before[index] as Values, line, column)),
  );
}
