import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatLabels, formatTable } from "../../../src-main/command-line/table.ts";
import { cutToWidth, padToWidth, printable, textWidth } from "../../../src-main/command-line/text-width.ts";

describe("width on a terminal", () => {
  test("combining marks take none, East Asian and emoji two", () => {
    expect(textWidth("abc")).toBe(3);
    expect(textWidth("e\u0301")).toBe(1);
    expect(textWidth("漢字")).toBe(4);
    expect(textWidth("🙂")).toBe(2);
    expect(textWidth("")).toBe(0);
  });

  test("a cut text is never wider than asked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 30 }), (text, width) => {
        expect(textWidth(cutToWidth(text, width))).toBeLessThanOrEqual(width);
        expect(cutToWidth(text, 10_000)).toBe(text);
      }),
    );
  });

  test("padding fills on the chosen side", () => {
    expect(padToWidth("漢", 4, "left")).toBe("漢  ");
    expect(padToWidth("12", 4, "right")).toBe("  12");
  });

  test("nothing from the books can steer the terminal", () => {
    expect(printable("a\u001B[31mb\u0007")).toBe("a·[31mb·");
    expect(printable("two\r\nlines\nhere")).toBe("two⏎lines⏎here");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(printable(text)).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});

describe("tables", () => {
  test("columns stand under each other, numbers to the right", () => {
    const columns = [{ title: "Name" }, { title: "Rows", align: "right" }] as const;
    expect(
      formatTable(columns, [
        ["A", "5"],
        ["Peña & Sons", "1,200"],
      ]),
    ).toEqual(["Name          Rows", "-----------  -----", "A                5", "Peña & Sons  1,200"]);
  });

  test("missing cells are empty, long ones are cut, no row is lost", () => {
    const lines = formatTable([{ title: "N", maxWidth: 4 }, { title: "M" }], [["abcdefgh"], []]);
    expect(lines).toHaveLength(4);
    expect(lines[2]).toBe("abc…");
  });

  test("labels line up", () => {
    expect(
      formatLabels([
        ["a", "1"],
        ["long", "2"],
      ]),
    ).toEqual(["a     1", "long  2"]);
    expect(formatLabels([])).toEqual([]);
  });
});
