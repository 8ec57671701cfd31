import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamByName } from "../../src-main/catalog/index.ts";
import type { RunReport } from "../../src-main/contract/run.ts";
import type { VerifiedCompany } from "../../src-main/contract/verify.ts";
import { onlyRun, readChanges, requireEqual, startTrial, type Trial } from "../support/replica-trial.ts";

type Row = Readonly<Record<string, string | number | null>>;

/** What one damage does to the file, and what of it Tally's own figures must show. */
interface Damage {
  readonly name: string;
  /** Kinds of figures that verify must find different; none where only content is wrong. */
  readonly shows: readonly ("ledger" | "voucher_count" | "stock")[];
  readonly harm: (database: Database.Database) => void;
}

/** A voucher with ledger lines on the balance sheet, items, batches and bills: everything that can be damaged. */
const saleQuery = `select v.tally_guid as guid, v.date as date from vouchers v
  where v.base_type = 'Sales' and v.posts_to_accounts = 1 and v.is_deleted = 0
    and exists (select 1 from voucher_batch_allocations b where b.voucher_guid = v.tally_guid)
    and exists (select 1 from voucher_bill_allocations b where b.voucher_guid = v.tally_guid)
    and not exists (select 1 from voucher_inventory_entries i where i.voucher_guid = v.tally_guid and i.tracking_number <> '')
  order by v.date desc, v.tally_guid limit 1 offset 3`;

function one(database: Database.Database, query: string, ...values: readonly unknown[]): Row {
  const row = database.prepare(query).get(...values) as Row | undefined;
  if (row === undefined) throw new Error(`nothing found by: ${query}`);
  return row;
}

function run(database: Database.Database, statement: string, ...values: readonly unknown[]): void {
  if (database.prepare(statement).run(...values).changes === 0) {
    throw new Error(`nothing was damaged by: ${statement}`);
  }
}

function sale(database: Database.Database): string {
  return String(one(database, saleQuery)["guid"]);
}

const childTables = streamByName("vouchers").children.map(({ name }) => name);

