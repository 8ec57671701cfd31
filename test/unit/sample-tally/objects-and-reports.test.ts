import { describe, expect, it } from "vitest";
import { answerOf, ask, interpreterOf, textOf } from "./asking.ts";
import type { Asked } from "./asking.ts";
import { day, handBooks, handVoucher, ledgerLine, master, object, quantity, rupees } from "./hand-books.ts";

const bill = object("BILLALLOCATIONS", {
  NAME: "PI/24-25/001",
  BILLTYPE: "New Ref",
  AMOUNT: rupees(-21_558.6),
  BILLDATE: day(0),
  BILLCREDITPERIOD: undefined,
});
const books = handBooks({
  name: "Hand",
  masters: [
    master("GROUP", 1, "Capital Account", { PARENT: "\u0004 Primary", SORTPOSITION: 10 }),
    master("GROUP", 2, "Current Assets", { PARENT: "\u0004 Primary", SORTPOSITION: 20 }),
    master("GROUP", 3, "Sales Accounts", { PARENT: "\u0004 Primary", SORTPOSITION: 30, ISREVENUE: true }),
    master("LEDGER", 50, "Cash", {
      PARENT: "Current Assets",
      OPENINGBALANCE: rupees(-1000),
      ISBILLWISEON: false,
    }),
    master("LEDGER", 51, "Owner", { PARENT: "Capital Account", OPENINGBALANCE: rupees(1000) }),
    master("LEDGER", 52, "Om Packaging House", { PARENT: "Current Assets", ISBILLWISEON: true }),
    master("LEDGER", 53, "Sales", { PARENT: "Sales Accounts", ISREVENUE: true }),
    master("STOCKITEM", 60, "A4 Paper Ream", {
      OPENINGBALANCE: quantity(20, "Box"),
      OPENINGVALUE: rupees(-10_577.32),
      BASEUNITS: "Box",
    }),
  ],
  vouchers: [
    handVoucher({
      masterId: 4002,
      offset: 0,
      view: "Invoice Voucher View",
      lists: {
        ALLLEDGERENTRIES: [
          ledgerLine("Om Packaging House", rupees(-21_558.6), {}, { BILLALLOCATIONS: [bill] }),
          ledgerLine("Sales", rupees(21_558.6)),
        ],
        LEDGERENTRIES: [ledgerLine("Om Packaging House", rupees(-21_558.6), {}, { BILLALLOCATIONS: [bill] })],
      },
    }),
    handVoucher({
      masterId: 4003,
      offset: 1,
      lists: {
        ALLLEDGERENTRIES: [ledgerLine("Om Packaging House", rupees(5)), ledgerLine("Cash", rupees(-5))],
      },
    }),
  ],
});
const period = '<SVFROMDATE TYPE="Date">20250401</SVFROMDATE><SVTODATE TYPE="Date">20250411</SVTODATE>';

describe("TYPE=Object", () => {
  const voucher: Asked = { kind: "object", subtype: "Voucher", id: "ID:4002", fetchList: ["MasterId"] };

  it("answers the stored voucher whole, whatever is fetched (cookbook §2)", () => {
    const answer = ask(interpreterOf([books]), voucher);
    expect(answer).toContain('   <TALLYMESSAGE xmlns:UDF="TallyUDF">\r\n    <VOUCHER REMOTEID="');
    expect(answer).toContain("     <VOUCHERTYPENAME>Sales</VOUCHERTYPENAME>\r\n");
    expect(answer).toContain("     <LEDGERENTRIES.LIST>\r\n");
    expect(answer).toContain("       <NAME>PI/24-25/001</NAME>\r\n");
    // The sales ledger of an item invoice stands only under its items in the stored form.
    expect(answer).not.toContain("ALLLEDGERENTRIES");
    expect(answer).not.toContain("<VCHKEY>");
  });

  it("answers one bare line for a voucher that does not exist", () => {
    expect(ask(interpreterOf([books]), { ...voucher, id: "ID:9" })).toBe(
      "<ERRORMSG>Could not find Voucher:ID:9!</ERRORMSG>\r\n",
    );
  });

  it("answers masters by name, and the company without its counters (protocol §2.4)", () => {
    const interpreter = interpreterOf([books]);
    const ledger = ask(interpreter, { kind: "object", subtype: "Ledger", id: "cash", fetchList: ["*"] });
    expect(ledger).toContain('<LEDGER NAME="Cash" RESERVEDNAME="" REQNAME="cash">');
    expect(ledger).toContain("<PARENT>Current Assets</PARENT>");
    const company = ask(interpreter, { kind: "object", subtype: "Company", id: "Hand", fetchList: ["*"] });
    expect(company).toContain("<COMPANYNUMBER>");
    expect(company).not.toContain("ALTVCHID");
  });
});

describe("TYPE=Function", () => {
  it("answers a RESULT with the release in the header (cap:function-result)", () => {
    const answer = ask(interpreterOf([books], { educational: true }), {
      kind: "function",
      id: "$$LicenseInfo",
      parameters: ["IsEducationalMode"],
    });
    expect(answer).toContain("  <PRODMAJORREL>7</PRODMAJORREL>\r\n  <PRODMINORREL>0</PRODMINORREL>\r\n");
    expect(answer).toContain('   <RESULT TYPE="Logical">Yes</RESULT>\r\n');
  });

  it("answers the active company, dates with their day number, and an unknown name in two lines", () => {
    const interpreter = interpreterOf([books]);
    expect(ask(interpreter, { kind: "function", id: "$$CurrentSimpleCompany" })).toContain(
      '<RESULT TYPE="String">Hand</RESULT>',
    );
    expect(ask(interpreter, { kind: "function", id: "$$SystemPeriodFrom" })).toContain(
      '<RESULT TYPE="Date" JD="45747">1-Apr-25</RESULT>',
    );
    expect(ask(interpreter, { kind: "function", id: "$$MaxVoucherAlterID" })).toBe(
      "<ERRORMSG>Could not find: $$MaxVoucherAlterID</ERRORMSG>\r\n<ERRORMSG>Function Execution Failed!</ERRORMSG>\r\n",
    );
  });
});

