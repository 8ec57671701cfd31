import {
  allowedAttributes as attributeEvidence,
  allowedFieldTypes as fieldTypeEvidence,
  allowedFunctions as functionEvidence,
  allowedLists as listEvidence,
  allowedObjectTypes as typeEvidence,
  allowedSystemNames as systemNameEvidence,
} from "../catalog/tdl-evidence.ts";

/**
 * What may go out to a Tally. A name that Tally does not know opens an "Error in TDL" box on the user's screen that
 * blocks the port (cookbook §0); so functions, object types, list names and attributes are never guessed: they come
 * from the list that names a public source for each. Methods may be guessed: unknown ones print empty.
 */

function fold(name: string): string {
  return name.replace(/\s/g, "").toLowerCase();
}

function folded(names: Iterable<string>): ReadonlySet<string> {
  return new Set([...names].map(fold));
}

/** Tally ignores case and blanks in names (protocol §2.1). */
export function isAllowed(names: ReadonlySet<string>, name: string): boolean {
  return names.has(fold(name));
}

export const allowedFunctions = folded(functionEvidence);
export const allowedTypes = folded(typeEvidence);
export const allowedLists = folded(listEvidence);
export const allowedSystemNames = folded(systemNameEvidence);
export const allowedFieldTypes = folded(fieldTypeEvidence);
/** `part.lines` and so on. No OBJECT on a PART (froze five releases), no ISMODIFY. */
export const allowedAttributes = folded(attributeEvidence);

/** Static variables of a request (protocol §2.6). */
export const allowedVariables = folded([
  "SVEXPORTFORMAT",
  "SVCURRENTCOMPANY",
  "SVFROMDATE",
  "SVTODATE",
  "EXPLODEFLAG",
  "ISLEDGERWISE",
]);

/** Variables a formula may read. */
export const allowedVariableReads = folded(["##SVCurrentCompany", "##SVFromDate", "##SVToDate"]);

/** Built-in reports (cookbook §9). */
export const allowedReports = folded(["Trial Balance", "Stock Summary"]);

/** Functions that may be asked by TYPE=Function; an unknown one answers two error lines, no dialog (protocol §3.5). */
export const allowedFunctionRequests = folded(["$$CurrentSimpleCompany"]);
