import { isKept, readingOf } from "../catalog/chosen.ts";
import type { ChildTable, Stream } from "../catalog/stream.ts";
import type { Part } from "../contract/choice.ts";
import type { Counter } from "../contract/run.ts";
import type { ResolvedRow } from "../destination/destination.ts";
import type { ChoiceChange } from "./choice-purge.ts";

/** Lines of these tables appear and go with a part although the table itself is kept. */
const tablesWithPart: Readonly<Record<string, readonly Part[]>> = {
  voucher_cost_allocations: ["payroll", "inventory"],
  voucher_gst_lines: ["inventory"],
};

/**
 * A run that brings what was chosen since writes it down silently: nobody changed it in the books. Changes of what was
 * replicated before are told as ever.
 */
export function toldBefore(
  change: ChoiceChange,
  /** What is above the checkpoint was changed by somebody, whatever else is new of it. */
  checkpoints: Readonly<Record<Counter, number>>,
): (stream: Stream, row: ResolvedRow) => Stream | null {
  const streams = new Map<string, Stream | null>();
  return (stream, row) => {
    let told = streams.get(stream.name);
    if (told === undefined) streams.set(stream.name, (told = toldOf(stream, change)));
    if (told === null || isNewlyChosen(stream, row, change)) return null;
    // Which of its columns are new is not known here.
    const isSilent = change.outdated?.has(stream.name) === true && row.alterId <= checkpoints[stream.counter];
    return isSilent ? null : told;
  };
}

function toldOf(stream: Stream, { before, after }: ChoiceChange): Stream | null {
  if (!isKept(stream, before)) return null;
  const [was, is] = [readingOf(stream, before), readingOf(stream, after)];
  return {
    ...stream,
    // The sentence of a custom field holds its formula.
    columns: is.columns.filter(({ name, doc }) =>
      was.columns.some((column) => column.name === name && column.doc === doc),
    ),
    children: is.children.filter((child) => isSameTable(child, was.children, { before, after })),
  };
}

function isSameTable(child: ChildTable, before: readonly ChildTable[], change: ChoiceChange): boolean {
  const columns = (table: ChildTable): string => table.columns.map(({ name }) => name).join();
  const hasMoved = (part: Part): boolean =>
    change.before.without.includes(part) !== change.after.without.includes(part);
  return (
    before.some((table) => table.name === child.name && columns(table) === columns(child)) &&
    !(tablesWithPart[child.name] ?? []).some(hasMoved)
  );
}

function isNewlyChosen(stream: Stream, row: ResolvedRow, { before }: ChoiceChange): boolean {
  if (stream.counter === "vouchers") return before.from !== null && String(row.values["date"]) < before.from;
  return (
    stream.filterWithout !== undefined &&
    before.without.includes(stream.filterWithout.part) &&
    row.values["is_employee"] === true
  );
}
