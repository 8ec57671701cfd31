import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTextKeeper } from "../../../src-main/source/kept-text.ts";

const keepText = createTextKeeper((raw) => raw);

describe("texts that are kept", () => {
  it("are the same texts, however many there are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        expect(keepText(text)).toBe(text);
        expect(keepText(`${text}${text}`)).toBe(`${text}${text}`);
      }),
    );
    for (let count = 0; count < 20_000; count += 1)
      if (keepText(`Ledger ${count}`) !== `Ledger ${count}`) throw new Error(`${count} became another text`);
  });

  it("are read once, and again when they were forgotten", () => {
    let times = 0;
    const keep = createTextKeeper((raw) => {
      times += 1;
      return raw.toUpperCase();
    });
    const name = "a name that is longer than a cut";
    expect([keep(name), keep("short"), keep(name), keep("short")]).toEqual([
      name.toUpperCase(),
      "SHORT",
      name.toUpperCase(),
      "SHORT",
    ]);
    expect(times).toBe(2);
    for (let count = 0; count < 10_000; count += 1) keep(`Ledger ${count}`);
    expect(keep(name)).toBe(name.toUpperCase());
  });

  it("are refused as often as they come", () => {
    const keep = createTextKeeper(() => {
      throw new RangeError("refused");
    });
    expect(() => keep("x")).toThrow("refused");
    expect(() => keep("x")).toThrow("refused");
  });
});
