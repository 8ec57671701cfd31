import Database from "better-sqlite3";
import { existsSync, realpathSync, renameSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ReplicaError, isReplicaError } from "../contract/errors.ts";
import { momentInFileName } from "../contract/file-names.ts";
import { copyFile } from "./backup-copy.ts";
import { listCompanies } from "./companies-store.ts";
import { makeFolder } from "./make-folder.ts";
import { neededPreparation } from "./migrations.ts";
import { openSqlite } from "./sqlite.ts";
import { sqliteError } from "./sqlite-errors.ts";

interface RestoreRequest {
  /** The copy; it stays as it is. */
  readonly from: string;
  readonly databaseFile: string;
  readonly at: Date;
  readonly signal?: AbortSignal;
}

interface Restored {
  /** Where the database that was replaced is now; null where there was none. */
  readonly keptAside: string | null;
  /** Names of the companies in the restored database. */
  readonly companies: readonly string[];
}

/** Files that SQLite keeps beside a database; those of a damaged one go aside with it. */
const companions = ["-wal", "-shm", "-journal"] as const;

/**
 * Puts a copy in the place of the database. Before anything is replaced the copy is read through and must be ours and
 * not of a newer program, and nobody else may have the database open. What was there is kept under another name.
 */
export async function restoreFile({ from, databaseFile, at, signal }: RestoreRequest): Promise<Restored> {
  const source = resolve(from);
  const target = resolve(databaseFile);
  if (!existsSync(source)) throw new ReplicaError("DEST_NO_DATABASE", { database: source });
  if (existsSync(target) && realpathSync(source) === realpathSync(target)) {
    throw new ReplicaError("CONFIG_USAGE", { problem: `${source}: this is the database itself.` });
  }
  const incoming = `${target}.incoming`;
  try {
    makeFolder(dirname(target));
    await copyFile({ from: source, to: incoming, ...(signal === undefined ? {} : { signal }) });
    const companies = await readCompanies(incoming, source);
    const keptAside = putAside(target, at);
    renameSync(incoming, target);
    return { keptAside, companies };
  } catch (error) {
    for (const ending of ["", ...companions]) rmSync(`${incoming}${ending}`, { force: true });
    throw sqliteError(error, source);
  }
}

/** Refuses what is empty, not ours or of a newer program. */
async function readCompanies(copy: string, source: string): Promise<readonly string[]> {
  await using destination = openSqlite({ path: copy, mayCreate: false });
  const { db, dialect } = destination;
  const needed = await neededPreparation({
    db,
    dialect,
    description: source,
    programVersion: "",
    entityTables: [],
  });
  if (needed === "database") throw new ReplicaError("DEST_FOREIGN", { database: source });
  return (await listCompanies(db)).map(({ name }) => name);
}

function putAside(target: string, at: Date): string | null {
  if (!existsSync(target)) return null;
  requireUnused(target);
  const aside = `${target}.before-restore-${momentInFileName(at)}`;
  for (const ending of ["", ...companions]) {
    if (existsSync(`${target}${ending}`)) renameSync(`${target}${ending}`, `${aside}${ending}`);
  }
  return aside;
}

/**
 * Leaving the write-ahead log takes the file for oneself: SQLite refuses while any other program has it open, and folds
 * the log into the file. A damaged or foreign file has nothing to be folded.
 */
function requireUnused(file: string): void {
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { timeout: 0 });
    const mode = database.pragma("journal_mode = DELETE", { simple: true });
    if (mode !== "delete") throw new ReplicaError("DEST_LOCKED", { database: file });
  } catch (error) {
    const mapped = sqliteError(error, file);
    if (isReplicaError(mapped, "DEST_LOCKED")) throw mapped;
  } finally {
    database?.close();
  }
}
