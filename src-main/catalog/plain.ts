import { fetchNames } from "./define.ts";
import type { Field, ListReading, Stream } from "./stream.ts";

/**
 * The same reading with every value printed where it stands. What a row already says elsewhere is usually hidden by
 * conditions and put back on arrival (vouchers.ts); where a Tally answers these otherwise than we take them, that would
 * be wrong books. This reading needs twice the characters and none of those conditions.
 */
export function plainReading(stream: Stream): Stream {
  const fields = plainFields(stream.fields);
  const lists = stream.lists.map(plainList);
  return { ...stream, fields, lists, fetch: fetchNames(fields, lists) };
}

function plainList({ implied: _implied, plainWhen, lists, ...list }: ListReading): ListReading {
  return {
    ...list,
    when: plainWhen ?? list.when,
    fields: plainFields(list.fields),
    ...(lists === undefined ? {} : { lists: lists.map(plainList) }),
  };
}

function plainFields(fields: readonly Field[]): readonly Field[] {
  return fields.filter(({ onlyToSave }) => onlyToSave !== true).map(plainField);
}

function plainField(field: Field): Field {
  if (field.whenAbsent === undefined || field.unifiesSpelling === true) return field;
  const { invisible: _invisible, whenAbsent: _whenAbsent, ...printed } = field;
  return printed;
}
