import type { Stored } from "../model.ts";
import { escapeXml } from "./answer-text.ts";
import type { AnswerText } from "./answer-text.ts";
import { shortDate } from "./dates.ts";
import { beginEnvelope, endEnvelope, writeErrorMessage } from "./envelope.ts";
import { builtInFunction } from "./functions/index.ts";
import { normaliseName } from "./names.ts";
import { fieldKind, fieldText } from "./object-writer.ts";
import type { RequestCompiler } from "./request-compiler.ts";
import type { Run } from "./run.ts";
import { emptyScope } from "./scope.ts";

/** Answers TYPE=Function: one RESULT, the release in the header (protocol §3.5). */
export function answerFunction(
  id: string,
  parameters: readonly string[],
  compiler: RequestCompiler,
  run: Run,
  answer: AnswerText,
): void {
  const [written = "", ...inId] = id.replace(/^\$\$/, "").split(":");
  const builtIn = builtInFunction(normaliseName(written));
  if (builtIn === undefined) {
    writeErrorMessage(answer, `Could not find: ${id}`);
    writeErrorMessage(answer, "Function Execution Failed!");
    return;
  }
  const taken = [...inId, ...parameters].map((value) => ({
    expression: { kind: "literal", value: value.trim() } as const,
    evaluate: (): Stored => value.trim(),
  }));
  const result = builtIn.compile(taken, compiler)(emptyScope(run));
  beginEnvelope(answer, releaseHeader(run));
  answer.append(`   ${resultElement(result, run)}\r\n`);
  endEnvelope(answer);
}

function resultElement(result: Stored, run: Run): string {
  if (typeof result === "object" && result.kind === "day")
    return `<RESULT TYPE="Date" JD="${result.day}">${shortDate(result.day)}</RESULT>`;
  const text = escapeXml(fieldText("RESULT", result, run.shapes));
  return `<RESULT TYPE="${fieldKind("RESULT", result)}">${text}</RESULT>`;
}

function releaseHeader(run: Run): string[] {
  const { release } = run.state.options;
  return [
    "<PRODMAJORVER>1</PRODMAJORVER>",
    "<PRODMINORVER>1</PRODMINORVER>",
    `<PRODMAJORREL>${release.major}</PRODMAJORREL>`,
    `<PRODMINORREL>${release.minor}</PRODMINORREL>`,
    "<PRODTYPE>8</PRODTYPE>",
  ];
}
