import { createHash } from "node:crypto";
import { checkCustomField, customReading, withCustomFields } from "../catalog/custom-fields.ts";
import { fetchNames } from "../catalog/define.ts";
import { streams } from "../catalog/index.ts";
import type { Stream } from "../catalog/stream.ts";
import { type CustomField, customColumnOf, type TriedField } from "../contract/choice.ts";
import { type ErrorCode, isReplicaError, ReplicaError } from "../contract/errors.ts";
import type { EntityRow, RejectedRecord } from "../contract/value.ts";
import { readCustomFields, readMadeFields, writeCustomFields } from "../destination/choice-store.ts";
import { checkExpression, ExpressionError } from "../source/tdl-expression.ts";
import type { EngineOptions } from "./engine-api.ts";
import { findRecord, type TriedRecord } from "./field-record.ts";

/** Columns that a person adds. A formula of theirs is tried on one record, alone, before it is asked with others. */
export interface FieldRequest {
  readonly field: CustomField;
  /** Name or GUID of the company to try it on; any open one without it. */
  readonly company?: string;
  /** A person agrees that a formula which Tally once did not answer is sent once more. */
  readonly isAgreed?: boolean;
}

export interface Fields {
  list(): Promise<readonly CustomField[]>;
  /** Asks Tally for one record. The person must have been warned: a bad formula can open a box on Tally's screen. */
  try(request: FieldRequest, signal: AbortSignal): Promise<TriedField>;
  /** Tries it, then adds the column; the next run of each company fills it. */
  add(request: FieldRequest, signal: AbortSignal): Promise<TriedField>;
  /** The next run of each company empties its column. False where there is no such field. */
  remove(field: Pick<CustomField, "name" | "table">): Promise<boolean>;
}

export function createFields(engine: EngineOptions): Fields {
  const { destination } = engine;
  const isNamedAs =
    ({ name, table }: Pick<CustomField, "name" | "table">) =>
    (field: CustomField): boolean =>
      field.name === name && field.table === table;
  return {
    list: () => readCustomFields(destination.db),
    try: (request, signal) => tryField(engine, request, signal),
    add: async (request, signal) => {
      const { field } = request;
      const tried = await tryField(engine, request, signal);
      await destination.transaction(null, async ({ db }) => {
        const others = (await readCustomFields(db)).filter((known) => !isNamedAs(field)(known));
        await writeCustomFields(db, [...others, field]);
      });
      await destination.prepare(streams, engine.programVersion);
      return tried;
    },
    remove: async (field) =>
      destination.transaction(null, async ({ db }) => {
        const known = await readCustomFields(db);
        const left = known.filter((each) => !isNamedAs(field)(each));
        if (left.length < known.length) await writeCustomFields(db, left);
        return left.length < known.length;
      }),
  };
}

/** Refuses what can be refused without asking Tally. */
async function checkField({ destination }: EngineOptions, field: CustomField): Promise<readonly string[]> {
  const made = await readMadeFields(destination.db);
  const living = await readCustomFields(destination.db);
  checkCustomField(field, streams, living);
  const before = made.find(({ name, table }) => name === field.name && table === field.table);
  if (before !== undefined && before.type !== field.type) {
    // Its column is there already, of the other type.
    throw new ReplicaError("CONFIG_FIELD_NAME", { field: field.name });
  }
  try {
    return checkExpression(field.expression).functions;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new ReplicaError("CONFIG_FIELD_EXPRESSION", { field: field.name, detail: error.message });
  }
}

/** What came back is an answer, however bad; anything else may have stopped Tally. */
const noAnswer: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_TIMEOUT",
  "SOURCE_CONNECTION_LOST",
  "SOURCE_EMPTY_ANSWER",
  "SOURCE_CUT_ANSWER",
  "SOURCE_REQUEST_HELD_BACK",
  "INTERNAL_STOPPED",
]);

