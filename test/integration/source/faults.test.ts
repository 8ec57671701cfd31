import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { vouchers } from "../../../src-main/catalog/vouchers.ts";
import { ledgers } from "../../../src-main/catalog/accounting.ts";
import type { ProbedCompany } from "../../../src-main/contract/company.ts";
import type { ErrorCode } from "../../../src-main/contract/errors.ts";
import type { EntityRow } from "../../../src-main/contract/value.ts";
import { type SampleTally, startSampleTally } from "../../../src-main/sample-tally/index.ts";
import type { Fault } from "../../../src-main/sample-tally/port/faults.ts";
import { type FullTallySource, createTallySource } from "../../../src-main/source/tally-source.ts";
import { collectRows } from "../../support/collect-rows.ts";

const signal = new AbortController().signal;
const window = { from: "2025-04-01", to: "2099-12-31" };

let sample: SampleTally;
let company: ProbedCompany;
const sources: FullTallySource[] = [];

beforeAll(async () => {
  sample = await startSampleTally({ vouchers: 60, companies: 2 });
});
afterAll(() => sample.close());
afterEach(async () => {
  sample.port.faults.clear();
  for (const source of sources.splice(0)) await source.close();
});

async function open(silenceTimeoutMs = 60_000): Promise<FullTallySource> {
  const source = createTallySource({ url: sample.url, silenceTimeoutMs, repeatPauseMs: 0 });
  sources.push(source);
  [company] = (await source.probe(signal)) as [ProbedCompany];
  return source;
}

async function readAll(source: FullTallySource): Promise<readonly EntityRow[]> {
  const sink = collectRows();
  const answer = await source.company(company).readVouchers({ window }, sink, signal);
  expect(answer.rowCount).toBe(sink.rows.length + sink.rejects.length);
  return sink.rows;
}

const faults: readonly (readonly [Fault, ErrorCode])[] = [
  [{ kind: "emptyReply" }, "SOURCE_CONNECTION_LOST"],
  [{ kind: "cut", fraction: 0.5, announcesLess: true }, "SOURCE_CUT_ANSWER"],
  [{ kind: "cut", fraction: 0.5 }, "SOURCE_CUT_ANSWER"],
  [{ kind: "emptyAnswer" }, "SOURCE_EMPTY_ANSWER"],
  [{ kind: "httpStatus", status: 503 }, "SOURCE_HTTP_STATUS"],
  [{ kind: "garbage" }, "SOURCE_NOT_TALLY"],
  [{ kind: "statusZero" }, "SOURCE_STATUS_ZERO"],
  [{ kind: "lineError", text: "Something is wrong" }, "SOURCE_LINE_ERROR"],
  [{ kind: "lineError", text: "Could not set 'SVCurrentCompany' to 'X'" }, "SOURCE_COMPANY_NOT_OPEN"],
  [{ kind: "errorMessage", text: "Bad" }, "SOURCE_ERROR_MESSAGE"],
  [{ kind: "exception", text: "Memory Access Violation" }, "SOURCE_EXCEPTION"],
  [{ kind: "unknownRequest" }, "SOURCE_UNKNOWN_REQUEST"],
  [{ kind: "otherPeriod", days: -3 }, "SOURCE_OTHER_PERIOD"],
];

describe("what can go wrong on the way", () => {
  it.each(faults.map(([fault, code]) => [JSON.stringify(fault), fault, code] as const))(
    "%s is never taken for an answer, and the next one is whole",
    async (_, fault, code) => {
      const source = await open();
      const good = await readAll(source);
      sample.port.faults.add({ fault });
      await expect(readAll(source)).rejects.toMatchObject({ code });
      expect(await readAll(source)).toEqual(good);
    },
  );

  it("a hanging Tally ends in a time-out", async () => {
    const source = await open(3000);
    sample.port.faults.add({ fault: { kind: "hang" } });
    await expect(readAll(source)).rejects.toMatchObject({ code: "SOURCE_TIMEOUT" });
    const patient = await open();
    expect((await readAll(patient)).length).toBeGreaterThan(0);
  });

  it("a reset is never taken for an answer", async () => {
    const source = await open();
    const good = await readAll(source);
    sample.port.faults.add({ fault: { kind: "reset", fraction: 0.3 } });
    // A reset may or may not throw away what had already arrived.
    const code: unknown = expect.stringMatching(/^SOURCE_(CUT_ANSWER|CONNECTION_LOST)$/);
    await expect(readAll(source)).rejects.toMatchObject({ code });
    expect(await readAll(source)).toEqual(good);
  });

  it("the answer of another company is refused", async () => {
    const source = await open();
    sample.port.faults.add({ fault: { kind: "otherCompany", company: "शारदा ट्रेडर्स & Co." } });
    await expect(readAll(source)).rejects.toMatchObject({ code: "SOURCE_OTHER_COMPANY" });
  });

  it("counters that are missing are unknown, never zero", async () => {
    const source = await open();
    sample.port.faults.add({ fault: { kind: "countersMissing" } });
    const { head } = await source.company(company).censusMasters(ledgers, signal);
    expect(head).toMatchObject({ mastersCounter: null, vouchersCounter: null });
  });

  it("characters that XML forbids do not stop a run", async () => {
    const source = await open();
    const all = await readAll(source);
    const good = new Set(all.map((row) => JSON.stringify(row)));
    const dates = [...new Set(all.map(({ values }) => String(values["date"])))];
    let spoiled = 0;
    for (const date of dates) {
      sample.port.faults.add({ fault: { kind: "invalidCharacters" } });
      const sink = collectRows();
      const asked = { window: { from: date, to: date } };
      const answer = await source.company(company).readVouchers(asked, sink, signal);
      expect(answer.rowCount).toBe(sink.rows.length + sink.rejects.length);
      const different = sink.rows.filter((row) => !good.has(JSON.stringify(row)));
      // The spoiled value may be one that cannot be decoded: then that record alone is rejected. Behind an amount it
      // stands where a currency's symbol may stand, and the amount is still that amount.
      expect(different.length + sink.rejects.length).toBeLessThanOrEqual(1);
      spoiled += different.length + sink.rejects.length;
    }
    expect(spoiled).toBeGreaterThan(dates.length / 3);
  });

  it("a slow answer is read as it comes", async () => {
    const source = await open();
    const good = await readAll(source);
    sample.port.faults.add({ fault: { kind: "slowDrip", bytesPerSecond: 400_000 } });
    expect(await readAll(source)).toEqual(good);
  });

  it("methods that a release does not know leave columns empty and lose no record", async () => {
    const source = await open();
    const good = await readAll(source);
    const unknown = vouchers.fetch.filter(
      (name) => !/^(Guid|MasterId|AlterId|Date)$/.test(name) && !/Entries|Details|Entry/.test(name),
    );
    sample.setUnknownMethods(unknown);
    try {
      const rows = await readAll(source);
      expect(rows.map(({ guid }) => guid)).toEqual(good.map(({ guid }) => guid));
      expect(rows.every(({ values }) => values["voucher_type_name"] === "")).toBe(true);
      expect(rows.map(({ children }) => children["voucher_batch_allocations"]?.length)).toEqual(
        good.map(({ children }) => children["voucher_batch_allocations"]?.length),
      );
    } finally {
      sample.setUnknownMethods([]);
    }
  });
});
