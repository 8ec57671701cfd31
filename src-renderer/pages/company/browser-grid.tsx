import {
  Button,
  makeStyles,
  Skeleton,
  SkeletonItem,
  Spinner,
  Text,
  tokens,
} from "@fluentui/react-components";
import { Search20Regular } from "@fluentui/react-icons";
import { useEffect } from "react";
import type { ReactNode } from "react";
import type { ViewDescription, ViewPage } from "../../../src-main/contract/pages.ts";
import { titlesOfColumn, titlesOfSource } from "../../../src-main/contract/texts/titles.ts";
import type { Value } from "../../../src-main/contract/value.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { VirtualTable } from "../../components/virtual-table.tsx";
import type { TableColumn } from "../../components/virtual-table.tsx";
import { formatCount } from "../../format.ts";
import { useLanguage, useSay } from "../../state/app-context.tsx";
import { usePages } from "../../state/use-pages.ts";
import type { Pages } from "../../state/use-pages.ts";
import {
  channelQueryOf,
  formatValue,
  isFiltered,
  isRightAligned,
  mostScrolledRows,
  queryOf,
  shownColumns,
  widthOf,
} from "./browser-model.ts";
import type { BrowserQuery } from "./browser-model.ts";
import { ColumnHeading } from "./column-heading.tsx";

const useStyles = makeStyles({
  frame: { display: "flex", flexDirection: "column", flex: "1 1 320px", minHeight: "320px", height: "1px" },
  note: { color: tokens.colorNeutralForeground2 },
});

type ViewPages = Pages<readonly Value[], ViewPage>;

function rowsOf({ rows, total }: ViewPage): Pick<ViewPage, "rows" | "total"> {
  return { rows, total };
}

interface BrowserGridProps {
  readonly company: string;
  readonly view: ViewDescription;
  readonly query: BrowserQuery;
  readonly onChange: (query: BrowserQuery) => void;
  readonly onTotal: (text: string) => void;
}

export function BrowserGrid({ company, view, query, onChange, onTotal }: BrowserGridProps): ReactNode {
  const styles = useStyles();
  const say = useSay();
  const pages = usePages("views.page", channelQueryOf(company, query, view.columns), rowsOf);
  const totalText = useTotalText(pages);
  useEffect(() => onTotal(totalText), [totalText, onTotal]);
  if (pages.error !== null) return <ErrorNotice error={pages.error} company={company} retry={pages.reload} />;
  if (pages.total === null) return <Spinner label={say("loading")} />;
  if (pages.total === 0) return <NoRows query={query} onChange={onChange} />;
  return (
    <div className={styles.frame}>
      <Rows view={view} query={query} pages={pages} onChange={onChange} />
      {pages.total > mostScrolledRows && (
        <Text size={200} className={styles.note}>
          {say("data_tooMany", { count: formatCount(mostScrolledRows) })}
        </Text>
      )}
    </div>
  );
}

function useTotalText({ answer, total }: ViewPages): string {
  const say = useSay();
  if (answer === null || total === null) return "";
  const count = formatCount(total);
  return say(answer.total === null ? "data_rowsUnknown" : "data_rows", { count });
}

interface RowsProps extends Pick<BrowserGridProps, "view" | "query" | "onChange"> {
  readonly pages: ViewPages;
}

function Rows({ view, query, pages, onChange }: RowsProps): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const shown = shownColumns(view.columns);
  const columns = shown.map(({ column }): TableColumn => ({
    key: column.name,
    width: widthOf(column),
    isEnd: isRightAligned(column.kind),
    sort: query.sort?.column !== column.name ? "none" : query.sort.isDescending ? "descending" : "ascending",
    heading: (
      <ColumnHeading
        column={column}
        title={titlesOfColumn(column.name)[language]}
        query={query}
        onChange={onChange}
      />
    ),
  }));
  const renderCell = (row: number, place: number): ReactNode => {
    const values = pages.rowAt(row);
    const cell = shown[place];
    if (values === null || cell === undefined) return <Waiting />;
    const text = formatValue(values[cell.index], cell.column.kind, language);
    return <span title={text.length > 20 ? text : undefined}>{text}</span>;
  };
  return (
    <VirtualTable
      label={say("data_grid", { view: titlesOfSource(view.name)[language] })}
      columns={columns}
      rowCount={Math.min(pages.total ?? 0, mostScrolledRows)}
      renderCell={renderCell}
      onLook={pages.want}
    />
  );
}

function Waiting(): ReactNode {
  return (
    <Skeleton animation="pulse" aria-hidden>
      <SkeletonItem size={12} />
    </Skeleton>
  );
}

function NoRows({ query, onChange }: Pick<BrowserGridProps, "query" | "onChange">): ReactNode {
  const say = useSay();
  const isNarrowed = isFiltered(query);
  return (
    <EmptyState
      icon={<Search20Regular />}
      title={say("data_emptyTitle")}
      text={say(isNarrowed ? "data_emptyFiltered" : "data_emptyPlain")}
    >
      {isNarrowed && (
        <Button onClick={() => onChange(queryOf(query.view))}>{say("data_clearFilters")}</Button>
      )}
    </EmptyState>
  );
}
