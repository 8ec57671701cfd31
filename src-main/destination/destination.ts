import type { CompiledQuery, Kysely } from "kysely";
import type { Stream } from "../catalog/stream.ts";
import type { Value, Values } from "../contract/value.ts";
import type { ControlTables } from "./control-tables.ts";
import type { Dialect } from "./dialect.ts";
import type { TableDefinition } from "./table-layout.ts";

/** A row as the driver returns it; `readValue` makes it canonical. */
export type RawRow = Readonly<Record<string, unknown>>;

/**
 * The one narrow interface to a database product. sqlite.ts, postgres.ts, mysql.ts and mssql.ts implement it
 * with the same members in the same order. Control tables are reached through `db` (kysely, portable SQL only);
 * entity tables only through the members below, so that each product can use its fastest way.
 */
export interface Destination extends AsyncDisposable {
  readonly dialect: Dialect;
  /** Where the data is, for people; never with a password. */
  readonly description: string;
  /** Control tables, outside a transaction. */
  readonly db: Kysely<ControlTables>;
  /** What `prepare` was given, with the columns that people added; nothing before. */
  readonly streams: readonly Stream[];

  /**
   * Checks that the database is ours or empty, migrates control tables under a lock and makes entity tables
   * and missing columns from the catalog. Throws DEST_FOREIGN, DEST_NEWER, DEST_NO_RIGHTS, DEST_UNWRITABLE …
   */
  prepare(streams: readonly Stream[], programVersion: string): Promise<void>;

  /** Throws DEST_NO_RIGHTS with the names of the rights that the user lacks of those the program needs in all. */
  requireRights(): Promise<void>;

  /**
   * One transaction, everything or nothing. With a fence the lease of that company is checked and renewed by the
   * database's own clock as its first statement (which also takes the write lock); DEST_LEASE_LOST if another holds it.
   */
  transaction<T>(
    fence: Fence | null,
    work: (tx: WriteTransaction) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;

  /** Reads chosen columns of an entity table, canonical values, ordered by GUID. */
  select(query: SelectQuery): Promise<readonly Values[]>;

  /**
   * The rows of one long SELECT as the driver gives them, some at a time: one moment of the data, constant memory.
   * It may be left early. Nothing that runs meanwhile waits for it.
   */
  streamRows(statement: CompiledQuery, rowsPerBatch: number): AsyncGenerator<readonly RawRow[]>;

  /** GUID, MASTERID, ALTERID of all rows (tombstones included) of an entity table, vouchers with their date. */
  census(companyId: number, stream: Stream, window?: DateRange): Promise<readonly ReplicaCensusEntry[]>;

  /** Per day count and sums over living vouchers; quarantined ones of that day included, so that sums agree. */
  fingerprintDays(companyId: number, window: DateRange): Promise<readonly ReplicaDay[]>;

  /** After much was written at once, so that reports stay quick. A first load and an upgrade end with it by themselves. */
  refreshStatistics(): Promise<void>;

  /** The database's own clock, ISO 8601 UTC. */
  now(): Promise<string>;

  close(): Promise<void>;
}

/** What can be done inside a transaction. Valid only until its callback ends. */
export interface WriteTransaction {
  /** Control tables inside this transaction. */
  readonly db: Kysely<ControlTables>;
  /** The entities as stored, with their lines; canonical values. Missing GUIDs are missing in the map. */
  readEntities(
    companyId: number,
    stream: Stream,
    guids: readonly string[],
  ): Promise<Map<string, StoredEntity>>;
  /**
   * Inserts or updates rows by (company_id, tally_guid) and replaces their lines. first_synced_at of an existing
   * row is kept, is_deleted becomes false. `isKnownNew`: none of the GUIDs exists (the fast path of a first load).
   */
  writeEntities(
    stream: Stream,
    rows: readonly ResolvedRow[],
    stamp: WriteStamp,
    options: { readonly isKnownNew: boolean },
  ): Promise<void>;
  /** Inserts whole rows with all common columns, none of which is there (copying a company between databases). */
  insertRows(table: TableDefinition, rows: readonly Values[]): Promise<void>;
  /** Marks rows deleted (tombstones) and removes their lines. */
  deleteEntities(stream: Stream, guids: readonly string[], stamp: WriteStamp): Promise<void>;
  /** Sets columns of existing rows by GUID, leaving everything else alone (derived columns, numbers). */
  updateColumns(
    companyId: number,
    table: string,
    columns: readonly string[],
    rows: readonly { readonly guid: string; readonly values: readonly Value[] }[],
  ): Promise<void>;
  /**
   * Pushes the present names of these masters, by GUID, to every name column that points to their table:
   * one statement per column, so that A<->B swaps come out right.
   */
  cascadeNames(companyId: number, masterTable: string, guids: readonly string[]): Promise<void>;
  /** Sets the GUID twin of every name column pointing to `masterTable` where it is null and the name is now known. */
  resolveNames(companyId: number, masterTable: string): Promise<void>;
  select(query: SelectQuery): Promise<readonly Values[]>;
  census(companyId: number, stream: Stream, window?: DateRange): Promise<readonly ReplicaCensusEntry[]>;
  /** Removes every row of the company from every table, control tables included. */
  removeCompany(companyId: number): Promise<void>;
}

export interface TransactionOptions {
  /**
   * The next start would do this again (a window of a first load). A power cut may then take the last of such commits
   * back, in order; a product that can, saves waiting for the disk.
   */
  readonly isRepeatable?: boolean;
}

export interface DateRange {
  readonly from: string;
  readonly to: string;
}

export interface Fence {
  readonly companyId: number;
  readonly holder: string;
  readonly leaseSeconds: number;
}

export interface WriteStamp {
  readonly companyId: number;
  readonly runId: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly syncStatus: "initial_load" | "active";
}

export interface SelectQuery {
  readonly companyId: number;
  readonly table: string;
  readonly columns: readonly string[];
  /** Entity tables: living rows only unless true. */
  readonly includeDeleted?: boolean;
  /** Rows whose `column` is one of `values`. */
  readonly whereIn?: { readonly column: string; readonly values: readonly string[] };
}

/** An EntityRow whose +G names are resolved: values and lines also hold the GUID twins. */
export interface ResolvedRow {
  readonly guid: string;
  readonly masterId: number;
  readonly alterId: number;
  /** `last_modified_in_tally`, ISO 8601 UTC or null. */
  readonly lastModified: string | null;
  readonly values: Values;
  readonly children: Readonly<Record<string, readonly Values[]>>;
}

export interface StoredEntity extends ResolvedRow {
  readonly isDeleted: boolean;
}

export interface ReplicaCensusEntry {
  readonly guid: string;
  readonly masterId: number;
  readonly alterId: number;
  readonly isDeleted: boolean;
  /** Vouchers only. */
  readonly date: string | null;
}

export interface ReplicaDay {
  readonly date: string;
  readonly count: number;
  readonly sumMasterId: number;
  readonly sumAlterId: number;
}
