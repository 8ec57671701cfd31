import { describe, expect, it } from "vitest";
import { appendChanges } from "../../src-main/destination/change-log.ts";
import type { Change } from "../../src-main/destination/change-log.ts";
import {
  findOrCreateCompany,
  listAgentCompanies,
  listCompanies,
  noteAgentCompany,
  registerAgent,
  updateCompany,
} from "../../src-main/destination/companies-store.ts";
import {
  decideHeldDeletes,
  holdDeletes,
  listHeldDeletes,
  removeHeldDeletes,
} from "../../src-main/destination/held-deletes.ts";
import {
  listQuarantine,
  quarantineRecords,
  removeFromQuarantine,
} from "../../src-main/destination/quarantine.ts";
import { readChanges, readRuns, readStatus } from "../../src-main/destination/queries.ts";
import { purgeOldRecords } from "../../src-main/destination/retention.ts";
import { addHistory, finishRun, markInterruptedRuns, startRun } from "../../src-main/destination/runs.ts";
import { readStreamVersions, writeStreamVersion } from "../../src-main/destination/stream-versions.ts";
import { readCounterState, writeCounterState } from "../../src-main/destination/sync-state.ts";
import { ledgers, testStreams, vouchers } from "./destination-catalog.ts";
import { identity, inTransaction, prepareCompany, row, write } from "./destination-helpers.ts";
import type { DestinationFixture } from "./destination-suite.ts";

function change(values: Partial<Change>): Change {
  return {
    entityType: "ledgers",
    guid: "l-1",
    nameOrNumber: "Cash",
    action: "update",
    alterIdBefore: 1,
    alterIdAfter: 2,
    voucherDate: null,
    alteredBy: "",
    changes: {},
    ...values,
  };
}

