import type { CompanyBooks, TallyOptions, TallyState } from "../../../src-main/sample-tally/model.ts";
import { encodeAnswer } from "../../../src-main/sample-tally/tdl/charset.ts";
import { Interpreter } from "../../../src-main/sample-tally/tdl/interpreter.ts";
import type { Outcome } from "../../../src-main/sample-tally/tdl/interpreter.ts";
import { handState } from "./hand-books.ts";

export interface Asked {
  readonly kind: "data" | "collection" | "object" | "function";
  readonly id: string;
  readonly subtype?: string;
  readonly variables?: string;
  readonly company?: string;
  readonly tdl?: string;
  readonly fetchList?: readonly string[];
  readonly parameters?: readonly string[];
}

const typeNames = { data: "Data", collection: "Collection", object: "Object", function: "Function" };

/** The text of a version 1 export request. */
export function requestText(asked: Asked): string {
  const company = asked.company === undefined ? "" : `<SVCURRENTCOMPANY>${asked.company}</SVCURRENTCOMPANY>`;
  const fetchList =
    asked.fetchList === undefined
      ? ""
      : `<FETCHLIST>${asked.fetchList.map((name) => `<FETCH>${name}</FETCH>`).join("")}</FETCHLIST>`;
  const parameters =
    asked.parameters === undefined
      ? ""
      : `<FUNCPARAMLIST>${asked.parameters.map((text) => `<PARAM>${text}</PARAM>`).join("")}</FUNCPARAMLIST>`;
  const tdl = asked.tdl === undefined ? "" : `<TDL><TDLMESSAGE>${asked.tdl}</TDLMESSAGE></TDL>`;
  return (
    `<ENVELOPE><HEADER><VERSION>1</VERSION><TALLYREQUEST>Export</TALLYREQUEST><TYPE>${typeNames[asked.kind]}</TYPE>` +
    `${asked.subtype === undefined ? "" : `<SUBTYPE>${asked.subtype}</SUBTYPE>`}<ID TYPE="Name">${asked.id}</ID></HEADER>` +
    `<BODY><DESC><STATICVARIABLES><SVEXPORTFORMAT>$$SysName:XML</SVEXPORTFORMAT>${company}${asked.variables ?? ""}` +
    `</STATICVARIABLES>${fetchList}${parameters}${tdl}</DESC></BODY></ENVELOPE>`
  );
}

export function answerOf(interpreter: Interpreter, text: string): Outcome {
  return interpreter.answer({
    body: Buffer.from(text, "utf16le"),
    contentType: "text/xml; charset=utf-16",
  });
}

/** The whole text of an answer; fails when Tally did not answer. */
export function textOf(outcome: Outcome): string {
  if (outcome.kind !== "answer") throw new Error(`${outcome.kind}: ${outcome.text}`);
  return outcome.pieces
    .map((piece) => encodeAnswer(piece.toString("utf8"), outcome.charset).toString("utf16le"))
    .join("");
}

export function interpreterOf(
  companies: readonly CompanyBooks[],
  options: Partial<TallyOptions> = {},
): Interpreter {
  return new Interpreter(handState(companies, options));
}

export function ask(source: Interpreter | TallyState, asked: Asked): string {
  const interpreter = source instanceof Interpreter ? source : new Interpreter(source);
  return textOf(answerOf(interpreter, requestText(asked)));
}
