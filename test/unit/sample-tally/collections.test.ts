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
  rupees,
  texts,
} from "./hand-books.ts";

/** The lines of the answer between COLLECTION and its end. */
function rowsOf(answer: string): string[] {
  const lines = answer.split("\r\n");
  const from = lines.findIndex((line) => line.startsWith("   <COLLECTION"));
  return lines.slice(from, lines.indexOf("  </DATA>"));
}

function inline(name: string, attributes: string, more = ""): string {
  return `<COLLECTION NAME="${name}">${attributes}</COLLECTION>${more}`;
}

const party = "ठेकेदार ट्रेडर्स";
const bill = object("BILLALLOCATIONS", { NAME: undefined, BILLTYPE: "On Account", AMOUNT: rupees(-101.01) });
const sale = handVoucher({
  masterId: 1,
  offset: 487,
  fields: {
    VOUCHERNUMBER: "1",
    VCHKEY: "61c6de69-1748-461c-ad3f-162cb949df9f-0000b49a:00000008",
    VOUCHERKEY: 198_573_517_963_272,
  },
  lists: {
    ALLLEDGERENTRIES: [
      ledgerLine(party, rupees(-101.01), {}, { BILLALLOCATIONS: [bill] }),
      ledgerLine("WR2 Sales", rupees(101.01)),
    ],
  },
});
const books = handBooks({
  name: "Aarav Trading Company Demo",
  fields: { LASTVOUCHERDATE: day(487) },
  masters: [
    master("GROUP", 1, "Capital Account", {
      PARENT: "\u0004 Primary",
      RESERVEDNAME: "Capital Account",
      PARENTSTRUCTURE: "\u0003Capital Account\u0003",
      ISREVENUE: false,
    }),
    master("GROUP", 25, "Sundry Debtors", { PARENT: "Current Assets" }),
    master("GROUP", 26, "Pune Debtors", { PARENT: "Sundry Debtors" }),
    master(
      "LEDGER",
      263,
      "Adarsh Packaging Co",
      {
        PARENT: "Sundry Debtors",
        PARTYGSTIN: "19AAACP7104Q1Z4",
        OPENINGBALANCE: rupees(8_289_540.54),
        ISBILLWISEON: true,
      },
      {
        BILLALLOCATIONS: [
          object("BILLALLOCATIONS", {
            BILLDATE: day(-1),
            NAME: "Op/1",
            BILLCREDITPERIOD: undefined,
            OPENINGBALANCE: rupees(-62_500),
          }),
        ],
        ADDRESS: texts("ADDRESS", "Line 1", "Line 2"),
      },
    ),
    master("LEDGER", 264, "Balaji", { PARENT: "Pune Debtors", OPENINGBALANCE: undefined }),
    master("CURRENCY", 845, "$", {
      ORIGINALNAME: "$",
      MAILINGNAME: "USD",
      DECIMALPLACES: 2,
      HASSPACE: false,
    }),
    master("STOCKITEM", 300, "Paper", { OPENINGBALANCE: quantity(10, "Nos"), BASEUNITS: "Nos" }),
  ],
  vouchers: [sale, handVoucher({ masterId: 2, offset: 488, type: "Receipt", fields: { ISOPTIONAL: true } })],
});
const company = "Aarav Trading Company Demo";

