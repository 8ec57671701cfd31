import type { CollectionCompiler } from "./collection-compiler.ts";
import type { CollectionPlan } from "./collection-plan.ts";
import { attributeValues, isYes, lastValue, namesOf } from "./definitions.ts";
import type { Definition, DefinitionKind } from "./definitions.ts";
import { fieldShape } from "./field-type.ts";
import type { FieldShape } from "./field-type.ts";
import type { Evaluate } from "./methods.ts";
import { methodKey, normaliseName, splitAtColon } from "./names.ts";
import { subLists } from "./object-types.ts";
import { raiseDialog, raiseFreeze } from "./problems.ts";
import type { RequestCompiler } from "./request-compiler.ts";
import { readTag } from "./tags.ts";
import type { Tag } from "./tags.ts";

/** What a line is repeated over. */
type RepeatTarget =
  | { readonly kind: "collection"; readonly plan: CollectionPlan }
  | { readonly kind: "list"; readonly name: string };

export interface FieldPlan {
  readonly name: string;
  readonly tag: Tag;
  /** Of a fixed tag. */
  readonly openTag: string;
  readonly closeTag: string;
  readonly set: Evaluate | undefined;
  readonly shape: FieldShape;
  readonly invisible: Evaluate | undefined;
  readonly subFields: readonly FieldPlan[];
}

interface ExplodePlan {
  readonly part: PartPlan;
  /** undefined explodes always. */
  readonly condition: Evaluate | undefined;
}

export interface LinePlan {
  readonly tag: Tag;
  readonly attributes: readonly { readonly name: Tag; readonly evaluate: Evaluate }[];
  readonly invisible: Evaluate | undefined;
  fields: readonly FieldPlan[];
  explodes: readonly ExplodePlan[];
}

export interface PartLine {
  readonly line: LinePlan;
  readonly repeat: RepeatTarget | undefined;
}

export interface PartPlan {
  readonly tag: Tag;
  lines: readonly PartLine[];
}

export interface ReportPlan {
  readonly tag: Tag;
  readonly parts: readonly PartPlan[];
  readonly isPlain: boolean;
  readonly referencedFields: ReadonlySet<string>;
}

/** What LOCAL adds to definitions below a line: by `kind:name`, attribute and value. */
type Locals = ReadonlyMap<string, ReadonlyMap<string, string>>;

const noLocals: Locals = new Map();
const maximumDepth = 40;

/** Compiles REPORT, FORM, PART, LINE and FIELD of a request. An unknown name anywhere raises the dialog. */
export class ReportCompiler {
  readonly #compiler: RequestCompiler;
  readonly #collections: CollectionCompiler;
  readonly #parts = new Map<string, PartPlan>();

  constructor(compiler: RequestCompiler, collections: CollectionCompiler) {
    this.#compiler = compiler;
    this.#collections = collections;
  }

