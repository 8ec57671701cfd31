import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { startTrial } from "../../support/replica-trial.ts";

const oneLedger = `explain query plan select * from v_ledger_statement where company_id = 1 and ledger = 'Cash'`;

it("a first load ends with the figures from which SQLite plans its views", async () => {
  await using trial = await startTrial({ vouchers: 60 });
  await trial.sync();
  const database = new Database(trial.file, { readonly: true });
  const tables = database.prepare("select distinct tbl from sqlite_stat1").pluck().all();
  const plan = database.prepare(oneLedger).all() as readonly { readonly detail: string }[];
  database.close();
  expect(tables).toEqual(expect.arrayContaining(["ledgers", "vouchers", "voucher_ledger_entries"]));
  // The ledger first, then its lines; without figures all lines of the company come first.
  const steps = plan.map(({ detail }) => detail);
  const ledger = steps.findIndex((step) => step.includes("ledgers_name"));
  const lines = steps.findIndex((step) => /SEARCH e .*ledger_guid=/.test(step));
  expect(ledger).toBeGreaterThanOrEqual(0);
  expect(lines).toBeGreaterThan(ledger);
});
