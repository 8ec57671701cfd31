import { describe, expect, it } from "vitest";
import { migrations } from "../../../migrations/index.ts";
import { streams } from "../../../src-main/catalog/index.ts";
import { controlTableDefinition } from "../../../src-main/destination/control-definitions.ts";
import type { Dialect } from "../../../src-main/destination/dialect.ts";
import { entityTablesOf } from "../../../src-main/destination/entity-tables.ts";
import { mssqlDialect } from "../../../src-main/destination/mssql-dialect.ts";
import {
  deleteLinesStatement,
  insertMissingStatement,
  insertStatement,
  updateStatement,
} from "../../../src-main/destination/mssql-write.ts";
import { mysqlDialect } from "../../../src-main/destination/mysql-dialect.ts";
import { postgresDialect } from "../../../src-main/destination/postgres-dialect.ts";
import { sqliteDialect } from "../../../src-main/destination/sqlite-dialect.ts";
import { layoutOf } from "../../../src-main/destination/table-layout.ts";
import type { TableDefinition } from "../../../src-main/destination/table-layout.ts";
import { additionStatements, createTableStatements } from "../../../src-main/destination/tables.ts";
import { groups, vouchers } from "../../contract/destination-catalog.ts";
import { reservedWords } from "../../fixtures/reserved-words.ts";

const dialects: readonly Dialect[] = [sqliteDialect, postgresDialect, mysqlDialect, mssqlDialect];

const entityTables = [...entityTablesOf(streams).tables.values()].map(({ definition }) => definition);
const controlNames = migrations.flatMap(({ steps }) =>
  steps.flatMap((step) => (step.kind === "createTable" ? [step.table.name] : [])),
);
const controlTables = [...new Set(controlNames)].flatMap((name) => controlTableDefinition(name) ?? []);
const allTables: readonly TableDefinition[] = [...controlTables, ...entityTables];

describe("the names of the data dictionary", () => {
  it.each(Object.keys(reservedWords))("need no quotes on %s", (product) => {
    const reserved = new Set(reservedWords[product]);
    const names = allTables.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]);
    expect(
      [...new Set(names)].filter((name) => reserved.has(name) || !/^[a-z][a-z0-9_]*$/.test(name)),
    ).toEqual([]);
  });

  it("fit the shortest limit for names, 63 characters, and are used once", () => {
    const indexes = allTables.flatMap((table) => (table.indexes ?? []).map(({ name }) => name));
    const tables = allTables.map(({ name }) => name);
    const all = [...indexes, ...tables];
    expect(all.filter((name) => name.length > 63)).toEqual([]);
    expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
  });

  it("begin every key and index of a company's table with its company", () => {
    const companyTables = allTables.filter(({ name }) => name !== "companies" && name !== "agents");
    for (const { primaryKey, indexes } of companyTables) {
      expect(primaryKey[0]).toBe("company_id");
      for (const index of indexes ?? []) expect(index.columns[0]).toBe("company_id");
    }
  });
});

describe.each(dialects)("tables on $product", (dialect) => {
  it("are one text per column with a type that the product has", () => {
    const text = createTableStatements(dialect, layoutOf(vouchers).entity.definition).join(";\n");
    expect(text).toMatchSnapshot();
  });

  it("gain columns and their indexes later", () => {
    const { definition } = layoutOf(groups).entity;
    const all = definition.columns.map(({ name }) => name);
    const columns = new Set(all.filter((name) => !name.startsWith("parent_")));
    const indexNames = (definition.indexes ?? []).map(({ name }) => name);
    const indexes = new Set(
      indexNames.filter((name) => !name.includes("_parent_") && !name.endsWith("_name")),
    );
    const statements = additionStatements(dialect, definition, { columns, indexes });
    expect(statements.join(";\n")).toMatchSnapshot();
    const complete = { columns: new Set(all), indexes: new Set(indexNames) };
    expect(additionStatements(dialect, definition, complete)).toEqual([]);
  });

  it("quote a name that holds the mark itself", () => {
    const quoted = dialect.quote('a"b`c]d');
    expect(quoted.slice(1, -1).replaceAll(/""|``|\]\]/g, "")).not.toContain(quoted.at(-1));
  });
});

describe("statements for SQL Server", () => {
  const { entity, children } = layoutOf(vouchers);

  it("take a batch apart with OPENJSON and need no MERGE", () => {
    const statements = [
      insertStatement(entity.definition),
      insertMissingStatement(entity),
      updateStatement(entity),
      insertStatement(children[0]!.definition),
      deleteLinesStatement(children[0]!),
    ];
    expect(statements.join(";\n")).toMatchSnapshot();
    expect(statements.join(" ").toLowerCase()).not.toContain("merge");
  });

  it("keep within 1,700 bytes per index and 900 per clustered key", () => {
    const bytes: Readonly<Record<string, number>> = {
      key: 200,
      name: 900,
      int: 4,
      bigint: 8,
      date: 3,
      time: 7,
      bool: 1,
    };
    const sizeOf = (table: TableDefinition, columns: readonly string[]): number =>
      columns.reduce((sum, name) => {
        const type = table.columns.find((column) => column.name === name)?.type ?? "text";
        return sum + (bytes[type] ?? 10_000);
      }, 0);
    const large = allTables
      .filter(({ name }) => name !== "companies")
      .flatMap((table) => [
        ...(sizeOf(table, table.primaryKey) > 900 ? [table.name] : []),
        ...(table.indexes ?? [])
          .filter(({ columns }) => sizeOf(table, columns) > 1_700)
          .map(({ name }) => name),
      ]);
    expect(large).toEqual([]);
  });
});

describe("rows on MySQL", () => {
  it("keep within 65,535 bytes, four for each character", () => {
    const bytes: Readonly<Record<string, number>> = { key: 402, name: 1_802, text: 12, json: 12 };
    const large = allTables.filter(
      ({ columns }) => columns.reduce((sum, { type }) => sum + (bytes[type] ?? 13), 0) >= 65_535,
    );
    expect(large.map(({ name }) => name)).toEqual([]);
  });
});
