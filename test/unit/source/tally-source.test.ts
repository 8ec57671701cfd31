import { writeProbeRequest } from "../../../src-main/source/small-requests.ts";
import { afterEach, describe, expect, it } from "vitest";
import { accountGroups, ledgers } from "../../../src-main/catalog/accounting.ts";
import type { ReplicaError } from "../../../src-main/contract/errors.ts";
import { vouchers } from "../../../src-main/catalog/vouchers.ts";
import {
  type Scope,
  writeMastersRequest,
  writeVoucherNumbersRequest,
  writeVouchersRequest,
} from "../../../src-main/source/request.ts";
import { createTallySource } from "../../../src-main/source/tally-source.ts";
import { escapeXml } from "../../../src-main/source/tdl-text.ts";
import { collectRows } from "../../support/collect-rows.ts";
import { aarav, printAnswer, printLine } from "./answer-texts.ts";
import { type CannedTally, answerXml, startCannedTally } from "./canned-tally.ts";

const signal = new AbortController().signal;
const window = { from: "2025-04-01", to: "2025-04-30" };
const scope: Scope = {
  company: aarav.name,
  companyGuid: aarav.guid,
  period: window,
  isCounted: true,
  headForm: "parts",
};

let server: CannedTally | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

function probeAnswer(): string {
  const { line } = writeProbeRequest();
  const company = {
    guid: aarav.guid,
    number: ` ${aarav.companyNumber}`,
    name: escapeXml(aarav.name),
    booksFrom: aarav.booksFrom,
    masters: " 266",
    lastVoucherDate: "2025-04-30",
  };
  return `<ENVELOPE>\r\n${printLine(line, company)}</ENVELOPE>\r\n`;
}

async function startWith(xml: string): Promise<CannedTally> {
  server = await startCannedTally((request, response) => {
    const isProbe = !request.text.includes("SVCURRENTCOMPANY>");
    answerXml(request, response, isProbe ? probeAnswer() : xml);
  });
  return server;
}

describe("the probe", () => {
  it("reads every loaded company and says null where Tally says nothing", async () => {
    const tally = await startWith("");
    const source = createTallySource({ url: tally.url });
    expect(await source.probe(signal)).toEqual([
      {
        ...aarav,
        isGroupCompany: false,
        mastersCounter: 266,
        vouchersCounter: null,
        lastVoucherDate: "2025-04-30",
      },
    ]);
    expect(tally.seen).toHaveLength(1);
  });

  it("costs at most 400 bytes a company", () => {
    expect(Buffer.byteLength(probeAnswer(), "utf8")).toBeLessThan(400);
  });
});

describe("ledgers", () => {
  it("are read with their bills from one proven answer", async () => {
    const { layout } = writeMastersRequest(scope, ledgers);
    const rows = layout.rows;
    if (rows === null) throw new Error("no rows");
    const bills = [...rows.lines.values()].find((line) => line.reading?.list === "BillAllocations");
    if (bills === undefined) throw new Error("no bills");
    const bill = printLine(bills, {
      bill_name: "A/1",
      bill_date: "2024-03-01",
      credit_days: "30 Days",
      amount: "-1500.50",
      is_advance: "1",
    });
    const ledger = printLine(
      rows,
      {
        tally_guid: "-000000ab",
        master_id: " 171",
        alter_id: " 260",
        name: "Peña &amp; Co &#4; x",
        parent_name: "Sundry Debtors",
        opening_balance: "(-)1500.50",
        credit_limit: "",
        is_bill_wise: "1",
      },
      bill,
    );
    const tally = await startWith(printAnswer(layout, [ledger], { to: "2099-12-31" }));
    const source = createTallySource({ url: tally.url });
    await source.probe(signal);
    const sink = collectRows();
    const answer = await source.company(aarav).readMasters(ledgers, {}, sink, signal);
    expect(sink.rejects).toEqual([]);
    expect(answer).toMatchObject({
      rowCount: 1,
      head: { mastersCounter: 266, vouchersCounter: 50, name: aarav.name },
    });
    expect(sink.rows[0]).toMatchObject({
      guid: `${aarav.guid}-000000ab`,
      masterId: 171,
      alterId: 260,
      values: {
        name: "Peña & Co \u0004 x",
        opening_balance: "-1500.5",
        credit_limit: null,
        is_bill_wise: true,
        is_revenue: false,
        pan: "",
      },
    });
    expect(sink.rows[0]?.children["ledger_opening_bills"]).toEqual([
      {
        ledger_name: "Peña & Co \u0004 x",
        bill_name: "A/1",
        bill_date: "2024-03-01",
        due_date: null,
        credit_days: 30,
        amount: "-1500.5",
        is_advance: true,
      },
    ]);
  });

  it("are refused when another company of the same GUID answers", async () => {
    const { layout } = writeMastersRequest(scope, accountGroups);
    const tally = await startWith(printAnswer(layout, [], { company: { companyNumber: "100004" } }));
    const source = createTallySource({ url: tally.url });
    await source.probe(signal);
    const reading = source.company(aarav).readMasters(accountGroups, {}, collectRows(), signal);
    await expect(reading).rejects.toMatchObject({ code: "SOURCE_OTHER_COMPANY" });
  });
});

