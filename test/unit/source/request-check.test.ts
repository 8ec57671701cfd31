import {
  writeProbeCollectionRequest,
  writeProbeRequest,
  writeVoucherObjectRequest,
} from "../../../src-main/source/small-requests.ts";
import { describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { isReplicaError } from "../../../src-main/contract/errors.ts";
import { checkRequest } from "../../../src-main/source/request-check.ts";
import {
  type Scope,
  writeDetailsRequest,
  writeFingerprintCollectionRequest,
  writeFingerprintRequest,
  writeHeadRequest,
  writeMastersCensusRequest,
  writeMastersRequest,
  writeNumberSumsRequest,
  writeVoucherNumbersRequest,
  writeVouchersCensusRequest,
  writeVouchersRequest,
} from "../../../src-main/source/request.ts";
import { ExpressionError, checkExpression } from "../../../src-main/source/tdl-expression.ts";

const company = 'Shah & Sons "Wholesale" <Surat>';
const window = { from: "2025-04-01", to: "2025-04-30" };
const scope: Scope = {
  company,
  companyGuid: "52889497-5b6b-403d-8f83-224e3c7759b4",
  period: window,
  isCounted: true,
  headForm: "parts",
};
const loaded = new Set([company]);
const census = writeVouchersCensusRequest(scope, window).text;

function refused(text: string, companies: ReadonlySet<string> | null = loaded): boolean {
  try {
    checkRequest(text, companies);
    return false;
  } catch (error) {
    if (isReplicaError(error, "SOURCE_REQUEST_UNPROVEN")) return true;
    throw error;
  }
}

describe("every request that is generated", () => {
  it.each(streams.map((stream) => [stream.name, stream] as const))("%s passes", (_, stream) => {
    const masterIds = { from: 1, to: 500 };
    const written =
      stream.counter === "vouchers"
        ? writeVouchersRequest(scope, stream, { window, afterAlterId: 7, masterIds })
        : writeMastersRequest(scope, stream, { afterAlterId: 7 });
    expect(refused(written.text)).toBe(false);
    expect(refused(writeMastersCensusRequest(scope, stream).text)).toBe(false);
  });

  it("of the other kinds passes", () => {
    const texts = [
      census,
      writeHeadRequest(scope).text,
      writeDetailsRequest(scope).text,
      writeFingerprintRequest(scope, window).text,
      writeFingerprintCollectionRequest(scope, window),
      writeVoucherNumbersRequest(scope, window, "Credit Note").text,
      writeVoucherNumbersRequest(scope, window, 'Sales 5" pipes').text,
      writeNumberSumsRequest(scope, window, "Credit Note")?.text ?? "",
      writeVoucherObjectRequest(company, 4002),
      writeProbeRequest().text,
      writeProbeCollectionRequest("fetch"),
      writeProbeCollectionRequest("nativeMethod"),
    ];
    for (const text of texts) expect(refused(text)).toBe(false);
  });

  it("is the same text for the same question", () => {
    const [stream] = streams;
    if (stream === undefined) throw new Error("the catalog is empty");
    expect(writeMastersRequest(scope, stream, { afterAlterId: 7 }).text).toBe(
      writeMastersRequest(scope, stream, { afterAlterId: 7 }).text,
    );
  });

  it("names every field by a tag of its own", () => {
    for (const stream of streams) {
      const { layout } = writeMastersRequest(scope, stream);
      const expressions = new Map<string, string>();
      for (const { tag, field } of layout.rows?.bindings ?? []) {
        const key = `${field.expression} ${field.invisible ?? ""}`;
        expect(expressions.get(tag) ?? key).toBe(key);
        expressions.set(tag, key);
      }
    }
  });
});

describe("a request that is not proven", () => {
  it.each([
    ["names a company that is not loaded", census, new Set(["Another"])],
    ["comes before any company list", census, null],
  ])("%s", (_, text, companies) => {
    expect(refused(text, companies)).toBe(true);
  });

  const changes: readonly (readonly [string, string, string])[] = [
    ["imports", "<TALLYREQUEST>Export", "<TALLYREQUEST>Import"],
    ["executes", "<TALLYREQUEST>Export", "<TALLYREQUEST>Execute"],
    ["asks for a report that is not its own", "<ID>ZqReport", "<ID>Day Book"],
    ["uses an unknown function", "$$NumItems:ZqRows", "$$CountItems:ZqRows"],
    ["uses an unknown type", "<TYPE>Voucher</TYPE>", "<TYPE>EditLog</TYPE>"],
    ["fetches everything", "<FETCH>Guid,", "<FETCH>*,"],
    ["fetches whole lists by dots", "<FETCH>Guid,", "<FETCH>AllLedgerEntries.*,"],
    ["walks an unknown list", " : ZqRows</REPEAT>", " : List of Vouchers</REPEAT>"],
    ["gives a part an object", "<SCROLLED>", "<OBJECT>Voucher</OBJECT><SCROLLED>"],
    ["has an empty operand", '$Date &gt;= $$Date:"20250401"', "$Date &gt;= "],
    ["has several numbers", '$$Date:"20250430"', "1 2 3"],
    ["has an empty formula", "$$IsEqual:##SVCurrentCompany:$Name", ""],
    ["reads a forbidden variable", "##SVCurrentCompany:$Name", "##SVSomething:$Name"],
    ["has an untyped date", '<SVFROMDATE TYPE="Date">', "<SVFROMDATE>"],
    [
      "changes a variable of the screen",
      "<SVFROMDATE",
      "<SVCURRENTDATE>1-Apr-2025</SVCURRENTDATE><SVFROMDATE",
    ],
    ["is cut", "</TDLMESSAGE>", ""],
    ["has a bare ampersand", "Shah &amp; Sons", "Shah & Sons"],
    ["filters by a formula that is not there", "<FILTER>ZqRowsF1", "<FILTER>ZqRowsF9"],
    ["counts itself", '$Date &gt;= $$Date:"20250401"', "$$NumItems:ZqRows &gt; 0"],
    ["uses a name without our prefix", "ZqForm", "MyForm"],
  ];
  it.each(changes)("%s", (_, from, to) => {
    expect(census).toContain(from);
    expect(refused(census.replaceAll(from, to))).toBe(true);
  });

  it("defines something twice", () => {
    const report = '<REPORT NAME="ZqReport"><FORMS>ZqForm</FORMS></REPORT>';
    expect(refused(census.replace(report, report + report))).toBe(true);
  });

  it("asks for an object without FETCHLIST or by another way than MASTERID", () => {
    const object = writeVoucherObjectRequest(company, 4002);
    expect(refused(object.replace(/<FETCHLIST>.*<\/FETCHLIST>/, ""))).toBe(true);
    expect(refused(object.replace("ID:4002", "ID:"))).toBe(true);
    expect(refused(object.replace("<SUBTYPE>Voucher", "<SUBTYPE>Ledger"))).toBe(true);
    expect(() => writeVoucherObjectRequest(company, 0)).toThrow(/MASTERID/);
  });
});

describe("expressions", () => {
  it.each([
    '$$StringFindAndReplace:(if $$IsDebit:$Amount then -$$NumValue:$Amount else $$NumValue:$Amount):"(-)":"-"',
    'if NOT $$IsEmpty:$LedgerMobile then $$Sprintf:"%s %s":$LedgerCountryISDCode:$LedgerMobile else ""',
    "$LedGSTRegDetails[Last].GSTIN",
    "$..Name",
    "$Guid:Ledger:$LedgerName",
    '$$IsEqual:($NumberingMethod:VoucherType:$VoucherTypeName):"Automatic"',
  ])("%s is understood", (expression) => {
    expect(() => checkExpression(expression)).not.toThrow();
  });

  it.each([
    "",
    "$MasterID = ",
    "$MasterID = 1 2 3",
    "= 5",
    "(1",
    "1)",
    "if $X then 1",
    "$$IsEmpty: $X",
    "$$IsEmpty:",
    '"open',
    "$X AND",
    "$Name:Ledger:$X + 1",
    "$",
    "1 ; 2",
  ])("'%s' is refused", (expression) => {
    expect(() => checkExpression(expression)).toThrow(ExpressionError);
  });
});
