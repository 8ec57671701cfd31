import { describe, expect, test } from "vitest";
import { methodsIn } from "../../../src-main/catalog/define.ts";
import { streams } from "../../../src-main/catalog/index.ts";
import type { Column, Field, ListReading, Stream, WhenAbsent } from "../../../src-main/catalog/stream.ts";

interface Above {
  readonly table: string | null;
  readonly names: ReadonlySet<string>;
}

interface Visit {
  readonly stream: Stream;
  readonly list: ListReading;
  readonly path: string;
  /** From the nearest row or carrying line to the entity. */
  readonly above: readonly Above[];
}

function namesOf(fields: readonly Field[]): ReadonlySet<string> {
  return new Set(fields.map(({ column }) => column));
}

function visitLists(stream: Stream): readonly Visit[] {
  const visits: Visit[] = [];
  function visit(lists: readonly ListReading[], above: readonly Above[], path: string): void {
    for (const list of lists) {
      const here = `${path} > ${list.list}`;
      visits.push({ stream, list, path: here, above });
      const own = new Set([...namesOf(list.fields), ...Object.keys(list.inherit ?? {})]);
      visit(list.lists ?? [], [{ table: list.table ?? null, names: own }, ...above], here);
    }
  }
  visit(stream.lists, [{ table: stream.name, names: namesOf(stream.fields) }], stream.name);
  return visits;
}

const visits = streams.flatMap(visitLists);

function columnsOf(stream: Stream, table: string): readonly Column[] {
  const columns =
    table === stream.name ? stream.columns : stream.children.find(({ name }) => name === table)?.columns;
  if (!columns) throw new Error(`no table ${table} in ${stream.name}`);
  return columns;
}

function columnNamed(stream: Stream, table: string, name: string): Column | undefined {
  return columnsOf(stream, table).find((column) => column.name === name);
}

/** Every column of a table that a reading fills, with how. */
function filledBy({ list }: Visit, table: string): readonly string[] {
  const alternate = list.fields.flatMap(({ alternateInto }) =>
    alternateInto === undefined ? [] : [alternateInto.quantity, alternateInto.unit],
  );
  const own =
    list.table === table
      ? [
          ...list.fields.map(({ column }) => column).filter((name) => !name.startsWith("$")),
          ...alternate,
          ...Object.keys(list.inherit ?? {}),
          ...Object.keys(list.lineNumberOf ?? {}),
          ...Object.keys(list.lineNumberWhere ?? {}),
          ...Object.keys(list.constant ?? {}),
          ...(list.lists ?? []).flatMap((below) => joinedInto(below)),
        ]
      : [];
  const copied = (list.copies ?? []).filter((copy) => copy.table === table);
  return [...own, ...copied.flatMap((copy) => Object.keys(copy.columns))];
}

function joinedInto(list: ListReading): readonly string[] {
  const own = list.joinInto === undefined ? [] : [list.joinInto];
  return list.table === undefined ? [...own, ...(list.lists ?? []).flatMap(joinedInto)] : own;
}

describe("every column that is not derived", () => {
  test("of an entity is filled by its fields or by the lines of a text", () => {
    for (const stream of streams) {
      const filled = new Set([...namesOf(stream.fields), ...stream.lists.flatMap(joinedInto)]);
      for (const column of stream.columns)
        expect.soft(filled.has(column.name), `${stream.name}.${column.name}`).toBe(column.derived !== true);
    }
  });

  test("of a child table is filled by some reading, and each reading fills what the others fill", () => {
    /** What a second form of the same list honestly cannot give. */
    const mayMiss: Readonly<Record<string, readonly string[]>> = {
      stock_item_components: ["bom_name", "bom_quantity", "nature"],
      voucher_cost_allocations: ["item_name"],
      voucher_gst_lines: ["taxable_value", "tax_amount"],
    };
    for (const stream of streams) {
      for (const child of stream.children) {
        const readings = visits
          .filter((visit) => visit.stream === stream)
          .map((visit) => filledBy(visit, child.name))
          .filter((filled) => filled.length > 0);
        expect.soft(readings.length, child.name).toBeGreaterThan(0);
        const wanted = child.columns.filter(({ derived }) => derived !== true).map(({ name }) => name);
        for (const filled of readings) {
          const missing = wanted.filter((name) => !filled.includes(name));
          expect
            .soft(
              missing.filter((name) => !(mayMiss[child.name] ?? []).includes(name)),
              child.name,
            )
            .toEqual([]);
          expect
            .soft(
              filled.filter((name) => !wanted.includes(name)),
              child.name,
            )
            .toEqual([]);
        }
      }
    }
  });

  test("is filled once by a reading, unless a second field stands in where the first is empty", () => {
    const fallbacks = ["ledgers.currency_name", "stock_items.hsn_code", "stock_items.hsn_description"];
    const twice = [
      ...streams.map((stream) => ({ name: stream.name, fields: stream.fields })),
      ...visits.map(({ list, path }) => ({ name: path, fields: list.fields })),
    ].flatMap(({ name, fields }) =>
      fields
        .filter((field, index) => fields.findIndex(({ column }) => column === field.column) < index)
        .map(({ column }) => `${name}.${column}`),
    );
    expect(twice).toEqual(fallbacks);
  });
});

