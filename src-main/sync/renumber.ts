import type { Values } from "../contract/value.ts";
import type { Change } from "../destination/change-log.ts";
import { appendChanges } from "../destination/change-log.ts";
import type { WriteTransaction } from "../destination/destination.ts";
import { listQuarantine } from "../destination/quarantine.ts";
import type { MasterKnowledge } from "./complete.ts";
import {
  type NumberChange,
  type StagedVoucher,
  compareNumbers,
  numbersOfType,
  orderOf,
  renumberingStyle,
  storedVouchers,
  vouchersOfType,
} from "./compare-numbers.ts";
import { earlierDate } from "./dates.ts";
import { findMovedBefore, type MovedBefore } from "./moved-before.ts";
import { type RunContext, stampOf } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import type { UnsettledNumbers } from "./unsettled-numbers.ts";

/**
 * Numbers of automatic types move when a voucher is inserted, deleted, re-dated, changes its type or becomes optional
 * or regular (protocol §6.8). From the earliest such date on, numbers of those types are read again.
 */
export async function readMovedNumbers(
  run: RunContext,
  span: { readonly from: string; readonly to: string },
  staging: Staging,
  { gone, mayHaveMovedBefore, unsettled }: Moves,
  known: MasterKnowledge,
): Promise<MovedNumbers> {
  const staged = await stagedVouchers(run, staging, known);
  const movedBefore = mayHaveMovedBefore
    ? await findMovedBefore(run, known, isTouchedBy(staged, gone))
    : noneMoved;
  const moved = await firstMovedDates(run, span.from, staging, gone, known);
  const also = [...movedBefore].map(([guid, { from }]) => [guid, from] as const);
  for (const [guid, date] of [...also, ...Object.entries(unsettled?.from ?? {})])
    moved.set(guid, earlierDate(moved.get(guid) ?? date, date));
  const from = await laterThanEverything(run, moved, staged, known);
  const changes: NumberChange[] = [];
  for (const [guid, date] of from) {
    const { name = "", numberingMethod = "" } = known.facts.voucherTypeOfGuid(guid) ?? {};
    const type = { guid, name, method: numberingMethod };
    const shifts = movedBefore.get(guid)?.shifts ?? noShifts;
    const numbers = await numbersOfType(run, type, date, staged, new Set(gone), shifts);
    changes.push(...(await compareNumbers(run, numbers, { from: date, to: span.to })));
  }
  return { changes, from: Object.fromEntries(moved) };
}

export interface MovedNumbers {
  readonly changes: readonly NumberChange[];
  /** Voucher types by GUID, each with the first day from which numbers may have moved. */
  readonly from: Readonly<Record<string, string>>;
}

export interface Moves {
  /** GUIDs of vouchers that left the replicated days: deleted, or dated before the first of them. */
  readonly gone: readonly string[];
  /** Something before the first replicated day may have moved numbers. */
  readonly mayHaveMovedBefore: boolean;
  /** What an earlier run left to be read again. */
  readonly unsettled: UnsettledNumbers | null;
}

const noneMoved: ReadonlyMap<string, MovedBefore> = new Map();
const noShifts: ReadonlyMap<string, number> = new Map();

function isTouchedBy(
  staged: ReadonlyMap<number, StagedVoucher>,
  gone: readonly string[],
): (row: Values) => boolean {
  const left = new Set(gone);
  return (row) => staged.has(Number(row["master_id"])) || left.has(String(row["tally_guid"]));
}

/** Per automatic voucher type (by GUID), the first date from which numbers may have moved. */
async function firstMovedDates(
  run: RunContext,
  booksFrom: string,
  staging: Staging,
  gone: readonly string[],
  known: MasterKnowledge,
): Promise<Map<string, string>> {
  const dates = new Map<string, string>();
  const note: NoteMove = (typeGuid, date) => {
    dates.set(typeGuid, earlierDate(dates.get(typeGuid) ?? date, date));
  };
  for (const guid of known.facts.changedNumbering) note(guid, booksFrom);
  for (const date of await datesOfQuarantine(run, staging, gone, booksFrom)) {
    for (const guid of known.facts.voucherTypeGuids()) note(guid, date);
  }
  for (const row of await storedVouchers(run, gone)) noteStored(row, note);
  for await (const batch of staging.batches(run.voucherStream.name, 500)) {
    const stored = new Map(
      (
        await storedVouchers(
          run,
          batch.map(({ guid }) => guid),
        )
      ).map((row) => [String(row["tally_guid"]), row]),
    );
    for (const { guid, values } of batch) {
      const typeGuid = known.names.guidOf("voucher_types", String(values["voucher_type_name"])) ?? "";
      noteMove(stored.get(guid), values, typeGuid, note);
    }
  }
  return dates;
}

