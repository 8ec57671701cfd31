import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canonicalJson,
  canonicalTime,
  canonicalValue,
  decimalFromFloat,
  readValue,
  roundDecimal,
  stripZeros,
} from "../../../src-main/destination/values.ts";

describe("roundDecimal", () => {
  it.each([
    ["118.5", 4, null, "118.5"],
    ["0.00005", 4, null, "0.0001"],
    ["-0.00005", 4, null, "-0.0001"],
    ["0.00004", 4, null, "0"],
    ["-0.00004", 4, null, "0"],
    ["999.99995", 4, null, "1000"],
    ["33.3333333333333", 8, null, "33.33333333"],
    ["1234567.12345678", 8, 15, "1234567.12345678"],
    ["12345678.12345678", 8, 15, "12345678.1234568"],
    ["12345678.12345678", 8, null, "12345678.12345678"],
    ["1234567890123456", 4, 15, "1234567890123460"],
    ["1234567890123450", 4, 15, "1234567890123450"],
    ["0.12345678", 8, 15, "0.12345678"],
  ])("%s to %i decimals with %o digits is %s", (text, scale, digits, expected) => {
    expect(roundDecimal(text, scale, digits)).toBe(expected);
  });

  it("is what an 8-byte float gives back, up to fifteen digits", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }),
        fc.integer({ min: 0, max: 8 }),
        (units, decimals) => {
          const digits = String(units < 0n ? -units : units).padStart(decimals + 1, "0");
          const point = digits.length - decimals;
          const text = stripZeros(
            `${units < 0n ? "-" : ""}${digits.slice(0, point)}${decimals === 0 ? "" : `.${digits.slice(point)}`}`,
          );
          expect(decimalFromFloat(Number(text), 8)).toBe(roundDecimal(text, 8, 15));
        },
      ),
    );
  });

  it("is the same when done twice", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), (value) => {
        const once = decimalFromFloat(value, 4);
        expect(roundDecimal(once, 4, 15)).toBe(once);
        expect(once).toMatch(/^(0|-?(?!0\d)\d+(\.\d*[1-9])?)$/);
      }),
    );
  });
});

describe("canonicalValue", () => {
  const dialect = { significantDigits: null };
  it.each([
    ["text", "notes", {}, ""],
    ["name", "name", {}, ""],
    ["key", "code", {}, ""],
    ["key", "party_guid", {}, null],
    ["bool", "flag", {}, false],
    ["money", "amount", {}, null],
    ["money", "amount", { zeroWhenEmpty: true }, "0"],
    ["date", "date", {}, null],
  ] as const)("an empty %s %s %o is %o", (type, name, extra, expected) => {
    expect(canonicalValue({ name, type, ...extra }, undefined, dialect)).toBe(expected);
    expect(canonicalValue({ name, type, ...extra }, null, dialect)).toBe(expected);
  });

  it("gives times three decimals and an empty date none", () => {
    expect(canonicalValue({ name: "at", type: "time" }, "2026-04-01T00:00:00Z", dialect)).toBe(
      "2026-04-01T00:00:00.000Z",
    );
    expect(canonicalTime("2026-04-01T05:30:00+05:30")).toBe("2026-04-01T00:00:00.000Z");
    expect(canonicalValue({ name: "on", type: "date" }, "", dialect)).toBeNull();
  });
});

describe("readValue", () => {
  it("reads what drivers return in canonical form", () => {
    expect(readValue("money", "118.5000")).toBe("118.5");
    expect(readValue("money", "-0.0000")).toBe("0");
    expect(readValue("money", "100")).toBe("100");
    expect(readValue("money", 0.1 + 0.2)).toBe("0.3");
    expect(readValue("bigint", "9007199254740991")).toBe(9_007_199_254_740_991);
    expect(readValue("bool", 1)).toBe(true);
    expect(readValue("bool", false)).toBe(false);
    expect(readValue("json", '{"b": 1, "a": [{"d":1,"c":2}]}')).toBe('{"a":[{"c":2,"d":1}],"b":1}');
    expect(readValue("date", new Date("2026-04-01T00:00:00Z"))).toBe("2026-04-01");
  });

  it("sorts the keys of JSON at every depth", () => {
    expect(canonicalJson({ b: { z: 1, y: [2, { x: 1, a: null }] }, a: "1.50" })).toBe(
      '{"a":"1.50","b":{"y":[2,{"a":null,"x":1}],"z":1}}',
    );
  });
});
