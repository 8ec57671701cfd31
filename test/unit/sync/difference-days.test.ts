import { assert, asyncProperty, integer, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { ReplicaError } from "../../../src-main/contract/errors.ts";
import { addDays } from "../../../src-main/sync/dates.ts";
import { type Deviations, findDifferingSpans } from "../../../src-main/sync/difference-days.ts";

const from = "2023-04-01";
const to = "2026-01-31";

/** A figure that deviates by one more from each of these days on. */
function deviating(days: readonly string[]): (date: string) => Promise<Deviations> {
  return (date) => {
    const count = days.filter((day) => day <= date).length;
    return Promise.resolve(new Map(count === 0 ? [] : [["Cash", String(count)]]));
  };
}

describe("finding the days where figures deviate", () => {
  it("finds every one of them", async () => {
    const offsets = uniqueArray(integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 4 });
    await assert(
      asyncProperty(offsets, async (chosen) => {
        const days = chosen.map((offset) => addDays(from, offset)).sort();
        const found = await findDifferingSpans({
          from,
          ends: [to],
          deviationsAt: deviating(days),
          most: 200,
        });
        expect(found.get("Cash")).toEqual(days.map((day) => ({ from: day, to: day })));
      }),
      { numRuns: 60 },
    );
  });

  it("asks about a dozen times for one day, and no more often than it may", async () => {
    let asked = 0;
    const deviationsAt = (date: string): Promise<Deviations> => {
      asked += 1;
      return deviating(["2024-08-17"])(date);
    };
    await findDifferingSpans({ from, ends: [to], deviationsAt, most: 100 });
    expect(asked).toBeLessThan(16);
    asked = 0;
    const found = await findDifferingSpans({ from, ends: [to], deviationsAt, most: 3 });
    expect(asked).toBeLessThanOrEqual(4);
    const [span] = found.get("Cash") ?? [];
    expect(span !== undefined && span.from <= "2024-08-17" && span.to >= "2024-08-17").toBe(true);
  });

  it("asks no more often than it may where every day is wrong", async () => {
    let asked = 0;
    const days = Array.from({ length: 900 }, (_, offset) => addDays(from, offset));
    const deviationsAt = (date: string): Promise<Deviations> => {
      asked += 1;
      return deviating(days)(date);
    };
    const found = await findDifferingSpans({ from, ends: ["2024-03-31", to], deviationsAt, most: 24 });
    // The ends of years come on top.
    expect(asked).toBe(26);
    const spans = found.get("Cash") ?? [];
    expect(spans[0]?.from).toBe(from);
    expect(days.every((day) => spans.some((span) => span.from <= day && day <= span.to))).toBe(true);
  });

  it("leaves a span wide where Tally shows no day in it", async () => {
    const ends = new Set(["2024-07-31", "2024-08-31"]);
    const found = await findDifferingSpans({
      from: "2024-07-01",
      ends: ["2024-08-31"],
      most: 50,
      deviationsAt: (date) =>
        ends.has(date)
          ? deviating(["2024-08-17"])(date)
          : Promise.reject(new ReplicaError("SOURCE_OTHER_PERIOD", { company: "x" })),
    });
    expect(found.get("Cash")).toEqual([{ from: "2024-08-01", to: "2024-08-31" }]);
  });
});
