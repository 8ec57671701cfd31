import { describe, expect, it } from "vitest";
import { answerOf, ask, interpreterOf, requestText, textOf } from "./asking.ts";
import type { Asked } from "./asking.ts";
import { handBooks, handVoucher, master } from "./hand-books.ts";

const books = handBooks({
  name: "Hand",
  masters: [master("LEDGER", 50, "Cash", { CLOSINGBALANCE: undefined })],
  vouchers: [handVoucher({ masterId: 1, offset: 0 })],
});
const group = handBooks({ name: "All of them", fields: { ISAGGREGATE: true } });
const probe: Asked = {
  kind: "collection",
  id: "ZqCo",
  tdl: '<COLLECTION NAME="ZqCo"><TYPE>Company</TYPE></COLLECTION>',
};

/** A one-line report with parts of it replaced. */
function report(changes: { field?: string; line?: string; part?: string; more?: string }): Asked {
  return {
    kind: "data",
    id: "R",
    tdl:
      '<REPORT NAME="R"><FORMS>F</FORMS></REPORT><FORM NAME="F"><PARTS>P</PARTS></FORM>' +
      `<PART NAME="P">${changes.part ?? "<LINES>L</LINES><REPEAT>L : C</REPEAT>"}<SCROLLED>Vertical</SCROLLED></PART>` +
      `<LINE NAME="L">${changes.line ?? "<FIELDS>X</FIELDS>"}</LINE>` +
      `<FIELD NAME="X">${changes.field ?? "<SET>$Name</SET>"}</FIELD>` +
      (changes.more ?? '<COLLECTION NAME="C"><TYPE>Ledger</TYPE></COLLECTION>'),
  };
}

function collection(attributes: string, more = "", extra: Partial<Asked> = {}): Asked {
  return {
    kind: "collection",
    id: "ZqC",
    tdl: `<COLLECTION NAME="ZqC">${attributes}</COLLECTION>${more}`,
    ...extra,
  };
}

const untyped = "<SVFROMDATE>20250401</SVFROMDATE><SVTODATE>20260331</SVTODATE>";
const typed = '<SVFROMDATE TYPE="Date">20250401</SVFROMDATE><SVTODATE TYPE="Date">20260331</SVTODATE>';

