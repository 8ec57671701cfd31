import { sumOfDeletesToday } from "../destination/change-log.ts";
import type { WriteStamp, WriteTransaction } from "../destination/destination.ts";
import { holdDeletes, listHeldDeletes, removeHeldDeletes } from "../destination/held-deletes.ts";
import type { Stream } from "../catalog/stream.ts";
import type { RunContext } from "./run-context.ts";
import { mustHoldDeletes } from "./safety-catch.ts";
import { isUsed } from "./usage.ts";
import { planWindows } from "./window.ts";

/** Entities of one stream that are proven to be gone from Tally. */
export interface FoundDeletes {
  readonly stream: Stream;
  readonly guids: readonly string[];
}

export interface JudgedDeletes {
  readonly allowed: readonly string[];
  /** What now waits for a person. */
  readonly held: readonly string[];
}

/**
 * The safety catch: deletes, and only deletes, wait when a pass or a day would remove too much, of the table or of a
 * window, when a table would become empty, when a predefined master or one in use would go. What a person accepted goes; what a person dismissed
 * stays.
 */
export async function judgeDeletes(
  tx: WriteTransaction,
  run: RunContext,
  found: FoundDeletes,
  stamp: WriteStamp,
): Promise<JudgedDeletes> {
  if (found.guids.length === 0) return { allowed: [], held: [] };
  const { stream } = found;
  const decisions = await decisionsOf(tx, run.companyId, stream.name);
  const living = await livingRows(tx, run.companyId, stream);
  const open = found.guids.filter((guid) => living.has(guid) && decisions.get(guid) !== "dismissed");
  const accepted = open.filter((guid) => decisions.get(guid) === "accepted");
  const undecided = open.filter((guid) => decisions.get(guid) !== "accepted");
  const goneToday = await sumOfDeletesToday(tx.db, run.companyId, stream.name, stamp.at);
  const isTooMuch = [undecided.length, undecided.length + goneToday].some((removed) =>
    mustHoldDeletes({ living: living.size + (removed - undecided.length), removed }, run.limits.deletes),
  );
  const dense = isTooMuch ? new Set<string>() : tooMuchOfWindow(run, living, undecided);
  const held: string[] = [];
  const allowed = [...accepted];
  for (const guid of undecided) {
    const mustWait = isTooMuch || dense.has(guid) || (await isProtected(tx, run, stream, guid, living));
    (mustWait ? held : allowed).push(guid);
  }
  await holdDeletes(
    tx.db,
    stamp,
    held.map((guid) => ({ entityType: stream.name, guid, nameOrNumber: living.get(guid)?.name ?? "" })),
  );
  await removeHeldDeletes(tx.db, run.companyId, stream.name, allowed);
  return { allowed, held };
}

/** Deletes in windows of as many vouchers as one request reads, where such a window would lose too many of them. */
function tooMuchOfWindow(
  run: RunContext,
  living: ReadonlyMap<string, LivingRow>,
  undecided: readonly string[],
): ReadonlySet<string> {
  const { rows: mostRemoved } = run.limits.deletes;
  if (undecided.length <= mostRemoved) return new Set();
  const byDate = Map.groupBy(living.values(), ({ date }) => date ?? "");
  const dates = [...byDate.keys()].filter((date) => date !== "").sort();
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return new Set();
  const days = dates.map((date) => ({ date, count: byDate.get(date)?.length ?? 0 }));
  const windows = planWindows({ from, to }, days, run.limits.windows.rows);
  return new Set(
    windows.flatMap((window) => {
      const isWithin = (date: string | null): boolean =>
        date !== null && date >= window.from && date <= window.to;
      const removed = undecided.filter((guid) => isWithin(living.get(guid)?.date ?? null));
      const held = days.filter(({ date }) => isWithin(date)).reduce((sum, { count }) => sum + count, 0);
      // A window may hold a handful at the end of the book; the table as a whole looks after those.
      const isFew = removed.length <= mostRemoved;
      const scope = { living: held, removed: removed.length };
      return isFew || !mustHoldDeletes(scope, run.limits.deletes) ? [] : removed;
    }),
  );
}

interface LivingRow {
  readonly name: string;
  readonly isReserved: boolean;
  /** Of a voucher. */
  readonly date: string | null;
}

async function decisionsOf(
  tx: WriteTransaction,
  companyId: number,
  table: string,
): Promise<ReadonlyMap<string, string>> {
  const held = await listHeldDeletes(tx.db, { companyId });
  return new Map(
    held.filter((row) => row.entity_type === table).map((row) => [row.tally_guid, row.decision]),
  );
}

async function livingRows(
  tx: WriteTransaction,
  companyId: number,
  stream: Stream,
): Promise<ReadonlyMap<string, LivingRow>> {
  const nameColumn = stream.counter === "vouchers" ? "voucher_number" : "name";
  const dateColumn = stream.counter === "vouchers" ? ["date"] : [];
  const hasReserved = stream.columns.some(({ name }) => name === "is_reserved");
  const columns = ["tally_guid", nameColumn, ...dateColumn, ...(hasReserved ? ["is_reserved"] : [])];
  const rows = await tx.select({ companyId, table: stream.name, columns });
  return new Map(
    rows.map((row) => [
      String(row["tally_guid"]),
      {
        name: String(row[nameColumn] ?? ""),
        isReserved: row["is_reserved"] === true,
        date: typeof row["date"] === "string" ? row["date"] : null,
      },
    ]),
  );
}

async function isProtected(
  tx: WriteTransaction,
  run: RunContext,
  stream: Stream,
  guid: string,
  living: ReadonlyMap<string, LivingRow>,
): Promise<boolean> {
  if (stream.counter === "vouchers") return false;
  if (living.get(guid)?.isReserved === true) return true;
  return isUsed(tx, [...run.masterStreams, run.voucherStream], run.companyId, stream.name, guid);
}
