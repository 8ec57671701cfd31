import { countVouchersPerTypeAndDay } from "../destination/book-figures.ts";
import type { Destination } from "../destination/destination.ts";
import type { VouchersOfMonth } from "../source/company-figures.ts";

export interface CountDifference {
  readonly voucherTypeName: string;
  /** First day of the month. */
  readonly month: string;
  readonly tally: number;
  readonly database: number;
}

export interface CountComparison {
  readonly checked: number;
  readonly differences: readonly CountDifference[];
}

/** Compares how many vouchers there are per type and month, cancelled and optional ones included. */
export async function compareCounts(
  destination: Destination,
  companyId: number,
  tally: readonly VouchersOfMonth[],
  until: string,
): Promise<CountComparison> {
  const pairs = new Map<string, { tally: number; database: number }>();
  const pairOf = (name: string, month: string): { tally: number; database: number } => {
    const key = JSON.stringify([name, month]);
    const pair = pairs.get(key) ?? { tally: 0, database: 0 };
    pairs.set(key, pair);
    return pair;
  };
  for (const { voucherTypeName, month, count } of tally) pairOf(voucherTypeName, month).tally += count;
  for (const { voucherTypeName, date, count } of await countVouchersPerTypeAndDay(destination, companyId)) {
    if (date <= until) pairOf(voucherTypeName, `${date.slice(0, 7)}-01`).database += count;
  }
  const differences = [...pairs].flatMap(([key, pair]) => {
    if (pair.tally === pair.database) return [];
    const [voucherTypeName, month] = JSON.parse(key) as [string, string];
    return [{ voucherTypeName, month, ...pair }];
  });
  return { checked: pairs.size, differences };
}
