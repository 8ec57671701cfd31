import type { Stream } from "../catalog/stream.ts";
import type { EntityRow, Values } from "../contract/value.ts";
import type { StoredEntity } from "../destination/destination.ts";
import { canonicalRow } from "../destination/canonical-row.ts";
import type { Dialect } from "../destination/dialect.ts";
import { completeRow, type MasterKnowledge } from "./complete.ts";

export interface Anchor {
  readonly row: EntityRow;
  readonly stored: StoredEntity | undefined;
}

/**
 * What cannot change without a new ALTERID. Voucher numbers can (renumbering), names can (renames: compared by
 * GUID), and a bank date might (column-map, voucher_bank_allocations).
 */
const headColumns = ["date", "voucher_type_guid", "party_guid", "narration", "is_cancelled", "is_optional"];
const lineColumns: Readonly<Record<string, readonly string[]>> = {
  voucher_ledger_entries: ["ledger_guid", "amount"],
  voucher_inventory_entries: ["item_guid", "quantity", "amount"],
};

/**
 * Vouchers that were stored with an ALTERID at or below the checkpoint and come back with it must equal the
 * replica. One that does not tells of a restored backup whose numbers were used again for other content.
 * Returns what is wrong, in words, or null.
 */
export function checkAnchors(
  stream: Stream,
  anchors: readonly Anchor[],
  known: MasterKnowledge,
  dialect: Dialect,
): string | null {
  for (const { row, stored } of anchors) {
    if (stored === undefined || stored.isDeleted) {
      return `voucher ${row.guid} has ALTERID ${row.alterId}, and the replica has none`;
    }
    if (stored.alterId !== row.alterId) {
      return `voucher ${row.guid} has ALTERID ${row.alterId}, the replica holds ${stored.alterId}`;
    }
    if (!hasSameContent(stored, canonicalRow(stream, completeRow(stream, row, known), dialect))) {
      return `voucher ${row.guid} has other content than the replica under the same ALTERID ${row.alterId}`;
    }
  }
  return null;
}

function hasSameContent(stored: StoredEntity, row: Pick<StoredEntity, "values" | "children">): boolean {
  if (!sameColumns(stored.values, row.values, headColumns)) return false;
  return Object.entries(lineColumns).every(([table, columns]) => {
    const before = stored.children[table] ?? [];
    const after = row.children[table] ?? [];
    return (
      before.length === after.length && after.every((line, i) => sameColumns(before[i] ?? {}, line, columns))
    );
  });
}

function sameColumns(before: Values, after: Values, columns: readonly string[]): boolean {
  return columns.every((column) => (before[column] ?? null) === (after[column] ?? null));
}
