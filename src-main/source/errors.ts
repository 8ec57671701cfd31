import { type ErrorCode, ReplicaError } from "../contract/errors.ts";

/** What Tally said instead of an answer (protocol §3.7). */
export interface Complaint {
  readonly kind: "RESPONSE" | "LINEERROR" | "ERRORMSG" | "EXCEPTION" | "STATUS";
  readonly text: string;
}

const longestText = 300;

/** One line, shortened: for logs and sentences, never for decisions. */
export function shorten(text: string): string {
  const line = text.replace(/[\u0000-\u001F\s]+/g, " ").trim();
  return line.length > longestText ? `${line.slice(0, longestText)}…` : line;
}

function codeOfText(text: string): ErrorCode | null {
  if (/could not find company\s*:?\s*(''|""|!|$)/i.test(text)) return "SOURCE_NO_COMPANY_OPEN";
  if (/could not set 'svcurrentcompany' to\s*''/i.test(text)) return "SOURCE_NO_COMPANY_OPEN";
  if (/could not find company|could not set 'svcurrentcompany'/i.test(text)) return "SOURCE_COMPANY_NOT_OPEN";
  if (/unknown request/i.test(text)) return "SOURCE_UNKNOWN_REQUEST";
  // The request did not reach Tally whole; it says nothing about what Tally understands.
  if (isLivenessText(text)) return "SOURCE_EMPTY_ANSWER";
  return null;
}

/** The company a complaint names, where it does. */
function companyOf(text: string): string {
  return /(?:svcurrentcompany' to '|could not find company:?\s*'?)([^'!]*)/i.exec(text)?.[1]?.trim() ?? "";
}

const fallbackCodes: Readonly<Record<Complaint["kind"], ErrorCode>> = {
  RESPONSE: "SOURCE_UNKNOWN_REQUEST",
  LINEERROR: "SOURCE_LINE_ERROR",
  ERRORMSG: "SOURCE_ERROR_MESSAGE",
  EXCEPTION: "SOURCE_EXCEPTION",
  STATUS: "SOURCE_STATUS_ZERO",
};

export function errorOfComplaint(complaint: Complaint): ReplicaError {
  const message = shorten(complaint.text);
  const code = codeOfText(message) ?? fallbackCodes[complaint.kind];
  return new ReplicaError(code, { message, company: companyOf(message) });
}

/** Of several complaints in one answer the one that says most. */
export function chooseComplaint(complaints: readonly Complaint[]): Complaint | null {
  const known = complaints.find((complaint) => codeOfText(shorten(complaint.text)) !== null);
  const worded = complaints.find((complaint) => complaint.kind !== "STATUS");
  return known ?? worded ?? complaints[0] ?? null;
}

/**
 * What an answer is that does not begin with ENVELOPE. `start` is its beginning; short answers are whole in it.
 * Returns the error to throw; there is no good case.
 */
export function errorOfForeignAnswer(start: string): ReplicaError {
  const text = start.replace(/^\s*<\?xml\b[^>]*\?>/i, "").trim();
  if (text === "") return new ReplicaError("SOURCE_EMPTY_ANSWER");
  const complaint = complaintIn(text);
  if (complaint !== null) return errorOfComplaint(complaint);
  if (/^<(!doctype\s+html|html|head|body)\b/i.test(text) || /<html\b/i.test(text)) {
    return new ReplicaError("SOURCE_NOT_TALLY", { message: shorten(text) });
  }
  const message = shorten(text);
  return new ReplicaError(isCut(text) ? "SOURCE_CUT_ANSWER" : "SOURCE_UNREADABLE_ANSWER", { message });
}

/** Cut inside its first tag, or an error line that was never closed. */
function isCut(text: string): boolean {
  if (/^<[A-Za-z!?/]?[^<>]*$/.test(text)) return true;
  const opened = /^<(RESPONSE|ERRORMSG|EXCEPTION|LINEERROR)\b/i.exec(text)?.[1];
  return opened !== undefined && !text.toUpperCase().includes(`</${opened.toUpperCase()}>`);
}

function complaintIn(text: string): Complaint | null {
  const found = [
    ...text.matchAll(/<(LINEERROR|ERRORMSG|EXCEPTION|RESPONSE)(?:\s[^<>]*)?>([^<]*)<\/\1>/gi),
  ].map((match) => ({
    kind: (match[1] ?? "").toUpperCase() as Complaint["kind"],
    text: unescapeXml(match[2] ?? ""),
  }));
  // Only where the answer begins with one of them: inside other text it may be somebody's narration.
  if (!/^<(LINEERROR|ERRORMSG|EXCEPTION|RESPONSE)\b/i.test(text)) return null;
  const server = found.find((complaint) => complaint.kind === "RESPONSE" && isLivenessText(complaint.text));
  return server ?? chooseComplaint(found);
}

/** `TallyPrime Server is Running`: what a GET answers, and a POST whose body was empty (protocol §1.2). */
export function isLivenessText(text: string): boolean {
  return /server is running/i.test(text);
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