describe("the form of a collection answer", () => {
  it("opens with STATUS and 35 counters and closes with CRLF (cap:company-collection)", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "collection",
      id: "ZqCo",
      tdl: inline(
        "ZqCo",
        "<TYPE>company</TYPE><FETCH>Name, Guid, BooksFrom,LastVoucherDate</FETCH><FETCH>AltVchId,AltMstId</FETCH>",
      ),
    });
    const lines = answer.split("\r\n");
    expect(lines.slice(0, 10)).toEqual([
      "<ENVELOPE>",
      " <HEADER>",
      "  <VERSION>1</VERSION>",
      "  <STATUS>1</STATUS>",
      " </HEADER>",
      " <BODY>",
      "  <DESC>",
      "   <CMPINFO>",
      "    <COMPANY>0</COMPANY>",
      "    <GROUP>0</GROUP>",
    ]);
    expect(lines.filter((line) => /^ {4}<\w+>0</.test(line))).toHaveLength(35);
    expect(lines.slice(43, 47)).toEqual(["   </CMPINFO>", "  </DESC>", "  <DATA>", "   <COLLECTION>"]);
    expect(rowsOf(answer)).toEqual([
      "   <COLLECTION>",
      '    <COMPANY NAME="Aarav Trading Company Demo" RESERVEDNAME="">',
      '     <LASTVOUCHERDATE TYPE="Date">20260801</LASTVOUCHERDATE>',
      '     <BOOKSFROM TYPE="Date">20250401</BOOKSFROM>',
      '     <NAME TYPE="String">Aarav Trading Company Demo</NAME>',
      '     <GUID TYPE="String">61c6de69-1748-461c-ad3f-162cb949df9f</GUID>',
      '     <ALTVCHID TYPE="Number"> 50</ALTVCHID>',
      '     <ALTMSTID TYPE="Number"> 266</ALTMSTID>',
      "    </COMPANY>",
      "   </COLLECTION>",
    ]);
    expect(lines.slice(-4)).toEqual(["  </DATA>", " </BODY>", "</ENVELOPE>", ""]);
  });

  it("writes masters as captured, their name only in LANGUAGENAME (cap:ledger-collection)", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "collection",
      id: "List of Ledgers",
      company,
      tdl: '<COLLECTION NAME="List of Ledgers" ISMODIFY="Yes"><FETCH>NAME, GUID, REMOTEID, MASTERID, ALTERID, PARENT, PARTYGSTIN, OPENINGBALANCE</FETCH></COLLECTION>',
    });
    expect(rowsOf(answer)).toEqual([
      '   <COLLECTION ISMSTDEPTYPE="Yes" MSTDEPTYPE="8">',
      '    <LEDGER NAME="Adarsh Packaging Co" RESERVEDNAME="">',
      '     <GUID TYPE="String">61c6de69-1748-461c-ad3f-162cb949df9f-00000107</GUID>',
      '     <PARENT TYPE="String">Sundry Debtors</PARENT>',
      '     <PARTYGSTIN TYPE="String">19AAACP7104Q1Z4</PARTYGSTIN>',
      '     <ALTERID TYPE="Number"> 264</ALTERID>',
      '     <MASTERID TYPE="Number"> 263</MASTERID>',
      '     <OPENINGBALANCE TYPE="Amount">8289540.54</OPENINGBALANCE>',
      "     <LANGUAGENAME.LIST>",
      '      <NAME.LIST TYPE="String">',
      "       <NAME>Adarsh Packaging Co</NAME>",
      "      </NAME.LIST>",
      '      <LANGUAGEID TYPE="Number"> 1033</LANGUAGEID>',
      "     </LANGUAGENAME.LIST>",
      "    </LEDGER>",
      '    <LEDGER NAME="Balaji" RESERVEDNAME="">',
      '     <GUID TYPE="String">61c6de69-1748-461c-ad3f-162cb949df9f-00000108</GUID>',
      '     <PARENT TYPE="String">Pune Debtors</PARENT>',
      '     <ALTERID TYPE="Number"> 265</ALTERID>',
      '     <MASTERID TYPE="Number"> 264</MASTERID>',
      '     <OPENINGBALANCE TYPE="Amount">0.00</OPENINGBALANCE>',
      "     <LANGUAGENAME.LIST>",
      '      <NAME.LIST TYPE="String">',
      "       <NAME>Balaji</NAME>",
      "      </NAME.LIST>",
      '      <LANGUAGEID TYPE="Number"> 1033</LANGUAGEID>',
      "     </LANGUAGENAME.LIST>",
      "    </LEDGER>",
      "   </COLLECTION>",
    ]);
  });

  it("keeps reserved words, control characters and types apart (cap:group-collection, cap:currency-collection)", () => {
    const groups = ask(interpreterOf([books]), {
      kind: "collection",
      id: "List of Groups",
      tdl: '<COLLECTION NAME="List of Groups" ISMODIFY="Yes"><FETCH>PARENT,PARENTSTRUCTURE,ISREVENUE</FETCH></COLLECTION>',
    });
    expect(groups).toContain('<COLLECTION ISMSTDEPTYPE="Yes" MSTDEPTYPE="4">');
    expect(groups).toContain('<GROUP NAME="Capital Account" RESERVEDNAME="Capital Account">');
    expect(groups).toContain('<PARENT TYPE="String">&#4; Primary</PARENT>');
    expect(groups).toContain(">\u0003Capital Account\u0003<");
    expect(groups).toContain('<ISREVENUE TYPE="Logical">No</ISREVENUE>');
    const currencies = ask(interpreterOf([books]), {
      kind: "collection",
      id: "C",
      tdl: inline("C", "<TYPE>Currency</TYPE><FETCH>NAME,MAILINGNAME,DECIMALPLACES,HASSPACE</FETCH>"),
    });
    expect(rowsOf(currencies)).toEqual([
      '   <COLLECTION ISMSTDEPTYPE="Yes" MSTDEPTYPE="2048">',
      '    <CURRENCY NAME="$" RESERVEDNAME="">',
      '     <NAME TYPE="String">$</NAME>',
      '     <MAILINGNAME TYPE="String">USD</MAILINGNAME>',
      '     <HASSPACE TYPE="Logical">No</HASSPACE>',
      '     <DECIMALPLACES TYPE="Number"> 2</DECIMALPLACES>',
      "    </CURRENCY>",
      "   </COLLECTION>",
    ]);
  });

  it("writes a voucher with its default fields and fetched lines (cap:voucher-collection_sales)", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "collection",
      id: "V",
      tdl: inline(
        "V",
        "<TYPE>Voucher</TYPE><FETCH>ALTERID,ISOPTIONAL,EFFECTIVEDATE,ISCANCELLED,ALLLEDGERENTRIES.LEDGERNAME,ALLLEDGERENTRIES.AMOUNT</FETCH><FILTER>Fi</FILTER>",
        '<SYSTEM TYPE="Formulae" NAME="Fi">NOT $IsOptional</SYSTEM>',
      ),
    });
    expect(rowsOf(answer)).toEqual([
      '   <COLLECTION ISCMPDEPTYPE="Yes" CMPLOCUS="4" CMPDEPTYPE="64">',
      '    <VOUCHER REMOTEID="61c6de69-1748-461c-ad3f-162cb949df9f-00000001" VCHKEY="61c6de69-1748-461c-ad3f-162cb949df9f-0000b49a:00000008" VCHTYPE="Sales" OBJVIEW="Accounting Voucher View">',
      '     <DATE TYPE="Date">20260801</DATE>',
      "     <GUID>61c6de69-1748-461c-ad3f-162cb949df9f-00000001</GUID>",
      "     <REQUESTORRULE/>",
      "     <VOUCHERTYPENAME>Sales</VOUCHERTYPENAME>",
      "     <VOUCHERNUMBER>1</VOUCHERNUMBER>",
      '     <SERIALMASTER TYPE="String"></SERIALMASTER>',
      '     <ARESERIALMASTER TYPE="String"></ARESERIALMASTER>',
      "     <NUMBERINGSTYLE>Auto Retain</NUMBERINGSTYLE>",
      "     <PERSISTEDVIEW>Accounting Voucher View</PERSISTEDVIEW>",
      "     <ISDELETED>No</ISDELETED>",
      "     <ASORIGINAL>No</ASORIGINAL>",
      '     <ISDEEMEDPOSITIVE TYPE="Logical">Yes</ISDEEMEDPOSITIVE>',
      '     <ISOPTIONAL TYPE="Logical">No</ISOPTIONAL>',
      '     <EFFECTIVEDATE TYPE="Date">20260801</EFFECTIVEDATE>',
      '     <ISCANCELLED TYPE="Logical">No</ISCANCELLED>',
      "     <ISINVOICE>No</ISINVOICE>",
      "     <ASPAYSLIP>No</ASPAYSLIP>",
      "     <ISDELETEDVCHRETAINED>No</ISDELETEDVCHRETAINED>",
      '     <ISNEGISPOSSET TYPE="Logical">Yes</ISNEGISPOSSET>',
      '     <ALTERID TYPE="Number"> 1</ALTERID>',
      '     <MASTERID TYPE="Number"> 1</MASTERID>',
      '     <VOUCHERKEY TYPE="Number">198573517963272</VOUCHERKEY>',
      '     <VOUCHERRETAINKEY TYPE="Number">1</VOUCHERRETAINKEY>',
      '     <REUSEHOLEID TYPE="Number">0</REUSEHOLEID>',
      '     <VOUCHERNUMBERSERIES TYPE="String">Default</VOUCHERNUMBERSERIES>',
      "     <ALLLEDGERENTRIES.LIST>",
      `      <LEDGERNAME TYPE="String">${party}</LEDGERNAME>`,
      '      <ISDEEMEDPOSITIVE TYPE="Logical">Yes</ISDEEMEDPOSITIVE>',
      '      <ISLASTDEEMEDPOSITIVE TYPE="Logical">Yes</ISLASTDEEMEDPOSITIVE>',
      '      <AMOUNT TYPE="Amount">-101.01</AMOUNT>',
      "     </ALLLEDGERENTRIES.LIST>",
      "     <ALLLEDGERENTRIES.LIST>",
      '      <LEDGERNAME TYPE="String">WR2 Sales</LEDGERNAME>',
      '      <ISDEEMEDPOSITIVE TYPE="Logical">No</ISDEEMEDPOSITIVE>',
      '      <ISLASTDEEMEDPOSITIVE TYPE="Logical">No</ISLASTDEEMEDPOSITIVE>',
      '      <AMOUNT TYPE="Amount">101.01</AMOUNT>',
      "     </ALLLEDGERENTRIES.LIST>",
      "    </VOUCHER>",
      "   </COLLECTION>",
    ]);
  });

  it("prints empty lists up to 7.0 and leaves them out from 7.1", () => {
    const asked = {
      kind: "collection",
      id: "V",
      tdl: inline("V", "<TYPE>Voucher</TYPE><FETCH>ALLLEDGERENTRIES</FETCH>"),
    } as const;
    const empty = "      <BANKALLOCATIONS.LIST>      </BANKALLOCATIONS.LIST>";
    expect(ask(interpreterOf([books]), asked)).toContain(empty);
    const newer = interpreterOf([books], { release: { major: 7, minor: 1 } });
    expect(ask(newer, asked)).not.toContain("BANKALLOCATIONS");
  });

  it("writes a list of texts once with its type, and opening bills untyped when fetched whole", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "collection",
      id: "L",
      tdl: inline("L", "<TYPE>Ledger</TYPE><FETCH>ADDRESS,BILLALLOCATIONS</FETCH>"),
    });
    expect(answer).toContain(
      '     <ADDRESS.LIST TYPE="String">\r\n      <ADDRESS>Line 1</ADDRESS>\r\n      <ADDRESS>Line 2</ADDRESS>\r\n     </ADDRESS.LIST>\r\n',
    );
    expect(answer).toContain(
      "     <BILLALLOCATIONS.LIST>\r\n      <BILLDATE>20250331</BILLDATE>\r\n      <NAME>Op/1</NAME>\r\n" +
        "      <BILLCREDITPERIOD/>\r\n      <OPENINGBALANCE>-62500.00</OPENINGBALANCE>\r\n     </BILLALLOCATIONS.LIST>\r\n",
    );
  });
});

