import { afterEach, describe, expect, it } from "vitest";
import type { EntityRow } from "../../../src-main/contract/value.ts";
import { makeTradingCompany } from "../../../src-main/sample-tally/company.ts";
import { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import type { CompanyBooks, TallyOptions } from "../../../src-main/sample-tally/model.ts";
import type { Fault } from "../../../src-main/sample-tally/port/faults.ts";
import { type TallyPort, startTallyPort } from "../../../src-main/sample-tally/server.ts";
import { discoverAt, discoverLocal } from "../../../src-main/source/discover.ts";
import type { Installation } from "../../../src-main/source/installation.ts";
import { type FullTallySource, createTallySource } from "../../../src-main/source/tally-source.ts";

const signal = new AbortController().signal;
const always = { from: "2000-01-01", to: "2099-12-31" };
const usual: TallyOptions = {
  release: { major: 7, minor: 1 },
  isErp9: false,
  educational: false,
  unknownMethods: new Set(),
  deleteBump: 2,
  pace: "fast",
};
const name = "Śrī & Söns";
const { books } = makeTradingCompany({ name, vouchers: 120, seed: 3 });
const educational = makeTradingCompany({ name, vouchers: 120, seed: 3, isEducational: true }).books;
const empty = makeTradingCompany({ name: "Empty", seed: 5, vouchers: 0 }).books;

const ports: TallyPort[] = [];
const sources: FullTallySource[] = [];
afterEach(async () => {
  for (const source of sources.splice(0)) await source.close();
  for (const port of ports.splice(0)) await port.close();
});

async function start(
  companies: readonly CompanyBooks[],
  options: Partial<TallyOptions> = {},
): Promise<TallyPort> {
  const state = { companies, active: companies[0], options: { ...usual, ...options } };
  const port = await startTallyPort({ port: 0, state });
  ports.push(port);
  return port;
}

function sourceOf(port: TallyPort, installation: Installation | null = null): FullTallySource {
  const source = createTallySource({ url: port.url, silenceTimeoutMs: 20_000, installation });
  sources.push(source);
  return source;
}

async function meet(port: TallyPort): Promise<Installation> {
  const source = sourceOf(port);
  const [company] = await source.probe(signal);
  return source.meet(company!, signal);
}

async function readAll(port: TallyPort, installation: Installation | null): Promise<readonly EntityRow[]> {
  const source = sourceOf(port, installation);
  const [company] = await source.probe(signal);
  const rows: EntityRow[] = [];
  const sink = { onRow: (row: EntityRow) => rows.push(row), onReject: () => {} };
  await source.company(company!).readVouchers({ window: always }, sink, signal);
  return rows;
}

describe("first contact", () => {
  it("finds that a licensed Prime answers as expected, from the smallest request on", async () => {
    const port = await start([books]);
    const met = await meet(port);
    expect(met).toMatchObject({
      product: "TallyPrime",
      release: "7.1",
      countersForm: "report",
      headForm: "parts",
      isCounted: true,
      fingerprintsForm: "report",
      isAbsenceProven: true,
      isEducational: false,
      refusedStreams: [],
    });
    expect(met.observations.map(({ step }) => step).slice(0, 4)).toEqual([
      "liveness",
      "probeCollection",
      "probeReport",
      "smallestReport",
    ]);
    expect(met.observations.every(({ outcome }) => outcome === "ok")).toBe(true);
    expect(port.interpreter.blockage).toBeUndefined();
  });

  it("finds an Educational licence, and reads everything through it all the same", async () => {
    const port = await start([educational], { educational: true });
    const met = await meet(port);
    expect(met.isEducational).toBe(true);
    const source = sourceOf(port, met);
    const [company] = await source.probe(signal);
    const { entries } = await source
      .company(company!)
      .censusVouchers({ from: "2025-05-05", to: "2025-08-20" }, signal);
    const all = await readAll(port, met);
    const inside = all.filter(
      ({ values }) => String(values["date"]) >= "2025-05-05" && String(values["date"]) <= "2025-08-20",
    );
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.map(({ guid }) => guid)).toEqual(inside.map(({ guid }) => guid));
    const figures = source.company(company!).trialBalance("2025-08-20", signal);
    await expect(figures).rejects.toMatchObject({ code: "SOURCE_OTHER_PERIOD" });
  });

  it("works with a company that never had a voucher", async () => {
    const port = await start([empty]);
    const source = sourceOf(port);
    const [company] = await source.probe(signal);
    expect(company?.vouchersCounter).toBeNull();
    const met = await source.meet(company!, signal);
    expect(met).toMatchObject({ headForm: "parts", fingerprintsForm: "report" });
  });

  describe("decides nothing by one bad moment, whichever question it strikes", () => {
    /** The list of companies and the liveness line come before. */
    const requests = Array.from({ length: 34 }, (_, index) => index + 2);
    const bad: readonly Fault[] = [
      { kind: "lineError", text: "Something went wrong" },
      { kind: "otherPeriod", days: 90 },
      { kind: "emptyAnswer" },
    ];
    const { books: own, world } = makeTradingCompany({ name, vouchers: 16, seed: 3 });
    const control = new CompanyControl(own, world);

    function formsOf({ url: _url, metAt: _metAt, observations: _all, ...forms }: Installation): unknown {
      return { ...forms, charactersPerSecond: null };
    }

    it.for(bad)("$kind", async (fault) => {
      const port = await start([own]);
      const usual = await meet(port);
      expect(port.log.length).toBeGreaterThan(requests.length);
      for (const at of requests.filter((request) => request % bad.length === bad.indexOf(fault))) {
        port.faults.add({ fault, after: at });
        expect(formsOf(await meet(port)), `request ${at}`).toEqual(formsOf(usual));
        port.faults.clear();
      }
    });

    it("somebody enters one voucher and alters another", async () => {
      const port = await start([own]);
      const usual = await meet(port);
      const take = port.faults.take.bind(port.faults);
      for (const at of requests) {
        let left = at;
        port.faults.take = (...request) => {
          left -= 1;
          if (left === 0) {
            control.postRandom({ kind: "receipt" });
            control.setNarration(control.voucherIds().at(-2) ?? 0, `altered before request ${at}`);
          }
          return take(...request);
        };
        expect(formsOf(await meet(port)), `request ${at}`).toEqual(formsOf(usual));
      }
    });
  });

  it("stops where Tally goes silent", async () => {
    const port = await start([books]);
    const source = createTallySource({ url: port.url, silenceTimeoutMs: 3000, livenessTimeoutMs: 3000 });
    sources.push(source);
    const [company] = await source.probe(signal);
    const steps: string[] = [];
    const meeting = source.meet(company!, signal, ({ step }) => {
      steps.push(step);
      if (step === "smallestReport") port.interpreter.openDialog("Error in TDL");
    });
    await expect(meeting).rejects.toMatchObject({ code: "SOURCE_TIMEOUT" });
    expect(steps.at(-1)).toBe("smallestReport");
  });
});

