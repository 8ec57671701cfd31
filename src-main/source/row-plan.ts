import { emptyValueOfType } from "../catalog/empty-value.ts";
import type {
  Column,
  Decoder,
  Field,
  ImpliedRow,
  ListReading,
  LogicalType,
  Stream,
  WhenAbsent,
} from "../catalog/stream.ts";
import type { Value } from "../contract/value.ts";
import type { LineLayout } from "./report.ts";

/** The catalog's reading of one printed line, prepared once per request so that rows cost little. */
export interface LinePlan {
  readonly reading: ListReading | null;
  /** Table the row lands in; null for lines that only carry values down. */
  readonly table: string | null;
  /** Every column with its empty value, constants already in place. */
  readonly template: Readonly<Record<string, Value>>;
  readonly byTag: ReadonlyMap<string, PrintedTag>;
  readonly whenAbsent: readonly AbsentBinding[];
  readonly alternates: readonly AlternateBinding[];
  readonly inherit: readonly CopiedColumn[];
  readonly lineNumberOf: readonly LineNumberColumn[];
  readonly lineNumberWhere: readonly (LineNumberColumn & { readonly where: string })[];
  readonly copies: readonly CopyPlan[];
  readonly implied: ImpliedPlan | null;
  /** Those of `lines` that may be implied. */
  readonly impliedLines: readonly { readonly tag: string; readonly plan: LinePlan }[];
  readonly lines: ReadonlyMap<string, LinePlan>;
  /** Whether any value of the line is only carried. */
  readonly carries: boolean;
  readonly marks: Marks;
}

/*
 * What a plan lists is objects, not pairs: taking millions of pairs apart costs more than all else that a line is made
 * of.
 */
export interface CopiedColumn {
  readonly column: string;
  readonly from: string;
}

export interface LineNumberColumn {
  readonly column: string;
  readonly table: string;
}

/** Scratch of one line at a time: what carries the number of the present turn is there in the present line. */
export interface Marks {
  turn: number;
  readonly printed: Uint32Array;
  readonly filled: Uint32Array;
}

export interface PrintedTag {
  /** Position in `Marks.printed`. */
  readonly index: number;
  readonly bindings: readonly Binding[];
}

export interface Binding {
  readonly column: string;
  readonly isCarried: boolean;
  /** Position in `Marks.filled`. */
  readonly index: number;
  readonly decode: Decoder;
  readonly type: LogicalType;
  readonly empty: Value;
  /** Another field fills the same column: the first that is not empty counts. */
  readonly isShared: boolean;
}

export interface AbsentBinding {
  readonly column: string;
  readonly isCarried: boolean;
  /** Positions in `Marks.filled` and `Marks.printed`. */
  readonly index: number;
  readonly tagIndex: number;
  readonly rule: WhenAbsent;
  /** Position in `Marks.printed` of the element that the rule looks for; -1 without one. */
  readonly otherTagIndex: number;
}

export interface AlternateBinding {
  readonly tag: string;
  readonly into: NonNullable<Field["alternateInto"]>;
}

export interface ImpliedPlan {
  readonly template: Readonly<Record<string, Value>>;
  readonly whenFilled: readonly string[];
  readonly columns: readonly CopiedColumn[];
}

