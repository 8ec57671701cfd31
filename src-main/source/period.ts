import { addDays } from "./dates.ts";
import type { Period } from "./envelope.ts";

/** Days that an Educational licence accepts as a period's ends (protocol §5.4). */
function isEducationalDay(date: string): boolean {
  return ["01", "02", "31"].includes(date.slice(8));
}

/**
 * The period to ask for so that Tally looks at the whole window. With an Educational licence the ends move outwards to
 * days it accepts; the literal filter still bounds the rows.
 */
export function periodFor(window: Period, isEducational: boolean): Period {
  if (!isEducational) return window;
  let { from, to } = window;
  while (!isEducationalDay(from)) from = addDays(from, -1);
  while (!isEducationalDay(to)) to = addDays(to, 1);
  return { from, to };
}
