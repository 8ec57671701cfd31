import { companyStandings } from "../../../src-main/contract/agent-state.ts";
import type { CompanyStanding, CompanyState } from "../../../src-main/contract/agent-state.ts";
import { formatCount } from "../../../src-main/contract/texts.ts";
import type { Language } from "../../../src-main/contract/texts.ts";
import { sayIn } from "../../../src-main/contract/texts/say-window.ts";
import { describeForWindow } from "../../../src-main/contract/texts/describe-for-window.ts";

/** Which companies the board shows and in which order; nothing here knows of React. */

export const boardColumns = ["standing", "name", "fresh", "verified", "lastVoucher", "rows"] as const;
export type BoardColumn = (typeof boardColumns)[number];

export interface BoardSort {
  readonly column: BoardColumn;
  readonly isDescending: boolean;
}

export interface BoardView {
  readonly search: string;
  readonly standing: CompanyStanding | null;
  readonly sort: BoardSort;
  readonly isGrouped: boolean;
}

export const firstBoardView: BoardView = {
  search: "",
  standing: null,
  sort: { column: "standing", isDescending: false },
  isGrouped: false,
};

export interface BoardGroup {
  /** Null: the companies are not grouped. */
  readonly standing: CompanyStanding | null;
  readonly companies: readonly CompanyState[];
}

const severity = new Map(companyStandings.map((standing, index) => [standing, index]));
const alphabet = new Intl.Collator("en-IN", { numeric: true, sensitivity: "base" });

function severityOf(company: CompanyState): number {
  return severity.get(company.standing) ?? 0;
}

function sortValueOf(company: CompanyState, column: Exclude<BoardColumn, "name">): string | number {
  switch (column) {
    case "standing":
      return severityOf(company);
    case "fresh":
      return company.currentAt ?? "";
    case "verified":
      return company.verifiedAt ?? "";
    case "lastVoucher":
      return company.lastVoucherDate ?? "";
    case "rows":
      return company.rows;
  }
}

function compareBy(column: BoardColumn, left: CompanyState, right: CompanyState): number {
  if (column === "name") return alphabet.compare(left.name, right.name);
  const [first, second] = [sortValueOf(left, column), sortValueOf(right, column)];
  return first < second ? -1 : Number(first > second);
}

/** Equal ones stay in the order of their names, whatever the direction. */
export function sortCompanies(companies: readonly CompanyState[], sort: BoardSort): readonly CompanyState[] {
  const direction = sort.isDescending ? -1 : 1;
  return companies.toSorted(
    (left, right) =>
      direction * compareBy(sort.column, left, right) ||
      compareBy("name", left, right) ||
      (left.key < right.key ? -1 : 1),
  );
}

function fits(company: CompanyState, view: BoardView): boolean {
  const name = `${company.name} ${company.companyNumber}`.toLocaleLowerCase("en-IN");
  const words = view.search.toLocaleLowerCase("en-IN").split(/\s+/);
  return (
    words.every((word) => name.includes(word)) &&
    (view.standing === null || company.standing === view.standing)
  );
}

export function arrangeBoard(companies: readonly CompanyState[], view: BoardView): readonly BoardGroup[] {
  const shown = sortCompanies(
    companies.filter((company) => company.isChosen && fits(company, view)),
    view.sort,
  );
  if (!view.isGrouped) return shown.length === 0 ? [] : [{ standing: null, companies: shown }];
  return companyStandings
    .map((standing) => ({ standing, companies: shown.filter((company) => company.standing === standing) }))
    .filter((group) => group.companies.length > 0);
}

/** A click on a heading sorts by it, a second one turns the order round. */
export function nextSort(sort: BoardSort, column: BoardColumn): BoardSort {
  if (sort.column === column) return { column, isDescending: !sort.isDescending };
  return { column, isDescending: column === "rows" || column === "lastVoucher" };
}

interface StandingCount {
  readonly standing: CompanyStanding;
  readonly count: number;
}

export function countStandings(companies: readonly CompanyState[]): readonly StandingCount[] {
  return companyStandings
    .map((standing) => ({
      standing,
      count: companies.filter((company) => company.isChosen && company.standing === standing).length,
    }))
    .filter(({ count }) => count > 0);
}

/** Why the company is not simply well: one short line, the most pressing reason. */
export function reasonOf(company: CompanyState, language: Language): string | null {
  const say = sayIn(language);
  const lastError = company.lastRun?.error ?? null;
  if (company.standing === "error" && lastError !== null) return describeForWindow(lastError, language).title;
  const { heldDeletes, differences, quarantined, unexplained } = company;
  if (heldDeletes === 1) return say("companies_reasonDeletesOne");
  if (heldDeletes > 1) return say("companies_reasonDeletes", { count: formatCount(heldDeletes) });
  if (differences === 1) return say("companies_reasonDifferencesOne");
  if (differences > 1) return say("companies_reasonDifferences", { count: formatCount(differences) });
  if (quarantined === 1) return say("companies_reasonQuarantineOne");
  if (quarantined > 1) return say("companies_reasonQuarantine", { count: formatCount(quarantined) });
  if (unexplained === 1) return say("companies_reasonUnexplainedOne");
  if (unexplained > 1) return say("companies_reasonUnexplained", { count: formatCount(unexplained) });
  return null;
}

export interface FirstLoad {
  readonly done: number;
  readonly total: number;
  /** The one being read now. */
  readonly current: CompanyState | null;
  /** Of all companies together, 0 to 1. */
  readonly share: number;
}

function isUnread(company: CompanyState): boolean {
  return company.standing === "loading" || (company.standing === "new" && company.isOpen);
}

/**
 * The choice without a company that is to be removed, so that it is not read again. Null: nothing to change, because
 * it was not chosen by name, or because an empty choice would mean all companies.
 */
export function choiceWithout(chosen: readonly string[], key: string): string[] | null {
  const left = chosen.filter((one) => one !== key);
  return left.length === chosen.length || left.length === 0 ? null : left;
}

/** Null once every chosen company that is open has been read for the first time. */
export function summariseFirstLoad(companies: readonly CompanyState[]): FirstLoad | null {
  const open = companies.filter(
    (company) => company.isChosen && (company.isOpen || company.companyId !== null),
  );
  const unread = open.filter(isUnread);
  if (!unread.some(({ standing }) => standing === "loading")) return null;
  const done = open.length - unread.length;
  const shares = unread.reduce((sum, { progress }) => sum + (progress?.share ?? 0), 0);
  return {
    done,
    total: open.length,
    current: unread.find(({ progress }) => progress !== null) ?? null,
    share: (done + shares) / open.length,
  };
}