describe("what stops a real Tally", () => {
  it.each<[string, Asked]>([
    ["an unknown function", report({ field: "<SET>$$NoSuchFunction:$Name</SET>" })],
    [
      "a formula with an empty operand",
      collection("<TYPE>Voucher</TYPE><FILTER>Fi</FILTER>", formula("$MasterID = ")),
    ],
    [
      "a formula with several numbers",
      collection("<TYPE>Voucher</TYPE><FILTER>Fi</FILTER>", formula("$MasterID = 1 2 3")),
    ],
    ["a function argument with a blank", report({ field: "<SET>$$NumItems:Zq Vch</SET>" })],
    ["an unknown field", report({ line: "<FIELDS>X,Y</FIELDS>" })],
    ["an unknown line", report({ part: "<LINES>L,M</LINES>" })],
    ["an unknown part", report({ line: "<FIELDS>X</FIELDS><EXPLODE>Q : Yes</EXPLODE>" })],
    ["an unknown collection in REPEAT", report({ part: "<LINES>L</LINES><REPEAT>L : Nowhere</REPEAT>" })],
    ["an unknown collection as ID", { kind: "collection", id: "Voucher Types" }],
    ["an unknown source collection", collection("<SOURCECOLLECTION>Vouchers</SOURCECOLLECTION>")],
    ["an unknown TYPE", collection("<TYPE>EditLog</TYPE>")],
    ["an unknown formula", collection("<TYPE>Ledger</TYPE><FILTER>Nowhere</FILTER>")],
    ["a tag that is a word of the language", report({ field: "<SET>$Name</SET><XMLTAG>ON</XMLTAG>" })],
  ])("%s raises a box that blocks everything until it is closed", (_what, asked) => {
    const interpreter = interpreterOf([books]);
    const outcome = answerOf(interpreter, requestText(asked));
    expect(outcome.kind).toBe("dialog");
    expect(interpreter.blockage?.kind).toBe("dialog");
    expect(interpreter.log.at(-1)).toMatchObject({ outcome: "dialog", id: asked.id });
    expect(interpreter.log.at(-1)?.trouble).not.toBe("");
    expect(interpreter.closeDialog()).toBe(true);
    expect(interpreter.blockage).toBeUndefined();
    expect(ask(interpreter, probe)).toContain("<COMPANY ");
  });

  it.each<[string, Asked]>([
    ["a part with OBJECT : Voucher", report({ part: "<LINES>L</LINES><OBJECT>Voucher</OBJECT>" })],
    ["a voucher object without FETCHLIST", { kind: "object", subtype: "Voucher", id: "ID:1" }],
    ["FETCH * over vouchers", collection("<TYPE>Voucher</TYPE><FETCH>*</FETCH>")],
    [
      "a ledger collection with closings and an untyped period",
      collection("<TYPE>Ledger</TYPE><FETCH>ClosingBalance</FETCH>", "", { variables: untyped }),
    ],
    [
      "a ledger collection with closings and a typed period",
      collection("<TYPE>Ledger</TYPE><FETCH>ClosingBalance</FETCH>", "", { variables: typed }),
    ],
  ])("%s freezes it until it is restarted", (_what, asked) => {
    const interpreter = interpreterOf([books]);
    expect(answerOf(interpreter, requestText(asked)).kind).toBe("freeze");
    expect(interpreter.closeDialog()).toBe(false);
    expect(interpreter.blockage?.kind).toBe("freeze");
    interpreter.restart();
    expect(interpreter.blockage).toBeUndefined();
  });

  it.each<[string, Asked]>([
    ["List of Units", { kind: "collection", id: "List of Units" }],
    ["List of Currencies", { kind: "collection", id: "list of currencies" }],
    ["List of Vouchers", { kind: "collection", id: "ListOfVouchers" }],
    [
      "$$InDateRange in a filter",
      collection("<TYPE>Voucher</TYPE><FILTER>Fi</FILTER>", formula("$$InDateRange:$Date:1:2")),
    ],
    [
      "an object of a company that is not open",
      { kind: "object", subtype: "Ledger", id: "Cash", company: "Gone", fetchList: ["*"] },
    ],
    ["a report over a group company", { ...report({}), company: "All of them" }],
  ])("%s closes it", (_what, asked) => {
    const interpreter = interpreterOf([books, group]);
    expect(answerOf(interpreter, requestText(asked)).kind).toBe("crash");
    expect(interpreter.blockage?.kind).toBe("crash");
  });

  it("a collection that counts itself closes the connection without a reply, and only that", () => {
    const interpreter = interpreterOf([books]);
    const asked = collection("<TYPE>Ledger</TYPE><FILTER>Fi</FILTER>", formula("$$NumItems:ZqC &gt; 0"));
    expect(answerOf(interpreter, requestText(asked)).kind).toBe("emptyReply");
    expect(interpreter.blockage).toBeUndefined();
  });

  it("an unknown method, an unknown field in #Name and $$IsPeriodValid do no harm", () => {
    const harmless = report({
      field: "<SET>$NoSuchMethod</SET><INVISIBLE>$$Value=#NoSuchField AND 1 = 2</INVISIBLE>",
    });
    expect(ask(interpreterOf([books]), harmless)).toContain("<X></X>");
    const none = collection("<TYPE>Voucher</TYPE><FILTER>Fi</FILTER>", formula("$$IsPeriodValid:1:2"));
    expect(ask(interpreterOf([books]), none)).not.toContain("<VOUCHER ");
  });

  it("the typed List of Ledgers with closings is the form that works (protocol §5.6)", () => {
    const asked: Asked = {
      kind: "collection",
      id: "List of Ledgers",
      variables: typed,
      tdl: '<COLLECTION NAME="List of Ledgers" ISMODIFY="Yes"><FETCH>CLOSINGBALANCE</FETCH></COLLECTION>',
    };
    expect(ask(interpreterOf([books]), asked)).toContain("<CLOSINGBALANCE");
  });
});

