import type { Field, ListReading } from "../catalog/stream.ts";
import { type Period, writeEnvelope, writeVariables } from "./envelope.ts";
import { type NamedFormulas, createNamedFormulas } from "./named-formulas.ts";
import type { LineShape } from "./row-reader.ts";
import { createTags } from "./tags.ts";
import { element, escapeFormula } from "./tdl-text.ts";

/**
 * Writes one inline report (cookbook §1, §2): definitions with generated names and tags, and beside the text the
 * layout by which the answer is read. Nothing here knows a stream; request.ts says what is asked.
 */

/** What a printed line is made of. The catalog's readings have this shape. */
export interface LineSource {
  readonly fields: readonly Field[];
  readonly lists?: readonly ListReading[];
}

export interface LineLayout extends LineShape {
  /** A list's line that always prints one field needs no element round it: that field comes first (cookbook §1, DL). */
  readonly isFlat: boolean;
  /** The catalog's reading; null for the entity's own line. */
  readonly reading: ListReading | null;
  /** In catalog order. Two columns of one expression share a tag: nothing is printed twice. */
  readonly bindings: readonly { readonly field: Field; readonly tag: string }[];
  readonly fields: ReadonlySet<string>;
  readonly lines: ReadonlyMap<string, LineLayout>;
}

export interface CollectionSource {
  readonly type: string;
  readonly fetch?: readonly string[];
  /** Conditions, all of which must hold; not escaped. */
  readonly filters?: readonly string[];
  /** Attributes beyond TYPE, FETCH and FILTER, such as BY; not escaped. */
  readonly extra?: readonly (readonly [name: string, value: string])[];
}

/** Columns of the head and end lines; the names are ours, the answer is read by tag. */
export const headFields: readonly Field[] = [
  { column: "guid", expression: "$Guid", decode: "text" },
  { column: "name", expression: "$Name", decode: "text" },
  { column: "number", expression: "$CompanyNumber", decode: "text" },
  { column: "booksFrom", expression: dateOf("$BooksFrom"), decode: "date" },
  { column: "masters", expression: "$AltMstId", decode: "integer" },
  { column: "vouchers", expression: "$AltVchId", decode: "integer" },
  { column: "from", expression: dateOf("##SVFromDate"), decode: "date" },
  { column: "to", expression: dateOf("##SVToDate"), decode: "date" },
];

export const rowsCollection = "ZqRows";
const companyCollection = "ZqCompany";

const endFields: readonly Field[] = [
  { column: "rowCount", expression: `$$NumItems:${rowsCollection}`, decode: "integer" },
  ...headFields.filter((field) => field.column === "masters" || field.column === "vouchers"),
];
/** Where counting would gather the collection twice (first contact measures it) or nothing is counted. */
const uncountedEndFields: readonly Field[] = [
  { column: "mark", expression: '"END"', decode: "text" },
  ...endFields.slice(1),
];

export function dateOf(value: string): string {
  return `if $$IsEmpty:${value} then "" else $$PyrlYYYYMMDDFormat:${value}:"-"`;
}

const companyLookUp = "Company:##SVCurrentCompany";

/**
 * Head for installations that do not print several parts: it stands in the same part as the rows, outside any company
 * object. Counters are empty when looked up this way (cookbook §2, FC), so they come from the probe.
 */
export const plainHeadFields: readonly Field[] = [
  { column: "guid", expression: `$Guid:${companyLookUp}`, decode: "text" },
  { column: "name", expression: "##SVCurrentCompany", decode: "text" },
  { column: "number", expression: `$CompanyNumber:${companyLookUp}`, decode: "text" },
  { column: "booksFrom", expression: dateOf(`($BooksFrom:${companyLookUp})`), decode: "date" },
  ...headFields.filter((field) => field.column === "from" || field.column === "to"),
];

