/** The formula cannot be read: Tally shows "Cannot understand. Bad formula!" and stops answering. */
export class FormulaError extends Error {}

export type TokenKind =
  | "number"
  | "text"
  | "word"
  | "function"
  | "method"
  | "variable"
  | "field"
  | "formula"
  | "mark"
  | "end";

export interface Token {
  readonly kind: TokenKind;
  /** Name, digits, mark or the content of a literal. */
  readonly text: string;
  /** How many objects a method goes up: `$..x` is 1. */
  readonly up: number;
  /** Whether white space stands before it. */
  readonly isSpaced: boolean;
}

const prefixes: readonly (readonly [string, TokenKind])[] = [
  ["$$", "function"],
  ["##", "variable"],
  ["@@", "formula"],
  ["@", "formula"],
  ["#", "field"],
];
const nameCharacters = /[\w\u0080-\uffff]/;
const wordCharacters = /[\w.%\u0080-\uffff]/;
const marks = "<= >= <> != == ( ) [ ] : , + - * / = < > .".split(" ");

/** Cuts a formula into tokens; the last one is always `end`. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    const start = skipBlanks(source, at);
    const isSpaced = start > at;
    if (start >= source.length) {
      tokens.push({ kind: "end", text: "", up: 0, isSpaced });
      return tokens;
    }
    const [token, next] = readToken(source, start, isSpaced);
    tokens.push(token);
    at = next;
  }
}

function skipBlanks(source: string, from: number): number {
  let at = from;
  while (at < source.length && source.charCodeAt(at) <= 32) at++;
  return at;
}

function readToken(source: string, start: number, isSpaced: boolean): readonly [Token, number] {
  const character = source.charAt(start);
  if (character === '"' || character === "'") return readLiteral(source, start, isSpaced);
  for (const [prefix, kind] of prefixes)
    if (source.startsWith(prefix, start)) return readNamed(source, start, prefix, kind, isSpaced);
  if (character === "$") return readMethod(source, start, isSpaced);
  const number = /^\d+(?:\.\d+)?(?![\w\u0080-\uffff])/.exec(source.slice(start, start + 40));
  if (number !== null)
    return [{ kind: "number", text: number[0], up: 0, isSpaced }, start + number[0].length];
  const mark = marks.find((candidate) => source.startsWith(candidate, start));
  if (mark !== undefined) return [{ kind: "mark", text: mark, up: 0, isSpaced }, start + mark.length];
  const end = endOfRun(source, start, wordCharacters);
  if (end === start) throw new FormulaError(`${character} is not understood`);
  return [{ kind: "word", text: source.slice(start, end), up: 0, isSpaced }, end];
}

/** A doubled quote inside a literal stands for one. */
function readLiteral(source: string, start: number, isSpaced: boolean): readonly [Token, number] {
  const quote = source.charAt(start);
  let text = "";
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] !== quote) text += source[at];
    else if (source[at + 1] === quote) {
      text += quote;
      at++;
    } else return [{ kind: "text", text, up: 0, isSpaced }, at + 1];
  }
  throw new FormulaError("A literal has no end");
}

function readNamed(
  source: string,
  start: number,
  prefix: string,
  kind: TokenKind,
  isSpaced: boolean,
): readonly [Token, number] {
  const from = start + prefix.length;
  const end = endOfRun(source, from, nameCharacters);
  if (end === from) throw new FormulaError(`${prefix} without a name`);
  return [{ kind, text: source.slice(from, end), up: 0, isSpaced }, end];
}

function readMethod(source: string, start: number, isSpaced: boolean): readonly [Token, number] {
  let from = start + 1;
  while (source[from] === ".") from++;
  const dots = from - start - 1;
  const end = endOfRun(source, from, nameCharacters);
  if (end === from) throw new FormulaError("$ without a name");
  const up = Math.max(0, dots - 1);
  return [{ kind: "method", text: source.slice(from, end), up, isSpaced }, end];
}

function endOfRun(source: string, from: number, characters: RegExp): number {
  let at = from;
  while (at < source.length && characters.test(source.charAt(at))) at++;
  return at;
}
