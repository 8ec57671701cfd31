import { escapeXml } from "./answer-text.ts";
import type { AnswerText } from "./answer-text.ts";
import { companyInfoClasses } from "./object-types.ts";

const companyInfo = [
  "   <CMPINFO>",
  ...companyInfoClasses.map((name) => `    <${name}>0</${name}>`),
  "   </CMPINFO>",
].join("\r\n");

/** The beginning of a collection or function answer. STATUS comes first, whatever happens later (protocol §3.1). */
export function beginEnvelope(answer: AnswerText, headerLines: readonly string[] = []): void {
  answer.append("<ENVELOPE>\r\n <HEADER>\r\n  <VERSION>1</VERSION>\r\n  <STATUS>1</STATUS>\r\n");
  for (const line of headerLines) answer.append(`  ${line}\r\n`);
  answer.append(` </HEADER>\r\n <BODY>\r\n  <DESC>\r\n${companyInfo}\r\n  </DESC>\r\n  <DATA>\r\n`);
}

export function endEnvelope(answer: AnswerText): void {
  answer.append("  </DATA>\r\n </BODY>\r\n</ENVELOPE>\r\n");
}

/** STATUS 0 with LINEERROR: how the report family refuses (cap:error_status0). */
export function writeLineError(answer: AnswerText, text: string): void {
  answer.append(
    "<ENVELOPE>\r\n <HEADER>\r\n  <VERSION>1</VERSION>\r\n  <STATUS>0</STATUS>\r\n </HEADER>\r\n <BODY>\r\n  <DATA>\r\n" +
      `   <LINEERROR>${escapeXml(text)}</LINEERROR>\r\n  </DATA>\r\n </BODY>\r\n</ENVELOPE>\r\n`,
  );
}

/** One bare line without envelope (cap:error_errormsg). */
export function writeErrorMessage(answer: AnswerText, text: string): void {
  answer.append(`<ERRORMSG>${escapeXml(text)}</ERRORMSG>\r\n`);
}

export function writeUnknownRequest(answer: AnswerText): void {
  answer.append("<RESPONSE>Unknown Request, cannot be processed</RESPONSE>\r\n");
}

export function livenessLine(isErp9: boolean): string {
  return `<RESPONSE>${isErp9 ? "Tally.ERP 9" : "TallyPrime"} Server is Running</RESPONSE>\r\n`;
}
