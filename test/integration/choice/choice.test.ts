import Database from "better-sqlite3";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { type Choice, parts } from "../../../src-main/contract/choice.ts";
import { quarantineRecords } from "../../../src-main/destination/quarantine.ts";
import { readChoice } from "../../../src-main/destination/choice-store.ts";
import { listCompanies } from "../../../src-main/destination/companies-store.ts";
import { type Seam, seams } from "../../../src-main/sync/seams.ts";
import { engineWith, requireChosen, syncChosen } from "../../support/choice-trial.ts";
import { openForeignTally } from "../../support/foreign-tally.ts";
import { fieldText, openReplica, readChanges, startTrial, type Trial } from "../../support/replica-trial.ts";

const secondYear = "2026-04-01";
const all: Choice = { from: null, without: [] };
const signal = new AbortController().signal;

let trial: Trial;
afterEach(async () => {
  await trial[Symbol.asyncDispose]();
});

function cashLedger(): string {
  const ledgers = trial.control.books.masters("LEDGER").map((ledger) => fieldText(ledger, "NAME"));
  const found = ledgers.find((name) => name.includes("Cash"));
  if (found === undefined) throw new Error("no cash");
  return found;
}

function employee(): string {
  const centres = trial.control.books.masters("COSTCENTRE");
  const found = centres.find(
    ({ fields }) => fields["FORPAYROLL"] === true && fields["ISEMPLOYEEGROUP"] !== true,
  );
  if (found === undefined) throw new Error("nobody works here");
  return fieldText(found, "NAME");
}

/** Every character of the company in the database, control tables too. */
async function everythingStored(): Promise<string> {
  const { db } = trial.destination;
  const log = await db.selectFrom("change_log").selectAll().execute();
  const aside = await db.selectFrom("quarantine").selectAll().execute();
  return JSON.stringify([log, aside]);
}

/** The file as anybody with an editor sees it, once what was committed has been copied into it. */
function charactersOfFile(): string {
  const database = new Database(trial.file);
  database.pragma("wal_checkpoint(TRUNCATE)");
  database.close();
  return readFileSync(trial.file, "latin1");
}

describe("a choice that leaves out what is stored", () => {
  it("takes it out of the audit trail and the quarantine as well, and leaves the entries", async () => {
    trial = await startTrial({ vouchers: 60 });
    await syncChosen(trial, all);
    const { masters, books } = trial.control;
    const party = cashLedger();
    masters.alter("LEDGER", party, { EMAIL: "secret@example.in", INCOMETAXNUMBER: "ABCDE1234F" });
    masters.alter("COSTCENTRE", employee(), { MOBILENUMBER: "98765 43210" });
    await syncChosen(trial, all);
    const companyId = await trial.companyId(books);
    await trial.destination.transaction(null, ({ db }) =>
      quarantineRecords(db, { companyId, runId: "r", at: new Date().toISOString() }, [
        {
          entityType: "ledgers",
          guid: "g",
          masterId: null,
          alterId: null,
          voucherDate: null,
          reason: "too long",
          fieldName: "name",
          rawXml: "<R>secret@example.in</R>",
        },
      ]),
    );
    const before = await readChanges(trial);
    expect(charactersOfFile()).toContain("secret@example.in");
    expect(await everythingStored()).toMatch(/secret@example.in.*|98765 43210/);
    const choice: Choice = { from: null, without: ["personal", "payroll"] };
    const run = await syncChosen(trial, choice);
    expect(run.deleted).toBe(0);
    expect(run.purged).toMatchObject({ employees: expect.any(Number) as number });
    const stored = await everythingStored();
    for (const secret of ["secret@example.in", "ABCDE1234F", "98765 43210", employee()]) {
      expect(stored).not.toContain(secret);
    }
    expect(charactersOfFile()).not.toContain("secret@example.in");
    const after = await readChanges(trial);
    expect(after.map(({ seq, action, guid }) => [seq, action, guid])).toEqual(
      before.map(({ seq, action, guid }) => [seq, action, guid]),
    );
    const [history] = await trial.destination.db
      .selectFrom("sync_history")
      .selectAll()
      .where("entity_type", "=", "employees")
      .where("records_purged", ">", 0)
      .execute();
    expect(history).toMatchObject({ records_deleted: 0 });
  });

  it("is carried out without Tally's answers, and what is to come waits for them", async () => {
    trial = await startTrial({ vouchers: 60 });
    await syncChosen(trial, { from: secondYear, without: ["budgets"] });
    trial.port.faults.add({ fault: { kind: "reset", fraction: 0.5 }, contains: "AccountingAllocations" });
    trial.port.faults.add({ fault: { kind: "reset", fraction: 0.5 }, contains: "BudgetPeriods" });
    const wanted: Choice = { from: null, without: ["payroll"] };
    const failed = await syncChosen(trial, wanted);
    expect(failed.status).toBe("failed");
    expect(failed.purged).toMatchObject({ employees: expect.any(Number) as number });
    const [company] = await listCompanies(trial.destination.db);
    if (company === undefined) throw new Error("no company");
    expect(readChoice(company)).toMatchObject({
      holds: { from: secondYear, without: ["payroll", "budgets"] },
      wanted: { from: null, without: ["payroll"] },
    });
    await requireChosen(trial, { from: secondYear, without: ["payroll", "budgets"] });
    trial.port.faults.clear();
    // A program without settings, on another PC, goes on where this one was cut off.
    const [run] = (
      await engineWith(trial, {}).sync({ companies: [], full: false, acceptDeletes: false }, signal)
    ).runs;
    expect(run).toMatchObject({ status: "success", syncType: "full_dump" });
    await requireChosen(trial, wanted);
  });
});

