import { Button, Link, mergeClasses, Spinner, Text } from "@fluentui/react-components";
import { History20Regular, Search20Regular } from "@fluentui/react-icons";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import type { ChangeEntry, ChangePage } from "../../../src-main/contract/pages.ts";
import { sayTableWord } from "../../../src-main/contract/texts.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { VirtualList } from "../../components/virtual-list.tsx";
import { formatCount, formatFullMoment } from "../../format.ts";
import { useAgent, useLanguage, useSay } from "../../state/app-context.tsx";
import { usePages } from "../../state/use-pages.ts";
import { isFiltered, momentsOf, sayAction, sayFieldCount } from "./activity-model.ts";
import type { ActivityFilter } from "./activity-model.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import { useListStyles } from "./list-styles.ts";

const rowHeight = 36;

function rowsOf({ changes, total }: ChangePage): {
  readonly rows: readonly ChangeEntry[];
  readonly total: number;
} {
  return { rows: changes, total };
}

interface ChangeListProps {
  readonly filter: ActivityFilter;
  /** Only changes of this run. */
  readonly runId: string | null;
  readonly onClear: () => void;
}

/** Single changes; before and after of one open in a dialog. */
export function ChangeList({ filter, runId, onClear }: ChangeListProps): ReactNode {
  const say = useSay();
  const { lastPassAt } = useAgent();
  const [opened, setOpened] = useState<ChangeEntry | null>(null);
  const { company, table, search } = filter;
  const pages = usePages(
    "changes.page",
    { company, runId, table, search, ...momentsOf(filter) },
    rowsOf,
    lastPassAt ?? "",
  );
  const { rowAt } = pages;
  const renderRow = useCallback(
    (index: number) => <ChangeRow change={rowAt(index)} onOpen={setOpened} />,
    [rowAt],
  );
  if (pages.error !== null) return <ErrorNotice error={pages.error} retry={pages.reload} />;
  if (pages.total === null) return <Spinner label={say("loading")} />;
  if (pages.total === 0) {
    return runId === null ? (
      <NoChanges isFiltered={isFiltered(filter)} onClear={onClear} />
    ) : (
      <Text>{say("activity_noSingleChanges")}</Text>
    );
  }
  return (
    <>
      <Text size={200} role="status">
        {say("activity_total", { count: formatCount(pages.total) })}
      </Text>
      <VirtualList
        label={say("activity_changes")}
        role="table"
        total={pages.total}
        rowHeight={rowHeight}
        height={runId === null ? "calc(100vh - 330px)" : `${Math.min(pages.total, 12) * rowHeight + 40}px`}
        header={<ChangeHeader />}
        onVisible={pages.want}
        renderRow={renderRow}
      />
      <ChangeDialog change={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function ChangeHeader(): ReactNode {
  const styles = useListStyles();
  const say = useSay();
  return (
    <div role="row" aria-rowindex={1} className={mergeClasses(styles.header, styles.row, styles.changes)}>
      <span role="columnheader">{say("activity_columnTime")}</span>
      <span role="columnheader" className={styles.wideOnly}>
        {say("activity_columnCompany")}
      </span>
      <span role="columnheader">{say("activity_columnChange")}</span>
      <span role="columnheader">{say("activity_columnName")}</span>
      <span role="columnheader" className={styles.wideOnly}>
        {say("activity_columnBy")}
      </span>
      <span role="columnheader">{say("activity_columnFields")}</span>
    </div>
  );
}

interface ChangeRowProps {
  readonly change: ChangeEntry | null;
  readonly onOpen: (change: ChangeEntry) => void;
}

function ChangeRow({ change, onOpen }: ChangeRowProps): ReactNode {
  const styles = useListStyles();
  const say = useSay();
  const language = useLanguage();
  const className = mergeClasses(styles.row, styles.line, styles.changes);
  if (change === null) return <div className={className}>…</div>;
  const name = change.nameOrNumber === "" ? change.guid : change.nameOrNumber;
  return (
    <div className={className}>
      <span role="cell" className={styles.cell}>
        {formatFullMoment(change.changedAt, language)}
      </span>
      <span role="cell" className={mergeClasses(styles.cell, styles.wideOnly)}>
        {change.company}
      </span>
      <span role="cell" className={styles.cell}>
        {sayTableWord(language, change.table)} {sayAction(change.action, say)}
      </span>
      <span role="cell" className={styles.cell} title={name}>
        {name}
      </span>
      <span role="cell" className={mergeClasses(styles.cell, styles.wideOnly)}>
        {change.alteredBy}
      </span>
      <span role="cell">
        {change.fields.length > 0 && (
          <Link as="button" onClick={() => onOpen(change)} aria-label={say("activity_showFields", { name })}>
            {sayFieldCount(change.fields, say)}
          </Link>
        )}
      </span>
    </div>
  );
}

interface NoChangesProps {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

function NoChanges({ isFiltered: hasFilter, onClear }: NoChangesProps): ReactNode {
  const say = useSay();
  if (!hasFilter) {
    return (
      <EmptyState
        icon={<History20Regular />}
        title={say("activity_noChangesTitle")}
        text={say("activity_noChangesText")}
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
