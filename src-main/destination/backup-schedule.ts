import type { Clock } from "../contract/clock.ts";
import type { Logger } from "../contract/logger.ts";
import type { BackupSettings } from "../contract/settings.ts";
import { backUpFile, defaultBackupFolder, listBackups } from "./backup.ts";
import type { MadeBackup } from "./backup.ts";
import type { DatabaseLocation } from "./database-url.ts";

const hourMs = 3_600_000;

interface BackupScheduleOptions {
  readonly location: DatabaseLocation;
  readonly settings: BackupSettings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onMade?: (backup: MadeBackup) => void;
  readonly onFailed?: (error: unknown) => void;
}

export interface BackupSchedule {
  /** To be called between passes: begins a copy where one is due and returns at once. */
  startWhenDue(signal: AbortSignal): void;
  /** Resolves when no copy is under way. */
  settled(): Promise<void>;
}

/** Copies of the SQLite file in the background of a watch. Servers are backed up by whoever runs them. */
export function createBackupSchedule(options: BackupScheduleOptions): BackupSchedule {
  const { location, settings, clock, log } = options;
  let underWay: Promise<void> | null = null;
  let lastTryMs: number | null = null;
  if (location.product !== "sqlite" || !settings.isOn) {
    return { startWhenDue: () => {}, settled: () => Promise.resolve() };
  }
  const { path: databaseFile } = location;
  const folder = settings.folder ?? defaultBackupFolder(databaseFile);

  const isDue = (nowMs: number): boolean => {
    // A copy that failed is tried again after an hour, not at every look.
    if (lastTryMs !== null && Math.abs(nowMs - lastTryMs) < hourMs) return false;
    const [newest] = listBackups(databaseFile, folder);
    // A clock that was set back makes it due as well.
    return (
      newest === undefined || Math.abs(nowMs - Date.parse(newest.madeAt)) >= settings.everyHours * hourMs
    );
  };

  async function make(at: Date, signal: AbortSignal): Promise<void> {
    try {
      const backup = await backUpFile({ databaseFile, folder, keep: settings.keep, at, signal });
      log.info("database copied", { bytes: backup.bytes, removed: backup.removed.length });
      options.onMade?.(backup);
    } catch (error) {
      if (signal.aborted) return;
      log.error("the database could not be copied", { error });
      options.onFailed?.(error);
    }
  }

  return {
    startWhenDue: (signal) => {
      const now = clock.now();
      if (underWay !== null || signal.aborted || !isDue(now.getTime())) return;
      lastTryMs = now.getTime();
      underWay = make(now, signal).finally(() => {
        underWay = null;
      });
    },
    settled: () => underWay ?? Promise.resolve(),
  };
}