describe("lists", () => {
  test("have fields that are columns of their table, or carried values", () => {
    for (const { stream, list, path } of visits.filter(({ list }) => list.joinInto === undefined)) {
      expect.soft(list.fields.length, path).toBeGreaterThan(0);
      const stored = list.fields.map(({ column }) => column).filter((name) => !name.startsWith("$"));
      const unknown = stored.filter((name) => columnNamed(stream, list.table ?? "", name) === undefined);
      expect.soft(unknown, path).toEqual([]);
    }
  });

  test("that hold the lines of a text have that one field and no table", () => {
    const texts = visits.filter(({ list }) => list.joinInto !== undefined);
    expect(texts.length).toBeGreaterThan(0);
    for (const { list, path } of texts) {
      expect.soft(list.table, path).toBeUndefined();
      expect
        .soft(
          list.fields.map(({ column }) => column),
          path,
        )
        .toEqual([list.joinInto]);
    }
  });

  test("inherit what some line above has, into columns of the same type", () => {
    for (const { stream, list, path, above } of visits) {
      for (const [column, from] of Object.entries(list.inherit ?? {})) {
        expect.soft(columnNamed(stream, list.table ?? "", column)?.name, `${path}.${column}`).toBe(column);
        const source = above.find(({ names }) => names.has(from));
        expect.soft(source, `${path}.${column} <- ${from}`).toBeDefined();
        if (source?.table === undefined || source.table === null || from.startsWith("$")) continue;
        const fromType = columnNamed(stream, source.table, from)?.type;
        expect.soft(columnNamed(stream, list.table ?? "", column)?.type, path).toBe(fromType);
      }
    }
  });

  test("number their parents' lines only by tables that stand above them", () => {
    for (const { stream, list, path, above } of visits) {
      for (const [column, table] of Object.entries(list.lineNumberOf ?? {})) {
        expect.soft(columnNamed(stream, list.table ?? "", column)?.type, path).toBe("int");
        expect
          .soft(
            above.map((line) => line.table),
            path,
          )
          .toContain(table);
      }
      for (const [column, { table, where }] of Object.entries(list.lineNumberWhere ?? {})) {
        expect.soft(columnNamed(stream, list.table ?? "", column)?.type, path).toBe("int");
        const type = columnNamed(stream, table, where)?.type;
        expect.soft(type, path).toBeDefined();
        expect.soft(columnNamed(stream, list.table ?? "", where)?.type, path).toBe(type);
      }
      for (const column of [
        ...Object.keys(list.constant ?? {}),
        ...(list.unlessAlreadyRead ?? []),
        ...(list.dropWhenEmpty ?? []),
      ])
        expect.soft(columnNamed(stream, list.table ?? "", column)?.name, path).toBe(column);
    }
  });

  test("that are walked twice under one object exclude each other or feed different things", () => {
    const voucherLists = visits.filter(({ stream }) => stream.name === "vouchers");
    const tops = voucherLists.filter(({ path }) => path.split(" > ").length === 2);
    expect(tops.map(({ list }) => `${list.list}: ${list.when}`)).toEqual([
      "AllLedgerEntries: $$NumItems:AllInventoryEntries > 0",
      "AllLedgerEntries: $$NumItems:AllInventoryEntries = 0",
      "AllInventoryEntries: $$NumItems:AllInventoryEntries > 0",
      "InventoryEntries: $$NumItems:AllInventoryEntries = 0 AND $$NumItems:InventoryEntries > 0",
      "CategoryEntry: $$NumItems:CategoryEntry > 0",
      "AttendanceEntries: $$NumItems:AttendanceEntries > 0",
    ]);
    const itemReadings = voucherLists.filter(({ list }) => list.table === "voucher_inventory_entries");
    expect(itemReadings.map(({ path }) => path)).toEqual([
      "vouchers > AllLedgerEntries > InventoryAllocations",
      "vouchers > AllInventoryEntries",
      "vouchers > InventoryEntries",
    ]);
  });

  test("copy rows from columns they read into columns of the other table", () => {
    for (const { stream, list, path } of visits) {
      for (const copy of list.copies ?? []) {
        const own = namesOf(list.fields);
        expect.soft(own.has(copy.whenFilled), path).toBe(true);
        for (const [column, from] of Object.entries(copy.columns)) {
          expect.soft(columnNamed(stream, copy.table, column)?.name, path).toBe(column);
          expect.soft(own.has(from), `${path}: ${from}`).toBe(true);
        }
      }
    }
  });
});

