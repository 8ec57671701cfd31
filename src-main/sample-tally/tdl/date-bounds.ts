import { parseDate } from "./dates.ts";
import type { Expression } from "./syntax.ts";

/** Days outside of which a filter cannot hold. */
export interface DateBounds {
  readonly fromDay: number;
  readonly toDay: number;
}

export const unbounded: DateBounds = {
  fromDay: Number.NEGATIVE_INFINITY,
  toDay: Number.POSITIVE_INFINITY,
};

/**
 * Literal dates that a filter ANDs on `$Date`. A scan bounded by them is cheap in a real Tally: it only
 * touches those days (protocol §8), so here too only they are gathered.
 */
export function dateBoundsOf(
  expression: Expression,
  formula: (name: string) => Expression | undefined,
  depth = 0,
): DateBounds {
  if (depth > 20) return unbounded;
  if (expression.kind === "formula") {
    const inner = formula(expression.name);
    return inner === undefined ? unbounded : dateBoundsOf(inner, formula, depth + 1);
  }
  if (expression.kind === "logical" && expression.operator === "and")
    return intersect(
      dateBoundsOf(expression.left, formula, depth + 1),
      dateBoundsOf(expression.right, formula, depth + 1),
    );
  if (expression.kind !== "compare") return unbounded;
  const day = literalDay(expression.right);
  if (day === undefined || !isDateMethod(expression.left)) return unbounded;
  switch (expression.operator) {
    case "=":
      return { fromDay: day, toDay: day };
    case ">=":
      return { ...unbounded, fromDay: day };
    case ">":
      return { ...unbounded, fromDay: day + 1 };
    case "<=":
      return { ...unbounded, toDay: day };
    case "<":
      return { ...unbounded, toDay: day - 1 };
    case "<>":
    case "contains":
    case "startsWith":
    case "endsWith":
    case "in":
      return unbounded;
  }
}

export function intersect(a: DateBounds, b: DateBounds): DateBounds {
  return { fromDay: Math.max(a.fromDay, b.fromDay), toDay: Math.min(a.toDay, b.toDay) };
}

function isDateMethod(expression: Expression): boolean {
  return (
    expression.kind === "method" &&
    expression.name === "DATE" &&
    expression.up === 0 &&
    expression.steps.length === 0
  );
}

function literalDay(expression: Expression): number | undefined {
  if (expression.kind !== "call" || expression.name !== "date") return undefined;
  const written = expression.arguments[0];
  if (written?.kind !== "literal" || typeof written.value !== "string") return undefined;
  const parsed = parseDate(written.value);
  return parsed.kind === "day" ? parsed.day : undefined;
}
