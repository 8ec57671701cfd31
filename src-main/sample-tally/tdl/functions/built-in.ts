import type { Stored } from "../../model.ts";
import type { Evaluate, UnknownMethods } from "../methods.ts";
import type { Scope } from "../scope.ts";
import type { Expression } from "../syntax.ts";

/** An argument, both as a formula and as it was written (`Primary` in `$$SysName:Primary` is a name). */
export interface Argument {
  readonly expression: Expression;
  readonly evaluate: Evaluate;
}

/** What a function may need of the request it stands in. */
export interface FunctionContext {
  readonly unknownMethods: UnknownMethods;
  /** Counts a collection of the request or one Tally brings along; undefined when there is none of the name. */
  countCollection(name: string): ((scope: Scope) => number) | undefined;
  /** Raises the dialog for a formula that does not exist. */
  formula(name: string): Evaluate;
  nameSetValue(setName: string, key: string): string | undefined;
}

export interface BuiltIn {
  readonly maximum: number;
  compile(taken: readonly Argument[], context: FunctionContext): Evaluate;
}

/** A function of the values of its arguments. */
export function ofValues(
  maximum: number,
  compute: (scope: Scope, a: Stored, b: Stored, c: Stored) => Stored,
): BuiltIn {
  return {
    maximum,
    compile(taken) {
      const a = taken[0]?.evaluate;
      const b = taken[1]?.evaluate;
      const c = taken[2]?.evaluate;
      if (b === undefined && c === undefined)
        return (scope) => compute(scope, a?.(scope), undefined, undefined);
      return (scope) => compute(scope, a?.(scope), b?.(scope), c?.(scope));
    },
  };
}

/** A function whose first argument is a name, not a value. */
export function ofName(maximum: number, compute: (scope: Scope, name: string, b: Stored) => Stored): BuiltIn {
  return {
    maximum,
    compile(taken) {
      const name = writtenName(taken[0]);
      const b = taken[1]?.evaluate;
      return (scope) => compute(scope, name, b?.(scope));
    },
  };
}

/** The name an argument was written as: `Primary`, `"Primary"` or nothing. */
export function writtenName(argument: Argument | undefined): string {
  const expression = argument?.expression;
  if (expression?.kind === "literal") return String(expression.value);
  return expression?.kind === "method" ? expression.name : "";
}
