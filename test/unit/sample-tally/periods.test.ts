import { describe, expect, it } from "vitest";
import { ask, interpreterOf } from "./asking.ts";
import { day, handBooks, handVoucher, ledgerLine, master, quantity, rupees } from "./hand-books.ts";

/** Vouchers of 15-Apr-2025 (1), 1-May-2025 (2), 2-Apr-2026 (3); the displayed year is 2026-27. */
const books = handBooks({
  name: "Hand",
  fields: { LASTVOUCHERDATE: day(366) },
  masters: [
    master("GROUP", 1, "Sales Accounts", { PARENT: "\u0004 Primary", ISREVENUE: true }),
    master("LEDGER", 50, "Cash", { PARENT: "Cash-in-Hand", OPENINGBALANCE: rupees(-1000) }),
    master("LEDGER", 51, "Sales", { PARENT: "Sales Accounts", ISREVENUE: true }),
    master("STOCKITEM", 60, "Paper", {
      OPENINGBALANCE: quantity(4, "Nos"),
      OPENINGVALUE: rupees(-40),
      BASEUNITS: "Nos",
    }),
  ],
  vouchers: [voucher(1, 14, 100), voucher(2, 30, 200), voucher(3, 366, 400)],
});

function voucher(masterId: number, offset: number, amount: number): ReturnType<typeof handVoucher> {
  return handVoucher({
    masterId,
    offset,
    lists: {
      ALLLEDGERENTRIES: [ledgerLine("Cash", rupees(-amount)), ledgerLine("Sales", rupees(amount))],
    },
  });
}

function dates(from: string, to: string, typed = true): string {
  const type = typed ? ' TYPE="Date"' : "";
  return `<SVFROMDATE${type}>${from}</SVFROMDATE><SVTODATE${type}>${to}</SVTODATE>`;
}

function gathered(variables: string, options: { educational?: boolean } = {}): string[] {
  const answer = ask(interpreterOf([books], options), {
    kind: "collection",
    id: "V",
    variables,
    tdl: '<COLLECTION NAME="V"><TYPE>Voucher</TYPE></COLLECTION>',
  });
  return [...answer.matchAll(/<MASTERID[^>]*> (\d+)</g)].map((match) => match[1] ?? "");
}

/** Fields of a one-line report over ledgers, as `name:value`. */
function reported(variables: string, set: string, type = "Ledger"): string[] {
  const answer = ask(interpreterOf([books]), {
    kind: "data",
    id: "R",
    variables,
    tdl:
      '<REPORT NAME="R"><FORMS>F</FORMS></REPORT><FORM NAME="F"><PARTS>P</PARTS></FORM>' +
      '<PART NAME="P"><LINES>L</LINES><REPEAT>L : C</REPEAT><SCROLLED>Vertical</SCROLLED></PART>' +
      '<LINE NAME="L"><FIELDS>X</FIELDS></LINE>' +
      `<FIELD NAME="X"><SET>${set}</SET></FIELD><COLLECTION NAME="C"><TYPE>${type}</TYPE></COLLECTION>`,
  });
  return [...answer.matchAll(/<X>(.*)<\/X>/g)].map((match) => match[1] ?? "");
}

