import type { Stored } from "../model.ts";
import { aggregateKinds, emptyPlan, typeSource, visibleOf } from "./collection-plan.ts";
import type {
  Aggregate,
  CollectionPlan,
  CollectionSource,
  DefinedObject,
  NamedExpression,
} from "./collection-plan.ts";
import { dateBoundsOf, intersect, unbounded } from "./date-bounds.ts";
import type { DateBounds } from "./date-bounds.ts";
import { attributeValues, fetchedPaths, isYes, lastValue, namesOf } from "./definitions.ts";
import type { Definition } from "./definitions.ts";
import type { Evaluate } from "./methods.ts";
import { methodKey, normaliseName, splitAtColon, splitNames } from "./names.ts";
import { builtInCollection, crashingCollections } from "./object-types.ts";
import type { GatheredType } from "./object-types.ts";
import { parseExpression } from "./parse-expression.ts";
import { raiseCrash, raiseDialog, raiseEmptyReply, TallyTrouble } from "./problems.ts";
import { keyOf } from "./request-compiler.ts";
import type { RequestCompiler } from "./request-compiler.ts";
import { FormulaError } from "./tokens.ts";

/** Compiles the collections of one request, each once, and knows which one is being compiled. */
export class CollectionCompiler {
  readonly #compiler: RequestCompiler;
  readonly #plans = new Map<string, CollectionPlan>();
  readonly #underway: string[] = [];

  constructor(compiler: RequestCompiler) {
    this.#compiler = compiler;
  }

  /** undefined when neither the request nor Tally has a collection of the name. */
  plan(name: string): CollectionPlan | undefined {
    const key = normaliseName(name);
    if (crashingCollections.has(key)) raiseCrash(`Collection '${name}' was exported`);
    if (this.#underway.includes(key))
      raiseEmptyReply(`Collection '${name}' refers to itself while it is gathered`);
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const definition = this.#compiler.definitions.find("COLLECTION", name);
    const builtIn = builtInCollection(name);
    if (definition === undefined) return builtIn && emptyPlan(name, builtIn);
    this.#underway.push(key);
    const plan = this.#compile(name, definition, builtIn);
    this.#underway.pop();
    this.#plans.set(key, plan);
    return plan;
  }

  expect(name: string): CollectionPlan {
    return this.plan(name) ?? raiseDialog(`Could not find Collection '${name}'`);
  }

  #compile(name: string, definition: Definition, builtIn: GatheredType | undefined): CollectionPlan {
    const { definitions } = this.#compiler;
    const values = (attribute: string): string[] => attributeValues(definitions, definition, attribute);
    const source = this.#source(name, definition, builtIn);
    const fetched = fetchedPaths(definitions, definition);
    const filterNames = namesOf(definitions, definition, "FILTER").map(normaliseName);
    const childOf = lastValue(definitions, definition, "CHILDOF");
    return {
      name,
      source,
      isBuiltIn: builtIn !== undefined,
      childOf: childOf === undefined ? undefined : this.#nameOrFormula(childOf),
      belongsTo: isYes(lastValue(definitions, definition, "BELONGSTO")),
      walk: namesOf(definitions, definition, "WALK").map((list) => methodKey(list)),
      fetched,
      visible: visibleOf(source, fetched),
      computedVariables: values("COMPUTEVAR").map((text) => this.#computedVariable(text)),
      computed: values("COMPUTE").flatMap((text) => this.#computed(text)),
      filters: filterNames.map((filter) => this.#compiler.formula(filter)),
      bounds: this.#bounds(filterNames),
      by: values("BY").map((text) => this.#named(text)),
      aggregates: values("AGGRCOMPUTE").map((text) => this.#aggregate(text)),
      sort: values("SORT").flatMap((text) => this.#sort(text)),
    };
  }

  #source(name: string, definition: Definition, builtIn: GatheredType | undefined): CollectionSource {
    const { definitions } = this.#compiler;
    const type = lastValue(definitions, definition, "TYPE");
    if (type !== undefined) return typeSource(type);
    const sources = namesOf(definitions, definition, "SOURCECOLLECTION");
    if (sources.length > 0)
      return { kind: "collections", plans: sources.map((source) => this.expect(source)) };
    const objects = namesOf(definitions, definition, "OBJECTS");
    if (objects.length > 0)
      return { kind: "objects", objects: objects.map((object) => this.#object(object)) };
    if (builtIn !== undefined) return { kind: "type", type: builtIn, ofType: undefined };
    raiseDialog(`Collection '${name}' has no TYPE`);
  }

  #object(name: string): DefinedObject {
    const definition = this.#compiler.definitions.find("OBJECT", name);
    if (definition === undefined) raiseDialog(`Could not find Object '${name}'`);
    const formulas = definition.attributes.get("LOCALFORMULA") ?? [];
    return { name, fields: formulas.map((text) => this.#named(text)) };
  }

  #named(text: string): NamedExpression {
    const [name, formula] = splitAtColon(text);
    if (formula === undefined || formula === "") raiseDialog(`Bad formula in '${text}'`);
    return { name: keyOf(name), evaluate: this.#compiler.compile(formula) };
  }

  /** An unknown `$$function` in COMPUTE omits its element without a word (protocol §2.2). */
  #computed(text: string): NamedExpression[] {
    try {
      return [this.#named(text)];
    } catch (error) {
      if (error instanceof TallyTrouble && error.message.includes("no function")) return [];
      throw error;
    }
  }

  /** `vIndex : Number : formula`, computed per row before the filters. */
  #computedVariable(text: string): NamedExpression {
    const [name, rest] = splitAtColon(text);
    const [type, formula] = splitAtColon(rest ?? "");
    return {
      name: normaliseName(name),
      evaluate: this.#compiler.compile(formula ?? type),
    };
  }

  #aggregate(text: string): Aggregate {
    const [name, rest] = splitAtColon(text);
    const [kind, formula] = splitAtColon(rest ?? "");
    const known = aggregateKinds[kind.toLowerCase()];
    if (known === undefined || formula === undefined) raiseDialog(`AGGRCOMPUTE '${text}' is not understood`);
    return { name: keyOf(name), kind: known, evaluate: this.#compiler.compile(formula) };
  }

  #sort(text: string): { evaluate: Evaluate; isDescending: boolean }[] {
    const [, keys] = splitAtColon(text);
    return splitNames(keys ?? text).map((key) => {
      const isDescending = key.startsWith("-");
      return { evaluate: this.#compiler.compile(isDescending ? key.slice(1) : key), isDescending };
    });
  }

  #bounds(filterNames: readonly string[]): DateBounds {
    const parse = (name: string): ReturnType<RequestCompiler["parse"]> | undefined => {
      const source = this.#compiler.formulaSource(name);
      return source === undefined ? undefined : this.#compiler.parse(source);
    };
    return filterNames
      .map((name) => dateBoundsOf({ kind: "formula", name }, parse))
      .reduce(intersect, unbounded);
  }

  /** CHILDOF takes a formula or just a name, which may hold blanks. */
  #nameOrFormula(text: string): Evaluate {
    try {
      parseExpression(text, () => Number.POSITIVE_INFINITY);
    } catch (error) {
      if (error instanceof FormulaError) return (): Stored => text;
      throw error;
    }
    return this.#compiler.compile(text);
  }
}
