import { guidColumnOf, type Stream } from "../catalog/stream.ts";
import type { WriteTransaction } from "../destination/destination.ts";

/**
 * Whether living rows still point to a master. Tally refuses to delete one that is in use, so a master that seems gone
 * while rows use it tells of a wrong reading rather than of a delete.
 */
export async function isUsed(
  tx: WriteTransaction,
  streams: readonly Stream[],
  companyId: number,
  masterTable: string,
  guid: string,
): Promise<boolean> {
  for (const stream of streams) {
    const tables = [
      { name: stream.name, columns: stream.columns, ownKey: "tally_guid" },
      ...stream.children.map(({ name, columns, parentKey }) => ({ name, columns, ownKey: parentKey })),
    ];
    for (const { name, columns, ownKey } of tables) {
      for (const column of columns) {
        if (column.refersTo !== masterTable) continue;
        const twin = guidColumnOf(column.name);
        if (twin === ownKey) continue;
        const rows = await tx.select({
          companyId,
          table: name,
          columns: [ownKey],
          whereIn: { column: twin, values: [guid] },
        });
        // A reserved type is its own parent; that is no use by others.
        if (rows.some((row) => row[ownKey] !== guid)) return true;
      }
    }
  }
  return false;
}
