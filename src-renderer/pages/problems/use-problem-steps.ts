import { useSay } from "../../state/app-context.tsx";
import { useAction } from "../../state/messages.tsx";
import { navigateTo } from "../../state/use-route.ts";
import type { ProblemGroup, ProblemStep } from "./problems-model.ts";

/** Moves to a part of this page, for the keyboard as well. */
function showSection(id: string): void {
  const section = document.querySelector<HTMLElement>(`[data-section="${CSS.escape(id)}"]`);
  section?.scrollIntoView({ block: "start" });
  section?.focus();
}

/** Does what the buttons of a problem promise. */
export function useProblemSteps({ problems }: ProblemGroup): (step: ProblemStep) => void {
  const act = useAction();
  const say = useSay();
  const [{ companyKey, runId }] = problems;
  const onDone = (): string => say("problems_started");
  return (step) => {
    switch (step) {
      case "tryAgain":
        void act(
          "agent.syncNow",
          { company: problems.length === 1 ? companyKey : null },
          { ...(companyKey === null ? {} : { company: companyKey }), onDone },
        );
        return;
      case "repair":
        if (companyKey !== null)
          void act("company.repair", { company: companyKey }, { company: companyKey, onDone });
        return;
      case "openRun":
        if (companyKey !== null && runId !== null) {
          navigateTo({ page: "activity", company: companyKey, runId });
        }
        return;
      case "openCompany":
        if (companyKey !== null) navigateTo({ page: "company", company: companyKey });
        return;
      case "reviewDeletes":
        showSection(`deletes ${companyKey ?? ""}`);
        return;
      case "reviewQuarantine":
        showSection("quarantine");
        return;
    }
  };
}
