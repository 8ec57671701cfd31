import { userFieldNames } from "../books/user-fields.ts";
import type { Stored, TallyObject } from "../model.ts";
import { escapeXml, indentOf } from "./answer-text.ts";
import type { AnswerText } from "./answer-text.ts";
import { compactDate } from "./dates.ts";
import { derivedMethod } from "./derived-methods.ts";
import { subTree } from "./fetch-tree.ts";
import type { FetchTree } from "./fetch-tree.ts";
import { shownList } from "./methods.ts";
import { textLists } from "./object-types.ts";
import type { Run } from "./run.ts";
import type { Shapes } from "./value-text.ts";
import { amountText, plainNumber, quantityText, rateText } from "./value-text.ts";

/** Numbers without the leading blank the others have (protocol §4.12). */
const keys: ReadonlySet<string> = new Set(["VOUCHERKEY", "VOUCHERRETAINKEY", "REUSEHOLEID"]);

/** Methods whose empty value is an empty amount. */
const amountMethods = /(BALANCE|VALUE|TOTALS|AMOUNT)$/;

export type FieldKind =
  | "Date"
  | "String"
  | "Logical"
  | "Number"
  | "Amount"
  | "Quantity"
  | "Rate"
  | "Due Date";

export function fieldKind(name: string, value: Stored): FieldKind {
  if (value === undefined) return amountMethods.test(name) ? "Amount" : "String";
  if (typeof value === "string") return "String";
  if (typeof value === "number") return "Number";
  if (typeof value === "boolean") return "Logical";
  switch (value.kind) {
    case "amount":
      return "Amount";
    case "quantity":
      return "Quantity";
    case "rate":
      return "Rate";
    case "day":
      return "Date";
    case "due":
      return "Due Date";
  }
}

/** A value as object fields hold it: dates compact, numbers and quantities with a leading blank (protocol §4). */
export function fieldText(name: string, value: Stored, shapes: Shapes): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return keys.has(name) ? plainNumber(value) : ` ${plainNumber(value)}`;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  switch (value.kind) {
    case "amount":
      return amountText(value, shapes);
    case "quantity": {
      const isBalance = name.endsWith("BALANCE");
      return ` ${isBalance && value.value < 0 ? "-" : ""}${quantityText(value, shapes)}`;
    }
    case "rate":
      return rateText(value, shapes);
    case "day":
      return compactDate(value.day);
    case "due":
      return value.text;
  }
}

/** Element order follows the storage type, not the FETCH order (protocol §3.1). */
const kindOrder: readonly FieldKind[] = ["Date", "String", "Logical", "Number", "Amount", "Quantity", "Rate"];

const nameOrder: readonly string[] = (
  "LASTVOUCHERDATE BOOKSFROM STARTINGFROM NAME GUID PARENT RESERVEDNAME RESERVENAME MAILINGNAME ORIGINALNAME " +
  "EXPANDEDSYMBOL DECIMALSYMBOL ALTVCHID ALTMSTID ALTERID MASTERID CLOSINGBALANCE OPENINGBALANCE"
).split(" ");

function rankOf(name: string): number {
  const rank = nameOrder.indexOf(name);
  return rank < 0 ? nameOrder.length : rank;
}

/** What every line of a list comes with, fetched or not, as far as the captures and DL's fetch list show. */
const defaultLineFields = ["STOCKITEMNAME", "ISDEEMEDPOSITIVE", "ISLASTDEEMEDPOSITIVE"];

export interface NamedValue {
  readonly name: string;
  readonly value: Stored;
}

/** A credit period stands among the texts (cap:ledger-collection_opening-bill-allocation). */
function kindRank(field: NamedValue): number {
  const kind = fieldKind(field.name, field.value);
  return kindOrder.indexOf(kind === "Due Date" ? "String" : kind);
}

export function orderFields(fields: readonly NamedValue[]): NamedValue[] {
  return fields.toSorted((a, b) => kindRank(a) - kindRank(b) || rankOf(a.name) - rankOf(b.name));
}

/** Writes one object and what FETCH named below it. */
export class ObjectWriter {
  readonly #run: Run;
  readonly #answer: AnswerText;
  /** 3.0 to 7.0 print empty lists, 7.1 leaves them out (cookbook §1). */
  readonly #printsEmptyLists: boolean;

  constructor(run: Run, answer: AnswerText) {
    this.#run = run;
    this.#answer = answer;
    const { major, minor } = run.state.options.release;
    this.#printsEmptyLists = major < 7 || (major === 7 && minor < 1);
  }

