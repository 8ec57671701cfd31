import * as fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { scrub } from "../../../src-main/source/scrub.ts";
import { createXmlScanner } from "../../../src-main/source/xml-scanner.ts";

type Event = readonly [kind: "open" | "close" | "text", text: string];

interface Told {
  readonly events: readonly Event[];
  /** Where something was wrong; what follows is not believed. */
  readonly failed: boolean;
}

function collect(): { readonly events: Event[]; note: (kind: Event[0], text?: string) => void } {
  const events: Event[] = [];
  return {
    events,
    note: (kind, text = "") => {
      const last = events.at(-1);
      // Where a text is cut is nobody's business.
      if (kind === "text" && last?.[0] === "text") events[events.length - 1] = ["text", last[1] + text];
      else if (kind !== "text" || text !== "") events.push([kind, text]);
    },
  };
}

function byScanner(pieces: readonly string[]): Told {
  const { events, note } = collect();
  let failed = false;
  const scanner = createXmlScanner({
    open: (name) => void (failed || note("open", name)),
    text: (text) => void (failed || note("text", text)),
    close: () => void (failed || note("close")),
    fail: () => void (failed = true),
    wantsText: () => true,
  });
  for (const piece of pieces) if (!failed) scanner.write(piece);
  scanner.close();
  return { events, failed };
}

/** What is well-formed, and what it says, is for saxes alone to tell. */
function bySaxes(text: string): Told {
  const { events, note } = collect();
  let failed = false;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on("opentag", ({ name }) => void (failed || note("open", name)));
  parser.on("text", (part) => void (failed || note("text", part)));
  parser.on("cdata", (part) => void (failed || note("text", part)));
  parser.on("closetag", () => void (failed || note("close")));
  parser.on("error", () => void (failed = true));
  parser.write(text);
  parser.close();
  return { events, failed };
}

/** Blanks round the root are nobody's text. */
function withoutOutside({ events, failed }: Told): Told {
  let depth = 0;
  const inside = events.filter(([kind]) => {
    if (kind === "open") depth += 1;
    if (kind === "close") depth -= 1;
    return kind !== "text" || depth > 0;
  });
  return { events: inside, failed };
}

const name = fc.constantFrom("A", "B0", "ZQ1", "ENVELOPE", "DSP.NAME", "_x-1", "É", "A:B");
const word = fc.constantFrom(
  "Cash",
  "नग",
  "😀",
  " ",
  "\r\n",
  "\r",
  "&amp;",
  "&lt;&gt;",
  "&#13;&#10;",
  "&#x20B9;",
  "a > b",
  "]] >",
  "\u{10FF04} x",
);
const oddity = fc.constantFrom(
  "<!-- note -->",
  "<![CDATA[<raw>]]>",
  '<?xml version="1.0"?>',
  "]]>",
  "<A/>",
  "<A />",
);
const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(name, tie("content"), fc.constantFrom("", "", "", " ", ' TYPE="x"', "/"), name)
    .map(([tag, content, extra, other]) =>
      extra === "/" ? `<${tag}/>` : `<${tag}${extra}>${content}</${other === "É" ? other : tag}>`,
    ),
  content: fc
    .array(
      fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        { weight: 5, arbitrary: word },
        { weight: 1, arbitrary: oddity },
        { weight: 5, arbitrary: tie("element") },
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.join("")),
}));

function cutAt(text: string, cuts: readonly number[]): readonly string[] {
  const borders = [0, ...[...cuts].map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  return borders.slice(1).map((border, index) => text.slice(borders[index], border));
}

const cuts = fc.array(fc.nat(), { maxLength: 8 });

describe("the scanner", () => {
  it("tells of any text what saxes tells, in whatever pieces it comes", () => {
    fc.assert(
      fc.property(element, cuts, (text, where) => {
        expect(withoutOutside(byScanner(cutAt(text, where)))).toEqual(withoutOutside(bySaxes(text)));
      }),
      { numRuns: 1_000 },
    );
  });

  it("refuses what saxes refuses, wherever a text was torn", () => {
    fc.assert(
      fc.property(element, fc.nat(), fc.nat({ max: 6 }), cuts, (text, at, length, where) => {
        const from = at % (text.length + 1);
        const torn = scrub(`${text.slice(0, from)}${text.slice(from + length)}\r\n`);
        expect(byScanner(cutAt(torn, where)).failed).toBe(bySaxes(torn).failed);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    "",
    " \r\n",
    "plain",
    "<A></A>x",
    "<A></A><B></B>",
    "<A></A><B/>",
    "<A><B></A></B>",
    "<A>",
    "<A",
    "</A>",
    "<A></A",
    "<></>",
    "<A><1/></A>",
    "x<A></A>",
  ])("judges %j as saxes does", (text) => {
    expect(byScanner([text]).failed).toBe(bySaxes(text).failed);
    expect(byScanner(text.split("")).failed).toBe(bySaxes(text).failed);
  });

  it("cuts no text out that nobody wants", () => {
    const { events, note } = collect();
    let depth = 0;
    const scanner = createXmlScanner({
      open: (tag) => {
        depth += 1;
        note("open", tag);
      },
      text: (text) => note("text", text),
      close: () => {
        depth -= 1;
        note("close");
      },
      fail: (error) => {
        throw error;
      },
      wantsText: () => depth === 2,
    });
    scanner.write("<A> \r\n <B> x </B>\r\n<C>y&amp;z</C>\r\n</A>\r\n");
    scanner.close();
    expect(events).toEqual([
      ["open", "A"],
      ["open", "B"],
      ["text", " x "],
      ["close", ""],
      ["open", "C"],
      ["text", "y&z"],
      ["close", ""],
      ["close", ""],
    ]);
  });
});
