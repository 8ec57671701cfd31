import { describe, expect, it } from "vitest";
import { adaptWindows, beginWithWindows, type WindowSize } from "../../../src-main/sync/window-size.ts";

const bounds = { holdMs: 2_000, most: 1_000 };

/** Limits of a load from a Tally whose answer takes so long for so many rows. */
function limitsOf(millisecondsFor: (rows: number) => number, answers: number): readonly number[] {
  let size: WindowSize = beginWithWindows(bounds.most);
  const limits: number[] = [];
  for (let count = 0; count < answers; count += 1) {
    size = adaptWindows(size, { rows: size.limit, elapsedMs: millisecondsFor(size.limit) }, bounds);
    limits.push(size.limit);
  }
  return limits;
}

describe("the size of windows", () => {
  it("goes towards what fits the hold time, by half or double at a time", () => {
    expect(limitsOf((rows) => 8 * rows, 5)).toEqual([500, 250, 200, 200, 200]);
    expect(limitsOf((rows) => rows, 2)).toEqual([1_000, 1_000]);
    const small = { ...beginWithWindows(200), last: null };
    expect(adaptWindows(small, { rows: 200, elapsedMs: 100 }, bounds).limit).toBe(400);
  });

  it("never goes above what memory allows, nor below a hundred", () => {
    expect(limitsOf(() => 1, 3)).toEqual([1_000, 1_000, 1_000]);
    expect(limitsOf((rows) => 1_000 * rows, 5)).toEqual([500, 250, 125, 100, 100]);
  });

  it("does not follow an answer of few rows", () => {
    const size = beginWithWindows(1_000);
    expect(adaptWindows(size, { rows: 249, elapsedMs: 60_000 }, bounds)).toBe(size);
  });

  it("leaves room for what a request costs in any case", () => {
    const limits = limitsOf((rows) => 600 + 2 * rows, 6);
    expect(limits.at(-1)).toBe(500);
  });

  it("does not make more of requests that take long however little they read", () => {
    expect(limitsOf((rows) => 15_000 + rows, 6)).toEqual([500, 1_000, 1_000, 1_000, 1_000, 1_000]);
    // The rows take as long as the request itself, which is twice the least time in all.
    expect(limitsOf((rows) => 3_000 + 10 * rows, 8).at(-1)).toBe(300);
  });

  it("gets over one answer that came while Tally was busy", () => {
    let size: WindowSize = beginWithWindows(1_000);
    for (const busyMs of [0, 0, 9_000, 0, 0, 0, 0, 0]) {
      size = adaptWindows(size, { rows: size.limit, elapsedMs: 5 * size.limit + busyMs }, bounds);
    }
    expect(size.limit).toBeGreaterThan(250);
    expect(size.limit).toBeLessThan(400);
  });
});
