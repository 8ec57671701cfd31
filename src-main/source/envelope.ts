import { element, escapeXml, writeVariableDate } from "./tdl-text.ts";

/** The period that SVFROMDATE and SVTODATE ask for. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export function writeVariables(company: string | null, period: Period | null): string {
  const variables = [element("SVEXPORTFORMAT", "$$SysName:XML")];
  if (company !== null) variables.push(element("SVCURRENTCOMPANY", escapeXml(company)));
  if (period !== null) {
    variables.push(element("SVFROMDATE", writeVariableDate(period.from), { TYPE: "Date" }));
    variables.push(element("SVTODATE", writeVariableDate(period.to), { TYPE: "Date" }));
  }
  return element("STATICVARIABLES", variables.join(""));
}

export function writeEnvelope(
  type: "Data" | "Collection" | "Function",
  id: string,
  variables: string,
  definitions: string,
): string {
  const header = [
    element("VERSION", "1"),
    element("TALLYREQUEST", "Export"),
    element("TYPE", type),
    element("ID", escapeXml(id)),
  ].join("");
  const tdl = definitions === "" ? "" : element("TDL", element("TDLMESSAGE", definitions));
  return element("ENVELOPE", element("HEADER", header) + element("BODY", element("DESC", variables + tdl)));
}
