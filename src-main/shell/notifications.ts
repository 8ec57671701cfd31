import type { AgentState, CompanyState } from "../contract/agent-state.ts";
import type { NotificationKind } from "../contract/app-settings.ts";
import type { Route } from "../contract/channels.ts";
import { retryKindOf } from "../contract/errors.ts";
import { describeCode, sayShell } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";

/**
 * Which notifications follow from what changed between two pictures of the agent. Pure. Grouped by cause, at most once
 * a day per cause; Tally being closed is never a notification.
 */

interface NotificationText {
  readonly kind: NotificationKind;
  /** Same cause, same text here: for "once a day". */
  readonly cause: string;
  readonly title: string;
  readonly body: string;
  readonly route: Route;
}

/** What was told, and who is known to be in trouble. Plain data, so that it can be kept over a restart. */
export interface NotificationMemory {
  /** Cause -> when it was told last, milliseconds. */
  readonly toldAt: Readonly<Record<string, number>>;
  /** Company key -> cause it is in trouble with, where that was told. */
  readonly inTrouble: Readonly<Record<string, string>>;
  /** Keys of companies whose first load is not done: a comparison may come between it and the good end. */
  readonly loading: readonly string[];
}

export const emptyNotificationMemory: NotificationMemory = { toldAt: {}, inTrouble: {}, loading: [] };

const onceADayMs = 24 * 60 * 60 * 1_000;

interface Found {
  readonly kind: NotificationKind;
  readonly cause: string;
  readonly company: CompanyState;
}

function isTrouble({ lastRun, standing }: CompanyState): boolean {
  const code = lastRun?.error?.code;
  // The other side being away is waiting, not failing.
  return standing === "error" && code !== undefined && retryKindOf(code) !== "wait";
}

function causeOf({ lastRun }: CompanyState): string {
  return `problem ${lastRun?.error?.code ?? "INTERNAL_ERROR"}`;
}

/** `syncing` too: before the end of the first load it would be `loading`. */
function isLoaded({ standing }: CompanyState): boolean {
  return ["current", "verified", "attention", "syncing"].includes(standing);
}

/** Keys of companies whose first load was seen under way, up to this picture. */
function loadingUpTo(before: AgentState, memory: NotificationMemory): ReadonlySet<string> {
  const now = before.companies.filter(({ standing }) => standing === "loading").map(({ key }) => key);
  return new Set([...memory.loading, ...now]);
}

/** Done first loads are told when the pass is over and nobody else's is left: forty companies are one notification. */
function isLoadingGoingOn({ phase, companies }: AgentState): boolean {
  if (phase === "running") return true;
  return companies.some(
    ({ standing, isChosen, isOpen }) => isChosen && isOpen && (standing === "loading" || standing === "new"),
  );
}

function findFirstLoads(loading: ReadonlySet<string>, after: AgentState): readonly Found[] {
  if (isLoadingGoingOn(after)) return [];
  const done = after.companies.filter((company) => loading.has(company.key) && isLoaded(company));
  const cause = `first load ${done.map(({ key }) => key).join(" ")}`;
  return done.map((company) => ({ kind: "firstLoadDone", cause, company }));
}

function loadingAfter(loading: ReadonlySet<string>, found: readonly Found[]): readonly string[] {
  const told = new Set(found.map(({ company }) => company.key));
  return [...loading].filter((key) => !told.has(key));
}

function findDecisions({ companies }: AgentState): readonly Found[] {
  return companies
    .filter(
      ({ standing, heldDeletes, differences }) => standing === "attention" && heldDeletes + differences > 0,
    )
    .map((company) => ({
      kind: "decisionNeeded",
      cause: `decision ${company.key} ${company.heldDeletes > 0 ? "deletes" : "differs"}`,
      company,
    }));
}

function findProblems({ companies, error }: AgentState): readonly Found[] {
  return (
    companies
      // What stops everything is told once, for all of them.
      .filter((company) => isTrouble(company) && company.lastRun?.error?.code !== error?.code)
      .map((company) => ({ kind: "problem", cause: causeOf(company), company }))
  );
}

function findRecovered({ companies }: AgentState, memory: NotificationMemory): readonly Found[] {
  return companies
    .filter(({ key, standing }) => key in memory.inTrouble && ["current", "verified"].includes(standing))
    .map((company) => ({ kind: "recovered", cause: "recovered", company }));
}

function groupByCause(found: readonly Found[]): readonly (readonly Found[])[] {
  return [...Map.groupBy(found, ({ cause }) => cause).values()];
}

