import type { FieldChange, RunSummary } from "../../../src-main/contract/pages.ts";
import { errorCodes } from "../../../src-main/contract/errors.ts";
import type { RunStatus } from "../../../src-main/contract/run.ts";
import { describeForWindow } from "../../../src-main/contract/texts/describe-for-window.ts";
import { sayIn } from "../../../src-main/contract/texts/say-window.ts";
import type { Say } from "../../../src-main/contract/texts/say-window.ts";
import { titlesOfColumn, titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import { formatCount } from "../../../src-main/contract/texts.ts";
import type { Language } from "../../../src-main/contract/texts.ts";
import { formatAmount } from "../../format.ts";

/** What the page of runs and changes asks and says; nothing here knows of React. */

export interface ActivityFilter {
  readonly company: string | null;
  readonly status: RunStatus | null;
  readonly table: string | null;
  readonly search: string;
  /** `YYYY-MM-DD` on this PC's clock, both included; empty: no bound. */
  readonly from: string;
  readonly to: string;
}

export const noFilter: ActivityFilter = {
  company: null,
  status: null,
  table: null,
  search: "",
  from: "",
  to: "",
};

export function isFiltered(filter: ActivityFilter): boolean {
  return JSON.stringify(filter) !== JSON.stringify(noFilter);
}

/** The moment a day of this PC begins; null for no bound or a day that does not exist. */
function startOfDay(day: string, daysLater = 0): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (parts === null) return null;
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]) + daysLater);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The bounds as moments: from the first moment of `from` to the last one of `to`. */
export function momentsOf({ from, to }: Pick<ActivityFilter, "from" | "to">): {
  readonly from: string | null;
  readonly to: string | null;
} {
  return { from: startOfDay(from), to: startOfDay(to, 1) };
}

/** "12 new · 3 changed · 1 deleted", or why nothing happened. */
export function sayRunOutcome(run: RunSummary, language: Language): string {
  if (run.errorMessage !== "") return sayRunError(run, language);
  const say = sayIn(language);
  if (run.status === "in_progress") return say("activity_underWay");
  const { inserted, updated, deleted, quarantined } = run;
  const counts =
    inserted + updated + deleted === 0
      ? say(run.syncType === "verify" ? "activity_noDifference" : "activity_nothingChanged")
      : say("activity_counts", {
          inserted: formatCount(inserted),
          updated: formatCount(updated),
          deleted: formatCount(deleted),
        });
  return quarantined === 0
    ? counts
    : `${counts} · ${say("activity_quarantined", { count: formatCount(quarantined) })}`;
}

/** The database keeps the sentence in English, with all that is known; other languages have the code's own words. */
function sayRunError({ errorCode, errorMessage, company }: RunSummary, language: Language): string {
  const code = errorCodes.find((known) => known === errorCode);
  if (language === "en" || code === undefined) return errorMessage;
  return describeForWindow({ code, details: { company } }, language).happened;
}

/** `narration`, `voucher_ledger_entries[2].amount` and `voucher_ledger_entries[2]` in the words of the trade. */
export function sayField(field: string, language: Language): string {
  const inLine = /^([a-z_]+)\[(\d+)\](?:\.([a-z_0-9]+))?$/.exec(field);
  if (inLine === null) return titlesOfColumn(field)[language];
  const [, table = "", line = "", column] = inLine;
  const place = `${titlesOfSource(table)[language]} ${line}`;
  return column === undefined ? place : `${place}: ${titlesOfColumn(column)[language]}`;
}

/** What people wrote stays as it is; amounts are grouped as books do it, a whole line names its columns. */
export function sayFieldValue(field: string, value: string, language: Language): string {
  if (/amount|balance|value|rate/.test(field) && /^-?\d+(\.\d+)?$/.test(value)) return formatAmount(value);
  if (!field.endsWith("]")) return value;
  return value.replaceAll(
    /(^|, )([a-z][a-z0-9]*(?:_[a-z0-9]+)*): /g,
    (_all, before: string, column: string) => `${before}${titlesOfColumn(column)[language]}: `,
  );
}

export function secondsOf({ startedAt, completedAt }: RunSummary): number | null {
  if (completedAt === null) return null;
  return Math.max(0, (new Date(completedAt).getTime() - new Date(startedAt).getTime()) / 1_000);
}

const knownActions = ["insert", "update", "delete", "restore", "renumber"] as const;

/** The word for what happened to an entry; one that a newer version wrote is shown as it is. */
export function sayAction(action: string, say: Say): string {
  const known = knownActions.find((one) => one === action);
  return known === undefined ? action : say(`activity_action_${known}`);
}

export function sayFieldCount(fields: readonly FieldChange[], say: Say): string {
  if (fields.length === 0) return "";
  return fields.length === 1
    ? say("activity_oneField")
    : say("activity_moreFields", { count: formatCount(fields.length) });
}
