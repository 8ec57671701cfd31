import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { KeyboardEvent, ReactNode } from "react";

const useStyles = makeStyles({
  scroller: {
    overflow: "auto",
    position: "relative",
    outlineOffset: "-2px",
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  row: { position: "absolute", left: 0, right: 0, top: 0 },
});

interface VirtualListProps {
  readonly label: string;
  readonly total: number;
  readonly rowHeight: number;
  readonly height: string;
  /** Stays at the top while the rows scroll. */
  readonly header?: ReactNode;
  readonly className?: string;
  /** Which rows are on screen: their pages are wanted. */
  readonly onVisible: (first: number, last: number) => void;
  readonly renderRow: (index: number) => ReactNode;
  /** Enter on the list opens nothing by itself: rows hold their own buttons or links. */
  readonly role?: "table" | "list";
}

/** Draws only the rows on screen, however many there are. Arrow keys, Page Up and Down, Home and End scroll. */
export function VirtualList(props: VirtualListProps): ReactNode {
  const { label, total, rowHeight, height, header, className, onVisible, renderRow, role = "list" } = props;
  const styles = useStyles();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const rows = virtualizer.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => onVisible(first, last), [onVisible, first, last]);
  const scrollToEnd = (event: KeyboardEvent): void => {
    if (event.target !== scroller.current) return;
    if (event.key === "End") virtualizer.scrollToIndex(total - 1);
    if (event.key === "Home") virtualizer.scrollToIndex(0);
  };
  return (
    <div
      ref={scroller}
      className={mergeClasses(styles.scroller, className)}
      style={{ height }}
      role={role}
      aria-label={label}
      {...(role === "table" ? { "aria-rowcount": total + 1 } : {})}
      tabIndex={0}
      onKeyDown={scrollToEnd}
    >
      {header}
      <div
        role={role === "table" ? "rowgroup" : "presentation"}
        style={{ height: virtualizer.getTotalSize(), position: "relative" }}
      >
        {rows.map((row) => (
          <div
            key={row.key}
            className={styles.row}
            role={role === "table" ? "row" : "listitem"}
            {...(role === "table"
              ? { "aria-rowindex": row.index + 2 }
              : { "aria-posinset": row.index + 1, "aria-setsize": total })}
            style={{ height: row.size, transform: `translateY(${row.start}px)` }}
          >
            {renderRow(row.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
