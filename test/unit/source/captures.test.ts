import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type ErrorCode, ReplicaError } from "../../../src-main/contract/errors.ts";
import { readProbeCollection } from "../../../src-main/source/companies.ts";
import { readDate } from "../../../src-main/source/dates.ts";
import { createAnswerDecoder } from "../../../src-main/source/encoding.ts";
import type { AnswerConsumer } from "../../../src-main/source/exchange.ts";
import { readAmount, readQuantity, readRate } from "../../../src-main/source/expressions.ts";
import { readStockSummary, readTrialBalance } from "../../../src-main/source/figures.ts";
import {
  type LineShape,
  type ReadLine,
  type RowParent,
  cellText,
  createRowReader,
} from "../../../src-main/source/row-reader.ts";
import { reservedMark, unmark } from "../../../src-main/source/scrub.ts";
import { readLogical, readText } from "../../../src-main/source/values.ts";

/*
 * Answers of real Tallys, collected from public projects. They are not part of this repository: TALLY_CAPTURES names
 * their folder. The shapes they have stand in this project's own words in the other tests.
 */
const folder = process.env["TALLY_CAPTURES"] ?? "";

function bytesOf(name: string): Buffer {
  return readFileSync(join(folder, name));
}

function feed(name: string, consumer: AnswerConsumer, chunk = 777): void {
  const decoder = createAnswerDecoder(undefined);
  // The one file that is marked as an excerpt begins below its envelope.
  const isExcerpt = name.includes("EXCERPT");
  const whole = bytesOf(name);
  const bytes = isExcerpt
    ? Buffer.concat([Buffer.from("<ENVELOPE>"), whole, Buffer.from("</ENVELOPE>")])
    : whole;
  for (let at = 0; at < bytes.length; at += chunk)
    consumer.write(decoder.write(bytes.subarray(at, at + chunk)));
  consumer.write(decoder.end());
  consumer.end();
}

function shapeOf(tag: string, fields: readonly string[], lines: readonly LineShape[] = []): LineShape {
  return { tag, fields: new Set(fields), lines: new Map(lines.map((line) => [line.tag, line])) };
}

function readRows(name: string, shape: LineShape, inside: RowParent): readonly ReadLine[] {
  const rows: ReadLine[] = [];
  const reader = createRowReader(new Map([[shape.tag, shape]]), (row) => rows.push(row), inside);
  feed(name, reader);
  return rows;
}

function codeOf(name: string): ErrorCode | "accepted" {
  try {
    feed(
      name,
      createRowReader(new Map(), () => {}),
    );
    return "accepted";
  } catch (error) {
    if (error instanceof ReplicaError) return error.code;
    throw error;
  }
}

