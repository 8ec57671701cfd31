import { describe, expect, it } from "vitest";
import {
  type Findings,
  type Installation,
  type Observation,
  type Step,
  decide,
  readInstallation,
} from "../../../src-main/source/installation.ts";
import { periodFor } from "../../../src-main/source/period.ts";

function observe(step: Step, more: Partial<Observation> = {}): Observation {
  return { step, outcome: "ok", code: null, seen: "", elapsedMs: 20, bytes: 1000, ...more };
}

function decideFrom(...observations: readonly Observation[]) {
  const findings: Findings = {
    url: "http://127.0.0.1:9000",
    product: "TallyPrime",
    release: "7.0",
    metAt: "2026-11-22T10:00:00.000Z",
    refusedStreams: [],
    observations,
  };
  return decide(findings);
}

describe("what follows from first contact", () => {
  it("is the usual way where everything answered as expected", () => {
    const all = (
      [
        "probeCollection",
        "probeReport",
        "headAndEnd",
        "oddPeriod",
        "allLinesOfADay",
        "plainVouchers",
        "census",
        "censusCounted",
        "fingerprintReport",
        "absentVoucher",
      ] as const
    ).map((step) => observe(step));
    expect(decideFrom(...all)).toMatchObject({
      countersForm: "report",
      headForm: "parts",
      isCounted: true,
      vouchersForm: "short",
      fingerprintsForm: "report",
      isAbsenceProven: true,
      isEducational: false,
      countingCost: null,
      isScanBounded: null,
      charactersPerSecond: null,
    });
  });

  it("falls back where a form was refused, held back or answered differently", () => {
    for (const outcome of ["refused", "heldBack", "differs"] as const) {
      const decided = decideFrom(
        observe("probeReport", { outcome }),
        observe("probeCollection", { outcome }),
        observe("probeNativeMethod"),
        observe("headAndEnd", { outcome }),
        observe("fingerprintReport", { outcome }),
        observe("fingerprintCollection"),
        observe("censusCounted", { outcome }),
        observe("absentVoucher", { outcome }),
      );
      expect(decided).toMatchObject({
        countersForm: "collectionNativeMethod",
        headForm: "lines",
        fingerprintsForm: "collection",
        isCounted: false,
        isAbsenceProven: false,
      });
    }
    expect(decideFrom()).toMatchObject({ countersForm: "none", fingerprintsForm: "none", headForm: "lines" });
    expect(decideFrom(observe("probeCollection")).countersForm).toBe("collectionFetch");
  });

  it("prints everything where the short form of vouchers is refused or gives other books", () => {
    const form = (
      short: Observation["outcome"],
      plain: Observation["outcome"],
    ): Installation["vouchersForm"] =>
      decideFrom(observe("allLinesOfADay", { outcome: short }), observe("plainVouchers", { outcome: plain }))
        .vouchersForm;
    expect(form("ok", "ok")).toBe("short");
    expect(form("ok", "differs")).toBe("plain");
    expect(form("refused", "ok")).toBe("plain");
    expect(form("heldBack", "ok")).toBe("plain");
    expect(form("ok", "refused")).toBe("short");
    expect(form("refused", "refused")).toBe("short");
    expect(decideFrom().vouchersForm).toBe("short");
  });

  it("gives up counting only where it clearly costs a second gathering", () => {
    const counting = (plainMs: number, countedMs: number) =>
      decideFrom(
        observe("census", { elapsedMs: plainMs }),
        observe("censusCounted", { elapsedMs: countedMs }),
      );
    expect(counting(1000, 1900)).toMatchObject({ isCounted: false, countingCost: 1.9 });
    expect(counting(1000, 1100)).toMatchObject({ isCounted: true, countingCost: 1.1 });
    expect(counting(10, 100)).toMatchObject({ isCounted: true, countingCost: null });
  });

  it("knows whether a typed day bounds the scan", () => {
    const scan = (dayMs: number, yearMs: number) =>
      decideFrom(observe("scanOfADay", { elapsedMs: dayMs }), observe("scanOfAYear", { elapsedMs: yearMs }))
        .isScanBounded;
    expect(scan(50, 4000)).toBe(true);
    expect(scan(3900, 4000)).toBe(false);
    expect(scan(10, 60)).toBeNull();
  });

  it("takes an Educational licence from periods that were not honoured, and the speed from long answers", () => {
    expect(decideFrom(observe("oddPeriod", { outcome: "differs" })).isEducational).toBe(true);
    expect(decideFrom(observe("census", { elapsedMs: 1000, bytes: 2_400_000 })).charactersPerSecond).toBe(
      1_200_000,
    );
  });

  it("is read back from a file, and forgotten when it has another form", () => {
    const decided = decideFrom(observe("liveness"));
    expect(readInstallation(JSON.parse(JSON.stringify(decided)))).toEqual(decided);
    for (const record of [null, undefined, 5, {}, { formatVersion: 1 }])
      expect(readInstallation(record)).toBeNull();
  });
});

describe("the period asked for", () => {
  it.each([
    ["2025-04-05", "2025-04-20", "2025-04-02", "2025-05-01"],
    ["2025-03-05", "2025-03-20", "2025-03-02", "2025-03-31"],
    ["2025-04-01", "2025-04-30", "2025-04-01", "2025-05-01"],
    ["2025-01-31", "2025-02-28", "2025-01-31", "2025-03-01"],
    ["2025-04-02", "2025-04-02", "2025-04-02", "2025-04-02"],
  ])("%s to %s is widened for an Educational licence to %s to %s", (from, to, widerFrom, widerTo) => {
    expect(periodFor({ from, to }, true)).toEqual({ from: widerFrom, to: widerTo });
    expect(periodFor({ from, to }, false)).toEqual({ from, to });
  });
});
