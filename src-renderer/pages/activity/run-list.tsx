import { Link, Spinner, Text } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { RunPage, RunSummary } from "../../../src-main/contract/pages.ts";
import { formatDuration } from "../../../src-main/contract/texts.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { VirtualTable } from "../../components/virtual-table.tsx";
import type { TableColumn } from "../../components/virtual-table.tsx";
import { formatCount, formatFullMoment } from "../../format.ts";
import { formatRoute } from "../../routes.ts";
import { useAgent, useLanguage, useSay } from "../../state/app-context.tsx";
import { navigateTo } from "../../state/use-route.ts";
import { usePages } from "../../state/use-pages.ts";
import type { Pages } from "../../state/use-pages.ts";
import { isFiltered, momentsOf, sayRunOutcome, secondsOf } from "./activity-model.ts";
import type { ActivityFilter } from "./activity-model.ts";
import { useListStyles } from "./list-styles.ts";
import { EmptyList } from "./empty-list.tsx";
import { RunResult } from "./run-result.tsx";

function rowsOf({ runs, total }: RunPage): { readonly rows: readonly RunSummary[]; readonly total: number } {
  return { rows: runs, total };
}

interface RunListProps {
  readonly filter: ActivityFilter;
  readonly onClear: () => void;
}

export function RunList({ filter, onClear }: RunListProps): ReactNode {
  const say = useSay();
  const { lastPassAt } = useAgent();
  const { company, status, search } = filter;
  const question = { company, status: status === null ? [] : [status], search, ...momentsOf(filter) };
  const pages = usePages("runs.page", question, rowsOf, lastPassAt ?? "");
  if (pages.error !== null) return <ErrorNotice error={pages.error} retry={pages.reload} />;
  if (pages.total === null) return <Spinner label={say("loading")} />;
  if (pages.total === 0)
    return (
      <EmptyList
        title={say("activity_noRunsTitle")}
        text={say("activity_noRunsText")}
        isFiltered={isFiltered(filter)}
        onClear={onClear}
      />
    );
  return <Runs pages={pages} total={pages.total} />;
}

type RunColumn = "Time" | "Company" | "Result" | "What" | "Duration";
const widths: Readonly<Record<RunColumn, number>> = {
  Time: 160,
  Company: 150,
  Result: 130,
  What: 230,
  Duration: 70,
};
const runColumns = Object.keys(widths) as readonly RunColumn[];

interface RunsProps {
  readonly pages: Pages<RunSummary, RunPage>;
  readonly total: number;
}

function Runs({ pages, total }: RunsProps): ReactNode {
  const styles = useListStyles();
  const say = useSay();
  const columns = runColumns.map((name): TableColumn => ({
    key: name,
    heading: say(`activity_column${name}`),
    width: widths[name],
    isEnd: name === "Duration",
  }));
  return (
    <div className={styles.frame}>
      <Text size={200} role="status">
        {say("activity_total", { count: formatCount(total) })}
      </Text>
      <VirtualTable
        label={say("activity_runs")}
        columns={columns}
        rowCount={total}
        rowHeight={40}
        onLook={pages.want}
        onOpen={(row) => {
          const run = pages.rowAt(row);
          if (run !== null) navigateTo({ page: "activity", company: run.companyKey, runId: run.runId });
        }}
        renderCell={(row, place) => {
          const run = pages.rowAt(row);
          const column = runColumns[place];
          return run === null || column === undefined ? "…" : <RunCell run={run} column={column} />;
        }}
      />
    </div>
  );
}

function RunCell({ run, column }: { readonly run: RunSummary; readonly column: RunColumn }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const seconds = secondsOf(run);
  const outcome = sayRunOutcome(run, language);
  switch (column) {
    case "Time":
      return formatFullMoment(run.startedAt, language);
    case "Company":
      return (
        <Link href={formatRoute({ page: "activity", company: run.companyKey, runId: run.runId })}>
          {run.company}
        </Link>
      );
    case "Result":
      return <RunResult status={run.status} />;
    case "What":
      return (
        <span title={outcome}>
          {say(`activity_type_${run.syncType}`)}: {outcome}
        </span>
      );
    case "Duration":
      return seconds === null ? "" : formatDuration(language, seconds);
  }
}
