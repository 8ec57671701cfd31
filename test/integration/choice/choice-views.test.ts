import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openReplica, startTrial, type Replica, type Trial } from "../../support/replica-trial.ts";

const secondYear = "2026-04-01";
const signal = new AbortController().signal;
const ask = { companies: [], full: false, acceptDeletes: false };

let trial: Trial;
let later: Replica;

beforeEach(async () => {
  trial = await startTrial({ vouchers: 150, seed: 6 });
  await trial.sync();
  later = await openReplica(trial.port.url, { wanted: { choice: { from: secondYear } } });
  await later.engine.sync(ask, signal);
});

afterEach(async () => {
  await later[Symbol.asyncDispose]();
  await trial[Symbol.asyncDispose]();
});

function rowsOf(file: string, query: string): readonly unknown[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare(query).all();
  } finally {
    database.close();
  }
}

/** The same question to the replica of all years and to the one that begins in the second. */
function askBoth(query: string): { readonly whole: readonly unknown[]; readonly later: readonly unknown[] } {
  const whole = rowsOf(trial.file, query);
  if (whole.length < 2) throw new Error(`too few rows to compare: ${query}`);
  return { whole, later: rowsOf(later.file, query) };
}

it("show the same books from the first replicated day on", () => {
  // What earlier years made stands in a row of its own where they are known, else in Profit & Loss A/c. Stock of the
  // first day is worth what Tally says, not the average of earlier years.
  const isOfProfit = "ledger not like 'Profit & Loss A/c%' and ledger <> 'Opening Stock'";
  const questions = [
    `select ledger, closing_debit, closing_credit from v_trial_balance where ${isOfProfit} order by ledger`,
    `select sum(closing_debit) as d, sum(closing_credit) as c from v_trial_balance union all select 0, 0`,
    `select date, type, number, party, amount from v_day_book where date >= '${secondYear}'
     order by date, type, number, amount`,
    `select side, group_name, amount from v_balance_sheet where financial_year = '2026-27'
     and group_name not like '%Profit%' and group_name not like '%Stock%' order by side, group_name`,
    `select ledger, month_start, opening, debit, credit, closing from v_ledger_months
     where month_start >= '2026-05-01' and ${isOfProfit} order by ledger, month_start`,
    `select item, round(sum(closing_quantity), 4) as q from v_stock_summary group by item order by item`,
  ];
  for (const question of questions) {
    const answers = askBoth(question);
    expect(answers.later).toEqual(answers.whole);
  }
});

it("balance, and know no year before", () => {
  const [total] = rowsOf(
    later.file,
    "select round(sum(closing_debit) - sum(closing_credit), 4) as off from v_trial_balance",
  );
  expect(total).toEqual({ off: 0 });
  const difference = "select * from v_trial_balance where ledger like 'Difference%'";
  expect(rowsOf(later.file, difference)).toEqual([]);
  expect(
    rowsOf(later.file, "select distinct financial_year from v_balance_sheet order by financial_year"),
  ).toEqual([{ financial_year: "2026-27" }]);
  expect(rowsOf(later.file, `select * from v_bills_receivable where bill_date < '${secondYear}'`)).toEqual(
    [],
  );
});
