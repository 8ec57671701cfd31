import { masterTypes } from "../model.ts";
import type { MasterType } from "../model.ts";
import { compileExpression } from "./compile-expression.ts";
import type { CompileContext, UserFunction } from "./compile-expression.ts";
import type { Definitions } from "./definitions.ts";
import { builtInFunction } from "./functions/index.ts";
import type { Evaluate, UnknownMethods } from "./methods.ts";
import { methodKey, normaliseName, splitAtColon } from "./names.ts";
import { gatheredType } from "./object-types.ts";
import { parseExpression } from "./parse-expression.ts";
import { raiseDialog } from "./problems.ts";
import type { Scope } from "./scope.ts";
import type { Expression } from "./syntax.ts";
import { systemFormulas } from "./system-formulas.ts";
import { FormulaError } from "./tokens.ts";
import { compileUserFunction } from "./user-function.ts";

/** Compiles the formulas of one request, each once. */
export class RequestCompiler implements CompileContext {
  readonly definitions: Definitions;
  readonly unknownMethods: UnknownMethods;
  readonly referencedFields = new Set<string>();
  /** Set by the collections of the request. */
  countCollection: (name: string) => ((scope: Scope) => number) | undefined = () => undefined;
  readonly #formulas = new Map<string, Evaluate>();
  readonly #functions = new Map<string, UserFunction | undefined>();

  constructor(definitions: Definitions, unknownMethods: UnknownMethods) {
    this.definitions = definitions;
    this.unknownMethods = unknownMethods;
  }

  compile(source: string): Evaluate {
    return compileExpression(this.parse(source), this);
  }

  /** A formula that cannot be read raises "Cannot understand. Bad formula!" (protocol §3.7). */
  parse(source: string): Expression {
    try {
      return parseExpression(source, (name) => this.#argumentLimit(name));
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      raiseDialog(`Cannot understand. Bad formula! ${source} (${error.message})`);
    }
  }

  /** Written text of `@@Name`. */
  formulaSource(name: string): string | undefined {
    return this.definitions.formulas.get(name) ?? systemFormulas.get(name);
  }

  formula(name: string): Evaluate {
    const known = this.#formulas.get(name);
    if (known !== undefined) return known;
    const source = this.formulaSource(name);
    if (source === undefined) raiseDialog(`Could not find Formula '${name}'`);
    // A formula may name itself through another one; the closure is looked up when it runs.
    this.#formulas.set(name, (scope) => this.#formulas.get(name)?.(scope));
    const compiled = this.compile(source);
    this.#formulas.set(name, compiled);
    return compiled;
  }

  userFunction(name: string): UserFunction | undefined {
    if (this.#functions.has(name)) return this.#functions.get(name);
    const definition = this.definitions.find("FUNCTION", name);
    const compiled = definition && compileUserFunction(definition, this);
    this.#functions.set(name, compiled);
    return compiled;
  }

  masterType(name: string): MasterType | undefined {
    const type = gatheredType(name);
    return masterTypes.find((candidate) => candidate === type);
  }

  nameSetValue(setName: string, key: string): string | undefined {
    const set = this.definitions.find("NAMESET", setName);
    for (const entry of set?.attributes.get("LIST") ?? []) {
      const [name, value] = splitAtColon(entry);
      if (normaliseName(unquote(name)) === normaliseName(key)) return unquote(value ?? "");
    }
    return undefined;
  }

  definedMethods(name: string): ReadonlyMap<string, Evaluate> | undefined {
    let methods: Map<string, Evaluate> | undefined;
    for (const object of this.definitions.all("OBJECT")) {
      const type = gatheredType(object.name);
      if (type === undefined) continue;
      for (const text of object.attributes.get("LOCALFORMULA") ?? []) {
        const [method, formula] = splitAtColon(text);
        if (keyOf(method) !== name || formula === undefined) continue;
        methods ??= new Map<string, Evaluate>();
        methods.set(type, this.compile(formula));
      }
    }
    return methods;
  }

  #argumentLimit(name: string): number {
    const own = this.definitions.find("FUNCTION", name);
    if (own !== undefined) return own.attributes.get("PARAMETER")?.length ?? 0;
    return builtInFunction(name)?.maximum ?? Number.POSITIVE_INFINITY;
  }
}

/** A tag or a name given as text: `"COMPANYCONTEXT"` or `VC`. */
function unquote(text: string): string {
  const match = /^"(.*)"$|^'(.*)'$/s.exec(text.trim());
  return match === null ? text.trim() : (match[1] ?? match[2] ?? "");
}

/** Methods of an object by the key they are kept under. */
export function keyOf(name: string): string {
  return methodKey(unquote(name));
}
