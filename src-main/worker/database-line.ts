import { openDatabase } from "../agent/open-database.ts";
import { ReplicaError, isReplicaError, retryKindOf } from "../contract/errors.ts";
import { say } from "../contract/texts.ts";
import type { WorkerSetup } from "../contract/worker-messages.ts";
import type { Destination } from "../destination/destination.ts";
import { describeLocation, parseDatabaseUrl } from "../destination/open-destination.ts";
import { longestBackoffMs, nextPauseMs } from "../sync/retry.ts";

/** How the database of a set-up is named; empty where its address cannot be read. */
export function describeDatabase({ databaseUrl }: WorkerSetup): string {
  try {
    return describeLocation(parseDatabaseUrl(databaseUrl));
  } catch {
    return "";
  }
}

/** The file of the database; a server is backed up by whoever runs it. */
export function requireFile({ databaseUrl, settings }: WorkerSetup): string {
  const location = parseDatabaseUrl(databaseUrl);
  if (location.product === "sqlite") return location.path;
  throw new ReplicaError("CONFIG_USAGE", { problem: say(settings.language, "backupServer") });
}

/** A wrong password that is tried again and again locks the user out at some servers. */
const pauseAfterRefusalMs = 86_400_000;

function pauseAfter(error: unknown, failures: number): number {
  if (isReplicaError(error, "DEST_LOGIN_REFUSED")) return pauseAfterRefusalMs;
  const isForPerson = isReplicaError(error) && retryKindOf(error.code) === "person";
  return isForPerson ? longestBackoffMs : nextPauseMs(0, error, failures);
}

/** Tries to open the database until it opens or the signal; `onFailure` waits before the next try. */
export async function openPatiently(
  setup: WorkerSetup,
  onFailure: (error: unknown, pauseMs: number) => Promise<void>,
  signal: AbortSignal,
): Promise<Destination | null> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      return await openDatabase(setup.databaseUrl, setup.programVersion, { mayCreate: true });
    } catch (error) {
      if (signal.aborted) break;
      await onFailure(error, pauseAfter(error, failures));
    }
  }
  return null;
}