describe("captured answers", () => {
  beforeEach(({ skip }) => skip(folder === "", "TALLY_CAPTURES names no folder of captured answers"));

  it("that complain are recognised", () => {
    expect(codeOf("error_status0-could-not-set-svcurrentcompany.xml")).toBe("SOURCE_COMPANY_NOT_OPEN");
    expect(codeOf("error_errormsg-could-not-find-company_no-company-open.txt")).toBe(
      "SOURCE_COMPANY_NOT_OPEN",
    );
    expect(codeOf("import-response_rejected-date-exception_sanitised.xml")).toBe("SOURCE_LINE_ERROR");
    expect(codeOf("import-response_ledger-created_sanitised.xml")).toBe("SOURCE_UNREADABLE_ANSWER");
  });

  it("are never accepted when cut", () => {
    for (const name of ["report_stock-summary.xml", "company-collection_counters_baseline.xml"]) {
      const text = bytesOf(name).toString("utf8").trimEnd();
      for (let length = 1; length < text.length; length += 1) {
        const reader = createRowReader(new Map(), () => {});
        reader.write(text.slice(0, length));
        expect(() => reader.end()).toThrow(ReplicaError);
      }
    }
  });

  it("list the loaded companies with their counters", () => {
    const probe = readProbeCollection();
    feed("company-collection_counters_baseline.xml", probe.consumer);
    expect(probe.companies()).toEqual([
      {
        guid: "710de34a-3661-4a7b-8148-c2206c3b3e17",
        companyNumber: "",
        name: "Bharat Traders Probe Copy",
        booksFrom: "2025-04-01",
        isGroupCompany: false,
        mastersCounter: 266,
        vouchersCounter: 50,
        lastVoucherDate: "2026-03-01",
      },
    ]);
    const three = readProbeCollection();
    feed("company-collection_three-loaded_utf8.xml", three.consumer);
    expect(three.companies()).toHaveLength(3);
    const extent = readProbeCollection();
    feed("company-collection_altvchid-altmstid_utf8.xml", extent.consumer);
    expect(extent.companies().every(({ mastersCounter }) => mastersCounter !== null)).toBe(true);
  });

  it("hold masters whose control characters and reserved words survive", () => {
    const shape = shapeOf("GROUP", ["GUID", "PARENT", "MASTERID", "PARENTSTRUCTURE", "ISREVENUE"]);
    const groups = readRows("group-collection_identity_utf16le-nobom.xml", shape, "COLLECTION");
    expect(groups.length).toBeGreaterThan(20);
    const roots = groups.filter((group) => (cellText(group, "PARENT") ?? "").startsWith(reservedMark));
    expect(roots.length).toBeGreaterThan(10);
    expect(new Set(roots.map((group) => readText(cellText(group, "PARENT") ?? "")))).toEqual(
      new Set(["Primary"]),
    );
    expect(groups.some((group) => unmark(cellText(group, "PARENTSTRUCTURE") ?? "").includes("\u0003"))).toBe(
      true,
    );
    for (const group of groups) {
      const tail = (cellText(group, "GUID") ?? "").slice(-8);
      expect(Number.parseInt(tail, 16)).toBe(Number((cellText(group, "MASTERID") ?? "").trim()));
    }
  });

  it("hold ledgers and vouchers in every charset", () => {
    const ledger = shapeOf("LEDGER", ["GUID", "NAME", "PARENT", "OPENINGBALANCE", "CLOSINGBALANCE"]);
    for (const name of [
      "ledger-collection_list-of-ledgers_utf8.xml",
      "ledger-collection_balances_utf8.xml",
      "collection_invalid-char-ref-amp4_utf8.xml",
    ]) {
      const rows = readRows(name, ledger, "COLLECTION");
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows)
        for (const cell of row.cells) if (cell.tag.endsWith("BALANCE")) readAmount(cell.text);
    }
    expect(readRows("ledger-collection_EMPTY-unknown-company-status1.xml", ledger, "COLLECTION")).toEqual([]);
    expect(
      readRows("voucher-collection_EMPTY_utf16le-nobom.xml", shapeOf("VOUCHER", []), "COLLECTION"),
    ).toEqual([]);
    const voucher = shapeOf("VOUCHER", ["DATE", "GUID", "ISOPTIONAL", "ALTERID"]);
    for (const name of [
      "voucher-collection_sales-curated-fetch_utf8.xml",
      "voucher-collection_optional-voucher-wildcard_utf8.xml",
      "voucher-collection_edu-refused-svtodate_utf16le-nobom.xml",
    ]) {
      const rows = readRows(name, voucher, "COLLECTION");
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(readDate(cellText(row, "DATE") ?? "")).toMatch(/^20\d\d-/);
    }
  });

  it("of one request differ between charsets only in characters that were lost", () => {
    const decode = (name: string): string => {
      const decoder = createAnswerDecoder(undefined);
      return decoder.write(bytesOf(name)) + decoder.end();
    };
    const whole = decode("encoding_ledger_request-utf16_response-utf16le-nobom.bin");
    const lossy = decode("encoding_ledger_request-utf8_response-question-marks.bin");
    expect(whole).not.toBe(lossy);
    expect(whole.replace(/[^\u0000-\u007F]/g, "?")).toBe(lossy);
  });

  it("in the report form give nested lines in Tally's order", () => {
    const batch = shapeOf("BATCHALLOCATIONS.LIST", ["BATCHNAME", "AMOUNT"]);
    const entry = shapeOf("ALLINVENTORYENTRIES.LIST", ["STOCKITEMNAME", "RATE"], [batch]);
    const voucher = shapeOf("VOUCHER", ["GUID", "DATE", "ISCANCELLED"], [entry]);
    const rows = readRows("customreport_vouchers-sales_inventory-bills-batches.xml", voucher, "ENVELOPE");
    expect(rows.length).toBeGreaterThan(50);
    const lines = rows.flatMap((row) => row.lines);
    expect(lines).toHaveLength(102);
    expect(lines.flatMap((line) => line.lines).length).toBeGreaterThan(100);
    for (const row of rows) {
      expect(readDate(cellText(row, "DATE") ?? "")).toMatch(/^\d{4}-/);
      readLogical(cellText(row, "ISCANCELLED") ?? "");
    }
    expect(codeOf("customreport_vouchers-EMPTY.xml")).toBe("accepted");
    const currencies = readRows(
      "customreport_currencies_multicurrency.xml",
      shapeOf("CURRENCY", ["ORIGINALNAME"]),
      "ENVELOPE",
    );
    expect(currencies.map((row) => cellText(row, "ORIGINALNAME"))).toEqual(["$", "₹"]);
  });

  it("of item lines have quantities, rates and amounts that are understood", () => {
    const batch = shapeOf("BATCHALLOCATIONS.LIST", ["AMOUNT", "ACTUALQTY", "BATCHRATE"]);
    const item = shapeOf(
      "ALLINVENTORYENTRIES.LIST",
      ["STOCKITEMNAME", "RATE", "AMOUNT", "ACTUALQTY"],
      [batch],
    );
    const [voucher] = readRows(
      "voucher-collection_inventory-sales_EXCERPT.xml",
      shapeOf("VOUCHER", [], [item]),
      "COLLECTION",
    );
    const line = voucher?.lines[0];
    expect(line).toBeDefined();
    expect(readQuantity(cellText(line!, "ACTUALQTY") ?? "")?.parts.length).toBeGreaterThan(0);
    expect(readRate(cellText(line!, "RATE") ?? "")?.unit).not.toBe("");
    expect(readAmount(cellText(line!, "AMOUNT") ?? "")?.base).toMatch(/^-?\d/);
  });

  it("of the built-in reports give figures", () => {
    const trial = readTrialBalance();
    feed("report_trial-balance_groups.xml", trial.consumer);
    expect(trial.figures().slice(0, 2)).toEqual([
      { name: "Capital Account", amount: "1000000" },
      { name: "Current Liabilities", amount: "610783.72" },
    ]);
    const stock = readStockSummary();
    feed("report_stock-summary.xml", stock.consumer);
    expect(stock.figures()[0]).toEqual({ name: "A4 Paper Ream", amount: "-10577.32", quantity: "20 Box" });
    expect(stock.figures()).toHaveLength(5);
  });
});
