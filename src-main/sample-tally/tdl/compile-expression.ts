import type { MasterType, TallyObject } from "../model.ts";
import { findCompany } from "./run.ts";
import type { Argument, FunctionContext } from "./functions/built-in.ts";
import { builtInFunction } from "./functions/index.ts";
import { compileMethod, listOf, readMethod } from "./methods.ts";
import type { Evaluate } from "./methods.ts";
import { raiseDialog } from "./problems.ts";
import type { Scope } from "./scope.ts";
import type { Expression, ListStep, TextComparison } from "./syntax.ts";
import {
  addValues,
  compareValues,
  divideValues,
  foldText,
  multiplyValues,
  negateValue,
  subtractValues,
} from "./value-math.ts";
import type { Comparison } from "./value-math.ts";
import { asLogical, asText } from "./value-text.ts";

/** A function the request defines itself. */
export interface UserFunction {
  readonly call: (scope: Scope, values: readonly Argument[]) => ReturnType<Evaluate>;
}

/** What formulas of one request may refer to. */
export interface CompileContext extends FunctionContext {
  /** Fields that some `#Name` reads; only their values need keeping while a line is printed. */
  readonly referencedFields: Set<string>;
  userFunction(name: string): UserFunction | undefined;
  /** What OBJECT definitions of the request add to built-in types, by type. */
  definedMethods(name: string): ReadonlyMap<string, Evaluate> | undefined;
  /** Upper case; undefined for types that cannot be looked up by name. */
  masterType(name: string): MasterType | undefined;
}

/** Turns an expression into a closure, once per request. Unknown functions and formulas raise the dialog here. */
export function compileExpression(expression: Expression, context: CompileContext): Evaluate {
  const compile = (inner: Expression): Evaluate => compileExpression(inner, context);
  switch (expression.kind) {
    case "literal": {
      const { value } = expression;
      return () => value;
    }
    case "method":
      return compilePath(expression, context);
    case "lookUp":
      return compileLookUp(expression.type, expression.name, compile(expression.key), context);
    case "variable":
      return compileVariable(expression.name);
    case "field": {
      const { name } = expression;
      context.referencedFields.add(name);
      return (scope) => scope.lineValues?.get(name);
    }
    case "formula":
      return context.formula(expression.name);
    case "call":
      return compileCall(expression.name, expression.arguments, context);
    case "choice": {
      const condition = compile(expression.condition);
      const consequence = compile(expression.consequence);
      const otherwise = expression.otherwise === undefined ? undefined : compile(expression.otherwise);
      return (scope) => (asLogical(condition(scope)) ? consequence(scope) : otherwise?.(scope));
    }
    case "logical": {
      const left = compile(expression.left);
      const right = compile(expression.right);
      if (expression.operator === "and") return (scope) => asLogical(left(scope)) && asLogical(right(scope));
      return (scope) => asLogical(left(scope)) || asLogical(right(scope));
    }
    case "not": {
      const operand = compile(expression.operand);
      return (scope) => !asLogical(operand(scope));
    }
    case "negate": {
      const operand = compile(expression.operand);
      return (scope) => negateValue(operand(scope));
    }
    case "compare":
      return compileComparison(expression.operator, compile(expression.left), compile(expression.right));
    case "arithmetic":
      return compileArithmetic(expression.operator, compile(expression.left), compile(expression.right));
  }
}

function compileComparison(operator: Comparison | TextComparison, left: Evaluate, right: Evaluate): Evaluate {
  switch (operator) {
    case "contains":
      return ofTexts(left, right, (text, part) => text.includes(part));
    case "startsWith":
      return ofTexts(left, right, (text, part) => text.startsWith(part));
    case "endsWith":
      return ofTexts(left, right, (text, part) => text.endsWith(part));
    case "in":
      return ofTexts(left, right, (text, all) => all.split(",").some((one) => foldText(one) === text));
    case "=":
    case "<>":
    case "<":
    case ">":
    case "<=":
    case ">=":
      return (scope) => compareValues(left(scope), operator, right(scope), scope.run.shapes);
  }
}

