import { listOf } from "../methods.ts";
import { methodKey } from "../names.ts";
import { subLists } from "../object-types.ts";
import { raiseDialog } from "../problems.ts";
import { asLogical } from "../value-text.ts";
import { writtenName } from "./built-in.ts";
import type { BuiltIn } from "./built-in.ts";

/** `$$NumItems:X`: rows of a collection, or lines of a sub-list of the object. */
const numItems: BuiltIn = {
  maximum: 1,
  compile(taken, context) {
    const name = writtenName(taken[0]);
    const count = context.countCollection(name);
    if (count !== undefined) return count;
    const list = methodKey(name);
    if (!subLists.has(list)) raiseDialog(`Could not find Collection '${name}'`);
    return (scope) => listOf(scope, list, context.unknownMethods).length;
  },
};

/** `$$FilterCount:List:Formula`: lines of a sub-list that meet a formula. */
const filterCount: BuiltIn = {
  maximum: 2,
  compile(taken, context) {
    const list = methodKey(writtenName(taken[0]));
    if (!subLists.has(list)) raiseDialog(`Could not find Collection '${list}'`);
    const meets = context.formula(writtenName(taken[1]).toLowerCase());
    return (scope) =>
      listOf(scope, list, context.unknownMethods).filter((line) => asLogical(meets(scope.child(line))))
        .length;
  },
};

/** `$$FilterValue:$x:List:First:Formula`: a value of the first, last or n-th line that meets a formula. */
const filterValue: BuiltIn = {
  maximum: 4,
  compile(taken, context) {
    const value = taken[0]?.evaluate;
    const list = methodKey(writtenName(taken[1]));
    if (!subLists.has(list)) raiseDialog(`Could not find Collection '${list}'`);
    const place = writtenName(taken[2]).toLowerCase();
    const meets = context.formula(writtenName(taken[3]).toLowerCase());
    return (scope) => {
      const lines = listOf(scope, list, context.unknownMethods).map((line) => scope.child(line));
      const met = lines.filter((line) => asLogical(meets(line)));
      const line = place === "last" ? met.at(-1) : met[(Number(place) || 1) - 1];
      return line && value?.(line);
    };
  },
};

export const rowFunctions: Readonly<Record<string, BuiltIn>> = {
  numitems: numItems,
  filtercount: filterCount,
  filtervalue: filterValue,
  value: { maximum: 0, compile: () => (scope) => scope.fieldValue },
  line: { maximum: 0, compile: () => (scope) => scope.position },
  itemserial: { maximum: 1, compile: () => (scope) => scope.position },
  islastobj: { maximum: 0, compile: () => (scope) => scope.isLast },
};
