import type { Field, Stream } from "../catalog/stream.ts";
import { type Period, writeEnvelope, writeVariables } from "./envelope.ts";
import {
  type CollectionSource,
  type NamedCollection,
  type ReportSource,
  type WrittenReport,
  createDefinitions,
  dateOf,
  rowsCollection,
  thisCompany,
  writeReport,
} from "./report.ts";
import type { DateWindow } from "./source.ts";
import { fitsTdlLiteral, quoteTdl, writeFilterDate, writeTdlNumber } from "./tdl-text.ts";

/** Catalog to request text, pure. The company is named in every request; proofs for each form: cookbook. */

export interface Scope {
  readonly company: string;
  /** GUID of the company, printed shorter inside the GUIDs of its objects. */
  readonly companyGuid: string;
  /** What SVFROMDATE and SVTODATE say. */
  readonly period: Period;
  readonly isCounted: boolean;
  /** See Installation; `parts` unless said otherwise. */
  readonly headForm?: "parts" | "lines";
}

export interface MasterIdRange {
  readonly from: number;
  readonly to: number;
}

/** Which objects of a type: those above an ALTERID, those of a range, or all. */
export interface ObjectFilter {
  readonly afterAlterId?: number;
  readonly masterIds?: MasterIdRange;
}

export interface VoucherFilter extends ObjectFilter {
  readonly window: DateWindow;
}

/** Every object prints these three first. */
export function identityFields(companyGuid: string): readonly Field[] {
  return [
    { column: "tally_guid", expression: shortGuid(companyGuid), decode: "text" },
    { column: "master_id", expression: "$MasterId", decode: "integer" },
    { column: "alter_id", expression: "$AlterId", decode: "integer" },
  ];
}

/**
 * Objects made in this company have its GUID before their own number; that part is replaced by the dash behind it,
 * which saves 36 characters a row. Objects that came from elsewhere print whole. The function and its form are DL's.
 */
function shortGuid(companyGuid: string): string {
  return `$$StringFindAndReplace:($Guid):${quoteTdl(`${companyGuid}-`)}:"-"`;
}

export function expandGuid(printed: string, companyGuid: string): string {
  return printed.startsWith("-") ? `${companyGuid}${printed}` : printed;
}

function report(scope: Scope, rows: ReportSource["rows"]): WrittenReport {
  const { company, period, isCounted, headForm = "parts" } = scope;
  return writeReport({ company, period, isCounted, headForm, rows });
}

function rowsOf(source: CollectionSource): readonly NamedCollection[] {
  return [{ name: rowsCollection, source }];
}

/** Who answers, with which counters and which period: the head and end lines alone. */
export function writeHeadRequest(scope: Scope): WrittenReport {
  return report(scope, null);
}

export function writeMastersRequest(scope: Scope, stream: Stream, filter: ObjectFilter = {}): WrittenReport {
  const fields = [...identityFields(scope.companyGuid), ...stream.fields];
  const filters = [stream.filter, ...objectFilters(filter)].filter((text) => text !== "");
  const collection = { type: stream.tallyType, fetch: stream.fetch, filters };
  return report(scope, { line: { fields, lists: stream.lists }, collections: rowsOf(collection) });
}

export function writeVouchersRequest(scope: Scope, stream: Stream, filter: VoucherFilter): WrittenReport {
  const fields = [...identityFields(scope.companyGuid), ...stream.fields];
  const filters = [stream.filter, ...voucherFilters(filter)].filter((text) => text !== "");
  const collection = { type: stream.tallyType, fetch: stream.fetch, filters };
  return report(scope, { line: { fields, lists: stream.lists }, collections: rowsOf(collection) });
}

export function writeMastersCensusRequest(scope: Scope, stream: Stream): WrittenReport {
  const filters = stream.filter === "" ? [] : [stream.filter];
  const collection = { type: stream.tallyType, fetch: ["Guid", "MasterId", "AlterId"], filters };
  return report(scope, {
    line: { fields: identityFields(scope.companyGuid) },
    collections: rowsOf(collection),
  });
}