describe("a choice that is being carried out", () => {
  it("comes to the same end wherever it was cut off", { timeout: 120_000 }, async () => {
    trial = await startTrial({ vouchers: 40 });
    const turns: readonly Choice[] = [
      { from: secondYear, without: ["payroll"] },
      { from: null, without: ["inventory"] },
    ];
    await syncChosen(trial, turns[1] ?? all);
    const reached: Seam[] = [];
    for (const [index, seam] of seams.entries()) {
      const choice = turns[index % 2] ?? all;
      const onSeam = (at: Seam): void => {
        if (at !== seam) return;
        reached.push(at);
        throw new Error(`cut off: ${at}`);
      };
      const cut = engineWith(trial, { choice }, { onSeam });
      await cut.sync({ companies: [], full: false, acceptDeletes: false }, signal).catch(() => {});
      expect(["success", "no_change"]).toContain((await syncChosen(trial, choice)).status);
      await requireChosen(trial, choice);
    }
    expect(reached).toContain("rows written, not committed");
    expect(reached).toContain("checkpoint written, not committed");
    expect(await readChanges(trial)).toEqual([]);
  });
});

describe("a replica of later years", () => {
  it("lets vouchers go that are dated before it, and takes them when they come back", async () => {
    trial = await startTrial({ vouchers: 80 });
    const choice: Choice = { from: secondYear, without: [] };
    await syncChosen(trial, choice);
    const later = [...trial.control.books.vouchers(46_112, Number.POSITIVE_INFINITY)];
    const one = later.find(({ fields }) => fields["VOUCHERTYPENAME"] === "Payment");
    const id = Number(one?.fields["MASTERID"]);
    trial.control.redate(id, "2025-06-15");
    expect(await syncChosen(trial, choice)).toMatchObject({
      status: "success",
      deleted: 0,
      unexplained: 0,
      purged: { vouchers: 1 },
    });
    await requireChosen(trial, choice);
    const told = (await readChanges(trial)).filter(({ entityType }) => entityType === "vouchers");
    expect(told.map(({ action, changes }) => [action, changes["date"]])).toContainEqual([
      "update",
      [expect.any(String), "2025-06-15"],
    ]);
    trial.control.redate(id, "2026-06-15");
    expect(await syncChosen(trial, choice)).toMatchObject({ status: "success", inserted: 1 });
    await requireChosen(trial, choice);
    const { companies } = await engineWith(trial, {}).verify({ companies: [], asOf: null }, signal);
    expect(companies[0]).toMatchObject({ differences: [], comparedFrom: secondYear });
  });

  it("tells the vouchers it takes out, and no master: its openings are only those of a later day", async () => {
    trial = await startTrial({ vouchers: 80 });
    await syncChosen(trial, all);
    const run = await syncChosen(trial, { from: secondYear, without: [] });
    expect(run.purged).toMatchObject({ vouchers: expect.any(Number) as number });
    expect(Object.keys(run.purged ?? {})).not.toContain("ledgers");
    expect(Object.keys(run.purged ?? {})).not.toContain("stock_items");
    await requireChosen(trial, { from: secondYear, without: [] });
  });

  it("takes no openings from reports of groups alone, and counts no group beside its items", async () => {
    trial = await startTrial({ vouchers: 60 });
    const row = (name: string, figures: string): string =>
      `<DSPACCNAME><DSPDISPNAME>${name}</DSPDISPNAME></DSPACCNAME>${figures}`;
    const balance = "<DSPACCINFO><DSPCLDRAMT><DSPCLDRAMTA>-5.00</DSPCLDRAMTA></DSPCLDRAMT></DSPACCINFO>";
    const stock = "<DSPSTKINFO><DSPSTKCL><DSPCLAMTA>-5.00</DSPCLAMTA></DSPSTKCL></DSPSTKINFO>";
    const group = fieldText(
      trial.control.books.masters("STOCKGROUP")[0] ?? trial.control.books.company,
      "NAME",
    );
    const groups = {
      "<ID>Trial Balance": row("Current Assets", balance),
      "<ID>Stock Summary": row(group.replaceAll("&", "&amp;"), stock),
    };
    for (const [contains, text] of Object.entries(groups)) {
      const fault = { kind: "garbage", text: `<ENVELOPE>${text}</ENVELOPE>` } as const;
      trial.port.faults.add({ fault, contains, times: 9 });
      const { status, error } = await syncChosen(trial, { ...all, from: secondYear });
      expect([status, error?.code]).toEqual(["failed", "SOURCE_ANSWERS_DIFFERENTLY"]);
      trial.port.faults.clear();
    }
    await syncChosen(trial, { ...all, from: secondYear });
    await requireChosen(trial, { ...all, from: secondYear });
    const { id } = await trial.destination.db.selectFrom("companies").select("id").executeTakeFirstOrThrow();
    const openings = () =>
      trial.destination.select({ companyId: id, table: "ledgers", columns: ["name", "opening_balance"] });
    const before = await openings();
    await using foreign = await openForeignTally(trial.port.url, {
      text: (text, request) =>
        request.includes("<ID>Stock Summary")
          ? text.replace("<ENVELOPE>", `<ENVELOPE>${groups["<ID>Stock Summary"]}`)
          : text,
    });
    await using replica = await openReplica(foreign.url, {
      wanted: { choice: { ...all, from: secondYear } },
    });
    await replica.engine.sync({ companies: [], full: false, acceptDeletes: false }, signal);
    const again = await replica.destination.select({
      companyId: 1,
      table: "ledgers",
      columns: ["name", "opening_balance"],
    });
    expect(again).toEqual(before);
  });

  it("is compared with balances since it begins, as ledgers of profit and loss may show all of a period", async () => {
    trial = await startTrial({ vouchers: 60 });
    await using foreign = await openForeignTally(trial.port.url, {});
    await using replica = await openReplica(foreign.url, {
      wanted: { choice: { ...all, from: secondYear } },
    });
    await replica.engine.sync({ companies: [], full: false, acceptDeletes: false }, signal);
    const before = foreign.asked.length;
    const { companies } = await replica.engine.verify({ companies: [], asOf: null }, signal);
    expect(companies.map(({ verdict, differences }) => [verdict, differences])).toEqual([["verified", []]]);
    const balances = foreign.asked.slice(before).filter((text) => text.includes("<ID>Trial Balance"));
    expect(balances.length).toBeGreaterThan(0);
    for (const text of balances) expect(text).toContain('<SVFROMDATE TYPE="Date">1-Apr-2026<');
  });

  it("follows what is changed before it by its openings alone", async () => {
    trial = await startTrial({ vouchers: 80 });
    const choice: Choice = { from: secondYear, without: [] };
    await syncChosen(trial, choice);
    const early = [...trial.control.books.vouchers(Number.NEGATIVE_INFINITY, 46_111)];
    const one = early.find(({ fields }) => fields["VOUCHERTYPENAME"] === "Payment");
    trial.control.scaleAmounts(Number(one?.fields["MASTERID"]), 2);
    expect((await syncChosen(trial, choice)).status).toBe("success");
    await requireChosen(trial, choice);
    expect(await readChanges(trial)).toEqual([]);
  });
});

