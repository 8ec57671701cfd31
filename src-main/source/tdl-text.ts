import { ReplicaError } from "../contract/errors.ts";

/**
 * The one place that puts text into TDL and XML. Names hold quotes, `&`, `:`, `<`, line breaks; dates and numbers
 * come from outside. Whatever has no proven form is refused here instead of being tried on somebody's Tally.
 */

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** No XML 1.0 document can hold these, as characters or as references. */
const notInXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** Text for an element or an attribute value. Line breaks become references, because a parser would fold them. */
export function escapeXml(text: string): string {
  if (notInXml.test(text) || !text.isWellFormed()) {
    throw new ReplicaError("SOURCE_REQUEST_UNPROVEN", {
      message: "a text holds characters that XML cannot carry",
    });
  }
  return text.replace(/[&<>"'\t\n\r]/g, (character) => escapes[character] ?? character);
}

/** TDL inside an element: only what XML itself needs; plain quotes are how every proven client writes formulas. */
export function escapeFormula(expression: string): string {
  if (notInXml.test(expression) || !expression.isWellFormed()) {
    throw new ReplicaError("SOURCE_REQUEST_UNPROVEN", {
      message: "a formula holds characters that XML cannot carry",
    });
  }
  return expression.replace(/[&<>]/g, (character) => escapes[character] ?? character);
}

/**
 * Whether a text may stand between double quotes in a formula. No public source shows how TDL writes a double quote
 * or a control character inside a literal, so such a text must be compared on our side instead.
 */
export function fitsTdlLiteral(text: string): boolean {
  return (
    text !== "" && !/["\u0000-\u001F\u007F\u0085\u2028\u2029\uFFFE\uFFFF]/.test(text) && text.isWellFormed()
  );
}

/** A string literal of a formula, not yet escaped for XML. Never built from an empty value. */
export function quoteTdl(text: string): string {
  if (!fitsTdlLiteral(text)) {
    throw new ReplicaError("SOURCE_REQUEST_UNPROVEN", {
      message: "a text has no proven form as a TDL literal",
    });
  }
  return `"${text}"`;
}

/** A whole number of a formula. An empty or broken one froze every release that was tried (cookbook §0, FC). */
export function writeTdlNumber(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new ReplicaError("SOURCE_REQUEST_UNPROVEN", {
      message: `${value} is not a number that a formula may hold`,
    });
  }
  return String(value);
}

const monthNames = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

function splitDate(date: string): { readonly year: string; readonly month: string; readonly day: string } {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const parsed = found === null ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  if (found === null || Number.isNaN(parsed) || new Date(parsed).toISOString().slice(0, 10) !== date) {
    throw new ReplicaError("SOURCE_REQUEST_UNPROVEN", {
      message: `'${date}' is not a date that a request may hold`,
    });
  }
  return { year: found[1] ?? "", month: found[2] ?? "", day: found[3] ?? "" };
}

/** `1-Apr-2025`: unambiguous in every Windows locale (cookbook §3); for static variables of TYPE="Date". */
export function writeVariableDate(date: string): string {
  const { year, month, day } = splitDate(date);
  return `${Number(day)}-${monthNames[Number(month) - 1] ?? ""}-${year}`;
}

/** `$$Date:"20250401"`: the literal that the most widely used client sends (cookbook §3, DL). */
export function writeFilterDate(date: string): string {
  const { year, month, day } = splitDate(date);
  return `$$Date:"${year}${month}${day}"`;
}

/** One XML element; `content` is already escaped text or elements. */
export function element(
  name: string,
  content: string,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join("");
  return `<${name}${written}>${content}</${name}>`;
}
