import { streams } from "../catalog/index.ts";
import type { Clock } from "../contract/clock.ts";
import type { DoctorReport, Finding, FindingState } from "../contract/doctor.ts";
import { findingStates } from "../contract/doctor.ts";
import type { DatabaseLocation } from "../destination/database-url.ts";
import type { Destination } from "../destination/destination.ts";
import { proveWritable } from "../destination/prove-writable.ts";
import type { AgentMemory } from "../history/agent-memory.ts";
import { discoverLocal } from "../source/discover.ts";
import type { TallySource } from "../source/source.ts";
import { examineDatabase } from "./examine-database.ts";
import { examineTally } from "./examine-tally.ts";

export interface DoctorParts {
  readonly tallyUrl: string;
  /** The one that runs use too, so that questions queue up behind a run instead of disturbing it. */
  readonly source: Pick<TallySource, "ping" | "probe">;
  readonly memory: AgentMemory;
  /** Names or GUIDs that are to be copied; none: all that are open. */
  readonly companies: readonly string[];
  readonly location: DatabaseLocation;
  /** A connection of the doctor's own, not prepared; it makes no file. */
  readonly openDatabase: () => Promise<Destination>;
  /** Where the settings put copies of the database. */
  readonly backupFolder?: string | undefined;
  readonly programVersion: string;
  readonly clock: Clock;
  readonly discover?: typeof discoverLocal;
}

/** Looks at everything a run needs and says what to do. Changes nothing in Tally and no row in the database. */
export async function runDoctor(parts: DoctorParts, signal: AbortSignal): Promise<DoctorReport> {
  const { tallyUrl, source, memory, companies, location, openDatabase, clock, programVersion } = parts;
  const discover = parts.discover ?? discoverLocal;
  const findings: readonly Finding[] = [
    ...(await examineTally({ url: tallyUrl, source, memory, companies, discover }, signal)),
    ...(await examineDatabase({
      location,
      openDatabase,
      proveRights: (destination) => proveWritable(destination, streams, programVersion),
      backupFolder: parts.backupFolder ?? null,
      clock,
    })),
  ];
  return { findings, worst: worstOf(findings) };
}

function worstOf(findings: readonly Finding[]): FindingState {
  return findingStates.findLast((state) => findings.some((each) => each.state === state)) ?? "good";
}
