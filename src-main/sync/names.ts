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
  /** Made when a name is not found as it is written, which is rare. */
  readonly #folded = new Map<string, Map<string, string | null>>();
  readonly #others = new Map<string, Map<string, string>>();

  static async load(reader: Reader, companyId: number, tables: Iterable<string>): Promise<NameIndex> {
    const index = new NameIndex();
    for (const table of tables) {
      const columns = ["tally_guid", "name", ...otherNamesOf(table)];
      for (const row of await reader.select({ companyId, table, columns }))
        index.learn(table, String(row["tally_guid"]), row);
    }
    return index;
  }

  /** Learns the name of a master, and any other by which Tally may print it. */
  learn(table: string, guid: string, values: Values): void {
    this.set(table, guid, String(values["name"] ?? ""));
    for (const column of otherNamesOf(table)) {
      const other = values[column];
      if (typeof other === "string" && other !== "") mapOf(this.#others, table).set(guid, other);
    }
  }

  /** Learns a name. Renames that swap two names come out right in any order. */
  set(table: string, guid: string, name: string): void {
    const byGuid = mapOf(this.#nameByGuid, table);
    const byName = mapOf(this.#guidByName, table);
    const oldName = byGuid.get(guid);
    if (oldName !== undefined && oldName !== name && byName.get(oldName) === guid) byName.delete(oldName);
    byGuid.set(guid, name);
    byName.set(name, guid);
    this.#folded.delete(table);
  }

  remove(table: string, guid: string): void {
    const name = this.#nameByGuid.get(table)?.get(guid);
    if (name === undefined) return;
    this.#nameByGuid.get(table)?.delete(guid);
    this.#others.get(table)?.delete(guid);
    this.#folded.delete(table);
    if (this.#guidByName.get(table)?.get(name) === guid) this.#guidByName.get(table)?.delete(name);
  }

  nameOf(table: string, guid: string): string | undefined {
    return this.#nameByGuid.get(table)?.get(guid);
  }

  /** GUID of the master whose name is written exactly so; null for no name, undefined for none of that name. */
  writtenAs(table: string, name: string): string | null | undefined {
    return name === "" ? null : this.#guidByName.get(table)?.get(name);
  }

  guidOf(table: string, name: string): string | null {
    const guid = this.writtenAs(table, name);
    if (guid !== undefined) return guid;
    return this.#foldedOf(table).get(foldCase(name)) ?? null;
  }

  /** GUIDs by name without regard to case, as Tally compares names; null where two masters differ by case alone. */
  #foldedOf(table: string): ReadonlyMap<string, string | null> {
    let folded = this.#folded.get(table);
    if (folded === undefined) {
      folded = new Map<string, string | null>();
      for (const [name, guid] of this.#guidByName.get(table) ?? [])
        folded.set(foldCase(name), folded.has(foldCase(name)) ? null : guid);
      for (const [guid, other] of this.#others.get(table) ?? [])
        if (!folded.has(foldCase(other))) folded.set(foldCase(other), guid);
      this.#folded.set(table, folded);
    }
    return folded;
  }
}

/** An amount may carry the name under which Tally stores its currency (`I₹`) instead of the symbol (protocol §4.8). */
function otherNamesOf(table: string): readonly string[] {
  return table === "currencies" ? ["stored_name"] : [];
}

/** Adds the GUID twins to an entity and its lines, in place. */
export function resolveNames(stream: Stream, row: EntityRow, index: NameIndex): ResolvedRow {
  const children: Record<string, readonly Values[]> = {};
  for (const table of stream.children) {
    const lines = row.children[table.name] ?? [];
    const pointers = pointersOf(table.columns);
    if (pointers.length > 0) for (const line of lines) addTwins(line, pointers, index);
    children[table.name] = lines;
  }
  const lastModified = row.values["$last_modified"];
  return {
    guid: row.guid,
    masterId: row.masterId,
    alterId: row.alterId,
    // Tally tells a calendar day at best; it is stored as midnight in India.
    lastModified:
      typeof lastModified === "string" && lastModified !== "" ? indianMidnight(lastModified) : null,
    values: addTwins(withoutCarried(row.values), pointersOf(stream.columns), index),
    children,
  };
}

function indianMidnight(date: string): string {
  return new Date(`${date}T00:00:00+05:30`).toISOString();
}

/** A column that points to a master, its GUID twin, and the names of that master's table. */
interface Pointer {
  readonly name: string;
  readonly twin: string;
  readonly table: string;
}

const pointersCache = new WeakMap<readonly Column[], readonly Pointer[]>();

function pointersOf(columns: readonly Column[]): readonly Pointer[] {
  let pointers = pointersCache.get(columns);
  if (pointers === undefined) {
    pointers = columns.flatMap(({ name, refersTo }) =>
      refersTo === undefined ? [] : [{ name, twin: guidColumnOf(name), table: refersTo }],
    );
    pointersCache.set(columns, pointers);
  }
  return pointers;
}

/**
 * Writes the twins into the row's own objects: they were made for this row, nobody else reads them before, and copying
 * each line of a million is felt.
 */
function addTwins(values: Values, pointers: readonly Pointer[], index: NameIndex): Values {
  const own = values as Record<string, Value>;
  for (const { name, twin, table } of pointers) {
    const text = own[name];
    const known = typeof text === "string" ? index.writtenAs(table, text) : null;
    if (known !== undefined) own[twin] = known;
    else if (typeof text === "string") {
      const guid = index.guidOf(table, text);
      own[twin] = guid;
      // A name that requests leave out (`Main Location`) may be written otherwise by now.
      if (guid !== null) own[name] = index.nameOf(table, guid) ?? text;
    }
  }
  return own;
}

function foldCase(name: string): string {
  return name.trim().toLowerCase();
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
