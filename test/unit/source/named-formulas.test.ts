import { describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { createNamedFormulas } from "../../../src-main/source/named-formulas.ts";
import { checkRequest } from "../../../src-main/source/request-check.ts";
import { writeMastersRequest, writeVouchersRequest } from "../../../src-main/source/request.ts";

const unescape = (text: string): string =>
  text.replaceAll("&gt;", ">").replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** The formula with every name put back in its brackets. */
function whole(formula: string, definitions: string): string {
  const texts = new Map(
    [...definitions.matchAll(/NAME="(\w+)">(.*?)<\/SYSTEM>/g)].map(([, name = "", text = ""]) => [
      name,
      unescape(text),
    ]),
  );
  let text = formula;
  while (text.includes("@@"))
    text = text.replace(/@@(\w+)/, (_, name: string) => `(${texts.get(name) ?? "?"})`);
  return text;
}

describe("a long formula", () => {
  const condition = (at: number): string => `$List[${at}].Something = "a (b) AND c ${at}"`;
  const chain = (count: number, connective: string): string =>
    Array.from({ length: count }, (_, at) => condition(at + 1)).join(connective);

  it("stays as it is while it is short", () => {
    const formulas = createNamedFormulas();
    expect(formulas.shorten(chain(3, " AND "))).toBe(chain(3, " AND "));
    expect(formulas.write()).toBe("");
  });

  it("says the same in named pieces, each of them short", () => {
    const formulas = createNamedFormulas();
    const long = `if (${chain(20, " AND ")}) then $$StringFindAndReplace:(if ${condition(1)} then "${"x".repeat(80)}" else "2"):"(-)":"-" else ""`;
    const short = formulas.shorten(long);
    const pieces = [
      short,
      ...[...formulas.write().matchAll(/>(.*?)<\/SYSTEM>/g)].map(([, text = ""]) => unescape(text)),
    ];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(400);
    const bare = (text: string): string => text.replaceAll(/[()]/g, "");
    expect(bare(whole(short, formulas.write()))).toBe(bare(long));
  });

  it("is not cut where connectives are mixed, nor where the printed value is meant", () => {
    const mixed = `${chain(6, " AND ")} OR ${chain(6, " AND ")}`;
    expect(createNamedFormulas().shorten(mixed)).toBe(mixed);
    const formulas = createNamedFormulas();
    const withValue = `($$Value = 1 AND ${condition(1)}) AND ${chain(12, " AND ")}`;
    expect(formulas.shorten(withValue)).toContain(`($$Value = 1 AND ${condition(1)})`);
    expect(formulas.write()).not.toContain("$$Value");
  });

  it("is written once, however often it is used, and ends at an open quote", () => {
    const formulas = createNamedFormulas();
    expect(formulas.shorten(chain(20, " OR "))).toBe(formulas.shorten(chain(20, " OR ")));
    expect(formulas.write().match(/<SYSTEM/g)).toHaveLength(
      new Set(formulas.write().match(/NAME="\w+"/g)).size,
    );
    const open = createNamedFormulas();
    const short = open.shorten(`${chain(12, " AND ")} AND $X = "open`);
    expect(whole(short, open.write())).toContain('$X = "open');
  });
});

it("no request has a formula longer than what others have sent", () => {
  const window = { from: "2025-04-01", to: "2025-04-30" };
  const scope = { company: "Test", companyGuid: "g", period: window, isCounted: true };
  for (const stream of streams) {
    const { text } =
      stream.counter === "masters"
        ? writeMastersRequest(scope, stream, { afterAlterId: 5 })
        : writeVouchersRequest(scope, stream, { window, afterAlterId: 5 });
    checkRequest(text, new Set(["Test"]));
    const formulas = [...text.matchAll(/<(SET|INVISIBLE|EXPLODE|SYSTEM)\b[^>]*>(.*?)<\/\1>/g)];
    expect(Math.max(...formulas.map(([, , formula = ""]) => unescape(formula).length))).toBeLessThanOrEqual(
      420,
    );
  }
});
