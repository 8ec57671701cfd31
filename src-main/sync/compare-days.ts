import type { DayFingerprint } from "../source/source.ts";
import { differingDays } from "./expected-vouchers.ts";

/** A day whose vouchers are not those of Tally. */
export interface DayDifference {
  readonly date: string;
  readonly tally: number;
  readonly database: number;
}

/** Compares which vouchers lie on which day, by count and by the sums of their MASTERIDs and ALTERIDs. */
export function compareDays(
  tally: readonly DayFingerprint[],
  database: readonly DayFingerprint[],
): readonly DayDifference[] {
  const counts = (days: readonly DayFingerprint[]): ReadonlyMap<string, number> =>
    new Map(days.map(({ date, count }) => [date, count]));
  const inTally = counts(tally);
  const inDatabase = counts(database);
  return differingDays(tally, database).map((date) => ({
    date,
    tally: inTally.get(date) ?? 0,
    database: inDatabase.get(date) ?? 0,
  }));
}