describe("what a collection gathers", () => {
  const names = (answer: string): string[] =>
    [...answer.matchAll(/<(?:LEDGER|GROUP) NAME="([^"]*)"/g)].map((match) => match[1] ?? "");

  it("takes CHILDOF directly, or at any depth with BELONGSTO", () => {
    const asked = (attributes: string): string[] =>
      names(
        ask(interpreterOf([books]), {
          kind: "collection",
          id: "L",
          tdl: inline("L", `<TYPE>Ledger</TYPE><CHILDOF>${attributes}`),
        }),
      );
    expect(asked("Sundry Debtors</CHILDOF>")).toEqual(["Adarsh Packaging Co"]);
    expect(asked('"Sundry Debtors"</CHILDOF><BELONGSTO>Yes</BELONGSTO>')).toEqual([
      "Adarsh Packaging Co",
      "Balaji",
    ]);
  });

  it("limits vouchers to a type, ANDs filters, computes and sorts", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "collection",
      id: "V",
      tdl: inline(
        "V",
        "<TYPE>Vouchers : VoucherType</TYPE><CHILDOF>Receipt</CHILDOF><COMPUTE>Twice : $MasterId * 2</COMPUTE><COMPUTE>Bad : $$NoSuchFunction:1</COMPUTE>",
      ),
    });
    expect(answer.match(/<VOUCHER /g)).toHaveLength(1);
    expect(answer).toContain('<TWICE TYPE="Number"> 4</TWICE>');
    expect(answer).not.toContain("<BAD");
    const sorted = ask(interpreterOf([books]), {
      kind: "collection",
      id: "L",
      tdl: inline("L", "<TYPE>Ledger</TYPE><SORT>Default : -$Name</SORT>"),
    });
    expect(names(sorted)).toEqual(["Balaji", "Adarsh Packaging Co"]);
  });

  it("sums by day, ascending, into OBJECT rows (cookbook §5)", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "collection",
      id: "ZqSum",
      tdl:
        inline("ZqSrc", "<TYPE>Voucher</TYPE><FETCH>Date,MasterId</FETCH>") +
        inline(
          "ZqSum",
          "<SOURCECOLLECTION>ZqSrc</SOURCECOLLECTION><BY>Day : $Date</BY><AGGRCOMPUTE>Cnt : SUM : $$Number:1</AGGRCOMPUTE><AGGRCOMPUTE>High : MAX : $$Number:$MasterId</AGGRCOMPUTE>",
        ),
    });
    expect(rowsOf(answer)).toEqual([
      "   <COLLECTION>",
      "    <OBJECT>",
      '     <DAY TYPE="String">1-Aug-26</DAY>',
      '     <CNT TYPE="Number"> 1</CNT>',
      '     <HIGH TYPE="Number"> 1</HIGH>',
      "    </OBJECT>",
      "    <OBJECT>",
      '     <DAY TYPE="String">2-Aug-26</DAY>',
      '     <CNT TYPE="Number"> 1</CNT>',
      '     <HIGH TYPE="Number"> 2</HIGH>',
      "    </OBJECT>",
      "   </COLLECTION>",
    ]);
  });

  it("walks into lines, pages through rows and knows the built-in filter", () => {
    const walked = ask(interpreterOf([books]), {
      kind: "collection",
      id: "S",
      tdl:
        inline("V", "<TYPE>Voucher</TYPE><FILTER>IsNonOptionalCancelledVchs</FILTER>") +
        inline(
          "S",
          "<SOURCECOLLECTION>V</SOURCECOLLECTION><WALK>AllLedgerEntries</WALK><BY>Led : $LedgerName</BY><AGGRCOMPUTE>Total : SUM : $Amount</AGGRCOMPUTE>",
        ),
    });
    expect(walked).toContain(
      '<LED TYPE="String">WR2 Sales</LED>\r\n     <TOTAL TYPE="Amount">101.01</TOTAL>',
    );
    const paged = ask(interpreterOf([books]), {
      kind: "collection",
      id: "L",
      tdl: inline(
        "L",
        "<TYPE>Ledger</TYPE><COMPUTEVAR>vIndex: Number : IF $$IsEmpty:##vIndex THEN 1 ELSE ##vIndex + 1</COMPUTEVAR><FILTERS>Page</FILTERS>",
        '<SYSTEM TYPE="Formulae" NAME="Page">##vIndex &lt;= 2 AND ##vIndex &gt; 1</SYSTEM>',
      ),
    });
    expect(names(paged)).toEqual(["Balaji"]);
  });

  it("answers rows that the request defines itself", () => {
    const answer = ask(interpreterOf([books], { educational: true }), {
      kind: "collection",
      id: "C",
      tdl:
        '<COLLECTION NAME="C"><OBJECTS>ZqInfo</OBJECTS></COLLECTION><OBJECT NAME="ZqInfo">' +
        "<LOCALFORMULA>EDU:$$LicenseInfo:IsEducationalMode</LOCALFORMULA><LOCALFORMULA>REL:@@VersionReleaseString</LOCALFORMULA></OBJECT>",
    });
    expect(rowsOf(answer)).toEqual([
      "   <COLLECTION>",
      "    <ZQINFO>",
      '     <EDU TYPE="Logical">Yes</EDU>',
      '     <REL TYPE="String">7.0</REL>',
      "    </ZQINFO>",
      "   </COLLECTION>",
    ]);
  });
});
