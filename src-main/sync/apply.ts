import type { Stream } from "../catalog/stream.ts";
import type { EntityRow } from "../contract/value.ts";
import type { ResolvedRow, StoredEntity, WriteStamp, WriteTransaction } from "../destination/destination.ts";
import type { Change } from "../destination/change-log.ts";
import { canonicalRow } from "../destination/canonical-row.ts";
import type { Dialect } from "../destination/dialect.ts";
import { diffEntity, isOnlyRenumbered, wholeContent } from "./changes.ts";
import { completeRow, type MasterKnowledge } from "./complete.ts";
import type { RunCounts } from "./counts.ts";
import type { Staging } from "./staging.ts";

/** Entities compared and written at a time: enough for few statements, small enough for memory. */
const batchSize = 500;

/** A master whose name changed; its GUID says that it is the same one. */
export interface Rename {
  readonly table: string;
  readonly guid: string;
  readonly oldName: string;
  readonly newName: string;
}

export interface ApplyOptions {
  readonly stamp: WriteStamp;
  readonly known: MasterKnowledge;
  readonly counts: RunCounts;
  readonly dialect: Dialect;
  /** False while the first load is completed: the audit trail begins after it. */
  readonly isLogged: boolean;
  /**
   * What was replicated before this run: only changes of that are told. Without it all of it was. Null for a stream or a
   * record that is new to the replica because it was chosen, not because somebody made it.
   */
  readonly told?: (stream: Stream, row: ResolvedRow) => Stream | null;
  /** Receives the change_log rows of each batch, in commit order. */
  readonly log: (entries: readonly Change[]) => Promise<void>;
}

/**
 * Renames first: the master's own name and, by GUID, every name that points to it. What is compared afterwards
 * reads the new names already, so that a rename is one change and not one per voucher.
 */
export async function applyRenames(
  tx: WriteTransaction,
  companyId: number,
  renames: readonly Rename[],
): Promise<void> {
  const byTable = Map.groupBy(renames, ({ table }) => table);
  for (const [table, list] of byTable) {
    const rows = list.map(({ guid, newName }) => ({ guid, values: [newName] }));
    await tx.updateColumns(companyId, table, ["name"], rows);
  }
  for (const [table, list] of byTable) {
    await tx.cascadeNames(
      companyId,
      table,
      list.map(({ guid }) => guid),
    );
  }
}

/** Compares what was staged for a stream with what is stored, writes what differs, tells each change. */
export async function applyStream(
  tx: WriteTransaction,
  stream: Stream,
  staging: Staging,
  renames: readonly Rename[],
  options: ApplyOptions,
): Promise<void> {
  const oldNames = new Map(
    renames.filter(({ table }) => table === stream.name).map(({ guid, oldName }) => [guid, oldName]),
  );
  for await (const batch of staging.batches(stream.name, batchSize)) {
    await applyBatch(tx, stream, batch, oldNames, options);
  }
}

async function applyBatch(
  tx: WriteTransaction,
  stream: Stream,
  batch: readonly EntityRow[],
  oldNames: ReadonlyMap<string, string>,
  options: ApplyOptions,
): Promise<void> {
  const { stamp, known, counts } = options;
  const rows = batch.map((row) => canonicalRow(stream, completeRow(stream, row, known), options.dialect));
  const stored = await tx.readEntities(
    stamp.companyId,
    stream,
    rows.map(({ guid }) => guid),
  );
  const writes: ResolvedRow[] = [];
  const entries: Change[] = [];
  for (const row of rows) {
    const told = options.told === undefined ? stream : options.told(stream, row);
    const outcome = compare(stream, row, stored.get(row.guid), oldNames.get(row.guid), told ?? stream);
    counts.of(stream.name)[outcome.counted] += 1;
    if (outcome.write !== null) writes.push(outcome.write);
    if (outcome.entry !== null && options.isLogged && told !== null) entries.push(outcome.entry);
  }
  if (writes.length > 0) await tx.writeEntities(stream, writes, stamp, { isKnownNew: false });
  if (entries.length > 0) await options.log(entries);
}

interface Outcome {
  readonly counted: "inserted" | "updated" | "unchanged";
  readonly write: ResolvedRow | null;
  readonly entry: Change | null;
}

function compare(
  stream: Stream,
  row: ResolvedRow,
  stored: StoredEntity | undefined,
  oldName: string | undefined,
  told: Stream,
): Outcome {
  if (stored === undefined) {
    return {
      counted: "inserted",
      write: row,
      entry: changeEntry(stream, "insert", row, null, wholeContent(row)),
    };
  }
  // Columns that this request does not read (closing figures) keep what they hold.
  const merged = { ...row, values: { ...stored.values, ...row.values } };
  if (stored.isDeleted) {
    const entry = changeEntry(stream, "restore", merged, stored.alterId, wholeContent(merged));
    return { counted: "inserted", write: merged, entry };
  }
  const difference = diffEntity(stream, stored, row, told);
  const changes =
    oldName === undefined
      ? difference.changes
      : { name: [oldName, row.values["name"]], ...difference.changes };
  const hasMoved = row.alterId !== stored.alterId;
  if (Object.keys(changes).length === 0 && !hasMoved) {
    return { counted: "unchanged", write: difference.mustWrite ? merged : null, entry: null };
  }
  const action = !hasMoved && isOnlyRenumbered(difference.changes) ? "renumber" : "update";
  return {
    counted: "updated",
    write: merged,
    entry: changeEntry(stream, action, merged, stored.alterId, changes),
  };
}

/** Deletes that are proven: tells the whole last content, then leaves tombstones. */
export async function applyDeletes(
  tx: WriteTransaction,
  stream: Stream,
  guids: readonly string[],
  options: ApplyOptions,
): Promise<void> {
  for (let start = 0; start < guids.length; start += batchSize) {
    const part = guids.slice(start, start + batchSize);
    const stored = await tx.readEntities(options.stamp.companyId, stream, part);
    const living = [...stored.values()].filter((entity) => !entity.isDeleted);
    await tx.deleteEntities(
      stream,
      living.map(({ guid }) => guid),
      options.stamp,
    );
    options.counts.of(stream.name).deleted += living.length;
    for (const entity of living) options.known.names.remove(stream.name, entity.guid);
    if (options.isLogged && living.length > 0) {
      await options.log(
        living.map((entity) => ({
          ...changeEntry(stream, "delete", entity, entity.alterId, wholeContent(entity)),
          alterIdAfter: null,
        })),
      );
    }
  }
}

function changeEntry(
  stream: Stream,
  action: Change["action"],
  row: ResolvedRow,
  alterIdBefore: number | null,
  changes: unknown,
): Change {
  const isVoucher = stream.name === "vouchers";
  return {
    entityType: stream.name,
    guid: row.guid,
    nameOrNumber: String((isVoucher ? row.values["voucher_number"] : row.values["name"]) ?? ""),
    action,
    alterIdBefore,
    alterIdAfter: row.alterId,
    voucherDate: isVoucher ? textOrNull(row.values["date"]) : null,
    alteredBy: isVoucher ? String(row.values["altered_by"] ?? "") : "",
    changes,
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
