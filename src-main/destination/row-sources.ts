import { streams as allStreams } from "../catalog/index.ts";
import type { Stream } from "../catalog/stream.ts";
import type { Part } from "../contract/choice.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { RowColumn, RowSource, SourceDescription } from "../contract/rows.ts";
import { nearest } from "../contract/nearest.ts";
import { titlesOfColumn, titlesOfSource } from "../contract/texts/titles.ts";
import { controlTableDefinition } from "./control-definitions.ts";
import { layoutOf } from "./table-layout.ts";
import type { ColumnDefinition, TableLayout } from "./table-layout.ts";
import { views } from "./views/index.ts";
import { columnsOf } from "./views/view.ts";

/** A view or table that rows are read from. */
export interface ReadableSource extends SourceDescription {
  /** Where the company stands; null where rows serve all companies. */
  readonly companyColumn: string | null;
  /** Columns that put the rows in the order in which people read them; the last ones tell any two rows apart. */
  readonly order: readonly string[];
  /** Tables with tombstones. */
  readonly hasDeleted: boolean;
}

/** Control tables that tell people something; leases and checkpoints are nobody's business. */
const readableControlTables: Readonly<Record<string, string>> = {
  companies: "Companies of this database.",
  sync_runs: "Every run and how it ended.",
  sync_history: "What each run did to each table.",
  change_log: "Every change since the initial load, in commit order.",
  held_deletes: "Deletes that wait for a person, or were decided.",
  quarantine: "Records that could not be taken in.",
};

/** All there is to look at, views first. */
export function listSources(streams: readonly Stream[] = allStreams): readonly ReadableSource[] {
  return [...viewSources(), ...tableSources(streams), ...controlSources()];
}

export function findSource(source: RowSource, streams: readonly Stream[] = allStreams): ReadableSource {
  const sources = listSources(streams).filter((each) => each.source.kind === source.kind);
  const found = sources.find((each) => each.source.name === source.name);
  if (found !== undefined) return found;
  const names = sources.map((each) => each.source.name);
  throw new ReplicaError("CONFIG_NO_SUCH_DATA", {
    name: source.name,
    suggestion: nearestName(source.name, names) ?? "",
  });
}

/** `trial_balance` means v_trial_balance, however near another name is. */
function nearestName(wanted: string, names: readonly string[]): string | null {
  const view = `v_${wanted.toLowerCase()}`;
  return names.includes(view) ? view : nearest(wanted, names);
}

function viewSources(): readonly ReadableSource[] {
  return views.map((view) => ({
    source: { kind: "view", name: view.name },
    title: titlesOfSource(view.name),
    doc: view.rule.replaceAll(/\s+/g, " "),
    columns: columnsOf(view).map(({ name, type }) => ({
      name,
      type,
      title: titlesOfColumn(name),
      isPersonal: false,
    })),
    companyColumn: view.isForAllCompanies === true ? null : "company_id",
    order: view.order,
    hasDeleted: false,
  }));
}

function tableSources(streams: readonly Stream[]): readonly ReadableSource[] {
  return streams.flatMap((stream) => {
    const { entity, children } = layoutOf(stream);
    const given = new Map([stream, ...stream.children].map((table) => [table.name, table]));
    return [entity, ...children].map((table) => ({
      source: { kind: "table" as const, name: table.name },
      title: titlesOfSource(table.name),
      doc: given.get(table.name)?.doc ?? "",
      columns: markPersonal(table, given.get(table.name)?.part ?? stream.part),
      companyColumn: "company_id",
      order: table.kind === "child" ? [table.keyColumn, "line_no"] : [table.keyColumn],
      hasDeleted: table.kind === "entity",
    }));
  });
}

function controlSources(): readonly ReadableSource[] {
  return Object.entries(readableControlTables).flatMap(([name, doc]) => {
    const definition = controlTableDefinition(name);
    if (definition === null) return [];
    const companyColumn = name === "companies" ? "id" : "company_id";
    return [
      {
        source: { kind: "table" as const, name },
        title: titlesOfSource(name),
        doc,
        columns: definition.columns.map(describeColumn),
        companyColumn,
        order: definition.primaryKey.filter((column) => column !== "company_id"),
        hasDeleted: false,
      },
    ];
  });
}

/** Payroll is about persons throughout. */
function markPersonal(
  { definition, valueColumns }: TableLayout,
  part: Part | undefined,
): readonly RowColumn[] {
  const parts = new Map(valueColumns.map((column) => [column.name, column.part ?? part]));
  return definition.columns.map((column) => {
    const own = parts.get(column.name);
    return { ...describeColumn(column), isPersonal: own === "personal" || own === "payroll" };
  });
}

function describeColumn({ name, type }: ColumnDefinition): RowColumn {
  return {
    name,
    type: type === "identity" ? "int" : type,
    title: titlesOfColumn(name),
    isPersonal: false,
  };
}
