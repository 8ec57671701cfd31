import { Button, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { Search20Regular } from "@fluentui/react-icons";
import { useCallback, useEffect, useMemo } from "react";
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
  // A plain bar: hundreds of them are drawn at once while somebody scrolls.
  waiting: {
    display: "inline-block",
    width: "70%",
    height: "12px",
    verticalAlign: "middle",
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
  },
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
  const styles = useStyles();
  const shown = useMemo(() => shownColumns(view.columns), [view]);
  // The headings hold menus: they are drawn anew when the question changes, not with each page that comes.
  const columns = useMemo(
    () =>
      shown.map(({ column }): TableColumn => ({
        key: column.name,
        width: widthOf(column),
        isEnd: isRightAligned(column.kind),
        sort: sortOf(query, column.name),
        heading: (
          <ColumnHeading
            column={column}
            title={titlesOfColumn(column.name)[language]}
            query={query}
            onChange={onChange}
          />
        ),
      })),
    [shown, language, query, onChange],
  );
  const { rowAt } = pages;
  const renderCell = useCallback(
    (row: number, place: number): ReactNode => {
      const values = rowAt(row);
      const cell = shown[place];
      if (values === null || cell === undefined) return <span aria-hidden className={styles.waiting} />;
      const text = formatValue(values[cell.index], cell.column.kind, language);
      return <span title={text.length > 20 ? text : undefined}>{text}</span>;
    },
    [rowAt, shown, language, styles],
  );
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

function sortOf({ sort }: BrowserQuery, column: string): NonNullable<TableColumn["sort"]> {
  if (sort?.column !== column) return "none";
  return sort.isDescending ? "descending" : "ascending";
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
