import { backUpFile, defaultBackupFolder } from "../destination/backup.ts";
import type { MadeBackup } from "../destination/backup.ts";
import { createBackupSchedule } from "../destination/backup-schedule.ts";
import { createDailyRetention } from "../destination/daily-retention.ts";
import { parseDatabaseUrl } from "../destination/open-destination.ts";
import { createEngine } from "../sync/engine.ts";
import type { EngineOptions } from "../sync/engine-api.ts";
import type { Agent } from "./agent.ts";
import type { Surroundings } from "./openings.ts";
import { requireFile } from "./database-line.ts";
import { WantedFields } from "./wanted-fields.ts";

/** What is done between two passes besides orders. */
export interface Housekeeping {
  afterPass(): Promise<void>;
  /** Makes a copy now; two at once would be in each other's way. */
  backUp(): Promise<MadeBackup>;
  /** Resolves when nothing of it goes on. */
  settled(): Promise<void>;
}

export function createHousekeeping(
  agent: Agent,
  { setup, records, views }: Surroundings,
  engine: EngineOptions,
  signal: AbortSignal,
): Housekeeping {
  const { settings, databaseUrl } = setup;
  const { clock, log, destination } = engine;
  const thinOut = createDailyRetention(destination, settings.retention, clock);
  const fields = new WantedFields(settings.customFields, createEngine(engine).fields, log);
  const location = parseDatabaseUrl(databaseUrl);
  const backups = createBackupSchedule({ location, settings: settings.backup, clock, log });
  let byHand: Promise<MadeBackup> | null = null;
  return {
    afterPass: async () => {
      // A copy of a first load half done would be of no use.
      const isLoading = [...agent.board.facts.stored.values()].some(({ isLoaded }) => !isLoaded);
      const hasBooks = agent.board.facts.stored.size > 0 && !isLoading;
      if (hasBooks && byHand === null) backups.startWhenDue(signal);
      await thinOut();
      if (!(await fields.settle(signal))) return;
      // The next run fills the new columns, and empties those that went.
      records.reopen();
      views.reopen();
      agent.orders.wake();
    },
    backUp: async () => {
      const { folder, keep } = settings.backup;
      const databaseFile = requireFile(setup);
      byHand ??= backups
        .settled()
        .then(() =>
          backUpFile({
            databaseFile,
            folder: folder ?? defaultBackupFolder(databaseFile),
            keep,
            at: clock.now(),
            signal,
          }),
        )
        .finally(() => {
          byHand = null;
        });
      return await byHand;
    },
    settled: async () => {
      await Promise.allSettled([backups.settled(), byHand]);
    },
  };
}