describe("rows that follow from the line above", () => {
  const implied = visits.filter(({ list }) => list.implied !== undefined);

  test("are printed or marked by the line above, never neither", () => {
    expect(implied.length).toBeGreaterThan(3);
    for (const { stream, list, path } of implied) {
      const parent = visits.find(
        (visit) => visit.stream === stream && visit.list.lists?.includes(list) === true,
      );
      const when = /^\$\$NumItems:(\w+) > 0 AND NOT \((.*)\)$/s.exec(list.when);
      expect.soft(when?.[1], path).toBe(list.list);
      const marks = (parent?.list.fields ?? []).filter(({ column }) =>
        list.implied?.whenFilled.includes(column),
      );
      expect.soft(marks.length, path).toBeGreaterThan(0);
      // What keeps the list from being walked stands word for word in each mark, so that both hold or neither.
      for (const { expression, invisible } of marks)
        expect.soft(`${expression} ${invisible ?? ""}`, path).toContain(when?.[2]);
    }
  });

  test("are filled from columns of that line, into columns of the same type", () => {
    for (const { stream, list, path, above } of implied) {
      const names = above[0]?.names;
      for (const [column, from] of Object.entries(list.implied?.columns ?? {})) {
        expect.soft(names?.has(from), `${path}: ${from}`).toBe(true);
        const type = columnNamed(stream, list.table ?? "", column)?.type;
        expect.soft(type, `${path}.${column}`).toBeDefined();
        const fromType = from.startsWith("$") ? type : columnNamed(stream, above[0]?.table ?? "", from)?.type;
        expect.soft(fromType, `${path}: ${from}`).toBe(type);
      }
      for (const column of Object.keys(list.implied?.constant ?? {}))
        expect.soft(columnNamed(stream, list.table ?? "", column)?.name, path).toBe(column);
    }
  });
});

