import { afterAll, beforeAll, expect, it } from "vitest";
import { type SampleTally, startSampleTally } from "../../../src-main/sample-tally/index.ts";

/** Figures of a period that clients of live questions read from masters; each must agree with the others. */
let sample: SampleTally;
beforeAll(async () => {
  sample = await startSampleTally({ companies: [{ name: "Totals" }], vouchers: 400, today: "2025-03-31" });
});
afterAll(() => sample.close());

async function ask(type: string, sets: readonly string[]): Promise<number[][]> {
  const fields = sets.map((set, at) => `<FIELD NAME="F${at}"><SET>${set}</SET></FIELD>`).join("");
  const body =
    "<ENVELOPE><HEADER><VERSION>1</VERSION><TALLYREQUEST>Export</TALLYREQUEST><TYPE>Data</TYPE><ID>R</ID></HEADER><BODY><DESC>" +
    "<STATICVARIABLES><SVEXPORTFORMAT>$$SysName:XML</SVEXPORTFORMAT><SVFROMDATE>1-Apr-2024</SVFROMDATE><SVTODATE>31-Mar-2025</SVTODATE></STATICVARIABLES>" +
    '<TDL><TDLMESSAGE><REPORT NAME="R"><FORMS>F</FORMS></REPORT><FORM NAME="F"><PARTS>P</PARTS></FORM>' +
    '<PART NAME="P"><LINES>L</LINES><REPEAT>L : C</REPEAT><SCROLLED>Vertical</SCROLLED></PART>' +
    `<LINE NAME="L"><FIELDS>${sets.map((_, at) => `F${at}`).join(",")}</FIELDS><XMLTAG>ROW</XMLTAG></LINE>${fields}` +
    `<COLLECTION NAME="C"><TYPE>${type}</TYPE></COLLECTION></TDLMESSAGE></TDL></DESC></BODY></ENVELOPE>`;
  const answer = await fetch(sample.url, {
    method: "POST",
    headers: { "Content-Type": "text/xml; charset=utf-8" },
    body,
  });
  return [...(await answer.text()).matchAll(/<ROW>([\s\S]*?)<\/ROW>/g)].map((row) =>
    [...(row[1] ?? "").matchAll(/<F\d+>(.*?)<\/F\d+>/g)].map((field) =>
      Number((field[1] ?? "").replace("(-)", "-")),
    ),
  );
}

const signed = (method: string): string =>
  `if $$IsDebit:$${method} then -$$NumValue:$${method} else $$NumValue:$${method}`;

it("adds opening, debits and credits of every ledger up to its closing", async () => {
  const ledgers = await ask(
    "Ledger",
    ["OpeningBalance", "DebitTotals", "CreditTotals", "ClosingBalance"].map(signed),
  );
  const moved = ledgers.filter(([, debits, credits]) => debits !== 0 || credits !== 0);
  expect(moved.length).toBeGreaterThan(20);
  for (const [opening = 0, debits = 0, credits = 0, closing = 0] of ledgers)
    expect(Math.abs(opening + debits + credits - closing)).toBeLessThan(0.005);
});

it("adds opening, inward and outward quantities of every item up to its closing", async () => {
  const tail = (method: string): string =>
    `if $$IsInwards:$${method} then $$Number:$$String:$${method}:"TailUnits" else -$$Number:$$String:$${method}:"TailUnits"`;
  const items = await ask(
    "StockItem",
    ["OpeningBalance", "InwardQuantity", "OutwardQuantity", "ClosingBalance"].map(tail),
  );
  expect(items.filter(([, inward, outward]) => inward !== 0 && outward !== 0).length).toBeGreaterThan(5);
  for (const [opening = 0, inward = 0, outward = 0, closing = 0] of items)
    expect(Math.abs(opening + inward + outward - closing)).toBeLessThan(0.0005);
});

it("prices stock without a sign, also where more went out than there was", async () => {
  const items = await ask("StockItem", [
    "$$Number:$ClosingRate",
    "if $$IsInwards:$ClosingBalance then 1 else 0",
  ]);
  expect(items.some(([, isInward]) => isInward === 0)).toBe(true);
  for (const [rate = 0] of items) expect(rate).toBeGreaterThanOrEqual(0);
});