export interface CopyPlan {
  readonly table: string;
  readonly whenFilled: string;
  readonly template: Readonly<Record<string, Value>>;
  readonly columns: readonly CopiedColumn[];
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
  const tags = [...layout.fields];
  const names = [...new Set(layout.bindings.map(({ field }) => field.column))];
  const lines = [...layout.lines.values()].map((line) => {
    const table = line.reading?.table;
    return [line.tag, planLine(line, table === undefined ? [] : columnsOf(table), columnsOf)] as const;
  });
  return {
    reading,
    table: reading?.table ?? null,
    template: { ...templateOf(columns), ...reading?.constant },
    byTag: planBindings(layout, columns, tags, names),
    whenAbsent: planAbsent(layout, tags, names),
    alternates: layout.bindings.flatMap(({ field, tag }) =>
      field.alternateInto === undefined ? [] : [{ tag, into: field.alternateInto }],
    ),
    inherit: copiedColumns(reading?.inherit ?? {}),
    lineNumberOf: Object.entries(reading?.lineNumberOf ?? {}).map(([column, table]) => ({ column, table })),
    lineNumberWhere: Object.entries(reading?.lineNumberWhere ?? {}).map(([column, { table, where }]) => ({
      column,
      table,
      where,
    })),
    copies: (reading?.copies ?? []).map((copy) => ({
      table: copy.table,
      whenFilled: copy.whenFilled,
      template: templateOf(columnsOf(copy.table)),
      columns: copiedColumns(copy.columns),
    })),
    implied: reading?.implied === undefined ? null : planImplied(reading, reading.implied, columns),
    impliedLines: lines.flatMap(([tag, plan]) => (plan.implied === null ? [] : [{ tag, plan }])),
    lines: new Map(lines),
    carries: [...names, ...Object.keys(reading?.inherit ?? {})].some(isCarried),
    marks: { turn: 0, printed: new Uint32Array(tags.length), filled: new Uint32Array(names.length) },
  };
}

function copiedColumns(columns: Readonly<Record<string, string>>): readonly CopiedColumn[] {
  return Object.entries(columns).map(([column, from]) => ({ column, from }));
}

function planImplied(reading: ListReading, implied: ImpliedRow, columns: readonly Column[]): ImpliedPlan {
  return {
    template: { ...templateOf(columns), ...reading.constant, ...implied.constant },
    whenFilled: implied.whenFilled,
    columns: copiedColumns(implied.columns),
  };
}

function planAbsent(
  layout: LineLayout,
  tags: readonly string[],
  names: readonly string[],
): readonly AbsentBinding[] {
  const indexOfTag = (column: string): number =>
    tags.indexOf(layout.bindings.find(({ field }) => field.column === column)?.tag ?? "");
  return layout.bindings.flatMap(({ field, tag }) =>
    field.whenAbsent === undefined
      ? []
      : [
          {
            column: field.column,
            isCarried: isCarried(field.column),
            index: names.indexOf(field.column),
            tagIndex: tags.indexOf(tag),
            rule: field.whenAbsent,
            otherTagIndex: "withColumn" in field.whenAbsent ? indexOfTag(field.whenAbsent.withColumn) : -1,
          },
        ],
  );
}

function templateOf(columns: readonly Column[]): Record<string, Value> {
  const stored = columns.filter((column) => column.derived !== true);
  return Object.fromEntries(
    stored.map((column) => [column.name, emptyValueOfType(column.type, column.zeroWhenEmpty === true)]),
  );
}

function planBindings(
  layout: LineLayout,
  columns: readonly Column[],
  tags: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, PrintedTag> {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const times = new Map<string, number>();
  for (const { field } of layout.bindings) times.set(field.column, (times.get(field.column) ?? 0) + 1);
  const byTag = new Map<string, Binding[]>();
  for (const { field, tag } of layout.bindings) {
    if (layout.reading === null && identityColumns.has(field.column)) continue;
    const isShared = (times.get(field.column) ?? 0) > 1;
    const binding = planBinding(field, byName.get(field.column), isShared, names.indexOf(field.column));
    const known = byTag.get(tag);
    if (known === undefined) byTag.set(tag, [binding]);
    else known.push(binding);
  }
  return new Map([...byTag].map(([tag, bindings]) => [tag, { index: tags.indexOf(tag), bindings }] as const));
}

function planBinding(field: Field, column: Column | undefined, isShared: boolean, index: number): Binding {
  const type = column?.type ?? typeOfDecoder[field.decode];
  const empty = emptyValueOfType(type, column?.zeroWhenEmpty === true);
  return {
    column: field.column,
    isCarried: isCarried(field.column),
    index,
    decode: field.decode,
    type,
    empty,
    isShared,
  };
}
