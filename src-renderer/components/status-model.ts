import { countUpToDate, overallOf } from "../../src-main/contract/agent-state.ts";
import type { AgentState, CompanyStanding, Overall } from "../../src-main/contract/agent-state.ts";
import type { Language } from "../../src-main/contract/texts.ts";
import { sayIn } from "../../src-main/contract/texts/say-window.ts";
import { formatClock, formatFreshness } from "../format.ts";

interface StatusSummary {
  readonly overall: Overall;
  readonly title: string;
  /** Short parts of one line, the most telling first. */
  readonly details: readonly string[];
  readonly isRunning: boolean;
  readonly isPaused: boolean;
  readonly canSync: boolean;
}

/** The program does not tell a year: a pause without end ends with a click. */
function sayPaused(until: string | null, now: Date, language: Language): string {
  const say = sayIn(language);
  const isEndless = until === null || Number.isNaN(Date.parse(until));
  return isEndless
    ? say("pausedTillResumed")
    : say("pausedTill", { time: formatClock(until, now, language) });
}

/** Says how many companies it is about, where it is about companies. */
function titleOf(overall: Overall, state: AgentState, language: Language): string {
  const say = sayIn(language);
  const count = (standing: CompanyStanding): number =>
    state.companies.filter((company) => company.isChosen && company.standing === standing).length;
  const isOurs = state.error !== null || state.phase === "stopped" || state.phase === "blocked";
  if (overall === "error" && !isOurs) {
    const failed = count("error");
    return failed === 1 ? say("overallFailedOne") : say("overallFailed", { count: failed });
  }
  if (overall === "attention") {
    const waiting = count("attention");
    return waiting === 1 ? say("overallAttentionOne") : say("overallAttention", { count: waiting });
  }
  return say(`overall_${overall}`);
}

export function summariseStatus(state: AgentState, now: Date, language: Language): StatusSummary {
  const say = sayIn(language);
  const counts = countUpToDate(state);
  const isPaused = state.phase === "paused";
  const isSightTelling = state.tally.sight !== "answers" && state.tally.sight !== "unknown";
  const details = [
    counts.chosen === 0 ? say("noCompaniesYet") : say("upToDate", counts),
    ...(isSightTelling ? [say(`sight_${state.tally.sight}`)] : []),
    ...(state.lastPassAt === null
      ? []
      : [say("lastLook", { time: formatFreshness(state.lastPassAt, now, language) })]),
    ...(isPaused ? [sayPaused(state.pausedUntil, now, language)] : []),
    ...(!isPaused && state.phase !== "running" && state.nextPassAt !== null
      ? [say("nextLook", { time: formatClock(state.nextPassAt, now, language) })]
      : []),
  ];
  const overall = overallOf(state);
  return {
    overall,
    title: titleOf(overall, state, language),
    details,
    isRunning: state.phase === "running",
    isPaused,
    canSync: state.phase !== "stopped" && state.phase !== "starting",
  };
}
