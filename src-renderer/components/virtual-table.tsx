import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef } from "react";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  scroller: {
    flex: "1 1 auto",
    minHeight: "280px",
    overflow: "auto",
    position: "relative",
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  row: {
    display: "grid",
    alignItems: "center",
    boxSizing: "border-box",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  heading: {
    position: "sticky",
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground3,
    fontWeight: tokens.fontWeightSemibold,
  },
  body: { position: "relative" },
  line: { position: "absolute", left: 0, top: 0, width: "100%" },
  clickable: {
    cursor: "pointer",
    // Links stay readable on it in both themes, which they do not on Fluent's own colour for it.
    ":hover": { backgroundColor: tokens.colorNeutralBackground3 },
  },
  cell: {
    padding: "0 10px",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    lineHeight: tokens.lineHeightBase300,
  },
  end: { textAlign: "right", fontVariantNumeric: "tabular-nums" },
});

const usualRowHeight = 34;

export interface TableColumn {
  readonly key: string;
  readonly heading: ReactNode;
  /** Pixels at least; what is left over is shared in proportion. */
  readonly width: number;
  readonly isEnd?: boolean;
  readonly sort?: "ascending" | "descending" | "none";
}

interface VirtualTableProps {
  readonly label: string;
  readonly columns: readonly TableColumn[];
  readonly rowCount: number;
  readonly rowHeight?: number;
  readonly renderCell: (row: number, column: number) => ReactNode;
  readonly onLook: (first: number, last: number) => void;
  /** A click anywhere on a row, for the mouse; the keyboard has a link or button in one of its cells. */
  readonly onOpen?: (row: number) => void;
  /** CSS height; without one the table fills what its parent has. */
  readonly height?: string;
}

/** Height of a table with so many rows, the heading included, for one that shows few rows at once. */
export function heightOfRows(rows: number, rowHeight = usualRowHeight): string {
  // One pixel of border on each side.
  return `${(rows + 1) * rowHeight + 2}px`;
}

/** A table of any length: only the rows in sight exist. */
export function VirtualTable(props: VirtualTableProps): ReactNode {
  const { label, columns, rowCount, rowHeight = usualRowHeight, renderCell, onLook, onOpen, height } = props;
  const styles = useStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const lines = virtual.getVirtualItems();
  const [first, last] = [lines[0]?.index ?? 0, lines.at(-1)?.index ?? 0];
  useEffect(() => onLook(first, last), [first, last, onLook]);
  const gridTemplateColumns = columns.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(" ");
  const minWidth = columns.reduce((sum, { width }) => sum + width, 0);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={height === undefined ? {} : { height, minHeight: 0, flex: "none" }}
      role="table"
      aria-label={label}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length}
      tabIndex={0}
    >
      <div role="rowgroup" className={styles.heading} style={{ minWidth }}>
        <div
          role="row"
          aria-rowindex={1}
          className={styles.row}
          style={{ gridTemplateColumns, minHeight: rowHeight }}
        >
          {columns.map(({ key, heading, isEnd, sort }) => (
            <div
              key={key}
              role="columnheader"
              aria-sort={sort}
              className={mergeClasses(styles.cell, isEnd === true && styles.end)}
            >
              {heading}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize(), minWidth }}>
        {lines.map(({ index, start }) => (
          <TableLine
            key={index}
            row={index}
            top={start}
            height={rowHeight}
            template={gridTemplateColumns}
            columns={columns}
            renderCell={renderCell}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  );
}

interface TableLineProps extends Pick<VirtualTableProps, "columns" | "renderCell"> {
  readonly onOpen: VirtualTableProps["onOpen"];
  readonly row: number;
  readonly top: number;
  readonly height: number;
  readonly template: string;
}

/** Scrolling draws the rows that come into sight; those that stay in it are left alone. */
const TableLine = memo(function TableLine(props: TableLineProps): ReactNode {
  const { row, top, height, template, columns, renderCell, onOpen } = props;
  const styles = useStyles();
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className={mergeClasses(styles.row, styles.line, onOpen !== undefined && styles.clickable)}
      style={{ gridTemplateColumns: template, height, transform: `translateY(${top}px)` }}
      onClick={onOpen === undefined ? undefined : () => onOpen(row)}
    >
      {columns.map(({ key, isEnd }, index) => (
        <div key={key} role="cell" className={mergeClasses(styles.cell, isEnd === true && styles.end)}>
          {renderCell(row, index)}
        </div>
      ))}
    </div>
  );
});
