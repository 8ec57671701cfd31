import type { LogicalType } from "../../catalog/stream.ts";
import type { ViewFragments } from "./fragments.ts";

export interface ViewColumn {
  readonly name: string;
  readonly type: LogicalType;
  /** One sentence, for the data dictionary. */
  readonly doc: string;
}

/** A view for people: the same name and columns on every database. */
export interface View {
  readonly name: string;
  /** What one row is. */
  readonly grain: string;
  /** By which rule it equals Tally's report. One paragraph, for the data dictionary. */
  readonly rule: string;
  /** Without the company columns that every view except `dates` begins with. */
  readonly columns: readonly ViewColumn[];
  /** The order in which people read it; the last columns tell any two rows of a company apart. */
  readonly order: readonly string[];
  /** `dates` is the same for all companies. */
  readonly isForAllCompanies?: true;
  /** The SELECT, its columns in the order of `columns`, company columns first. */
  readonly select: (fragments: ViewFragments) => string;
}

const companyColumns: readonly ViewColumn[] = [
  { name: "company_id", type: "int", doc: "The company, as in companies.id." },
  { name: "company_name", type: "name", doc: "Name of the company." },
];

export function viewColumn(name: string, type: LogicalType, doc: string): ViewColumn {
  return { name, type, doc };
}

export function columnsOf(view: View): readonly ViewColumn[] {
  return view.isForAllCompanies === true ? view.columns : [...companyColumns, ...view.columns];
}