describe("reports Tally brings along", () => {
  const lines = (id: string, more = ""): string[] =>
    ask(interpreterOf([books]), { kind: "data", id, variables: period + more }).split("\r\n");

  it("Trial Balance of groups, closing tags of groups not indented", () => {
    expect(lines("Trial Balance").slice(0, 13)).toEqual([
      "<ENVELOPE>",
      " <DSPACCNAME>",
      "  <DSPDISPNAME>Capital Account</DSPDISPNAME>",
      "</DSPACCNAME>",
      " <DSPACCINFO>",
      "  <DSPCLDRAMT>",
      "   <DSPCLDRAMTA></DSPCLDRAMTA>",
      "</DSPCLDRAMT>",
      "  <DSPCLCRAMT>",
      "   <DSPCLCRAMTA>1000.00</DSPCLCRAMTA>",
      "</DSPCLCRAMT>",
      "</DSPACCINFO>",
      " <DSPACCNAME>",
    ]);
  });

  it("Trial Balance of ledgers with a row Opening Stock that is no ledger", () => {
    const text = lines("TrialBalance", "<ISLEDGERWISE>Yes</ISLEDGERWISE>").join("\n");
    const rows = [
      ...text.matchAll(/<DSPDISPNAME>(.*)<[\s\S]*?AMTA>(.*)<\/DSPCLDRAMTA>[\s\S]*?AMTA>(.*)<\/DSPCLCRAMTA>/g),
    ];
    expect(rows.map(([, ...row]) => row)).toEqual([
      ["Opening Stock", "-10577.32", ""],
      ["Cash", "-1005.00", ""],
      ["Owner", "", "1000.00"],
      ["Om Packaging House", "-21553.60", ""],
      ["Sales", "", "21558.60"],
    ]);
  });

  it("Stock Summary, Balance Sheet, Bills", () => {
    expect(lines("Stock Summary")).toEqual([
      "<ENVELOPE>",
      " <DSPACCNAME>",
      "  <DSPDISPNAME>A4 Paper Ream</DSPDISPNAME>",
      "</DSPACCNAME>",
      " <DSPSTKINFO>",
      "  <DSPSTKCL>",
      "   <DSPCLQTY>20 Box</DSPCLQTY>",
      "   <DSPCLRATE>528.87</DSPCLRATE>",
      "   <DSPCLAMTA>-10577.32</DSPCLAMTA>",
      "</DSPSTKCL>",
      "</DSPSTKINFO>",
      "</ENVELOPE>",
      "",
    ]);
    expect(lines("Balance Sheet").filter((line) => line.includes("BSMAINAMT"))).toEqual([
      "  <BSMAINAMT>1000.00</BSMAINAMT>",
      "  <BSMAINAMT>-22558.60</BSMAINAMT>",
      "  <BSMAINAMT>21558.60</BSMAINAMT>",
    ]);
    expect(lines("Bills Receivable")).toEqual([
      "<ENVELOPE>",
      " <BILLFIXED>",
      "  <BILLDATE>1-Apr-25</BILLDATE>",
      "  <BILLREF>PI/24-25/001</BILLREF>",
      "  <BILLPARTY>Om Packaging House</BILLPARTY>",
      "</BILLFIXED>",
      " <BILLCL>-21558.60</BILLCL>",
      " <BILLDUE>1-Apr-25</BILLDUE>",
      " <BILLOVERDUE>10</BILLOVERDUE>",
      "</ENVELOPE>",
      "",
    ]);
    expect(lines("Bills Payable")).toEqual(["<ENVELOPE></ENVELOPE>", ""]);
  });

  it("answers the legacy envelope as well", () => {
    const legacy =
      "<ENVELOPE><HEADER><TALLYREQUEST>Export Data</TALLYREQUEST></HEADER><BODY><EXPORTDATA><REQUESTDESC>" +
      "<REPORTNAME>Stock Summary</REPORTNAME><STATICVARIABLES><SVCURRENTCOMPANY>hand</SVCURRENTCOMPANY></STATICVARIABLES>" +
      "</REQUESTDESC></EXPORTDATA></BODY></ENVELOPE>";
    expect(textOf(answerOf(interpreterOf([books]), legacy))).toContain("<DSPCLQTY>20 Box</DSPCLQTY>");
  });
});

describe("the made-up bill of a bill-wise line without any (cookbook §1, FC)", () => {
  it("comes in collections over the whole amount, with an empty name", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "collection",
      id: "V",
      variables: period,
      tdl: '<COLLECTION NAME="V"><TYPE>Voucher</TYPE><FETCH>ALLLEDGERENTRIES</FETCH><FILTER>Fi</FILTER></COLLECTION><SYSTEM TYPE="Formulae" NAME="Fi">$MasterId = 4003</SYSTEM>',
    });
    expect(answer.match(/<BILLTYPE>On Account</g)).toHaveLength(1);
    expect(answer).toContain("      <BILLALLOCATIONS.LIST>\r\n       <NAME/>\r\n");
    expect(answer).toContain("       <AMOUNT>5.00</AMOUNT>\r\n      </BILLALLOCATIONS.LIST>");
  });
});
