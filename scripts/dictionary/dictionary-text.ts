import { migrations } from "../../migrations/index.ts";
import { streams } from "../../src-main/catalog/index.ts";
import type { ChildTable, Column, Stream } from "../../src-main/catalog/stream.ts";
import { mssqlDialect } from "../../src-main/destination/mssql-dialect.ts";
import { mysqlDialect } from "../../src-main/destination/mysql-dialect.ts";
import { settingsInfo } from "../../src-main/destination/migrations.ts";
import { postgresDialect } from "../../src-main/destination/postgres-dialect.ts";
import { sqliteDialect } from "../../src-main/destination/sqlite-dialect.ts";
import { layoutOf } from "../../src-main/destination/table-layout.ts";
import type { ColumnDefinition, TableLayout } from "../../src-main/destination/table-layout.ts";
import { views } from "../../src-main/destination/views/index.ts";
import { columnsOf } from "../../src-main/destination/views/view.ts";
import type { View } from "../../src-main/destination/views/view.ts";
import { controlDocs } from "./control-docs.ts";

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

/** The columns that stand around those of every entity. */
const commonColumns: Readonly<Record<string, string>> = {
  company_id: "The company, as in companies.id; first column of every key and index.",
  tally_guid: "Tally's GUID; the primary key is (company_id, tally_guid).",
  master_id: "Tally's MASTERID.",
  alter_id: "Tally's ALTERID of the version stored.",
  is_deleted: "Deleted in Tally; false again when it reappears.",
  deleted_at: "When that was found.",
  last_modified_in_tally:
    "Day of the last alteration where Tally tells it (altered vouchers), at midnight in India.",
  first_synced_at: "When it was stored first.",
  last_synced_at: "When it was stored last.",
  sync_status: "initial_load, active or deleted.",
  last_run_id: "Run that stored it last, as in sync_runs.",
};

function commonSection(): string {
  const [first] = streams;
  const types = new Map(
    first && layoutOf(first).entity.definition.columns.map(({ name, type }) => [name, type]),
  );
  return `### Columns of every entity table

Masters and \`vouchers\` begin and end with these; their own columns stand between. Tables of lines begin with \`company_id\`, the GUID of their parent and \`line_no\`, which counts from 1 in Tally's own order; these three are their primary key.

${tableText(
  ["column", "type", "what it holds"],
  Object.entries(commonColumns).map(([name, doc]) => [`\`${name}\``, types.get(name) ?? "", doc]),
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

interface ControlTable {
  readonly name: string;
  readonly columns: readonly ColumnDefinition[];
}

/** As the migrations make them, later columns after the first ones. */
export function controlTables(): readonly ControlTable[] {
  const columns = new Map<string, ColumnDefinition[]>([[settingsInfo.name, [...settingsInfo.columns]]]);
  for (const step of migrations.flatMap(({ steps }) => steps)) {
    if (step.kind !== "createTable") continue;
    const known = columns.get(step.table.name) ?? [];
    columns.set(step.table.name, [...known, ...step.table.columns]);
  }
  return [...columns].map(([name, all]) => ({ name, columns: all }));
}

function controlSection({ name, columns }: ControlTable): string {
  const known = controlDocs[name];
  const rows = columns.map((column) => [
    `\`${column.name}\``,
    column.type === "identity" ? "int" : column.type,
    known?.columns[column.name] ?? "",
  ]);
  return `### ${name}\n\n${known?.doc ?? ""}\n\n${tableText(["column", "type", "what it holds"], rows)}`;
}
