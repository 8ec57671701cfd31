import type { Comparison } from "./value-math.ts";

export type TextComparison = "contains" | "startsWith" | "endsWith" | "in";

/** One step of `$list[Last].sub[3].x`. */
export interface ListStep {
  readonly list: string;
  /** Counted from 1; -1 is the last. */
  readonly index: number;
  /** Condition that a line has to meet before it is counted: `[1,@@Filter]`, `[1,($Head contains "GST")]`. */
  readonly filter: Expression | undefined;
}

/** An expression of TDL, taken apart. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | {
      readonly kind: "method";
      readonly name: string;
      /** How many objects to go up first: `$..x` is 1. */
      readonly up: number;
      readonly steps: readonly ListStep[];
    }
  | {
      readonly kind: "lookUp";
      readonly name: string;
      readonly type: string;
      readonly key: Expression;
    }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "formula"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  | {
      readonly kind: "choice";
      readonly condition: Expression;
      readonly consequence: Expression;
      readonly otherwise: Expression | undefined;
    }
  | {
      readonly kind: "logical";
      readonly operator: "and" | "or";
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "negate"; readonly operand: Expression }
  | {
      readonly kind: "compare";
      readonly operator: Comparison | TextComparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "arithmetic";
      readonly operator: "+" | "-" | "*" | "/";
      readonly left: Expression;
      readonly right: Expression;
    };