function routeOf(kind: NotificationKind, group: readonly Found[]): Route {
  const [first] = group;
  const company = first?.company;
  if (company === undefined) return { page: "companies" };
  switch (kind) {
    case "problem": {
      const runId = company.lastRun?.runId ?? null;
      return { page: "activity", company: company.key, ...(runId === null ? {} : { runId }) };
    }
    case "decisionNeeded":
      return company.heldDeletes > 0
        ? { page: "problems", company: company.key }
        : { page: "company", company: company.key };
    case "firstLoadDone":
    case "recovered":
      return group.length === 1 ? { page: "company", company: company.key } : { page: "companies" };
  }
}

function wordsOf(
  group: readonly Found[],
  language: Language,
): { readonly title: string; readonly body: string } {
  const [first] = group;
  if (first === undefined) return { title: "", body: "" };
  const { kind, company } = first;
  const values = { company: company.name, count: group.length };
  const isMany = group.length > 1;
  switch (kind) {
    case "firstLoadDone":
      return {
        title: sayShell(language, isMany ? "notifyFirstLoadMany" : "notifyFirstLoadTitle", values),
        body: sayShell(language, "notifyFirstLoadBody"),
      };
    case "problem": {
      const error = company.lastRun?.error;
      const { title, meaning } = describeCode(
        error?.code ?? "INTERNAL_ERROR",
        error?.details ?? {},
        language,
      );
      const body = sayShell(language, isMany ? "notifyProblemMany" : "notifyProblemBody", {
        ...values,
        meaning,
      });
      return { title, body };
    }
    case "decisionNeeded":
      return {
        title: sayShell(language, "notifyDecisionTitle", values),
        body:
          company.heldDeletes > 0
            ? sayShell(language, "notifyDecisionDeletes", { count: company.heldDeletes })
            : sayShell(language, "notifyDecisionDiffers"),
      };
    case "recovered":
      return {
        title: sayShell(language, "notifyRecoveredTitle"),
        body: sayShell(language, isMany ? "notifyRecoveredMany" : "notifyRecoveredBody", values),
      };
  }
}

function notificationOf(group: readonly Found[], language: Language): NotificationText {
  const kind = group[0]?.kind ?? "problem";
  return { kind, cause: group[0]?.cause ?? "", ...wordsOf(group, language), route: routeOf(kind, group) };
}

/** What stops everything: the database refuses the login, the worker ended unexpectedly. */
function tellAgent({ error }: AgentState, language: Language): readonly NotificationText[] {
  if (error === null || retryKindOf(error.code) === "wait") return [];
  const { title, meaning } = describeCode(error.code, error.details, language);
  return [
    { kind: "problem", cause: `agent ${error.code}`, title, body: meaning, route: { page: "problems" } },
  ];
}

/** Who is in trouble that was told, after this picture. */
function troubleAfter(
  memory: NotificationMemory,
  after: AgentState,
  told: readonly NotificationText[],
): Readonly<Record<string, string>> {
  const toldCauses = new Set(told.map(({ cause }) => cause));
  const trouble: Record<string, string> = {};
  for (const company of after.companies) {
    const known = memory.inTrouble[company.key];
    const isWell = ["current", "verified"].includes(company.standing);
    if (known !== undefined && !isWell) trouble[company.key] = known;
    else if (isTrouble(company) && toldCauses.has(causeOf(company))) trouble[company.key] = causeOf(company);
  }
  return trouble;
}

export function decideNotifications(
  before: AgentState,
  after: AgentState,
  memory: NotificationMemory,
  options: {
    readonly isWanted: Readonly<Record<NotificationKind, boolean>>;
    readonly language: Language;
    readonly nowMs: number;
  },
): { readonly notifications: readonly NotificationText[]; readonly memory: NotificationMemory } {
  const { isWanted, language, nowMs } = options;
  const loading = loadingUpTo(before, memory);
  const loaded = findFirstLoads(loading, after);
  const found = [...loaded, ...findDecisions(after), ...findProblems(after), ...findRecovered(after, memory)];
  const isDue = (cause: string): boolean => {
    const told = memory.toldAt[cause];
    // A clock that was set back does not silence a cause for ever.
    return told === undefined || nowMs - told >= onceADayMs || nowMs < told;
  };
  const due = [
    ...tellAgent(after, language),
    ...groupByCause(found).map((group) => notificationOf(group, language)),
  ]
    // Good news after bad news is told each time: it ends what was told before.
    .filter(({ kind, cause }) => isWanted[kind] && (kind === "recovered" || isDue(cause)));
  const toldAt = Object.fromEntries(
    Object.entries(memory.toldAt).filter(([, at]) => nowMs >= at && nowMs - at < onceADayMs),
  );
  for (const { kind, cause } of due) if (kind !== "recovered") toldAt[cause] = nowMs;
  const inTrouble = troubleAfter(memory, after, due);
  return { notifications: due, memory: { toldAt, inTrouble, loading: loadingAfter(loading, loaded) } };
}
