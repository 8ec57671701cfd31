import type { TallyObject } from "../model.ts";
import { escapeXml, indentOf } from "./answer-text.ts";
import type { AnswerText } from "./answer-text.ts";
import { gather } from "./gather.ts";
import type { UnknownMethods } from "./methods.ts";
import { listOf } from "./methods.ts";
import { textLists } from "./object-types.ts";
import type { FieldPlan, LinePlan, PartLine, PartPlan, ReportPlan } from "./report-plan.ts";
import type { Run } from "./run.ts";
import { emptyScope } from "./scope.ts";
import type { Scope } from "./scope.ts";
import { tagFor } from "./tags.ts";
import { asLogical, asText } from "./value-text.ts";

/** Prints a report of the request as XML: bare tags directly under ENVELOPE (protocol §3.3). */
export function runReport(
  plan: ReportPlan,
  run: Run,
  unknownMethods: UnknownMethods,
  answer: AnswerText,
): void {
  new XmlPrinter(plan, run, unknownMethods, answer).report();
}

/** Writes lines, fields and what they explode. PLAINXML leaves indents and line ends out. */
class XmlPrinter {
  readonly #plan: ReportPlan;
  readonly #run: Run;
  readonly #unknownMethods: UnknownMethods;
  readonly #answer: AnswerText;
  readonly #lineEnd: string;
  #hasContent = false;

  constructor(plan: ReportPlan, run: Run, unknownMethods: UnknownMethods, answer: AnswerText) {
    this.#plan = plan;
    this.#run = run;
    this.#unknownMethods = unknownMethods;
    this.#answer = answer;
    this.#lineEnd = plan.isPlain ? "" : "\r\n";
  }

  /** XMLTAG of the form takes the place of ENVELOPE: MCP reads `<DATA><ROW>` from the root. */
  report(): void {
    const plan = this.#plan;
    const scope = emptyScope(this.#run);
    const root = tagFor(plan.tag, scope) ?? "ENVELOPE";
    this.#answer.append(`<${root}>`);
    for (const part of plan.parts) this.#part(part, scope, 1);
    this.#answer.append(`</${root}>\r\n`);
  }

  #indent(level: number): string {
    return this.#plan.isPlain ? "" : indentOf(level);
  }

  /** The line end behind the root comes only with the first content: an empty report is one pair of tags. */
  #begin(): void {
    if (this.#hasContent) return;
    this.#hasContent = true;
    this.#answer.append(this.#lineEnd);
  }

  #open(tag: string, attributes: string, level: number): void {
    this.#begin();
    this.#answer.append(`${this.#indent(level)}<${tag}${attributes}>${this.#lineEnd}`);
  }

  #close(tag: string, level: number): void {
    this.#answer.append(`${this.#indent(level)}</${tag}>${this.#lineEnd}`);
  }

  #part(part: PartPlan, scope: Scope, level: number): void {
    const tag = tagFor(part.tag, scope);
    if (tag === undefined) {
      for (const line of part.lines) this.#partLine(line, scope, level);
      return;
    }
    this.#open(tag, "", level);
    for (const line of part.lines) this.#partLine(line, scope, level + 1);
    this.#close(tag, level);
  }

  #partLine({ line, repeat }: PartLine, scope: Scope, level: number): void {
    if (repeat === undefined) {
      this.#line(line, scope, level);
      return;
    }
    let position = 0;
    if (repeat.kind === "collection") {
      const parent = scope.object.type === "" ? undefined : scope;
      for (const row of gather(repeat.plan, this.#run, parent)) {
        row.position = ++position;
        this.#line(line, row, level);
      }
      noteRowCount(this.#run, repeat.plan, position);
      return;
    }
    const objects = this.#linesOf(scope, repeat.name);
    for (const object of objects) {
      const row = scope.child(object);
      row.position = ++position;
      row.isLast = position === objects.length;
      this.#line(line, row, level);
    }
  }

  /** An empty list of texts prints one empty element when it is exploded without a condition (TCcap). */
  #linesOf(scope: Scope, list: string): readonly TallyObject[] {
    const objects = listOf(scope, list, this.#unknownMethods);
    if (objects.length > 0 || !textLists.has(list)) return objects;
    return [{ type: list, fields: { [list]: undefined }, lists: {} }];
  }

  #line(line: LinePlan, scope: Scope, level: number): void {
    scope.lineValues = this.#plan.referencedFields.size > 0 ? new Map() : undefined;
    if (line.invisible !== undefined && asLogical(line.invisible(scope))) return;
    const tag = tagFor(line.tag, scope);
    const inner = tag === undefined ? level : level + 1;
    if (tag !== undefined) this.#open(tag, this.#attributes(line, scope), level);
    this.#fields(line.fields, scope, inner);
    for (const { part, condition } of line.explodes)
      if (condition === undefined || asLogical(condition(scope))) this.#part(part, scope, inner);
    if (tag !== undefined) this.#close(tag, level);
  }

  #attributes(line: LinePlan, scope: Scope): string {
    let text = "";
    for (const { name, evaluate } of line.attributes)
      text += ` ${tagFor(name, scope) ?? ""}="${escapeXml(asText(evaluate(scope), this.#run.shapes))}"`;
    return text;
  }

  #fields(fields: readonly FieldPlan[], scope: Scope, level: number): void {
    const { shapes } = this.#run;
    const indent = this.#indent(level);
    const lineEnd = this.#lineEnd;
    let text = "";
    for (const field of fields) {
      const { shape } = field;
      const value = field.set?.(scope);
      const typed = shape.typed(value);
      scope.fieldValue = typed;
      scope.lineValues?.set(field.name, typed);
      if (field.invisible !== undefined && asLogical(field.invisible(scope))) continue;
      const { openTag, closeTag } = typeof field.tag === "string" ? field : tagsFor(field, scope);
      if (field.subFields.length > 0) {
        this.#begin();
        this.#answer.append(`${text}${indent}${openTag}${lineEnd}`);
        text = "";
        this.#fields(field.subFields, scope, level + 1);
        this.#answer.append(`${indent}${closeTag}${lineEnd}`);
      } else {
        const written = escapeXml(shape.text(value, shapes));
        text += `${indent}${openTag}${written}${closeTag}${lineEnd}`;
      }
    }
    if (text === "") return;
    this.#begin();
    this.#answer.append(text);
  }
}

/** The tags of a field whose XMLTAG is a formula. */
function tagsFor(field: FieldPlan, scope: Scope): { readonly openTag: string; readonly closeTag: string } {
  const tag = tagFor(field.tag, scope);
  return tag === undefined ? { openTag: "", closeTag: "" } : { openTag: `<${tag}>`, closeTag: `</${tag}>` };
}

/** Rows a collection gave in this run, so that counting it afterwards needs no second walk. */
const rowCounts = new WeakMap<Run, Map<object, number>>();

export function noteRowCount(run: Run, plan: object, count: number): void {
  let counts = rowCounts.get(run);
  if (counts === undefined) rowCounts.set(run, (counts = new Map<object, number>()));
  counts.set(plan, count);
}

export function knownRowCount(run: Run, plan: object): number | undefined {
  return rowCounts.get(run)?.get(plan);
}
