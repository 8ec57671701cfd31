import { Button, Link, mergeClasses, Spinner, Text } from "@fluentui/react-components";
import { History20Regular, Search20Regular } from "@fluentui/react-icons";
import { useCallback } from "react";
import type { ReactNode } from "react";
import type { RunPage, RunSummary } from "../../../src-main/contract/pages.ts";
import { formatDuration } from "../../../src-main/contract/texts.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { VirtualList } from "../../components/virtual-list.tsx";
import { formatCount, formatFullMoment } from "../../format.ts";
import { formatRoute } from "../../routes.ts";
import { useAgent, useLanguage, useSay } from "../../state/app-context.tsx";
import { usePages } from "../../state/use-pages.ts";
import { isFiltered, momentsOf, sayRunOutcome, secondsOf } from "./activity-model.ts";
import type { ActivityFilter } from "./activity-model.ts";
import { useListStyles } from "./list-styles.ts";
import { RunResult } from "./run-result.tsx";

const rowHeight = 40;

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
  const { rowAt } = pages;
  const renderRow = useCallback((index: number) => <RunRow run={rowAt(index)} />, [rowAt]);
  if (pages.error !== null) return <ErrorNotice error={pages.error} retry={pages.reload} />;
  if (pages.total === null) return <Spinner label={say("loading")} />;
  if (pages.total === 0) return <NoRuns isFiltered={isFiltered(filter)} onClear={onClear} />;
  return (
    <>
      <Text size={200} role="status">
        {say("activity_total", { count: formatCount(pages.total) })}
      </Text>
      <VirtualList
        label={say("activity_runs")}
        role="table"
        total={pages.total}
        rowHeight={rowHeight}
        height="calc(100vh - 330px)"
        header={<RunHeader />}
        onVisible={pages.want}
        renderRow={renderRow}
      />
    </>
  );
}

function RunHeader(): ReactNode {
  const styles = useListStyles();
  const say = useSay();
  return (
    <div role="row" aria-rowindex={1} className={mergeClasses(styles.header, styles.row, styles.runs)}>
      <span role="columnheader">{say("activity_columnTime")}</span>
      <span role="columnheader">{say("activity_columnCompany")}</span>
      <span role="columnheader">{say("activity_columnResult")}</span>
      <span role="columnheader">{say("activity_columnWhat")}</span>
      <span role="columnheader" className={mergeClasses(styles.wideOnly, styles.number)}>
        {say("activity_columnDuration")}
      </span>
    </div>
  );
}

function RunRow({ run }: { readonly run: RunSummary | null }): ReactNode {
  const styles = useListStyles();
  const say = useSay();
  const language = useLanguage();
  const className = mergeClasses(styles.row, styles.line, styles.runs);
  if (run === null) return <div className={className}>…</div>;
  const seconds = secondsOf(run);
  const outcome = sayRunOutcome(run, say);
  return (
    <div className={className}>
      <span role="cell" className={styles.cell}>
        {formatFullMoment(run.startedAt, language)}
      </span>
      <span role="cell" className={styles.cell}>
        <Link
          className={styles.link}
          href={formatRoute({ page: "activity", company: run.companyKey, runId: run.runId })}
        >
          {run.company}
        </Link>
      </span>
      <span role="cell">
        <RunResult status={run.status} />
      </span>
      <span role="cell" className={styles.cell} title={outcome}>
        {say(`activity_type_${run.syncType}`)}: {outcome}
      </span>
      <span role="cell" className={mergeClasses(styles.wideOnly, styles.number)}>
        {seconds === null ? "" : formatDuration(language, seconds)}
      </span>
    </div>
  );
}

interface NoRunsProps {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

function NoRuns({ isFiltered: hasFilter, onClear }: NoRunsProps): ReactNode {
  const say = useSay();
  if (!hasFilter) {
    return (
      <EmptyState
        icon={<History20Regular />}
        title={say("activity_noRunsTitle")}
        text={say("activity_noRunsText")}
      />
    );
  }
  return (
    <EmptyState
      icon={<Search20Regular />}
      title={say("activity_nothingFitsTitle")}
      text={say("activity_nothingFitsText")}
    >
      <Button onClick={onClear}>{say("activity_clearFilters")}</Button>
    </EmptyState>
  );
}
