import { streams } from "../../src-main/catalog/index.ts";
import type { ChildTable, Column, Stream } from "../../src-main/catalog/stream.ts";
import { commonDocs } from "../../src-main/destination/common-docs.ts";
import { controlTables } from "../../src-main/destination/control-definitions.ts";
import { controlDocs } from "../../src-main/destination/control-docs.ts";
import { mssqlDialect } from "../../src-main/destination/mssql-dialect.ts";
import { mysqlDialect } from "../../src-main/destination/mysql-dialect.ts";
import { postgresDialect } from "../../src-main/destination/postgres-dialect.ts";
import { sqliteDialect } from "../../src-main/destination/sqlite-dialect.ts";
import { layoutOf } from "../../src-main/destination/table-layout.ts";
import type { TableDefinition, TableLayout } from "../../src-main/destination/table-layout.ts";
import { views } from "../../src-main/destination/views/index.ts";
import { columnsOf } from "../../src-main/destination/views/view.ts";
import type { View } from "../../src-main/destination/views/view.ts";

const introduction = `# Data dictionary

What the replica database holds. SQLite, PostgreSQL, MySQL/MariaDB and SQL Server hold the same tables and views with the same names and values; names never need quoting. Made from the catalog, the migrations and the views by \`npm run dictionary\`: do not edit by hand.

- **Names stay.** Columns and tables are added, never renamed.
- **Signs** are Tally's: credit positive, debit negative, so the opening value of stock is negative. Quantities: inward positive, outward negative, in the smaller unit of a compound one. Views show debit and credit apart and stock values positive; a balance in one column is credit positive.
- **Empty**: texts are never null ('' is none); dates, times, GUID twins and numbers that Tally did not give are null; columns marked *0* are 0 instead.
- **Names and GUIDs**: beside a name that points to a master (\`ledger_name\`, marked →) stands its GUID (\`ledger_guid\`), null while unresolved. After a rename all of them read the new name.
- **Lines** (tables below an entity) hold what is there now. Lines of a deleted record are removed; its last content is in \`change_log\`. Adding up a table of lines needs no join.
- **Deleted** records stay with \`is_deleted\`.
- **Today** in a view is the day in India by the database's clock.
`;

const dialects = [sqliteDialect, postgresDialect, mysqlDialect, mssqlDialect];

/** The whole document docs/data-dictionary.md. */
export function dictionaryText(): string {
  return [
    introduction,
    typeSection(),
    "## Views for people\n\nOnly companies whose load is complete, without deleted records.\n",
    ...views.map(viewSection),
    "## Entity tables and their lines\n",
    commonSection(),
    ...streams.flatMap(streamSections),
    "## Control tables\n",
    ...controlTables().map(controlSection),
  ].join("\n");
}

function tableText(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll(/\s+/g, " ")).join(" | ")} |`;
  return `${[line(heads), line(heads.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}

function typeSection(): string {
  const types = [
    "key",
    "name",
    "text",
    "int",
    "bigint",
    "money",
    "number",
    "bool",
    "date",
    "time",
    "json",
  ] as const;
  const heads = ["type", "SQLite", "PostgreSQL", "MySQL, MariaDB", "SQL Server"];
  return `## Types\n\n${tableText(
    heads,
    types.map((type) => [type, ...dialects.map((dialect) => `\`${dialect.typeNames[type]}\``)]),
  )}`;
}

function viewSection(view: View): string {
  const columns = columnsOf(view).map((column) => [`\`${column.name}\``, column.type, column.doc]);
  return `### ${view.name}\n\nOne row per ${view.grain}. ${view.rule.replaceAll(/\s+/g, " ")}\n\n${tableText(
    ["column", "type", "what it holds"],
    columns,
  )}`;
}

/** Tables of lines have their own beginning. */
const commonEntityDocs = Object.entries(commonDocs).filter(([name]) => name !== "line_no");

function commonSection(): string {
  const [first] = streams;
  const types = new Map(
    first && layoutOf(first).entity.definition.columns.map(({ name, type }) => [name, type]),
  );
  return `### Columns of every entity table

Masters and \`vouchers\` begin and end with these; their own columns stand between. Tables of lines begin with \`company_id\`, the GUID of their parent and \`line_no\`, which counts from 1 in Tally's own order; these three are their primary key.

${tableText(
  ["column", "type", "what it holds"],
  commonEntityDocs.map(([name, doc]) => [`\`${name}\``, types.get(name) ?? "", doc]),
)}`;
}

function streamSections(stream: Stream): readonly string[] {
  const { entity, children } = layoutOf(stream);
  const own = `### ${stream.name}\n\n${stream.doc} Tally's ${stream.tallyType}.\n\n${columnTable(entity, stream.columns)}`;
  return [own, ...children.map((layout) => childSection(stream, layout))];
}

function childSection(stream: Stream, layout: TableLayout): string {
  const child = stream.children.find(({ name }) => name === layout.name) as ChildTable;
  const part = child.part ?? stream.part;
  const note = part === undefined ? "" : ` Part: ${part}.`;
  return `### ${child.name}\n\nLines of \`${stream.name}\` (\`${child.parentKey}\`). ${child.doc}${note}\n\n${columnTable(layout, child.columns)}`;
}

function columnTable(layout: TableLayout, columns: readonly Column[]): string {
  const byName = new Map(columns.map((column) => [column.name, column]));
  return tableText(
    ["column", "type", "what it holds"],
    layout.valueColumns.map((column) => {
      const known = byName.get(column.name);
      const marks = [
        known?.zeroWhenEmpty === true ? " *0*" : "",
        known?.refersTo === undefined ? "" : ` → ${known.refersTo}`,
      ];
      const notes = [
        known?.derived === true ? " Computed in the replica." : "",
        known?.part === undefined ? "" : ` Part: ${known.part}.`,
      ];
      return [`\`${column.name}\``, `${column.type}${marks.join("")}`, `${column.doc}${notes.join("")}`];
    }),
  );
}

function controlSection({ name, columns }: TableDefinition): string {
  const known = controlDocs[name];
  const rows = columns.map((column) => [
    `\`${column.name}\``,
    column.type === "identity" ? "int" : column.type,
    column.doc ?? "",
  ]);
  return `### ${name}\n\n${known?.doc ?? ""}\n\n${tableText(["column", "type", "what it holds"], rows)}`;
}
