import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isReplicaError } from "../../../src-main/contract/errors.ts";
import { checkExpression } from "../../../src-main/source/tdl-expression.ts";
import {
  element,
  escapeFormula,
  escapeXml,
  fitsTdlLiteral,
  quoteTdl,
  writeFilterDate,
  writeTdlNumber,
  writeVariableDate,
} from "../../../src-main/source/tdl-text.ts";
import { parseXmlTree } from "../../../src-main/source/xml-tree.ts";

const tricky = fc.constantFrom(
  '"',
  "'",
  "&",
  ":",
  "<",
  ">",
  "]]>",
  "&amp;",
  "ñ",
  "₹",
  "हिन्दी",
  "😀",
  "\r\n",
  "\t",
  " ",
  "##",
  "$$",
);
const anyText = fc
  .array(fc.oneof(tricky, fc.string({ unit: "binary" })), { maxLength: 12 })
  .map((parts) => parts.join(""));

function refusal(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    return isReplicaError(error, "SOURCE_REQUEST_UNPROVEN");
  }
}

describe("text in XML", () => {
  it("comes back exactly, or is refused before it is sent", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let written: string;
        try {
          written = escapeXml(text);
        } catch (error) {
          return isReplicaError(error, "SOURCE_REQUEST_UNPROVEN");
        }
        const tree = parseXmlTree(element("A", written, { NAME: text }));
        expect(tree.text).toBe(text);
        expect(tree.attributes["NAME"]).toBe(text);
        return true;
      }),
    );
  });

  it("refuses control characters and halves of characters", () => {
    expect(refusal(() => escapeXml("a\u0004b"))).toBe(true);
    expect(refusal(() => escapeXml("a\uD800b"))).toBe(true);
    expect(refusal(() => escapeFormula("a\u0000"))).toBe(true);
  });

  it("leaves plain quotes in formulas and escapes what XML needs", () => {
    expect(escapeFormula('$Date >= $$Date:"20250401" AND $X < 5 & 1')).toBe(
      '$Date &gt;= $$Date:"20250401" AND $X &lt; 5 &amp; 1',
    );
  });
});

describe("literals of TDL", () => {
  it("are one operand of a formula, or are not written at all", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (!fitsTdlLiteral(text)) return refusal(() => quoteTdl(text));
        const formula = `$Name = ${quoteTdl(text)}`;
        checkExpression(formula);
        expect(parseXmlTree(element("SET", escapeFormula(formula))).text).toBe(formula);
        return true;
      }),
    );
  });

  it("never hold a double quote, a line break or nothing", () => {
    expect(fitsTdlLiteral('5" pipe')).toBe(false);
    expect(fitsTdlLiteral("a\r\nb")).toBe(false);
    expect(fitsTdlLiteral("")).toBe(false);
    expect(fitsTdlLiteral("Duties & Taxes: <CGST>")).toBe(true);
  });
});

describe("numbers and dates of formulas", () => {
  it("are never empty or broken", () => {
    for (const value of [Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY, 2 ** 60]) {
      expect(refusal(() => writeTdlNumber(value))).toBe(true);
    }
    for (const date of ["", "2025-02-29", "20250401", "2025-4-1"]) {
      expect(refusal(() => writeFilterDate(date))).toBe(true);
      expect(refusal(() => writeVariableDate(date))).toBe(true);
    }
    expect(writeTdlNumber(4002)).toBe("4002");
    expect(writeFilterDate("2025-04-01")).toBe('$$Date:"20250401"');
    expect(writeVariableDate("2025-04-01")).toBe("1-Apr-2025");
    expect(writeVariableDate("2024-12-31")).toBe("31-Dec-2024");
  });
});
