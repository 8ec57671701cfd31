import { makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { CheckmarkCircle20Regular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import type { AgentState } from "../../../src-main/contract/agent-state.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { PageHeader } from "../../components/page-header.tsx";
import { useAgent, useSay } from "../../state/app-context.tsx";
import { useCall } from "../../state/use-call.ts";
import { HeldDeletes } from "./held-deletes.tsx";
import { ProblemCard } from "./problem-card.tsx";
import { groupProblems } from "./problems-model.ts";
import { Quarantine } from "./quarantine.tsx";

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  list: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    listStyleType: "none",
    margin: 0,
    padding: 0,
  },
});

/** Changes exactly when the list of problems can have changed. */
function versionOf({ companies, lastPassAt, error }: AgentState): string {
  const counts = companies.map(({ key, standing, heldDeletes, quarantined, differences, unexplained }) =>
    [key, standing, heldDeletes, quarantined, differences, unexplained].join(" "),
  );
  return [lastPassAt, error?.code ?? "", ...counts].join("|");
}

/** What needs a person: failed runs, held deletions, differences, entries that could not be stored. */
export function ProblemsPage({ company }: { readonly company: string | null }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const agent = useAgent();
  const version = versionOf(agent);
  const { value, error, reload } = useCall("problems.list", undefined, version);
  const groups = groupProblems(value?.problems ?? []);
  const holding = agent.companies.filter(
    ({ key, heldDeletes }) => heldDeletes > 0 && (company === null || key === company),
  );
  const quarantined = agent.companies.reduce((sum, each) => sum + each.quarantined, 0);
  return (
    <div className={styles.page}>
      <PageHeader title={say("pageProblems")} />
      {error !== null && <ErrorNotice error={error} retry={reload} />}
      {value === null && error === null && <Spinner label={say("loading")} />}
      {value !== null && groups.length === 0 && holding.length === 0 && (
        <EmptyState
          icon={<CheckmarkCircle20Regular />}
          title={say("problems_emptyTitle")}
          text={say("problems_emptyText")}
        />
      )}
      <ul className={styles.list}>
        {groups.map((group) => (
          <li key={`${group.kind} ${group.cause}`}>
            <ProblemCard group={group} />
          </li>
        ))}
      </ul>
      {holding.map((each) => (
        <HeldDeletes key={each.key} company={each} version={version} />
      ))}
      {quarantined > 0 && <Quarantine company={company} version={version} />}
    </div>
  );
}
