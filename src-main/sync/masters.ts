import type { Stream } from "../catalog/stream.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { EntityRow, Values } from "../contract/value.ts";
import type { Head } from "../source/source.ts";
import type { Rename } from "./apply.ts";
import type { MasterKnowledge } from "./complete.ts";
import type { FoundDeletes } from "./deletes.ts";
import { deriveMasters } from "./derive-masters.ts";
import { anchorCount, quarantinedGuids, requireSameContent, requireSameMasters } from "./lineage.ts";
import {
  type NumberRange,
  type NumberSet,
  countNumbers,
  numberRange,
  subtractNumbers,
  uniteNumbers,
} from "./number-set.ts";
import { readMastersOf } from "./read-masters.ts";
import type { RunContext } from "./run-context.ts";
import type { Staging } from "./staging.ts";

/** What reading the masters brought. */
export interface MastersRead {
  /** Lowest masters counter of all answers: up to here everything was seen. */
  readonly counter: number;
  /** Highest one: masters moved while they were read if it differs. */
  readonly newest: number;
  readonly renames: readonly Rename[];
  /** Numbers up to `counter` that no row explains. */
  readonly unexplained: NumberSet;
  /** GUIDs of every living master, for the streams that were read or listed whole. */
  readonly complete: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface MastersRequest {
  /** Rows with a higher ALTERID are read; small types always whole. Null reads everything. */
  readonly after: number | null;
}

/**
 * Reads masters into staging and teaches names and facts to the run. Small types are re-read whole: a change of
 * one moves its descendants without an ALTERID of their own.
 */
export async function readMasters(
  run: RunContext,
  request: MastersRequest,
  staging: Staging,
  known: MasterKnowledge,
): Promise<MastersRead> {
  const counters: number[] = [];
  const renames: Rename[] = [];
  const complete = new Map<string, ReadonlySet<string>>();
  for (const [index, stream] of run.masterStreams.entries()) {
    const isWhole = stream.isSmall || request.after === null;
    const { rows, setAside, heads } = await readStream(run, stream, request.after, staging);
    for (const { mastersCounter } of heads) {
      if (mastersCounter === null)
        throw new ReplicaError("SOURCE_COUNTERS_MISSING", { company: run.companyName });
      counters.push(mastersCounter);
    }
    renames.push(...learn(stream, rows, known));
    // A record that cannot be stored is there nevertheless; one without a GUID may be any of those that seem to be gone.
    const listed = new Set([...rows.map(({ guid }) => guid), ...setAside]);
    if (isWhole && !listed.has("")) complete.set(stream.name, listed);
    run.report(progressOf("masters", stream.name, index + 1, run.masterStreams.length, rows.length));
  }
  run.seam("masters read");
  const counter = Math.min(...counters);
  const open = subtractNumbers(
    numberRange((request.after ?? 0) + 1, counter),
    run.masterStreams.flatMap((stream) => [...staging.alterIds(stream.name)]),
  );
  return { counter, newest: Math.max(...counters), renames, unexplained: open, complete };
}

/**
 * Numbers that no row explains belong to deletes, to types that are not replicated, or were overtaken. A census of
 * every type that was not read whole closes them: what is not listed by its complete, proven list is gone, and what is
 * listed with such a number and was not read stays open.
 */
export async function censusMasters(
  run: RunContext,
  read: MastersRead,
  staging: Staging,
  { checkpoint, isForced }: { readonly checkpoint: number; readonly isForced: boolean },
): Promise<MastersRead> {
  if (countNumbers(read.unexplained) === 0 && !isForced) return read;
  const complete = new Map(read.complete);
  const rejected = new Set(staging.rejected.map(({ guid }) => guid));
  const unread: NumberRange[] = [];
  for (const stream of run.masterStreams) {
    if (complete.has(stream.name)) continue;
    const { entries, head } = await run.source.censusMasters(stream, run.signal);
    if (head.mastersCounter === null) {
      throw new ReplicaError("SOURCE_COUNTERS_MISSING", { company: run.companyName });
    }
    if (head.mastersCounter < read.counter) return read;
    await requireSameMasters(run, stream, entries, checkpoint);
    complete.set(stream.name, new Set(entries.map(({ guid }) => guid)));
    for (const { guid, alterId } of entries) {
      const isRead = staging.has(stream.name, guid) || rejected.has(guid);
      if (alterId > checkpoint && alterId <= read.counter && !isRead) unread.push([alterId, alterId]);
    }
  }
  return { ...read, complete, unexplained: uniteNumbers(unread, []) };
}

/** Living masters, and such as were set aside, that a complete list of their type no longer shows. */
export async function goneMasters(
  run: RunContext,
  complete: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<FoundDeletes[]> {
  const gone: FoundDeletes[] = [];
  for (const stream of run.masterStreams) {
    const listed = complete.get(stream.name);
    if (listed === undefined) continue;
    const stored = await run.destination.census(run.companyId, stream);
    const known = new Set(stored.filter(({ isDeleted }) => !isDeleted).map(({ guid }) => guid));
    for (const guid of await quarantinedGuids(run, stream)) known.add(guid);
    const guids = [...known].filter((guid) => !listed.has(guid));
    if (guids.length > 0) gone.push({ stream, guids });
  }
  return gone;
}

/**
 * One stream into staging, with its computed columns. Large types come from a few numbers below the ones wanted, and
 * what is already stored must still be what it was.
 */
async function readStream(
  run: RunContext,
  stream: Stream,
  after: number | null,
  staging: Staging,
): Promise<{ rows: readonly EntityRow[]; setAside: readonly string[]; heads: readonly Head[] }> {
  const rows: EntityRow[] = [];
  const setAside: string[] = [];
  const isWhole = stream.isSmall || after === null;
  const from = isWhole ? null : Math.max(after - anchorCount, 0);
  const heads = await readMastersOf(run, stream, from, {
    onRow: (row) => rows.push(row),
    onReject: (record) => {
      setAside.push(record.guid);
      if (isWhole || (record.alterId ?? Infinity) > after) staging.reject(record);
    },
  });
  if (after !== null) await requireLineage(run, stream, rows, after);
  const wanted = isWhole ? rows : rows.filter(({ alterId }) => alterId > after);
  const derived = deriveMasters(stream.name, wanted);
  for (const row of derived) staging.add(stream.name, row);
  return { rows: derived, setAside, heads };
}

async function requireLineage(
  run: RunContext,
  stream: Stream,
  rows: readonly EntityRow[],
  after: number,
): Promise<void> {
  await requireSameMasters(run, stream, rows, after);
  const anchors = rows.filter(({ alterId }) => alterId <= after && alterId > after - anchorCount);
  await requireSameContent(run, stream, anchors);
}

/** Teaches names and facts; returns the masters whose name changed. */
function learn(stream: Stream, rows: readonly EntityRow[], known: MasterKnowledge): Rename[] {
  const renames: Rename[] = [];
  for (const { guid, values } of rows) {
    const newName = nameOf(values);
    const oldName = known.names.nameOf(stream.name, guid);
    if (oldName !== undefined && oldName !== newName) {
      renames.push({ table: stream.name, guid, oldName, newName });
    }
    known.names.learn(stream.name, guid, values);
    known.facts.learn(stream.name, guid, values);
  }
  return renames;
}

function nameOf(values: Values): string {
  return String(values["name"] ?? "");
}

export function progressOf(
  stage: "masters" | "vouchers" | "reconcile",
  stream: string,
  windowsDone: number,
  windowsTotal: number,
  rowsDone: number,
): Parameters<RunContext["report"]>[0] {
  return { stage, stream, windowsDone, windowsTotal, rowsDone, rowsTotal: null, bytes: 0 };
}
