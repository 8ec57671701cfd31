import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountGroups } from "../../../src-main/catalog/accounting.ts";
import { vouchers } from "../../../src-main/catalog/vouchers.ts";
import { type ErrorCode, ReplicaError } from "../../../src-main/contract/errors.ts";
import { createAnswerDecoder } from "../../../src-main/source/encoding.ts";
import { readProvenAnswer } from "../../../src-main/source/proven-answer.ts";
import { type Scope, writeMastersRequest, writeVouchersRequest } from "../../../src-main/source/request.ts";
import {
  type LineShape,
  type ReadLine,
  cellText,
  createRowReader,
  writeLineXml,
} from "../../../src-main/source/row-reader.ts";
import { createScrubber, scrub, unmark } from "../../../src-main/source/scrub.ts";
import { aarav, printAnswer, printEnd, printHead, printLine } from "./answer-texts.ts";

const window = { from: "2025-04-01", to: "2025-04-30" };
const scope: Scope = {
  company: aarav.name,
  companyGuid: aarav.guid,
  period: window,
  isCounted: true,
  headForm: "parts",
};
const expectation = { identity: aarav, mustCover: window };

/** What becomes of an answer that arrives in these pieces: a code, or the rows handed over. */
function readPieces(
  layout: Parameters<typeof readProvenAnswer>[0],
  pieces: readonly string[],
): ErrorCode | number {
  let rows = 0;
  const reading = readProvenAnswer(layout, expectation, () => (rows += 1));
  try {
    for (const piece of pieces) reading.consumer.write(piece);
    reading.consumer.end();
  } catch (error) {
    if (error instanceof ReplicaError) return error.code;
    throw error;
  }
  expect(reading.proof().rowCount).toBe(rows);
  return rows;
}

const { layout } = writeMastersRequest(scope, accountGroups);
const rowsLayout = layout.rows;
if (rowsLayout === null) throw new Error("no rows");
const group = (index: number): string =>
  printLine(rowsLayout, {
    tally_guid: `-0000000${index}`,
    master_id: ` ${index}`,
    alter_id: ` ${index}`,
    name: `Group ${index} &amp; more &#4; &#13;&#10; 😀`,
    parent_name: "",
  });
const good = printAnswer(layout, [group(1), group(2), group(3)]);

function errorOf(text: string): ErrorCode | number {
  return readPieces(layout, [text]);
}

describe("a proven answer", () => {
  it("is accepted whole, in one piece and in any pieces", () => {
    expect(errorOf(good)).toBe(3);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: good.length }), { maxLength: 30 }), (cuts) => {
        const borders = [0, ...cuts.sort((a, b) => a - b), good.length];
        const pieces = borders.slice(1).map((border, index) => good.slice(borders[index], border));
        expect(readPieces(layout, pieces)).toBe(3);
      }),
    );
    expect(readPieces(layout, good.split(""))).toBe(3);
  });

  it("is never accepted when it was cut, at whatever place", () => {
    const closed = good.lastIndexOf(">") + 1;
    const codes = new Set<ErrorCode | number>();
    for (let length = 0; length < closed; length += 1) codes.add(errorOf(good.slice(0, length)));
    expect(codes).toEqual(new Set(["SOURCE_EMPTY_ANSWER", "SOURCE_CUT_ANSWER"]));
  });

  it("is never accepted when a piece of the middle is missing", () => {
    fc.assert(
      fc.property(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 400 }), (from, length) => {
        const torn = good.slice(0, from) + good.slice(from + length);
        const result = errorOf(torn);
        // Text inside one value may be lost without a trace; rows may not.
        expect(typeof result === "string" || result === 3).toBe(true);
      }),
    );
  });

  it("survives as UTF-16 bytes cut anywhere between two bytes", () => {
    const bytes = Buffer.from(good, "utf16le");
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: bytes.length }), { maxLength: 20 }), (cuts) => {
        const decoder = createAnswerDecoder("text/xml; charset=utf-16");
        const borders = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const pieces = borders
          .slice(1)
          .map((border, index) => decoder.write(bytes.subarray(borders[index], border)));
        expect(readPieces(layout, [...pieces, decoder.end()])).toBe(3);
      }),
    );
  });

  it.each(["", "\uFEFF"])("reads UTF-16 in the other order of bytes, marked or not: %j", (mark) => {
    const text = `<NAME>शर्मा & 😀</NAME>`;
    const bytes = Buffer.from(mark + text, "utf16le").swap16();
    const decoder = createAnswerDecoder("text/xml; charset=utf-16");
    const pieces = Array.from(bytes, (byte) => decoder.write(Buffer.from([byte])));
    expect(pieces.join("") + decoder.end()).toBe(text);
  });
});

