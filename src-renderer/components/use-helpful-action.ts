import { useCallback } from "react";
import type { HelpfulAction } from "../../src-main/contract/helpful-action.ts";
import { useSay } from "../state/app-context.tsx";
import { useAction } from "../state/messages.tsx";
import { navigateTo } from "../state/use-route.ts";
import { useTallyHelp } from "./tally-help-dialog.tsx";

interface Help {
  readonly company: string | null;
  readonly retry: (() => void) | null;
}

/** Does what the one button beside an error promises. */
export function useHelpfulAction({ company, retry }: Help): (action: HelpfulAction) => void {
  const act = useAction();
  const say = useSay();
  const { show } = useTallyHelp();
  return useCallback(
    (action) => {
      const toCompany = company === null ? {} : { company };
      switch (action) {
        case "tryAgain":
          return retry?.();
        case "showTallyHelp":
          return show();
        case "openTallySettings":
          return navigateTo({ page: "settings", section: "tally" });
        case "openDatabaseSettings":
          return navigateTo({ page: "settings", section: "database" });
        case "reviewDeletes":
        case "reviewQuarantine":
          return navigateTo({ page: "problems", ...toCompany });
        case "repair":
          if (company !== null)
            void act("company.repair", { company }, { company, onDone: () => say("done_started") });
          return;
        case "agreeAddress":
          if (company !== null) void act("company.agreeAddress", { company }, { company });
          return;
        case "releaseRequests":
          void act("tally.releaseRequests", undefined, {
            onDone: ({ released }) => say("done_released", { count: released }),
          });
          return;
        case "createDiagnostics":
          void act("app.createDiagnostics", undefined, {
            onDone: ({ file }) => say("done_created", { file }),
          });
          return;
      }
    },
    [act, company, retry, say, show],
  );
}
