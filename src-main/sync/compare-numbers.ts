import { isRefusal, isReplicaError } from "../contract/errors.ts";
import type { Values } from "../contract/value.ts";
import type { DateWindow, NumberSums } from "../source/source.ts";
import { predictNumbers, sumNumbers } from "./predict-numbers.ts";
import type { RunContext } from "./run-context.ts";
import { planWindows } from "./window.ts";

/**
 * The style by which Tally renumbers later vouchers without a new ALTERID; "Auto Retain" and manual ones keep numbers.
 * A voucher keeps its style when its type's method is changed, so the voucher decides, and the type only where a release
 * shows no style.
 */
export const renumberingStyle = "Automatic";

export const numberColumns = [
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

interface TypeNumbers {
  readonly guid: string;
  readonly name: string;
  /** Vouchers of the type as they stand now: what was staged as read, the others as stored. By MASTERID. */
  readonly present: ReadonlyMap<number, NumberedRow>;
  /** What their numbers should be now, if nothing but insertions and deletions moved them. */
  readonly predicted: ReadonlyMap<number, string> | null;
}

/** The numbers of one type: where Tally's own sums say what was supposed, those; else they are read. */
export async function compareNumbers(
  run: RunContext,
  type: TypeNumbers,
  span: { readonly from: string; readonly to: string },
): Promise<NumberChange[]> {
  const changes: NumberChange[] = [];
  let { predicted } = type;
  // The filter by type is tried on every voucher of the days: all of them count for how long Tally is held.
  const days = await run.destination.fingerprintDays(run.companyId, span);
  for (const window of planWindows(span, days, run.limits.windows.walked)) {
    const asSupposed: ReadonlyMap<number, string> | null =
      predicted === null ? null : await provenNumbers(run, type, predicted, window);
    // A supposition that failed once is not tried on; that would only walk the book again.
    if (asSupposed === null) predicted = null;
    for (const [masterId, newNumber] of asSupposed ?? (await readNumbers(run, type, window))) {
      const voucher = type.present.get(masterId);
      if (voucher === undefined || voucher.oldNumber === newNumber) continue;
      const { guid, oldNumber, date, alterId } = voucher;
      changes.push({ guid, oldNumber, newNumber, date, alterId });
    }
  }
  return changes;
}

async function provenNumbers(
  run: RunContext,
  { name, present }: TypeNumbers,
  predicted: ReadonlyMap<number, string>,
  window: DateWindow,
): Promise<ReadonlyMap<number, string> | null> {
  const vouchers = [...present]
    .filter(([, { date }]) => date >= window.from && date <= window.to)
    .map(([masterId, { oldNumber }]) => ({ masterId, number: predicted.get(masterId) ?? oldNumber }));
  const expected = sumNumbers(vouchers);
  if (expected === null) return null;
  const given = await askSums(run, name, window);
  const isProven =
    given !== null &&
    given.count === expected.count &&
    given.sumNumber === expected.sumNumber &&
    given.sumProduct === expected.sumProduct;
  return isProven ? new Map(vouchers.map(({ masterId, number }) => [masterId, number])) : null;
}

/** A Tally that refuses the question, or once went away with it, is asked for the numbers themselves. */
async function askSums(
  run: RunContext,
  voucherTypeName: string,
  window: DateWindow,
): Promise<NumberSums | null> {
  try {
    const answer = await run.source.sumVoucherNumbers({ window, voucherTypeName }, run.signal);
    return answer?.sums ?? null;
  } catch (error) {
    if (!isReplicaError(error)) throw error;
    if (!isRefusal(error.code) && error.code !== "SOURCE_REQUEST_HELD_BACK") throw error;
    run.log.warn("Tally gives no sums of voucher numbers", { code: error.code });
    return null;
  }
}

async function readNumbers(
  run: RunContext,
  { name }: TypeNumbers,
  window: DateWindow,
): Promise<ReadonlyMap<number, string>> {
  const { numbers } = await run.source.readVoucherNumbers({ window, voucherTypeName: name }, run.signal);
  return new Map(numbers.map(({ masterId, voucherNumber }) => [masterId, voucherNumber]));
}

/**
 * The vouchers of the type from a day on, before and after this run, and what follows for their numbers. `gone` are those
 * that left the replicated days; `shifts`, per order, by how much the first numbers moved.
 */
export async function numbersOfType(
  run: RunContext,
  type: { readonly guid: string; readonly name: string; readonly method: string },
  from: string,
  staged: ReadonlyMap<number, StagedVoucher>,
  gone: ReadonlySet<string>,
  shifts: ReadonlyMap<string, number>,
): Promise<TypeNumbers> {
  const rows = (await vouchersOfType(run, type.guid)).filter((row) => String(row["date"]) >= from);
  const stored = rows.map((row) => storedVoucher(row, type.method));
  const arrived = [...staged].filter(([, voucher]) => voucher.typeGuid === type.guid && voucher.date >= from);
  const left = new Set(
    stored
      .filter(({ masterId, guid }) => staged.has(masterId) || gone.has(guid))
      .map(({ masterId }) => masterId),
  );
  return {
    guid: type.guid,
    name: type.name,
    present: new Map([
      ...stored.filter(({ masterId }) => !left.has(masterId)).map((one) => asEntry(one.masterId, one)),
      ...arrived,
    ]),
    predicted: predictNumbers(
      stored.map((one) => ({ ...one, number: one.oldNumber })),
      (masterId) => left.has(masterId),
      arrived.map(([masterId, one]) => ({
        masterId,
        date: one.date,
        number: one.oldNumber,
        order: one.order,
        isAutomatic: true,
      })),
      shifts,
    ),
  };
}

type NumberedRow = Omit<NumberChange, "newNumber">;

function asEntry(masterId: number, row: NumberedRow): readonly [number, NumberedRow] {
  return [masterId, row];
}

interface StoredVoucher extends NumberedRow {
  readonly masterId: number;
  readonly order: string;
  readonly isAutomatic: boolean;
}

function storedVoucher(row: Values, method: string): StoredVoucher {
  return {
    masterId: Number(row["master_id"]),
    guid: String(row["tally_guid"]),
    oldNumber: String(row["voucher_number"]),
    date: String(row["date"]),
    alterId: Number(row["alter_id"]),
    order: orderOf(row),
    isAutomatic: (row["numbering_style"] || method) === renumberingStyle,
  };
}

/** Vouchers of a type that are numbered together. */
export function orderOf(values: Values): string {
  const keys = ["voucher_number_series", "numbering_style", "is_optional"] as const;
  return keys.map((key) => String(values[key] ?? "")).join("|");
}

export interface StagedVoucher extends NumberedRow {
  readonly typeGuid: string;
  readonly order: string;
}

export async function vouchersOfType(run: RunContext, typeGuid: string): Promise<readonly Values[]> {
  return run.destination.select({
    companyId: run.companyId,
    table: run.voucherStream.name,
    columns: numberColumns,
    whereIn: { column: "voucher_type_guid", values: [typeGuid] },
  });
}

export async function storedVouchers(run: RunContext, guids: readonly string[]): Promise<readonly Values[]> {
  if (guids.length === 0) return [];
  return run.destination.select({
    companyId: run.companyId,
    table: run.voucherStream.name,
    columns: numberColumns,
    whereIn: { column: "tally_guid", values: guids },
  });
}