describe("the period of a request", () => {
  it("is the displayed one without dates, and silently so (protocol §5.1)", () => {
    expect(gathered("")).toEqual(["3"]);
  });

  it.each([
    ["d-MMM-yyyy", "1-Apr-2025", "30-Apr-2025"],
    ["yyyymmdd", "20250401", "20250430"],
    ["dd-mm-yyyy", "01-04-2025", "30-04-2025"],
  ])("honours typed dates written %s", (_form, from, to) => {
    expect(gathered(dates(from, to))).toEqual(["1"]);
  });

  it("ignores untyped dates on collections and honours them in reports (protocol §5.2)", () => {
    expect(gathered(dates("1-Apr-2025", "30-Apr-2025", false))).toEqual(["3"]);
    expect(reported(dates("1-Apr-2025", "30-Apr-2025", false), "$MasterId", "Voucher")).toEqual(["1"]);
  });

  it("gives no rows for an impossible date", () => {
    expect(gathered(dates("1-Apr-2025", "31-Jun-2025"))).toEqual([]);
  });

  it("ignores days other than 1, 2 and 31 in Educational mode (protocol §5.4)", () => {
    const educational = { educational: true };
    expect(gathered(dates("1-Apr-2025", "30-Apr-2025"), educational)).toEqual(["1", "2", "3"]);
    expect(gathered(dates("1-Apr-2025", "1-May-2025"), educational)).toEqual(["1", "2"]);
    expect(gathered(dates("15-Apr-2025", "31-Mar-2027"), educational)).toEqual(["3"]);
  });

  it("can be chosen on the screen for later requests", () => {
    const interpreter = interpreterOf([books]);
    const answer = ask(interpreter, {
      kind: "data",
      id: "R",
      tdl: '<REPORT NAME="R"><USE>Change Period</USE><SET>SVFromDate : "1-Apr-2025"</SET><SET>SVToDate : "31-Mar-2026"</SET></REPORT>',
    });
    expect(answer).toBe("<ENVELOPE></ENVELOPE>\r\n");
    const rows = ask(interpreter, {
      kind: "collection",
      id: "V",
      tdl: '<COLLECTION NAME="V"><TYPE>Voucher</TYPE></COLLECTION>',
    });
    expect(rows.match(/<VOUCHER /g)).toHaveLength(2);
  });

  it("only walks the days that literal dates of a filter leave (protocol §8)", () => {
    const interpreter = interpreterOf([books]);
    const filtered = (formula: string): number => {
      ask(interpreter, {
        kind: "collection",
        id: "V",
        variables: dates("1-Apr-2025", "31-Mar-2027"),
        tdl:
          '<COLLECTION NAME="V"><TYPE>Voucher</TYPE><FILTER>Fi</FILTER></COLLECTION>' +
          `<SYSTEM TYPE="Formulae" NAME="Fi">${formula}</SYSTEM>`,
      });
      return interpreter.log.at(-1)?.vouchersWalked ?? -1;
    };
    expect(filtered('$Date &gt;= $$Date:"20250416" AND $Date &lt; $$Date:"1-Jun-2025"')).toBe(1);
    expect(filtered("$AlterId &gt; 2")).toBe(3);
    expect(filtered('$Date = $$Date:"20250501" or $AlterId &gt; 100')).toBe(3);
  });
});

describe("balances", () => {
  it("follow the period: opening of the loaded one, closing at its end (protocol §5.7)", () => {
    const year = dates("1-Apr-2025", "31-Mar-2026");
    expect(reported(year, "$OpeningBalance")).toEqual(["-1000.00", ""]);
    expect(reported(year, "$ClosingBalance")).toEqual(["-1300.00", "300.00"]);
    const may = dates("1-May-2025", "31-May-2025");
    expect(reported(may, "$OpeningBalance")).toEqual(["-1100.00", "100.00"]);
    expect(reported(may, "$DebitTotals")).toEqual(["-200.00", "0.00"]);
  });

  it("open nominal ledgers at nothing in a new year", () => {
    const next = dates("1-Apr-2026", "31-Mar-2027");
    expect(reported(next, "$OpeningBalance")).toEqual(["-1300.00", "0.00"]);
    expect(reported(next, "$ClosingBalance")).toEqual(["-1700.00", "400.00"]);
  });

  it("give stock as quantity, rate and negative value", () => {
    const year = dates("1-Apr-2025", "31-Mar-2026");
    const all = '$$String:$ClosingBalance + "|" + $$String:$ClosingRate + "|" + $$String:$ClosingValue';
    expect(reported(year, all, "StockItem")).toEqual(["4 Nos|10.00/Nos|-40.00"]);
  });
});
