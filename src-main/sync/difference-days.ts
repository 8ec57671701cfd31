import { isReplicaError } from "../contract/errors.ts";
import type { DateWindow } from "../source/source.ts";
import { addDays, daysBetween } from "./dates.ts";
import { endOfMonth } from "./tally-figures.ts";

/** By how much figures deviate at the end of a day; those that agree are left out. */
export type Deviations = ReadonlyMap<string, string>;

export interface DayFinding {
  readonly from: string;
  /** Days that are asked for in any case, in order: the ends of the years and the last day. */
  readonly ends: readonly string[];
  readonly deviationsAt: (date: string) => Promise<Deviations>;
  /** Days that may be asked for. */
  readonly most: number;
}

/**
 * Where deviations arise: a span at whose ends they are the same is not looked into, any other one is halved, at the
 * end of a month first. Years are looked into apart, because profit and loss starts afresh in each. So one wrong amount
 * costs about ten questions in a book of several years. Spans that cannot be cut (an Educational licence, no questions
 * left) stay as wide as they are.
 */
export async function findDifferingSpans(finding: DayFinding): Promise<ReadonlyMap<string, DateWindow[]>> {
  const found = new Map<string, DateWindow[]>();
  let left = finding.most;
  const note = (names: readonly string[], span: DateWindow): void => {
    for (const name of names) found.set(name, [...(found.get(name) ?? []), span]);
  };
  const look = async (span: DateWindow, before: Deviations, after: Deviations): Promise<void> => {
    const moved = changedNames(before, after);
    if (moved.length === 0) return;
    const middle = span.from === span.to || left <= 0 ? null : middleOf(span);
    if (middle !== null) left -= 1;
    const between = middle === null ? null : await askAt(finding, middle);
    if (middle === null || between === null) {
      note(moved, span);
      return;
    }
    await look({ from: span.from, to: middle }, before, between);
    await look({ from: addDays(middle, 1), to: span.to }, between, after);
  };
  let { from } = finding;
  let before: Deviations = new Map();
  for (const end of finding.ends) {
    const after = await finding.deviationsAt(end);
    await look({ from, to: end }, before, after);
    from = addDays(end, 1);
    before = after;
  }
  return found;
}

async function askAt(finding: DayFinding, date: string): Promise<Deviations | null> {
  try {
    return await finding.deviationsAt(date);
  } catch (error) {
    if (isReplicaError(error, "SOURCE_OTHER_PERIOD")) return null;
    throw error;
  }
}

function changedNames(before: Deviations, after: Deviations): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name));
}

/** A day before the last one of the span, the end of a month where one lies between. */
function middleOf({ from, to }: DateWindow): string {
  const middle = addDays(from, Math.floor(daysBetween(from, to) / 2));
  const monthEnd = endOfMonth(middle);
  if (monthEnd < to) return monthEnd;
  const earlier = addDays(`${middle.slice(0, 7)}-01`, -1);
  if (earlier >= from && from.slice(0, 7) !== to.slice(0, 7)) return earlier;
  return middle;
}
