import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from "@fluentui/react-components";
import { Fragment, useState } from "react";
import type { KeyboardEvent, ReactNode } from "react";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import type { Confirmation } from "../../components/confirm-dialog.tsx";
import { VisuallyHidden } from "../../components/visually-hidden.tsx";
import { useSay } from "../../state/app-context.tsx";
import { useNow } from "../../state/use-now.ts";
import { BoardRow } from "./board-row.tsx";
import { useBoardStyles } from "./board-styles.ts";
import { nextSort } from "./companies-model.ts";
import type { BoardColumn, BoardGroup, BoardSort } from "./companies-model.ts";

const useStyles = makeStyles({
  group: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}` },
});

interface BoardTableProps {
  readonly groups: readonly BoardGroup[];
  readonly sort: BoardSort;
  readonly onSort: (sort: BoardSort) => void;
}

/** Up and Down go from company to company, as in a list. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLAnchorElement)) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>("a[data-company]")];
  const next = links[links.indexOf(event.target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

export function BoardTable({ groups, sort, onSort }: BoardTableProps): ReactNode {
  const styles = useStyles();
  const board = useBoardStyles();
  const say = useSay();
  const now = useNow();
  const [confirmation, setConfirmation] = useState<Confirmation | null>(null);
  return (
    <div className={board.card}>
      <Table aria-label={say("companies_board")} className={board.table} onKeyDown={moveBetweenRows}>
        <BoardHeadings sort={sort} onSort={onSort} />
        <TableBody>
          {groups.map((group) => (
            <Fragment key={group.standing ?? "all"}>
              {group.standing !== null && (
                <TableRow>
                  <th colSpan={7} scope="colgroup" align="left" className={styles.group}>
                    <Text weight="semibold">
                      {say(`standing_${group.standing}`)} ({group.companies.length})
                    </Text>
                  </th>
                </TableRow>
              )}
              {group.companies.map((company) => (
                <BoardRow key={company.key} company={company} now={now} onConfirm={setConfirmation} />
              ))}
            </Fragment>
          ))}
        </TableBody>
      </Table>
      <ConfirmDialog confirmation={confirmation} onClose={() => setConfirmation(null)} />
    </div>
  );
}

const headings = [
  ["name", "companies_columnName"],
  ["standing", "companies_columnStanding"],
  ["fresh", "companies_columnFresh"],
  ["verified", "companies_columnVerified"],
  ["lastVoucher", "companies_columnLastVoucher"],
  ["rows", "companies_columnRows"],
] as const satisfies readonly (readonly [BoardColumn, string])[];

function BoardHeadings({ sort, onSort }: Pick<BoardTableProps, "sort" | "onSort">): ReactNode {
  const board = useBoardStyles();
  const say = useSay();
  return (
    <TableHeader>
      <TableRow>
        {headings.map(([column, key]) => (
          <TableHeaderCell
            key={column}
            sortable
            {...(sort.column === column
              ? { sortDirection: sort.isDescending ? ("descending" as const) : ("ascending" as const) }
              : {})}
            onClick={() => onSort(nextSort(sort, column))}
            className={mergeClasses(board.heading, board[column])}
          >
            {say(key)}
          </TableHeaderCell>
        ))}
        <TableHeaderCell className={board.menu}>
          <VisuallyHidden>{say("companies_columnMenu")}</VisuallyHidden>
        </TableHeaderCell>
      </TableRow>
    </TableHeader>
  );
}
