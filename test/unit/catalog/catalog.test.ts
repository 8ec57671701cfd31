import { describe, expect, test } from "vitest";
import { streamByName, streams } from "../../../src-main/catalog/index.ts";
import type { Column } from "../../../src-main/catalog/stream.ts";
import { guidColumnOf } from "../../../src-main/catalog/stream.ts";
import { reservedWords } from "../../fixtures/reserved-words.ts";
import { catalogTables } from "../../support/catalog-tables.ts";
import { readDictionary } from "./dictionary.ts";

const commonColumns =
  "company_id tally_guid master_id alter_id is_deleted deleted_at last_modified_in_tally first_synced_at " +
  "last_synced_at sync_status last_run_id line_no";

function tableNamed(name: string) {
  const table = catalogTables().find((candidate) => candidate.name === name);
  if (!table) throw new Error(`no table ${name}`);
  return table;
}

function twinsOf(columns: readonly Column[]): readonly string[] {
  return columns.filter(({ refersTo }) => refersTo !== undefined).map(({ name }) => guidColumnOf(name));
}

describe("the data dictionary", () => {
  test.each(readDictionary())("has table $name with its columns, types and marks", (expected) => {
    const table = tableNamed(expected.name);
    expect(table.kind).toBe(expected.parent === null ? "entity" : "child");
    expect(table.stream).toBe(expected.parent ?? expected.name);
    expect(table.parentKey).toBe(expected.parentKey);
    const found = new Map(table.columns.map((column) => [column.name, column]));
    for (const column of expected.columns) {
      const actual = found.get(column.name);
      expect
        .soft(
          {
            name: actual?.name,
            type: actual?.type,
            refersTo: actual?.refersTo,
            zero: actual?.zeroWhenEmpty === true,
          },
          column.name,
        )
        .toEqual({
          name: column.name,
          type: column.type,
          refersTo: column.refersTo,
          zero: column.zeroWhenEmpty,
        });
    }
  });

  test("keeps its order: dictionary columns appear in the dictionary's order", () => {
    for (const expected of readDictionary()) {
      const wanted = expected.columns.map(({ name }) => name);
      const actual = tableNamed(expected.name)
        .columns.map(({ name }) => name)
        .filter((name) => wanted.includes(name));
      expect.soft(actual, expected.name).toEqual(wanted);
    }
  });

  test("explains every table and every column in one sentence", () => {
    for (const table of catalogTables()) {
      expect.soft(table.doc, table.name).toMatch(/^[A-Z][^\n]*\.$/);
      for (const column of table.columns)
        expect.soft(column.doc, `${table.name}.${column.name}`).toMatch(/^[A-Za-z][^\n]*\.$/);
    }
  });
});

describe("names", () => {
  test.each(Object.entries(reservedWords))("are no reserved words of %s", (_product, words) => {
    const reserved = new Set(words);
    const names = catalogTables().flatMap((table) => [
      table.name,
      ...table.columns.map(({ name }) => name),
      ...twinsOf(table.columns),
      ...(table.parentKey === null ? [] : [table.parentKey]),
    ]);
    expect(names.filter((name) => reserved.has(name))).toEqual([]);
  });

  test("are lower case, short enough for every product, and unique", () => {
    const tableNames = catalogTables().map(({ name }) => name);
    expect(new Set(tableNames).size).toBe(tableNames.length);
    for (const table of catalogTables()) {
      const key = table.parentKey === null ? [] : [table.parentKey];
      const names = [
        ...commonColumns.split(" "),
        ...key,
        ...table.columns.map(({ name }) => name),
        ...twinsOf(table.columns),
      ];
      for (const name of [table.name, ...names]) expect.soft(name).toMatch(/^[a-z][a-z0-9_]{0,39}$/);
      expect.soft(names.length - new Set(names).size, table.name).toBe(0);
    }
  });

  test("that point to masters point to a master table by a name column", () => {
    for (const table of catalogTables()) {
      for (const column of table.columns.filter(({ refersTo }) => refersTo !== undefined)) {
        const target = tableNamed(column.refersTo ?? "");
        expect.soft(column.name, table.name).toMatch(/_name$/);
        expect.soft(column.type).toBe("name");
        expect.soft(target.kind).toBe("entity");
        expect.soft(target.columns.map(({ name }) => name)).toContain("name");
      }
    }
  });
});

describe("streams", () => {
  test("are read so that a master comes before what points to it, vouchers last", () => {
    const order = streams.map(({ name }) => name);
    expect(order.at(-1)).toBe("vouchers");
    for (const stream of streams) {
      for (const table of [stream, ...stream.children]) {
        for (const { refersTo } of table.columns) {
          if (refersTo === undefined) continue;
          expect
            .soft(order.indexOf(refersTo), `${stream.name} -> ${refersTo}`)
            .toBeLessThanOrEqual(order.indexOf(stream.name));
        }
      }
    }
  });

  test("are found by name, and an unknown name is an error", () => {
    expect(streamByName("ledgers").tallyType).toBe("Ledger");
    expect(() => streamByName("ledger")).toThrow("ledger");
  });

  test("share a Tally type only where a filter divides it", () => {
    const whole = streams.filter(({ filter }) => filter === "").map(({ tallyType }) => tallyType);
    expect(new Set(whole).size).toBe(whole.length);
  });

  test("count by the voucher counter only for vouchers", () => {
    expect(streams.filter(({ counter }) => counter === "vouchers").map(({ name }) => name)).toEqual([
      "vouchers",
    ]);
  });
});
