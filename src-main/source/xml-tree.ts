import { SaxesParser } from "saxes";

/** A small XML text as a tree. For requests of ours, where every deviation is an error. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Text directly inside, without that of the children. */
  readonly text: string;
}

interface OpenNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
}

/** Throws on anything that is not well formed. */
export function parseXmlTree(text: string): XmlNode {
  const parser = new SaxesParser({ xmlns: false });
  const document: OpenNode = { name: "", attributes: {}, children: [], text: "" };
  const open: OpenNode[] = [document];
  parser.on("opentag", (tag) => {
    const node: OpenNode = { name: tag.name, attributes: tag.attributes, children: [], text: "" };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on("text", (part) => {
    const node = open.at(-1);
    if (node !== undefined) node.text += part;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  const root = document.children[0];
  if (root === undefined) throw new Error("there is no element");
  return root;
}

export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}
