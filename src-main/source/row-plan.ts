import type {
  Column,
  Decoder,
  Field,
  ListReading,
  LogicalType,
  Stream,
  WhenAbsent,
} from "../catalog/stream.ts";
import type { Value } from "../contract/value.ts";
import type { LineLayout } from "./report.ts";
import { emptyValue } from "./values.ts";

/** The catalog's reading of one printed line, prepared once per request so that rows cost little. */
export interface LinePlan {
  readonly reading: ListReading | null;
  /** Table the row lands in; null for lines that only carry values down. */
  readonly table: string | null;
  /** Every column with its empty value, constants already in place. */
  readonly template: Readonly<Record<string, Value>>;
  readonly byTag: ReadonlyMap<string, readonly Binding[]>;
  readonly whenAbsent: readonly AbsentBinding[];
  readonly alternates: readonly AlternateBinding[];
  readonly inherit: readonly (readonly [column: string, from: string])[];
  readonly lineNumberOf: readonly (readonly [column: string, table: string])[];
  readonly copies: readonly CopyPlan[];
  readonly lines: ReadonlyMap<string, LinePlan>;
}

export interface Binding {
  readonly column: string;
  readonly decode: Decoder;
  readonly type: LogicalType;
  readonly empty: Value;
  /** Another field fills the same column: the first that is not empty counts. */
  readonly isShared: boolean;
}

export interface AbsentBinding {
  readonly column: string;
  readonly tag: string;
  readonly rule: WhenAbsent;
}

export interface AlternateBinding {
  readonly tag: string;
  readonly into: NonNullable<Field["alternateInto"]>;
}

export interface CopyPlan {
  readonly table: string;
  readonly whenFilled: string;
  readonly template: Readonly<Record<string, Value>>;
  readonly columns: readonly (readonly [column: string, from: string])[];
}

/** Printed by every entity and read apart from the catalog's columns. */
const identityColumns: ReadonlySet<string> = new Set(["tally_guid", "master_id", "alter_id"]);

/** Columns whose names begin with `$` are carried, never stored in a table. */
export function isCarried(column: string): boolean {
  return column.startsWith("$");
}

const typeOfDecoder: Readonly<Record<Decoder, LogicalType>> = {
  text: "text",
  multiline: "text",
  date: "date",
  logical: "bool",
  integer: "bigint",
  days: "int",
  amount: "money",
  decimal: "number",
};

export function planLines(stream: Stream, layout: LineLayout): LinePlan {
  const columnsOf = (table: string): readonly Column[] =>
    stream.children.find((child) => child.name === table)?.columns ?? [];
  return planLine(layout, stream.columns, columnsOf);
}

function planLine(
  layout: LineLayout,
  columns: readonly Column[],
  columnsOf: (table: string) => readonly Column[],
): LinePlan {
  const reading = layout.reading;
  const lines = [...layout.lines.values()].map((line) => {
    const table = line.reading?.table;
    return [line.tag, planLine(line, table === undefined ? [] : columnsOf(table), columnsOf)] as const;
  });
  return {
    reading,
    table: reading?.table ?? null,
    template: { ...templateOf(columns), ...reading?.constant },
    byTag: planBindings(layout, columns),
    whenAbsent: layout.bindings.flatMap(({ field, tag }) =>
      field.whenAbsent === undefined ? [] : [{ column: field.column, tag, rule: field.whenAbsent }],
    ),
    alternates: layout.bindings.flatMap(({ field, tag }) =>
      field.alternateInto === undefined ? [] : [{ tag, into: field.alternateInto }],
    ),
    inherit: Object.entries(reading?.inherit ?? {}),
    lineNumberOf: Object.entries(reading?.lineNumberOf ?? {}),
    copies: (reading?.copies ?? []).map((copy) => ({
      table: copy.table,
      whenFilled: copy.whenFilled,
      template: templateOf(columnsOf(copy.table)),
      columns: Object.entries(copy.columns),
    })),
    lines: new Map(lines),
  };
}

function templateOf(columns: readonly Column[]): Record<string, Value> {
  const stored = columns.filter((column) => column.derived !== true);
  return Object.fromEntries(
    stored.map((column) => [column.name, emptyValue(column.type, column.zeroWhenEmpty === true)]),
  );
}

function planBindings(
  layout: LineLayout,
  columns: readonly Column[],
): ReadonlyMap<string, readonly Binding[]> {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const times = new Map<string, number>();
  for (const { field } of layout.bindings) times.set(field.column, (times.get(field.column) ?? 0) + 1);
  const byTag = new Map<string, Binding[]>();
  for (const { field, tag } of layout.bindings) {
    if (layout.reading === null && identityColumns.has(field.column)) continue;
    const binding = planBinding(field, byName.get(field.column), (times.get(field.column) ?? 0) > 1);
    const known = byTag.get(tag);
    if (known === undefined) byTag.set(tag, [binding]);
    else known.push(binding);
  }
  return byTag;
}

function planBinding(field: Field, column: Column | undefined, isShared: boolean): Binding {
  const type = column?.type ?? typeOfDecoder[field.decode];
  const empty = emptyValue(type, column?.zeroWhenEmpty === true);
  return { column: field.column, decode: field.decode, type, empty, isShared };
}
