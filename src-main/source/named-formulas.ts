import { element, escapeFormula } from "./tdl-text.ts";

/**
 * Long formulas are written in pieces that have names (`@@ZqFormula1`, as MCP names its conditions): the longest
 * formula that is known to have been sent has some 500 characters (TC), and one that Tally cannot read opens a box
 * that blocks the port (cookbook §0). What stands in several formulas is written once.
 */
export interface NamedFormulas {
  /** The formula itself where it is short, else one that names its pieces. */
  shorten(formula: string): string;
  /** Definitions of the pieces so far. */
  write(): string;
}

/** A formula up to this length goes out as it is. */
const longest = 400;
/** Shorter brackets gain nothing by a name. */
const shortestPiece = 60;

export function createNamedFormulas(): NamedFormulas {
  const names = new Map<string, string>();

  function nameOf(formula: string): string {
    let name = names.get(formula);
    if (name === undefined) names.set(formula, (name = `ZqFormula${names.size + 1}`));
    return `@@${name}`;
  }

  /** Brackets become names, the inner ones first, as long as the formula is too long. */
  function shorten(formula: string): string {
    if (formula.length <= longest) return formula;
    let text = "";
    let at = 0;
    while (at < formula.length) {
      const end = formula[at] === "(" ? endOfBracket(formula, at) : at;
      if (end > at && end - at >= shortestPiece && canBeNamed(formula.slice(at, end))) {
        text += nameOf(shorten(formula.slice(at + 1, end - 1)));
        at = end;
      } else {
        const next = formula[at] === '"' ? endOfLiteral(formula, at) : at + 1;
        text += formula.slice(at, next);
        at = next;
      }
    }
    return text.length <= longest ? text : nameRuns(text);
  }

  /** A chain of one connective is cut into runs. */
  function nameRuns(formula: string): string {
    const connective = onlyConnective(formula);
    if (connective === null) return formula;
    const runs: string[][] = [];
    for (const operand of splitOutside(formula, connective)) {
      const run = runs.at(-1);
      const isFull = run === undefined || [...run, operand].join(connective).length > longest;
      if (isFull || !canBeNamed(operand) || !canBeNamed(run.join())) runs.push([operand]);
      else run.push(operand);
    }
    return runs
      .map((run) => (run.length > 1 ? nameOf(run.join(connective)) : (run[0] ?? "")))
      .join(connective);
  }

  return {
    shorten,
    write: () =>
      [...names]
        .map(([formula, name]) => element("SYSTEM", escapeFormula(formula), { TYPE: "Formulae", NAME: name }))
        .join(""),
  };
}

/** What `$$Value` means hangs on the field being printed; it stays where it is. */
function canBeNamed(formula: string): boolean {
  return !/\$\$Value\b/i.test(formula);
}

/** Behind the closing quote; a literal without one reaches to the end and is refused later. */
function endOfLiteral(formula: string, from: number): number {
  const quote = formula.indexOf('"', from + 1);
  return quote < 0 ? formula.length : quote + 1;
}

function endOfBracket(formula: string, from: number): number {
  let depth = 0;
  for (let at = from; at < formula.length; at += 1) {
    if (formula[at] === '"') at = endOfLiteral(formula, at) - 1;
    else if (formula[at] === "(") depth += 1;
    else if (formula[at] === ")" && (depth -= 1) === 0) return at + 1;
  }
  return formula.length;
}

/** ` AND ` or ` OR ` where the formula, brackets and literals aside, is joined by that alone. */
function onlyConnective(formula: string): " AND " | " OR " | null {
  const outside = outsideOf(formula);
  if (/\b(?:if|then|else)\b/i.test(outside)) return null;
  const [hasAnd, hasOr] = [outside.includes(" AND "), outside.includes(" OR ")];
  if (hasAnd === hasOr || / and | or /.test(outside)) return null;
  return hasAnd ? " AND " : " OR ";
}

/** The formula with blanks for everything in brackets or quotes. */
function outsideOf(formula: string): string {
  let text = "";
  for (let at = 0; at < formula.length;) {
    const quoteEnd = formula[at] === '"' ? endOfLiteral(formula, at) : 0;
    const end = formula[at] === "(" ? endOfBracket(formula, at) : quoteEnd;
    text += end > at ? "_".repeat(end - at) : (formula[at] ?? "");
    at = end > at ? end : at + 1;
  }
  return text;
}

function splitOutside(formula: string, connective: string): readonly string[] {
  const outside = outsideOf(formula);
  const parts: string[] = [];
  let from = 0;
  for (let at = outside.indexOf(connective); at >= 0; at = outside.indexOf(connective, from)) {
    parts.push(formula.slice(from, at));
    from = at + connective.length;
  }
  return [...parts, formula.slice(from)];
}