export function registerControlTests({ destination, another }: DestinationFixture): void {
  describe("control tables", () => {
    it("knows a company by GUID, number and books-from together", async () => {
      const first = await findOrCreateCompany(destination(), identity);
      expect(first.isNew).toBe(true);
      const again = await findOrCreateCompany(destination(), { ...identity, name: "Renamed" });
      expect(again).toMatchObject({ isNew: false, company: { id: first.company.id, name: identity.name } });
      const split = await findOrCreateCompany(destination(), { ...identity, booksFrom: "2025-04-01" });
      expect(split.isNew).toBe(true);
      await updateCompany(destination().db, first.company.id, {
        name: "Renamed",
        last_checked_at: "2026-04-01T10:00:00.000Z",
        last_voucher_date: "2026-03-31",
        verification: "verified",
      });
      const companies = await listCompanies(destination().db);
      expect(companies.map(({ name, books_from: from }) => [name, from])).toEqual([
        ["Renamed", "2024-04-01"],
        [identity.name, "2025-04-01"],
      ]);
      expect(companies[0]).toMatchObject({
        last_checked_at: "2026-04-01T10:00:00.000Z",
        last_voucher_date: "2026-03-31",
        verification: "verified",
        initial_load_completed_at: null,
      });
    });

    it("makes one company where two agents find it at the same time", async () => {
      const second = await another();
      const made = await Promise.all([
        findOrCreateCompany(destination(), identity),
        findOrCreateCompany(second, identity),
      ]);
      expect(made[0].company.id).toBe(made[1].company.id);
      expect(await listCompanies(second.db)).toHaveLength(1);
    });

    it("notes which agent sees a company where", async () => {
      const { companyId } = await prepareCompany(destination());
      const agent = {
        agent_id: "a-1",
        host: "PC 1",
        os_user: "asha",
        program_version: "1",
        last_seen_at: null,
      };
      await registerAgent(destination().db, agent);
      await registerAgent(destination().db, { ...agent, program_version: "2" });
      const seen = {
        companyId,
        agentId: "a-1",
        sourceUrl: "http://localhost:9000",
        isOpen: true,
        seenAt: "2026-04-01T10:00:00.000Z",
      };
      await noteAgentCompany(destination().db, seen);
      await noteAgentCompany(destination().db, { ...seen, isOpen: false });
      expect(await listAgentCompanies(destination().db, companyId)).toEqual([{ ...seen, isOpen: false }]);
      const agents = await destination().db.selectFrom("agents").select("program_version").execute();
      expect(agents).toEqual([{ program_version: "2" }]);
    });

    it("keeps a checkpoint with the rows it speaks of, or neither", async () => {
      const company = await prepareCompany(destination());
      const { companyId } = company;
      const state = {
        checkpoint: 9_007_199_254_740_991,
        seen: 12,
        unexplained: [3, [5, 9] as const],
        unexplainedSince: "2026-04-01T10:00:00.000Z",
        resumeFrom: { from: "2024-05-01", watermark: 12 },
        lastReconciledAt: null,
      };
      await inTransaction(destination(), company, ({ db }) =>
        writeCounterState(db, companyId, "vouchers", state),
      );
      expect(await readCounterState(destination().db, companyId, "vouchers")).toEqual(state);
      const failed = inTransaction(destination(), company, async ({ db }) => {
        await writeCounterState(db, companyId, "vouchers", { checkpoint: 99 });
        throw new Error("stopped");
      });
      await expect(failed).rejects.toThrow("stopped");
      await inTransaction(destination(), company, ({ db }) =>
        writeCounterState(db, companyId, "vouchers", { unexplained: [], resumeFrom: null }),
      );
      expect(await readCounterState(destination().db, companyId, "vouchers")).toEqual({
        ...state,
        unexplained: [],
        resumeFrom: null,
      });
      expect(await readCounterState(destination().db, companyId, "masters")).toMatchObject({
        checkpoint: null,
        unexplained: [],
      });
    });

    it("numbers changes without holes, also after one that was undone", async () => {
      const company = await prepareCompany(destination());
      const many = Array.from({ length: 400 }, (_, index) => change({ guid: `l-${index}` }));
      const stamp = company.stamp();
      await inTransaction(destination(), company, ({ db }) => appendChanges(db, stamp, many));
      const undone = inTransaction(destination(), company, async ({ db }) => {
        await appendChanges(db, stamp, many);
        throw new Error("stopped");
      });
      await expect(undone).rejects.toThrow("stopped");
      const last = await inTransaction(destination(), company, ({ db }) =>
        appendChanges(db, stamp, [change({ changes: { b: ["1.50", "2"], a: ["ñ", null] } })]),
      );
      expect(last).toBe(401);
      const rows = await readChanges(destination(), {
        companyId: company.companyId,
        sinceSeq: 0,
        limit: 1_000,
      });
      expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 401 }, (_, index) => index + 1));
      expect(rows.at(-1)?.changes).toBe('{"a":["ñ",null],"b":["1.50","2"]}');
    });

    it("finds changes by table, number, user and time", async () => {
      const company = await prepareCompany(destination());
      const stamps = ["2026-04-01T10:00:00.000Z", "2026-04-02T10:00:00.000Z"].map((at) => company.stamp(at));
      await inTransaction(destination(), company, async ({ db }) => {
        await appendChanges(db, stamps[0]!, [change({ nameOrNumber: "Cash 100%", alteredBy: "Asha" })]);
        await appendChanges(db, stamps[1]!, [
          change({
            entityType: "vouchers",
            nameOrNumber: "INV/1001",
            alteredBy: "Ravi",
            voucherDate: "2026-03-31",
          }),
          change({ entityType: "vouchers", nameOrNumber: "INV/1002", alteredBy: "asha" }),
        ]);
      });
      const find = async (filter: object) => {
        const rows = await readChanges(destination(), { limit: 10, ...filter });
        return rows.map(({ seq }) => seq);
      };
      expect(await find({})).toEqual([3, 2, 1]);
      expect(await find({ limit: 1 })).toEqual([3]);
      expect(await find({ table: "ledgers" })).toEqual([1]);
      expect(await find({ number: "inv/1001" })).toEqual([2]);
      expect(await find({ number: "100%" })).toEqual([1]);
      expect(await find({ by: "ASHA" })).toEqual([3, 1]);
      expect(await find({ from: "2026-04-02T00:00:00.000Z" })).toEqual([3, 2]);
      expect(await find({ sinceSeq: 1 })).toEqual([2, 3]);
    });

    it("tells of runs with their history, newest first", async () => {
      const company = await prepareCompany(destination());
      const { companyId } = company;
      const run = {
        companyId,
        runId: "01-a",
        syncType: "full_dump" as const,
        startedBy: "cli" as const,
        startedAt: "2026-04-01T10:00:00.000Z",
        agentId: "a-1",
      };
      await startRun(destination().db, run);
      await startRun(destination().db, { ...run, runId: "01-b", startedAt: "2026-04-01T11:00:00.000Z" });
      await inTransaction(destination(), company, async ({ db }) => {
        const row = {
          company_id: companyId,
          run_id: "01-a",
          entity_type: "ledgers",
          sync_type: "full_dump" as const,
          company_name: identity.name,
          started_at: run.startedAt,
          completed_at: run.startedAt,
          records_processed: 3,
          records_inserted: 3,
          records_updated: 0,
          records_deleted: 0,
          records_unchanged: 0,
          records_quarantined: 0,
          last_tally_modified_date: null,
          from_alter_id: null,
          to_alter_id: 12,
          status: "success" as const,
          error_message: "",
        };
        await addHistory(db, [row]);
        await addHistory(db, [{ ...row, records_processed: 4 }]);
        await finishRun(db, {
          companyId,
          runId: "01-a",
          status: "failed",
          completedAt: "2026-04-01T10:01:00.000Z",
          tallyRequests: 7,
          tallyBytes: 5_000_000_000,
          error: { code: "SOURCE_TIMEOUT", message: "Tally did not answer." },
        });
      });
      expect(await markInterruptedRuns(destination().db, companyId, "2026-04-01T12:00:00.000Z")).toBe(1);
      const runs = await readRuns(destination(), { companyId, limit: 5 });
      expect(runs.map((found) => [found.run.run_id, found.run.status])).toEqual([
        ["01-b", "interrupted"],
        ["01-a", "failed"],
      ]);
      expect(runs[1]?.run).toMatchObject({
        tally_bytes: 5_000_000_000,
        tally_requests: 7,
        error_code: "SOURCE_TIMEOUT",
        started_at: run.startedAt,
      });
      expect(runs[1]?.entities).toMatchObject([
        { entity_type: "ledgers", records_processed: 4, to_alter_id: 12 },
      ]);
      await purgeOldRecords(destination(), { runsBefore: "2026-04-01T10:30:00.000Z", changesBefore: null });
      const left = await readRuns(destination(), { companyId, limit: 5 });
      expect(left.map((found) => found.run.run_id)).toEqual(["01-b"]);
    });

    it("holds deletes until a person decides about those that were shown", async () => {
      const { companyId, stamp } = await prepareCompany(destination());
      const { db } = destination();
      const found = (guid: string) => ({ entityType: "ledgers", guid, nameOrNumber: `Ledger ${guid}` });
      await holdDeletes(db, stamp("2026-04-01T10:00:00.000Z"), [found("l-1"), found("l-2")]);
      await holdDeletes(db, stamp("2026-04-02T10:00:00.000Z"), [found("l-2"), found("l-3")]);
      const decided = await decideHeldDeletes(db, {
        companyId,
        decision: "accepted",
        by: "asha",
        at: "2026-04-03T10:00:00.000Z",
        shownUntil: "2026-04-01T10:00:00.000Z",
      });
      expect(decided).toBe(2);
      const held = await listHeldDeletes(db, { companyId });
      expect(held.map((row) => [row.tally_guid, row.decision, row.found_at])).toEqual([
        ["l-1", "accepted", "2026-04-01T10:00:00.000Z"],
        ["l-2", "accepted", "2026-04-01T10:00:00.000Z"],
        ["l-3", "waiting", "2026-04-02T10:00:00.000Z"],
      ]);
      await removeHeldDeletes(db, companyId, "ledgers", ["l-1", "l-2"]);
      expect(await listHeldDeletes(db, { decision: "waiting" })).toHaveLength(1);
      expect(await listHeldDeletes(db, { decision: "accepted" })).toEqual([]);
    });

    it("puts records aside, counts attempts and lets go of those that were stored", async () => {
      const { companyId, stamp } = await prepareCompany(destination());
      const { db } = destination();
      const record = {
        entityType: "vouchers",
        guid: "v-1",
        masterId: 1,
        alterId: 5,
        voucherDate: "2024-04-01",
        reason: "the amount is not a number",
        fieldName: "amount",
        rawXml: "<A>१</A>".repeat(1_000),
      };
      await quarantineRecords(db, stamp(), [record, { ...record, guid: "", masterId: null, alterId: null }]);
      await quarantineRecords(db, stamp(), [{ ...record, alterId: 6 }]);
      const [first, second] = (await listQuarantine(db, { companyId })).toSorted(
        (left, right) => right.attempts - left.attempts,
      );
      expect(first).toMatchObject({
        attempts: 2,
        alter_id: 6,
        raw_xml: record.rawXml,
        voucher_date: "2024-04-01",
      });
      expect(second).toMatchObject({ attempts: 1, tally_guid: "", alter_id: null });
      await removeFromQuarantine(db, companyId, "vouchers", ["v-1"]);
      expect(await listQuarantine(db, { companyId, entityType: "vouchers" })).toHaveLength(1);
    });

    it("shows the status of each company", async () => {
      const company = await prepareCompany(destination());
      await write(destination(), company, ledgers, [row(ledgers, "l-1", {}), row(ledgers, "l-2", {})]);
      await write(destination(), company, vouchers, [
        row(
          vouchers,
          "v-1",
          { date: "2024-04-01" },
          { children: { voucher_ledger_entries: [{ amount: "1" }, { amount: "-1" }] } },
        ),
      ]);
      await inTransaction(destination(), company, async (tx) => {
        await tx.deleteEntities(ledgers, ["l-2"], company.stamp());
        await writeCounterState(tx.db, company.companyId, "vouchers", {
          checkpoint: 4,
          unexplained: [5, [7, 9]],
        });
        await writeStreamVersion(tx.db, company.companyId, "ledgers", 1);
        await writeStreamVersion(tx.db, company.companyId, "ledgers", 2);
      });
      const [status] = await readStatus(destination(), testStreams);
      expect(status).toMatchObject({
        company: { name: identity.name },
        rows: { ledgers: 1, vouchers: 1, voucher_ledger_entries: 2 },
        vouchers: { checkpoint: 4 },
        unexplained: 4,
        lastRun: null,
        heldDeletes: 0,
        quarantined: 0,
        leaseHolder: "agent-a",
      });
      expect([...(await readStreamVersions(destination().db, company.companyId))]).toEqual([["ledgers", 2]]);
    });

    it("takes a company out without touching another", async () => {
      const company = await prepareCompany(destination());
      const { company: other } = await findOrCreateCompany(destination(), {
        ...identity,
        companyNumber: "100001",
      });
      const otherStamp = { ...company.stamp(), companyId: other.id };
      const rows = [row(ledgers, "l-1", {}, { children: { ledger_opening_bills: [{ amount: "1" }] } })];
      await inTransaction(destination(), company, async (tx) => {
        await tx.writeEntities(ledgers, rows, company.stamp(), { isKnownNew: true });
        await tx.writeEntities(ledgers, rows, otherStamp, { isKnownNew: true });
        await appendChanges(tx.db, company.stamp(), [change({})]);
        await appendChanges(tx.db, otherStamp, [change({})]);
      });
      await destination().transaction(null, (tx) => tx.removeCompany(company.companyId));
      const [status, ...rest] = await readStatus(destination(), testStreams);
      expect(rest).toEqual([]);
      expect(status).toMatchObject({
        company: { id: other.id },
        rows: { ledgers: 1, ledger_opening_bills: 1 },
      });
      expect(await readChanges(destination(), { limit: 10 })).toMatchObject([
        { company_id: other.id, seq: 1 },
      ]);
    });
  });
}
