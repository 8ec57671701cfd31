import { existsSync, readdirSync, renameSync, rmSync, statSync, statfsSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { ReplicaError } from "../contract/errors.ts";
import { momentInFileName } from "../contract/file-names.ts";
import { copyFile } from "./backup-copy.ts";
import { makeFolder } from "./make-folder.ts";
import { sqliteError } from "./sqlite-errors.ts";

interface BackupFile {
  readonly file: string;
  /** ISO 8601 UTC. */
  readonly madeAt: string;
  readonly bytes: number;
}

interface BackupRequest {
  readonly databaseFile: string;
  readonly folder: string;
  /** So many copies stay, this one included. */
  readonly keep: number;
  readonly at: Date;
  readonly signal?: AbortSignal;
  readonly onProgress?: (donePages: number, allPages: number) => void;
}

export interface MadeBackup extends BackupFile {
  /** Older copies that were removed for it. */
  readonly removed: readonly string[];
}

/** Room that must stay free beside a copy: a disk filled to the brim would stop the next run. */
const spareBytes = 64 * 1024 * 1024;

export function defaultBackupFolder(databaseFile: string): string {
  return join(dirname(resolve(databaseFile)), "backups");
}

/**
 * Copies the database while it may be in use, reads the copy through, and only then lets older copies go. A copy that
 * failed removes none of them.
 */
export async function backUpFile(request: BackupRequest): Promise<MadeBackup> {
  const databaseFile = resolve(request.databaseFile);
  const folder = resolve(request.folder);
  if (!existsSync(databaseFile)) throw new ReplicaError("DEST_NO_DATABASE", { database: databaseFile });
  const file = join(folder, backupName(databaseFile, request.at));
  const unfinished = `${file}${unfinishedEnding}`;
  try {
    makeFolder(folder);
    removeUnfinished(databaseFile, folder);
    requireRoom(databaseFile, folder);
    await copyFile({ ...request, from: databaseFile, to: unfinished });
    renameSync(unfinished, file);
  } catch (error) {
    throw sqliteError(error, folder);
  }
  const removed = listBackups(databaseFile, folder).slice(Math.max(1, request.keep));
  for (const old of removed) rmSync(old.file, { force: true });
  return {
    file,
    madeAt: request.at.toISOString(),
    bytes: statSync(file).size,
    removed: removed.map((old) => old.file),
  };
}

/** Newest first; only finished copies of this database. */
export function listBackups(databaseFile: string, folder: string): readonly BackupFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const madeAt = timeOfBackup(databaseFile, name);
      return madeAt === null ? [] : [{ file: join(folder, name), madeAt }];
    })
    .sort((left, right) => (left.madeAt < right.madeAt ? 1 : -1))
    .map((backup) => ({ ...backup, bytes: statSync(backup.file).size }));
}

const unfinishedEnding = ".unfinished";

function nameParts(databaseFile: string): { readonly start: string; readonly ending: string } {
  const ending = extname(databaseFile);
  return { start: `${basename(databaseFile, ending)}-`, ending };
}

/** Such as `tally-replica-20261122T134500Z.sqlite`: sorted by name is sorted by time, on every file system. */
function backupName(databaseFile: string, at: Date): string {
  const { start, ending } = nameParts(databaseFile);
  return `${start}${momentInFileName(at)}${ending}`;
}

function timeOfBackup(databaseFile: string, name: string): string | null {
  const { start, ending } = nameParts(databaseFile);
  if (!name.startsWith(start) || !name.endsWith(ending)) return null;
  const stamp = name.slice(start.length, name.length - ending.length);
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}

/** What a program that was killed in the middle of a copy left behind. */
function removeUnfinished(databaseFile: string, folder: string): void {
  for (const name of readdirSync(folder)) {
    const finished = name.replace(/\.unfinished(-journal)?$/, "");
    if (finished !== name && timeOfBackup(databaseFile, finished) !== null) {
      rmSync(join(folder, name), { force: true });
    }
  }
}

function requireRoom(databaseFile: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = bytesOf(databaseFile) + bytesOf(`${databaseFile}-wal`) + spareBytes;
  if (bavail * bsize < needed) throw new ReplicaError("DEST_DISK_FULL", { database: folder });
}

function bytesOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
