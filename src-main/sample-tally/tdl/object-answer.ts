import { masterTypes } from "../model.ts";
import type { CompanyBooks, MasterType, TallyObject } from "../model.ts";
import { escapeXml, indentOf } from "./answer-text.ts";
import type { AnswerText } from "./answer-text.ts";
import { parseDate } from "./dates.ts";
import { makeFetchTree, readFetchTree } from "./fetch-tree.ts";
import type { FetchTree } from "./fetch-tree.ts";
import { methodKey, splitNames } from "./names.ts";
import { gatheredType } from "./object-types.ts";
import { ObjectWriter } from "./object-writer.ts";
import { raiseCrash, raiseDialog, raiseFreeze, TallyRefusal } from "./problems.ts";
import { textField } from "./run.ts";
import type { Run } from "./run.ts";

interface ObjectRequest {
  readonly id: string;
  readonly subtype: string;
  readonly fetchList: readonly string[];
  readonly askedCompany: string | undefined;
}

/** Answers TYPE=Object: the stored object itself (cookbook §2 "One voucher by MASTERID", protocol §3.4). */
export function answerObject(request: ObjectRequest, run: Run, answer: AnswerText): void {
  const { books } = run;
  const type = gatheredType(request.subtype);
  if (type === undefined) raiseDialog(`Incorrect Object Type! ${request.subtype}`);
  if (books === undefined) refuseCompany(run, request.askedCompany);
  if (type === "VOUCHER" && request.fetchList.length === 0)
    raiseFreeze("TYPE=Object Voucher without FETCHLIST");
  const object = findObject(type, request.id, books);
  if (object === undefined)
    throw new TallyRefusal("errorMessage", `Could not find ${request.subtype}:${request.id}!`);
  const paths = request.fetchList.flatMap((text) => splitNames(text).map(methodKey));
  const tree = type === "VOUCHER" ? makeFetchTree(true) : readFetchTree(paths);
  writeObject(type === "VOUCHER" ? storedVoucher(object) : object, tree, request.id, run, answer);
}

/** Naming a company that is no longer open closes Tally; with none open there is an answer (cookbook §0). */
function refuseCompany(run: Run, asked: string | undefined): never {
  if (run.state.companies.length > 0) raiseCrash(`Object of company '${asked ?? ""}', not open`);
  throw new TallyRefusal("errorMessage", `Could not find Company:${asked ?? ""}!`);
}

function findObject(type: string, id: string, books: CompanyBooks): TallyObject | undefined {
  if (type === "COMPANY") return books.company;
  if (type === "VOUCHER") {
    const masterId = /^ID\s*:\s*'?(\d+)'?$/i.exec(id);
    return masterId === null ? voucherByText(id, books) : books.voucherByMasterId(Number(masterId[1]));
  }
  const masterType = masterTypes.find((candidate): candidate is MasterType => candidate === type);
  return masterType && books.masterByName(masterType, id);
}

/** `Date:'1-Apr-2025' And VoucherNumber:'1'`, as Tally's own samples write it. */
function voucherByText(id: string, books: CompanyBooks): TallyObject | undefined {
  const number = /vouchernumber\s*:\s*'([^']*)'/i.exec(id)?.[1];
  if (number === undefined) return undefined;
  const date = parseDate(/\bdate\s*:\s*'([^']*)'/i.exec(id)?.[1] ?? "");
  const [from, to] =
    date.kind === "day" ? [date.day, date.day] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const voucher of books.vouchers(from, to))
    if (voucher.fields["VOUCHERNUMBER"] === number) return voucher;
  return undefined;
}

/**
 * The voucher as it is stored, which differs from a collection row: an item invoice keeps party and tax in
 * LEDGERENTRIES and the sales ledger only under the items; stock journals use INVENTORYENTRIESIN and OUT.
 */
function storedVoucher(voucher: TallyObject): TallyObject {
  const hidden = hiddenLists(textField(voucher, "PERSISTEDVIEW"));
  const lists: Record<string, TallyObject[]> = {};
  for (const [name, lines] of Object.entries(voucher.lists)) if (!hidden.has(name)) lists[name] = lines;
  return { type: voucher.type, fields: voucher.fields, lists };
}