  field(name: string, value: Stored, level: number, isTyped: boolean): void {
    const text = escapeXml(fieldText(name, value, this.#run.shapes));
    const indent = indentOf(level);
    if (userFieldNames.has(name)) {
      this.#userField(name, value, text, indent);
      return;
    }
    if (isTyped)
      this.#answer.append(`${indent}<${name} TYPE="${fieldKind(name, value)}">${text}</${name}>\r\n`);
    else if (text === "") this.#answer.append(`${indent}<${name}/>\r\n`);
    else this.#answer.append(`${indent}<${name}>${text}</${name}>\r\n`);
  }

  /** What a customisation added stands in a list of its own, in a namespace (protocol §2.7). */
  #userField(name: string, value: Stored, text: string, indent: string): void {
    const kind = fieldKind(name, value);
    const item = `<UDF:${name} DESC="\`${name}\`">${text}</UDF:${name}>`;
    if (text === "") return;
    this.#answer.append(
      `${indent}<UDF:${name}.LIST DESC="\`${name}\`" ISLIST="YES" TYPE="${kind}">${item}</UDF:${name}.LIST>\r\n`,
    );
  }

  /** Fields of a line: those named are typed, those of a whole list are not. */
  fields(object: TallyObject, tree: FetchTree, level: number): void {
    const named: NamedValue[] = [];
    if (tree.isWhole)
      for (const name of Object.keys(object.fields)) named.push({ name, value: this.value(object, name) });
    else {
      for (const name of [...tree.names, ...defaultLineFields])
        if (name in object.fields && !named.some((one) => one.name === name))
          named.push({ name, value: this.value(object, name) });
    }
    for (const { name, value } of orderFields(named)) this.field(name, value, level, !tree.isWhole);
  }

  /** A method of an object, computed ones included. */
  value(object: TallyObject, name: string): Stored {
    if (this.#run.state.options.unknownMethods.has(name)) return undefined;
    const computed = derivedMethod(name)?.get(object.type);
    return computed === undefined ? object.fields[name] : computed(this.#run, object);
  }

  lists(object: TallyObject, tree: FetchTree, level: number): void {
    for (const name of Object.keys(object.lists)) {
      if (name === "LANGUAGENAME" || this.#run.state.options.unknownMethods.has(name)) continue;
      const inner = subTree(tree, name);
      if (inner !== undefined) this.list(object, name, inner, level);
    }
  }

  list(object: TallyObject, name: string, tree: FetchTree, level: number): void {
    const lines = shownList(this.#run, object, name);
    const indent = indentOf(level);
    if (lines.length === 0) {
      if (this.#printsEmptyLists) this.#answer.append(`${indent}<${name}.LIST>${indent}</${name}.LIST>\r\n`);
      return;
    }
    if (textLists.has(name)) {
      this.#textList(name, lines, level);
      return;
    }
    for (const line of lines) {
      this.#answer.append(`${indent}<${name}.LIST>\r\n`);
      this.fields(line, tree, level + 1);
      this.lists(line, tree, level + 1);
      this.#answer.append(`${indent}</${name}.LIST>\r\n`);
    }
  }

  #textList(name: string, lines: readonly TallyObject[], level: number): void {
    const indent = indentOf(level);
    const isNumber = typeof lines[0]?.fields[name] === "number";
    this.#answer.append(`${indent}<${name}.LIST TYPE="${isNumber ? "Number" : "String"}">\r\n`);
    for (const line of lines) {
      const text = escapeXml(fieldText(name, line.fields[name], this.#run.shapes));
      this.#answer.append(`${indent} <${name}>${text}</${name}>\r\n`);
    }
    this.#answer.append(`${indent}</${name}.LIST>\r\n`);
  }

  /** Every named master carries its names, aliases behind the first one (protocol §3.1). */
  languageNames(object: TallyObject, level: number): void {
    const indent = indentOf(level);
    const blocks = object.lists["LANGUAGENAME"];
    if (blocks === undefined) return;
    for (const block of blocks.length > 0 ? blocks : [nameBlock(object)]) {
      this.#answer.append(`${indent}<LANGUAGENAME.LIST>\r\n`);
      const names = block.lists["NAME"] ?? [];
      this.#textList("NAME", names.length > 0 ? names : ownName(object), level + 1);
      const id = block.fields["LANGUAGEID"];
      const text = typeof id === "number" ? id : 1033;
      this.#answer.append(`${indent} <LANGUAGEID TYPE="Number"> ${text}</LANGUAGEID>\r\n`);
      this.#answer.append(`${indent}</LANGUAGENAME.LIST>\r\n`);
    }
  }
}

function ownName(object: TallyObject): TallyObject[] {
  return [{ type: "NAME", fields: { NAME: object.fields["NAME"] }, lists: {} }];
}

function nameBlock(object: TallyObject): TallyObject {
  return { type: "LANGUAGENAME", fields: { LANGUAGEID: 1033 }, lists: { NAME: ownName(object) } };
}
