import { assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import type { CompanyBooks, Stored, TallyObject } from "../../../src-main/sample-tally/model.ts";
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

const currencies = [
  master("CURRENCY", 29, "I₹", { ORIGINALNAME: "₹", HASSPACE: true, ISSUFFIX: false }),
  master("CURRENCY", 845, "$", { ORIGINALNAME: "$", HASSPACE: true, ISSUFFIX: false }),
  master("UNIT", 40, "Gms", { DECIMALPLACES: 2 }),
];

function booksWith(fields: Record<string, Stored>, lists: TallyObject["lists"] = {}): CompanyBooks {
  return handBooks({
    name: "Hand",
    masters: [...currencies, master("LEDGER", 50, "Row", fields, lists)],
  });
}

/** What a FIELD prints whose SET is the formula, on a ledger with these fields. */
function printed(
  formula: string,
  fields: Record<string, Stored> = {},
  more: { lists?: TallyObject["lists"]; field?: string; tdl?: string } = {},
): string {
  const answer = ask(interpreterOf([booksWith(fields, more.lists)]), {
    kind: "data",
    id: "R",
    tdl:
      '<REPORT NAME="R"><FORMS>F</FORMS></REPORT><FORM NAME="F"><PARTS>P</PARTS></FORM>' +
      '<PART NAME="P"><LINES>L</LINES><REPEAT>L : C</REPEAT><SCROLLED>Vertical</SCROLLED></PART>' +
      '<LINE NAME="L"><FIELDS>X</FIELDS></LINE>' +
      `<FIELD NAME="X"><SET>${formula.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</SET>${more.field ?? ""}</FIELD>` +
      `<COLLECTION NAME="C"><TYPE>Ledger</TYPE></COLLECTION>${more.tdl ?? ""}`,
  });
  const match = /<X>([\s\S]*)<\/X>/.exec(answer);
  return match?.[1] ?? "";
}

const signed = (method: string): string =>
  `$$StringFindAndReplace:(if $$IsDebit:$${method} then -$$NumValue:$${method} else $$NumValue:$${method}):"(-)":"-"`;
const tail = (method: string): string =>
  `$$StringFindAndReplace:(if $$IsInwards:$${method} then $$Number:$$String:$${method}:"TailUnits" else -$$Number:$$String:$${method}:"TailUnits"):"(-)":"-"`;

describe("values as an expression prints them", () => {
  it.each<[string, Stored, string]>([
    ["a whole debit", rupees(-250), "-250"],
    ["a credit with paisa", rupees(54_112.5), "54112.50"],
    ["a debit with paisa", rupees(-1273.24), "-1273.24"],
    ["zero", rupees(0), "0"],
    ["nothing at all", undefined, "0"],
    ["a positive number on the debit side", rupees(11_420, { isDebit: true }), "11420"],
    ["a negative number on the credit side", rupees(-11_420, { isDebit: false }), "-11420"],
  ])("prints the signed amount of %s", (_what, value, text) => {
    expect(printed(signed("CreditLimit"), { CREDITLIMIT: value })).toBe(text);
  });

  it("prints a negative number turned into text with (-)", () => {
    expect(printed("-$$NumValue:$CreditLimit", { CREDITLIMIT: rupees(-11_420) })).toBe("(-)11420");
  });

  it("prints the same number with a minus in a field of type Number", () => {
    const field = "<TYPE>Number</TYPE>";
    expect(printed("0 - 11420", {}, { field })).toBe("-11420");
    expect(printed("$$BaseValue:$A", { A: rupees(-250_000) }, { field })).toBe("250000");
  });

  it.each<[string, Stored, string]>([
    ["inward boxes in their smallest unit", quantity(120, "Box of 12 Nos"), "120"],
    ["outward", quantity(-24.5, "Kg"), "-24.50"],
    ["nothing", undefined, "0"],
  ])("prints the tail quantity of %s", (_what, value, text) => {
    expect(printed(tail("Q"), { Q: value })).toBe(text);
  });

  it("prints quantities, units and rates as Tally writes them", () => {
    const boxes = { Q: quantity(228, "Box of 12 Nos") };
    expect(printed("$Q", boxes)).toBe("19 Box 0 Nos");
    expect(printed("$$Number:$$String:$Q", boxes)).toBe("19");
    expect(printed("$Q", boxes, { field: "<TYPE>Quantity : UnitSymbol</TYPE>" })).toBe("Box of 12 Nos");
    expect(printed("$Q", boxes, { field: "<TYPE>Number</TYPE><FORMAT>TailUnits</FORMAT>" })).toBe("228");
    const alternate = { value: 2e8, unit: "Gms" };
    expect(printed("$Q", { Q: quantity(200, "Kg", { alternate }) })).toBe("200 Kg = 2.00 Gms");
    const price = { R: rate(1020.45, "Box") };
    expect(printed("$$String:$R", price)).toBe("1020.45/Box");
    expect(printed("$$Number:$R", price)).toBe("1020.45");
    expect(printed("$R", { R: rate(25_000, "Nos") }, { field: "<TYPE>Rate : Price</TYPE>" })).toBe(
      "25000.00",
    );
    expect(printed("$R", price, { field: "<TYPE>Rate : Unit Symbol</TYPE>" })).toBe("Box");
    const foreign = { R: rate(2164.5, "Nos", { forex: { value: 50e8, currency: "$" } }) };
    const number = { field: "<TYPE>Number</TYPE>" };
    expect(printed('$$String:$R:"Forex"', foreign, number)).toBe("50");
  });

  it("prints foreign amounts whole and in parts", () => {
    const forex = { value: -20_000_000, rate: "84", currency: "$" };
    const fields = { A: rupees(-168_000, { forex }) };
    expect(printed("$A", fields)).toBe("-$ 2000.00 @ I₹ 84/$  = -I₹ 168000.00");
    const number = { field: "<TYPE>Number</TYPE>" };
    expect(printed("$$ForexValue:$A", fields, number)).toBe("2000");
    expect(printed("$$RatexValue:$A", fields, number)).toBe("84");
    expect(printed("$$Currency:$A", fields)).toBe("$");
    expect(printed("$$Currency:$A", { A: rupees(5) })).toBe("₹");
    const symbol = { field: "<TYPE>Amount : Rate</TYPE><FORMAT>Forex,Currency</FORMAT>" };
    expect(printed("$A", fields, symbol)).toBe("$");
    expect(printed("$A", { A: rupees(5) }, symbol)).toBe("- * -");
  });

  it("prints dates, due dates and logicals", () => {
    expect(printed("$D", { D: day(0) })).toBe("1-Apr-25");
    expect(printed('$$PyrlYYYYMMDDFormat:$D:"-"', { D: day(364) })).toBe("2026-03-31");
    expect(printed("(($$YearOfDate:$D)*10000)+(($$MonthOfDate:$D)*100)+$$DayOfDate:$D", { D: day(0) })).toBe(
      "20250401",
    );
    const due = { kind: "due", text: "2 Months", dueDay: 45_808, days: 61 } as const;
    expect(printed("$P", { P: due })).toBe("2 Months");
    expect(printed('$$PyrlYYYYMMDDFormat:$P:"-"', { P: due })).toBe("2025-06-01");
    expect(printed("$L", { L: true })).toBe("Yes");
    expect(printed('if $L then "1" else ""', { L: false })).toBe("");
    expect(printed("$$MonthStart:$D", { D: day(40) })).toBe("1-May-25");
  });
});

describe("the language", () => {
  it.each<[string, string]>([
    ['"a" + "b"', "ab"],
    ["'it''s'", "it&apos;s"],
    ["1 + 2 * 3", "7"],
    ["(1 + 2) * 3", "9"],
    ["10 / 4", "2.50"],
    ['if 2 > 1 and not 3 <= 2 then "y" else "n"', "y"],
    ['if 1 = 2 or "A" = "a" then "y" else "n"', "y"],
    ['if "Sundry Debtors" contains "debt" then "y" else "n"', "y"],
    ['if $$Date:"20250401" < $$Date:"2-Apr-2025" then "y" else "n"', "y"],
    ['$$StringFindAndReplace:"a-b-c":"-":"+"', "a+b+c"],
    ['$$Sprintf:"%s %s":"+91":"98"', "+91 98"],
    ["$$ZeroFill:7:3", "007"],
    ["$$StrByCharCode:241", "ñ"],
    ["##SVCurrentCompany", "Hand"],
    ["$Guid:Company:##SVCurrentCompany", "61c6de69-1748-461c-ad3f-162cb949df9f"],
    ["$AltVchId:Company:##SVCurrentCompany", ""],
    ["$CurrencyName:Company:##SVCurrentCompany", "₹"],
    ['$Name:Ledger:"row"', "Row"],
    ['$Name:Ledger:"row" + "text"', ""],
    ["$NoSuchThing", ""],
    ["$$SysName:Primary", "&#4; Primary"],
    ["$$String:$$Number:5", ""],
  ])("computes %s", (formula, text) => {
    expect(printed(formula)).toBe(text);
  });

  it("takes lines of lists by index, filter and last", () => {
    const lines = ["A", "B", "C"].map((name, index) =>
      object("LEDGSTREGDETAILS", { GSTIN: name, STATE: index === 1 ? "Goa" : "Kerala" }),
    );
    const more = {
      lists: { LEDGSTREGDETAILS: lines, ADDRESS: texts("ADDRESS", "one", "two") },
      tdl: '<SYSTEM TYPE="Formulae" NAME="InGoa">$$IsEqual:$State:"Goa"</SYSTEM>',
    };
    expect(printed("$LedGSTRegDetails[Last].GSTIN", {}, more)).toBe("C");
    expect(printed("$LedGSTRegDetails[First].GSTIN", {}, more)).toBe("A");
    expect(printed("$LedGSTRegDetails[2].GSTIN", {}, more)).toBe("B");
    expect(printed("$LedGSTRegDetails[1,@@InGoa].GSTIN", {}, more)).toBe("B");
    expect(printed("$LedGSTRegDetails[9].GSTIN", {}, more)).toBe("");
    expect(printed("$$NumItems:LedGSTRegDetails", {}, more)).toBe("3");
    expect(printed("$$FullList:Address:$Address", {}, more)).toBe("one, two");
    expect(printed("$Address", {}, more)).toBe("one");
  });

  it("ignores case and blanks of names", () => {
    expect(printed("$$ISEMPTY:$nothing")).toBe("Yes");
    expect(printed("@@MYFORMULA", {}, myFormula)).toBe("5");
  });

  it("runs functions that the request defines", () => {
    const tdl =
      '<FUNCTION NAME="ZqBool"><PARAMETER>val : Logical : None</PARAMETER><RETURNS>String</RETURNS>' +
      '<ACTION>00 : If : $$IsEmpty:##val</ACTION><ACTION>01 : Return : "none"</ACTION><ACTION>02 : Else :</ACTION>' +
      '<ACTION>03 : If : ##val</ACTION><ACTION>04 : Return : "true"</ACTION><ACTION>05 : Else :</ACTION>' +
      '<ACTION>06 : Return : "false"</ACTION><ACTION>07 : End If</ACTION><ACTION>08 : End If</ACTION></FUNCTION>' +
      '<FUNCTION NAME="ZqDay"><PARAMETER>D : Date</PARAMETER><VARIABLES>Sep : String : "-"</VARIABLES>' +
      "<VARIABLES>Y : String</VARIABLES><ACTION>1 : Set : Y : $$ZeroFill:($$YearOfDate:##D):4</ACTION>" +
      "<ACTION>2 : Return : $$String:##Y + ##Sep + $$ZeroFill:($$MonthOfDate:##D):2</ACTION></FUNCTION>";
    expect(printed("$$ZqBool:$L", { L: true }, { tdl })).toBe("true");
    expect(printed("$$ZqBool:$L", { L: false }, { tdl })).toBe("false");
    expect(printed("$$ZqBool:$Missing", {}, { tdl })).toBe("none");
    expect(printed("$$ZqDay:$D", { D: day(0) }, { tdl })).toBe("2025-04");
    const due = { kind: "due", text: "60 Days", dueDay: 45_807, days: 60 } as const;
    expect(printed("$$ZqDay:$P", { P: due }, { tdl })).toBe("2025-05");
  });

  it("prints any amount to the paisa as it is kept", () => {
    const paisa = integer({ min: -9_999_999_999_999, max: 9_999_999_999_999 });
    assert(
      property(paisa, (value) => {
        const text = printed(signed("A"), { A: { kind: "amount", base: value * 100 } });
        const rupee = (BigInt(Math.abs(value)) / 100n).toString();
        const rest = Math.abs(value) % 100;
        const digits = rest === 0 ? rupee : `${rupee}.${String(rest).padStart(2, "0")}`;
        expect(text).toBe(value < 0 ? `-${digits}` : digits);
      }),
      { numRuns: 200 },
    );
  });

  it("climbs to the parent for a method that the child does not have, never for one that is empty", () => {
    const line = ledgerLine("Row", rupees(5), { NARRATION: undefined, GSTCLASS: "x" });
    const books = handBooks({
      name: "Hand",
      vouchers: [
        handVoucher({
          masterId: 1,
          offset: 0,
          fields: { NARRATION: "head" },
          lists: { ALLLEDGERENTRIES: [line] },
        }),
      ],
    });
    const answer = ask(interpreterOf([books]), {
      kind: "data",
      id: "R",
      tdl:
        '<REPORT NAME="R"><FORMS>F</FORMS></REPORT><FORM NAME="F"><PARTS>P</PARTS></FORM>' +
        '<PART NAME="P"><LINES>L</LINES><REPEAT>L : C</REPEAT><SCROLLED>Vertical</SCROLLED></PART>' +
        '<PART NAME="Q"><LINES>M</LINES><REPEAT>M : AllLedgerEntries</REPEAT><SCROLLED>Vertical</SCROLLED></PART>' +
        '<LINE NAME="L"><EXPLODE>Q</EXPLODE></LINE><LINE NAME="M"><FIELDS>A1,A2,A3,A4</FIELDS></LINE>' +
        '<FIELD NAME="A1"><SET>$Narration</SET></FIELD><FIELD NAME="A2"><SET>$..Narration</SET></FIELD>' +
        '<FIELD NAME="A3"><SET>$VoucherNumber</SET></FIELD><FIELD NAME="A4"><SET>$GSTClass</SET></FIELD>' +
        '<COLLECTION NAME="C"><TYPE>Voucher</TYPE></COLLECTION>',
    });
    expect(answer).toBe(
      "<ENVELOPE>\r\n <A1></A1>\r\n <A2>head</A2>\r\n <A3>1</A3>\r\n <A4>x</A4>\r\n</ENVELOPE>\r\n",
    );
  });
});

const myFormula = { tdl: '<SYSTEM TYPE="Formulae" NAME="My Formula">2 + 3</SYSTEM>' };
