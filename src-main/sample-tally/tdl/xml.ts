/** An element of a request. Names are upper case, because Tally ignores their case (protocol §2.1). */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Text directly inside, entities resolved. */
  readonly text: string;
}

/** The text is not XML as Tally reads it: the answer is "Unknown Request". */
export class XmlError extends Error {}

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads one request. Strict where Tally is strict: an unescaped `&` anywhere makes the whole request
 * unknown (BR §9.1b), as do unbalanced tags. Prolog, comments and CDATA are accepted.
 */
export function parseXml(source: string): XmlElement {
  const stack: OpenElement[] = [];
  let root: XmlElement | undefined;
  let at = source.startsWith("\uFEFF") ? 1 : 0;
  while (at < source.length) {
    const open = source.indexOf("<", at);
    const text = source.slice(at, open < 0 ? source.length : open);
    addText(stack, text);
    if (open < 0) break;
    const skipped = skipMarkup(source, open, stack);
    if (skipped > 0) {
      at = skipped;
      continue;
    }
    const close = findTagEnd(source, open);
    const tag = source.slice(open + 1, close);
    at = close + 1;
    if (tag.startsWith("/")) root = closeElement(stack, tag.slice(1).trim().toUpperCase()) ?? root;
    else root = openElement(stack, tag) ?? root;
  }
  if (root === undefined || stack.length > 0) throw new XmlError("The request is cut short");
  return root;
}

/** Text of a direct child, trimmed; undefined when there is no such child. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  return childNamed(element, name)?.text.trim();
}

export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

export function childrenNamed(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

function addText(stack: OpenElement[], text: string): void {
  const top = stack.at(-1);
  if (top !== undefined) top.text += unescapeXml(text);
  else if (text.trim() !== "") throw new XmlError("Text outside of the envelope");
}

/** Position behind a prolog, comment, doctype or CDATA that begins here; 0 when an element begins. */
function skipMarkup(source: string, open: number, stack: OpenElement[]): number {
  if (source.startsWith("<!--", open)) return endOf(source, "-->", open);
  if (source.startsWith("<![CDATA[", open)) {
    const end = endOf(source, "]]>", open);
    const top = stack.at(-1);
    if (top !== undefined) top.text += source.slice(open + 9, end - 3);
    return end;
  }
  if (source.startsWith("<?", open)) return endOf(source, "?>", open);
  if (source.startsWith("<!", open)) return endOf(source, ">", open);
  return 0;
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  if (end < 0) throw new XmlError(`No ${mark}`);
  return end + mark.length;
}

function findTagEnd(source: string, open: number): number {
  let quote = "";
  for (let at = open + 1; at < source.length; at++) {
    const character = source[at];
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return at;
    else if (character === "<") break;
  }
  throw new XmlError("A tag has no end");
}

const nameAndRest = /^([^\s/>=]+)\s*([\s\S]*?)(\/?)$/;
const attributePattern = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')\s*/y;

function openElement(stack: OpenElement[], tag: string): XmlElement | undefined {
  const match = nameAndRest.exec(tag);
  if (match === null) throw new XmlError(`Not a tag: <${tag}>`);
  const element: OpenElement = {
    name: (match[1] ?? "").toUpperCase(),
    attributes: readAttributes(match[2] ?? ""),
    children: [],
    text: "",
  };
  if (match[3] === "/") return attach(stack, element);
  stack.push(element);
  return undefined;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  attributePattern.lastIndex = 0;
  while (attributePattern.lastIndex < text.length) {
    const match = attributePattern.exec(text);
    if (match === null) throw new XmlError(`Not an attribute: ${text}`);
    attributes[(match[1] ?? "").toUpperCase()] = unescapeXml(match[2] ?? match[3] ?? "");
  }
  return attributes;
}

function closeElement(stack: OpenElement[], name: string): XmlElement | undefined {
  const element = stack.pop();
  if (element === undefined || element.name !== name) throw new XmlError(`</${name}> closes nothing`);
  return attach(stack, element);
}

function attach(stack: OpenElement[], element: OpenElement): XmlElement | undefined {
  const parent = stack.at(-1);
  if (parent === undefined) return element;
  parent.children.push(element);
  return undefined;
}

const namedEntities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};
const entityPattern = /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));|&/gi;

function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(entityPattern, (whole: string, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    const character = name === undefined ? undefined : namedEntities[name.toLowerCase()];
    if (character === undefined) throw new XmlError(`${whole} is not escaped`);
    return character;
  });
}
