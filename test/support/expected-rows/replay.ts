import type Database from "better-sqlite3";
import { readSqlite } from "./compare.ts";
import type { ReplicaReader } from "./compare.ts";
import { parentColumns } from "./expected-tables.ts";
import { linesOfTable, referencesOf } from "./references.ts";

type Row = Record<string, unknown>;
type Tables = Map<string, Map<string, Row>>;

interface Change {
  readonly entity_type: string;
  readonly tally_guid: string;
  readonly run_id: string;
  readonly action: string;
  readonly alter_id_after: number | null;
  readonly changed_at: string;
  readonly changes: string;
}

/**
 * Plays change_log over a copy of the tables as they were after the first load. A rename is one entry, on the master:
 * the names that point to it follow here, and GUIDs beside names are found by the name.
 */
export class Replay {
  readonly #companyId: number;
  readonly #tables: Tables = new Map();
  readonly #lines: Tables = new Map();
  #playedUntil = 0;
  /** Names that point to a master of which the same run may have more to tell. */
  #toResolve: (() => void)[] = [];

  constructor(before: Database.Database, companyId: number, tables: readonly string[]) {
    this.#companyId = companyId;
    const reader = readSqlite(before);
    for (const table of tables) {
      const rows = (reader.rows(table, companyId) ?? []).map((row) => ({ ...row }));
      const target = table in parentColumns ? this.#lines : this.#tables;
      target.set(table, new Map(rows.map((row) => [keyOf(table, row), row])));
    }
    this.#playedUntil = lastSequence(before, companyId);
  }

  /** Plays what was told since. */
  play(now: Database.Database): void {
    const changes = now
      .prepare("select * from change_log where company_id = ? and seq > ? order by seq")
      .all(this.#companyId, this.#playedUntil) as Change[];
    for (const [index, change] of changes.entries()) {
      this.#apply(change);
      if (changes[index + 1]?.run_id !== change.run_id) this.#resolveNames();
    }
    this.#playedUntil = lastSequence(now, this.#companyId);
  }

  /** What the replayed tables hold, for the comparer. */
  reader(): ReplicaReader {
    return {
      rows: (table) => {
        const rows = this.#tables.get(table) ?? this.#lines.get(table);
        return rows === undefined ? undefined : [...rows.values()];
      },
    };
  }

  #apply(change: Change): void {
    const content = JSON.parse(change.changes) as Row;
    switch (change.action) {
      case "insert":
      case "restore":
        this.#putWhole(change, content);
        return;
      case "delete":
        this.#delete(change);
        return;
      case "update":
      case "renumber":
        this.#update(change, content as Record<string, readonly [unknown, unknown]>);
        return;
      default:
        throw new RangeError(`unknown action ${change.action}`);
    }
  }

  #putWhole(change: Change, content: Row): void {
    const row: Row = {
      tally_guid: change.tally_guid,
      alter_id: change.alter_id_after,
      is_deleted: 0,
      deleted_at: null,
      last_modified_in_tally: null,
    };
    for (const [column, value] of Object.entries(content)) {
      if (!Array.isArray(value)) row[column] = value;
    }
    this.#tables.get(change.entity_type)?.set(change.tally_guid, row);
    for (const table of linesOfTable(change.entity_type)) {
      this.#replaceLines(table, change.tally_guid, (content[table] ?? []) as readonly Row[]);
    }
  }

  #delete(change: Change): void {
    const row = this.#row(change);
    row["is_deleted"] = 1;
    row["deleted_at"] = change.changed_at;
    for (const table of linesOfTable(change.entity_type)) this.#replaceLines(table, change.tally_guid, []);
  }

  #update(change: Change, columns: Record<string, readonly [unknown, unknown]>): void {
    const row = this.#row(change);
    row["alter_id"] = change.alter_id_after;
    for (const [column, [, after]] of Object.entries(columns)) {
      if (column in parentColumns) this.#replaceLines(column, change.tally_guid, after as readonly Row[]);
      else row[column] = after;
      for (const { nameColumn, guidColumn, pointsTo } of referencesOf(change.entity_type)) {
        if (nameColumn !== column) continue;
        // The name is the one after the whole run: a rename told later must not touch it.
        row[guidColumn] = null;
        this.#toResolve.push(() => (row[guidColumn] = this.#guidOf(pointsTo, row[nameColumn])));
      }
    }
    if ("name" in columns) this.#cascade(change.entity_type, change.tally_guid, columns["name"]?.[1]);
  }

  #resolveNames(): void {
    for (const resolve of this.#toResolve) resolve();
    this.#toResolve = [];
  }

  #guidOf(table: string, name: unknown): unknown {
    if (name === "") return null;
    const rows = [...(this.#tables.get(table)?.values() ?? [])];
    return rows.find((row) => row["name"] === name && !isDeleted(row))?.["tally_guid"] ?? null;
  }

  #row(change: Change): Row {
    const row = this.#tables.get(change.entity_type)?.get(change.tally_guid);
    if (row === undefined)
      throw new Error(`${change.action} of ${change.entity_type} ${change.tally_guid}, which is not there`);
    return row;
  }

  #replaceLines(table: string, guid: string, lines: readonly Row[]): void {
    const parentColumn = parentColumns[table] ?? "";
    const rows = this.#lines.get(table);
    if (rows === undefined) return;
    for (const [key, row] of rows) if (row[parentColumn] === guid) rows.delete(key);
    for (const [index, line] of lines.entries()) {
      const row = { [parentColumn]: guid, line_no: index + 1, ...line };
      rows.set(keyOf(table, row), row);
    }
  }

  /** Every name that points to the master, by its GUID. */
  #cascade(masterTable: string, guid: string, name: unknown): void {
    for (const [table, rows] of [...this.#tables, ...this.#lines]) {
      for (const { nameColumn, guidColumn, pointsTo } of referencesOf(table)) {
        if (pointsTo !== masterTable) continue;
        for (const row of rows.values()) {
          if (row[guidColumn] === guid && nameColumn in row) row[nameColumn] = name;
        }
      }
    }
  }
}

function isDeleted(row: Readonly<Row>): boolean {
  return row["is_deleted"] === 1;
}

/**
 * Columns that are computed from others, so that the audit trail leaves them out: they are compared in the replica
 * itself, not after a replay.
 */
export const computedColumns: ReadonlySet<string> = new Set([
  "account_groups.primary_group_name",
  "account_groups.primary_group_guid",
  "account_groups.path",
  // Ledgers take both from their group, which has its own entry where it moves.
  "ledgers.is_revenue",
  "ledgers.is_deemed_positive",
  "voucher_types.base_type",
  "vouchers.base_type",
  "vouchers.amount",
  "vouchers.is_accounting",
  "vouchers.is_inventory",
  "vouchers.is_order",
  "vouchers.posts_to_accounts",
  "vouchers.moves_stock",
  "vouchers.last_modified_in_tally",
  "voucher_inventory_entries.gst_rate",
]);

function keyOf(table: string, row: Readonly<Row>): string {
  const parent = parentColumns[table];
  return parent === undefined
    ? String(row["tally_guid"])
    : `${String(row[parent])} #${String(row["line_no"])}`;
}

function lastSequence(database: Database.Database, companyId: number): number {
  const row = database.prepare("select max(seq) as last from change_log where company_id = ?").get(companyId);
  return (row as { last: number | null }).last ?? 0;
}
