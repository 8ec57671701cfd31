import { streams } from "../../src-main/catalog/index.ts";
import { systemClock } from "../../src-main/contract/clock.ts";
import { silentLogger } from "../../src-main/contract/logger.ts";
import type { ServerLocation } from "../../src-main/destination/database-url.ts";
import type { Destination } from "../../src-main/destination/destination.ts";
import { type OpenOptions, openDestination } from "../../src-main/destination/open-destination.ts";
import type { TallySource } from "../../src-main/source/source.ts";
import { createTallySource } from "../../src-main/source/tally-source.ts";
import { createEngine } from "../../src-main/sync/engine.ts";
import type { Engine, EngineOptions, SyncReport } from "../../src-main/sync/engine.ts";
import { compareReplica, readDestination, tellDifferences } from "./expected-rows/index.ts";
import { fieldText } from "./replica-trial.ts";
import type { Trial } from "./replica-trial.ts";

/** The engine of a trial, writing to a database server instead of the trial's own file. */
interface ServerReplica extends AsyncDisposable {
  readonly engine: Engine;
  readonly destination: Destination;
  readonly source: TallySource;
  sync(): Promise<SyncReport>;
  /** Throws with the first differences: the database must equal the books of every company of the trial. */
  requireEqual(): Promise<void>;
}

export async function openServerReplica(
  location: ServerLocation,
  trial: Trial,
  options: OpenOptions & Partial<Pick<EngineOptions, "onSeam" | "memory">> = {},
): Promise<ServerReplica> {
  const destination = await openDestination(location, options);
  await destination.prepare(streams, "0.0.0-test");
  const source = createTallySource({ url: trial.port.url });
  const engine = createEngine({
    source,
    destination,
    memory: options.memory ?? trial.memory,
    clock: systemClock,
    log: silentLogger,
    onProgress: () => {},
    programVersion: "0.0.0-test",
    startedBy: "manual",
    ...(options.onSeam !== undefined && { onSeam: options.onSeam }),
  });
  return {
    engine,
    destination,
    source,
    sync: () =>
      engine.sync({ companies: [], full: false, acceptDeletes: false }, new AbortController().signal),
    requireEqual: async () => {
      for (const { books } of trial.controls) {
        const { id } = await destination.db
          .selectFrom("companies")
          .select("id")
          .where("tally_guid", "=", fieldText(books.company, "GUID"))
          .where("company_number", "=", fieldText(books.company, "COMPANYNUMBER").trim())
          .executeTakeFirstOrThrow();
        const differences = compareReplica(await readDestination(destination, id, books), id, books);
        if (differences.length > 0) throw new Error(tellDifferences(differences));
      }
    },
    [Symbol.asyncDispose]: async () => {
      await source.close();
      await destination.close();
    },
  };
}