describe("fields", () => {
  const everyField = [
    ...streams.flatMap((stream) =>
      stream.fields.map((field) => ({
        stream,
        field,
        table: stream.name as string | undefined,
        above: [] as readonly Above[],
        all: stream.fields,
      })),
    ),
    ...visits.flatMap(({ stream, list, above }) =>
      list.fields.map((field) => ({ stream, field, table: list.table, above, all: list.fields })),
    ),
  ];
  const decoders: Readonly<Record<string, readonly string[]>> = {
    key: ["text"],
    name: ["text"],
    text: ["text", "multiline"],
    int: ["integer", "days"],
    bigint: ["integer"],
    money: ["amount"],
    number: ["decimal"],
    bool: ["logical"],
    date: ["date"],
  };

  test("are decoded as their column's type needs", () => {
    for (const { stream, field, table } of everyField) {
      if (field.column.startsWith("$") || table === undefined) continue;
      const type = columnNamed(stream, table, field.column)?.type ?? "";
      expect.soft(decoders[type], `${table}.${field.column}`).toContain(field.decode);
    }
  });

  /** Which column a missing value comes from, and whether the row itself or a line above must have it. */
  function sourceOf(rule: WhenAbsent): {
    readonly own: readonly string[];
    readonly above: readonly string[];
  } {
    if ("value" in rule) return { own: [], above: [] };
    if ("copyOf" in rule) return { own: [rule.copyOf], above: [] };
    if ("copyOfAncestor" in rule) return { own: [], above: [rule.copyOfAncestor] };
    if ("fromSign" in rule) return { own: [rule.fromSign], above: [] };
    if ("withColumn" in rule) return { own: [rule.withColumn], above: [] };
    if ("copyOfLine" in rule) return { own: [rule.where], above: [] };
    if ("daysAfter" in rule) return { own: [rule.daysAfter, rule.days], above: [] };
    return { own: "whereFilled" in rule ? rule.whereFilled : [rule.fromFlag], above: [] };
  }

  test("that may be missing are put back from columns that are there", () => {
    const optional = everyField.flatMap((entry) =>
      entry.field.whenAbsent === undefined ? [] : [{ ...entry, source: sourceOf(entry.field.whenAbsent) }],
    );
    expect(optional.length).toBeGreaterThan(10);
    for (const { field, above, all, source } of optional) {
      expect.soft(field.invisible, field.column).toBeDefined();
      // Empty must not look like hidden, unless hidden is put back as empty where the flag does not stand.
      const mayBeEmpty = ["whereFilled", "daysAfter", "copyOfLine"].some(
        (name) => name in (field.whenAbsent ?? {}),
      );
      expect.soft(field.invisible?.includes("$$IsEmpty:$$Value"), field.column).toBe(mayBeEmpty);
      const own = namesOf(all);
      expect
        .soft(
          source.own.every((name) => own.has(name)),
          field.column,
        )
        .toBe(true);
      const isAbove = source.above.every((name) => above.some(({ names }) => names.has(name)));
      expect.soft(isAbove, field.column).toBe(true);
    }
  });

  test("leave no line without an element: one is always printed, or a name that is never empty", () => {
    const neverEmpty =
      /^\$?(name|ledger_name|item_name|component_name|cost_centre_name|category_name|employee_name|pay_head_name)$/;
    const lines = visits.filter(({ list }) => list.fields.some(({ whenAbsent }) => whenAbsent !== undefined));
    for (const { list, path } of lines) {
      const isSafe = list.fields.some(
        (field) =>
          field.alwaysPrinted === true || (neverEmpty.test(field.column) && field.invisible === undefined),
      );
      expect.soft(isSafe, path).toBe(true);
    }
  });

  test("name every method of the entity's own line in FETCH, once", () => {
    for (const stream of streams) {
      const fetched = new Set(stream.fetch.map((name) => name.toLowerCase()));
      expect.soft(fetched.size, stream.name).toBe(stream.fetch.length);
      for (const { expression, invisible } of stream.fields)
        for (const method of methodsIn(`${expression} ${invisible ?? ""}`))
          expect.soft(fetched.has(method.toLowerCase()), `${stream.name}: ${method}`).toBe(true);
      for (const { list } of stream.lists) expect.soft(fetched.has(list.toLowerCase()), list).toBe(true);
      expect.soft([...fetched], stream.name).not.toContain("closingbalance");
    }
  });

  test("find the methods of an object and nothing else in an expression", () => {
    expect(methodsIn("if $$IsEmpty:$PartyGSTIN then $LedGSTRegDetails[Last].GSTIN else $..Name")).toEqual([
      "PartyGSTIN",
      "LedGSTRegDetails",
    ]);
    expect(methodsIn("$OriginalName:Currency:$CurrencyName")).toEqual(["CurrencyName"]);
    expect(methodsIn("if $$IsEqual:$Parent:$$SysName:Primary then 1 else $_PrimaryGroup")).toEqual([
      "Parent",
      "_PrimaryGroup",
    ]);
  });
});