describe("what is refused in words (protocol §3.7)", () => {
  const unknown = "<RESPONSE>Unknown Request, cannot be processed</RESPONSE>\r\n";
  const raw = (text: string, contentType = "text/xml; charset=utf-16"): string => {
    const isWide = contentType.includes("utf-16") || text.startsWith("wide:");
    const body = Buffer.from(text.replace(/^wide:/, ""), isWide ? "utf16le" : "utf8");
    const outcome = interpreterOf([books]).answer({ body, contentType });
    if (outcome.kind !== "answer") throw new Error(outcome.kind);
    return Buffer.concat(outcome.pieces).toString("utf8");
  };

  it.each([
    [
      "a bare ampersand",
      "<ENVELOPE><HEADER><VERSION>1</VERSION><TALLYREQUEST>Export</TALLYREQUEST><TYPE>Data</TYPE><ID>Duties & Taxes</ID></HEADER></ENVELOPE>",
    ],
    ["a cut request", "<ENVELOPE><HEADER>"],
    [
      "a made-up verb",
      "<ENVELOPE><HEADER><VERSION>1</VERSION><TALLYREQUEST>GetVersion</TALLYREQUEST></HEADER></ENVELOPE>",
    ],
    [
      "TYPE Report",
      "<ENVELOPE><HEADER><VERSION>1</VERSION><TALLYREQUEST>Export</TALLYREQUEST><TYPE>Report</TYPE><ID>Trial Balance</ID></HEADER></ENVELOPE>",
    ],
    [
      "an unknown report",
      "<ENVELOPE><HEADER><VERSION>1</VERSION><TALLYREQUEST>Export</TALLYREQUEST><TYPE>Data</TYPE><ID>No Such Report</ID></HEADER></ENVELOPE>",
    ],
    [
      "VERSION on Import Data",
      "<ENVELOPE><HEADER><VERSION>1</VERSION><TALLYREQUEST>Import Data</TALLYREQUEST></HEADER><BODY/></ENVELOPE>",
    ],
  ])("%s is an unknown request", (_what, text) => {
    expect(raw(text)).toBe(unknown);
  });

  it("UTF-16 without its header is an unknown request", () => {
    expect(raw(`wide:${requestText(probe)}`, "text/xml")).toBe(unknown);
  });

  it("a company that is not loaded: reports say so, collections are silently empty", () => {
    const interpreter = interpreterOf([books]);
    expect(ask(interpreter, { ...report({}), company: "Bridge Ageing Lab" }).split("\r\n")).toEqual([
      "<ENVELOPE>",
      " <HEADER>",
      "  <VERSION>1</VERSION>",
      "  <STATUS>0</STATUS>",
      " </HEADER>",
      " <BODY>",
      "  <DATA>",
      "   <LINEERROR>Could not set &apos;SVCurrentCompany&apos; to &apos;Bridge Ageing Lab&apos;</LINEERROR>",
      "  </DATA>",
      " </BODY>",
      "</ENVELOPE>",
      "",
    ]);
    const empty = ask(interpreter, { kind: "collection", id: "List of Ledgers", company: "Gone" });
    expect(empty).toContain("  <STATUS>1</STATUS>");
    expect(empty).toContain('   <COLLECTION ISMSTDEPTYPE="Yes" MSTDEPTYPE="8">   </COLLECTION>\r\n');
    const noVouchers = ask(interpreter, { ...collection("<TYPE>Voucher</TYPE>"), company: "Gone" });
    expect(noVouchers).toContain(
      '   <COLLECTION ISCMPDEPTYPE="Yes" CMPLOCUS="4" CMPDEPTYPE="64">   </COLLECTION>\r\n',
    );
    expect(ask(interpreter, { ...probe, company: "Gone" })).toContain('<COMPANY NAME="Hand"');
  });

  it("no company open", () => {
    const interpreter = interpreterOf([]);
    expect(ask(interpreter, report({}))).toContain(
      "<LINEERROR>Could not find Company &apos;&apos;</LINEERROR>",
    );
    expect(ask(interpreter, probe)).toContain("   <COLLECTION>   </COLLECTION>");
    const object: Asked = {
      kind: "object",
      subtype: "Ledger",
      id: "Cash",
      company: "Gone",
      fetchList: ["*"],
    };
    expect(ask(interpreter, object)).toBe("<ERRORMSG>Could not find Company:Gone!</ERRORMSG>\r\n");
  });

  it("an import is refused and logged", () => {
    const interpreter = interpreterOf([books]);
    const text =
      "<ENVELOPE><HEADER><TALLYREQUEST>Import Data</TALLYREQUEST></HEADER><BODY><IMPORTDATA><REQUESTDESC>" +
      "<REPORTNAME>All Masters</REPORTNAME></REQUESTDESC><REQUESTDATA/></IMPORTDATA></BODY></ENVELOPE>";
    expect(textOf(answerOf(interpreter, text))).toContain("<ERRORS>1</ERRORS>");
    expect(interpreter.log).toMatchObject([{ kind: "import", id: "All Masters" }]);
    expect(interpreter.log[0]?.trouble).toContain("read only");
  });
});

function formula(text: string): string {
  return `<SYSTEM TYPE="Formulae" NAME="Fi">${text}</SYSTEM>`;
}
