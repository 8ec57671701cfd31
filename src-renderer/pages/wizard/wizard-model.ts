import type { AgentState } from "../../../src-main/contract/agent-state.ts";
import { everyMinutesChoices, wizardSteps } from "../../../src-main/contract/app-settings.ts";
import type { WizardStep } from "../../../src-main/contract/app-settings.ts";
import type { FoundCompany, FoundTally } from "../../../src-main/contract/pages.ts";
import type { Language } from "../../../src-main/contract/texts.ts";
import { sayIn } from "../../../src-main/contract/texts/say-window.ts";

/** What each screen of the wizard knows and decides; nothing here knows of React. */

export const shownSteps = wizardSteps.filter((step) => step !== "done");
export type ShownStep = Exclude<WizardStep, "done">;

/** Opened again after everything was set up, it begins at the beginning. */
export function shownStepOf(step: WizardStep): ShownStep {
  return step === "done" ? "findTally" : step;
}

export function stepBefore(step: ShownStep): ShownStep | null {
  return shownSteps[shownSteps.indexOf(step) - 1] ?? null;
}

/** Tally answers, or answers without a company: both can be gone on with. */
export function isUsable(found: FoundTally): boolean {
  return (found.sight === "answers" && found.error === null) || found.sight === "noCompany";
}

type Search =
  | { readonly kind: "searching" }
  | { readonly kind: "found"; readonly tallies: readonly FoundTally[] }
  | { readonly kind: "noCompany"; readonly tallies: readonly FoundTally[] }
  | { readonly kind: "busy" | "notTally" | "notRunning" };

/** The best of what was found decides what is said: a Tally with a company before anything else. */
export function summariseSearch(found: readonly FoundTally[] | null): Search {
  if (found === null) return { kind: "searching" };
  const usable = found.filter(isUsable);
  const withCompany = usable.filter(({ sight }) => sight === "answers");
  if (withCompany.length > 0) return { kind: "found", tallies: withCompany };
  if (usable.length > 0) return { kind: "noCompany", tallies: usable };
  if (found.some(({ sight }) => sight === "busy" || sight === "answers")) return { kind: "busy" };
  if (found.some(({ sight }) => sight === "notTally")) return { kind: "notTally" };
  return { kind: "notRunning" };
}

/** "192.168.1.20:9000" as people type it; null where nothing was typed. */
export function typedAddress(text: string): string | null {
  const typed = text.trim();
  if (typed === "") return null;
  return /^https?:\/\//i.test(typed) ? typed : `http://${typed}`;
}

/** Who typed an address wants to know about that one, whatever else answers on this PC. */
export function foundAt(
  found: readonly FoundTally[] | null,
  typed: string | null,
): readonly FoundTally[] | null {
  if (found === null || typed === null) return found;
  const there = found.filter(({ url }) => sameAddress(url, typed));
  return there.length === 0 ? found : there;
}

/** The companies of the Tally that was chosen; of any where that one did not answer. */
export function companiesAt(found: readonly FoundTally[], url: string): readonly FoundCompany[] {
  const chosen = found.find((tally) => sameAddress(tally.url, url) && tally.companies.length > 0);
  return (chosen ?? found.find(({ companies }) => companies.length > 0))?.companies ?? [];
}

function sameAddress(left: string, right: string): boolean {
  const plain = (url: string): string =>
    url.toLowerCase().replace("127.0.0.1", "localhost").replace(/\/$/, "");
  return plain(left) === plain(right);
}

export function sayInterval(minutes: number, language: Language): string {
  const say = sayIn(language);
  if (minutes === 1) return say("schedule_minute");
  if (minutes < 60 || minutes % 60 !== 0) return say("schedule_minutes", { count: minutes });
  return minutes === 60 ? say("schedule_hour") : say("schedule_hours", { count: minutes / 60 });
}

/** The usual choices, and the present one where it is none of them. */
export function intervalChoices(present: number): readonly number[] {
  return [...new Set([...everyMinutesChoices, present])].sort((left, right) => left - right);
}

type LoadStage =
  | { readonly kind: "starting" }
  | { readonly kind: "loading"; readonly done: number; readonly total: number }
  | { readonly kind: "done"; readonly total: number };

/** How far the first load of the chosen, open companies is. */
export function summariseLoad(state: AgentState): LoadStage {
  const concerned = state.companies.filter(
    ({ isChosen, isOpen, companyId }) => isChosen && (isOpen || companyId !== null),
  );
  const unread = concerned.filter(({ standing }) => standing === "new" || standing === "loading");
  if (concerned.length === 0) return { kind: "starting" };
  if (unread.length === 0) return { kind: "done", total: concerned.length };
  return { kind: "loading", done: concerned.length - unread.length, total: concerned.length };
}
