import type { Problem } from "../../../src-main/contract/pages.ts";

/** How problems are grouped and what can be done about each; nothing here knows of React. */

/** The same cause at several companies is one problem with several companies. */
export interface ProblemGroup {
  readonly cause: string;
  readonly kind: Problem["kind"];
  readonly problems: readonly [Problem, ...Problem[]];
  /** The earliest moment any of them began. */
  readonly since: string | null;
}

export type ProblemStep =
  | "tryAgain"
  | "openRun"
  | "repair"
  | "openCompany"
  | "reviewDeletes"
  | "reviewQuarantine";

/** What needs a decision comes first, what only is not proven last. */
const kindOrder: readonly Problem["kind"][] = [
  "agent",
  "failedRun",
  "heldDeletes",
  "differs",
  "quarantine",
  "unexplained",
];

export function groupProblems(problems: readonly Problem[]): readonly ProblemGroup[] {
  const groups = [...Map.groupBy(problems, ({ cause, kind }) => `${kind} ${cause}`).values()];
  return groups
    .flatMap((group): readonly ProblemGroup[] => {
      const [first, ...others] = group;
      if (first === undefined) return [];
      const since =
        group
          .flatMap((problem) => (problem.since === null ? [] : [problem.since]))
          .toSorted()
          .at(0) ?? null;
      return [{ cause: first.cause, kind: first.kind, problems: [first, ...others], since }];
    })
    .toSorted((one, other) => kindOrder.indexOf(one.kind) - kindOrder.indexOf(other.kind));
}

/** The first step is the one that usually helps. Steps that need one company are for a group of one alone. */
export function stepsFor({ kind, problems }: ProblemGroup): readonly ProblemStep[] {
  const isOne = problems.length === 1;
  const run: readonly ProblemStep[] = isOne && problems[0].runId !== null ? ["openRun"] : [];
  switch (kind) {
    case "agent":
      return ["tryAgain"];
    case "failedRun":
    case "unexplained":
      return ["tryAgain", ...run];
    case "heldDeletes":
      return isOne ? ["reviewDeletes", ...run] : [];
    case "differs":
      return isOne ? ["repair", "openCompany"] : [];
    case "quarantine":
      return isOne ? ["reviewQuarantine", "tryAgain"] : ["tryAgain"];
  }
}

/** "A, B, C and 4 more" needs the shown names and how many are left. */
export function namesOf({ problems }: ProblemGroup): { readonly shown: string; readonly more: number } {
  const names = problems.flatMap(({ company }) => (company === null ? [] : [company]));
  const most = 3;
  return { shown: names.slice(0, most).join(", "), more: Math.max(0, names.length - most) };
}