export function writeVouchersCensusRequest(scope: Scope, window: DateWindow): WrittenReport {
  const collection = {
    type: "Voucher",
    fetch: ["Guid", "MasterId", "AlterId", "Date"],
    filters: [inWindow(window)],
  };
  return report(scope, {
    line: { fields: identityFields(scope.companyGuid) },
    collections: rowsOf(collection),
  });
}

/** Everything on these days, whatever else is said of it: another shape, for a book that seems empty. */
export function writePlainCensusRequest(scope: Scope, window: DateWindow): WrittenReport {
  const collection = {
    type: "Voucher",
    fetch: ["Guid", "MasterId", "AlterId", "Date"],
    filters: [onDaysOf(window)],
  };
  return report(scope, {
    line: { fields: identityFields(scope.companyGuid) },
    collections: rowsOf(collection),
  });
}

/** A census with the day of each voucher, where Tally gives no sums per day. */
export function writeDatedCensusRequest(scope: Scope, window: DateWindow): WrittenReport {
  const collection = {
    type: "Voucher",
    fetch: ["Guid", "MasterId", "AlterId", "Date"],
    filters: [inWindow(window)],
  };
  const date: Field = { column: "date", expression: dateOf("$Date"), decode: "date" };
  return report(scope, {
    line: { fields: [...identityFields(scope.companyGuid), date] },
    collections: rowsOf(collection),
  });
}

export const fingerprintFields: readonly Field[] = [
  { column: "date", expression: "$Day", decode: "date" },
  { column: "count", expression: "$Cnt", decode: "integer" },
  { column: "sumMasterId", expression: "$SumM", decode: "integer" },
  { column: "sumAlterId", expression: "$SumA", decode: "integer" },
];

const vouchersCollection = "ZqVouchers";

/** Sums per day that Tally computes itself (cookbook §5); `$$Number:` keeps them from being 32-bit integers. */
function fingerprintCollections(window: DateWindow): readonly NamedCollection[] {
  const fetch = ["Date", "MasterId", "AlterId"];
  const extra = [
    ["SOURCECOLLECTION", vouchersCollection],
    ["BY", "Day : $Date"],
    ["AGGRCOMPUTE", "Cnt : SUM : $$Number:1"],
    ["AGGRCOMPUTE", "SumM : SUM : $$Number:$MasterId"],
    ["AGGRCOMPUTE", "SumA : SUM : $$Number:$AlterId"],
  ] as const;
  return [
    { name: vouchersCollection, source: { type: "Voucher", fetch, filters: [inWindow(window)] } },
    { name: rowsCollection, source: { type: "", extra } },
  ];
}

export function writeFingerprintRequest(scope: Scope, window: DateWindow): WrittenReport {
  return report(scope, { line: { fields: fingerprintFields }, collections: fingerprintCollections(window) });
}

/** The same sums as a native collection, where the report form is refused: no head and no end mark. */
export function writeFingerprintCollectionRequest(scope: Scope, window: DateWindow): string {
  const definitions = createDefinitions();
  for (const { name, source } of fingerprintCollections(window)) definitions.addCollection(name, source);
  const variables = writeVariables(scope.company, scope.period);
  return writeEnvelope("Collection", rowsCollection, variables, definitions.write());
}

/** `20250401` of any day in April, by functions that every release knows (cookbook §3, DL). */
const firstOfMonth = "(($$YearOfDate:$Date)*10000)+(($$MonthOfDate:$Date)*100)+1";

/** Tally counts its own vouchers by type and month (cookbook §9). */
export function writeVouchersPerTypeRequest(scope: Scope, window: DateWindow): WrittenReport {
  const fields: readonly Field[] = [
    { column: "voucherTypeName", expression: "$VType", decode: "text" },
    { column: "month", expression: "$Mth", decode: "date" },
    { column: "count", expression: "$Cnt", decode: "integer" },
  ];
  const extra = [
    ["SOURCECOLLECTION", vouchersCollection],
    ["BY", "VType : $VoucherTypeName"],
    ["BY", `Mth : ${firstOfMonth}`],
    ["AGGRCOMPUTE", "Cnt : SUM : $$Number:1"],
  ] as const;
  const fetch = ["Date", "VoucherTypeName"];
  const collections = [
    { name: vouchersCollection, source: { type: "Voucher", fetch, filters: [inWindow(window)] } },
    { name: rowsCollection, source: { type: "", extra } },
  ];
  return report(scope, { line: { fields }, collections });
}