describe("an answer that proves nothing", () => {
  const rows = group(1);
  const envelope = (inner: string): string => `<ENVELOPE>${inner}</ENVELOPE>\r\n`;
  const cases: readonly (readonly [string, string, ErrorCode])[] = [
    ["nothing at all", "", "SOURCE_EMPTY_ANSWER"],
    ["blanks only", "  \r\n", "SOURCE_EMPTY_ANSWER"],
    ["a bare envelope", "<ENVELOPE></ENVELOPE>\r\n", "SOURCE_HEAD_MISSING"],
    ["no head", envelope(rows + printEnd(layout, 1)), "SOURCE_HEAD_MISSING"],
    ["no end", envelope(printHead(layout) + rows), "SOURCE_END_MISSING"],
    ["a row too few", envelope(printHead(layout) + rows + printEnd(layout, 2)), "SOURCE_ROW_COUNT"],
    [
      "two heads",
      envelope(printHead(layout) + printHead(layout) + printEnd(layout, 0)),
      "SOURCE_COMPANY_AMBIGUOUS",
    ],
    [
      "two ends",
      envelope(printHead(layout) + printEnd(layout, 0) + printEnd(layout, 0)),
      "SOURCE_COMPANY_AMBIGUOUS",
    ],
    [
      "a row behind the end",
      envelope(printHead(layout) + printEnd(layout, 1) + rows),
      "SOURCE_UNREADABLE_ANSWER",
    ],
    ["another GUID", printAnswer(layout, [], { company: { guid: "x" } }), "SOURCE_OTHER_COMPANY"],
    ["another name", printAnswer(layout, [], { company: { name: "Aarav" } }), "SOURCE_OTHER_COMPANY"],
    [
      "other books",
      printAnswer(layout, [], { company: { booksFrom: "2025-04-01" } }),
      "SOURCE_OTHER_COMPANY",
    ],
    ["another number", printAnswer(layout, [], { company: { companyNumber: "1" } }), "SOURCE_OTHER_COMPANY"],
    ["a period that begins too late", printAnswer(layout, [], { from: "2025-04-02" }), "SOURCE_OTHER_PERIOD"],
    ["a period that ends too early", printAnswer(layout, [], { to: "2025-04-29" }), "SOURCE_OTHER_PERIOD"],
    ["no period", printAnswer(layout, [], { from: "" }), "SOURCE_OTHER_PERIOD"],
    ["an impossible date", printAnswer(layout, [], { from: "31-Jun-25" }), "SOURCE_ANSWERS_DIFFERENTLY"],
    [
      "counters that moved inside it",
      envelope(printHead(layout) + printEnd(layout, 0, { vouchers: "51" })),
      "SOURCE_ANSWERS_DIFFERENTLY",
    ],
    [
      "an unknown request",
      "<RESPONSE>Unknown Request, cannot be processed</RESPONSE>\r\n",
      "SOURCE_UNKNOWN_REQUEST",
    ],
    ["the liveness line", "<RESPONSE>TallyPrime Server is Running</RESPONSE>", "SOURCE_EMPTY_ANSWER"],
    [
      "a refused import",
      "<RESPONSE><LINEERROR>No.</LINEERROR><CREATED>0</CREATED></RESPONSE>",
      "SOURCE_LINE_ERROR",
    ],
    [
      "an error line",
      "<ERRORMSG>Could not find: $$X</ERRORMSG>\r\n<ERRORMSG>Function Execution Failed!</ERRORMSG>",
      "SOURCE_ERROR_MESSAGE",
    ],
    ["an exception", "<EXCEPTION>Memory access violation</EXCEPTION>", "SOURCE_EXCEPTION"],
    [
      "a declared and typed exception",
      '<?xml version="1.0"?>\r\n<exception TYPE="String">Bad</exception>',
      "SOURCE_EXCEPTION",
    ],
    [
      "an exception inside",
      envelope(`${printHead(layout)}<EXCEPTION>bad</EXCEPTION>${printEnd(layout, 0)}`),
      "SOURCE_EXCEPTION",
    ],
    [
      "no company",
      "<ENVELOPE><HEADER><STATUS>0</STATUS></HEADER><BODY><DATA><LINEERROR>Could not find Company &apos;&apos;</LINEERROR></DATA></BODY></ENVELOPE>",
      "SOURCE_NO_COMPANY_OPEN",
    ],
    [
      "status 0",
      "<ENVELOPE><HEADER><VERSION>1</VERSION><STATUS>0</STATUS></HEADER></ENVELOPE>",
      "SOURCE_STATUS_ZERO",
    ],
    [
      "another line error",
      "<ENVELOPE><HEADER><STATUS>0</STATUS></HEADER><BODY><DATA><LINEERROR>Bad</LINEERROR></DATA></BODY></ENVELOPE>",
      "SOURCE_LINE_ERROR",
    ],
    ["a web page", "<!DOCTYPE html><html><body>It works!</body></html>", "SOURCE_NOT_TALLY"],
    ["a web page without doctype", "<html><head></head></html>", "SOURCE_NOT_TALLY"],
    ["JSON", '{"status":"1"}', "SOURCE_UNREADABLE_ANSWER"],
    ["another XML", "<rss></rss>", "SOURCE_UNREADABLE_ANSWER"],
    ["a cut error line", "<RESPONSE>Unknown Req", "SOURCE_CUT_ANSWER"],
    ["two envelopes", good + good, "SOURCE_UNREADABLE_ANSWER"],
    ["text behind the envelope", `${good}garbage`, "SOURCE_UNREADABLE_ANSWER"],
  ];
  it.each(cases)("%s", (_, text, code) => {
    expect(errorOf(text)).toBe(code);
  });
});

