import type { Stream } from "../catalog/stream.ts";
import type { EntityRow } from "../contract/value.ts";
import type { ResolvedRow } from "../destination/destination.ts";
import { deriveVoucher, nameSmallestUnits } from "./derive-vouchers.ts";
import { MasterFacts } from "./facts.ts";
import { NameIndex, resolveNames } from "./names.ts";
import type { RunContext } from "./run-context.ts";

/** What the replica knows of the masters, as of the counter they were read at. */
export interface MasterKnowledge {
  readonly names: NameIndex;
  readonly facts: MasterFacts;
}

/** A row as read -> the row as stored: names resolved to GUIDs, computed columns filled. */
export function completeRow(stream: Stream, row: EntityRow, known: MasterKnowledge): ResolvedRow {
  if (stream.name !== "vouchers") return resolveNames(stream, row, known.names);
  return deriveVoucher(resolveNames(stream, nameSmallestUnits(row, known.facts), known.names), known.facts);
}

/** What the replica knows before the run reads anything. */
export async function loadKnowledge(run: RunContext): Promise<MasterKnowledge> {
  const tables = run.masterStreams.map(({ name }) => name);
  return {
    names: await NameIndex.load(run.destination, run.companyId, tables),
    facts: await MasterFacts.load(run.destination, run.companyId),
  };
}