export function writeVoucherNumbersRequest(
  scope: Scope,
  window: DateWindow,
  voucherTypeName: string,
): WrittenReport {
  // A name without a proven literal is compared on our side: then the window's vouchers of every type come.
  const isFiltered = fitsTdlLiteral(voucherTypeName);
  const typeName: Field = { column: "voucherTypeName", expression: "$VoucherTypeName", decode: "text" };
  const fields: readonly Field[] = [
    { column: "master_id", expression: "$MasterId", decode: "integer" },
    { column: "voucherNumber", expression: "$VoucherNumber", decode: "text" },
    ...(isFiltered ? [] : [typeName]),
  ];
  const fetch = ["MasterId", "Date", "VoucherNumber", "VoucherTypeName"];
  const ofType = isFiltered ? [`$VoucherTypeName = ${quoteTdl(voucherTypeName)}`] : [];
  const collection = { type: "Voucher", fetch, filters: [inWindow(window), ...ofType] };
  return report(scope, { line: { fields }, collections: rowsOf(collection) });
}

/** Sums over the numbers of one type, or null where its name has no proven literal. */
export function writeNumberSumsRequest(
  scope: Scope,
  window: DateWindow,
  voucherTypeName: string,
): WrittenReport | null {
  if (!fitsTdlLiteral(voucherTypeName)) return null;
  const fields: readonly Field[] = [
    { column: "count", expression: "$Cnt", decode: "text" },
    { column: "sumNumber", expression: "$SumN", decode: "text" },
    { column: "sumProduct", expression: "$SumP", decode: "text" },
  ];
  const extra = [
    ["SOURCECOLLECTION", vouchersCollection],
    ["BY", "VType : $VoucherTypeName"],
    ["AGGRCOMPUTE", "Cnt : SUM : $$Number:1"],
    ["AGGRCOMPUTE", "SumN : SUM : $$Number:$VoucherNumber"],
    ["AGGRCOMPUTE", "SumP : SUM : ($$Number:$VoucherNumber) * ($$Number:$MasterId)"],
  ] as const;
  const fetch = ["MasterId", "Date", "VoucherNumber", "VoucherTypeName"];
  const filters = [inWindow(window), `$VoucherTypeName = ${quoteTdl(voucherTypeName)}`];
  const collections = [
    { name: vouchersCollection, source: { type: "Voucher", fetch, filters } },
    { name: rowsCollection, source: { type: "", extra } },
  ];
  return report(scope, { line: { fields }, collections });
}

export const detailsFields: readonly Field[] = [
  { column: "startingFrom", expression: dateOf("$StartingFrom"), decode: "date" },
  { column: "baseCurrency", expression: "$CurrencyName", decode: "text" },
  { column: "country", expression: "$CountryName", decode: "text" },
  { column: "state", expression: "$StateName", decode: "text" },
  { column: "gstin", expression: "$GSTRegistrationNumber", decode: "text" },
  { column: "dataFolder", expression: "$Destination", decode: "text" },
];

export function writeDetailsRequest(scope: Scope): WrittenReport {
  return report(scope, { line: { fields: detailsFields }, collections: rowsOf(thisCompany) });
}

/** What an Edit Log release may keep of a deleted voucher is no voucher (protocol §6.6). */
function inWindow(window: DateWindow): string {
  return `${onDaysOf(window)} AND NOT $IsDeleted`;
}

function onDaysOf(window: DateWindow): string {
  return `$Date >= ${writeFilterDate(window.from)} AND $Date <= ${writeFilterDate(window.to)}`;
}

function voucherFilters(filter: VoucherFilter): readonly string[] {
  return [inWindow(filter.window), ...objectFilters(filter)];
}

function objectFilters({ afterAlterId, masterIds }: ObjectFilter): readonly string[] {
  const filters: string[] = [];
  if (afterAlterId !== undefined) filters.push(`$AlterId > ${writeTdlNumber(afterAlterId)}`);
  if (masterIds !== undefined) {
    const { from, to } = masterIds;
    filters.push(`$MasterId >= ${writeTdlNumber(from)} AND $MasterId <= ${writeTdlNumber(to)}`);
  }
  return filters;
}