/** All definitions of one request, in the order they are first used. */
export function createDefinitions(): Definitions {
  const nextTag = createTags();
  const fields = new Map<string, { readonly tag: string; readonly text: string }>();
  const texts: string[] = [];
  const formulas = createNamedFormulas();

  /** `line`: tag of the line that begins with the field, which no other line may then print. */
  function fieldTag(field: Field, line: string | null): string {
    const key = JSON.stringify([field.expression, field.type, field.format, hiddenBy(field), line]);
    const known = fields.get(key);
    if (known !== undefined) return known.tag;
    const tag = line ?? nextTag();
    fields.set(key, { tag, text: writeField(field, tag, formulas) });
    return tag;
  }

  function addLine(source: LineSource, reading: ListReading | null): LineLayout {
    const tag = nextTag();
    const first = reading === null ? undefined : source.fields.find((field) => field.alwaysPrinted === true);
    const bindings = source.fields.map((field) => ({
      field,
      tag: fieldTag(field, field === first ? tag : null),
    }));
    const lines = new Map<string, LineLayout>();
    const explodes: string[] = [];
    for (const list of source.lists ?? []) {
      const line = addLine(list, list);
      lines.set(line.tag, line);
      addPart(line.tag, list.list);
      explodes.push(element("EXPLODE", escapeFormula(`ZqP${line.tag} : ${formulas.shorten(list.when)}`)));
    }
    const isFlat = first !== undefined;
    const tags = new Set([...(isFlat ? [tag] : []), ...bindings.map((binding) => binding.tag)]);
    const names = [...tags].map((name) => `Zq${name}`).join(",");
    const listed = names === "" ? "" : element("FIELDS", names);
    const wrapper = isFlat ? "" : element("XMLTAG", tag);
    texts.push(element("LINE", `${listed}${wrapper}${explodes.join("")}`, { NAME: `ZqL${tag}` }));
    return { tag, isFlat, reading, bindings, fields: tags, lines };
  }

  function addPart(lineTag: string, collection: string): string {
    const name = `ZqP${lineTag}`;
    const line = `ZqL${lineTag}`;
    const repeat = element("REPEAT", `${line} : ${collection}`);
    texts.push(
      element("PART", `${element("LINES", line)}${repeat}${element("SCROLLED", "Vertical")}`, { NAME: name }),
    );
    return name;
  }

  return {
    addLine: (source) => addLine(source, null),
    addPart,
    addSinglePart: (headTag, lineTag, endTag) => {
      const lines = [headTag, lineTag, endTag].filter((tag) => tag !== null).map((tag) => `ZqL${tag}`);
      const repeat = lineTag === null ? "" : element("REPEAT", `ZqL${lineTag} : ${rowsCollection}`);
      const content = element("LINES", lines.join(",")) + repeat + element("SCROLLED", "Vertical");
      texts.push(element("PART", content, { NAME: "ZqPAll" }));
      return "ZqPAll";
    },
    addCollection: (name, source) => void texts.push(writeCollection(name, source)),
    addForm: (report, parts) => {
      texts.push(element("REPORT", element("FORMS", "ZqForm"), { NAME: report }));
      texts.push(element("FORM", element("PARTS", parts.join(",")), { NAME: "ZqForm" }));
    },
    write: () => texts.join("") + formulas.write() + [...fields.values()].map(({ text }) => text).join(""),
  };
}

export interface Definitions {
  addLine(source: LineSource): LineLayout;
  /** Repeats the line over the collection; returns the part's name. */
  addPart(lineTag: string, collection: string): string;
  /** Head line, repeated line and end line in one part. */
  addSinglePart(headTag: string, lineTag: string | null, endTag: string): string;
  addCollection(name: string, source: CollectionSource): void;
  addForm(report: string, parts: readonly string[]): void;
  write(): string;
}

function hiddenBy(field: Field): string | null {
  if (field.alwaysPrinted === true) return null;
  return field.invisible ?? "$$IsEmpty:$$Value";
}

