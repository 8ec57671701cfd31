import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dayAsTime, readDate, readDays } from "../../../src-main/source/dates.ts";
import { readAmount, readDecimal, readQuantity, readRate } from "../../../src-main/source/expressions.ts";
import {
  canonicalDecimal,
  moneyLimits,
  numberLimits,
  readInteger,
} from "../../../src-main/source/numbers.ts";
import { markOf, scrub } from "../../../src-main/source/scrub.ts";
import { DecodeError, decodeValue, readLogical, readText } from "../../../src-main/source/values.ts";

// Expected values are taken by hand from protocol §4 and cookbook §4.

describe("amounts", () => {
  it.each([
    ["-118.50", "-118.5"],
    ["(-)118.50", "-118.5"],
    [" 118.50 ", "118.5"],
    ["1273.24", "1273.24"],
    ["250000", "250000"],
    ["-121466.42", "-121466.42"],
    ["0.00", "0"],
    ["-0.00", "0"],
    ["-$ 2000.00 @ I₹ 84/$  = -I₹ 168000.00", "-168000"],
    ["-$1609.71 @ ? 82.58/$ = -? 132929.85", "-132929.85"],
    ["$ 10.00 @ Rs. 75.5/$ = Rs. 755.00", "755"],
    ["1000.00 ₹", "1000"],
    ["99999999999999.99", "99999999999999.99"],
  ])("%s is %s in base currency", (text, expected) => {
    expect(decodeValue(text, "amount", "money")).toBe(expected);
  });

  it("keep the foreign part and the rate apart", () => {
    expect(readAmount("-$ 2000.00 @ I₹ 84/$  = -I₹ 168000.00")).toEqual({
      base: "-168000",
      foreign: "-2000",
      currency: "$",
      rate: "84",
    });
    expect(readAmount("-$1609.71 @ ? 82.58/$ = -? 132929.85")).toMatchObject({
      foreign: "-1609.71",
      rate: "82.58",
    });
  });

  it("take a written side for the sign, and refuse both", () => {
    expect(readAmount("1,234.50 Dr")?.base).toBe("-1234.5");
    expect(readAmount("₹ 1,234.50 Cr")?.base).toBe("1234.5");
    expect(readAmount("$ 10 Dr @ ₹ 80/$ = ₹ 800.00 Dr")).toEqual({
      base: "-800",
      foreign: "-10",
      currency: "$",
      rate: "80",
    });
    expect(() => readAmount("-5.00 Dr")).toThrow(DecodeError);
    // A currency whose name ends alike is none of the two.
    expect(readAmount("5.00 Sucr")?.base).toBe("5");
  });

  it("are null when empty, because empty is not zero", () => {
    expect(decodeValue("", "amount", "money")).toBeNull();
    expect(decodeValue("  ", "amount", "money")).toBeNull();
  });

  it.each(["Rs", "12 34", "1.2.3", "--5", "1e5", "NaN", "12345678901234567.00"])("refuse %s", (text) => {
    expect(() => decodeValue(text, "amount", "money")).toThrow(DecodeError);
  });
});

describe("quantities and rates", () => {
  it("take the parts of compound and alternate units", () => {
    expect(readQuantity(" 10 Nos")?.parts).toEqual([{ value: "10", unit: "Nos" }]);
    expect(readQuantity(" 19 Box 0 Nos")?.parts).toEqual([
      { value: "19", unit: "Box" },
      { value: "0", unit: "Nos" },
    ]);
    expect(readQuantity(" 200 Kg = 2.00 Gms")).toEqual({
      parts: [{ value: "200", unit: "Kg" }],
      alternate: [{ value: "2", unit: "Gms" }],
    });
    expect(readQuantity("-3 Box 4 Nos")?.parts.map(({ value }) => value)).toEqual(["-3", "-4"]);
    expect(readQuantity("")).toBeNull();
    expect(readQuantity(" 24.421 Kg #96 (नया) = 195 Pkt 250g")).toEqual({
      parts: [{ value: "24.421", unit: "Kg #96 (नया)" }],
      alternate: [{ value: "195", unit: "Pkt 250g" }],
    });
  });

  it("read rates with their unit", () => {
    expect(readRate("824.46/Nos")).toEqual({ value: "824.46", unit: "Nos", foreign: null });
    expect(readRate("$ 10 = Rs 750/Nos")).toEqual({ value: "750", unit: "Nos", foreign: "10" });
    expect(readRate("")).toBeNull();
  });

  it.each([
    ["100", "100"],
    ["(-)5", "-5"],
    ["824.46/Nos", "824.46"],
    [" 10 Nos", "10"],
    ["18 %", "18"],
    ["-0.5", "-0.5"],
    ["43.290000001", "43.29"],
  ])("%s is the number %s", (text, expected) => {
    expect(decodeValue(text, "decimal", "number")).toBe(expected);
  });

  it("refuse a compound quantity where one number is wanted", () => {
    expect(() => readDecimal(" 19 Box 4 Nos")).toThrow(DecodeError);
  });
});

