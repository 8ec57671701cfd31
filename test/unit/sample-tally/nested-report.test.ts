import { describe, expect, it } from "vitest";
import { ask, interpreterOf } from "./asking.ts";
import {
  day,
  handBooks,
  handVoucher,
  ledgerLine,
  master,
  object,
  quantity,
  rate,
  rupees,
  texts,
} from "./hand-books.ts";

const bill = object("BILLALLOCATIONS", {
  NAME: "INV & 1",
  BILLTYPE: "New Ref",
  AMOUNT: rupees(-118),
  BILLDATE: day(0),
  BILLCREDITPERIOD: { kind: "due", text: "30 Days", dueDay: 45_777, days: 30 },
});
const centre = object("COSTCENTREALLOCATIONS", { NAME: "Pune", AMOUNT: rupees(100) });
const category = object(
  "CATEGORYALLOCATIONS",
  { CATEGORY: "Primary Cost Category" },
  { COSTCENTREALLOCATIONS: [centre] },
);
const item = object(
  "ALLINVENTORYENTRIES",
  {
    STOCKITEMNAME: "Paper",
    ACTUALQTY: quantity(-24, "Box of 12 Nos"),
    RATE: rate(50, "Box"),
    AMOUNT: rupees(100),
  },
  {
    BATCHALLOCATIONS: [object("BATCHALLOCATIONS", { BATCHNAME: "Primary Batch", AMOUNT: rupees(100) })],
    BASICUSERDESCRIPTION: [],
    ACCOUNTINGALLOCATIONS: [],
  },
);
const invoice = handVoucher({
  masterId: 1,
  offset: 0,
  view: "Invoice Voucher View",
  fields: { NARRATION: "two\r\nlines", REFERENCE: "R", PARTYLEDGERNAME: 'Om "A" & Co' },
  lists: {
    ALLLEDGERENTRIES: [
      ledgerLine('Om "A" & Co', rupees(-118), {}, { BILLALLOCATIONS: [bill] }),
      ledgerLine("Sales", rupees(118), {}, { CATEGORYALLOCATIONS: [category] }),
    ],
    ALLINVENTORYENTRIES: [item],
  },
});
const optional = handVoucher({ masterId: 2, offset: 1, fields: { ISOPTIONAL: true } });
const later = handVoucher({ masterId: 3, offset: 40 });
const books = handBooks({
  name: "Aarav & Sons",
  masters: [
    master("LEDGER", 50, "Cash", { PARENT: "Cash-in-Hand" }, { ADDRESS: texts("ADDRESS", "a") }),
    master("LEDGER", 51, "Bank", { PARENT: "Bank Accounts" }, { ADDRESS: [] }),
  ],
  vouchers: [later, invoice, optional],
});

const period = '<SVFROMDATE TYPE="Date">1-Apr-2025</SVFROMDATE><SVTODATE TYPE="Date">30-Apr-2025</SVTODATE>';

function field(name: string, set: string, tag: string, invisible = false): string {
  return (
    `<FIELD NAME="${name}"><SET>${set}</SET><XMLTAG>${tag}</XMLTAG>` +
    `${invisible ? "<INVISIBLE>$$IsEmpty:$$Value</INVISIBLE>" : ""}</FIELD>`
  );
}

function part(name: string, line: string, target: string): string {
  return `<PART NAME="${name}"><LINES>${line}</LINES><REPEAT>${line} : ${target}</REPEAT><SCROLLED>Vertical</SCROLLED></PART>`;
}

const amount =
  '$$StringFindAndReplace:(if $$IsDebit:$Amount then -$$NumValue:$Amount else $$NumValue:$Amount):"(-)":"-"';

