import type { Stream } from "../catalog/stream.ts";
import type { EntityRow } from "../contract/value.ts";
import { listQuarantine } from "../destination/quarantine.ts";
import type { ReplicaCensusEntry } from "../destination/destination.ts";
import type { CensusEntry } from "../source/source.ts";
import type { RunContext } from "./run-context.ts";

/** How many numbers already stored are asked for again: they must still mean the same content. */
export const anchorCount = 20;

/** Thrown when numbers no longer mean the same content; the run goes on as a re-reading of everything. */
export class BrokenLineage extends Error {}

/**
 * In one lineage ALTERIDs only grow, and everything up to the checkpoint is in the replica. A record at or below it
 * that the replica does not hold, or holds with another number, tells of a restored backup. Returns what is wrong, in
 * words, or null. What lies in quarantine is `excused`: the replica knows of it without holding it.
 */
export function findStranger(
  listed: Iterable<Pick<CensusEntry, "guid" | "alterId">>,
  stored: ReadonlyMap<string, Pick<ReplicaCensusEntry, "alterId" | "isDeleted">>,
  checkpoint: number,
  excused: ReadonlySet<string>,
): string | null {
  for (const { guid, alterId } of listed) {
    if (alterId > checkpoint || excused.has(guid)) continue;
    const own = stored.get(guid);
    if (own === undefined || own.isDeleted) return `${guid} has ALTERID ${alterId}, and the replica has none`;
    if (own.alterId !== alterId) {
      return `${guid} has ALTERID ${alterId}, the replica holds ${own.alterId}`;
    }
  }
  return null;
}

/** GUIDs of a stream in quarantine. */
export async function quarantinedGuids(run: RunContext, stream: Stream): Promise<ReadonlySet<string>> {
  const records = await listQuarantine(run.destination.db, {
    companyId: run.companyId,
    entityType: stream.name,
  });
  return new Set(records.map((record) => record.tally_guid));
}

/** Masters as listed by Tally against those stored. */
export async function requireSameMasters(
  run: RunContext,
  stream: Stream,
  listed: readonly Pick<CensusEntry, "guid" | "alterId">[],
  checkpoint: number,
): Promise<void> {
  if (!listed.some(({ alterId }) => alterId <= checkpoint)) return;
  const census = await run.destination.census(run.companyId, stream);
  const stored = new Map(census.map((entry) => [entry.guid, entry]));
  const stranger = findStranger(listed, stored, checkpoint, await quarantinedGuids(run, stream));
  if (stranger !== null) throw new BrokenLineage(`${stream.name}: ${stranger}`);
}

/**
 * What people type into a master; none of it changes without a new ALTERID. Other columns may: what is inherited, what
 * is in force on a day, and the name of a compound unit, which follows the names of its units.
 */
const typedColumns: ReadonlySet<string> = new Set([
  "name",
  "alias",
  "description",
  "notes",
  "part_number",
  "mailing_name",
  "address",
  "email",
  "phone",
  "mobile",
  "website",
  "pan",
]);

/** Masters that come back with a number already stored must equal the replica in what people typed. */
export async function requireSameContent(
  run: RunContext,
  stream: Stream,
  anchors: readonly EntityRow[],
): Promise<void> {
  if (anchors.length === 0 || stream.name === "units") return;
  const columns = stream.columns.filter(({ name }) => typedColumns.has(name));
  const stored = await run.destination.transaction(null, (tx) =>
    tx.readEntities(
      run.companyId,
      stream,
      anchors.map(({ guid }) => guid),
    ),
  );
  for (const { guid, alterId, values } of anchors) {
    const own = stored.get(guid);
    if (own?.alterId !== alterId) continue;
    const differing = columns.find(
      ({ name }) => name in values && (own.values[name] ?? null) !== (values[name] ?? null),
    );
    if (differing !== undefined) {
      throw new BrokenLineage(
        `${stream.name}: ${guid} has another ${differing.name} under ALTERID ${alterId}`,
      );
    }
  }
}