describe("a program that reads more than the one that filled the database", () => {
  it("fills what is new, once, and tells only what somebody changed meanwhile", async () => {
    trial = await startTrial({ vouchers: 60 });
    await syncChosen(trial, all);
    const { db } = trial.destination;
    // As if an older program had known neither of the columns.
    await sql`update ledgers set notes = '', alias = ''`.execute(db);
    await sql`update vouchers set reference = ''`.execute(db);
    await db
      .updateTable("stream_versions")
      .set({ catalog_version: 0 })
      .where("entity_type", "in", ["ledgers", "vouchers"])
      .execute();
    const party = cashLedger();
    trial.control.masters.alter("LEDGER", party, { DESCRIPTION: "changed meanwhile" });
    const run = await syncChosen(trial, all);
    expect(run).toMatchObject({ status: "success", syncType: "full_dump" });
    await requireChosen(trial, all);
    expect((await readChanges(trial)).map(({ nameOrNumber }) => nameOrNumber)).toEqual([party]);
    expect(await syncChosen(trial, all)).toMatchObject({ status: "no_change" });
  });

  it("tells nothing of what is new where people changed much meanwhile either", async () => {
    trial = await startTrial({ vouchers: 60 });
    await syncChosen(trial, all);
    const { db } = trial.destination;
    // As if an older program had known neither the columns nor units.
    await sql`update voucher_types set numbering_method = ''`.execute(db);
    await sql`update stock_items set base_unit_guid = null, additional_unit_guid = null`.execute(db);
    await sql`update ledgers set notes = '', alias = ''`.execute(db);
    await sql`update vouchers set narration = ''`.execute(db);
    await sql`delete from units`.execute(db);
    await db.deleteFrom("stream_versions").where("entity_type", "=", "units").execute();
    await db
      .updateTable("stream_versions")
      .set({ catalog_version: 0 })
      .where("entity_type", "in", ["ledgers", "vouchers", "voucher_types"])
      .execute();
    const party = cashLedger();
    trial.control.masters.alter("LEDGER", party, { DESCRIPTION: "changed meanwhile" });
    trial.control.postRandom({ kind: "receipt" });
    await syncChosen(trial, all);
    await requireChosen(trial, all);
    expect((await readChanges(trial)).map(({ entityType, action }) => `${action} ${entityType}`)).toEqual([
      "update ledgers",
      "insert vouchers",
    ]);
    expect(await syncChosen(trial, all)).toMatchObject({ status: "no_change" });
  });
});

it("every file beside the replica is its user's alone", async ({ skip }) => {
  skip(process.platform === "win32", "Windows keeps no modes of files");
  trial = await startTrial({ vouchers: 20 });
  await syncChosen(trial, { from: null, without: [...parts] });
  const folder = dirname(trial.file);
  const open = readdirSync(folder).filter((name) => (statSync(`${folder}/${name}`).mode & 0o077) !== 0);
  expect(readdirSync(folder).length).toBeGreaterThan(2);
  expect(open).toEqual([]);
});