const nested =
  '<REPORT NAME="ZqR"><FORMS>ZqF</FORMS></REPORT><FORM NAME="ZqF"><PARTS>ZqHead,ZqMain,ZqTail</PARTS></FORM>' +
  part("ZqHead", "ZqLHead", "ZqCo") +
  part("ZqMain", "ZqLVch", "ZqVch") +
  part("ZqTail", "ZqLEnd", "ZqCo") +
  part("ZqPLed", "ZqLLed", "AllLedgerEntries") +
  part("ZqPBil", "ZqLBil", "BillAllocations") +
  part("ZqPCat", "ZqLCat", "CategoryAllocations") +
  part("ZqPCen", "ZqLCen", "CostCentreAllocations") +
  part("ZqPInv", "ZqLInv", "AllInventoryEntries") +
  part("ZqPDes", "ZqLDes", "BasicUserDescription") +
  part("ZqPAcc", "ZqLAcc", "AccountingAllocations") +
  '<LINE NAME="ZqLHead"><FIELDS>ZqH1,ZqH2,ZqH3,ZqH4</FIELDS><XMLTAG>HD</XMLTAG></LINE>' +
  '<LINE NAME="ZqLVch"><FIELDS>ZqV1,ZqV2,ZqV3,ZqV4,ZqV5</FIELDS><XMLTAG>VC</XMLTAG>' +
  "<EXPLODE>ZqPLed : $$NumItems:AllLedgerEntries &gt; 0</EXPLODE><EXPLODE>ZqPInv : Yes</EXPLODE></LINE>" +
  '<LINE NAME="ZqLLed"><FIELDS>ZqL1,ZqL2</FIELDS><XMLTAG>"LE"</XMLTAG>' +
  "<EXPLODE>ZqPBil : $$NumItems:BillAllocations &gt; 0</EXPLODE><EXPLODE>ZqPCat</EXPLODE></LINE>" +
  '<LINE NAME="ZqLBil"><FIELDS>ZqB1,ZqB2,ZqB3</FIELDS><XMLTAG>BI</XMLTAG></LINE>' +
  '<LINE NAME="ZqLCat"><FIELDS>ZqC1,ZqL2</FIELDS><XMLTAG>CA</XMLTAG><EXPLODE>ZqPCen</EXPLODE></LINE>' +
  '<LINE NAME="ZqLCen"><FIELDS>ZqB1</FIELDS><XMLTAG>CC</XMLTAG></LINE>' +
  '<LINE NAME="ZqLInv"><FIELDS>ZqI1,ZqL2</FIELDS><XMLTAG>IE</XMLTAG><EXPLODE>ZqPDes</EXPLODE><EXPLODE>ZqPAcc</EXPLODE></LINE>' +
  '<LINE NAME="ZqLDes"><FIELDS>ZqD1</FIELDS></LINE><LINE NAME="ZqLAcc"><FIELDS>ZqL1</FIELDS><XMLTAG>AC</XMLTAG></LINE>' +
  '<LINE NAME="ZqLEnd"><FIELDS>ZqE1</FIELDS><XMLTAG>EN</XMLTAG></LINE>' +
  field("ZqH1", "$Guid", "HG") +
  field("ZqH2", "if $$IsEmpty:$AltVchId then 0 else $AltVchId", "HV") +
  field("ZqH3", '$$PyrlYYYYMMDDFormat:##SVFromDate:"-"', "HF") +
  field("ZqH4", '$$PyrlYYYYMMDDFormat:##SVToDate:"-"', "HT") +
  field("ZqV1", "$MasterId", "VM") +
  field("ZqV2", "$Narration", "VX", true) +
  field("ZqV3", 'if $IsOptional then "1" else ""', "VO", true) +
  field("ZqV4", "$PartyLedgerName", "VP", true) +
  field("ZqV5", "$Reference", "VR", true) +
  field("ZqL1", "$LedgerName", "LN") +
  field("ZqL2", amount, "LA") +
  field("ZqB1", "$Name", "NA") +
  field("ZqB2", "$BillCreditPeriod", "CP") +
  field("ZqB3", '$$PyrlYYYYMMDDFormat:$BillCreditPeriod:"-"', "DU") +
  field("ZqC1", "$Category", "CT") +
  field("ZqI1", "$StockItemName", "IT") +
  field("ZqD1", "$BasicUserDescription", "DE") +
  field("ZqE1", "$$NumItems:ZqVch", "NU") +
  '<COLLECTION NAME="ZqCo"><TYPE>Company</TYPE><FILTER>ZqThis</FILTER></COLLECTION>' +
  '<COLLECTION NAME="ZqVch"><TYPE>Voucher</TYPE><FETCH>Narration,PartyLedgerName,IsOptional</FETCH>' +
  "<FETCH>AllLedgerEntries,AllInventoryEntries</FETCH><FILTER>ZqWin</FILTER></COLLECTION>" +
  '<SYSTEM TYPE="Formulae" NAME="ZqThis">$$IsEqual:##SVCurrentCompany:$Name</SYSTEM>' +
  '<SYSTEM TYPE="Formulae" NAME="ZqWin">$Date &gt;= $$Date:"20250401" AND $Date &lt;= $$Date:"20250430"</SYSTEM>';

