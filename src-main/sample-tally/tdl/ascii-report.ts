import type { AnswerText } from "./answer-text.ts";
import { gather } from "./gather.ts";
import { listOf } from "./methods.ts";
import type { UnknownMethods } from "./methods.ts";
import type { FieldPlan, LinePlan, PartPlan, ReportPlan } from "./report-plan.ts";
import { noteRowCount } from "./report-run.ts";
import type { Run } from "./run.ts";
import { emptyScope } from "./scope.ts";
import type { Scope } from "./scope.ts";
import { asLogical } from "./value-text.ts";

/**
 * `ASCII (Comma Delimited)`: every field quoted and followed by a comma, one line per row. Empty fields
 * vanish, which is why a mature loader moved away from it (protocol §2.6).
 */
export function runAsciiReport(
  plan: ReportPlan,
  run: Run,
  unknownMethods: UnknownMethods,
  answer: AnswerText,
): void {
  const writePart = (part: PartPlan, scope: Scope): void => {
    for (const { line, repeat } of part.lines) {
      if (repeat === undefined) writeLine(line, scope);
      else if (repeat.kind === "collection") {
        let count = 0;
        for (const row of gather(repeat.plan, run, undefined)) {
          count++;
          writeLine(line, row);
        }
        noteRowCount(run, repeat.plan, count);
      } else
        for (const object of listOf(scope, repeat.name, unknownMethods)) writeLine(line, scope.child(object));
    }
  };
  const writeLine = (line: LinePlan, scope: Scope): void => {
    scope.lineValues = new Map();
    if (line.invisible !== undefined && asLogical(line.invisible(scope))) return;
    const texts = fieldTexts(line.fields, scope);
    if (texts !== "") answer.append(`${texts}\r\n`);
    for (const { part, condition } of line.explodes)
      if (condition === undefined || asLogical(condition(scope))) writePart(part, scope);
  };
  for (const part of plan.parts) writePart(part, emptyScope(run));
}

function fieldTexts(fields: readonly FieldPlan[], scope: Scope): string {
  let texts = "";
  for (const field of fields) {
    const value = field.set?.(scope);
    const typed = field.shape.typed(value);
    scope.fieldValue = typed;
    scope.lineValues?.set(field.name, typed);
    if (field.invisible !== undefined && asLogical(field.invisible(scope))) continue;
    const text = field.shape.text(value, scope.run.shapes);
    if (text !== "") texts += `"${text}",`;
    texts += fieldTexts(field.subFields, scope);
  }
  return texts;
}