describe("dates", () => {
  it.each([
    ["2025-04-01", "2025-04-01"],
    [" 2025-04-01 ", "2025-04-01"],
    ["2025-02-28", "2025-02-28"],
    ["2025-12-31", "2025-12-31"],
    ["20250401", "2025-04-01"],
    ["1-Apr-25", "2025-04-01"],
    ["1-Apr-2025", "2025-04-01"],
    ["31-May-2009", "2009-05-31"],
    ["29-Feb-24", "2024-02-29"],
    ["5-Jul-83", "1983-07-05"],
    ["", null],
    ["ñ", null],
  ])("%s is %s", (text, expected) => {
    expect(readDate(text)).toBe(expected);
  });

  it.each([
    "31-Jun-25",
    "2025-02-29",
    "20251301",
    "2025-13-01",
    "2025-00-10",
    "2025-01-00",
    "20a5-01-01",
    "1899-01-01",
    "00000000",
    "yesterday",
    "1-Foo-25",
    "2025-4-1",
  ])("refuse %s", (text) => {
    expect(() => readDate(text)).toThrow(DecodeError);
  });

  it("credit periods are days only where they are days", () => {
    expect(readDays("30 Days")).toBe(30);
    expect(readDays("1 Days")).toBe(1);
    expect(readDays("3 Weeks")).toBe(21);
    expect(readDays("45")).toBe(45);
    expect(readDays("2 Months")).toBeNull();
    expect(readDays("31-May-2009")).toBeNull();
    expect(readDays("")).toBeNull();
    expect(() => readDays("soon")).toThrow(DecodeError);
  });

  it("steps over month and year ends", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2025-12-31", 1)).toBe("2026-01-01");
    expect(dayAsTime("2025-04-01")).toBe("2025-04-01T00:00:00.000Z");
  });
});

describe("words, numbers and texts", () => {
  it.each([
    ["Yes", true],
    ["1", true],
    ["true", true],
    ["No", false],
    ["0", false],
    ["false", false],
    ["", false],
  ])("%s is %s", (text, expected) => {
    expect(readLogical(text)).toBe(expected);
  });

  it("refuse a logical that is neither", () => {
    expect(() => readLogical("maybe")).toThrow(DecodeError);
  });

  it("take the mark off a reserved word", () => {
    const printed = scrub("&#4; Primary");
    expect(readText(printed)).toBe("Primary");
    expect(readText(`a${markOf(3)}b`)).toBe("a\u0003b");
  });

  it("integers may have a leading blank and must be exact", () => {
    expect(readInteger(" 1033")).toBe(1033);
    expect(readInteger("(-)5")).toBe(-5);
    expect(readInteger("9007199254740991")).toBe(9_007_199_254_740_991);
    expect(() => readInteger("9007199254740993")).toThrow(DecodeError);
    expect(() => readInteger("1.5")).toThrow(DecodeError);
    expect(() => decodeValue("2147483648", "integer", "int")).toThrow(DecodeError);
  });

  it("names of 450 characters fit, of 451 do not", () => {
    expect(decodeValue("x".repeat(450), "text", "name")).toHaveLength(450);
    expect(() => decodeValue("x".repeat(451), "text", "name")).toThrow(/451 characters/);
    expect(decodeValue("x".repeat(5000), "text", "text")).toHaveLength(5000);
  });

  it("a text with U+0000 is refused on every database alike", () => {
    expect(() => decodeValue(scrub("a&#0;b"), "text", "text")).toThrow(DecodeError);
  });
});

describe("canonical decimals", () => {
  it("round what a column cannot hold, half away from zero", () => {
    expect(canonicalDecimal("1.23455", moneyLimits)).toBe("1.2346");
    expect(canonicalDecimal("-1.23455", moneyLimits)).toBe("-1.2346");
    expect(canonicalDecimal("0.00004", moneyLimits)).toBe("0");
    expect(canonicalDecimal("9.99999", moneyLimits)).toBe("10");
    expect(canonicalDecimal("0.333333333333", numberLimits)).toBe("0.33333333");
  });

  it("equal the number itself, whatever its leading and trailing zeros", () => {
    const digits = fc.integer({ min: 0, max: 999_999_999 });
    const scale = fc.integer({ min: 0, max: 4 });
    const zeros = fc.nat({ max: 3 });
    fc.assert(
      fc.property(
        digits,
        scale,
        fc.boolean(),
        zeros,
        zeros,
        (number, decimals, isNegative, before, after) => {
          const padded = String(number).padStart(decimals + 1, "0");
          const cut = padded.length - decimals;
          const fraction = padded.slice(cut);
          const plain = `${padded.slice(0, cut)}${fraction === "" ? "" : `.${fraction}`}`;
          const written = `${isNegative ? "-" : ""}${"0".repeat(before)}${plain}${fraction === "" ? "" : "0".repeat(after)}`;
          const canonical = canonicalDecimal(written, moneyLimits);
          expect(canonical).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
          expect(Number(canonical) === Number(written)).toBe(true);
        },
      ),
    );
  });
});