describe("vouchers", () => {
  it("are read with every list below them", async () => {
    const { layout } = writeVouchersRequest(scope, vouchers, { window });
    const rows = layout.rows;
    if (rows === null) throw new Error("no rows");
    const [withItems] = [...rows.lines.values()];
    if (withItems === undefined) throw new Error("no ledger lines");
    const line = printLine(withItems, { ledger_name: "Cash", amount: "-118.5" });
    const voucher = printLine(
      rows,
      {
        tally_guid: "-00000fa2",
        master_id: "4002",
        alter_id: "4189",
        date: "2025-04-05",
        voucher_type_name: "Payment",
        voucher_number: "7",
      },
      line,
    );
    const tally = await startWith(printAnswer(layout, [voucher], window));
    const source = createTallySource({ url: tally.url });
    await source.probe(signal);
    const sink = collectRows();
    const answer = await source.company(aarav).readVouchers({ window }, sink, signal);
    expect(answer.rowCount).toBe(1);
    expect(sink.rows[0]).toMatchObject({
      guid: `${aarav.guid}-00000fa2`,
      values: { date: "2025-04-05", effective_date: "2025-04-05" },
    });
    expect(sink.rows[0]?.children["voucher_ledger_entries"]?.[0]).toMatchObject({
      ledger_name: "Cash",
      amount: "-118.5",
      is_deemed_positive: true,
    });
  });

  it("are refused when Tally worked in a narrower period", async () => {
    const { layout } = writeVouchersRequest(scope, vouchers, { window });
    const tally = await startWith(printAnswer(layout, [], { from: "2025-04-15", to: "2025-04-30" }));
    const source = createTallySource({ url: tally.url });
    await source.probe(signal);
    const failure = await source
      .company(aarav)
      .readVouchers({ window }, collectRows(), signal)
      .catch((error: unknown) => error as ReplicaError);
    expect(failure).toMatchObject({ code: "SOURCE_OTHER_PERIOD" });
  });

  it("are not asked of a company that the probe did not show", async () => {
    const tally = await startWith("");
    const source = createTallySource({ url: tally.url });
    await source.probe(signal);
    const other = source.company({ ...aarav, name: "Another" });
    await expect(other.readVouchers({ window }, collectRows(), signal)).rejects.toMatchObject({
      code: "SOURCE_COMPANY_NOT_OPEN",
    });
    expect(tally.seen).toHaveLength(1);
  });
});

describe("one voucher by its MASTERID", () => {
  const objectOf = (inner: string): string =>
    `<ENVELOPE><HEADER><VERSION>1</VERSION><STATUS>1</STATUS></HEADER><BODY><DATA><TALLYMESSAGE>${inner}</TALLYMESSAGE></DATA></BODY></ENVELOPE>`;
  const voucher = (masterId: number, more = ""): string =>
    objectOf(`<VOUCHER REMOTEID="x"><GUID>${aarav.guid}-00000fa2</GUID><MASTERID> ${masterId}</MASTERID>${more}
      <ALLLEDGERENTRIES.LIST><GUID>other</GUID><MASTERID>1</MASTERID></ALLLEDGERENTRIES.LIST></VOUCHER>`);

  async function ask(xml: string): Promise<boolean> {
    const tally = await startWith(xml);
    const source = createTallySource({ url: tally.url });
    await source.probe(signal);
    return source.company(aarav).hasVoucher(4002, signal);
  }

  it("is there, or is gone by exactly the one line that says so", async () => {
    expect(await ask(voucher(4002))).toBe(true);
    await server?.close();
    expect(await ask("<ERRORMSG>Could not find Voucher:ID:4002!</ERRORMSG>\r\n")).toBe(false);
    await server?.close();
    const declared =
      '<?xml version="1.0"?>\n<errormsg TYPE="String">Could not find Voucher:ID:4002!</errormsg>';
    expect(await ask(declared)).toBe(false);
    await server?.close();
    expect(await ask(voucher(4002, "<ISDELETED>Yes</ISDELETED>"))).toBe(false);
  });

  it.each([
    ["another number", "<ERRORMSG>Could not find Voucher:ID:4003!</ERRORMSG>", "SOURCE_ERROR_MESSAGE"],
    [
      "two lines",
      "<ERRORMSG>Could not find Voucher:ID:4002!</ERRORMSG><ERRORMSG>x</ERRORMSG>",
      "SOURCE_ERROR_MESSAGE",
    ],
    ["no company", "<ERRORMSG>Could not find Company:X!</ERRORMSG>", "SOURCE_COMPANY_NOT_OPEN"],
    ["another voucher", voucher(4003), "SOURCE_UNREADABLE_ANSWER"],
    ["another company's voucher", voucher(4002).replace(aarav.guid, "feed"), "SOURCE_UNREADABLE_ANSWER"],
    ["no voucher", objectOf(""), "SOURCE_UNREADABLE_ANSWER"],
    ["a cut voucher", voucher(4002).slice(0, -20), "SOURCE_CUT_ANSWER"],
    ["status 0", "<ENVELOPE><HEADER><STATUS>0</STATUS></HEADER></ENVELOPE>", "SOURCE_STATUS_ZERO"],
  ])("is in doubt when the answer is %s", async (_, xml, code) => {
    await expect(ask(xml)).rejects.toMatchObject({ code });
  });

  it("is asked only right after a company list that shows the company", async () => {
    const clock = { nowMs: 0, now: () => new Date(clock.nowMs), sleep: async () => {} };
    const tally = await startWith(voucher(4002));
    const source = createTallySource({ url: tally.url, clock });
    await source.probe(signal);
    await source.company(aarav).hasVoucher(4002, signal);
    expect(tally.seen).toHaveLength(2);
    clock.nowMs = 10_000;
    await source.company(aarav).hasVoucher(4002, signal);
    expect(tally.seen).toHaveLength(4);
    await expect(
      source.company({ ...aarav, companyNumber: "9" }).hasVoucher(4002, signal),
    ).rejects.toMatchObject({ code: "SOURCE_COMPANY_NOT_OPEN" });
    expect(tally.seen).toHaveLength(4);
  });
});

