import { type Chosen, type Part, customColumnOf } from "../contract/choice.ts";
import type { EntityRow, Value, Values } from "../contract/value.ts";
import { customReading } from "./custom-fields.ts";
import { fetchNames } from "./define.ts";
import type { ChildTable, Column, Field, ListReading, Stream } from "./stream.ts";

/**
 * The catalog as a company chose it. Tables keep all their columns; what was left out is not asked from Tally and
 * stays empty. What has to be asked nevertheless, because something kept is worked out from it, is dropped on arrival.
 */

/** Whether something of a part is kept; openings are those of the books only where the replica begins with them. */
export function isKept(
  thing: { readonly part?: Part; readonly opening?: true },
  chosen: Pick<Chosen, "from" | "without">,
): boolean {
  if (thing.part !== undefined && chosen.without.includes(thing.part)) return false;
  return thing.opening !== true || chosen.from === null;
}

export function keptStreams(streams: readonly Stream[], chosen: Chosen): readonly Stream[] {
  return streams.filter((stream) => isKept(stream, chosen));
}

const readings = new WeakMap<Stream, Map<string, Stream>>();

/** How a stream is asked from Tally and decoded. The stream itself says how it is stored. */
export function readingOf(stream: Stream, chosen: Chosen): Stream {
  const known = readings.get(stream) ?? new Map<string, Stream>();
  readings.set(stream, known);
  const key = JSON.stringify([chosen.from !== null, [...chosen.without].sort(), chosen.customFields]);
  let reading = known.get(key);
  if (reading === undefined) known.set(key, (reading = makeReading(stream, chosen)));
  return reading;
}

function makeReading(stream: Stream, chosen: Chosen): Stream {
  const own = chosen.customFields.filter(({ table }) => table === stream.name);
  const ownNames = new Set(own.map(customColumnOf));
  const columns = stream.columns.filter(
    (column) => isKept(column, chosen) && (column.custom !== true || ownNames.has(column.name)),
  );
  const children = stream.children
    .filter((child) => isKept(child, chosen))
    .map((child) => ({ ...child, columns: child.columns.filter((column) => isKept(column, chosen)) }));
  const isWhole =
    own.length === 0 && columns.length === stream.columns.length && areWhole(children, stream.children);
  const filters = [stream.filter, ...filtersWithout(stream, chosen)].filter((filter) => filter !== "");
  if (isWhole && filters.length <= 1 && filters.join("") === stream.filter) return stream;
  const tables: KeptTables = new Map(
    [{ name: stream.name, columns }, ...children].map((table) => [
      table.name,
      new Set(table.columns.map(({ name }) => name)),
    ]),
  );
  const lists = trimLists(stream.lists, stream.name, tables, chosen);
  const fields = [
    ...trimFields(stream.fields, lists, keptColumnsOf(stream.columns, tables.get(stream.name))),
    ...own.map(customReading),
  ];
  return {
    ...stream,
    columns,
    children,
    fields,
    lists,
    filter: filters.length > 1 ? filters.map((filter) => `(${filter})`).join(" AND ") : filters.join(""),
    fetch: fetchNames(fields, lists),
  };
}

function filtersWithout({ filterWithout }: Stream, chosen: Chosen): readonly string[] {
  return filterWithout !== undefined && chosen.without.includes(filterWithout.part)
    ? [filterWithout.filter]
    : [];
}

function areWhole(children: readonly ChildTable[], all: readonly ChildTable[]): boolean {
  return (
    children.length === all.length &&
    children.every((child, index) => child.columns.length === all[index]?.columns.length)
  );
}

type KeptTables = ReadonlyMap<string, ReadonlySet<string>>;

/** Whether a column of a field is wanted; values that are only carried are. */
type IsWanted = (column: string) => boolean;

function keptColumnsOf(all: readonly Column[], kept: ReadonlySet<string> | undefined): IsWanted {
  const left = new Set(all.map(({ name }) => name).filter((name) => kept?.has(name) !== true));
  return (column) => !left.has(column);
}

/** Lists that no kept table needs are not walked. */
function trimLists(
  lists: readonly ListReading[],
  table: string,
  tables: KeptTables,
  chosen: Chosen,
): readonly ListReading[] {
  return lists.flatMap((list) => {
    const trimmed = trimList(list, table, tables, chosen);
    return trimmed === null ? [] : [trimmed];
  });
}

