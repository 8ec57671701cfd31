import { ReplicaError } from "../contract/errors.ts";
import {
  allowedAttributes,
  allowedFieldTypes,
  allowedFunctionRequests,
  allowedFunctions,
  allowedLists,
  allowedReports,
  allowedSystemNames,
  allowedTypes,
  allowedVariableReads,
  allowedVariables,
  isAllowed,
} from "./allowed-tdl.ts";
import { ExpressionError, checkExpression } from "./tdl-expression.ts";
import { type XmlNode, childOf, parseXmlTree } from "./xml-tree.ts";

/**
 * Nothing unproven goes out (change-capture rule 11). Every request is taken apart again from its text, as Tally
 * would, and compared with the lists of allowed-tdl.ts. A request that fails is our mistake and is not sent.
 */
export function checkRequest(
  text: string,
  loadedCompanies: ReadonlySet<string> | null,
  /** Functions of a person's own formulas, which that person agreed to have tried. */
  ownFunctions: readonly string[] = [],
): void {
  try {
    checkEnvelope(parseXmlTree(text), loadedCompanies, ownFunctions);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ReplicaError("SOURCE_REQUEST_UNPROVEN", { message }, { cause: error });
  }
}

function refuse(message: string): never {
  throw new Error(message);
}

function checkEnvelope(
  root: XmlNode,
  loadedCompanies: ReadonlySet<string> | null,
  ownFunctions: readonly string[],
): void {
  const header = childOf(root, "HEADER");
  const type = childOf(header, "TYPE")?.text ?? "";
  const id = childOf(header, "ID")?.text ?? "";
  if (root.name !== "ENVELOPE" || childOf(header, "TALLYREQUEST")?.text !== "Export")
    refuse("not an Export request");
  const description = childOf(childOf(root, "BODY"), "DESC");
  if (childOf(childOf(root, "BODY"), "DATA") !== undefined) refuse("a request must not carry data");
  checkVariables(childOf(description, "STATICVARIABLES"), loadedCompanies);
  const definitions = childOf(childOf(description, "TDL"), "TDLMESSAGE")?.children ?? [];
  if (type === "Object") return checkObject(header, id, description, definitions);
  if (type === "Function") return checkFunctionRequest(id, definitions);
  if (type !== "Data" && type !== "Collection") refuse(`TYPE '${type}' is not asked`);
  const known = new Set([...collectDefinitions(definitions), ...ownFunctions.map(ownFunctionKey)]);
  const isOwn = known.has(`${type === "Data" ? "REPORT" : "COLLECTION"} ${id}`);
  if (!isOwn && !(type === "Data" && isAllowed(allowedReports, id))) refuse(`'${id}' is not defined`);
  for (const definition of definitions) checkDefinition(definition, known);
}

function checkVariables(variables: XmlNode | undefined, loadedCompanies: ReadonlySet<string> | null): void {
  for (const variable of variables?.children ?? []) {
    if (!isAllowed(allowedVariables, variable.name)) refuse(`variable '${variable.name}' is not proven`);
    if (variable.text === "") refuse(`variable '${variable.name}' is empty`);
    if (variable.name === "SVCURRENTCOMPANY" && loadedCompanies?.has(variable.text) !== true) {
      refuse(`company '${variable.text}' was not loaded at the latest look`);
    }
    if (/^SV(FROM|TO)DATE$/.test(variable.name)) checkPeriodVariable(variable);
  }
}

/** Untyped dates are ignored without a word (protocol §5.2). */
function checkPeriodVariable(variable: XmlNode): void {
  const isTyped = variable.attributes["TYPE"] === "Date";
  if (!isTyped || !/^\d{1,2}-[A-Z][a-z]{2}-\d{4}$/.test(variable.text))
    refuse(`'${variable.name}' is not a typed date`);
}

/** Without its FETCHLIST every release froze; by MASTERID is the only proven way (cookbook §2). */
function checkObject(
  header: XmlNode | undefined,
  id: string,
  description: XmlNode | undefined,
  definitions: readonly XmlNode[],
): void {
  const fetched = childOf(description, "FETCHLIST")?.children ?? [];
  const isNamed = childOf(childOf(description, "STATICVARIABLES"), "SVCURRENTCOMPANY") !== undefined;
  if (childOf(header, "SUBTYPE")?.text !== "Voucher" || !/^ID:[1-9]\d*$/.test(id))
    refuse(`object '${id}' is not proven`);
  if (fetched.length === 0 || fetched.some((fetch) => fetch.text === "" || fetch.text.includes("*"))) {
    refuse("an object without a proper FETCHLIST");
  }
  if (!isNamed || definitions.length > 0)
    refuse("an object request must name its company and define nothing");
}

function checkFunctionRequest(id: string, definitions: readonly XmlNode[]): void {
  if (!isAllowed(allowedFunctionRequests, id) || definitions.length > 0)
    refuse(`function '${id}' is not proven`);
}

function ownFunctionKey(name: string): string {
  return `FUNCTION ${name.toLowerCase()}`;
}

function keyOf(definition: XmlNode): string {
  return `${definition.name} ${definition.attributes["NAME"] ?? ""}`;
}

function collectDefinitions(definitions: readonly XmlNode[]): ReadonlySet<string> {
  const known = new Set<string>();
  for (const definition of definitions) {
    const key = keyOf(definition);
    if (!/^[A-Z]+ Zq[A-Za-z0-9]+$/.test(key)) refuse(`'${key}' is not a name of ours`);
    if (known.has(key)) refuse(`'${key}' is defined twice`);
    known.add(key);
  }
  return known;
}

