import type { CollectionCompiler } from "./collection-compiler.ts";
import { gather } from "./gather.ts";
import { knownRowCount, noteRowCount } from "./report-run.ts";
import type { Scope } from "./scope.ts";

/** `$$NumItems` of a collection: gathered once, and not at all when its rows were just printed. */
export function countRows(
  collections: CollectionCompiler,
  name: string,
): ((scope: Scope) => number) | undefined {
  const plan = collections.plan(name);
  if (plan === undefined) return undefined;
  return (scope) => {
    const known = knownRowCount(scope.run, plan);
    if (known !== undefined) return known;
    let count = 0;
    for (const _ of gather(plan, scope.run, undefined)) count++;
    noteRowCount(scope.run, plan, count);
    return count;
  };
}
