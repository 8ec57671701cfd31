import type { Stored, TallyObject } from "../model.ts";
import { escapeXml, indentOf } from "./answer-text.ts";
import type { AnswerText } from "./answer-text.ts";
import type { CollectionPlan } from "./collection-plan.ts";
import { beginEnvelope, endEnvelope } from "./envelope.ts";
import { readFetchTree } from "./fetch-tree.ts";
import type { FetchTree } from "./fetch-tree.ts";
import { gather } from "./gather.ts";
import { companyInfoClasses } from "./object-types.ts";
import { fieldKind, ObjectWriter, orderFields } from "./object-writer.ts";
import { methodKey, splitNames } from "./names.ts";
import type { NamedValue } from "./object-writer.ts";
import { raiseFreeze } from "./problems.ts";
import { noteRowCount } from "./report-run.ts";
import { textField } from "./run.ts";
import type { Run } from "./run.ts";
import { voucherFields } from "./voucher-fields.ts";

/** Answers TYPE=Collection: CMPINFO, then one element per row (protocol §3.1). */
export function answerCollection(
  plan: CollectionPlan,
  fetchList: readonly string[],
  run: Run,
  answer: AnswerText,
): void {
  // FETCHLIST of the request adds to what the collection itself fetches (protocol §2.1).
  const tree = readFetchTree([...plan.fetched, ...fetchList.flatMap(splitNames).map(methodKey)]);
  if (rowType(plan) === "VOUCHER" && tree.isWhole) raiseFreeze(`FETCH * over the vouchers of '${plan.name}'`);
  beginEnvelope(answer);
  const open = `   <COLLECTION${collectionAttributes(plan)}>`;
  const writer = new ObjectWriter(run, answer);
  let count = 0;
  for (const row of gather(plan, run, undefined)) {
    if (count === 0) answer.append(`${open}\r\n`);
    count++;
    writeRow(plan, row.object, tree, writer, answer);
  }
  noteRowCount(run, plan, count);
  answer.append(count === 0 ? `${open}   </COLLECTION>\r\n` : "   </COLLECTION>\r\n");
  endEnvelope(answer);
}

/** The type of a plan's rows; OBJECT for aggregates and rows the request defines. */
function rowType(plan: CollectionPlan): string {
  if (plan.by.length > 0 || plan.aggregates.length > 0) return "OBJECT";
  const { source } = plan;
  if (source.kind === "type") return source.type;
  const first = source.kind === "collections" ? source.plans[0] : undefined;
  return first === undefined ? "OBJECT" : rowType(first);
}

function collectionAttributes(plan: CollectionPlan): string {
  const type = rowType(plan);
  if (type === "VOUCHER") return ' ISCMPDEPTYPE="Yes" CMPLOCUS="4" CMPDEPTYPE="64"';
  const place = companyInfoClasses.indexOf(type);
  return place > 0 ? ` ISMSTDEPTYPE="Yes" MSTDEPTYPE="${2 ** (place + 1)}"` : "";
}

function writeRow(
  plan: CollectionPlan,
  object: TallyObject,
  tree: FetchTree,
  writer: ObjectWriter,
  answer: AnswerText,
): void {
  const { type } = object;
  const indent = indentOf(4);
  answer.append(`${indent}<${type}${rowAttributes(object)}>\r\n`);
  if (type === "VOUCHER") voucherFields(object, tree, plan.computed, writer);
  else masterFields(plan, object, tree, writer);
  if (type !== "VOUCHER") writer.languageNames(object, 5);
  writer.lists(object, tree, 5);
  answer.append(`${indent}</${type}>\r\n`);
}

function rowAttributes(object: TallyObject): string {
  const attribute = (name: string, value: string): string => ` ${name}="${escapeXml(value)}"`;
  if (object.type === "VOUCHER")
    return (
      attribute("REMOTEID", textField(object, "REMOTEID") || textField(object, "GUID")) +
      attribute("VCHKEY", textField(object, "VCHKEY")) +
      attribute("VCHTYPE", textField(object, "VOUCHERTYPENAME")) +
      attribute("OBJVIEW", textField(object, "PERSISTEDVIEW"))
    );
  if (!("NAME" in object.fields)) return "";
  return (
    attribute("NAME", textField(object, "NAME")) +
    attribute("RESERVEDNAME", textField(object, "RESERVEDNAME"))
  );
}

/** The name of a master that has LANGUAGENAME stands only there (cap:ledger-collection_*). */
function masterFields(
  plan: CollectionPlan,
  object: TallyObject,
  tree: FetchTree,
  writer: ObjectWriter,
): void {
  const isDefined = object.type === "OBJECT" || plan.source.kind === "objects";
  const names = isDefined || tree.isWhole ? allKeys(object.fields) : [...tree.names];
  const fields: NamedValue[] = [];
  for (const name of names) {
    if (name === "NAME" && object.lists["LANGUAGENAME"] !== undefined) continue;
    if (!(name in object.fields)) {
      const value = writer.value(object, name);
      if (value !== undefined) fields.push({ name, value });
      continue;
    }
    const value = writer.value(object, name);
    if (isShown(name, value)) fields.push({ name, value });
  }
  for (const { name, value } of isDefined ? fields : orderFields(fields)) writer.field(name, value, 5, true);
  if (isDefined) return;
  for (const { name } of plan.computed)
    if (!tree.names.has(name)) writer.field(name, object.fields[name], 5, true);
}

/** A fetched master field without a value is left out; an empty balance is an empty tag. */
function isShown(name: string, value: Stored): boolean {
  return (value !== undefined && value !== "") || fieldKind(name, value) === "Amount";
}

/** Own keys and those of the object a computed row stands on. */
function allKeys(fields: Record<string, Stored>): string[] {
  const names: string[] = [];
  for (const name in fields) names.push(name);
  return names;
}