function trimList(given: ListReading, above: string, tables: KeptTables, chosen: Chosen): ListReading | null {
  if (given.part !== undefined && chosen.without.includes(given.part)) return null;
  if (given.joinInto !== undefined) return tables.get(above)?.has(given.joinInto) === true ? given : null;
  const lists = trimLists(given.lists ?? [], given.table ?? above, tables, chosen);
  const isTableKept = given.table !== undefined && tables.has(given.table);
  if (!isTableKept && lists.length === 0) return null;
  const list = withoutPartOf(given, chosen);
  const below = given.lists === undefined ? {} : { lists };
  if (given.table === undefined) return { ...list, ...below };
  const kept = tables.get(given.table);
  if (kept !== undefined) return { ...list, ...below, fields: trimFieldsOf(list, lists, kept) };
  // Of a table that is not kept only what its lists below take from it is wanted.
  const { implied: _implied, copies: _copies, ...rest } = list;
  return { ...rest, ...below, fields: fieldsFor(list.fields, lists) };
}

function withoutPartOf(list: ListReading, chosen: Chosen): ListReading {
  const { withoutPart, ...rest } = list;
  if (withoutPart === undefined || !chosen.without.includes(withoutPart.part)) return list;
  return { ...rest, fields: withoutPart.fields, dropWhenEmpty: withoutPart.dropWhenEmpty };
}

function trimFieldsOf(
  list: ListReading,
  lists: readonly ListReading[],
  kept: ReadonlySet<string>,
): readonly Field[] {
  // Values that are only carried may be wanted further down.
  const isWanted: IsWanted = (column) => column.startsWith("$") || kept.has(column);
  const fields = trimFields(list.fields, [{ ...list, fields: [], lists }], isWanted);
  return fields.length > 0 ? fields : list.fields.slice(0, 1);
}

/** At least one, because nobody has recorded what Tally prints for a line without any. */
function fieldsFor(fields: readonly Field[], lists: readonly ListReading[]): readonly Field[] {
  const used = trimFields(fields, lists, () => false);
  return used.length > 0 ? used : fields.slice(0, 1);
}

/** A field stays where its column does, or where something that stays is worked out from it. */
function trimFields(
  fields: readonly Field[],
  lists: readonly ListReading[],
  isWanted: IsWanted,
): readonly Field[] {
  let kept = fields.filter(({ column }) => isWanted(column));
  for (let before = -1; before !== kept.length;) {
    before = kept.length;
    const used = new Set([...kept.flatMap(columnsUsedBy), ...lists.flatMap(columnsUsedByList)]);
    kept = fields.filter((field) => kept.includes(field) || used.has(field.column));
  }
  return kept;
}

function columnsUsedBy({ whenAbsent, alternateInto }: Field): readonly string[] {
  return [...Object.values(whenAbsent ?? {}), ...Object.values(alternateInto ?? {})]
    .flat()
    .filter((name) => typeof name === "string");
}

function columnsUsedByList(list: ListReading): readonly string[] {
  return [
    ...Object.values(list.inherit ?? {}),
    ...(list.copies ?? []).flatMap(({ whenFilled, columns }) => [whenFilled, ...Object.values(columns)]),
    ...(list.implied?.whenFilled ?? []),
    ...Object.values(list.implied?.columns ?? {}),
    ...list.fields.flatMap(columnsUsedBy),
    ...(list.lists ?? []).flatMap(columnsUsedByList),
  ];
}

/** Drops from a row what its reading does not keep but had to ask for. */
export function restrictRow(stream: Stream, reading: Stream, row: EntityRow): EntityRow {
  if (reading === stream) return row;
  const children: Record<string, readonly Values[]> = {};
  for (const child of reading.children) {
    const lines = row.children[child.name] ?? [];
    const all = stream.children.find(({ name }) => name === child.name)?.columns ?? [];
    children[child.name] = lines.map((line) => restrictValues(line, all, child.columns));
  }
  return { ...row, values: restrictValues(row.values, stream.columns, reading.columns), children };
}

function restrictValues(values: Values, all: readonly Column[], kept: readonly Column[]): Values {
  if (all.length === kept.length) return values;
  const isKeptColumn = new Set(kept.map(({ name }) => name));
  const restricted: Record<string, Value> = { ...values };
  for (const { name } of all) if (!isKeptColumn.has(name)) delete restricted[name];
  return restricted;
}