describe("company lists that leave doubt", () => {
  const { line } = writeProbeRequest();
  const print = (more: Record<string, string>): string =>
    printLine(line, {
      guid: aarav.guid,
      number: "100003",
      name: "Aarav",
      booksFrom: "2024-04-01",
      masters: "5",
      ...more,
    });
  const probed = { ...aarav, name: "Aarav" };

  async function probeOf(...companies: readonly string[]) {
    server = await startCannedTally((request, response) =>
      answerXml(request, response, `<ENVELOPE>${companies.join("")}</ENVELOPE>`),
    );
    const source = createTallySource({ url: server.url });
    return { source, seen: server.seen, companies: await source.probe(signal) };
  }

  it("of two names that Tally cannot tell apart refuse both", async () => {
    const { source } = await probeOf(print({}), print({ name: " AARAV ", number: "100004", guid: "other" }));
    const reading = source.company(probed).censusVouchers(window, signal);
    await expect(reading).rejects.toMatchObject({
      code: "SOURCE_COMPANY_AMBIGUOUS",
      details: { companies: "Aarav (100003), AARAV (100004)" },
    });
  });

  it("of a group company refuse it", async () => {
    const { source } = await probeOf(print({ isGroupCompany: "1" }));
    await expect(source.company(probed).censusVouchers(window, signal)).rejects.toMatchObject({
      code: "SOURCE_GROUP_COMPANY",
    });
  });

  it("of a name with a question mark are asked again in UTF-16", async () => {
    const { seen, companies } = await probeOf(print({ name: "Who?" }));
    expect(seen.map(({ contentType }) => contentType)).toEqual([
      "text/xml; charset=utf-8",
      "text/xml; charset=utf-16",
    ]);
    expect(companies[0]?.name).toBe("Who?");
  });

  it("that are empty or refused mean that no company is open", async () => {
    expect((await probeOf()).companies).toEqual([]);
    await server?.close();
    const refusal =
      "<HEADER><STATUS>0</STATUS></HEADER><BODY><DATA><LINEERROR>Could not find Company &apos;&apos;</LINEERROR></DATA></BODY>";
    expect((await probeOf(refusal)).companies).toEqual([]);
  });

  it("that cannot be read are no answer", async () => {
    await expect(probeOf(print({ booksFrom: "31-Jun-25" }))).rejects.toMatchObject({
      code: "SOURCE_ANSWERS_DIFFERENTLY",
    });
  });
});

describe("numbers of a voucher type", () => {
  it("whose name has no safe form in a formula are sorted out on our side", async () => {
    const type = 'Sales 5" pipes';
    const { layout, text } = writeVoucherNumbersRequest(scope, window, type);
    expect(text).not.toContain("pipes");
    const rows = layout.rows!;
    const print = (masterId: number, voucherTypeName: string): string =>
      printLine(rows, {
        master_id: String(masterId),
        voucherNumber: "7",
        voucherTypeName,
      });
    const tally = await startWith(
      printAnswer(layout, [print(1, escapeXml(type)), print(2, "Sales")], window),
    );
    const source = createTallySource({ url: tally.url });
    await source.probe(signal);
    const { numbers } = await source
      .company(aarav)
      .readVoucherNumbers({ window, voucherTypeName: type }, signal);
    expect(numbers).toEqual([{ masterId: 1, voucherNumber: "7" }]);
  });
});
