import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatAmount,
  formatBalance,
  formatDay,
  formatDecimal,
  formatFreshness,
  formatTimeLeft,
} from "../../../src-renderer/format.ts";

describe("amounts", () => {
  test.each([
    ["1234567.89", "12,34,567.89"],
    ["-1234567.8", "-12,34,567.80"],
    ["999", "999.00"],
    ["1000", "1,000.00"],
    ["100000", "1,00,000.00"],
    ["0", "0.00"],
    ["12345678901234567890.123", "1,23,45,67,89,01,23,45,67,890.123"],
  ])("%s is shown as %s", (text, shown) => {
    expect(formatAmount(text)).toBe(shown);
  });

  test("no digit is lost or invented, however large", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.stringMatching(/^\d{0,6}$/), (whole, fraction) => {
        const text = fraction === "" ? String(whole) : `${whole}.${fraction}`;
        expect(formatDecimal(text).replaceAll(",", "")).toBe(text);
      }),
    );
  });

  test("grouping equals that of the system's Indian numbers", () => {
    const indian = new Intl.NumberFormat("en-IN");
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (value) => {
        expect(formatDecimal(String(value))).toBe(indian.format(value));
      }),
    );
  });

  test("balances say Dr and Cr instead of a sign", () => {
    expect(formatBalance("-118.5", "en")).toBe("118.50 Dr");
    expect(formatBalance("118.5", "en")).toBe("118.50 Cr");
    expect(formatBalance("0", "en")).toBe("0.00");
    expect(formatBalance("-0.00", "en")).toBe("0.00");
  });

  test("what is no number is shown as it is", () => {
    expect(formatAmount("12 Nos")).toBe("12 Nos");
  });
});

describe("times", () => {
  const now = new Date(2026, 10, 22, 10, 42);
  const before = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();

  test("days are written as accountants write them", () => {
    expect(formatDay("2025-04-01", "en")).toBe("01-Apr-2025");
    expect(formatDay("2025-04-01", "hi")).toBe("01-अप्रै-2025");
    expect(formatDay(null, "en")).toBe("");
  });

  test.each([
    [0, "just now"],
    [3, "3 min ago"],
    [59, "59 min ago"],
    [60, "1 h ago"],
    [16 * 60, "yesterday 18:42"],
    [48 * 60, "20-Nov-2026, 10:42"],
  ])("%i minutes ago is “%s”", (minutes, words) => {
    expect(formatFreshness(before(minutes), now, "en")).toBe(words);
  });

  test("time left is rounded up, never promised too short", () => {
    expect(formatTimeLeft(20, "en")).toBe("less than a minute left");
    expect(formatTimeLeft(61, "en")).toBe("about 2 min left");
    expect(formatTimeLeft(3_660, "en")).toBe("about 1 h 1 min left");
  });
});
