import type { CompanyState } from "../../../src-main/contract/agent-state.ts";
import type { CompanyDetail, DayActivity, TableCount } from "../../../src-main/contract/pages.ts";
import { formatDuration } from "../../../src-main/contract/texts.ts";
import type { Language } from "../../../src-main/contract/texts.ts";
import { sayIn } from "../../../src-main/contract/texts/say-window.ts";
import { doubts } from "../../../src-main/contract/verify.ts";
import type { CheckedFigures, Doubt, FigureDifference } from "../../../src-main/contract/verify.ts";
import type { Bar } from "../../components/bar.ts";
import { formatBalance, formatCount, formatDay, formatDecimal } from "../../format.ts";

/** What the page of one company says; nothing here knows of React. */

/** Changes when the company should be asked anew. */
export function versionOf(company: CompanyState | null): string {
  if (company === null) return "";
  const { lastRun, verifiedAt, rows, heldDeletes, quarantined } = company;
  return [lastRun?.endedAt, verifiedAt, rows, heldDeletes, quarantined].join(" ");
}

interface EntityTables {
  readonly entity: TableCount;
  readonly lines: readonly TableCount[];
}

/** Each entity with the tables of its lines, the fullest first; empty ones last. */
export function groupTables(tables: readonly TableCount[]): readonly EntityTables[] {
  return tables
    .filter(({ table, entity }) => table === entity)
    .toSorted((left, right) => right.rows - left.rows || (left.table < right.table ? -1 : 1))
    .map((entity) => ({
      entity,
      lines: tables.filter((one) => one.entity === entity.table && one.table !== entity.table),
    }));
}

function totalOf(day: DayActivity): number {
  return day.inserted + day.updated + day.deleted;
}

export interface Chart {
  readonly bars: readonly Bar[];
  readonly text: string;
}

export function chartOfChanges(activity: readonly DayActivity[], language: Language): Chart {
  const say = sayIn(language);
  const bars = activity.map((day) => ({
    value: totalOf(day),
    hint: say("company_changesBar", {
      day: formatDay(day.day, language),
      inserted: formatCount(day.inserted),
      updated: formatCount(day.updated),
      deleted: formatCount(day.deleted),
    }),
  }));
  const total = activity.reduce((sum, day) => sum + totalOf(day), 0);
  const busiest = activity.toSorted((left, right) => totalOf(right) - totalOf(left))[0];
  if (busiest === undefined || total === 0) return { bars, text: say("company_changesNone") };
  const most = formatCount(totalOf(busiest));
  const day = formatDay(busiest.day, language);
  return { bars, text: say("company_changesText", { total: formatCount(total), day, most }) };
}

export function chartOfDurations(seconds: readonly number[], language: Language): Chart {
  const say = sayIn(language);
  const sorted = seconds.toSorted((left, right) => left - right);
  const [usual, longest] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  const bars = seconds.map((value, index) => ({
    value,
    hint: `${index + 1}: ${formatDuration(language, value)}`,
  }));
  if (usual === undefined || longest === undefined) return { bars, text: say("company_durationNone") };
  if (seconds.length === 1) {
    return { bars, text: say("company_durationOne", { time: formatDuration(language, longest) }) };
  }
  const text = say("company_durationText", {
    count: seconds.length,
    usual: formatDuration(language, usual),
    longest: formatDuration(language, longest),
  });
  return { bars, text };
}

/** True when both counters of Tally stand where the database stands; null when that is not known. */
export function isAllRead({
  masters,
  vouchers,
}: Pick<CompanyDetail, "masters" | "vouchers">): boolean | null {
  const known = [masters, vouchers].filter(({ counter }) => counter !== null);
  if (known.length === 0) return null;
  return known.every(({ checkpoint, counter }) => checkpoint !== null && checkpoint >= (counter ?? 0));
}

/** What was compared; null after a restart, when only the verdict is remembered. */
export function sayChecked(checked: CheckedFigures, language: Language): string | null {
  if (checked.ledgers + checked.voucherCounts + checked.stockItems === 0) return null;
  return sayIn(language)("verify_checked", {
    ledgers: formatCount(checked.ledgers),
    voucherCounts: formatCount(checked.voucherCounts),
    stockItems: formatCount(checked.stockItems),
  });
}

interface DifferenceLine {
  readonly what: string;
  readonly name: string;
  readonly tally: string;
  readonly database: string;
  readonly days: string;
}

function formatFigure(kind: FigureDifference["kind"], text: string, language: Language): string {
  switch (kind) {
    case "ledger":
      return formatBalance(text, language);
    case "voucher_count":
    case "stock":
      return formatDecimal(text);
  }
}

export function lineOfDifference(difference: FigureDifference, language: Language): DifferenceLine {
  const say = sayIn(language);
  const { kind, name, tally, database, from, to } = difference;
  const [first, last] = [formatDay(from, language), formatDay(to, language)];
  return {
    what: say(`verify_kind_${kind}`),
    name,
    tally: formatFigure(kind, tally, language),
    database: formatFigure(kind, database, language),
    days: from === to ? first : say("verify_days", { from: first, to: last }),
  };
}

function isDoubt(text: string): text is Doubt {
  return doubts.some((doubt) => doubt === text);
}

/** A reason that this window does not know yet is shown by its name. */
export function sayDoubt(doubt: string, language: Language): string {
  return isDoubt(doubt) ? sayIn(language)(`doubt_${doubt}`) : doubt;
}
