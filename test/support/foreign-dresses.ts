import type { Dress } from "./foreign-tally.ts";

/** Ways in which another server words the same answer, to be combined into dresses. */
export type Wording = (text: string, request: string) => string;

export function worded(...wordings: readonly Wording[]): Wording {
  return (text, request) => wordings.reduce((changed, wording) => wording(changed, request), text);
}

const leaf = /<([A-Za-z][\w.]*)((?: [^<>]*)?)>([^<>]*)<\/\1>/g;

/** What the request says of each field: SET by XMLTAG. */
function setsOf(request: string): ReadonlyMap<string, string> {
  const fields = request.matchAll(/<FIELD NAME="Zq\w+"><SET>(.*?)<\/SET><XMLTAG>(\w+)<\/XMLTAG>/g);
  return new Map([...fields].map(([, set = "", tag = ""]) => [tag, set]));
}

/** Changes printed values of the fields whose SET the test accepts. */
function values(isMeant: (set: string) => boolean, change: (value: string) => string): Wording {
  return (text, request) => {
    const sets = setsOf(request);
    return text.replace(leaf, (whole, tag: string, attributes: string, value: string) => {
      const set = sets.get(tag);
      if (set === undefined || value === "" || !isMeant(set)) return whole;
      return `<${tag}${attributes}>${change(value)}</${tag}>`;
    });
  };
}

const isLogical = (set: string): boolean => /then (?:"|&quot;)1(?:"|&quot;)/.test(set);
const isNumber = (set: string): boolean =>
  !isLogical(set) &&
  (/\$\$(NumValue|Number|BaseValue|IsDebit)/.test(set) ||
    /^\$(MasterId|AlterId|AltMstId|AltVchId|Cnt|SumM|SumA)$/.test(set));
const isAmount = (set: string): boolean => !isLogical(set) && set.includes("$$NumValue");
const isDate = (set: string): boolean => set.includes("PyrlYYYYMMDDFormat");

const monthNames = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function dates(write: (year: string, month: number, day: number) => string): Wording {
  return values(isDate, (value) => {
    const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
    return year === "" ? value : write(year, Number(month), Number(day));
  });
}

export const compactDates = values(isDate, (value) => value.replaceAll("-", ""));
export const longDates = dates((year, month, day) => `${day}-${monthNames[month - 1]}-${year}`);

export const paddedNumbers = values(isNumber, (value) => ` ${value}`);
export const trailingZeros = values(isNumber, (value) => (/^-?\d+$/.test(value) ? `${value}.00` : value));
export const groupedAmounts = values(isAmount, (value) =>
  value.replace(/^(-?)(\d+)(\d{3})(\.|$)/, "$1$2,$3$4"),
);
export const sidedAmounts = values(isAmount, (value) =>
  value.startsWith("-") ? `${value.slice(1)} Dr` : `${value} Cr`,
);
export const wordedLogicals = values(isLogical, (value) => (value === "1" ? "Yes" : value));

export const lineFeeds: Wording = (text) => text.replaceAll("\r\n", "\n");
export const noBreaks: Wording = (text) => text.replaceAll(/\r\n */g, "");
export const tabs: Wording = (text) =>
  text.replaceAll(/\r\n( *)/g, (_, blanks: string) => `\n${"\t".repeat(blanks.length)}`);
export const declaration: Wording = (text) => `<?xml version="1.0" encoding="UTF-16"?>\r\n${text}`;

const tagStart = /<(\/?)([A-Za-z][\w.]*)/g;
export const lowerTags: Wording = (text) =>
  text.replaceAll(tagStart, (_, slash: string, name: string) => `<${slash}${name.toLowerCase()}`);
export const mixedTags: Wording = (text) =>
  text.replaceAll(
    tagStart,
    (_, slash: string, name: string) =>
      `<${slash}${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()}`,
  );
export const typedTags: Wording = (text) => text.replaceAll(leaf, '<$1 TYPE="String">$3</$1>');
export const selfClosing: Wording = (text) => text.replaceAll(/<([\w.]+)><\/\1>/g, "<$1/>");
export const extraTags: Wording = (text) =>
  text.startsWith("<ENVELOPE>")
    ? text.replaceAll(leaf, "$&<EXTRA>9</EXTRA><EXTRALIST.LIST>   </EXTRALIST.LIST>")
    : text;
