import type { Stored, TallyObject } from "../model.ts";
import type { Aggregate, CollectionPlan } from "./collection-plan.ts";
import type { Run } from "./run.ts";
import type { Scope } from "./scope.ts";
import { addValues, orderOf } from "./value-math.ts";
import { asText } from "./value-text.ts";

interface Group {
  readonly keys: readonly string[];
  readonly values: Stored[];
}

/** BY and AGGRCOMPUTE: one OBJECT per combination of the BY texts, in the order they first came. */
export function aggregateRows(plan: CollectionPlan, rows: Iterable<Scope>, run: Run): TallyObject[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const keys = plan.by.map((by) => asText(by.evaluate(row), run.shapes));
    const id = keys.join("\u0000");
    let group = groups.get(id);
    if (group === undefined) {
      group = { keys, values: [] };
      groups.set(id, group);
    }
    const { values } = group;
    plan.aggregates.forEach((aggregate, index) => {
      values[index] = combine(aggregate, values[index], aggregate.evaluate(row), run);
    });
  }
  return [...groups.values()].map((group) => makeRow(plan, group));
}

function combine(aggregate: Aggregate, sofar: Stored, value: Stored, run: Run): Stored {
  if (sofar === undefined) return value;
  if (value === undefined) return sofar;
  switch (aggregate.kind) {
    case "sum":
      return addValues(sofar, value, run.shapes);
    case "minimum":
      return orderOf(value, sofar, run.shapes) < 0 ? value : sofar;
    case "maximum":
      return orderOf(value, sofar, run.shapes) > 0 ? value : sofar;
    case "last":
      return value;
  }
}

/** BY gives texts: a date comes as d-MMM-yy (cookbook §5). */
function makeRow(plan: CollectionPlan, group: Group): TallyObject {
  const fields: Record<string, Stored> = {};
  plan.by.forEach((by, index) => {
    fields[by.name] = group.keys[index];
  });
  plan.aggregates.forEach((aggregate, index) => {
    fields[aggregate.name] = group.values[index];
  });
  return { type: "OBJECT", fields, lists: {} };
}
