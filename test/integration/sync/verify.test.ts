import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { VerifiedCompany } from "../../../src-main/contract/verify.ts";
import type { Fault } from "../../../src-main/sample-tally/port/faults.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { operationKinds, runOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { type Trial, startTrial, syncWithConsent } from "../../support/replica-trial.ts";

let trial: Trial;

beforeEach(async () => {
  trial = await startTrial({ vouchers: 120, seed: 5 });
  await trial.sync();
});

afterEach(async () => {
  await trial[Symbol.asyncDispose]();
});

async function verify(asOf: string | null = null): Promise<VerifiedCompany> {
  const { companies } = await trial.engine.verify({ companies: [], asOf }, new AbortController().signal);
  const [only] = companies;
  if (only === undefined || companies.length > 1) throw new Error("expected exactly one company");
  return only;
}

/** One statement on the replica, behind the program's back. */
function damage(statement: string, ...values: readonly unknown[]): void {
  const database = new Database(trial.file);
  try {
    const { changes } = database.prepare(statement).run(...values);
    if (changes === 0) throw new Error(`nothing was damaged by: ${statement}`);
  } finally {
    database.close();
  }
}

function look(statement: string, ...values: readonly unknown[]): Record<string, unknown> {
  const database = new Database(trial.file, { readonly: true });
  try {
    return database.prepare(statement).get(...values) as Record<string, unknown>;
  } finally {
    database.close();
  }
}

/** A line of a voucher that posts, on a ledger of the balance sheet. */
function someLine(): { guid: string; line: number; ledger: string; date: string } {
  const row = look(
    `select l.voucher_guid as guid, l.line_no as line, l.ledger_name as ledger, v.date as date
     from voucher_ledger_entries l join vouchers v on v.tally_guid = l.voucher_guid
     join ledgers g on g.tally_guid = l.ledger_guid
     where v.posts_to_accounts = 1 and g.is_revenue = 0 order by v.date, v.tally_guid, l.line_no limit 1 offset 60`,
  );
  return row as { guid: string; line: number; ledger: string; date: string };
}