/** Kept among the fields, written as attributes only. */
const attributeFields: ReadonlySet<string> = new Set(["REMOTEID", "VCHKEY", "VCHTYPE", "OBJVIEW"]);

function hiddenLists(view: string): ReadonlySet<string> {
  if (view === "Invoice Voucher View") return new Set(["ALLLEDGERENTRIES", "INVENTORYENTRIES"]);
  if (/consumption/i.test(view)) return new Set(["ALLINVENTORYENTRIES", "INVENTORYENTRIES", "LEDGERENTRIES"]);
  if (view === "PaySlip Voucher View") return new Set(["ALLLEDGERENTRIES", "LEDGERENTRIES"]);
  return new Set(["LEDGERENTRIES", "ALLINVENTORYENTRIES", "INVENTORYENTRIES"]);
}

/** A Company object comes without its two counters (protocol §2.4). */
const unansweredCounters: ReadonlySet<string> = new Set(["ALTVCHID", "ALTMSTID"]);

function writeObject(object: TallyObject, tree: FetchTree, id: string, run: Run, answer: AnswerText): void {
  answer.append(
    "<ENVELOPE>\r\n <HEADER>\r\n  <VERSION>1</VERSION>\r\n  <STATUS>1</STATUS>\r\n </HEADER>\r\n <BODY>\r\n  <DESC>\r\n" +
      '  </DESC>\r\n  <DATA>\r\n   <TALLYMESSAGE xmlns:UDF="TallyUDF">\r\n',
  );
  writeElement(object, tree, { reqName: id, level: 4 }, run, answer);
  answer.append("   </TALLYMESSAGE>\r\n  </DATA>\r\n </BODY>\r\n</ENVELOPE>\r\n");
}

/** One object with everything it holds, as exports of whole objects write it. */
export function writeWholeObject(object: TallyObject, run: Run, answer: AnswerText, level: number): void {
  const stored = object.type === "VOUCHER" ? storedVoucher(object) : object;
  writeElement(stored, makeFetchTree(true), { reqName: undefined, level }, run, answer);
}

function isElement(type: string, name: string): boolean {
  if (type === "COMPANY") return !unansweredCounters.has(name);
  return type !== "VOUCHER" || !attributeFields.has(name);
}

interface ElementPlace {
  readonly reqName: string | undefined;
  readonly level: number;
}

function writeElement(
  object: TallyObject,
  tree: FetchTree,
  place: ElementPlace,
  run: Run,
  answer: AnswerText,
): void {
  const indent = indentOf(place.level);
  answer.append(`${indent}<${object.type}${objectAttributes(object, place.reqName)}>\r\n`);
  const writer = new ObjectWriter(run, answer);
  const fields: TallyObject["fields"] = {};
  for (const [name, value] of Object.entries(object.fields))
    if (isElement(object.type, name)) fields[name] = value;
  const shown = { type: object.type, fields, lists: object.lists };
  writer.fields(shown, tree, place.level + 1);
  writer.languageNames(shown, place.level + 1);
  writer.lists(shown, tree, place.level + 1);
  answer.append(`${indent}</${object.type}>\r\n`);
}

function objectAttributes(object: TallyObject, reqName: string | undefined): string {
  const attributes =
    object.type === "VOUCHER"
      ? [
          ["REMOTEID", textField(object, "REMOTEID") || textField(object, "GUID")],
          ["VCHKEY", textField(object, "VCHKEY")],
          ["VCHTYPE", textField(object, "VOUCHERTYPENAME")],
          ["OBJVIEW", textField(object, "PERSISTEDVIEW")],
        ]
      : [
          ["NAME", textField(object, "NAME")],
          ["RESERVEDNAME", textField(object, "RESERVEDNAME")],
          ...(reqName === undefined ? [] : [["REQNAME", reqName]]),
        ];
  return attributes.map(([name, value]) => ` ${name}="${escapeXml(value ?? "")}"`).join("");
}
