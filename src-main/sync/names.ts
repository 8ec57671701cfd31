import { guidColumnOf, type Column, type Stream } from "../catalog/stream.ts";
import type { EntityRow, Value, Values } from "../contract/value.ts";
import type { Destination, ResolvedRow, WriteTransaction } from "../destination/destination.ts";

type Reader = Pick<Destination | WriteTransaction, "select">;

/**
 * Which GUID a master's name stands for, per table, as of the masters counter the books were read at. Lines of
 * vouchers carry names only; a rename moves no voucher's ALTERID (protocol §6.4), so names are resolved here.
 */
export class NameIndex {
  readonly #guidByName = new Map<string, Map<string, string>>();
  readonly #nameByGuid = new Map<string, Map<string, string>>();
  /** Names asked for that no living master has. */
  readonly unresolved = new Map<string, Set<string>>();

  static async load(reader: Reader, companyId: number, tables: Iterable<string>): Promise<NameIndex> {
    const index = new NameIndex();
    for (const table of tables) {
      const rows = await reader.select({ companyId, table, columns: ["tally_guid", "name"] });
      for (const row of rows) index.set(table, String(row["tally_guid"]), String(row["name"]));
    }
    return index;
  }

  /** Learns a name. Renames that swap two names come out right in any order. */
  set(table: string, guid: string, name: string): void {
    const byGuid = mapOf(this.#nameByGuid, table);
    const byName = mapOf(this.#guidByName, table);
    const oldName = byGuid.get(guid);
    if (oldName !== undefined && oldName !== name && byName.get(oldName) === guid) byName.delete(oldName);
    byGuid.set(guid, name);
    byName.set(name, guid);
  }

  remove(table: string, guid: string): void {
    const name = this.#nameByGuid.get(table)?.get(guid);
    if (name === undefined) return;
    this.#nameByGuid.get(table)?.delete(guid);
    if (this.#guidByName.get(table)?.get(name) === guid) this.#guidByName.get(table)?.delete(name);
  }

  nameOf(table: string, guid: string): string | undefined {
    return this.#nameByGuid.get(table)?.get(guid);
  }

  guidOf(table: string, name: string): string | null {
    if (name === "") return null;
    const guid = this.#guidByName.get(table)?.get(name);
    if (guid !== undefined) return guid;
    let missing = this.unresolved.get(table);
    if (missing === undefined) this.unresolved.set(table, (missing = new Set()));
    missing.add(name);
    return null;
  }

  get hasUnresolved(): boolean {
    return this.unresolved.size > 0;
  }
}

/** Adds the GUID twins to an entity and its lines. Pure but for noting unresolved names in the index. */
export function resolveNames(stream: Stream, row: EntityRow, index: NameIndex): ResolvedRow {
  const children: Record<string, readonly Values[]> = {};
  for (const table of stream.children) {
    const lines = row.children[table.name] ?? [];
    const pointing = pointingColumns(table.columns);
    children[table.name] = lines.map((line) => withTwins(line, pointing, index));
  }
  const lastModified = row.values["$last_modified"];
  return {
    guid: row.guid,
    masterId: row.masterId,
    alterId: row.alterId,
    // Tally tells a calendar day at best; it is stored as midnight in India.
    lastModified:
      typeof lastModified === "string" && lastModified !== "" ? indianMidnight(lastModified) : null,
    values: withTwins(withoutCarried(row.values), pointingColumns(stream.columns), index),
    children,
  };
}

function indianMidnight(date: string): string {
  return new Date(`${date}T00:00:00+05:30`).toISOString();
}

const pointingCache = new WeakMap<readonly Column[], readonly (readonly [string, string, string])[]>();

/** [name column, GUID twin, master table] of the columns that point to masters. */
function pointingColumns(columns: readonly Column[]): readonly (readonly [string, string, string])[] {
  let pointing = pointingCache.get(columns);
  if (pointing === undefined) {
    pointing = columns.flatMap((column) =>
      column.refersTo === undefined
        ? []
        : [[column.name, guidColumnOf(column.name), column.refersTo] as const],
    );
    pointingCache.set(columns, pointing);
  }
  return pointing;
}

function withTwins(
  values: Values,
  pointing: readonly (readonly [string, string, string])[],
  index: NameIndex,
): Values {
  if (pointing.length === 0) return values;
  const resolved: Record<string, Value> = { ...values };
  for (const [name, twin, table] of pointing) {
    const text = values[name];
    resolved[twin] = typeof text === "string" ? index.guidOf(table, text) : null;
  }
  return resolved;
}

/** Values carried only for derivations begin with `$` and are no columns. */
function withoutCarried(values: Values): Values {
  const names = Object.keys(values);
  if (!names.some((name) => name.startsWith("$"))) return values;
  return Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith("$")));
}

function mapOf<K, V>(maps: Map<string, Map<K, V>>, key: string): Map<K, V> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map<K, V>()));
  return map;
}