async function tryField(
  engine: EngineOptions,
  request: FieldRequest,
  signal: AbortSignal,
): Promise<TriedField> {
  const { field } = request;
  const ownFunctions = await checkField(engine, field);
  const { memory, source } = engine;
  const hash = createHash("sha256").update(JSON.stringify(field)).digest("hex");
  const name = { tallyUrl: source.url, hash, summary: `custom field ${field.table}.${field.name}` };
  const isHeldBack = memory.heldBackRequests(source.url).some((held) => held.hash === hash);
  if (isHeldBack && request.isAgreed !== true) {
    throw new ReplicaError("CONFIG_FIELD_HELD_BACK", { field: field.name });
  }
  const place = await findRecord(engine, request, signal);
  // Held back until an answer came: a program that is killed meanwhile leaves it so.
  memory.holdBack(name);
  try {
    const asked = { field, ownFunctions, place };
    const tried = await limitTry(engine, signal, (limited) => askForOne(engine, asked, limited));
    memory.release(name.tallyUrl, hash);
    return tried;
  } catch (error) {
    const isAnswered = isReplicaError(error) && !noAnswer.has(error.code) && !signal.aborted;
    if (isAnswered) memory.release(name.tallyUrl, hash);
    throw error;
  }
}

/** One record is answered in a moment. What takes longer has most likely opened a box on Tally's screen. */
const usualTryMs = 60_000;

async function limitTry<T>(
  { source, fieldTryMs = usualTryMs }: EngineOptions,
  signal: AbortSignal,
  ask: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const details = { url: source.url, seconds: Math.ceil(fieldTryMs / 1000) };
  const timer = setTimeout(() => limit.abort(new ReplicaError("SOURCE_TIMEOUT", details)), fieldTryMs);
  try {
    return await ask(AbortSignal.any([signal, limit.signal]));
  } finally {
    clearTimeout(timer);
  }
}

async function askForOne(
  engine: EngineOptions,
  asked: {
    readonly field: CustomField;
    readonly ownFunctions: readonly string[];
    readonly place: TriedRecord;
  },
  signal: AbortSignal,
): Promise<TriedField> {
  const { field, ownFunctions, place } = asked;
  const reading = oneFieldOf(field);
  const company = engine.source.company(place.probed, { vouchers: reading, ownFunctions });
  let row: EntityRow | null = null;
  let rejected: RejectedRecord | null = null;
  const sink = {
    onRow: (one: EntityRow) => void (one.guid === place.guid && (row = one)),
    onReject: (record: RejectedRecord) => void (rejected = record),
  };
  if (reading.counter === "vouchers") {
    const window = { from: place.date, to: place.date };
    await company.readVouchers(
      { window, masterIds: { from: place.masterId, to: place.masterId } },
      sink,
      signal,
    );
  } else await company.readMasters(reading, { afterAlterId: place.alterId - 1 }, sink, signal);
  return resultOf(field, place, row, rejected);
}

function resultOf(
  field: CustomField,
  { probed }: TriedRecord,
  row: EntityRow | null,
  rejected: RejectedRecord | null,
): TriedField {
  if (rejected !== null) {
    const { name, type } = field;
    throw new ReplicaError("CONFIG_FIELD_VALUE", { field: name, type, detail: rejected.reason });
  }
  if (row === null) {
    throw new ReplicaError("CONFIG_FIELD_NO_RECORD", { field: field.name, table: field.table });
  }
  const record = row.values["name"] ?? row.values["voucher_number"] ?? "";
  const value = row.values[customColumnOf(field)] ?? null;
  return { company: probed.name, record: String(record), value: value === "" ? null : value };
}

/** The table's stream with its name and the one field alone. */
function oneFieldOf(field: CustomField): Stream {
  const [stream] = withCustomFields(
    streams.filter(({ name }) => name === field.table),
    [field],
  );
  if (stream === undefined) throw new ReplicaError("CONFIG_FIELD_TABLE", { table: field.table });
  const names = new Set(["name", "voucher_number"]);
  const fields = [...stream.fields.filter(({ column }) => names.has(column)), customReading(field)];
  const columns = stream.columns.filter((column) => names.has(column.name) || column.custom === true);
  return { ...stream, columns, children: [], fields, lists: [], fetch: fetchNames(fields, []) };
}
