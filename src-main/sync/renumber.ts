import type { Values } from "../contract/value.ts";
import type { Change } from "../destination/change-log.ts";
import { appendChanges } from "../destination/change-log.ts";
import type { WriteTransaction } from "../destination/destination.ts";
import type { MasterKnowledge } from "./complete.ts";
import { earlierDate } from "./dates.ts";
import { type RunContext, stampOf } from "./run-context.ts";
import type { Staging } from "./staging.ts";
import { planWindows } from "./window.ts";

/**
 * The style by which Tally renumbers later vouchers without a new ALTERID; "Auto Retain" and manual ones keep numbers.
 * A voucher keeps its style when its type's method is changed, so the voucher decides, and the type only where a release
 * shows no style.
 */
const renumberingStyle = "Automatic";

const columns = [
  "tally_guid",
  "master_id",
  "alter_id",
  "date",
  "voucher_type_guid",
  "voucher_number",
  "is_optional",
  "voucher_number_series",
  "numbering_style",
  "altered_by",
] as const;

export interface NumberChange {
  readonly guid: string;
  readonly oldNumber: string;
  readonly newNumber: string;
  readonly date: string;
  readonly alterId: number;
}

/**
 * Numbers of automatic types move when a voucher is inserted, deleted, re-dated, changes its type or becomes optional
 * or regular (protocol §6.8). From the earliest such date on, numbers of those types are read again.
 */
export async function readMovedNumbers(
  run: RunContext,
  span: { readonly from: string; readonly to: string },
  staging: Staging,
  deleted: readonly string[],
  known: MasterKnowledge,
): Promise<NumberChange[]> {
  const staged = await stagedVouchers(run, staging, known);
  const moved = await firstMovedDates(run, span.from, staging, deleted, known);
  const from = await laterThanEverything(run, moved, staged, known);
  const changes: NumberChange[] = [];
  for (const [typeGuid, date] of from) {
    const type = { guid: typeGuid, name: known.facts.voucherTypeOfGuid(typeGuid)?.name ?? "" };
    changes.push(...(await compareNumbers(run, type, { from: date, to: span.to }, staged)));
  }
  return changes;
}

/** Per automatic voucher type (by GUID), the first date from which numbers may have moved. */
async function firstMovedDates(
  run: RunContext,
  booksFrom: string,
  staging: Staging,
  deleted: readonly string[],
  known: MasterKnowledge,
): Promise<Map<string, string>> {
  const dates = new Map<string, string>();
  const note: NoteMove = (typeGuid, date) => {
    dates.set(typeGuid, earlierDate(dates.get(typeGuid) ?? date, date));
  };
  for (const guid of known.facts.changedNumbering) note(guid, booksFrom);
  for (const row of await storedVouchers(run, deleted)) noteStored(row, note);
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

async function compareNumbers(
  run: RunContext,
  type: { readonly guid: string; readonly name: string },
  span: { readonly from: string; readonly to: string },
  staged: ReadonlyMap<number, NumberedVoucher>,
): Promise<NumberChange[]> {
  const stored = await vouchersOfType(run, type.guid);
  const byMasterId = new Map(stored.map((row) => [Number(row["master_id"]), numberedVoucher(row)]));
  const changes: NumberChange[] = [];
  // The filter by type is tried on every voucher of the days: all of them count for how long Tally is held.
  const days = await run.destination.fingerprintDays(run.companyId, span);
  for (const window of planWindows(span, days, run.limits.windows.walked)) {
    const { numbers } = await run.source.readVoucherNumbers(
      { window, voucherTypeName: type.name },
      run.signal,
    );
    for (const { masterId, voucherNumber } of numbers) {
      // What was staged may have been read before a number moved.
      const voucher = staged.get(masterId) ?? byMasterId.get(masterId);
      if (voucher === undefined || voucher.oldNumber === voucherNumber) continue;
      const { guid, oldNumber, date, alterId } = voucher;
      changes.push({ guid, oldNumber, newNumber: voucherNumber, date, alterId });
    }
  }
  return changes;
}

type NumberedVoucher = Omit<NumberChange, "newNumber">;

function numberedVoucher(row: Values): NumberedVoucher {
  return {
    guid: String(row["tally_guid"]),
    oldNumber: String(row["voucher_number"]),
    date: String(row["date"]),
    alterId: Number(row["alter_id"]),
  };
}

interface StagedVoucher extends NumberedVoucher {
  readonly typeGuid: string;
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
      vouchers.set(masterId, { guid, alterId, oldNumber, date: String(values["date"]), typeGuid });
    }
  }
  return vouchers;
}

async function storedVouchers(run: RunContext, guids: readonly string[]): Promise<readonly Values[]> {
  if (guids.length === 0) return [];
  return run.destination.select({
    companyId: run.companyId,
    table: run.voucherStream.name,
    columns,
    whereIn: { column: "tally_guid", values: guids },
  });
}

async function vouchersOfType(run: RunContext, typeGuid: string): Promise<readonly Values[]> {
  return run.destination.select({
    companyId: run.companyId,
    table: run.voucherStream.name,
    columns,
    whereIn: { column: "voucher_type_guid", values: [typeGuid] },
  });
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
