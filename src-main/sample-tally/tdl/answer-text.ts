const pieceCharacters = 64 * 1024;

/**
 * The text of an answer while it is written. Kept in UTF-8 pieces outside of the JavaScript heap, so that an
 * answer of 100 MB costs about its own size and never becomes one string.
 */
export class AnswerText {
  readonly pieces: Buffer[] = [];
  /** UTF-16 code units so far, which is what `Content-Length` needs for utf-16. */
  characters = 0;
  #pending = "";

  append(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= pieceCharacters) this.#flush();
  }

  /** Nothing may be appended any more. */
  finish(): readonly Buffer[] {
    this.#flush();
    return this.pieces;
  }

  get isEmpty(): boolean {
    return this.characters === 0 && this.#pending === "";
  }

  #flush(): void {
    if (this.#pending === "") return;
    this.characters += this.#pending.length;
    this.pieces.push(Buffer.from(this.#pending, "utf8"));
    this.#pending = "";
  }
}

const needsEscape = /[&<>"'\u0004\r\n]/;
const escaped: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\u0004": "&#4;",
  "\r": "&#13;",
  "\n": "&#10;",
};

/** Tally's own escapes (protocol §4.4, §4.5). Other control characters go out raw, as Tally sends them. */
export function escapeXml(text: string): string {
  if (!needsEscape.test(text)) return text;
  return text.replace(/[&<>"'\u0004\r\n]/g, (character) => escaped[character] ?? character);
}

const indents: string[] = [];

/** One blank per level. */
export function indentOf(level: number): string {
  return (indents[level] ??= " ".repeat(level));
}