function columnsOf(database: Database.Database, table: string): string[] {
  return (database.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
}

/** A row once more, with some columns set otherwise. */
function copyRow(
  database: Database.Database,
  table: string,
  where: string,
  guid: string,
  changed: Readonly<Record<string, string>>,
): void {
  const columns = columnsOf(database, table);
  const values = columns.map((column) => changed[column] ?? `"${column}"`);
  database
    .prepare(
      `insert into ${table} (${columns.map((column) => `"${column}"`).join(", ")}) select ${values.join(", ")} from ${table} where ${where}`,
    )
    .run(guid);
}

/** The whole voucher again, as somebody's script might. */
function copyVoucher(database: Database.Database, masterId: string, suffix: string): void {
  const guid = sale(database);
  const newGuid = `'${guid.slice(0, -4)}${suffix}'`;
  copyRow(database, "vouchers", "tally_guid = ?", guid, { tally_guid: newGuid, master_id: masterId });
  for (const table of childTables) {
    copyRow(database, table, "voucher_guid = ?", guid, { voucher_guid: newGuid });
  }
}

const line = "voucher_guid = ? and line_no = 1";

const damages: readonly Damage[] = [
  {
    name: "a voucher is gone with its lines",
    shows: ["ledger", "voucher_count", "stock"],
    harm: (database) => {
      const guid = sale(database);
      run(database, "delete from vouchers where tally_guid = ?", guid);
      for (const table of childTables)
        database.prepare(`delete from ${table} where voucher_guid = ?`).run(guid);
    },
  },
  {
    name: "a voucher is marked deleted",
    shows: ["ledger", "voucher_count", "stock"],
    harm: (database) =>
      run(database, "update vouchers set is_deleted = 1 where tally_guid = ?", sale(database)),
  },
  {
    name: "an amount is another one",
    shows: ["ledger"],
    harm: (database) =>
      run(database, `update voucher_ledger_entries set amount = amount + 0.01 where ${line}`, sale(database)),
  },
  {
    name: "a line is doubled",
    shows: ["ledger"],
    harm: (database) => copyRow(database, "voucher_ledger_entries", line, sale(database), { line_no: "900" }),
  },
  {
    name: "a line is missing",
    shows: ["ledger"],
    harm: (database) => run(database, `delete from voucher_ledger_entries where ${line}`, sale(database)),
  },
  {
    name: "a ledger has another name",
    shows: ["ledger"],
    harm: (database) => {
      const { ledger_guid: guid } = one(
        database,
        `select ledger_guid from voucher_ledger_entries where ${line}`,
        sale(database),
      );
      run(database, "update ledgers set name = 'Somebody Else' where tally_guid = ?", guid);
    },
  },
  {
    name: "a line's GUID means another ledger",
    shows: ["ledger"],
    harm: (database) =>
      run(
        database,
        `update voucher_ledger_entries set ledger_guid = (select max(tally_guid) from ledgers where parent_name = 'Bank Accounts') where ${line}`,
        sale(database),
      ),
  },
  {
    name: "a line's name means another ledger",
    shows: ["ledger"],
    harm: (database) =>
      run(database, `update voucher_ledger_entries set ledger_name = 'Cash' where ${line}`, sale(database)),
  },
  {
    name: "the vouchers checkpoint was moved up",
    shows: [],
    harm: (database) =>
      run(database, "update sync_state set alter_id = alter_id + 50 where counter = 'vouchers'"),
  },
  {
    name: "the vouchers checkpoint was moved down",
    shows: [],
    harm: (database) =>
      run(database, "update sync_state set alter_id = alter_id - 50 where counter = 'vouchers'"),
  },
  {
    name: "the masters checkpoint was moved up",
    shows: [],
    harm: (database) =>
      run(database, "update sync_state set alter_id = alter_id + 50 where counter = 'masters'"),
  },
  {
    name: "the row of a counter is missing",
    shows: [],
    harm: (database) => run(database, "delete from sync_state where counter = 'vouchers'"),
  },
  {
    name: "an opening balance is another one",
    shows: ["ledger"],
    harm: (database) =>
      run(
        database,
        "update ledgers set opening_balance = opening_balance - 7 where tally_guid = (select max(tally_guid) from ledgers where opening_balance <> 0)",
      ),
  },
  {
    name: "an opening quantity is another one",
    shows: ["stock"],
    harm: (database) =>
      run(
        database,
        "update stock_items set opening_quantity = opening_quantity + 1 where tally_guid = (select max(tally_guid) from stock_items where opening_quantity <> 0)",
      ),
  },
  {
    name: "a voucher has another date",
    shows: ["voucher_count"],
    harm: (database) =>
      run(database, "update vouchers set date = date(date, '-1 day') where tally_guid = ?", sale(database)),
  },
  {
    name: "a voucher is there twice",
    shows: ["ledger", "voucher_count", "stock"],
    harm: (database) => copyVoucher(database, "master_id", "fffe"),
  },
  {
    name: "there is a voucher that Tally never had",
    shows: ["ledger", "voucher_count", "stock"],
    harm: (database) => copyVoucher(database, "900000", "ffff"),
  },
  {
    name: "a deleted voucher is alive again",
    shows: ["voucher_count"],
    harm: (database) =>
      run(
        database,
        "update vouchers set is_deleted = 0 where tally_guid = (select max(tally_guid) from vouchers where is_deleted = 1)",
      ),
  },
  {
    name: "a voucher has another type",
    shows: ["voucher_count"],
    harm: (database) =>
      run(
        database,
        "update vouchers set voucher_type_name = 'Journal', base_type = 'Journal', voucher_type_guid = (select max(tally_guid) from voucher_types where name = 'Journal') where tally_guid = ?",
        sale(database),
      ),
  },
  {
    name: "a voucher has another number",
    shows: [],
    harm: (database) =>
      run(database, "update vouchers set voucher_number = 'X/1' where tally_guid = ?", sale(database)),
  },
  {
    name: "a narration was rewritten",
    shows: [],
    harm: (database) =>
      run(database, "update vouchers set narration = 'nothing' where tally_guid = ?", sale(database)),
  },
  {
    name: "a voucher has another ALTERID",
    shows: [],
    harm: (database) =>
      run(database, "update vouchers set alter_id = alter_id - 1 where tally_guid = ?", sale(database)),
  },
  {
    name: "a voucher no longer posts",
    shows: ["ledger"],
    harm: (database) =>
      run(database, "update vouchers set posts_to_accounts = 0 where tally_guid = ?", sale(database)),
  },
  {
    name: "a quantity is another one",
    shows: ["stock"],
    harm: (database) =>
      run(
        database,
        `update voucher_inventory_entries set quantity = quantity + 1 where ${line}`,
        sale(database),
      ),
  },
  {
    name: "a batch row is missing",
    shows: [],
    harm: (database) => run(database, `delete from voucher_batch_allocations where ${line}`, sale(database)),
  },
  {
    name: "a bill is another one",
    shows: [],
    harm: (database) =>
      run(
        database,
        `update voucher_bill_allocations set bill_name = 'other', amount = 1 where ${line}`,
        sale(database),
      ),
  },
  {
    name: "a stock item has another name",
    shows: ["stock"],
    harm: (database) => {
      const { item_guid: guid } = one(
        database,
        `select item_guid from voucher_inventory_entries where ${line}`,
        sale(database),
      );
      run(database, "update stock_items set name = 'Something Else' where tally_guid = ?", guid);
    },
  },
  {
    name: "a group stands under another one",
    shows: [],
    harm: (database) =>
      run(
        database,
        "update account_groups set parent_name = 'Current Assets', parent_guid = (select tally_guid from account_groups where reserved_name = 'Current Assets') where reserved_name = 'Sundry Creditors'",
      ),
  },
  {
    name: "there is a ledger that Tally never had",
    shows: ["ledger"],
    harm: (database) => {
      const { guid } = one(database, "select max(tally_guid) as guid from ledgers");
      copyRow(database, "ledgers", "tally_guid = ?", String(guid), {
        tally_guid: "'never-had-this'",
        name: "'Ghost'",
        reserved_name: "''",
        is_reserved: "0",
        opening_balance: "-12.5",
        master_id: "900001",
      });
    },
  },
  {
    name: "a ledger is gone",
    shows: ["ledger"],
    harm: (database) => {
      const { ledger_guid: guid } = one(
        database,
        `select ledger_guid from voucher_ledger_entries where ${line}`,
        sale(database),
      );
      run(database, "delete from ledgers where tally_guid = ?", guid);
    },
  },
];

let trial: Trial;

const signal = new AbortController().signal;

async function verify(): Promise<VerifiedCompany> {
  const { companies } = await trial.engine.verify({ companies: [], asOf: null }, signal);
  const [only] = companies;
  if (only === undefined) throw new Error("no company");
  return only;
}

async function repair(): Promise<RunReport> {
  return onlyRun(await trial.engine.repair({ companies: [], window: null, table: null }, signal));
}

function harm(damage: Damage): void {
  const database = new Database(trial.file);
  try {
    damage.harm(database);
  } finally {
    database.close();
  }
}

/** Shown at the end: what was tried and how it was found. */
const table: string[] = [];

describe("a damaged database", () => {
  beforeAll(async () => {
    trial = await startTrial({ vouchers: 120, seed: 5 });
    await trial.sync();
    const id = trial.control.postRandom({ kind: "receipt" });
    await trial.sync();
    trial.control.delete(id);
    await trial.sync();
    await requireEqual(trial);
  }, 60_000);

  afterAll(async () => {
    await trial[Symbol.asyncDispose]();
    process.stdout.write(`${table.join("\n")}\n`);
  });

  it("is left alone where nothing is wrong", { timeout: 60_000 }, async () => {
    const logged = (await readChanges(trial)).length;
    expect(await verify()).toMatchObject({ verdict: "verified" });
    expect(await repair()).toMatchObject({
      syncType: "repair",
      status: "no_change",
      inserted: 0,
      updated: 0,
      deleted: 0,
      error: null,
    });
    expect((await readChanges(trial)).length).toBe(logged);
  });

  it.each(damages)("$name", { timeout: 60_000 }, async (damage) => {
    harm(damage);
    const found = await verify();
    const kinds = new Set(found.differences.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual([...damage.shows].toSorted());
    const run = await repair();
    expect(run).toMatchObject({ syncType: "repair", error: null });
    expect(["success", "no_change"]).toContain(run.status);
    // Only what was damaged was written.
    expect(run.inserted + run.updated + run.deleted).toBeLessThanOrEqual(2);
    await requireEqual(trial);
    expect(await verify()).toMatchObject({ verdict: "verified", differences: [], doubts: [] });
    expect(onlyRun(await trial.sync()).status).toBe("no_change");
    const named = found.differences.map(({ name, from }) => `${name} ${from}`).slice(0, 2);
    table.push(
      `${damage.name} | verify: ${found.verdict} ${named.join(", ")} | repair: ${run.tallyRequests} requests`,
    );
  });

  it("heals when all of this happened at once", { timeout: 120_000 }, async () => {
    const database = new Database(trial.file);
    let harmed = 0;
    for (const damage of damages) {
      try {
        damage.harm(database);
        harmed += 1;
      } catch {
        // An earlier damage took away what this one would have changed.
      }
    }
    database.close();
    expect(harmed).toBeGreaterThan(20);
    // With the checkpoint moved too, what differs might only be unread: it is shown, but nothing is claimed of it.
    const found = await verify();
    expect(found.verdict).toBe("unknown");
    expect(found.doubts).toContain("unread");
    expect(found.differences.length).toBeGreaterThan(10);
    const first = await repair();
    expect(first.error).toBeNull();
    expect(await verify()).toMatchObject({ verdict: "verified", differences: [], doubts: [] });
    // What no figure shows is read by the second one, as nothing else is wrong any more.
    await repair();
    await requireEqual(trial);
  });
});
