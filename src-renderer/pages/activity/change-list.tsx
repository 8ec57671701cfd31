import { Link, Spinner, Text } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactNode } from "react";
import type { ChangeEntry, ChangePage } from "../../../src-main/contract/pages.ts";
import { sayTableWord } from "../../../src-main/contract/texts.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { heightOfRows, VirtualTable } from "../../components/virtual-table.tsx";
import type { TableColumn } from "../../components/virtual-table.tsx";
import { formatCount, formatFullMoment } from "../../format.ts";
import { useAgent, useLanguage, useSay } from "../../state/app-context.tsx";
import { usePages } from "../../state/use-pages.ts";
import type { Pages } from "../../state/use-pages.ts";
import { isFiltered, momentsOf, sayAction, sayFieldCount } from "./activity-model.ts";
import type { ActivityFilter } from "./activity-model.ts";
import { ChangeDialog } from "./change-dialog.tsx";
import { EmptyList } from "./empty-list.tsx";
import { useListStyles } from "./list-styles.ts";

/** A run with more changes is scrolled. */
const mostRowsOfRun = 12;

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
  const styles = useListStyles();
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
  if (pages.error !== null) return <ErrorNotice error={pages.error} retry={pages.reload} />;
  if (pages.total === null) return <Spinner label={say("loading")} />;
  if (pages.total === 0) {
    return runId === null ? (
      <EmptyList
        title={say("activity_noChangesTitle")}
        text={say("activity_noChangesText")}
        isFiltered={isFiltered(filter)}
        onClear={onClear}
      />
    ) : (
      <Text>{say("activity_noSingleChanges")}</Text>
    );
  }
  const height = runId === null ? {} : { height: heightOfRows(Math.min(pages.total, mostRowsOfRun)) };
  return (
    <div className={runId === null ? styles.frame : styles.part}>
      <Text size={200} role="status">
        {say("activity_total", { count: formatCount(pages.total) })}
      </Text>
      <Changes pages={pages} total={pages.total} onOpen={setOpened} {...height} />
      <ChangeDialog change={opened} onClose={() => setOpened(null)} />
    </div>
  );
}

type ChangeColumn = "Time" | "Company" | "Change" | "Name" | "By" | "Fields";
const widths: Readonly<Record<ChangeColumn, number>> = {
  Time: 160,
  Company: 130,
  Change: 150,
  Name: 170,
  By: 80,
  Fields: 80,
};
const changeColumns = Object.keys(widths) as readonly ChangeColumn[];

interface ChangesProps {
  readonly pages: Pages<ChangeEntry, ChangePage>;
  readonly total: number;
  readonly height?: string;
  readonly onOpen: (change: ChangeEntry) => void;
}

function Changes({ pages, total, height, onOpen }: ChangesProps): ReactNode {
  const say = useSay();
  const columns = changeColumns.map((name): TableColumn => ({
    key: name,
    heading: say(`activity_column${name}`),
    width: widths[name],
  }));
  return (
    <VirtualTable
      label={say("activity_changes")}
      columns={columns}
      rowCount={total}
      onLook={pages.want}
      onOpen={(row) => {
        const change = pages.rowAt(row);
        if (change !== null && change.fields.length > 0) onOpen(change);
      }}
      {...(height === undefined ? {} : { height })}
      renderCell={(row, place) => {
        const change = pages.rowAt(row);
        const column = changeColumns[place];
        if (change === null || column === undefined) return "…";
        return <ChangeCell change={change} column={column} onOpen={onOpen} />;
      }}
    />
  );
}

interface ChangeCellProps {
  readonly change: ChangeEntry;
  readonly column: ChangeColumn;
  readonly onOpen: (change: ChangeEntry) => void;
}

function ChangeCell({ change, column, onOpen }: ChangeCellProps): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const name = change.nameOrNumber === "" ? change.guid : change.nameOrNumber;
  switch (column) {
    case "Time":
      return formatFullMoment(change.changedAt, language);
    case "Company":
      return change.company;
    case "Change":
      return `${sayTableWord(language, change.table)} ${sayAction(change.action, say)}`;
    case "Name":
      return <span title={name}>{name}</span>;
    case "By":
      return change.alteredBy;
    case "Fields":
      return <FieldsLink change={change} name={name} onOpen={onOpen} />;
  }
}

interface FieldsLinkProps extends Pick<ChangeCellProps, "change" | "onOpen"> {
  readonly name: string;
}

function FieldsLink({ change, name, onOpen }: FieldsLinkProps): ReactNode {
  const say = useSay();
  const count = sayFieldCount(change.fields, say);
  if (count === "") return null;
  return (
    <Link
      as="button"
      onClick={() => onOpen(change)}
      aria-label={`${count}: ${say("activity_showFields", { name })}`}
    >
      {count}
    </Link>
  );
}
