import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepText } from "../../../src-main/source/kept-text.ts";

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
});