describe("the other forms give the same rows and proofs", () => {
  it("in one part, with counters from the probe", async () => {
    const port = await start([books]);
    const met = await meet(port);
    const lines: Installation = {
      ...met,
      headForm: "lines",
      isCounted: false,
      countersForm: "collectionFetch",
    };
    expect(await readAll(port, lines)).toEqual(await readAll(port, met));
    const source = sourceOf(port, { ...lines, isCounted: true, countersForm: "collectionNativeMethod" });
    const [company] = await source.probe(signal);
    const { head, entries } = await source.company(company!).censusVouchers(always, signal);
    expect(head.vouchersCounter).toBe(company?.vouchersCounter);
    expect(entries).toHaveLength(books.voucherCount);
  });

  it("with sums per day from a native collection", async () => {
    const port = await start([books]);
    const met = await meet(port);
    const daysOf = async (installation: Installation) => {
      const source = sourceOf(port, installation);
      const [company] = await source.probe(signal);
      return (
        await source.company(company!).fingerprintDays({ from: "2025-04-01", to: "2026-03-31" }, signal)
      ).days;
    };
    const days = await daysOf(met);
    expect(days.length).toBeGreaterThan(10);
    expect(await daysOf({ ...met, fingerprintsForm: "collection" })).toEqual(days);
  });
});

describe("figures", () => {
  it("are Tally's own, as of the day", async () => {
    const port = await start([books]);
    const source = sourceOf(port);
    const [company] = await source.probe(signal);
    const of = source.company(company!);
    const trial = await of.trialBalance("2026-03-31", signal);
    const opening = trial.figures.find((figure) => figure.name === "Opening Stock");
    expect(opening?.amount).toMatch(/^-\d/);
    expect(trial.head.to).toBe("2026-03-31");
    const stock = await of.stockSummary("2026-03-31", signal);
    expect(stock.figures.length).toBeGreaterThan(5);
    const window = { from: "2025-04-01", to: "2026-03-31" };
    const months = await of.vouchersPerTypeAndMonth(window, signal);
    const { entries } = await of.censusVouchers(window, signal);
    expect(months.figures.reduce((sum, { count }) => sum + count, 0)).toBe(entries.length);
    expect(months.figures.every(({ month }) => month.endsWith("-01"))).toBe(true);
  });
});

describe("finding Tally", () => {
  it("tells a Tally with companies from one without, and from nothing", async () => {
    const withCompany = await start([books]);
    const without = await start([]);
    expect(await discoverAt(withCompany.url, signal)).toMatchObject({ kind: "tally", companies: [{ name }] });
    expect(await discoverAt(without.url, signal)).toMatchObject({ kind: "noCompany", product: "TallyPrime" });
    const found = await discoverLocal(signal, {}, [withCompany.port, 1]);
    expect(found.map(({ kind }) => kind)).toEqual(["tally"]);
    withCompany.interpreter.openDialog("a message waits");
    expect(await discoverAt(withCompany.url, signal, { livenessTimeoutMs: 1000 })).toMatchObject({
      kind: "busy",
    });
    expect(await discoverAt("127.0.0.1:1", signal)).toMatchObject({ kind: "notRunning" });
    expect(await discoverAt("no-such-host.invalid", signal)).toMatchObject({ kind: "unknownHost" });
  });
});
