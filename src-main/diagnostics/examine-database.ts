import { existsSync, statSync, statfsSync } from "node:fs";
import type { Clock } from "../contract/clock.ts";
import type { Finding } from "../contract/doctor.ts";
import { isReplicaError } from "../contract/errors.ts";
import type { ErrorCode } from "../contract/errors.ts";
import { formatBytes } from "../contract/texts.ts";
import { defaultBackupFolder, listBackups } from "../destination/backup.ts";
import { listCompanies } from "../destination/companies-store.ts";
import type { DatabaseLocation } from "../destination/database-url.ts";
import type { Destination } from "../destination/destination.ts";
import { describeLocation } from "../destination/open-destination.ts";
import { checkNewFile, nearestFolder } from "../destination/prove-writable.ts";
import { finding, problem } from "./finding.ts";

interface DatabaseExamination {
  readonly location: DatabaseLocation;
  /** A connection of the doctor's own, not prepared; throws where there is none. */
  readonly openDatabase: () => Promise<Destination>;
  /** Makes what is missing and writes something and undoes it; throws where that is not allowed. */
  readonly proveRights: (destination: Destination) => Promise<void>;
  readonly backupFolder: string | null;
  readonly clock: Clock;
}

/** Less free room than this, or than a fifth of the database, and a run may not end. */
const leastFreeBytes = 500_000_000;
/** Further apart, times in the database are confusing; the lease works by the database's clock alone. */
const mostSecondsApart = 120;
const weekMs = 7 * 24 * 3_600_000;

export async function examineDatabase(examination: DatabaseExamination): Promise<readonly Finding[]> {
  const { location } = examination;
  const found =
    location.product === "sqlite" && !existsSync(location.path)
      ? examineNewFile(location.path)
      : await examineConnection(examination);
  return [...found, examineDisk(location), examineBackup(examination)];
}

function examineNewFile(file: string): readonly Finding[] {
  try {
    checkNewFile(file);
    return [finding("database", "notice", "databaseNew", { database: file })];
  } catch (error) {
    return [problem("rights", error)];
  }
}

/** The database is there, but somebody may not do with it what is needed. */
const rightsCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "DEST_NO_RIGHTS",
  "DEST_UNWRITABLE",
  "DEST_LOCKED",
  "DEST_DISK_FULL",
]);

async function examineConnection(examination: DatabaseExamination): Promise<readonly Finding[]> {
  const { location, clock, openDatabase, proveRights } = examination;
  const answers = finding("database", "good", "databaseAnswers", { database: describeLocation(location) });
  try {
    await using destination = await openDatabase();
    const databaseTime = await destination.now();
    const askedAt = clock.now();
    try {
      await proveRights(destination);
    } catch (error) {
      if (!isReplicaError(error) || !rightsCodes.has(error.code)) throw error;
      return [answers, problem("rights", error), examineClock(askedAt, databaseTime, null)];
    }
    const newest = await newestTime(destination);
    return [answers, finding("rights", "good", "rightsEnough"), examineClock(askedAt, databaseTime, newest)];
  } catch (error) {
    return [problem("database", error)];
  }
}

/** Both clocks were read within moments of each other; a long wait for the answer makes no false alarm. */
function examineClock(ours: Date, databaseTime: string, newest: string | null): Finding {
  const apart = Math.abs(ours.getTime() - Date.parse(databaseTime)) / 1000;
  if (apart > mostSecondsApart) {
    return finding("clock", "problem", "clockDiffers", { duration: sayApart(apart) });
  }
  const ahead = newest === null ? 0 : (Date.parse(newest) - ours.getTime()) / 1000;
  if (ahead > mostSecondsApart) {
    return finding("clock", "problem", "clockBehind", { duration: sayApart(ahead) });
  }
  return finding("clock", "good", "clockRight");
}

/** In both languages the same: hours and minutes as on a clock. */
function sayApart(seconds: number): string {
  const [days, rest] = [Math.floor(seconds / 86_400), Math.round(seconds % 86_400)];
  const clock = [Math.floor(rest / 3_600), Math.floor((rest % 3_600) / 60), rest % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  return days === 0 ? clock : `${days} × 24 h + ${clock}`;
}

async function newestTime(destination: Destination): Promise<string | null> {
  const times = (await listCompanies(destination.db)).flatMap(({ last_checked_at: at }) => at ?? []);
  return times.toSorted().at(-1) ?? null;
}

function examineDisk(location: DatabaseLocation): Finding {
  if (location.product !== "sqlite") return finding("disk", "notice", "diskOfServer");
  const folder = nearestFolder(location.path);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const databaseBytes = statSync(location.path, { throwIfNoEntry: false })?.size ?? 0;
  const needed = Math.max(leastFreeBytes, databaseBytes / 5);
  if (free >= needed) return finding("disk", "good", "diskEnough", { free: formatBytes(free) });
  const values = { free: formatBytes(free), folder, needed: formatBytes(needed) };
  return finding("disk", "problem", "diskLow", values);
}

function examineBackup({ location, backupFolder, clock }: DatabaseExamination): Finding {
  if (location.product !== "sqlite") return finding("backup", "notice", "backupOfServer");
  const [newest] = listBackups(location.path, backupFolder ?? defaultBackupFolder(location.path));
  if (newest === undefined) return finding("backup", "notice", "backupNone");
  const time = newest.madeAt;
  const isOld = clock.now().getTime() - Date.parse(newest.madeAt) > weekMs;
  return finding("backup", isOld ? "notice" : "good", isOld ? "backupOld" : "backupThere", { time });
}
