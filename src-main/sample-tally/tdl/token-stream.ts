import { FormulaError, tokenize } from "./tokens.ts";
import type { Token, TokenKind } from "./tokens.ts";

const noMoreTokens: Token = { kind: "end", text: "", up: 0, isSpaced: false };

/** The tokens of one formula, taken from the front. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: string) {
    this.#tokens = tokenize(source);
  }

  peek(): Token {
    return this.#tokens[this.#at] ?? noMoreTokens;
  }

  isMark(text: string): boolean {
    const token = this.peek();
    return token.kind === "mark" && token.text === text;
  }

  takeMark(text: string): boolean {
    if (!this.isMark(text)) return false;
    this.#at++;
    return true;
  }

  isWord(word: string, offset = 0): boolean {
    const token = this.#tokens[this.#at + offset];
    return token?.kind === "word" && token.text.toLowerCase() === word;
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.#at++;
    return true;
  }

  expect(kind: TokenKind, text?: string): Token {
    const token = this.peek();
    if (token.kind !== kind || (text !== undefined && token.text !== text))
      throw new FormulaError(`"${token.text}" where ${text ?? kind} is expected`);
    this.#at++;
    return token;
  }

  /** The token so many places ahead. */
  ahead(offset: number): Token | undefined {
    return this.#tokens[this.#at + offset];
  }

  next(): Token {
    const token = this.peek();
    this.#at++;
    return token;
  }

  advance(count: number): void {
    this.#at += count;
  }
}
