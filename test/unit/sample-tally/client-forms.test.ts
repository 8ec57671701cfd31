import { describe, expect, it } from "vitest";
import type { CompanyBooks } from "../../../src-main/sample-tally/model.ts";
import type { Interpreter } from "../../../src-main/sample-tally/tdl/interpreter.ts";
import { ask, interpreterOf } from "./asking.ts";
import { day, handBooks, handVoucher, ledgerLine, master, object, quantity, rupees } from "./hand-books.ts";

/** Ways in which clients proven on real Tallys word their requests (DL, MCP, TC, BR). */
const rates = ["CGST", "SGST/UTGST", "IGST"].map((head, index) =>
  object("RATEDETAILS", { GSTRATEDUTYHEAD: head, GSTRATE: [9, 9, 18][index] }),
);
const books: CompanyBooks = handBooks({
  name: "Hand",
  masters: [
    master("VOUCHERTYPE", 10, "Sales", { PARENT: "Sales", RESERVEDNAME: "Sales" }),
    master("VOUCHERTYPE", 11, "Export Sales", { PARENT: "Sales" }),
    master("VOUCHERTYPE", 12, "Sales Order", { PARENT: "Sales Order", RESERVEDNAME: "Sales Order" }),
    master("GROUP", 20, "Stock-in-Hand", { PARENT: "Current Assets", RESERVEDNAME: "Stock-in-Hand" }),
    master("LEDGER", 50, "Bank", { PARENT: "Bank Accounts", OPENINGBALANCE: rupees(-70) }),
    master("LEDGER", 51, "Goods", { PARENT: "Stock-in-Hand", GSTREGISTRATIONTYPE: "Unregistered/Consumer" }),
    master(
      "STOCKITEM",
      60,
      "Paper",
      { PARTNO: "P-1", ISBATCHWISEON: true, OPENINGBALANCE: quantity(24, "Box of 12 Nos") },
      {
        GSTDETAILS: [
          object(
            "GSTDETAILS",
            { APPLICABLEFROM: day(0), HSNCODE: "4802" },
            { STATEWISEDETAILS: [object("STATEWISEDETAILS", { STATENAME: "Any" }, { RATEDETAILS: rates })] },
          ),
        ],
      },
    ),
  ],
  vouchers: [
    handVoucher({
      masterId: 1,
      offset: 0,
      type: "Export Sales",
      lists: {
        ALLLEDGERENTRIES: [
          ledgerLine(
            "Bank",
            rupees(-20),
            {},
            {
              BANKALLOCATIONS: [object("BANKALLOCATIONS", { LEDGERNAME: "Buyer", AMOUNT: rupees(-20) })],
            },
          ),
          ledgerLine("Buyer", rupees(20)),
        ],
      },
    }),
    handVoucher({ masterId: 2, offset: 1, type: "Sales Order" }),
  ],
});

/** A stock item with rates for any state, as Tally writes that word. */
const anyState: CompanyBooks = handBooks({
  name: "Any",
  masters: [
    master(
      "STOCKITEM",
      60,
      "Paper",
      {},
      {
        GSTDETAILS: [
          object(
            "GSTDETAILS",
            {},
            {
              STATEWISEDETAILS: [
                object("STATEWISEDETAILS", { STATENAME: "Goa" }),
                object("STATEWISEDETAILS", { STATENAME: "\u0004 Any" }, { RATEDETAILS: rates }),
              ],
            },
          ),
        ],
      },
    ),
  ],
});

