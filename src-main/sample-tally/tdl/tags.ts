import { raiseDialog } from "./problems.ts";
import { asText } from "./value-text.ts";
import type { RequestCompiler } from "./request-compiler.ts";

/** Words a bare tag must not be, because XMLTAG is read as a formula (cookbook §1). */
const formulaWords = /^(and|or|not|if|in|is|on|no|yes|as|by|to|like|contains)$/i;
const bareTag = /^[\p{L}_][\p{L}\p{N}_.:-]*$/u;

/** The tag an XMLTAG gives: a bare word or a literal, in upper case as Tally sends it back (TCcap). */
export function readTag(text: string | undefined, compiler: RequestCompiler): string | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  const written = text.trim();
  const literal = /^"([^"]*)"$|^'([^']*)'$/.exec(written);
  const tag = literal === null ? written : (literal[1] ?? literal[2] ?? "");
  if (literal === null && formulaWords.test(tag))
    raiseDialog(`Cannot understand. Bad formula! XMLTAG ${tag}`);
  if (bareTag.test(tag)) return tag.toUpperCase();
  const expression = compiler.parse(written);
  if (expression.kind === "literal")
    return asText(expression.value, noShapes).replace(/\s+/g, "").toUpperCase();
  raiseDialog(`XMLTAG ${written} is no tag`);
}

const noCurrency = { symbol: "", hasSpace: false, isSuffix: false };
const noShapes = {
  unitDecimals: () => 0,
  currency: () => noCurrency,
  baseCurrency: noCurrency,
  baseSymbol: "",
};
