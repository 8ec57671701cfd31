import type { ColumnKind, ViewColumn, ViewDescription, ViewPage } from "../../contract/pages.ts";
import type { RowColumn, RowQuery, RowSource } from "../../contract/rows.ts";
import type { WorkerCalls } from "../../contract/worker-messages.ts";
import { listSources, readViewPage } from "../../destination/browse.ts";
import { listCompanies } from "../../destination/companies-store.ts";
import type { Destination } from "../../destination/destination.ts";
import { requireCompany } from "./stored-companies.ts";

/** A name that nobody knows is refused by whoever reads it, with the nearest one. */
function sourceOf(name: string, streams: Destination["streams"]): RowSource {
  const known = listSources(streams).find(({ source }) => source.name === name);
  return known?.source ?? { kind: "view", name };
}

type ViewQuery = Omit<WorkerCalls["views.page"]["input"], "offset" | "limit">;

export async function queryOf(
  destination: Destination,
  { company, view, search, filters, sort }: ViewQuery,
): Promise<RowQuery> {
  const { id } = requireCompany(await listCompanies(destination.db), company);
  return { source: sourceOf(view, destination.streams), companyId: id, search, filters, sort };
}

export async function readViewRows(
  destination: Destination,
  { offset, limit, ...view }: WorkerCalls["views.page"]["input"],
): Promise<ViewPage> {
  const query = await queryOf(destination, view);
  const { columns, rows, total } = await readViewPage(destination, { ...query, offset, limit });
  return { columns: columns.map(columnOf), rows, total };
}

/** From the catalog; the custom fields of this database are columns of their tables. */
export function describeViews(destination: Destination): Promise<readonly ViewDescription[]> {
  return Promise.resolve(
    listSources(destination.streams).map(({ source, doc, columns }) => ({
      name: source.name,
      columns: columns.map(columnOf),
      comment: doc,
      kind: source.kind,
    })),
  );
}

const kinds: Readonly<Record<RowColumn["type"], ColumnKind>> = {
  key: "text",
  name: "text",
  text: "text",
  json: "text",
  int: "int",
  bigint: "int",
  money: "amount",
  number: "number",
  bool: "bool",
  date: "date",
  time: "moment",
};

function columnOf({ name, type }: RowColumn): ViewColumn {
  return { name, kind: kinds[type] };
}
