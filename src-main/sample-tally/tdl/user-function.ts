import type { Stored } from "../model.ts";
import type { UserFunction } from "./compile-expression.ts";
import type { Definition } from "./definitions.ts";
import type { Argument } from "./functions/built-in.ts";
import type { Evaluate } from "./methods.ts";
import { normaliseName, splitAtColon } from "./names.ts";
import { raiseDialog } from "./problems.ts";
import { Scope } from "./scope.ts";
import { asDay } from "./value-math.ts";
import { asLogical, asNumber, asText, isEmptyValue } from "./value-text.ts";

interface FormulaCompiler {
  compile(source: string): Evaluate;
}

type Statement =
  | { readonly kind: "return"; readonly value: Evaluate }
  | { readonly kind: "set"; readonly name: string; readonly value: Evaluate }
  | {
      readonly kind: "if";
      readonly condition: Evaluate;
      readonly consequence: readonly Statement[];
      readonly otherwise: readonly Statement[];
    };

interface Declared {
  readonly name: string;
  readonly type: string;
  readonly initial: Evaluate | undefined;
}

const maximumDepth = 60;

/** A FUNCTION definition: parameters, variables and the actions IF, ELSE, END IF, SET and RETURN. */
export function compileUserFunction(definition: Definition, compiler: FormulaCompiler): UserFunction {
  const parameters = (definition.attributes.get("PARAMETER") ?? []).map((text) =>
    readDeclared(text, compiler),
  );
  let body: readonly Statement[] | undefined;
  let variables: readonly Declared[] = [];
  const prepare = (): readonly Statement[] => {
    if (body !== undefined) return body;
    variables = [
      ...(definition.attributes.get("VARIABLES") ?? []),
      ...(definition.attributes.get("VARIABLE") ?? []),
    ].map((text) => readDeclared(text, compiler));
    body = readActions(definition, compiler);
    return body;
  };
  let depth = 0;
  return {
    call(scope, taken) {
      if (depth > maximumDepth) raiseDialog(`Function '${definition.name}' calls itself`);
      depth++;
      try {
        const inner = new Scope(scope.run, scope.object, scope.parent, scope.fetched);
        inner.lineValues = scope.lineValues;
        inner.fieldValue = scope.fieldValue;
        const statements = prepare();
        inner.locals = bind(scope, inner, parameters, taken, variables);
        return runStatements(statements, inner)?.value;
      } finally {
        depth--;
      }
    },
  };
}

function bind(
  outer: Scope,
  inner: Scope,
  parameters: readonly Declared[],
  taken: readonly Argument[],
  variables: readonly Declared[],
): Map<string, Stored> {
  const locals = new Map<string, Stored>();
  inner.locals = locals;
  parameters.forEach((parameter, index) => {
    const value = taken[index]?.evaluate(outer) ?? parameter.initial?.(outer);
    locals.set(parameter.name, toType(value, parameter.type, outer));
  });
  for (const variable of variables)
    locals.set(variable.name, toType(variable.initial?.(inner), variable.type, outer));
  return locals;
}

/** `Name : Type : value`; the word None stands for no value. */
function readDeclared(text: string, compiler: FormulaCompiler): Declared {
  const [name, rest] = splitAtColon(text);
  const [type, initial] = splitAtColon(rest ?? "");
  const isNone = initial === undefined || initial === "" || /^none$/i.test(initial);
  return {
    name: normaliseName(name),
    type: type.toLowerCase(),
    initial: isNone ? undefined : compiler.compile(initial),
  };
}

/** Where a declared type is expected; a due date handed to a Date is the due date itself (cookbook §3). */
function toType(value: Stored, type: string, scope: Scope): Stored {
  if (isEmptyValue(value)) return undefined;
  if (type === "date") {
    const day = asDay(value);
    return day === undefined ? undefined : { kind: "day", day };
  }
  if (type === "logical") return asLogical(value);
  if (type === "number") return asNumber(value);
  return type === "string" ? asText(value, scope.run.shapes) : value;
}

interface Returned {
  readonly value: Stored;
}

function runStatements(statements: readonly Statement[], scope: Scope): Returned | undefined {
  for (const statement of statements) {
    switch (statement.kind) {
      case "return":
        return { value: statement.value(scope) };
      case "set":
        scope.locals?.set(statement.name, statement.value(scope));
        break;
      case "if": {
        const branch = asLogical(statement.condition(scope)) ? statement.consequence : statement.otherwise;
        const returned = runStatements(branch, scope);
        if (returned !== undefined) return returned;
        break;
      }
    }
  }
  return undefined;
}

interface Action {
  readonly verb: string;
  readonly rest: string;
}

/** `03 : If : ##val`: label, verb, what it works on. */
function readActions(definition: Definition, compiler: FormulaCompiler): readonly Statement[] {
  const actions = (definition.attributes.get("ACTION") ?? []).map((text): Action => {
    const [, afterLabel] = splitAtColon(text);
    const [verb, rest] = splitAtColon(afterLabel ?? "");
    return { verb: normaliseName(verb), rest: rest ?? "" };
  });
  let at = 0;
  const readBlock = (): Statement[] => {
    const block: Statement[] = [];
    for (let action = actions[at]; action !== undefined; action = actions[++at]) {
      const { verb, rest } = action;
      if (verb === "else" || verb === "endif") return block;
      if (verb === "return") block.push({ kind: "return", value: compiler.compile(rest) });
      else if (verb === "set") {
        const [name, value] = splitAtColon(rest);
        block.push({
          kind: "set",
          name: normaliseName(name),
          value: compiler.compile(value ?? ""),
        });
      } else if (verb === "if") {
        at++;
        const condition = compiler.compile(rest);
        const consequence = readBlock();
        let otherwise: Statement[] = [];
        if (actions[at]?.verb === "else") {
          at++;
          otherwise = readBlock();
        }
        block.push({ kind: "if", condition, consequence, otherwise });
      } else raiseDialog(`Function '${definition.name}': no action '${verb}'`);
    }
    return block;
  };
  return readBlock();
}
