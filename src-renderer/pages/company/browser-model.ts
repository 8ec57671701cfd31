import type { ChannelInput } from "../../../src-main/contract/channels.ts";
import type { ColumnKind, ViewColumn, ViewDescription } from "../../../src-main/contract/pages.ts";
import type { Language } from "../../../src-main/contract/texts.ts";
import { sayIn } from "../../../src-main/contract/texts/say-window.ts";
import { titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import type { Value } from "../../../src-main/contract/value.ts";
import { formatAmount, formatDay, formatDecimal, formatFullMoment } from "../../format.ts";

/** Which rows the data browser asks for and how a value is shown; nothing here knows of React. */

export interface ColumnFilter {
  readonly contains: string;
  readonly from: string;
  readonly to: string;
}

export const emptyFilter: ColumnFilter = { contains: "", from: "", to: "" };

export interface BrowserQuery {
  readonly view: string;
  readonly search: string;
  readonly filters: Readonly<Record<string, ColumnFilter>>;
  readonly sort: { readonly column: string; readonly isDescending: boolean } | null;
}

export function queryOf(view: string): BrowserQuery {
  return { view, search: "", filters: {}, sort: null };
}

type FilterKind = "text" | "days" | "figures" | "yesNo";

export function filterKindOf(kind: ColumnKind): FilterKind {
  switch (kind) {
    case "text":
      return "text";
    case "date":
    case "moment":
      return "days";
    case "amount":
    case "number":
    case "int":
      return "figures";
    case "bool":
      return "yesNo";
  }
}

type ChannelQuery = Pick<ChannelInput<"views.page">, "company" | "view" | "search" | "filters" | "sort">;
type ChannelFilter = NonNullable<ChannelQuery["filters"]>[number];

/** A moment lies within its day: "to" is the end of it. */
function rangeEnd(kind: ColumnKind, to: string): string {
  return kind === "moment" && /^\d{4}-\d{2}-\d{2}$/.test(to) ? `${to}T23:59:59.999Z` : to;
}

/** "1,23,456.50" as typed becomes the plain decimal. */
function plainFigure(text: string): string {
  return text.replaceAll(/[,\s₹]/g, "");
}

function channelFilterOf(column: ViewColumn, filter: ColumnFilter): ChannelFilter | null {
  const kind = filterKindOf(column.kind);
  if (kind === "text") {
    return filter.contains === "" ? null : { column: column.name, contains: filter.contains };
  }
  if (kind === "yesNo")
    return filter.contains === "" ? null : { column: column.name, equals: filter.contains };
  const [from, to] =
    kind === "figures" ? [plainFigure(filter.from), plainFigure(filter.to)] : [filter.from, filter.to];
  if (from === "" && to === "") return null;
  return {
    column: column.name,
    ...(from === "" ? {} : { from }),
    ...(to === "" ? {} : { to: rangeEnd(column.kind, to) }),
  };
}

/** The question for the program; a filter of a column that the view does not have is left out. */
export function channelQueryOf(
  company: string,
  query: BrowserQuery,
  columns: readonly ViewColumn[],
): ChannelQuery {
  const filters = columns.flatMap((column) => {
    const filter = channelFilterOf(column, query.filters[column.name] ?? emptyFilter);
    return filter === null ? [] : [filter];
  });
  return { company, view: query.view, search: query.search.trim(), filters, sort: query.sort };
}

export function isFiltered(query: BrowserQuery): boolean {
  return (
    query.search.trim() !== "" ||
    Object.values(query.filters).some(({ contains, from, to }) => `${contains}${from}${to}` !== "")
  );
}

/** First by the column as it rises, then as it falls, then in the view's own order again. */
export function nextColumnSort(sort: BrowserQuery["sort"], column: string): BrowserQuery["sort"] {
  if (sort?.column !== column) return { column, isDescending: false };
  return sort.isDescending ? null : { column, isDescending: true };
}

/** Which company it is, the page says already. */
const saidByThePage: ReadonlySet<string> = new Set(["company_id", "company_name"]);

function isForPrograms({ name }: ViewColumn): boolean {
  return name === "guid" || name.endsWith("_guid");
}

/** In the view's order, but what only programs read stands last. */
export function shownColumns(
  columns: readonly ViewColumn[],
): readonly { column: ViewColumn; index: number }[] {
  const shown = columns
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => !saidByThePage.has(column.name));
  return [
    ...shown.filter(({ column }) => !isForPrograms(column)),
    ...shown.filter(({ column }) => isForPrograms(column)),
  ];
}

export function isRightAligned(kind: ColumnKind): boolean {
  return kind === "amount" || kind === "number" || kind === "int";
}

/** Pixels. */
const widths: Readonly<Record<ColumnKind, number>> = {
  text: 170,
  amount: 140,
  number: 120,
  int: 100,
  date: 130,
  moment: 190,
  bool: 110,
};

const shortTexts = /(^|_)(number|type|unit|currency|year|side|gstin|hsn|code)$/;

/** Numbers and types of vouchers are short, though texts. */
export function widthOf({ name, kind }: ViewColumn): number {
  return kind === "text" && shortTexts.test(name) ? 145 : widths[kind];
}

export function formatValue(value: Value | undefined, kind: ColumnKind, language: Language): string {
  if (value === null || value === undefined || value === "") return "";
  switch (kind) {
    case "amount":
      return formatAmount(String(value));
    case "number":
      return formatDecimal(String(value));
    case "int":
    case "text":
      return String(value);
    case "date":
      return formatDay(String(value), language);
    case "moment":
      return formatFullMoment(String(value), language);
    case "bool":
      return sayIn(language)(value === true || value === 1 || value === "true" ? "yes" : "no");
  }
}

/** The day book is what everybody knows, and quick in any book. */
export function firstViewOf(views: readonly ViewDescription[]): ViewDescription | undefined {
  return views.find(({ name }) => name === "v_day_book") ?? views[0];
}

interface ViewGroup {
  readonly kind: ViewDescription["kind"];
  readonly views: readonly { readonly name: string; readonly title: string }[];
}

/** Reports first, tables after them, each in the program's order. */
export function groupViews(views: readonly ViewDescription[], language: Language): readonly ViewGroup[] {
  const groups = (["view", "table"] as const).map((kind) => ({
    kind,
    views: views
      .filter((view) => view.kind === kind)
      .map(({ name }) => ({ name, title: titlesOfSource(name)[language] })),
  }));
  return groups.filter((group) => group.views.length > 0);
}

/** Chromium cannot draw a taller table. */
export const mostScrolledRows = 900_000;