function writeField(field: Field, tag: string, formulas: NamedFormulas): string {
  const hidden = hiddenBy(field);
  const content = [
    element("SET", escapeFormula(formulas.shorten(field.expression))),
    element("XMLTAG", tag),
    field.type === undefined ? "" : element("TYPE", escapeFormula(field.type)),
    field.format === undefined ? "" : element("FORMAT", escapeFormula(field.format)),
    hidden === null ? "" : element("INVISIBLE", escapeFormula(formulas.shorten(hidden))),
  ];
  return element("FIELD", content.join(""), { NAME: `Zq${tag}` });
}

function writeCollection(name: string, source: CollectionSource): string {
  const fetch = source.fetch ?? [];
  const filters = source.filters ?? [];
  const filterNames = filters.map((_, index) => `${name}F${index + 1}`);
  const content = [
    source.type === "" ? "" : element("TYPE", escapeFormula(source.type)),
    fetch.length === 0 ? "" : element("FETCH", fetch.join(",")),
    ...(source.extra ?? []).map(([attribute, value]) => element(attribute, escapeFormula(value))),
    filters.length === 0 ? "" : element("FILTER", filterNames.join(",")),
  ];
  const formulas = filters.map((filter, index) =>
    element("SYSTEM", escapeFormula(filter), { TYPE: "Formulae", NAME: filterNames[index] ?? "" }),
  );
  return element("COLLECTION", content.join(""), { NAME: name }) + formulas.join("");
}

export interface ReportSource {
  readonly company: string;
  readonly period: Period;
  /** The rows asked for; none for a request that only asks who and what Tally is. */
  readonly rows: { readonly line: LineSource; readonly collections: readonly NamedCollection[] } | null;
  /** Tally counts the rows in the end line. */
  readonly isCounted: boolean;
  /** See Installation. */
  readonly headForm: "parts" | "lines";
}

export interface NamedCollection {
  readonly name: string;
  readonly source: CollectionSource;
}

export interface ReportLayout {
  readonly head: LineLayout;
  readonly rows: LineLayout | null;
  readonly end: LineLayout;
  /** The end line carries a count of the rows. */
  readonly isCounted: boolean;
}

export interface WrittenReport {
  readonly text: string;
  readonly layout: ReportLayout;
}

/** Head, rows, end: proof of company, period and completeness travel with the rows (cookbook §2). */
export function writeReport(source: ReportSource): WrittenReport {
  const definitions = createDefinitions();
  const isCounted = source.isCounted && source.rows !== null;
  const inParts = source.headForm === "parts";
  const head = definitions.addLine({ fields: inParts ? headFields : plainHeadFields });
  const rows = source.rows === null ? null : definitions.addLine(source.rows.line);
  const end = definitions.addLine({ fields: endFieldsOf(isCounted, inParts) });
  const parts = inParts
    ? addThreeParts(definitions, head.tag, rows?.tag ?? null, end.tag)
    : [definitions.addSinglePart(head.tag, rows?.tag ?? null, end.tag)];
  for (const collection of source.rows?.collections ?? []) {
    definitions.addCollection(collection.name, collection.source);
  }
  definitions.addForm("ZqReport", parts);
  const text = writeEnvelope(
    "Data",
    "ZqReport",
    writeVariables(source.company, source.period),
    definitions.write(),
  );
  return { text, layout: { head, rows, end, isCounted } };
}

function endFieldsOf(isCounted: boolean, inParts: boolean): readonly Field[] {
  const fields = isCounted ? endFields : uncountedEndFields;
  return inParts ? fields : fields.slice(0, 1);
}

function addThreeParts(
  definitions: Definitions,
  head: string,
  rows: string | null,
  end: string,
): readonly string[] {
  const parts = [definitions.addPart(head, companyCollection)];
  if (rows !== null) parts.push(definitions.addPart(rows, rowsCollection));
  parts.push(definitions.addPart(end, companyCollection));
  definitions.addCollection(companyCollection, thisCompany);
  return parts;
}

/** Only the company that answers; names are compared as Tally compares them. */
export const thisCompany: CollectionSource = {
  type: "Company",
  filters: ["$$IsEqual:##SVCurrentCompany:$Name"],
};
