import { describe, expect, it } from "vitest";
import { appendChanges } from "../../src-main/destination/change-log.ts";
import {
  findOrCreateCompany,
  listAgentCompanies,
  listCompanies,
  noteAgentCompany,
  registerAgent,
  updateCompany,
} from "../../src-main/destination/companies-store.ts";
import { readChanges } from "../../src-main/destination/queries.ts";
import { readCounterState, writeCounterState } from "../../src-main/destination/sync-state.ts";
import { change, identity, inTransaction, prepareCompany } from "./destination-helpers.ts";
import type { DestinationFixture } from "./destination-suite.ts";

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
  });
}
