import Database from "better-sqlite3";
import { startTrial } from "./replica-trial.ts";
import type { Trial } from "./replica-trial.ts";
import { moneyUnits } from "./raw-figures.ts";

export type ViewRow = Readonly<Record<string, unknown>>;

/** A replica of the sample company, and its views as they are. */
export interface ViewTrial extends AsyncDisposable {
  readonly trial: Trial;
  readonly database: Database.Database;
  rowsOf(query: string, ...values: readonly unknown[]): readonly ViewRow[];
}

export async function startViewTrial(vouchers: number): Promise<ViewTrial> {
  const trial = await startTrial({ vouchers });
  const { control } = trial;
  // A post-dated voucher whose date has come, beside those to come that the sample writes.
  for (const masterId of control.voucherIds().slice(2, 4)) control.setPostDated(masterId, true);
  await trial.sync();
  const database = new Database(trial.file, { readonly: true });
  return {
    trial,
    database,
    rowsOf: (query, ...values) => database.prepare(query).all(...values) as readonly ViewRow[],
    [Symbol.asyncDispose]: async () => {
      database.close();
      await trial[Symbol.asyncDispose]();
    },
  };
}

/** In ten-thousandths. */
export function sumOfColumn(rows: readonly ViewRow[], column: string): number {
  return rows.reduce((total, row) => total + moneyUnits(row[column]), 0);
}

/** Adds up amounts by a key; sums of zero are left out, as a view leaves them out. */
export function addUp(entries: Iterable<readonly [string, number]>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [key, amount] of entries) sums.set(key, (sums.get(key) ?? 0) + amount);
  for (const [key, amount] of sums) if (amount === 0) sums.delete(key);
  return sums;
}
