import { type CustomField, type CustomFieldType, customColumnOf, customPrefix } from "../contract/choice.ts";
import { type ErrorCode, ReplicaError } from "../contract/errors.ts";
import type { Column, Field, LogicalType, Stream } from "./stream.ts";

/** Columns that a person added: a UDF or any other TDL expression on a master or voucher. */

const columnTypes: Readonly<Record<CustomFieldType, LogicalType>> = {
  text: "text",
  number: "number",
  amount: "money",
  date: "date",
  yes_no: "bool",
};

function customColumn(field: CustomField): Column {
  const doc = `Added by a person: ${field.expression}`;
  return { name: customColumnOf(field), type: columnTypes[field.type], doc, custom: true };
}

/** The streams with the columns that people added to their tables. */
export function withCustomFields(
  streams: readonly Stream[],
  fields: readonly CustomField[],
): readonly Stream[] {
  return streams.map((stream) => {
    const own = fields.filter(({ table }) => table === stream.name);
    return own.length === 0
      ? stream
      : { ...stream, columns: [...stream.columns, ...own.map((field) => customColumn(field))] };
  });
}

const bareMethod = /^\$[A-Za-z_]\w*$/;

/** The expression as the person typed it, in the forms that catalog/expressions.ts reads values in. */
export function customReading(field: CustomField): Field {
  const column = customColumnOf(field);
  const typed = field.expression.trim();
  const value = bareMethod.test(typed) ? typed : `(${typed})`;
  switch (field.type) {
    case "text":
      return { column, expression: typed, decode: "multiline" };
    case "number": {
      const text = `$$StringFindAndReplace:($$String:${value}):"(-)":"-"`;
      return { column, expression: `if $$IsEmpty:${value} then "" else ${text}`, decode: "decimal" };
    }
    case "amount": {
      const signed = `(if $$IsDebit:${value} then -$$NumValue:${value} else $$NumValue:${value})`;
      const text = `$$StringFindAndReplace:${signed}:"(-)":"-"`;
      return { column, expression: `if $$IsEmpty:${value} then "" else ${text}`, decode: "amount" };
    }
    case "date":
      return {
        column,
        expression: `if $$IsEmpty:${value} then "" else $$PyrlYYYYMMDDFormat:${value}:"-"`,
        decode: "date",
      };
    case "yes_no":
      return { column, expression: `if ${value} then "1" else ""`, decode: "logical" };
  }
}

const noControls = /[\u0000-\u001F\u007F\u0085\u2028\u2029]/;

/** What can be said of a field without asking Tally: its table, its name, the form of its text. */
export function checkCustomField(
  field: CustomField,
  streams: readonly Stream[],
  others: readonly CustomField[],
): void {
  const refuse = (code: ErrorCode): never => {
    throw new ReplicaError(code, { field: field.name, table: field.table });
  };
  const stream = streams.find(({ name }) => name === field.table);
  if (stream === undefined) return refuse("CONFIG_FIELD_TABLE");
  const isBuiltIn = stream.columns.some(
    (column) => column.custom !== true && [field.name, customColumnOf(field)].includes(column.name),
  );
  const isTaken = others.some(({ name, table }) => name === field.name && table === field.table);
  if (isBuiltIn || isTaken || field.name.startsWith(customPrefix)) refuse("CONFIG_FIELD_NAME");
  if (noControls.test(field.expression) || !field.expression.isWellFormed())
    refuse("CONFIG_FIELD_EXPRESSION");
}