export const characterData: Wording = (text) =>
  text.replaceAll(leaf, (whole, tag: string, attributes: string, value: string) =>
    value === "" || value.includes("&") ? whole : `<${tag}${attributes}><![CDATA[${value}]]></${tag}>`,
  );

const head =
  "<ENVELOPE><HEADER><VERSION>1</VERSION><STATUS> 1</STATUS></HEADER><BODY><DESC><CMPINFO><COMPANY>0</COMPANY>" +
  "<VOUCHER>0</VOUCHER></CMPINFO></DESC><DATA>";
/** Reports inside the elements of a native answer. */
export const wrapped: Wording = (text, request) =>
  request.includes("<TYPE>Data</TYPE>") && text.startsWith("<ENVELOPE>")
    ? text.replace("<ENVELOPE>", head).replace("</ENVELOPE>", "</DATA></BODY></ENVELOPE>")
    : text;

const notAscii = /[^\x00-\x7f]/gu;
export const decimalReferences: Wording = (text) =>
  text.replaceAll(notAscii, (character) => `&#${character.codePointAt(0) ?? 0};`);
export const hexReferences: Wording = (text) =>
  text
    .replaceAll(notAscii, (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16)};`)
    .replaceAll(/&#(4|10|13);/g, (_, code: string) => `&#x${Number(code).toString(16).toUpperCase()};`);
export const rawReservedMarks: Wording = (text) => text.replaceAll("&#4;", "\u0004");
export const bareAmpersands: Wording = (text) => text.replaceAll(/&amp;(?= )/g, "&");
export const fewEscapes: Wording = (text) =>
  text.replaceAll("&apos;", "'").replaceAll("&quot;", '"').replaceAll("&gt;", ">");

/** The lines directly below ENVELOPE of a report of ours; null for other answers. */
function topLines(
  text: string,
): { readonly start: string; readonly lines: readonly string[]; readonly end: string } | null {
  const found = /^(<ENVELOPE>\s*)([\s\S]*?)(<\/ENVELOPE>\s*)$/.exec(text);
  if (found === null || text.includes("<DSPACCNAME>") || text.includes("<BODY>")) return null;
  const [, start = "", body = "", end = ""] = found;
  return { start, lines: body.split(/(?<=\r\n)(?= <\w)/), end };
}

/** Rows in the opposite order, between the same first and last line. */
export const reversedRows: Wording = (text) => {
  const found = topLines(text);
  if (found === null || found.lines.length < 4) return text;
  const { start, lines, end } = found;
  return [start, lines[0], ...lines.slice(1, -1).toReversed(), lines.at(-1), end].join("");
};

/** The first row once more. */
export const repeatedRow: Wording = (text) => {
  const found = topLines(text);
  if (found === null || found.lines.length < 4) return text;
  const { start, lines, end } = found;
  return [start, lines[0], lines[1], ...lines.slice(1), end].join("");
};

/** Requests as a server reads them that does not know part of TDL: what it does not know is empty. */
export const unknownTdl: Required<Pick<Dress, "request">>["request"] = (text) =>
  text
    .replaceAll("$$NumItems:ZqRows", '""')
    .replaceAll(/<TYPE>(?:Object|Function)<\/TYPE>/g, "<TYPE>Unheard</TYPE>")
    .replace(/<TYPE>Data<\/TYPE>(?=[\s\S]*AGGRCOMPUTE)/, "<TYPE>Unheard</TYPE>")
    .replace(/^(?=[\s\S]*<TYPE>Data<\/TYPE>)[\s\S]*$/, (report) =>
      report.replaceAll(/\$Alt(?:Mst|Vch)Id/g, '""'),
    );

export const noDates: Required<Pick<Dress, "request">>["request"] = (text) =>
  text.replaceAll(/\$\$PyrlYYYYMMDDFormat:[#$\w]+:"-"/g, '""');
