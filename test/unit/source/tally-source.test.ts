import { afterEach, describe, expect, it } from "vitest";
import { accountGroups, ledgers } from "../../../src-main/catalog/accounting.ts";
import type { ReplicaError } from "../../../src-main/contract/errors.ts";
import type { EntityRow, RejectedRecord } from "../../../src-main/contract/value.ts";
import { vouchers } from "../../../src-main/catalog/vouchers.ts";
import {
  type Scope,
  writeMastersRequest,
  writeProbeRequest,
  writeVouchersRequest,
} from "../../../src-main/source/request.ts";
import { createTallySource } from "../../../src-main/source/tally-source.ts";
import { escapeXml } from "../../../src-main/source/tdl-text.ts";
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

function collectRows(): {
  rows: EntityRow[];
  rejects: RejectedRecord[];
  onRow: (row: EntityRow) => void;
  onReject: (record: RejectedRecord) => void;
} {
  const rows: EntityRow[] = [];
  const rejects: RejectedRecord[] = [];
  return { rows, rejects, onRow: (row) => rows.push(row), onReject: (record) => rejects.push(record) };
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
        startingFrom: null,
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
    const { layout } = writeMastersRequest(scope, ledgers, null);
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
    const { layout } = writeMastersRequest(scope, accountGroups, null);
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
