import { methodKey, normaliseName, splitNames } from "./names.ts";
import { raiseDialog } from "./problems.ts";
import type { XmlElement } from "./xml.ts";

export type DefinitionKind =
  | "REPORT"
  | "FORM"
  | "PART"
  | "LINE"
  | "FIELD"
  | "COLLECTION"
  | "FUNCTION"
  | "OBJECT"
  | "NAMESET";

/** One definition of a request: its attributes in the order they came, under their canonical names. */
export interface Definition {
  readonly kind: DefinitionKind;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** Everything TDLMESSAGE defines. Names live only for the request. */
export interface Definitions {
  find(kind: DefinitionKind, name: string): Definition | undefined;
  all(kind: DefinitionKind): Iterable<Definition>;
  /** SYSTEM TYPE="Formulae", by normalised name. */
  readonly formulas: ReadonlyMap<string, string>;
  /** SYSTEM TYPE="Variable". */
  readonly variables: ReadonlyMap<string, string>;
}

const kinds: ReadonlySet<string> = new Set<DefinitionKind>([
  "REPORT",
  "FORM",
  "PART",
  "LINE",
  "FIELD",
  "COLLECTION",
  "FUNCTION",
  "OBJECT",
  "NAMESET",
]);

/** What Tally reads over: EXPORTHEADER comes with the requests of its own API samples. */
const ignored: ReadonlySet<string> = new Set(["IMPORTFILE", "VARIABLE", "EXPORTHEADER"]);

/** Aliases of one attribute each (cookbook §1, TS definitions). */
const aliases: Readonly<Record<string, string>> = {
  FORM: "FORMS",
  PART: "PARTS",
  TOPPART: "PARTS",
  TOPPARTS: "PARTS",
  LEFTPARTS: "PARTS",
  LINE: "LINES",
  TOPLINE: "LINES",
  TOPLINES: "LINES",
  FIELD: "FIELDS",
  LEFTFIELD: "FIELDS",
  LEFTFIELDS: "FIELDS",
  RIGHTFIELDS: "FIELDS",
  FILTERS: "FILTER",
  NATIVEMETHOD: "FETCH",
  SETAS: "SET",
  SCROLL: "SCROLLED",
  PLAINOUTPUT: "PLAINXML",
  COLLECTIONS: "SOURCECOLLECTION",
  USES: "USE",
};

/** Reads the definitions of a request. An element TDL does not know raises the dialog. */
export function readDefinitions(elements: readonly XmlElement[]): Definitions {
  const byKind = new Map<string, Map<string, Definition>>();
  const formulas = new Map<string, string>();
  const variables = new Map<string, string>();
  for (const element of elements) {
    const name = element.attributes["NAME"] ?? "";
    if (element.name === "SYSTEM") {
      const target = systemTarget(element, formulas, variables);
      target?.set(normaliseName(name), element.text.trim());
    } else if (kinds.has(element.name)) {
      const ofKind = byKind.get(element.name) ?? new Map<string, Definition>();
      byKind.set(element.name, ofKind);
      ofKind.set(normaliseName(name), readDefinition(element, name));
    } else if (!ignored.has(element.name)) {
      raiseDialog(`Error in TDL: no definition type '${element.name}'`);
    }
  }
  return {
    find: (kind, name) => byKind.get(kind)?.get(normaliseName(name)),
    all: (kind) => byKind.get(kind)?.values() ?? [],
    formulas,
    variables,
  };
}

function systemTarget(
  element: XmlElement,
  formulas: Map<string, string>,
  variables: Map<string, string>,
): Map<string, string> | undefined {
  const type = (element.attributes["TYPE"] ?? "").trim().toLowerCase();
  if (/^formula[es]?$/.test(type)) return formulas;
  return /^variables?$/.test(type) ? variables : undefined;
}

function readDefinition(element: XmlElement, name: string): Definition {
  const attributes = new Map<string, string[]>();
  for (const child of element.children) {
    const attribute = aliases[child.name] ?? child.name;
    const values = attributes.get(attribute) ?? [];
    values.push(child.text.trim());
    attributes.set(attribute, values);
  }
  return {
    kind: element.name as DefinitionKind,
    name,
    attributes,
  };
}

/** All values of an attribute, those of a USEd definition first. */
export function attributeValues(
  definitions: Definitions,
  definition: Definition,
  attribute: string,
  depth = 0,
): string[] {
  const values: string[] = [];
  if (depth > 20) raiseDialog(`Error in TDL: '${definition.name}' uses itself`);
  for (const used of definition.attributes.get("USE") ?? [])
    for (const name of splitNames(used)) {
      const base = definitions.find(definition.kind, name);
      if (base !== undefined) values.push(...attributeValues(definitions, base, attribute, depth + 1));
      else if (definition.kind !== "REPORT") raiseDialog(`Could not find ${definition.kind} '${name}'`);
    }
  values.push(...(definition.attributes.get(attribute) ?? []));
  return values;
}

/** The value that counts when an attribute holds one: the last. */
export function lastValue(
  definitions: Definitions,
  definition: Definition,
  attribute: string,
): string | undefined {
  return attributeValues(definitions, definition, attribute).at(-1);
}

/** Names of an attribute: a comma list, the element repeated, or both. */
export function namesOf(definitions: Definitions, definition: Definition, attribute: string): string[] {
  return attributeValues(definitions, definition, attribute).flatMap((value) => splitNames(value));
}

export function isYes(value: string | undefined): boolean {
  return value !== undefined && /^(yes|on|true|1)$/i.test(value.trim());
}

/** Methods and lists named by FETCH, as keys of objects; of a dotted path the whole path. */
export function fetchedPaths(definitions: Definitions, definition: Definition): string[] {
  return namesOf(definitions, definition, "FETCH").map((name) => methodKey(name));
}
