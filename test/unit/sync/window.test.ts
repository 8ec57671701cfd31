import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween } from "../../../src-main/sync/dates.ts";
import {
  beginOfWalk,
  endOfTime,
  evenWindows,
  planWindows,
  windowsOfDays,
} from "../../../src-main/sync/window.ts";

const span = { from: "2025-04-01", to: "2028-03-31" };

describe("windows of voucher dates", () => {
  it("cuts by counts per day and leaves no day out", () => {
    const windows = planWindows(
      span,
      [
        { date: "2025-04-01", count: 60 },
        { date: "2025-04-05", count: 50 },
        { date: "2025-04-06", count: 500 },
        { date: "2025-04-07", count: 1 },
      ],
      100,
    );
    expect(windows).toEqual([
      { from: "2025-04-01", to: "2025-04-04" },
      { from: "2025-04-05", to: "2025-04-05" },
      { from: "2025-04-06", to: "2025-04-06" },
      { from: "2025-04-07", to: "2028-03-31" },
    ]);
  });

  it("covers the span exactly once, whatever the counts", () => {
    const days = fc.array(
      fc.record({ offset: fc.integer({ min: -10, max: 1200 }), count: fc.integer({ min: 0, max: 400 }) }),
    );
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 500 }), (list, limit) => {
        const counts = list.map(({ offset, count }) => ({ date: addDays(span.from, offset), count }));
        const windows = planWindows(span, counts, limit);
        expect(windows[0]?.from).toBe(span.from);
        expect(windows.at(-1)?.to).toBe(span.to);
        for (let i = 1; i < windows.length; i += 1) {
          expect(daysBetween(windows[i - 1]!.to, windows[i]!.from)).toBe(1);
        }
      }),
    );
  });

  it("cuts a span of unknown contents into even slices up to the last voucher", () => {
    expect(evenWindows(span, "2025-04-10", 2)).toEqual([
      { from: "2025-04-01", to: "2025-04-05" },
      { from: "2025-04-06", to: "2028-03-31" },
    ]);
    expect(evenWindows(span, null, 0)).toEqual([span]);
  });

  it("reaches two financial years beyond the last voucher", () => {
    expect(endOfTime("2026-11-22", "2025-01-01")).toBe("2029-03-31");
    expect(endOfTime(null, "2026-11-22")).toBe("2029-03-31");
  });

  it("joins neighbouring days", () => {
    expect(windowsOfDays(["2025-05-02", "2025-05-01", "2025-05-04"])).toEqual([
      { from: "2025-05-01", to: "2025-05-02" },
      { from: "2025-05-04", to: "2025-05-04" },
    ]);
  });
});

describe("the window people work in", () => {
  const days = [
    { date: "2026-10-01", count: 50 },
    { date: "2026-10-03", count: 30 },
    { date: "2026-10-02", count: 40 },
  ];

  it("is as long as asked where one request may walk it", () => {
    expect(beginOfWalk("2026-09-01", days, 120)).toBe("2026-09-01");
    expect(beginOfWalk("2026-09-01", [], 10)).toBe("2026-09-01");
  });

  it("begins later where the days hold more, and holds the newest day in any case", () => {
    expect(beginOfWalk("2026-09-01", days, 119)).toBe("2026-10-02");
    expect(beginOfWalk("2026-09-01", days, 69)).toBe("2026-10-03");
    expect(beginOfWalk("2026-09-01", days, 5)).toBe("2026-10-03");
  });
});
