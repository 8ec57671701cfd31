import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import type { ProbedCompany } from "../../../src-main/contract/company.ts";
import { makeTradingCompany } from "../../../src-main/sample-tally/company.ts";
import { type TallyPort, startTallyPort } from "../../../src-main/sample-tally/server.ts";
import type { CompanySource, TallySource } from "../../../src-main/source/source.ts";
import { createTallySource } from "../../../src-main/source/tally-source.ts";
import { collectRows } from "../../support/collect-rows.ts";

const always = { from: "2000-01-01", to: "2099-12-31" };
const signal = new AbortController().signal;
const { books } = makeTradingCompany({
  name: 'Śrī & Söns "Traders"',
  vouchers: 250,
  seed: 7,
  companyNumber: "100001",
});
const other = makeTradingCompany({
  name: "Second Company",
  vouchers: 20,
  seed: 8,
  companyNumber: "100002",
}).books;

let port: TallyPort;
let source: TallySource;
let probed: readonly ProbedCompany[];
let company: CompanySource;

beforeAll(async () => {
  const options = {
    release: { major: 7, minor: 0 },
    isErp9: false,
    educational: false,
    unknownMethods: new Set<string>(),
    deleteBump: 2,
    pace: "fast" as const,
  };
  port = await startTallyPort({ port: 0, state: { companies: [books, other], active: other, options } });
  source = createTallySource({ url: port.url, silenceTimeoutMs: 30_000 });
  probed = await source.probe(signal);
  company = source.company(probed[0]!);
});
afterAll(async () => {
  await source.close();
  await port.close();
});

describe("the sample Tally through the source", () => {
  it("shows its companies in one small request", () => {
    expect(probed.map(({ name }) => name)).toEqual(['Śrī & Söns "Traders"', "Second Company"]);
    expect(probed.map(({ guid }) => guid)).toEqual(
      [books, other].map(({ company: { fields } }) => fields["GUID"]),
    );
    expect(source.traffic().requests).toBe(1);
    expect(source.traffic().bytes).toBeLessThan(400 * probed.length);
  });

  it("answers the liveness line", async () => {
    expect(await source.ping(signal)).toBe("TallyPrime");
  });

  it.each(
    streams.filter(({ counter }) => counter === "masters").map((stream) => [stream.name, stream] as const),
  )("%s are read whole and agree with their census", async (_, stream) => {
    const sink = collectRows();
    const answer = await company.readMasters(stream, {}, sink, signal);
    expect(sink.rejects).toEqual([]);
    expect(answer.rowCount).toBe(sink.rows.length);
    const census = await company.censusMasters(stream, signal);
    const keys = sink.rows.map(({ guid, masterId, alterId }) => ({ guid, masterId, alterId }));
    expect(census.entries).toEqual(keys);
    const middle = keys.map(({ alterId }) => alterId).sort((a, b) => a - b)[keys.length >> 1] ?? 0;
    const changed = collectRows();
    await company.readMasters(stream, { afterAlterId: middle }, changed, signal);
    expect(changed.rows).toEqual(sink.rows.filter(({ alterId }) => alterId > middle));
  });

  it("gives every voucher, and the same ones by windows, ALTERID and MASTERID", async () => {
    const all = collectRows();
    const answer = await company.readVouchers({ window: always }, all, signal);
    expect(all.rejects).toEqual([]);
    expect(answer.rowCount).toBe(books.voucherCount);
    const parts = collectRows();
    for (const window of [
      { from: "2000-01-01", to: "2025-09-30" },
      { from: "2025-10-01", to: "2099-12-31" },
    ]) {
      const half = await company.readVouchers({ window }, parts, signal);
      expect(half.head.from).toBe(window.from);
    }
    expect(parts.rows).toEqual(all.rows);
    const changed = collectRows();
    await company.readVouchers({ window: always, afterAlterId: 200 }, changed, signal);
    expect(changed.rows).toEqual(all.rows.filter(({ alterId }) => alterId > 200));
    const range = collectRows();
    await company.readVouchers({ window: always, masterIds: { from: 10, to: 19 } }, range, signal);
    expect(range.rows.map(({ masterId }) => masterId)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it("balances every accounting voucher to the paisa", async () => {
    const all = collectRows();
    await company.readVouchers({ window: always }, all, signal);
    const posting = all.rows.filter((row) => row.values["is_cancelled"] !== true);
    for (const row of posting) {
      const lines = row.children["voucher_ledger_entries"] ?? [];
      const sum = lines.reduce((total, line) => total + Math.round(Number(line["amount"]) * 10_000), 0);
      expect(sum).toBe(0);
    }
  });

  it("counts and sums per day what the census lists", async () => {
    const { days, rowCount } = await company.fingerprintDays(always, signal);
    const { entries } = await company.censusVouchers(always, signal);
    expect(rowCount).toBe(days.length);
    const total = (pick: (day: (typeof days)[number]) => number): number =>
      days.reduce((sum, day) => sum + pick(day), 0);
    expect(total(({ count }) => count)).toBe(entries.length);
    expect(total(({ sumMasterId }) => sumMasterId)).toBe(
      entries.reduce((sum, { masterId }) => sum + masterId, 0),
    );
    expect(total(({ sumAlterId }) => sumAlterId)).toBe(
      entries.reduce((sum, { alterId }) => sum + alterId, 0),
    );
    expect(new Set(days.map(({ date }) => date)).size).toBe(days.length);
  });

  it("tells numbers of one voucher type, details, and whether a voucher is there", async () => {
    const { numbers } = await company.readVoucherNumbers(
      { window: always, voucherTypeName: "Sales" },
      signal,
    );
    const all = collectRows();
    await company.readVouchers({ window: always }, all, signal);
    const sales = all.rows.filter((row) => row.values["voucher_type_name"] === "Sales");
    expect(numbers.map(({ masterId, voucherNumber }) => [masterId, voucherNumber])).toEqual(
      sales.map(({ masterId, values }) => [masterId, values["voucher_number"]]),
    );
    expect(await company.details(signal)).toMatchObject({ baseCurrency: "₹", country: "India" });
    expect(await company.hasVoucher(all.rows[0]!.masterId, signal)).toBe(true);
    expect(await company.hasVoucher(987_654, signal)).toBe(false);
  });

  it("refuses a company that is not what it was", async () => {
    const renamed = source.company({ ...probed[0]!, name: "Śrī" });
    const split = source.company({ ...probed[0]!, companyNumber: "100009" });
    for (const stranger of [renamed, split]) {
      await expect(stranger.censusVouchers(always, signal)).rejects.toMatchObject({
        code: "SOURCE_COMPANY_NOT_OPEN",
      });
    }
    expect(port.interpreter.blockage).toBeUndefined();
  });
});
