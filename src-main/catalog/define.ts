import type { Column, Field, ListReading, LogicalType, Stream } from "./stream.ts";

/** Writes columns of the data dictionary briefly; the words are the ones of stream.ts. */
type ColumnExtra = Partial<Omit<Column, "name" | "type" | "doc">>;

export function column(name: string, type: LogicalType, doc: string, extra: ColumnExtra = {}): Column {
  return { name, type, doc, ...extra };
}

/** A name that points to a master. */
export function reference(name: string, refersTo: string, doc: string, extra: ColumnExtra = {}): Column {
  return { name, type: "name", doc, refersTo, ...extra };
}

export function derived(name: string, type: LogicalType, doc: string, extra: ColumnExtra = {}): Column {
  return { name, type, doc, derived: true, ...extra };
}

type StreamInput = Omit<Stream, "fetch" | "filter" | "version" | "lists" | "children"> &
  Partial<Pick<Stream, "filter" | "version" | "lists" | "children">>;

/**
 * Completes a stream. FETCH names every method and every list that the entity's own line touches: once FETCH is
 * given, a method left out may print a default (cookbook §1). What a list holds below comes with the list.
 */
export function defineStream(input: StreamInput): Stream {
  const lists = input.lists ?? [];
  return {
    filter: "",
    version: 1,
    children: [],
    ...input,
    lists,
    fetch: fetchNames(input.fields, lists),
  };
}

/** Every method and list that reading these fields and lists touches. */
export function fetchNames(fields: readonly Field[], lists: readonly ListReading[]): readonly string[] {
  const expressions = [
    ...fields.flatMap((field) => [field.expression, field.invisible ?? ""]),
    ...lists.map((list) => list.when),
  ];
  const methods = expressions.flatMap(methodsIn);
  const counted = expressions.flatMap((text) =>
    [...text.matchAll(/\$\$NumItems:(\w+)/g)].map((match) => match[1] ?? ""),
  );
  const names = ["Guid", "MasterId", "AlterId", ...methods, ...counted, ...lists.map(({ list }) => list)];
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = name.toLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Methods of the object itself: not functions (`$$X`), not look-ups of another object (`$X:Class:Name`). */
export function methodsIn(expression: string): readonly string[] {
  return [...expression.matchAll(/(?<![$\w.])\$(_?[A-Za-z]\w*)(:[A-Z]\w*:)?/g)]
    .filter((match) => match[2] === undefined)
    .map((match) => match[1] ?? "");
}