describe("verify", () => {
  it("finds the books equal after a first load and keeps the verdict", async () => {
    const result = await verify();
    expect(result).toMatchObject({ verdict: "verified", differences: [], doubts: [], status: "success" });
    expect(result.checked.ledgers).toBeGreaterThan(50);
    expect(result.checked.voucherCounts).toBeGreaterThan(20);
    expect(result.checked.stockItems).toBeGreaterThan(10);
    expect(look("select verification, last_verified_at from companies")).toEqual({
      verification: "verified",
      last_verified_at: expect.stringMatching(/Z$/),
    });
    expect(look("select sync_type, status from sync_runs order by run_id desc limit 1")).toEqual({
      sync_type: "verify",
      status: "success",
    });
    expect(
      look(
        "select records_processed as checked from sync_history where sync_type = 'verify' and entity_type = 'ledgers'",
      ),
    ).toEqual({ checked: result.checked.ledgers });
  });

  it("keeps what Tally showed as closing figures", async () => {
    await verify();
    const { control } = trial;
    const { name, balance } = look(
      "select name, closing_balance as balance from ledgers where is_revenue = 0 and closing_balance <> 0 limit 1",
    );
    const expected = control.books.ledgerBalance(String(name), Number.MAX_SAFE_INTEGER) / 10_000;
    expect(balance).toBeCloseTo(expected, 2);
    expect(look("select count(*) as missing from stock_items where closing_read_at is null")).toEqual({
      missing: 0,
    });
  });

  it("finds the books equal after any changes, and not before they are read", async () => {
    const random = makeRandom(11);
    for (const kind of operationKinds) runOperation(trial.control, random, kind);
    const before = await verify();
    expect(before.verdict).not.toBe("verified");
    expect(before.doubts).toContain("unread");
    await syncWithConsent(trial);
    expect(look("select verification from companies")).toEqual({ verification: "unknown" });
    expect(await verify()).toMatchObject({ verdict: "verified", differences: [], doubts: [] });
  });

  it("names ledger, amounts and day of a wrong amount", async () => {
    const { guid, line, ledger, date } = someLine();
    damage(
      "update voucher_ledger_entries set amount = amount + 100.25 where voucher_guid = ? and line_no = ?",
      guid,
      line,
    );
    const result = await verify();
    expect(result).toMatchObject({
      verdict: "differs",
      status: "needs_attention",
      error: { code: "DATA_DIFFERS" },
    });
    expect(result.differences).toHaveLength(1);
    const [found] = result.differences;
    expect(found).toMatchObject({ kind: "ledger", name: ledger, from: date, to: date });
    expect(Number(found?.database) - Number(found?.tally)).toBeCloseTo(100.25, 6);
    expect(look("select verification from companies")).toEqual({ verification: "differs" });
  });

  it("finds wrong profit and loss of a year that has ended", async () => {
    const row = look(
      `select l.voucher_guid as guid, l.line_no as line, l.ledger_name as ledger, v.date as date
       from voucher_ledger_entries l join vouchers v on v.tally_guid = l.voucher_guid
       join ledgers g on g.tally_guid = l.ledger_guid
       where v.posts_to_accounts = 1 and g.is_revenue = 1 order by v.date, l.line_no limit 1`,
    );
    damage(
      "update voucher_ledger_entries set amount = amount - 1 where voucher_guid = ? and line_no = ?",
      row["guid"],
      row["line"],
    );
    const { differences } = await verify();
    expect(differences).toMatchObject([
      { kind: "ledger", name: row["ledger"], from: row["date"], to: row["date"] },
    ]);
  });

  it("names month and type of a voucher too few", async () => {
    const { guid, type, date } = look(
      `select tally_guid as guid, voucher_type_name as type, date from vouchers
       where posts_to_accounts = 0 and moves_stock = 0 and is_deleted = 0 limit 1`,
    );
    damage("update vouchers set is_deleted = 1 where tally_guid = ?", guid);
    const { differences } = await verify();
    const month = String(date).slice(0, 7);
    expect(differences).toMatchObject([{ kind: "voucher_count", name: `${String(type)} ${month}` }]);
    expect(Number(differences[0]?.tally) - Number(differences[0]?.database)).toBe(1);
  });

  it("names item and day of a wrong quantity", async () => {
    const { guid, line, item, date } = look(
      `select i.voucher_guid as guid, i.line_no as line, i.item_name as item, v.date as date
       from voucher_inventory_entries i join vouchers v on v.tally_guid = i.voucher_guid
       where v.moves_stock = 1 and v.base_type = 'Sales' and i.tracking_number = '' order by v.date limit 1 offset 5`,
    );
    damage(
      "update voucher_inventory_entries set quantity = quantity - 3 where voucher_guid = ? and line_no = ?",
      guid,
      line,
    );
    const { differences } = await verify();
    expect(differences.filter(({ kind }) => kind === "stock")).toMatchObject([
      { name: item, from: date, to: date },
    ]);
  });

  it("compares at the end of any day, and keeps no verdict of a part", async () => {
    const result = await verify("2025-12-31");
    expect(result).toMatchObject({ verdict: "verified", asOf: "2025-12-31" });
    expect(look("select verification from companies")).toEqual({ verification: "unknown" });
  });

  it("says nothing good of a company that was never loaded, of quarantined records, of nothing", async () => {
    await using fresh = await startTrial({ vouchers: 5 });
    const { companies } = await fresh.engine.verify(
      { companies: [], asOf: null },
      new AbortController().signal,
    );
    expect(companies).toMatchObject([{ verdict: "unknown", doubts: ["neverLoaded"] }]);
    damage(
      `insert into quarantine (company_id, quarantine_id, entity_type, tally_guid, run_id, received_at, reason, field_name, raw_xml, attempts)
       values (1, 'q', 'vouchers', 'g', '', '2026-01-01T00:00:00.000Z', 'r', 'f', 'x', 1)`,
    );
    expect(await verify()).toMatchObject({ verdict: "unknown", doubts: ["quarantined"] });
  });

  it("does not take stock for compared where Tally lists groups of it alone", async () => {
    const { name } = look("select name from stock_groups where parent_name = '' limit 1") as { name: string };
    const text = `<ENVELOPE><DSPACCNAME><DSPDISPNAME>${name}</DSPDISPNAME></DSPACCNAME><DSPSTKINFO><DSPSTKCL>
      <DSPCLQTY></DSPCLQTY><DSPCLRATE></DSPCLRATE><DSPCLAMTA>-1.00</DSPCLAMTA></DSPSTKCL></DSPSTKINFO></ENVELOPE>`;
    await verify();
    const closings = look(
      "select name, closing_quantity, closing_value from stock_items where closing_value < 0 limit 1",
    );
    trial.port.faults.add({ fault: { kind: "garbage", text }, contains: "Stock Summary", times: 9 });
    const result = await verify();
    trial.port.faults.clear();
    expect(result).toMatchObject({ verdict: "unknown", doubts: ["stockNotListed"], differences: [] });
    expect(result.checked.stockItems).toBe(0);
    // Nor for sold out.
    expect(
      look(
        "select name, closing_quantity, closing_value from stock_items where name = ?",
        closings["name"] ?? "",
      ),
    ).toEqual(closings);
  });

  it("does not take ledgers for compared where Tally lists groups alone, and keeps their closing balances", async () => {
    await verify();
    const closings = look("select sum(closing_balance <> 0) as filled from ledgers");
    const text = `<ENVELOPE><DSPACCNAME><DSPDISPNAME>Current Assets</DSPDISPNAME></DSPACCNAME><DSPACCINFO>
      <DSPCLDRAMT><DSPCLDRAMTA>-5.00</DSPCLDRAMTA></DSPCLDRAMT><DSPCLCRAMT><DSPCLCRAMTA></DSPCLCRAMTA></DSPCLCRAMT>
      </DSPACCINFO></ENVELOPE>`;
    trial.port.faults.add({ fault: { kind: "garbage", text }, contains: "Trial Balance", times: 99 });
    const result = await verify();
    trial.port.faults.clear();
    expect(result).toMatchObject({ verdict: "unknown", doubts: ["ledgersNotListed"], differences: [] });
    expect(result.checked.ledgers).toBe(0);
    expect(result.checked.voucherCounts).toBeGreaterThan(20);
    expect(look("select sum(closing_balance <> 0) as filled from ledgers")).toEqual(closings);
  });

  it("keeps no closing stock of an empty stock summary beside stock", async () => {
    await verify();
    const closings = look("select name, closing_value from stock_items where closing_value < 0 limit 1");
    trial.port.faults.add({
      fault: { kind: "garbage", text: "<ENVELOPE></ENVELOPE>" },
      contains: "Stock Summary",
      times: 99,
    });
    expect((await verify()).verdict).toBe("differs");
    trial.port.faults.clear();
    expect(
      look("select name, closing_value from stock_items where name = ?", closings["name"] ?? ""),
    ).toEqual(closings);
  });

  it("compares what a Tally tells that refuses its stock summary and counts of vouchers", async () => {
    const refusal = "<RESPONSE>Unknown Request, cannot be processed</RESPONSE>";
    const refuse = (): void => {
      for (const contains of ["Stock Summary", "VType : $VoucherTypeName"])
        trial.port.faults.add({ fault: { kind: "garbage", text: refusal }, contains, times: 99 });
    };
    refuse();
    const result = await verify();
    expect(result).toMatchObject({
      verdict: "unknown",
      doubts: ["stockNotGiven", "countsNotGiven"],
      differences: [],
      checked: { voucherCounts: 0, stockItems: 0 },
      status: "success",
    });
    expect(result.checked.ledgers).toBeGreaterThan(0);
    const { guid } = look("select voucher_guid as guid from voucher_ledger_entries where amount > 0 limit 1");
    damage(
      "update voucher_ledger_entries set amount = amount + 1 where voucher_guid = ? and line_no = 1",
      guid,
    );
    expect((await verify()).verdict).toBe("differs");
    trial.port.faults.clear();
  });

  it("compares at a day an Educational licence knows", async () => {
    trial.tally.educational = true;
    const wanted = await verify("2025-11-30");
    expect(wanted).toMatchObject({ verdict: "unknown", asOf: "2025-10-31", doubts: ["clampedPeriod"] });
    expect(wanted.differences).toEqual([]);
  });

  it.each<Fault>([
    { kind: "cut", fraction: 0.5, announcesLess: true },
    { kind: "emptyAnswer" },
    { kind: "garbage", text: "<ENVELOPE></ENVELOPE>" },
    { kind: "unknownRequest" },
    { kind: "otherPeriod", days: -40 },
    { kind: "otherPeriod", days: 40 },
  ])("says nothing of the books because of a fault: $kind", { timeout: 120_000 }, async (fault) => {
    for (let after = 1; after <= 7; after += 1) {
      trial.port.faults.add({ fault, after });
      const result = await verify();
      trial.port.faults.clear();
      expect([after, result.verdict === "differs", result.differences]).toEqual([after, false, []]);
      expect(result.error?.code ?? "SOURCE_").toMatch(/^SOURCE_(?!REQUEST_)/);
    }
    expect(await verify()).toMatchObject({ verdict: "verified" });
  });
});
