import { cutToWidth, padToWidth, printable, textWidth } from "./text-width.ts";

interface TableColumn {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Longer cells are cut with an ellipsis. */
  readonly maxWidth?: number;
}

const gap = "  ";

/** Lines of an aligned table: titles, a rule, rows. Cells hold any text of the books. */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  const cells = rows.map((row) =>
    columns.map((column, index) =>
      cutToWidth(printable(row[index] ?? ""), column.maxWidth ?? Number.POSITIVE_INFINITY),
    ),
  );
  const widths = columns.map((column, index) =>
    Math.max(textWidth(column.title), ...cells.map((row) => textWidth(row[index] ?? ""))),
  );
  const line = (row: readonly string[]): string =>
    columns
      .map((column, index) => padToWidth(row[index] ?? "", widths[index] ?? 0, column.align ?? "left"))
      .join(gap)
      .trimEnd();
  return [
    line(columns.map((column) => column.title)),
    widths.map((width) => "-".repeat(width)).join(gap),
    ...cells.map(line),
  ];
}

/** Lines of "label  value" with the values under each other. */
export function formatLabels(pairs: readonly (readonly [label: string, value: string])[]): readonly string[] {
  const width = Math.max(0, ...pairs.map(([label]) => textWidth(label)));
  return pairs.map(([label, value]) =>
    `${padToWidth(label, width, "left")}${gap}${printable(value)}`.trimEnd(),
  );
}
