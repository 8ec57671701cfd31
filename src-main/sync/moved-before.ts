import type { Values } from "../contract/value.ts";
import { firstNumberedDays } from "../destination/first-numbers.ts";
import type { MasterKnowledge } from "./complete.ts";
import { numberColumns, orderOf, renumberingStyle } from "./compare-numbers.ts";
import { earlierDate } from "./dates.ts";
import type { RunContext } from "./run-context.ts";

/** Numbers of one voucher type that something before the first replicated day moved. */
export interface MovedBefore {
  readonly from: string;
  /** By how much the first number moved, per order: see `orderOf`. */
  readonly shifts: ReadonlyMap<string, number>;
}

/**
 * Where years are left out, a voucher inserted or deleted in them moves the numbers of the first replicated vouchers,
 * and all behind them by the same, unless numbers begin anew in between. So the first voucher of each order tells: its
 * number is asked for, one day of one type at a time. Where this run read that voucher itself, its number was compared
 * already. Per voucher type (by GUID).
 */
export async function findMovedBefore(
  run: RunContext,
  known: MasterKnowledge,
  isTouched: (row: Values) => boolean,
): Promise<ReadonlyMap<string, MovedBefore>> {
  const days = new Map<string, Set<string>>();
  for (const { voucherTypeGuid, numberingStyle, date } of await firstNumberedDays(
    run.destination,
    run.companyId,
  )) {
    const method = known.facts.voucherTypeOfGuid(voucherTypeGuid)?.numberingMethod;
    if ((numberingStyle || method) !== renumberingStyle) continue;
    days.set(voucherTypeGuid, (days.get(voucherTypeGuid) ?? new Set()).add(date));
  }
  const moved = new Map<string, MovedBefore>();
  for (const [typeGuid, firstDays] of days) {
    const name = known.facts.voucherTypeOfGuid(typeGuid)?.name;
    if (name === undefined) continue;
    for (const date of [...firstDays].sort()) {
      const found = await compareDay(run, { guid: typeGuid, name }, date, isTouched);
      if (found !== null) moved.set(typeGuid, unite(moved.get(typeGuid), found));
    }
  }
  return moved;
}

async function compareDay(
  run: RunContext,
  type: { readonly guid: string; readonly name: string },
  date: string,
  isTouched: (row: Values) => boolean,
): Promise<MovedBefore | null> {
  const ofDay = await run.destination.select({
    companyId: run.companyId,
    table: run.voucherStream.name,
    columns: numberColumns,
    whereIn: { column: "date", values: [date] },
  });
  const witnesses = ofDay.filter((row) => row["voucher_type_guid"] === type.guid && !isTouched(row));
  if (witnesses.length === 0) return null;
  const window = { from: date, to: date };
  const { numbers } = await run.source.readVoucherNumbers({ window, voucherTypeName: type.name }, run.signal);
  const shown = new Map(numbers.map(({ masterId, voucherNumber }) => [masterId, voucherNumber]));
  const shifts = new Map<string, number>();
  for (const row of witnesses) {
    const before = String(row["voucher_number"]);
    const now = shown.get(Number(row["master_id"])) ?? before;
    if (now !== before) shifts.set(orderOf(row), Number(now) - Number(before));
  }
  return shifts.size === 0 ? null : { from: date, shifts };
}

function unite(one: MovedBefore | undefined, other: MovedBefore): MovedBefore {
  if (one === undefined) return other;
  return {
    from: earlierDate(one.from, other.from),
    shifts: new Map([...other.shifts, ...one.shifts]),
  };
}