/** The fields of a report that walks `path` from the top collection down, one row per line. */
function walked(
  path: readonly string[],
  sets: readonly string[],
  more: { fetch?: string; tdl?: string; on?: Interpreter } = {},
): string[][] {
  const [top = "", ...lists] = path;
  const levels = ["Top", ...lists];
  const parts = levels.map(
    (name, index) =>
      `<PART NAME="P${index}"><LINES>L${index}</LINES><REPEAT>L${index} : ${name}</REPEAT><SCROLLED>Vertical</SCROLLED></PART>` +
      (index < lists.length
        ? `<LINE NAME="L${index}"><FIELDS>FldBlank</FIELDS><EXPLODE>P${index + 1}</EXPLODE></LINE>`
        : `<LINE NAME="L${index}"><FIELDS>${sets.map((_, at) => `F${at}`).join(",")}</FIELDS><XMLTAG>ROW</XMLTAG></LINE>`),
  );
  const answer = ask(more.on ?? interpreterOf([books]), {
    kind: "data",
    id: "MyReport",
    tdl:
      '<REPORT NAME="MyReport"><FORMS>MyForm</FORMS></REPORT><FORM NAME="MyForm"><PARTS>P0</PARTS></FORM>' +
      parts.join("") +
      sets.map((set, at) => `<FIELD NAME="F${at}"><SET>${set}</SET></FIELD>`).join("") +
      '<FIELD NAME="FldBlank"><SET>""</SET></FIELD>' +
      `<COLLECTION NAME="Top"><TYPE>${top}</TYPE>${more.fetch ?? ""}</COLLECTION>${more.tdl ?? ""}`,
  });
  return [...answer.matchAll(/<ROW>([\s\S]*?)<\/ROW>/g)].map((row) =>
    [...(row[1] ?? "").matchAll(/<F\d+>(.*?)<\/F\d+>/g)].map((field) => field[1] ?? ""),
  );
}

describe("a loader of one table per walk (DL)", () => {
  it("walks four levels and climbs for what is above", () => {
    expect(
      walked(
        ["StockItem", "GstDetails", "StateWiseDetails", "RateDetails"],
        ["$Name", "$HSNCode", "$GSTRateDutyHead", "$GSTRate"],
      ),
    ).toEqual([
      ["Paper", "4802", "CGST", "9"],
      ["Paper", "4802", "SGST/UTGST", "9"],
      ["Paper", "4802", "IGST", "18"],
    ]);
  });

  it("takes indexed lists below lists", () => {
    const rate =
      "if NOT $$IsEmpty:$StateWiseDetails then $StateWiseDetails[First].RateDetails[3].GstRate else 0";
    const set = "$GstDetails[Last].StateWiseDetails[First].RateDetails[3].GstRate";
    expect(walked(["StockItem"], [set])).toEqual([["18"]]);
    expect(walked(["StockItem"], [rate])).toEqual([["0"]]);
  });

  it("looks masters up by name, also with the name of the line above", () => {
    expect(
      walked(
        ["Voucher", "AllLedgerEntries", "BankAllocations"],
        ["$LedgerName", "$..LedgerName", "$Guid:Ledger:$..LedgerName"],
      ),
    ).toEqual([["Buyer", "Bank", "61c6de69-1748-461c-ad3f-162cb949df9f-00000032"]]);
  });

  it("asks what kind of voucher a type is", () => {
    const kinds = ["Accounting", "Inventory", "Order"].map(
      (kind) => `if $$Is${kind}Vch:$VoucherTypeName then 1 else 0`,
    );
    expect(walked(["Voucher"], ["$VoucherTypeName", ...kinds])).toEqual([
      ["Export Sales", "1", "0", "0"],
      ["Sales Order", "0", "0", "1"],
    ]);
  });

  it("asks whether a ledger lies under a group", () => {
    expect(walked(["Ledger"], ["$Name", "$$IsLedOfGrp:$Name:$$GroupStock"])).toEqual([
      ["Bank", "No"],
      ["Goods", "Yes"],
    ]);
  });

  it("sees lists and part number of a stock item only when FETCH names them, once there is a FETCH", () => {
    const sets = ["$Name", "$PartNo", "$GstDetails[Last].HSNCode"];
    expect(walked(["StockItem"], sets)).toEqual([["Paper", "P-1", "4802"]]);
    expect(walked(["StockItem"], sets, { fetch: "<FETCH>Name</FETCH>" })).toEqual([["Paper", "", ""]]);
    expect(walked(["StockItem"], sets, { fetch: "<FETCH>PartNo,GstDetails</FETCH>" })).toEqual([
      ["Paper", "P-1", "4802"],
    ]);
  });

  it("changes the company on the screen", () => {
    const interpreter = interpreterOf([books, handBooks({ name: "Other" })]);
    ask(interpreter, {
      kind: "data",
      id: "MyReport",
      tdl: '<REPORT NAME="MyReport"><USE>ChangeCurrentCompany</USE><SET>SVCurrentCompany : "Other"</SET></REPORT>',
    });
    expect(ask(interpreter, { kind: "function", id: "$$CurrentSimpleCompany" })).toContain(">Other<");
  });
});

