import { makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { PageHeader } from "../../components/page-header.tsx";
import { useSay } from "../../state/app-context.tsx";
import { navigateTo } from "../../state/use-route.ts";
import { ActivityFilters } from "./activity-filters.tsx";
import { noFilter } from "./activity-model.ts";
import type { ActivityFilter } from "./activity-model.ts";
import { ChangeList } from "./change-list.tsx";
import { RunDetails } from "./run-details.tsx";
import { RunList } from "./run-list.tsx";

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", flex: "1 1 auto", gap: tokens.spacingVerticalM },
});

interface ActivityPageProps {
  readonly company: string | null;
  readonly runId: string | null;
}

/** Every run with what it did, and every single change with before and after. */
export function ActivityPage({ company, runId }: ActivityPageProps): ReactNode {
  return company !== null && runId !== null ? (
    <RunDetails key={`${company} ${runId}`} company={company} runId={runId} />
  ) : (
    <Lists company={company} />
  );
}

function Lists({ company }: { readonly company: string | null }): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const [tab, setTab] = useState<"runs" | "changes">("runs");
  const [filter, setFilter] = useState<ActivityFilter>({ ...noFilter, company });
  useEffect(() => setFilter((before) => ({ ...before, company })), [company]);
  const clear = (): void => {
    setFilter(noFilter);
    navigateTo({ page: "activity" });
  };
  return (
    <div className={styles.page}>
      <PageHeader title={say("pageActivity")}>
        <TabList
          selectedValue={tab}
          onTabSelect={(_event, { value }) => setTab(value === "changes" ? "changes" : "runs")}
        >
          <Tab value="runs">{say("activity_tabRuns")}</Tab>
          <Tab value="changes">{say("activity_tabChanges")}</Tab>
        </TabList>
      </PageHeader>
      <ActivityFilters filter={filter} tab={tab} onChange={setFilter} />
      {tab === "runs" ? (
        <RunList filter={filter} onClear={clear} />
      ) : (
        <ChangeList filter={filter} runId={null} onClear={clear} />
      )}
    </div>
  );
}
