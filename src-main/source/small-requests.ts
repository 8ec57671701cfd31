import type { Field } from "../catalog/stream.ts";
import { ReplicaError } from "../contract/errors.ts";
import { writeEnvelope, writeVariables } from "./envelope.ts";
import { type LineLayout, createDefinitions, dateOf, rowsCollection } from "./report.ts";
import { element, escapeXml, writeTdlNumber } from "./tdl-text.ts";

/** Requests without head and end mark: who is loaded, which release, one voucher. */

export const probeFields: readonly Field[] = [
  { column: "guid", expression: "$Guid", decode: "text" },
  { column: "number", expression: "$CompanyNumber", decode: "text" },
  { column: "name", expression: "$Name", decode: "text" },
  { column: "booksFrom", expression: dateOf("$BooksFrom"), decode: "date" },
  { column: "masters", expression: "$AltMstId", decode: "integer" },
  { column: "vouchers", expression: "$AltVchId", decode: "integer" },
  { column: "lastVoucherDate", expression: dateOf("$LastVoucherDate"), decode: "date" },
  { column: "isGroupCompany", expression: 'if $IsAggregate then "1" else ""', decode: "logical" },
];

export interface WrittenProbe {
  readonly text: string;
  readonly line: LineLayout;
}

/**
 * One line per loaded company (DL's company report). It names no company: none is known to be loaded yet.
 * Starting dates are asked with the details; every character here is paid on each poll.
 */
export function writeProbeRequest(): WrittenProbe {
  const definitions = createDefinitions();
  const line = definitions.addLine({ fields: probeFields });
  const part = definitions.addPart(line.tag, "ZqCompany");
  definitions.addCollection("ZqCompany", { type: "Company" });
  definitions.addForm("ZqReport", [part]);
  return { text: writeEnvelope("Data", "ZqReport", writeVariables(null, null), definitions.write()), line };
}

const probeMethods = ["Name", "Guid", "CompanyNumber", "BooksFrom", "LastVoucherDate", "IsAggregate"];

/**
 * The same as a native collection, for installations whose report does not show the counters. On one machine counters
 * in FETCH stayed empty and had to be asked as NATIVEMETHOD (cookbook §2, FC).
 */
export function writeProbeCollectionRequest(counters: "fetch" | "nativeMethod"): string {
  const names = ["AltMstId", "AltVchId"];
  const definitions = createDefinitions();
  definitions.addCollection("ZqCompany", {
    type: "Company",
    fetch: counters === "fetch" ? [...probeMethods, ...names] : probeMethods,
    extra: counters === "fetch" ? [] : names.map((name) => ["NATIVEMETHOD", name] as const),
  });
  return writeEnvelope("Collection", "ZqCompany", writeVariables(null, null), definitions.write());
}

/**
 * One voucher by MASTERID (cookbook §2). The FETCHLIST must be there, without it every release froze; a company that
 * is no longer open crashes Tally, so this goes out only right after a probe that shows it.
 */
export function writeVoucherObjectRequest(company: string, masterId: number): string {
  if (masterId < 1) throw new ReplicaError("SOURCE_REQUEST_UNPROVEN", { message: "a MASTERID begins at 1" });
  const header = [
    element("VERSION", "1"),
    element("TALLYREQUEST", "Export"),
    element("TYPE", "Object"),
    element("SUBTYPE", "Voucher"),
    element("ID", escapeXml(`ID:${writeTdlNumber(masterId)}`), { TYPE: "Name" }),
  ].join("");
  const fetchList = element("FETCHLIST", element("FETCH", "MasterId") + element("FETCH", "Guid"));
  const description = element("DESC", writeVariables(company, null) + fetchList);
  return element("ENVELOPE", element("HEADER", header) + element("BODY", description));
}

/** GUID, MASTERID and ALTERID of one small type with nothing around them: the first report a new installation gets. */
export function writeSmallestReport(company: string, tallyType: string): WrittenProbe {
  const definitions = createDefinitions();
  const methods = ["Guid", "MasterId", "AlterId"];
  const fields = methods.map((name) => ({ column: name, expression: `$${name}`, decode: "text" as const }));
  const line = definitions.addLine({ fields });
  const part = definitions.addPart(line.tag, rowsCollection);
  definitions.addCollection(rowsCollection, { type: tallyType, fetch: methods });
  definitions.addForm("ZqReport", [part]);
  return {
    text: writeEnvelope("Data", "ZqReport", writeVariables(company, null), definitions.write()),
    line,
  };
}

/** Its answer carries the release in the header (protocol §3.5). */
export function writeReleaseRequest(): string {
  return writeEnvelope("Function", "$$CurrentSimpleCompany", writeVariables(null, null), "");
}