describe("a client of live questions (MCP)", () => {
  const tdl = '<SYSTEM TYPE="Formulae" NAME="IsBank">$$IsEqual:$LedgerName:"Bank"</SYSTEM>';

  it("asks for the first line that meets a formula, and the one that does not", () => {
    const notBank = `${tdl}<SYSTEM TYPE="Formulae" NAME="NotBank">NOT $$IsEqual:$LedgerName:"Bank"</SYSTEM>`;
    const amount =
      "if $$IsDebit:($AllLedgerEntries[1,@@IsBank].Amount) then -$$NumValue:$AllLedgerEntries[1,@@IsBank].Amount else $$NumValue:$AllLedgerEntries[1,@@IsBank].Amount";
    expect(
      walked(["Voucher"], ["$AllLedgerEntries[1,@@NotBank].LedgerName", amount], { tdl: notBank }),
    ).toEqual([
      ["Buyer", "(-)20"],
      ["", "0"],
    ]);
  });

  it("takes a named master's balance as an argument, and a literal glued to a method", () => {
    const opening =
      'if $$IsDebit:$OpeningBalance:Ledger:"Bank" then -$$NumValue:$OpeningBalance:Ledger:"Bank" else 0';
    expect(walked(["Unit"], [opening])).toEqual([]);
    expect(walked(["VoucherType"], [opening])[0]).toEqual(["(-)70"]);
    expect(walked(["StockItem"], ['$$Number:$$String:$OpeningBalance"TailUnits"'])).toEqual([["24"]]);
  });

  it("leaves out what lies under the stock group", () => {
    const stock = ["$Name", "$$IsGroupStock"];
    expect(walked(["Ledger"], stock)).toEqual([
      ["Bank", "No"],
      ["Goods", "Yes"],
    ]);
    expect(walked(["Group"], stock)).toEqual([["Stock-in-Hand", "Yes"]]);
  });

  it("names the company by the variable itself", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "collection",
      id: "Ledger",
      company: "##SVCurrentCompany",
    });
    expect(answer).toContain('<LEDGER NAME="Bank"');
  });
});

describe("a library of typed objects (TC)", () => {
  it("gathers the vouchers of a predefined type, named by its function", () => {
    const gathered = (childOf: string): string =>
      ask(interpreterOf([books]), {
        kind: "collection",
        id: "OfType",
        tdl: `<COLLECTION NAME="OfType"><TYPE>Vouchers : VoucherType</TYPE><CHILDOF>${childOf}</CHILDOF><FETCH>MasterId</FETCH></COLLECTION>`,
      });
    expect(gathered("$$VchTypeSalesOrder")).toContain('VCHTYPE="Sales Order"');
    expect(gathered("$$VchTypePayment")).not.toContain("<VOUCHER ");
  });

  it("adds methods to a type of Tally and asks name sets", () => {
    const tdl =
      '<OBJECT NAME="VoucherType" ISMODIFY="Yes"><LOCALFORMULA>Core:(if $$IsSales:$Name then "Sales" else "") + ' +
      '(if $$IsSalesOrder:$Name then "Order" else "")</LOCALFORMULA></OBJECT>' +
      '<NAMESET NAME="TcTypes"><LIST>Unregistered/Consumer:"Consumer"</LIST><LIST>Regular:"Regular"</LIST></NAMESET>';
    expect(walked(["VoucherType"], ["$Name", "$Core"], { tdl })).toEqual([
      ["Sales", "Sales"],
      ["Export Sales", "Sales"],
      ["Sales Order", "Order"],
    ]);
    const set = "$$NameGetValue:$GSTRegistrationType:TcTypes";
    expect(walked(["Ledger"], [set], { tdl })).toEqual([[""], ["Consumer"]]);
  });

  it("counts vouchers per type by methods of the Statistics report", () => {
    const sets = ["$Name", "if $$IsEmpty:$MigVal then 0 else $MigVal", "$$DirectOptionalVch:$Name"];
    expect(walked(["VoucherTypes"], sets)).toEqual([
      ["Sales", "0", "0"],
      ["Export Sales", "1", "0"],
      ["Sales Order", "1", "0"],
    ]);
  });
});

