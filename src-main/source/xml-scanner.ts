import { SaxesParser } from "saxes";

export interface XmlHandlers {
  open(name: string): void;
  text(text: string): void;
  close(): void;
  fail(error: Error): void;
  /** Whether text at this place matters to anybody; the rest is not cut out of the answer. */
  wantsText(): boolean;
}

export interface XmlScanner {
  write(text: string): void;
  /** Behind the last piece: tells what is wrong with the end. */
  close(): void;
}

/** `<TAG`, `</TAG` of the kind Tally prints into a report: short, without attributes. */
const plainName = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const slash = 0x2f;

/**
 * Events of an XML text that comes in pieces. What Tally prints into reports is tags without attributes, texts and the
 * references of XML: that is read here, by looking from bracket to bracket. At the first sign of anything else saxes
 * takes over for the rest of the answer, told which elements are open; what is well-formed is its judgement alone.
 * Control characters and lone surrogates must be gone already (scrub.ts).
 */
export function createXmlScanner(handlers: XmlHandlers): XmlScanner {
  const open: string[] = [];
  const names = createNameTable();
  /** Begins with what a piece cut in two: a text or a tag without its end. */
  let rest = "";
  let isRootClosed = false;
  let parser: SaxesParser | null = null;

  function write(piece: string): void {
    if (parser !== null) {
      parser.write(piece);
      return;
    }
    const text = rest === "" ? piece : rest + piece;
    rest = "";
    // In a text saxes refuses this; looking for it in each of them would cost more.
    const end = text.includes("]]>") ? handOver(text) : scan(text);
    if (parser === null) rest = text.slice(end);
  }

  /** Reads whole texts and tags; returns where the unfinished rest begins. */
  function scan(text: string): number {
    let at = 0;
    for (;;) {
      const bracket = text.indexOf("<", at);
      if (bracket < 0) return at;
      if (bracket > at && !readText(text, at, bracket)) return handOver(text.slice(at));
      const end = text.indexOf(">", bracket);
      if (end < 0) return bracket;
      if (!readTag(text, bracket + 1, end)) return handOver(text.slice(bracket));
      at = end + 1;
    }
  }

  function readText(text: string, from: number, to: number): boolean {
    if (open.length === 0) return text.slice(from, to).trim() === "";
    if (handlers.wantsText()) handlers.text(resolveText(text.slice(from, to)));
    return true;
  }

  function readTag(text: string, from: number, to: number): boolean {
    const isClosing = text.charCodeAt(from) === slash;
    if (isClosing) return readClosing(text, from + 1, to);
    const isEmpty = text.charCodeAt(to - 1) === slash;
    const name = names.nameAt(text, from, isEmpty ? to - 1 : to);
    if (name === null || isRootClosed) return false;
    open.push(name);
    handlers.open(name);
    if (isEmpty) closeInnermost();
    return true;
  }

  function readClosing(text: string, from: number, to: number): boolean {
    const name = open.at(-1);
    if (name === undefined || name.length !== to - from || !text.startsWith(name, from)) return false;
    closeInnermost();
    return true;
  }

  function closeInnermost(): void {
    open.pop();
    isRootClosed = open.length === 0;
    handlers.close();
  }

  function handOver(text: string): number {
    let isTold = false;
    const saxes = new SaxesParser({ xmlns: false, position: false });
    saxes.on("opentag", (tag) => void (isTold && handlers.open(tag.name)));
    saxes.on("text", (part) => void (isTold && handlers.text(part)));
    saxes.on("cdata", (part) => void (isTold && handlers.text(part)));
    saxes.on("closetag", () => void (isTold && handlers.close()));
    saxes.on("error", (error) => handlers.fail(error));
    saxes.write(isRootClosed ? "<E></E>" : open.map((name) => `<${name}>`).join(""));
    isTold = true;
    parser = saxes;
    saxes.write(text);
    return 0;
  }

  return {
    write,
    close: () => {
      if (parser === null && isRootClosed && rest.trim() === "") return;
      if (parser === null) handOver(rest);
      parser?.close();
    },
  };
}

/** Ends of lines as XML has them, then references as characters. */
function resolveText(text: string): string {
  const lines = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  return lines.includes("&") ? lines.replace(references, resolveReference) : lines;
}

const references = /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(amp|lt|gt|quot|apos));/g;
const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function resolveReference(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return named[name] ?? whole;
  return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal));
}

interface NameTable {
  /** The name that stands there, the same string each time; null where it is no plain one. */
  nameAt(text: string, from: number, to: number): string | null;
}

/** Characters of a name that fit into a small number, seven bits each. */
const longestPacked = 4;

/** Generated tags have few characters and come millions of times: no string is made to find one again. */
function createNameTable(): NameTable {
  const packedNames = new Map<number, string>();

  function packed(text: string, from: number, to: number): number {
    let number = 0;
    for (let at = from; at < to; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 0x7f) return -1;
      number = number * 128 + code;
    }
    return number;
  }

  return {
    nameAt: (text, from, to) => {
      const number = to - from > longestPacked ? -1 : packed(text, from, to);
      const known = packedNames.get(number);
      if (known !== undefined) return known;
      const name = text.slice(from, to);
      if (!plainName.test(name)) return null;
      if (number >= 0) packedNames.set(number, name);
      return name;
    },
  };
}