  compile(report: Definition): ReportPlan {
    this.#refuseVoucherObject(report);
    const { definitions } = this.#compiler;
    const forms = namesOf(definitions, report, "FORMS").map((name) => this.#expect("FORM", name));
    const parts: PartPlan[] = [];
    let tag: Tag;
    let isPlain = isYes(lastValue(definitions, report, "PLAINXML"));
    for (const form of forms) {
      tag ??= readTag(lastValue(definitions, form, "XMLTAG"), this.#compiler);
      isPlain ||= isYes(lastValue(definitions, form, "PLAINXML"));
      for (const name of namesOf(definitions, form, "PARTS")) parts.push(this.#part(name, noLocals, 0));
    }
    return { tag, parts, isPlain, referencedFields: this.#compiler.referencedFields };
  }

  #expect(kind: DefinitionKind, name: string): Definition {
    const found = this.#compiler.definitions.find(kind, name);
    if (found !== undefined) return found;
    const word = kind.charAt(0) + kind.slice(1).toLowerCase();
    raiseDialog(`Could not find ${word} '${name}'`);
  }

  /** A part or report whose object is the voucher froze all five measured releases (cookbook §0). */
  #refuseVoucherObject(definition: Definition): void {
    for (const object of definition.attributes.get("OBJECT") ?? [])
      if (normaliseName(splitAtColon(object)[0]) === "voucher")
        raiseFreeze(`'${definition.name}' has OBJECT : Voucher`);
  }

  #part(name: string, locals: Locals, depth: number): PartPlan {
    const key = normaliseName(name);
    const known = locals === noLocals ? this.#parts.get(key) : undefined;
    if (known !== undefined) return known;
    if (depth > maximumDepth) raiseDialog(`Part '${name}' explodes into itself`);
    const definition = this.#expect("PART", name);
    this.#refuseVoucherObject(definition);
    const { definitions } = this.#compiler;
    const plan: PartPlan = {
      tag: readTag(lastValue(definitions, definition, "XMLTAG"), this.#compiler),
      lines: [],
    };
    if (locals === noLocals) this.#parts.set(key, plan);
    plan.lines = this.#lines(definition, locals, depth);
    return plan;
  }

  #lines(definition: Definition, locals: Locals, depth: number): PartLine[] {
    const { definitions } = this.#compiler;
    const repeats = new Map<string, RepeatTarget>();
    for (const text of attributeValues(definitions, definition, "REPEAT")) {
      const [line, target] = splitAtColon(text);
      repeats.set(normaliseName(line), this.#target(target ?? line));
    }
    const isScrolled = isScrolledVertically(lastValue(definitions, definition, "SCROLLED"));
    const lines: PartLine[] = [];
    for (const name of namesOf(definitions, definition, "LINES")) {
      const repeat = repeats.get(normaliseName(name));
      const line = this.#line(name, locals, depth);
      // Repeated lines are shrunk away in a part that is not scrolled (BR §6.2).
      if (repeat === undefined || isScrolled) lines.push({ line, repeat });
    }
    return lines;
  }

  #target(name: string): RepeatTarget {
    const plan = this.#collections.plan(name);
    if (plan !== undefined) return { kind: "collection", plan };
    const list = methodKey(name);
    if (!subLists.has(list)) raiseDialog(`Could not find Collection '${name}'`);
    return { kind: "list", name: list };
  }

  #line(name: string, outerLocals: Locals, depth: number): LinePlan {
    const definition = this.#expect("LINE", name);
    const { definitions } = this.#compiler;
    const locals = withLocals(outerLocals, attributeValues(definitions, definition, "LOCAL"));
    const invisible = lastValue(definitions, definition, "INVISIBLE");
    return {
      tag: readTag(lastValue(definitions, definition, "XMLTAG"), this.#compiler),
      attributes: attributeValues(definitions, definition, "XMLATTR").map((text) => {
        const [attribute, formula] = splitAtColon(text);
        return {
          name: readTag(attribute, this.#compiler),
          evaluate: this.#compiler.compile(formula ?? ""),
        };
      }),
      invisible: invisible === undefined ? undefined : this.#compiler.compile(invisible),
      fields: namesOf(definitions, definition, "FIELDS").map((field) => this.#field(field, locals, 0)),
      explodes: attributeValues(definitions, definition, "EXPLODE").map((text) => {
        const [part, condition] = splitAtColon(text);
        return {
          part: this.#part(part, locals, depth + 1),
          condition: condition === undefined ? undefined : this.#compiler.compile(condition),
        };
      }),
    };
  }

  #field(name: string, locals: Locals, depth: number): FieldPlan {
    if (depth > maximumDepth) raiseDialog(`Field '${name}' holds itself`);
    const definition = this.#expect("FIELD", name);
    const local = locals.get(`field:${normaliseName(name)}`);
    const value = (attribute: string): string | undefined =>
      local?.get(attribute) ?? lastValue(this.#compiler.definitions, definition, attribute);
    const set = value("SET");
    const invisible = value("INVISIBLE");
    const tag = readTag(value("XMLTAG"), this.#compiler) ?? methodKey(name);
    return {
      name: normaliseName(name),
      tag,
      openTag: typeof tag === "string" ? `<${tag}>` : "",
      closeTag: typeof tag === "string" ? `</${tag}>` : "",
      set: set === undefined || set === "" ? undefined : this.#compiler.compile(set),
      shape: fieldShape(value("TYPE"), value("FORMAT")),
      invisible: invisible === undefined || invisible === "" ? undefined : this.#compiler.compile(invisible),
      subFields: namesOf(this.#compiler.definitions, definition, "FIELDS").map((inner) =>
        this.#field(inner, locals, depth + 1),
      ),
    };
  }
}

function isScrolledVertically(value: string | undefined): boolean {
  return value !== undefined && /vertical|both|yes/i.test(value);
}

/** `Field : Name : Set : formula`. */
function withLocals(outer: Locals, texts: readonly string[]): Locals {
  if (texts.length === 0) return outer;
  const locals = new Map<string, ReadonlyMap<string, string>>(outer);
  for (const text of texts) {
    const [kind, rest] = splitAtColon(text);
    const [name, attributeAndValue] = splitAtColon(rest ?? "");
    const [attribute, value] = splitAtColon(attributeAndValue ?? "");
    const key = `${kind.toLowerCase()}:${normaliseName(name)}`;
    locals.set(key, new Map([...(locals.get(key) ?? []), [methodKey(attribute), value ?? ""]]));
  }
  return locals;
}
