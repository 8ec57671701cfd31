import type { Language } from "./texts/language.ts";
import type { Value } from "./value.ts";

/** Which rows of a ready view or a table a person looks at or exports. Plain data, so that it crosses processes. */

/** A view for people, or a table of the replica, by its name in the database. */
export interface RowSource {
  readonly kind: "view" | "table";
  readonly name: string;
}

/** All parts that are given must hold. */
export interface RowFilter {
  readonly column: string;
  /** Empty text finds what is empty. Flags are `true` or `false`, amounts decimal text. */
  readonly equals?: string | undefined;
  /** Text columns only, whatever the case. */
  readonly contains?: string | undefined;
  /** Inclusive. Days `YYYY-MM-DD`, times ISO 8601 (a day alone means that day in India), amounts decimal text. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface RowSort {
  readonly column: string;
  readonly isDescending: boolean;
}

export interface RowQuery {
  readonly source: RowSource;
  /** companies.id; null is all companies of the database. */
  readonly companyId: number | null;
  /** Each word must stand in one of the text columns. */
  readonly search: string;
  readonly filters: readonly RowFilter[];
  /** Null is the order in which people read it, by date and number or by name. Rows never tie. */
  readonly sort: RowSort | null;
  /** Tables of masters and vouchers: tombstones as well. */
  readonly includeDeleted?: boolean | undefined;
}

/** The logical types of the data dictionary. */
export type RowColumnType =
  | "key"
  | "name"
  | "text"
  | "int"
  | "bigint"
  | "money"
  | "number"
  | "bool"
  | "date"
  | "time"
  | "json";

export interface RowColumn {
  readonly name: string;
  readonly type: RowColumnType;
  readonly title: Readonly<Record<Language, string>>;
  /** Data about a person that may be left out of a replica. */
  readonly isPersonal: boolean;
}

export interface SourceDescription {
  readonly source: RowSource;
  readonly title: Readonly<Record<Language, string>>;
  /** The rule of a view, or what a table holds. */
  readonly doc: string;
  readonly columns: readonly RowColumn[];
}

/** Values in the order of `columns`, canonical: amounts and quantities are decimal text. */
export type RowValues = readonly Value[];

export interface RowPage {
  readonly columns: readonly RowColumn[];
  readonly rows: readonly RowValues[];
  /** Rows of the whole answer; null where it was not asked for. */
  readonly total: number | null;
  readonly offset: number;
}

export const longestRowPage = 500;

export const exportFormats = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportProgress {
  /** Rows written so far. */
  readonly rows: number;
}

export interface ExportResult {
  readonly rows: number;
  /** Sheets with rows; 1 for CSV. */
  readonly sheets: number;
  readonly file: string;
  /** Beside a CSV file: what it contains. A workbook has a sheet for it. */
  readonly aboutFile: string | null;
  readonly bytes: number;
}