/**
 * A voucher that cannot be stored has moved numbers like any other, when it came, was altered, was mended or went; of
 * which type is not known. Returns the days.
 */
async function datesOfQuarantine(
  run: RunContext,
  staging: Staging,
  gone: readonly string[],
  booksFrom: string,
): Promise<readonly string[]> {
  const stream = run.voucherStream.name;
  const { companyId } = run;
  const waiting = await listQuarantine(run.destination.db, { companyId, entityType: stream });
  const isWaiting = new Set(waiting.map((record) => `${record.tally_guid} ${record.alter_id}`));
  const rejected = staging.rejected.filter(
    ({ entityType, guid, alterId }) => entityType === stream && !isWaiting.has(`${guid} ${alterId}`),
  );
  const left = new Set([...gone, ...rejected.map(({ guid }) => guid)]);
  const before = waiting.filter(({ tally_guid: guid }) => left.has(guid) || staging.has(stream, guid));
  return [
    ...rejected.map(({ voucherDate }) => voucherDate ?? booksFrom),
    ...before.map(({ voucher_date: date }) => date ?? booksFrom),
  ];
}

type NoteMove = (typeGuid: string, date: string) => void;

function noteStored(row: Values, note: NoteMove): void {
  note(String(row["voucher_type_guid"] ?? ""), String(row["date"]));
}

/** What decides a voucher's place in its numbering; a number typed over moves the ones after it. */
const numberingColumns = [
  "date",
  "is_optional",
  "numbering_style",
  "voucher_number_series",
  "voucher_number",
] as const;

function noteMove(before: Values | undefined, after: Values, typeGuid: string, note: NoteMove): void {
  const isSame =
    before !== undefined &&
    before["voucher_type_guid"] === typeGuid &&
    numberingColumns.every((column) => before[column] === after[column]);
  if (isSame) return;
  note(typeGuid, String(after["date"]));
  if (before !== undefined) noteStored(before, note);
}

/**
 * An insert at the end of its type moves nothing: no other automatic voucher of the type stands on or after its date.
 * Vouchers of this run count as others, because one may have been read before the next was entered.
 */
async function laterThanEverything(
  run: RunContext,
  dates: ReadonlyMap<string, string>,
  staged: ReadonlyMap<number, StagedVoucher>,
  known: MasterKnowledge,
): Promise<Map<string, string>> {
  const left = new Map<string, string>();
  for (const [typeGuid, date] of dates) {
    const others = await vouchersOfType(run, typeGuid);
    const method = known.facts.voucherTypeOfGuid(typeGuid)?.numberingMethod;
    const isAffected = others.some(
      (row) =>
        String(row["date"]) >= date &&
        (row["numbering_style"] || method) === renumberingStyle &&
        !staged.has(Number(row["master_id"])),
    );
    const ofThisRun = [...staged.values()].filter((each) => each.typeGuid === typeGuid && each.date >= date);
    if (isAffected || ofThisRun.length > 1) left.set(typeGuid, date);
  }
  return left;
}

/** Vouchers of this run as they were read, by MASTERID. */
async function stagedVouchers(
  run: RunContext,
  staging: Staging,
  known: MasterKnowledge,
): Promise<ReadonlyMap<number, StagedVoucher>> {
  const vouchers = new Map<number, StagedVoucher>();
  for await (const batch of staging.batches(run.voucherStream.name, 500)) {
    for (const { guid, masterId, alterId, values } of batch) {
      const typeGuid = known.names.guidOf("voucher_types", String(values["voucher_type_name"])) ?? "";
      const oldNumber = String(values["voucher_number"] ?? "");
      const date = String(values["date"]);
      vouchers.set(masterId, { guid, alterId, oldNumber, date, typeGuid, order: orderOf(values) });
    }
  }
  return vouchers;
}

/** Writes the moved numbers and tells each of them. */
export async function applyMovedNumbers(
  tx: WriteTransaction,
  run: RunContext,
  moved: readonly NumberChange[],
  isLogged: boolean,
): Promise<void> {
  if (moved.length === 0) return;
  const table = run.voucherStream.name;
  await tx.updateColumns(
    run.companyId,
    table,
    ["voucher_number"],
    moved.map(({ guid, newNumber }) => ({ guid, values: [newNumber] })),
  );
  run.counts.of(table).updated += moved.length;
  if (isLogged) await appendChanges(tx.db, stampOf(run, "active"), moved.map(toChange));
}

function toChange({ guid, oldNumber, newNumber, date, alterId }: NumberChange): Change {
  return {
    entityType: "vouchers",
    guid,
    nameOrNumber: newNumber,
    action: "renumber",
    alterIdBefore: alterId,
    alterIdAfter: alterId,
    voucherDate: date,
    alteredBy: "",
    changes: { voucher_number: [oldNumber, newNumber] },
  };
}
