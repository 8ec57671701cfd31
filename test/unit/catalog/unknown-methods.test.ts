import { describe, expect, test } from "vitest";
import { streamByName } from "../../../src-main/catalog/index.ts";
import type { EntityRow, Values } from "../../../src-main/contract/value.ts";
import { makeTradingCompany } from "../../../src-main/sample-tally/company.ts";
import { Interpreter } from "../../../src-main/sample-tally/tdl/interpreter.ts";
import { createNormaliser } from "../../../src-main/source/normalise.ts";
import { writeVouchersRequest } from "../../../src-main/source/request.ts";
import { createRowReader } from "../../../src-main/source/row-reader.ts";

/*
 * What is hidden by comparing two methods must not go wrong on a release that lacks one of them: its own columns are
 * empty there, every other value is as it was.
 */

const { books } = makeTradingCompany({ seed: 3, vouchers: 300 });
const vouchers = streamByName("vouchers");
const window = { from: "2025-04-01", to: "2027-03-31" };
const { NAME: company, GUID: companyGuid } = books.company.fields;
if (typeof company !== "string" || typeof companyGuid !== "string") throw new TypeError("no company");
const scope = { company, companyGuid, period: window, isCounted: true };
const request = writeVouchersRequest(scope, vouchers, { window });

function readWithout(method: string, guid: string): readonly EntityRow[] {
  const options = {
    release: { major: 7, minor: 0 },
    isErp9: false,
    educational: false,
    unknownMethods: new Set([method]),
    deleteBump: 2,
    pace: "fast" as const,
  };
  const outcome = new Interpreter({ companies: [books], active: books, options }).answer({
    body: Buffer.from(request.text, "utf8"),
    contentType: "text/xml; charset=utf-8",
  });
  if (outcome.kind !== "answer" || request.layout.rows === null) throw new Error("no answer");
  const { head, rows, end } = request.layout;
  const normalise = createNormaliser(vouchers, rows, guid);
  const read: EntityRow[] = [];
  const reader = createRowReader(new Map([head, rows, end].map((line) => [line.tag, line])), (line) => {
    if (line.tag !== rows.tag) return;
    const normalised = normalise(line);
    if (normalised.kind !== "row") throw new Error(normalised.record.reason);
    read.push(normalised.row);
  });
  reader.write(Buffer.concat([...outcome.pieces]).toString("utf8"));
  reader.end();
  return read;
}

function differingColumns(table: string, left: Values, right: Values): readonly string[] {
  return Object.keys(left)
    .filter((column) => left[column] !== right[column])
    .map((column) => `${table}.${column}`);
}

function differences(left: EntityRow, right: EntityRow): readonly string[] {
  const inLines = Object.entries(left.children).flatMap(([table, lines]) => {
    const others = right.children[table] ?? [];
    if (others.length !== lines.length) return [`${table}: ${others.length} for ${lines.length} lines`];
    return lines.flatMap((line, index) => differingColumns(table, line, others[index] ?? {}));
  });
  return [...differingColumns("vouchers", left.values, right.values), ...inLines];
}

describe("a release without a method", () => {
  const whole = readWithout("NothingIsCalledSo", companyGuid);

  test.each([
    ["GSTOVRDNNATURE", ["voucher_inventory_entries.gst_nature", "voucher_ledger_entries.gst_nature"]],
    ["PARTYLEDGERNAME", ["vouchers.party_name"]],
    ["ISPARTYLEDGER", ["voucher_ledger_entries.is_party_ledger"]],
    ["GODOWNNAME", ["voucher_batch_allocations.godown_name", "voucher_inventory_entries.godown_name"]],
    ["BATCHNAME", ["voucher_batch_allocations.batch_name"]],
    ["BATCHRATE", ["voucher_batch_allocations.rate"]],
    ["DESTINATIONGODOWNNAME", ["voucher_batch_allocations.destination_godown_name"]],
    ["BILLDATE", ["voucher_bill_allocations.bill_date"]],
    ["BILLTYPE", ["voucher_bill_allocations.bill_type"]],
    ["INSTRUMENTDATE", ["voucher_bank_allocations.instrument_date"]],
  ])("%s loses %j and nothing else", (method, columns) => {
    const rows = readWithout(method, companyGuid);
    expect(rows.length).toBe(whole.length);
    const found = whole.flatMap((row, index) => differences(row, rows[index] ?? row));
    expect([...new Set(found)].toSorted()).toEqual(columns);
  });
});
