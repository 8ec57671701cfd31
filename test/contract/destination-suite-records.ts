import { describe, expect, it } from "vitest";
import { appendChanges } from "../../src-main/destination/change-log.ts";
import { findOrCreateCompany } from "../../src-main/destination/companies-store.ts";
import {
  decideHeldDeletes,
  holdDeletes,
  listHeldDeletes,
  removeHeldDeletes,
} from "../../src-main/destination/held-deletes.ts";
import { readChanges, readRuns, readStatus } from "../../src-main/destination/queries.ts";
import {
  listQuarantine,
  quarantineRecords,
  removeFromQuarantine,
} from "../../src-main/destination/quarantine.ts";
import { purgeOldRecords } from "../../src-main/destination/retention.ts";
import { addHistory, finishRun, markInterruptedRuns, startRun } from "../../src-main/destination/runs.ts";
import { readStreamVersions, writeStreamVersion } from "../../src-main/destination/stream-versions.ts";
import { writeCounterState } from "../../src-main/destination/sync-state.ts";
import { ledgers, testStreams, vouchers } from "./destination-catalog.ts";
import { change, identity, inTransaction, prepareCompany, row, write } from "./destination-helpers.ts";
import type { DestinationFixture } from "./destination-suite.ts";

export function registerRecordTests({ destination }: DestinationFixture): void {
  describe("records of runs and decisions", () => {
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
          records_purged: 0,
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

    it("forgets old changes on request and goes on numbering after the last", async () => {
      const company = await prepareCompany(destination());
      const append = (at: string) =>
        inTransaction(destination(), company, ({ db }) =>
          appendChanges(db, company.stamp(at), [change({}), change({})]),
        );
      await append("2024-04-01T10:00:00.000Z");
      await append("2024-05-01T10:00:00.000Z");
      await purgeOldRecords(destination(), { runsBefore: null, changesBefore: "2024-04-15T00:00:00.000Z" });
      const numbers = async () =>
        (await readChanges(destination(), { sinceSeq: 0, limit: 10 })).map(({ seq }) => seq);
      expect(await numbers()).toEqual([3, 4]);
      await purgeOldRecords(destination(), { runsBefore: null, changesBefore: "2030-01-01T00:00:00.000Z" });
      expect(await numbers()).toEqual([4]);
      expect(await append("2024-06-01T10:00:00.000Z")).toBe(6);
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
