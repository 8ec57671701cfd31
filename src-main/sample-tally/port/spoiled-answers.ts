import { AnswerText, escapeXml } from "../tdl/answer-text.ts";
import { writeErrorMessage, writeLineError, writeUnknownRequest } from "../tdl/envelope.ts";
import type { Fault } from "./faults.ts";

/** What is answered instead, as pieces of text; undefined where the fault lets the answer be. */
export function spoiledAnswer(fault: Fault): readonly Buffer[] | undefined {
  const answer = new AnswerText();
  switch (fault.kind) {
    case "emptyAnswer":
      return [];
    case "garbage":
      answer.append(fault.text ?? "<!doctype html><html><body>It works!</body></html>");
      break;
    case "statusZero":
      answer.append(
        "<ENVELOPE>\r\n <HEADER>\r\n  <VERSION>1</VERSION>\r\n  <STATUS>0</STATUS>\r\n </HEADER>\r\n <BODY>\r\n" +
          "  <DATA>\r\n  </DATA>\r\n </BODY>\r\n</ENVELOPE>\r\n",
      );
      break;
    case "lineError":
      writeLineError(answer, fault.text);
      break;
    case "errorMessage":
      writeErrorMessage(answer, fault.text);
      break;
    case "exception":
      answer.append(`<EXCEPTION>${escapeXml(fault.text)}</EXCEPTION>\r\n`);
      break;
    case "unknownRequest":
      writeUnknownRequest(answer);
      break;
    case "hang":
    case "emptyReply":
    case "slowDrip":
    case "cut":
    case "reset":
    case "httpStatus":
    case "otherCompany":
    case "otherPeriod":
    case "invalidCharacters":
    case "dialog":
    case "countersMissing":
      return undefined;
  }
  return answer.finish();
}

/**
 * Characters that XML 1.0 forbids, inside of the last value in the first half of the answer: a raw control
 * character, a reference to one, and a bare ampersand (protocol §4.4).
 */
export function withInvalidCharacters(pieces: readonly Buffer[]): readonly Buffer[] {
  const index = Math.floor((pieces.length - 1) / 2);
  return pieces.map((piece, at) => {
    if (at !== index) return piece;
    const text = piece.toString("utf8");
    let place = text.lastIndexOf("</", pieces.length === 1 ? text.length / 2 : text.length);
    // Behind a line break an element of elements ends, not a value.
    while (place > 0 && /\s/.test(text.charAt(place - 1))) place = text.lastIndexOf("</", place - 1);
    if (place <= 0) return piece;
    return Buffer.from(`${text.slice(0, place)}\u0003&#1; & ${text.slice(place)}`, "utf8");
  });
}