describe("the reader is tolerant where Tally is untidy", () => {
  const shape = { tag: "A0", fields: new Set(["A1"]), lines: new Map() };
  function readAll(text: string): readonly ReadLine[] {
    const lines: ReadLine[] = [];
    const reader = createRowReader(new Map([["A0", shape]]), (line) => lines.push(line));
    reader.write(text);
    reader.end();
    return lines;
  }
  const one = (text: string): string =>
    unmark(cellText(readAll(`<ENVELOPE><A0><A1>${text}</A1></A0></ENVELOPE>`)[0]!, "A1") ?? "");

  it.each([
    ["&#4; Primary", "\u0004 Primary"],
    ["a\u0003b", "a\u0003b"],
    ["Smith & Sons", "Smith & Sons"],
    ["AT&T; x", "AT&T; x"],
    ["&lt;b&gt; &quot;&apos;&amp;", "<b> \"'&"],
    ["line&#13;&#10;two", "line\r\ntwo"],
    ["&#8377; &#x20B9;", "₹ ₹"],
    ["&#55357;", "\uFFFD"],
    ["&#99999999;", "\uFFFD"],
    ["<![CDATA[<raw>]]>", "<raw>"],
  ])("%s", (printed, expected) => {
    expect(one(printed)).toBe(expected);
  });

  it("takes lower-case tags, unknown elements and prefixes nobody declared", () => {
    const lines = readAll(
      "<?xml version='1.0'?><envelope><UDF:X>1</UDF:X><a0 K='1'><zz><a1>no</a1></zz><a1>yes</a1><UDF:Y.LIST/></a0></envelope>",
    );
    expect(lines).toEqual([{ tag: "A0", cells: [{ tag: "A1", text: "yes" }], lines: [] }]);
  });

  describe("lines without an element of their own", () => {
    const bill = { tag: "C0", isFlat: true, fields: new Set(["C0", "C1"]), lines: new Map() };
    const bank = { tag: "D0", fields: new Set(["D1"]), lines: new Map() };
    const below = new Map<string, LineShape>([
      ["C0", bill],
      ["D0", bank],
    ]);
    const ledger = { tag: "B0", isFlat: true, fields: new Set(["B0", "B1"]), lines: below };
    const item = { tag: "E0", isFlat: true, fields: new Set(["E0"]), lines: new Map() };
    const voucher = {
      tag: "A0",
      fields: new Set(["A1"]),
      lines: new Map<string, LineShape>([
        ["B0", ledger],
        ["E0", item],
      ]),
    };
    /** Each line as `tag(cells, lines)`. */
    const sketch = ({ tag, cells, lines }: ReadLine): string =>
      `${tag}(${[...cells.map((cell) => `${cell.tag}=${cell.text}`), ...lines.map(sketch)].join(" ")})`;
    function read(inside: string): string {
      const lines: ReadLine[] = [];
      const reader = createRowReader(new Map([["A0", voucher]]), (line) => lines.push(line));
      for (const character of `<ENVELOPE><A0>${inside}</A0></ENVELOPE>`) reader.write(character);
      reader.end();
      return lines.map(sketch).join(" ");
    }

    it("begin with their first field and end where another one begins", () => {
      expect(
        read(
          "<A1>v</A1><B0>1</B0><B1>x</B1><C0>b</C0><C0></C0><C1>y</C1><B0/><D0><D1>k</D1></D0><C0>c</C0><E0>i</E0><E0>j</E0>",
        ),
      ).toBe("A0(A1=v B0(B0=1 B1=x C0(C0=b) C0(C0= C1=y)) B0(B0= D0(D1=k) C0(C0=c)) E0(E0=i) E0(E0=j))");
    });

    it("are read as well where a release prints the name of the line round them", () => {
      expect(read("<ZQLB0><B0>1</B0><ZQLC0><C0>b</C0></ZQLC0></ZQLB0><ZQLB0><B0>2</B0></ZQLB0>")).toBe(
        "A0(B0(B0=1 C0(C0=b)) B0(B0=2))",
      );
    });

    it("take no field of a line that ended, and none from within another field", () => {
      expect(read("<A1>v</A1><B0>1<C0>in</C0></B0><E0>i</E0><C1>late</C1><A1>late</A1>")).toBe(
        "A0(A1=v B0(B0=1) E0(E0=i))",
      );
    });
  });

  it("gives a record back as XML for quarantine", () => {
    const [line] = readAll("<ENVELOPE><A0><A1>&#4; a &amp; &lt;b</A1></A0></ENVELOPE>");
    expect(writeLineXml(line!)).toBe("<A0><A1>&#4; a &amp; &lt;b</A1></A0>");
  });
});

