import { childNamed, childText, childrenNamed, parseXml, XmlError } from "./xml.ts";
import type { XmlElement } from "./xml.ts";

/** One static variable of a request. Whether it was typed decides if a date is honoured (protocol §5.2). */
export interface StaticVariable {
  readonly name: string;
  readonly value: string;
  readonly isDateTyped: boolean;
}

export type ExportType = "data" | "collection" | "object" | "function";

export type TallyRequest =
  | {
      readonly kind: "export";
      readonly type: ExportType;
      readonly id: string;
      readonly subtype: string;
      readonly variables: readonly StaticVariable[];
      readonly fetchList: readonly string[];
      readonly parameters: readonly string[];
      /** Elements of every TDLMESSAGE: REPORT, FORM, COLLECTION … */
      readonly definitions: readonly XmlElement[];
    }
  | { readonly kind: "import"; readonly id: string; readonly form: "flat" | "wrapped" }
  | { readonly kind: "unknown"; readonly reason: string };

/** Reads a request of either envelope family (protocol §2.1). */
export function parseRequest(text: string): TallyRequest {
  let envelope: XmlElement;
  try {
    envelope = parseXml(text);
  } catch (error) {
    if (error instanceof XmlError) return { kind: "unknown", reason: error.message };
    throw error;
  }
  if (envelope.name !== "ENVELOPE") return { kind: "unknown", reason: "No ENVELOPE" };
  const header = childNamed(envelope, "HEADER");
  const verb = (childText(header, "TALLYREQUEST") ?? "").toLowerCase().replace(/\s+/g, " ");
  if (childText(header, "VERSION") === undefined) return parseLegacy(envelope, verb);
  return parseVersionOne(envelope, header, verb);
}

const exportTypes: ReadonlySet<string> = new Set(["data", "collection", "object", "function"]);

function parseVersionOne(envelope: XmlElement, header: XmlElement | undefined, verb: string): TallyRequest {
  const type = (childText(header, "TYPE") ?? "").toLowerCase();
  const id = childText(header, "ID") ?? "";
  if (verb === "import" && type === "data") return { kind: "import", id, form: "wrapped" };
  if (verb !== "export" || !exportTypes.has(type))
    return { kind: "unknown", reason: `TALLYREQUEST ${verb}, TYPE ${type}` };
  const description = childNamed(childNamed(envelope, "BODY"), "DESC");
  return {
    kind: "export",
    type: type as ExportType,
    id,
    subtype: childText(header, "SUBTYPE") ?? "",
    variables: readVariables(description),
    fetchList: childrenNamed(childNamed(description, "FETCHLIST"), "FETCH").map((fetch) => fetch.text.trim()),
    parameters: childrenNamed(childNamed(description, "FUNCPARAMLIST"), "PARAM").map((parameter) =>
      parameter.text.trim(),
    ),
    definitions: readDefinitions(description),
  };
}

/** Family B: `Export Data` names its report in REQUESTDESC; still accepted by 7.x. */
function parseLegacy(envelope: XmlElement, verb: string): TallyRequest {
  const body = childNamed(envelope, "BODY");
  if (verb === "import data")
    return {
      kind: "import",
      id: childText(childNamed(childNamed(body, "IMPORTDATA"), "REQUESTDESC"), "REPORTNAME") ?? "",
      form: "flat",
    };
  const description = childNamed(childNamed(body, "EXPORTDATA"), "REQUESTDESC");
  const report = childText(description, "REPORTNAME");
  if (verb !== "export data" || report === undefined)
    return { kind: "unknown", reason: `TALLYREQUEST ${verb} without VERSION` };
  return {
    kind: "export",
    type: "data",
    id: report,
    subtype: "",
    variables: readVariables(description),
    fetchList: [],
    parameters: [],
    definitions: readDefinitions(description),
  };
}

function readVariables(description: XmlElement | undefined): StaticVariable[] {
  const variables: StaticVariable[] = [];
  for (const list of childrenNamed(description, "STATICVARIABLES"))
    for (const variable of list.children)
      variables.push({
        name: variable.name,
        value: variable.text.trim(),
        isDateTyped: variable.attributes["TYPE"]?.trim().toLowerCase() === "date",
      });
  return variables;
}

function readDefinitions(description: XmlElement | undefined): XmlElement[] {
  return childrenNamed(description, "TDL").flatMap((tdl) =>
    childrenNamed(tdl, "TDLMESSAGE").flatMap((message) => [...message.children]),
  );
}
