import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countNumbers,
  emptyNumberSet,
  highestNumber,
  numberRange,
  parseNumberSet,
  subtractNumbers,
  uniteNumbers,
} from "../../../src-main/sync/number-set.ts";

describe("sets of ALTERIDs", () => {
  it("explains numbers one by one until nothing is left", () => {
    const gap = subtractNumbers(numberRange(51, 56), [51, 53, 56]);
    expect(gap).toEqual([
      [52, 52],
      [54, 55],
    ]);
    expect(countNumbers(gap)).toBe(3);
    expect(highestNumber(gap)).toBe(55);
    expect(subtractNumbers(gap, [52, 54, 55])).toEqual(emptyNumberSet);
  });

  it("keeps a range whole when the counter stands still", () => {
    expect(numberRange(51, 50)).toEqual([]);
  });

  it("agrees with plain sets of numbers", () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(numbers, numbers, (first, second) => {
        const asSet = (list: readonly number[]) =>
          list.reduce((set, n) => uniteNumbers(set, numberRange(n, n)), emptyNumberSet);
        const expanded = (set: readonly (readonly [number, number])[]) =>
          set.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
        const plain = [...new Set(first)].sort((a, b) => a - b);
        expect(expanded(asSet(first))).toEqual(plain);
        expect(expanded(subtractNumbers(asSet(first), second))).toEqual(
          plain.filter((n) => !second.includes(n)),
        );
        expect(parseNumberSet(JSON.parse(JSON.stringify(asSet(first))))).toEqual(asSet(first));
      }),
    );
  });

  it("refuses anything else than stored ranges", () => {
    expect(() => parseNumberSet([["1", 2]])).toThrow(TypeError);
    expect(() => parseNumberSet({})).toThrow(TypeError);
  });
});
