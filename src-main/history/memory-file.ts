import { closeSync, existsSync, mkdirSync, openSync, renameSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { ReplicaError } from "../contract/errors.ts";

/** Raised with every change below; a file of a newer program is left alone and used as far as it goes. */
const schemaVersion = 1;

const schema = `
  create table if not exists agent (only_row integer primary key check (only_row = 1), agent_id text not null);
  create table if not exists installations (tally_url text primary key, record text not null);
  create table if not exists requests_under_way (
    tally_url text not null, process_id integer not null, hash text not null, summary text not null,
    started_at text not null, primary key (tally_url, process_id, hash));
  create table if not exists answered_requests (
    id integer primary key autoincrement, tally_url text not null, hash text not null, unique (tally_url, hash));
  create table if not exists held_back_requests (
    tally_url text not null, hash text not null, summary text not null,
    held_since text not null, primary key (tally_url, hash));
  create table if not exists company_bindings (
    company_key text primary key, tally_url text not null, bound_at text not null);
  create table if not exists runs (
    id integer primary key autoincrement, company text not null, company_guid text not null,
    destination text not null, sync_type text not null, status text not null, started_at text not null,
    completed_at text not null, error_code text, error_message text);
  create table if not exists notes_shown (note text primary key, shown_at text not null);
  create table if not exists deletes_shown (
    destination text not null, company_id integer not null, shown_until text not null,
    primary key (destination, company_id));
`;

export type MemoryDatabase = Database.Database;

function openAndCheck(file: string): MemoryDatabase {
  // Names of companies stand in it: its user's alone (SQLite gives -wal and -shm the same mode).
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
  const database = new Database(file, { timeout: 5000 });
  try {
    // Several programs of one user share this small file (window, command line).
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = NORMAL");
    if (database.pragma("quick_check(1)", { simple: true }) !== "ok") throw new Error("quick_check failed");
    database.exec(schema);
    database.pragma(`user_version = ${schemaVersion}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isDamage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return (
    code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB" || code === "SQLITE_ERROR" || code === ""
  );
}

/** Puts a damaged file and its journals aside under a free name. */
function putAside(file: string): string {
  let aside = `${file}.damaged`;
  for (let number = 2; existsSync(aside); number += 1) aside = `${file}.damaged-${number}`;
  renameSync(file, aside);
  for (const suffix of ["-wal", "-shm"]) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}

/** Opens this PC's memory. A damaged file is put aside and a new one begun: nothing in it is worth a failure. */
export function openMemoryFile(file: string): {
  readonly database: MemoryDatabase;
  readonly damagedFile: string | null;
} {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    try {
      return { database: openAndCheck(file), damagedFile: null };
    } catch (error) {
      if (!isDamage(error) || !existsSync(file)) throw error;
      const damagedFile = putAside(file);
      return { database: openAndCheck(file), damagedFile };
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    throw new ReplicaError("DEST_UNWRITABLE", { database: file, detail: message }, { cause: error });
  }
}
