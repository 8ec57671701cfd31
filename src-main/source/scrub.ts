/**
 * Makes Tally's output readable for an XML parser without losing a character (protocol §4.4): control characters and
 * references to them become marks, a bare `&` becomes `&amp;`. Works on a stream: what a chunk border cuts is carried.
 *
 * A mark is a character of the last private-use plane, U+10FF00 plus the control character's code. Nothing known puts
 * characters of that plane into books; `unmark` turns marks back.
 */
const markHigh = "\uDBFF";
const markLowBase = 0xdf00;

export function markOf(code: number): string {
  return markHigh + String.fromCharCode(markLowBase + code);
}

/** Tally puts U+0004 and a blank before every reserved word. */
export const reservedMark = markOf(4);

const marks = /\uDBFF([\uDF00-\uDF1F])/g;

/** The text as Tally holds it, control characters included. */
export function unmark(text: string): string {
  if (!text.includes(markHigh)) return text;
  return text.replace(marks, (_, low: string) => String.fromCharCode(low.charCodeAt(0) - markLowBase));
}

const suspicious = /[&\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const parts =
  /&(?:#(\d{1,8});|#[xX]([0-9a-fA-F]{1,6});|((?:amp|lt|gt|quot|apos);))?|[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const replacement = "\uFFFD";

function isAllowed(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}

function scrubPart(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (!whole.startsWith("&")) return scrubCode(whole.charCodeAt(0));
  if (name !== undefined) return whole;
  const digits = decimal ?? hex;
  if (digits === undefined) return "&amp;";
  const code = Number.parseInt(digits, decimal === undefined ? 16 : 10);
  return isAllowed(code) ? whole : scrubCode(code);
}

function scrubCode(code: number): string {
  return code < 0x20 ? markOf(code) : replacement;
}

export function scrub(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return suspicious.test(wellFormed) ? wellFormed.replace(parts, scrubPart) : wellFormed;
}

/** Longest reference that a chunk border may cut: `&#1114111;`. */
const longestReference = 10;

export interface Scrubber {
  write(chunk: string): string;
  /** What is left at the end of the answer. */
  end(): string;
}

export function createScrubber(): Scrubber {
  let carried = "";
  return {
    write: (chunk) => {
      const text = carried + chunk;
      const keepFrom = findCut(text);
      carried = text.slice(keepFrom);
      return scrub(keepFrom === text.length ? text : text.slice(0, keepFrom));
    },
    end: () => {
      const rest = scrub(carried);
      carried = "";
      return rest;
    },
  };
}

/** Where the unfinished end of a chunk begins: half a surrogate pair or a reference without its semicolon. */
function findCut(text: string): number {
  const ampersand = text.lastIndexOf("&");
  if (ampersand >= 0 && text.length - ampersand < longestReference && !text.includes(";", ampersand))
    return ampersand;
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.length - 1 : text.length;
}