describe("clients of one question each", () => {
  const stateRate = "$GstDetails[Last].StateWiseDetails[1, @@IsAnyState].RateDetails";

  it("takes a line by a condition, named by Tally's own formula or written in place", () => {
    const sets = [
      `${stateRate}[1, @@IsIGST].GSTRate`,
      `${stateRate}[1,\n ($$IsSysNameEqual:SGST:$GSTRateDutyHead)or($GSTRateDutyHead contains 'SGST/UTGST')].GSTRate`,
    ];
    expect(walked(["StockItem"], sets, { on: interpreterOf([anyState]) })).toEqual([["18", "9"]]);
  });

  it("asks for a value of the first line that meets a formula", () => {
    const tdl = '<SYSTEM TYPE="Formulae" NAME="IsBank">$$IsEqual:$LedgerName:"Bank"</SYSTEM>';
    const sets = [
      "$$FilterValue:$Amount:AllLedgerEntries:First:IsBank",
      "if NOT $$IsEmpty:($$FilterValue:$LedgerName:AllLedgerEntries:Last:IsBank) then 1 else 0",
    ];
    expect(walked(["Voucher"], sets, { tdl })).toEqual([
      ["-20.00", "1"],
      ["", "0"],
    ]);
  });

  it("knows that a list with lines is not empty", () => {
    const sets = [
      "$Name",
      "if $$IsEmpty:$StateWiseDetails then 0 else 1",
      "$StateWiseDetails[First].RateDetails[3].GstRate",
    ];
    expect(walked(["StockItem", "GstDetails"], sets)).toEqual([["Paper", "1", "18"]]);
    expect(walked(["StockItem"], ["if $$IsEmpty:$BatchAllocations then 0 else 1"])).toEqual([["0"]]);
  });

  it("gathers the groups and vouchers below a predefined group", () => {
    expect(walked(["Group"], ["$Name"], { fetch: "<CHILDOF>$$GroupCurrentAssets</CHILDOF>" })).toEqual([
      ["Stock-in-Hand"],
    ]);
    const below = (group: string): string[][] =>
      walked(["Vouchers : Group"], ["$VoucherTypeName"], { fetch: `<CHILDOF>"${group}"</CHILDOF>` });
    expect(below("Bank Accounts")).toEqual([["Export Sales"]]);
    expect(below("Stock-in-Hand")).toEqual([]);
  });

  it("gives an element a tag by a formula, and none where it is empty", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "data",
      id: "MyReport",
      tdl:
        '<REPORT NAME="MyReport"><FORMS>MyForm</FORMS></REPORT><FORM NAME="MyForm"><PARTS>P</PARTS></FORM>' +
        '<PART NAME="P"><LINES>L</LINES><REPEAT>L : C</REPEAT><SCROLLED>Vertical</SCROLLED></PART>' +
        '<LINE NAME="L"><FIELDS>A</FIELDS><XMLTAG>if $ParentIsBank then "" else "Other"</XMLTAG></LINE>' +
        '<FIELD NAME="A"><SET>$Name</SET><XMLTAG>"L" + $Name</XMLTAG></FIELD>' +
        '<COLLECTION NAME="C"><TYPE>Ledger</TYPE><COMPUTE>ParentIsBank : $Parent = "Bank Accounts"</COMPUTE></COLLECTION>',
    });
    expect(answer.replaceAll(/\s+/g, "")).toBe(
      "<ENVELOPE><LBANK>Bank</LBANK><OTHER><LGOODS>Goods</LGOODS></OTHER></ENVELOPE>",
    );
  });

  it("adds what FETCHLIST names to a collection Tally brings along, and reads over EXPORTHEADER", () => {
    const asked = { kind: "collection", id: "List of Ledgers" } as const;
    const tdl = "<ExportHeader>EmpId:1</ExportHeader>";
    const on = interpreterOf([books]);
    expect(ask(on, { ...asked, tdl })).not.toContain("<PARENT");
    expect(ask(on, { ...asked, tdl, fetchList: ["Parent, OpeningBalance"] })).toContain(
      '<PARENT TYPE="String">Bank Accounts</PARENT>',
    );
  });

  it("asks for one voucher by number in quotes, or by date and number", () => {
    const found = (id: string): string => {
      const answer = ask(interpreterOf([books]), {
        kind: "object",
        id,
        subtype: "VOUCHER",
        fetchList: ["*"],
      });
      return /<MASTERID[^>]*>\s*(\d+)/.exec(answer)?.[1] ?? answer.trim();
    };
    const voucherDate = (id: number): string =>
      /<DATE[^>]*>(\d{8})/.exec(
        ask(interpreterOf([books]), { kind: "object", id: `ID:${id}`, subtype: "VOUCHER", fetchList: ["*"] }),
      )?.[1] ?? "";
    expect(found("ID:'2'")).toBe("2");
    expect(found("ID:2")).toBe("2");
    expect(found(`Date:'${voucherDate(2)}' And VoucherNumber:'2'`)).toBe("2");
    expect(found(`Date:'${voucherDate(1)}' And VoucherNumber:'2'`)).toContain("Could not find");
  });

  it("asks for the register of one voucher type", () => {
    const register = (name: string): number =>
      ask(interpreterOf([books]), {
        kind: "data",
        id: "Voucher Register",
        variables: `<VOUCHERTYPENAME>${name}</VOUCHERTYPENAME>`,
      }).split("<VOUCHER ").length - 1;
    expect([register(""), register("Sales"), register("Export Sales"), register("Payment")]).toEqual([
      2, 1, 1, 0,
    ]);
  });

  it("asks for the masters of one kind, or for all", () => {
    const listed = (accountType: string): readonly string[] => {
      const variables = `<ACCOUNTTYPE>${accountType}</ACCOUNTTYPE>`;
      const answer = ask(interpreterOf([books]), { kind: "data", id: "List of Accounts", variables });
      return [
        ...new Set([...answer.matchAll(/<TALLYMESSAGE[^>]*>\s*<(\w+) /g)].map(([, type = ""]) => type)),
      ];
    };
    expect(listed("Stock Items")).toEqual(["STOCKITEM"]);
    expect(listed("Ledger")).toEqual(["LEDGER"]);
    expect(listed("")).toEqual(["GROUP", "LEDGER"]);
    expect(listed("All Masters")).toEqual(["GROUP", "LEDGER", "STOCKITEM", "VOUCHERTYPE"]);
  });

  it("counts a collection of the request as a function", () => {
    const answer = ask(interpreterOf([books]), {
      kind: "function",
      id: "$$NumItems",
      parameters: ["New Group"],
      tdl: '<COLLECTION NAME="New Group"><TYPE>Ledger</TYPE></COLLECTION>',
    });
    expect(answer).toContain('<RESULT TYPE="Number"> 2</RESULT>');
  });
});

it("prints nothing for methods and lists that a release does not know", () => {
  const on = interpreterOf([books], { unknownMethods: new Set(["PARTNO", "GSTDETAILS"]) });
  const sets = ["$Name", "$PartNo", "$$NumItems:GstDetails", "$GstDetails[Last].HSNCode"];
  expect(walked(["StockItem"], sets, { on })).toEqual([["Paper", "", "0", ""]]);
});
