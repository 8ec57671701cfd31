import type { RowColumn, RowFilter, RowQuery, SourceDescription } from "../contract/rows.ts";
import { formatCount, formatMoment } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { sayExport } from "../contract/texts/export-words.ts";
import type { ExportWord } from "../contract/texts/export-words.ts";
import { ruleOfSource } from "../contract/texts/rules.ts";
import { readChoice } from "../destination/choice-store.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import { describeContents } from "../destination/describe-contents.ts";
import type { AboutLine, Remarks } from "./row-writer.ts";

/** All that says what an export contains and how far it can be trusted. */
interface AboutParts {
  readonly description: SourceDescription;
  readonly query: RowQuery;
  readonly hasDeleted: boolean;
  /** The companies whose rows are in it. */
  readonly companies: readonly CompanyRow[];
  /** Where the data is, without a password. */
  readonly database: string;
  readonly programVersion: string;
  readonly at: Date;
  readonly language: Language;
  readonly rows: number;
  readonly sheets: number;
  readonly rowsPerSheet: number;
  readonly remarks: Remarks;
  readonly areTimesLocal: boolean;
}

export function describeExport(parts: AboutParts): readonly AboutLine[] {
  return [...sourceLines(parts), ...companyLines(parts), ...rowLines(parts), ...originLines(parts)];
}

function line(language: Language, label: ExportWord, text: string): AboutLine {
  return { label: sayExport(language, label), text };
}

function sourceLines({ description, language }: AboutParts): readonly AboutLine[] {
  const { source, title, doc } = description;
  return [
    line(language, "whatItIs", title[language]),
    line(language, "nameInDatabase", source.name),
    ...(doc === "" ? [] : [line(language, "howItCounts", ruleOfSource(source.name, doc, language).text)]),
  ];
}

function companyLines({ companies, query, language }: AboutParts): readonly AboutLine[] {
  const heading =
    query.companyId === null ? [line(language, "company", sayExport(language, "allCompanies"))] : [];
  const each = companies.flatMap((company) => [
    line(language, "company", company.name),
    line(language, "booksFrom", company.books_from),
    line(
      language,
      "upToDate",
      company.last_synced_at === null
        ? sayExport(language, "never")
        : formatMoment(company.last_synced_at, true),
    ),
    line(language, "verified", sayVerification(company, language)),
  ]);
  return [...heading, ...each];
}

function sayVerification({ verification, last_verified_at: at }: CompanyRow, language: Language): string {
  const values = { at: at === null ? "" : formatMoment(at, true) };
  switch (verification) {
    case "verified":
      return sayExport(language, "verifiedEqual", values);
    case "differs":
      return sayExport(language, "verifiedDiffers", values);
    case "unknown":
      return sayExport(language, "verifiedUnknown");
  }
}

function rowLines(parts: AboutParts): readonly AboutLine[] {
  const { query, language, rows, sheets, rowsPerSheet, hasDeleted } = parts;
  const limits = [
    ...query.filters.flatMap((filter) => sayFilter(filter, parts)),
    ...(query.search.trim() === "" ? [] : [sayExport(language, "search", { text: query.search.trim() })]),
  ];
  const several = { sheets: formatCount(sheets), limit: formatCount(rowsPerSheet) };
  return [
    line(language, "period", limits.length === 0 ? sayExport(language, "wholePeriod") : limits.join("; ")),
    ...(hasDeleted
      ? [
          line(
            language,
            "period",
            sayExport(language, query.includeDeleted === true ? "deletedIncluded" : "deletedLeftOut"),
          ),
        ]
      : []),
    line(language, "rows", formatCount(rows)),
    ...(sheets > 1 ? [line(language, "sheets", sayExport(language, "severalSheets", several))] : []),
    ...contentLines(parts),
    ...remarkLines(parts),
  ];
}

function sayFilter(filter: RowFilter, { description, language }: AboutParts): readonly string[] {
  const found = description.columns.find(({ name }) => name === filter.column);
  const column = found?.title[language] ?? filter.column;
  const say = (key: ExportWord, text: string | undefined): readonly string[] =>
    text === undefined || text === "" ? [] : [sayExport(language, key, { column, text })];
  return [
    ...(filter.equals === "" ? [sayExport(language, "isEmpty", { column })] : say("equals", filter.equals)),
    ...say("contains", filter.contains),
    ...say("from", filter.from),
    ...say("to", filter.to),
  ];
}

export function personalColumnsOf(columns: readonly RowColumn[], language: Language): readonly string[] {
  return columns.filter(({ isPersonal }) => isPersonal).map(({ title }) => title[language]);
}

/** Companies may be chosen differently; what is alike is said once. */
function contentLines({ description, companies, language }: AboutParts): readonly AboutLine[] {
  const kept = companies.map((company) => readChoice(company).holds);
  const said = kept.flatMap((chosen) => describeContents(description.source.name, chosen, language));
  return [...new Set(said)].map((text) => line(language, "contents", text));
}

function remarkLines({ remarks, language }: AboutParts): readonly AboutLine[] {
  const kinds = [
    ["longNumbers", "longNumbersWhy", remarks.longNumbers],
    ["cutTexts", "cutTextsWhy", remarks.cutTexts],
    ["guardedTexts", "guardedTextsWhy", remarks.guardedTexts],
  ] as const;
  return kinds.flatMap(([label, why, count]) =>
    count === 0 ? [] : [line(language, label, sayExport(language, why, { count: formatCount(count) }))],
  );
}

function originLines({
  language,
  at,
  programVersion,
  database,
  areTimesLocal,
}: AboutParts): readonly AboutLine[] {
  return [
    line(language, "times", sayExport(language, areTimesLocal ? "timesLocal" : "timesUtc")),
    line(language, "madeAt", formatMoment(at.toISOString(), true)),
    line(language, "madeBy", `Tally Replica ${programVersion}`),
    line(language, "database", database),
  ];
}