describe("scrubbing", () => {
  it("does not depend on where chunks end", () => {
    const piece = fc.constantFrom(
      "&",
      "#",
      "4",
      ";",
      "amp;",
      "x",
      "&#4;",
      "&amp;",
      "\u0004",
      "a",
      "😀",
      "\uD83D",
      " ",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 25 }),
        fc.array(fc.nat({ max: 60 }), { maxLength: 6 }),
        (parts, cuts) => {
          const text = parts.join("").toWellFormed();
          const scrubber = createScrubber();
          const borders = [
            0,
            ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b),
            text.length,
          ];
          const written = borders
            .slice(1)
            .map((border, index) => scrubber.write(text.slice(borders[index], border)));
          expect(written.join("") + scrubber.end()).toBe(scrub(text));
        },
      ),
    );
  });
});

describe("memory", () => {
  it("does not grow with the answer: a row is let go once it was handed over", () => {
    const written = writeVouchersRequest(scope, vouchers, { window });
    const line = written.layout.rows;
    if (line === null) throw new Error("no rows");
    const voucher = printLine(line, {
      tally_guid: "-00000001",
      master_id: "1",
      alter_id: "1",
      narration: "x".repeat(2000),
    });
    const reading = readProvenAnswer(written.layout, expectation, () => {});
    reading.consumer.write(`<ENVELOPE>${printHead(written.layout, window)}`);
    const rows = 20_000;
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < rows; index += 1) reading.consumer.write(voucher);
    // 20,000 rows of 4 KB would be 80 MB if they were kept.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
    reading.consumer.write(`${printEnd(written.layout, rows)}</ENVELOPE>`);
    reading.consumer.end();
    expect(reading.proof().rowCount).toBe(rows);
  });
});
