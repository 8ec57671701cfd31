import { countUpToDate, overallOf } from "../contract/agent-state.ts";
import type { AgentState, CompanyState, Overall } from "../contract/agent-state.ts";
import { pauseLengths } from "../contract/channels.ts";
import type { PauseLength, Route } from "../contract/channels.ts";
import { localClock } from "../contract/local-time.ts";
import type { LastChange } from "../contract/pages.ts";
import { sayShell, sayTableWord } from "../contract/texts.ts";
import type { Language, ShellKey } from "../contract/texts.ts";

/** What the tray shows, from the agent's state. Pure: the tray itself only draws it. */

export type TrayCommand =
  | { readonly kind: "open"; readonly route: Route | null }
  | { readonly kind: "syncNow"; readonly company: string | null }
  | { readonly kind: "pause"; readonly length: PauseLength }
  | { readonly kind: "resume" }
  | { readonly kind: "openDatabaseFolder" }
  | { readonly kind: "copyConnection" }
  | { readonly kind: "quit" };

export type TrayItem =
  | { readonly kind: "separator" }
  /** A line to read, not to click. */
  | { readonly kind: "label"; readonly label: string }
  | { readonly kind: "command"; readonly label: string; readonly command: TrayCommand }
  | { readonly kind: "menu"; readonly label: string; readonly items: readonly TrayItem[] };

export interface TrayView {
  readonly overall: Overall;
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

interface TrayFacts {
  readonly state: AgentState;
  readonly lastChanges: readonly LastChange[];
  readonly language: Language;
  /** Before the wizard's end there is nothing to pause or to sync. */
  readonly isSetUp: boolean;
}

/** More would make the menu taller than a small screen. */
const mostCompanies = 15;
/** Windows cuts longer tooltips off. */
const longestTooltip = 127;

function sayPause(state: AgentState, language: Language): string {
  if (state.phase !== "paused" || state.pausedUntil === null) return "";
  return state.pausedUntil === "untilResumed"
    ? sayShell(language, "tooltipPausedUntilResumed")
    : sayShell(language, "tooltipPaused", { time: localClock(new Date(state.pausedUntil)) });
}

function sayProgress({ companies }: AgentState, language: Language): string {
  const running = companies.find(({ progress }) => progress !== null);
  const share = running?.progress?.share ?? null;
  if (running === undefined || share === null) return "";
  return sayShell(language, "tooltipProgress", {
    company: running.name,
    percent: Math.floor(share * 100),
  });
}

/** "36 of 41 companies up to date · 10:42 · next 10:47" */
export function sayTooltip(state: AgentState, language: Language): string {
  const { upToDate, chosen } = countUpToDate(state);
  const counts =
    chosen === 0
      ? sayShell(language, "tooltipNone")
      : sayShell(language, "tooltipUpToDate", { upToDate, chosen });
  const pause = sayPause(state, language);
  const times = [
    state.lastPassAt === null
      ? ""
      : sayShell(language, "tooltipAt", { time: localClock(new Date(state.lastPassAt)) }),
    pause === "" && state.nextPassAt !== null
      ? sayShell(language, "tooltipNext", { time: localClock(new Date(state.nextPassAt)) })
      : pause,
  ];
  const progress = sayProgress(state, language);
  return [`${counts}${times.join("")}`, progress]
    .filter((line) => line !== "")
    .join("\n")
    .slice(0, longestTooltip);
}

function command(label: string, what: TrayCommand): TrayItem {
  return { kind: "command", label, command: what };
}

function companyItem(company: CompanyState, language: Language): TrayItem {
  const standing = sayShell(language, `standing_${company.standing}`);
  return {
    kind: "menu",
    label: `${company.name} – ${standing}`,
    items: [
      command(sayShell(language, "menuSyncCompany"), { kind: "syncNow", company: company.key }),
      command(sayShell(language, "menuShowCompany"), {
        kind: "open",
        route: { page: "company", company: company.key },
      }),
    ],
  };
}

function companyItems({ state, language }: TrayFacts): readonly TrayItem[] {
  const chosen = state.companies.filter(({ isChosen }) => isChosen);
  const items = chosen.slice(0, mostCompanies).map((company) => companyItem(company, language));
  if (chosen.length <= mostCompanies) return items;
  const all = sayShell(language, "menuMoreCompanies", { count: chosen.length });
  return [...items, command(all, { kind: "open", route: { page: "companies" } })];
}

function pauseItems({ state, language }: TrayFacts): TrayItem {
  if (state.phase === "paused") return command(sayShell(language, "menuResume"), { kind: "resume" });
  const labels: Readonly<Record<PauseLength, ShellKey>> = {
    fifteenMinutes: "menuPauseFifteenMinutes",
    oneHour: "menuPauseOneHour",
    tillTomorrow: "menuPauseTillTomorrow",
    untilResumed: "menuPauseUntilResumed",
  };
  return {
    kind: "menu",
    label: sayShell(language, "menuPause"),
    items: pauseLengths.map((length) =>
      command(sayShell(language, labels[length]), { kind: "pause", length }),
    ),
  };
}

function changeItems({ lastChanges, language }: TrayFacts): TrayItem {
  const items: readonly TrayItem[] =
    lastChanges.length === 0
      ? [{ kind: "label", label: sayShell(language, "menuNoChanges") }]
      : lastChanges.map((change) =>
          command(
            `${localClock(new Date(change.changedAt))}  ${sayTableWord(language, change.table)} ${change.nameOrNumber}`,
            {
              kind: "open",
              route: { page: "activity", company: change.companyKey, runId: change.runId },
            },
          ),
        );
  return { kind: "menu", label: sayShell(language, "menuLastChanges"), items };
}

function workItems(facts: TrayFacts): readonly TrayItem[] {
  if (!facts.isSetUp) return [];
  const { language } = facts;
  return [
    command(sayShell(language, "menuSyncNow"), { kind: "syncNow", company: null }),
    { kind: "menu", label: sayShell(language, "menuCompanies"), items: companyItems(facts) },
    pauseItems(facts),
    changeItems(facts),
    { kind: "separator" },
    command(sayShell(language, "menuOpenDatabaseFolder"), { kind: "openDatabaseFolder" }),
    command(sayShell(language, "menuCopyConnection"), { kind: "copyConnection" }),
    { kind: "separator" },
  ];
}

export function viewTray(facts: TrayFacts): TrayView {
  const { state, language } = facts;
  const overall = overallOf(state);
  const open = (route: Route | null): TrayCommand => ({ kind: "open", route });
  return {
    overall,
    tooltip: sayTooltip(state, language),
    items: [
      { kind: "label", label: sayShell(language, `overall_${overall}`) },
      command(sayShell(language, "menuOpen"), open(null)),
      { kind: "separator" },
      ...workItems(facts),
      command(sayShell(language, "menuSettings"), open({ page: "settings" })),
      command(sayShell(language, "menuHelp"), open({ page: "settings", section: "help" })),
      { kind: "separator" },
      command(sayShell(language, "menuQuit"), { kind: "quit" }),
    ],
  };
}