describe("a nested report", () => {
  it("prints head, vouchers with their lines, and end mark (cookbook §1 and §2)", () => {
    const interpreter = interpreterOf([books]);
    const answer = ask(interpreter, {
      kind: "data",
      id: "ZqR",
      company: "Aarav &amp; Sons",
      variables: period,
      tdl: nested,
    });
    expect(answer.split("\r\n")).toEqual([
      "<ENVELOPE>",
      " <HD>",
      "  <HG>61c6de69-1748-461c-ad3f-162cb949df9f</HG>",
      "  <HV>50</HV>",
      "  <HF>2025-04-01</HF>",
      "  <HT>2025-04-30</HT>",
      " </HD>",
      " <VC>",
      "  <VM>1</VM>",
      "  <VX>two&#13;&#10;lines</VX>",
      "  <VP>Om &quot;A&quot; &amp; Co</VP>",
      "  <LE>",
      "   <LN>Om &quot;A&quot; &amp; Co</LN>",
      "   <LA>-118</LA>",
      "   <BI>",
      "    <NA>INV &amp; 1</NA>",
      "    <CP>30 Days</CP>",
      "    <DU>2025-05-01</DU>",
      "   </BI>",
      "  </LE>",
      "  <LE>",
      "   <LN>Sales</LN>",
      "   <LA>118</LA>",
      "   <CA>",
      "    <CT>Primary Cost Category</CT>",
      "    <LA>118</LA>",
      "    <CC>",
      "     <NA>Pune</NA>",
      "    </CC>",
      "   </CA>",
      "  </LE>",
      "  <IE>",
      "   <IT>Paper</IT>",
      "   <LA>100</LA>",
      "   <DE></DE>",
      "  </IE>",
      " </VC>",
      " <VC>",
      "  <VM>2</VM>",
      "  <VO>1</VO>",
      " </VC>",
      " <EN>",
      "  <NU>2</NU>",
      " </EN>",
      "</ENVELOPE>",
      "",
    ]);
    expect(interpreter.log).toMatchObject([
      { kind: "data", id: "ZqR", company: "Aarav & Sons", outcome: "answer", vouchersWalked: 2 },
    ]);
  });

  it("prints a logical that FETCH leaves out as No, and a text as nothing", () => {
    const withoutOptional = nested.replace(",IsOptional</FETCH>", "</FETCH>");
    const answer = ask(interpreterOf([books]), {
      kind: "data",
      id: "ZqR",
      variables: period,
      tdl: withoutOptional,
    });
    expect(answer).not.toContain("<VO>");
    expect(answer).not.toContain("<VR>");
  });

  it("prints nothing of a repeated line in a part that is not scrolled", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "data",
      id: "ZqR",
      variables: period,
      tdl: nested.replaceAll("<SCROLLED>Vertical</SCROLLED>", ""),
    });
    expect(answer).toBe("<ENVELOPE></ENVELOPE>\r\n");
  });

  it("accepts the aliases TOPPARTS, TOPLINES and LEFTFIELDS, and repeated elements", () => {
    const aliased = nested
      .replace(
        "<PARTS>ZqHead,ZqMain,ZqTail</PARTS>",
        "<TOPPARTS>ZqHead</TOPPARTS><TOPPARTS>ZqMain, ZqTail</TOPPARTS>",
      )
      .replaceAll("<LINES>", "<TOPLINES>")
      .replaceAll("</LINES>", "</TOPLINES>")
      .replaceAll("<FIELDS>", "<LEFTFIELDS>")
      .replaceAll("</FIELDS>", "</LEFTFIELDS>");
    const request = { kind: "data", id: "zq r", variables: period } as const;
    expect(ask(interpreterOf([books]), { ...request, tdl: aliased })).toBe(
      ask(interpreterOf([books]), { ...request, tdl: nested }),
    );
  });

  it("leaves indents and line ends out with PLAINXML", () => {
    const plain = nested.replace("</FORMS>", "</FORMS><PLAINXML>Yes</PLAINXML>");
    const answer = ask(interpreterOf([books]), { kind: "data", id: "ZqR", variables: period, tdl: plain });
    expect(answer).toContain("<VC><VM>2</VM><VO>1</VO></VC><EN><NU>2</NU></EN></ENVELOPE>");
  });

  it("prints one quoted line per row in ASCII and drops empty fields", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "data",
      id: "R",
      variables: "<SVEXPORTFORMAT>ASCII (Comma Delimited)</SVEXPORTFORMAT>",
      tdl:
        '<REPORT NAME="R"><FORMS>F</FORMS></REPORT><FORM NAME="F"><PARTS>P</PARTS></FORM>' +
        part("P", "L", "C") +
        '<LINE NAME="L"><FIELDS>A1,A2,A3</FIELDS></LINE><FIELD NAME="A1"><SET>$Name</SET></FIELD>' +
        '<FIELD NAME="A2"><SET>$Email</SET></FIELD><FIELD NAME="A3"><SET>†</SET></FIELD>' +
        '<COLLECTION NAME="C"><TYPE>Ledger</TYPE></COLLECTION>',
    });
    expect(answer).toBe('"Cash","†",\r\n"Bank","†",\r\n');
  });

  it("takes the tag of the form in place of ENVELOPE, and lets LOCAL share a field", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "data",
      id: "R",
      tdl:
        '<REPORT NAME="R"><FORMS>F</FORMS></REPORT><FORM NAME="F"><PARTS>P</PARTS><XMLTAG>data</XMLTAG></FORM>' +
        part("P", "L", "C") +
        '<PART NAME="Q"><LINES>M</LINES><XMLTAG>INNER</XMLTAG></PART>' +
        '<LINE NAME="L"><FIELDS>A1</FIELDS><XMLTAG>Row</XMLTAG><EXPLODE>Q : $$IsEqual:$Name:"Cash"</EXPLODE></LINE>' +
        '<LINE NAME="M"><FIELDS>A1</FIELDS><LOCAL>Field:A1:Set:$Parent</LOCAL></LINE>' +
        '<FIELD NAME="A1"><SET>$Name</SET></FIELD><COLLECTION NAME="C"><TYPE>Ledger</TYPE></COLLECTION>',
    });
    expect(answer.split("\r\n")).toEqual([
      "<DATA>",
      " <ROW>",
      "  <A1>Cash</A1>",
      "  <INNER>",
      "   <A1>Cash-in-Hand</A1>",
      "  </INNER>",
      " </ROW>",
      " <ROW>",
      "  <A1>Bank</A1>",
      " </ROW>",
      "</DATA>",
      "",
    ]);
  });

  it("hides a field that equals another one of its line", () => {
    const forex = { value: -20_000, rate: "84", currency: "$" };
    const lines = [ledgerLine("A", rupees(-168, { forex })), ledgerLine("B", rupees(168))];
    const answer = ask(
      interpreterOf([
        handBooks({
          name: "Hand",
          vouchers: [handVoucher({ masterId: 1, offset: 0, lists: { ALLLEDGERENTRIES: lines } })],
        }),
      ]),
      {
        kind: "data",
        id: "R",
        tdl:
          '<REPORT NAME="R"><FORMS>F</FORMS></REPORT><FORM NAME="F"><PARTS>P</PARTS></FORM>' +
          part("P", "L", "C") +
          part("Q", "M", "AllLedgerEntries") +
          '<LINE NAME="L"><EXPLODE>Q</EXPLODE></LINE><LINE NAME="M"><FIELDS>A1,A2,A3</FIELDS></LINE>' +
          '<FIELD NAME="A1"><SET>$$BaseValue:$Amount</SET><TYPE>Number</TYPE></FIELD>' +
          '<FIELD NAME="A2"><SET>$$ForexValue:$Amount</SET><TYPE>Number</TYPE><INVISIBLE>$$Value=#A1</INVISIBLE></FIELD>' +
          '<FIELD NAME="A3"><SET>$$RatexValue:$Amount</SET><TYPE>Number</TYPE><INVISIBLE>$$Value=1</INVISIBLE></FIELD>' +
          '<COLLECTION NAME="C"><TYPE>Voucher</TYPE></COLLECTION>',
      },
    );
    expect(answer).toBe(
      "<ENVELOPE>\r\n <A1>168</A1>\r\n <A2>2</A2>\r\n <A3>84</A3>\r\n <A1>168</A1>\r\n</ENVELOPE>\r\n",
    );
  });
});
