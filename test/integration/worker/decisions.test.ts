import Database from "better-sqlite3";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import type { SampleTally } from "../../../src-main/sample-tally/index.ts";
import { isVerified, only, startWorkerTrial } from "../../support/worker-trial.ts";
import type { WorkerTrial } from "../../support/worker-trial.ts";

function startSample(): Promise<SampleTally> {
  return startSampleTally({ companies: 1, vouchers: 120, seed: 35 });
}

async function firstLoad(trial: WorkerTrial, sample: SampleTally): Promise<string> {
  trial.setUp({ tallyUrl: sample.url });
  return only(await trial.until("the first load", isVerified)).key;
}

describe("what a person decides", () => {
  it("shows held deletes, decides only what was shown, and carries it out", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    const company = await firstLoad(trial, sample);
    for (const id of sample.company().voucherIds().slice(10, 40)) sample.company().delete(id);
    await trial.ask("agent.syncNow", { company: null });
    const held = only(
      await trial.until(
        "held deletes",
        (state) => only(state).heldDeletes === 30 && only(state).standing === "attention",
      ),
    );
    const { problems } = await trial.ask("problems.list", undefined);
    expect(problems.map(({ kind, count, error }) => [kind, count, error.code])).toEqual([
      ["heldDeletes", 30, "DATA_DELETES_HELD"],
    ]);
    const soon = new Date(Date.now() + 60_000).toISOString();
    const unseen = { company, decision: "accepted", shownUntil: soon };
    expect(await trial.ask("deletes.decide", unseen)).toEqual({ decided: 0 });
    const page = await trial.ask("deletes.page", { company, offset: 0, limit: 10 });
    expect([page.total, page.entries.length]).toEqual([30, 10]);
    expect(page.entries.every(({ voucherDate }) => /^\d{4}-\d\d-\d\d$/.test(voucherDate ?? ""))).toBe(true);
    expect(page.entries.filter(({ nameOrNumber }) => !/^\p{L}.* \S+$/u.test(nameOrNumber))).toEqual([]);
    const decided = await trial.ask("deletes.decide", {
      company,
      decision: "accepted",
      shownUntil: page.shownUntil,
    });
    expect(decided).toEqual({ decided: 30 });
    const after = await trial.until(
      "their end",
      (state) => only(state).rows === held.rows - 30 && isVerified(state),
    );
    expect(only(after).heldDeletes).toBe(0);
    const changes = await trial.ask("changes.page", { company, offset: 0, limit: 100 });
    // A number alone would not tell which voucher is meant.
    expect(changes.changes.filter(({ nameOrNumber }) => !/^\p{L}.* \S+$/u.test(nameOrNumber))).toEqual([]);
    const [last] = await trial.ask("changes.last", { limit: 1 });
    expect(last?.nameOrNumber).toMatch(/^\p{L}.* \S+$/u);
    expect(changes.changes.filter(({ action }) => action === "delete")).toHaveLength(30);
    expect(changes.changes[0]?.fields[0]).toMatchObject({ after: null });
  });

  it("asks once more about entries that were kept", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    const company = await firstLoad(trial, sample);
    for (const id of sample.company().voucherIds().slice(10, 60)) sample.company().delete(id);
    await trial.ask("agent.syncNow", { company });
    await trial.until("the deletions", (state) => only(state).heldDeletes > 0);
    const page = await trial.ask("deletes.page", { company, offset: 0, limit: 10 });
    await trial.ask("deletes.decide", { company, decision: "dismissed", shownUntil: page.shownUntil });
    await trial.until("the decision", (state) => only(state).heldDeletes === 0);
    await trial.ask("company.verify", { company });
    await trial.until("the difference", (state) => only(state).verdict === "differs");
    const { verification } = await trial.ask("company.detail", { company });
    expect(verification?.doubts).toContain("deletesKept");
    expect(await trial.ask("deletes.askAgain", { company })).toEqual({ asked: page.total });
    await trial.until("the question", (state) => only(state).heldDeletes === page.total);
    const { problems } = await trial.ask("problems.list", undefined);
    expect(problems.map(({ kind }) => kind)).toContain("heldDeletes");
  });

  it("finds a wrong amount, names it, and repairs it", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    const company = await firstLoad(trial, sample);
    const database = new Database(trial.databaseFile);
    database.exec(
      `update voucher_ledger_entries set amount = amount + 1 where rowid =
         (select max(l.rowid) from voucher_ledger_entries l
          join vouchers v on v.tally_guid = l.voucher_guid where v.posts_to_accounts = 1)`,
    );
    database.close();
    await trial.ask("company.verify", { company });
    const differs = await trial.until("the difference", (state) => only(state).verdict === "differs");
    expect(only(differs)).toMatchObject({ standing: "attention", differences: 1 });
    const { verification } = await trial.ask("company.detail", { company });
    expect(verification?.differences).toHaveLength(1);
    const { problems } = await trial.ask("problems.list", undefined);
    expect(problems.map(({ kind }) => kind)).toEqual(["differs"]);
    await trial.ask("company.repair", { company });
    await trial.until("the repair", isVerified);
    expect((await trial.ask("problems.list", undefined)).problems).toEqual([]);
    const { runs } = await trial.ask("runs.page", { company, offset: 0, limit: 10 });
    expect(runs.slice(0, 3).map(({ syncType, startedBy }) => [syncType, startedBy])).toEqual([
      ["verify", "manual"],
      ["repair", "manual"],
      ["verify", "manual"],
    ]);
  });

  it("shows what was set aside, by its cause, and tries it again", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    const company = await firstLoad(trial, sample);
    const database = new Database(trial.databaseFile);
    // As if the last run could not have read three vouchers.
    database.exec(
      `insert into quarantine (company_id, quarantine_id, entity_type, tally_guid, master_id, alter_id, voucher_date,
         run_id, received_at, reason, field_name, raw_xml, attempts)
       select company_id, tally_guid, 'vouchers', tally_guid, master_id, alter_id, date,
         '1', '2026-01-01T00:00:00.000Z', 'not a date', 'date', '<VOUCHER/>', 1
       from vouchers where is_deleted = 0 order by date limit 3`,
    );
    database.close();
    const { entries, total } = await trial.ask("quarantine.page", { company, offset: 1, limit: 5 });
    expect([entries.length, total, entries[0]?.fieldName]).toEqual([2, 3, "date"]);
    expect(entries.every(({ nameOrNumber }) => /^\S.* \S+$/.test(nameOrNumber))).toBe(true);
    const { problems } = await trial.ask("problems.list", undefined);
    expect(problems).toMatchObject([{ kind: "quarantine", count: 3, cause: "quarantine vouchers date" }]);
    await trial.ask("quarantine.replay", { company });
    await expect
      .poll(async () => (await trial.ask("quarantine.page", { company, offset: 0, limit: 5 })).total, {
        timeout: 60_000,
      })
      .toBe(0);
  });

  it("restores a copy and goes on from it", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    const company = await firstLoad(trial, sample);
    const { file } = await trial.ask("backup.now", undefined);
    // The daily one may be a second older.
    expect((await trial.ask("backup.list", undefined))[0]?.file).toBe(file);
    sample.company().postRandom();
    const { rows: before, name } = only(trial.state());
    await trial.ask("agent.syncNow", { company });
    await trial.until("the new voucher", (state) => only(state).rows > before);
    const restored = await trial.ask("internal.restore", { file });
    expect(restored.companies).toEqual([name]);
    await trial.until("the new voucher once more", ({ lastPassAt, companies }) =>
      companies.some(({ rows }) => lastPassAt !== null && rows > before),
    );
    const { runs } = await trial.ask("runs.page", { company, offset: 0, limit: 10 });
    expect(runs.some(({ syncType, status }) => syncType === "cdc" && status === "success")).toBe(true);
    const refused = await trial.call("internal.restore", { file: join(trial.folder, "nothing.sqlite") });
    expect(refused).toMatchObject({ ok: false, error: { code: "DEST_NO_DATABASE" } });
    await trial.until("work after the refusal", ({ phase }) => phase === "idle");
  });

  it("reads everything again, takes a company out, and loads it anew while it stays open", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    const company = await firstLoad(trial, sample);
    await trial.ask("company.rebuild", { company });
    await trial.until("the reading", ({ companies }) => companies[0]?.lastRun?.runId !== null);
    await trial.ask("company.remove", { company });
    await trial.until("its end", (state) => only(state).standing === "new" && state.phase === "idle");
    await trial.ask("agent.syncNow", { company: null });
    await trial.until("its return", ({ companies }) =>
      companies.some(({ standing }) => standing === "verified"),
    );
    const unknown = await trial.call("company.verify", { company: "somebody:1" });
    expect(unknown).toMatchObject({ ok: false, error: { code: "CONFIG_COMPANY_UNKNOWN" } });
  });

  it("writes what is seen into a file while a run goes on", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    const company = await firstLoad(trial, sample);
    await trial.ask("company.rebuild", { company });
    const file = join(trial.folder, "day-book.csv");
    const view = { company, view: "v_day_book", search: "", filters: [], sort: null };
    const written = await trial.ask("internal.export", { ...view, format: "csv", file });
    expect(written.rows).toBeGreaterThan(100);
    expect(existsSync(file)).toBe(true);
    const page = await trial.ask("views.page", { ...view, offset: 0, limit: 5 });
    expect([page.rows.length, page.total]).toEqual([5, written.rows]);
  });
});
