import type { Evaluate } from "./methods.ts";
import { raiseDialog } from "./problems.ts";
import type { Scope } from "./scope.ts";
import { asText } from "./value-text.ts";
import type { RequestCompiler } from "./request-compiler.ts";

/** Words a bare tag must not be, because XMLTAG is read as a formula (cookbook §1). */
const formulaWords = /^(and|or|not|if|in|is|on|no|yes|as|by|to|like|contains)$/i;
const bareTag = /^[\p{L}_][\p{L}\p{N}_.:-]*$/u;

/** A fixed tag, or one that a formula gives for each object; no tag where it gives nothing. */
export type Tag = string | Evaluate | undefined;

/** The tag for one object, in upper case as Tally sends it back (TCcap). */
export function tagFor(tag: Tag, scope: Scope): string | undefined {
  if (typeof tag !== "function") return tag;
  return tagOf(asText(tag(scope), scope.run.shapes)) || undefined;
}

function tagOf(text: string): string {
  return text.replace(/\s+/g, "").toUpperCase();
}

/** The tag an XMLTAG gives: a bare word or a literal; else it is the formula it is read as. */
export function readTag(text: string | undefined, compiler: RequestCompiler): Tag {
  if (text === undefined || text.trim() === "") return undefined;
  const written = text.trim();
  const literal = /^"([^"]*)"$|^'([^']*)'$/.exec(written);
  const tag = literal === null ? written : (literal[1] ?? literal[2] ?? "");
  if (literal === null && formulaWords.test(tag))
    raiseDialog(`Cannot understand. Bad formula! XMLTAG ${tag}`);
  if (bareTag.test(tag)) return tag.toUpperCase();
  const expression = compiler.parse(written);
  return expression.kind === "literal"
    ? tagOf(asText(expression.value, noShapes))
    : compiler.compile(written);
}

const noCurrency = { symbol: "", hasSpace: false, isSuffix: false };
const noShapes = {
  unitDecimals: () => 0,
  currency: () => noCurrency,
  baseCurrency: noCurrency,
  baseSymbol: "",
};