function ofTexts(left: Evaluate, right: Evaluate, holds: (left: string, right: string) => boolean): Evaluate {
  return (scope) => {
    const { shapes } = scope.run;
    return holds(foldText(asText(left(scope), shapes)), foldText(asText(right(scope), shapes)));
  };
}

function compileArithmetic(operator: "+" | "-" | "*" | "/", left: Evaluate, right: Evaluate): Evaluate {
  switch (operator) {
    case "+":
      return (scope) => addValues(left(scope), right(scope), scope.run.shapes);
    case "-":
      return (scope) => subtractValues(left(scope), right(scope));
    case "*":
      return (scope) => multiplyValues(left(scope), right(scope));
    case "/":
      return (scope) => divideValues(left(scope), right(scope));
  }
}

function compileVariable(name: string): Evaluate {
  return (scope) => {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent)
      if (at.locals?.has(name) === true) return at.locals.get(name);
    return scope.run.variables.get(name);
  };
}

function compileCall(name: string, written: readonly Expression[], context: CompileContext): Evaluate {
  const taken = written.map((expression) => ({
    expression,
    evaluate: compileExpression(expression, context),
  }));
  const own = context.userFunction(name);
  if (own !== undefined) return (scope) => own.call(scope, taken);
  const builtIn = builtInFunction(name);
  if (builtIn === undefined) raiseDialog(`Error in TDL: no function '$$${name}'`);
  return builtIn.compile(taken, context);
}

/**
 * `$x:Type:Key`. The counters of a company came back empty this way 85 times out of 85 on five releases
 * (cookbook §2), while its GUID and name work.
 */
function compileLookUp(type: string, name: string, key: Evaluate, context: CompileContext): Evaluate {
  if (type === "COMPANY") {
    if (name === "ALTVCHID" || name === "ALTMSTID") return () => undefined;
    return (scope) => {
      const found = findCompany(scope.run.state, asText(key(scope), scope.run.shapes));
      return found && readMethod(scope, found.company, name, context.unknownMethods);
    };
  }
  const masterType = context.masterType(type);
  return (scope) => {
    if (masterType === undefined) return undefined;
    const master = scope.run.books?.masterByName(masterType, asText(key(scope), scope.run.shapes));
    return master && readMethod(scope, master, name, context.unknownMethods);
  };
}

function compilePath(path: Extract<Expression, { kind: "method" }>, context: CompileContext): Evaluate {
  if (path.steps.length === 0) {
    const defined = context.definedMethods(path.name);
    return compileMethod(path.name, path.up, context.unknownMethods, defined);
  }
  const steps = path.steps.map((step) => compileStep(step, context));
  const { up, name } = path;
  return (scope) => {
    let at: Scope | undefined = scope;
    for (let level = 0; level < up && at !== undefined; level++) at = at.parent;
    for (const step of steps) {
      const line: TallyObject | undefined = at && step(at);
      if (at === undefined || line === undefined) return undefined;
      at = at.child(line);
    }
    return at && readMethod(at, at.object, name, context.unknownMethods);
  };
}

type TakeLine = (scope: Scope) => TallyObject | undefined;

function compileStep(step: ListStep, context: CompileContext): TakeLine {
  const filter = step.filter === undefined ? undefined : compileExpression(step.filter, context);
  return (scope) => {
    const all = linesUpwards(scope, step.list, context);
    const lines = filter === undefined ? all : all.filter((line) => asLogical(filter(scope.child(line))));
    return step.index === -1 ? lines.at(-1) : lines[step.index - 1];
  };
}

/** A list the object does not have is its parent's, like a method. */
function linesUpwards(scope: Scope, list: string, context: CompileContext): readonly TallyObject[] {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent)
    if (at.object.lists[list] !== undefined) return listOf(at, list, context.unknownMethods);
  return [];
}