function checkDefinition(definition: XmlNode, known: ReadonlySet<string>): void {
  if (definition.name === "SYSTEM") {
    if (definition.attributes["TYPE"] !== "Formulae") refuse("a SYSTEM definition that is no formula");
    return checkFilterFormula(definition.text, known);
  }
  for (const attribute of definition.children) {
    if (!isAllowed(allowedAttributes, `${definition.name}.${attribute.name}`)) {
      refuse(`'${attribute.name}' on ${keyOf(definition)} is not proven`);
    }
    if (attribute.text.trim() === "") refuse(`'${attribute.name}' on ${keyOf(definition)} is empty`);
    checkAttribute(attribute, definition, known);
  }
}

/** Which kind of definition an attribute points to. */
const pointsTo: Readonly<Record<string, string>> = {
  FORMS: "FORM",
  PARTS: "PART",
  LINES: "LINE",
  FIELDS: "FIELD",
};

function checkAttribute(attribute: XmlNode, definition: XmlNode, known: ReadonlySet<string>): void {
  const text = attribute.text;
  const target = pointsTo[attribute.name];
  if (target !== undefined) return text.split(",").forEach((name) => checkPointer(target, name, known));
  switch (attribute.name) {
    case "REPEAT":
      return checkRepeat(text, known);
    case "SCROLLED":
      return text === "Vertical" ? undefined : refuse("SCROLLED is Vertical");
    case "XMLTAG":
      return /^[A-Z][A-Z0-9]$/.test(text) ? undefined : refuse(`tag '${text}'`);
    case "EXPLODE":
      return checkExplode(text, known);
    case "SET":
    case "INVISIBLE":
      return checkFormula(text, known);
    case "TYPE":
      return checkType(text, definition);
    case "FETCH":
    case "NATIVEMETHOD":
      return checkFetch(text);
    case "FILTER":
      return text.split(",").forEach((name) => checkPointer("SYSTEM", name, known));
    case "SOURCECOLLECTION":
      return checkPointer("COLLECTION", text, known);
    case "BY":
      return checkFormula(partsOf(text, 2).at(-1) ?? "", known);
    case "AGGRCOMPUTE":
      return checkAggregate(text, known);
    default:
      return refuse(`'${attribute.name}' is not checked`);
  }
}

function checkPointer(kind: string, name: string, known: ReadonlySet<string>): void {
  if (!known.has(`${kind} ${name}`)) refuse(`${kind} '${name}' is not defined`);
}

/** `A : B : C` into its parts, the last one taking all that is left. */
function partsOf(text: string, count: number): readonly string[] {
  const parts = text.split(" : ");
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(" : ")];
}

function checkRepeat(text: string, known: ReadonlySet<string>): void {
  const [line = "", collection = ""] = partsOf(text, 2);
  checkPointer("LINE", line, known);
  checkCollectionName(collection, known);
}

function checkCollectionName(name: string, known: ReadonlySet<string>): void {
  if (!known.has(`COLLECTION ${name}`) && !isAllowed(allowedLists, name))
    refuse(`collection '${name}' is not proven`);
}

function checkExplode(text: string, known: ReadonlySet<string>): void {
  const [part = "", condition = ""] = partsOf(text, 2);
  checkPointer("PART", part, known);
  checkFormula(condition, known);
}

function checkType(text: string, definition: XmlNode): void {
  const names = definition.name === "COLLECTION" ? allowedTypes : allowedFieldTypes;
  if (!isAllowed(names, text)) refuse(`TYPE '${text}' is not proven`);
}

function checkFetch(text: string): void {
  for (const name of text.split(","))
    if (!/^_?[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(name.trim())) refuse(`FETCH '${name}'`);
}

function checkAggregate(text: string, known: ReadonlySet<string>): void {
  const [name = "", aggregate = "", formula = ""] = partsOf(text, 3);
  if (!/^[A-Za-z]+$/.test(name) || !/^(SUM|MAX|MIN)$/.test(aggregate)) refuse(`AGGRCOMPUTE '${text}'`);
  checkFormula(formula, known);
}

/** A filter that counts collections of ours could make one count itself, which hung Tally (protocol §2.2). */
function checkFilterFormula(formula: string, known: ReadonlySet<string>): void {
  checkFormula(formula, known);
  for (const name of checkExpression(formula).counted) checkCollectionName(name, new Set());
}

function checkFormula(formula: string, known: ReadonlySet<string>): void {
  if (formula.trim() === "") throw new ExpressionError(formula, 0, "an empty formula");
  const use = checkExpression(formula);
  for (const name of use.functions) {
    if (!isAllowed(allowedFunctions, name) && !known.has(ownFunctionKey(name)))
      refuse(`function '$$${name}' is not proven`);
  }
  for (const name of use.names) checkName(name, known);
  for (const name of use.counted) checkCollectionName(name, known);
  for (const name of use.systemNames)
    if (!isAllowed(allowedSystemNames, name)) refuse(`word '${name}' is not proven`);
  for (const name of use.types) if (!isAllowed(allowedTypes, name)) refuse(`type '${name}' is not proven`);
}

function checkName(name: string, known: ReadonlySet<string>): void {
  if (name.startsWith("##")) {
    if (!isAllowed(allowedVariableReads, name)) refuse(`variable '${name}' is not proven`);
  } else if (name.startsWith("@@")) checkPointer("SYSTEM", name.slice(2), known);
  else if (name.startsWith("#")) checkPointer("FIELD", name.slice(1), known);
  else refuse(`'${name}' is not proven`);
}
