import { describe, expect, it } from "vitest";
import { acquireLease, releaseLease, renewLease } from "../../src-main/destination/lease.ts";
import { ledgers } from "./destination-catalog.ts";
import { prepareCompany, row, selectAll, write } from "./destination-helpers.ts";
import type { DestinationFixture, ProductTraits } from "./destination-suite.ts";

export function registerLeaseTests(
  { destination, another }: DestinationFixture,
  { readersWaitForWriters }: ProductTraits,
): void {
  describe("lease and transactions", () => {
    it("keeps a second agent out until the lease is given back or has run out", async () => {
      const company = await prepareCompany(destination());
      const second = await another();
      const other = { ...company.fence, holder: "agent-b" };
      await expect(acquireLease(second, other)).rejects.toMatchObject({
        code: "DEST_LEASE_HELD",
        details: { holder: "agent-a" },
      });
      await acquireLease(destination(), company.fence);
      await releaseLease(second, other);
      await expect(acquireLease(second, other)).rejects.toMatchObject({ code: "DEST_LEASE_HELD" });
      await releaseLease(destination(), company.fence);
      await acquireLease(second, { ...other, leaseSeconds: -1 });
      await acquireLease(destination(), company.fence);
      await expect(renewLease(second, other)).rejects.toMatchObject({ code: "DEST_LEASE_LOST" });
    });

    it("is not held for ever by a lease from before the clock was set back", async () => {
      const company = await prepareCompany(destination());
      await acquireLease(destination(), { ...company.fence, leaseSeconds: 86_400 });
      const second = await another();
      await acquireLease(second, { ...company.fence, holder: "agent-b" });
      await expect(renewLease(destination(), company.fence)).rejects.toMatchObject({
        code: "DEST_LEASE_LOST",
      });
    });

    it("commits nothing when another took the lease meanwhile", async () => {
      const company = await prepareCompany(destination());
      await acquireLease(destination(), { ...company.fence, leaseSeconds: -1 });
      const second = await another();
      await acquireLease(second, { ...company.fence, holder: "agent-b" });
      await expect(
        write(destination(), company, ledgers, [row(ledgers, "l-1", { name: "x" })]),
      ).rejects.toMatchObject({ code: "DEST_LEASE_LOST" });
      expect(await selectAll(second, company.companyId, ledgers)).toEqual([]);
    });

    it("goes on with a lease that ran out but that nobody took", async () => {
      const company = await prepareCompany(destination());
      await acquireLease(destination(), { ...company.fence, leaseSeconds: -1 });
      await write(destination(), company, ledgers, [row(ledgers, "l-1", { name: "x" })]);
      const second = await another();
      await expect(acquireLease(second, { ...company.fence, holder: "agent-b" })).rejects.toMatchObject({
        code: "DEST_LEASE_HELD",
      });
    });

    it("leaves nothing of a transaction that failed", async () => {
      const company = await prepareCompany(destination());
      const work = destination().transaction(company.fence, async (tx) => {
        await tx.writeEntities(ledgers, [row(ledgers, "l-1", { name: "x" })], company.stamp(), {
          isKnownNew: true,
        });
        await tx.db.updateTable("companies").set({ country: "India" }).execute();
        throw new Error("stopped");
      });
      await expect(work).rejects.toThrow("stopped");
      expect(await selectAll(destination(), company.companyId, ledgers)).toEqual([]);
      const companies = await destination().db.selectFrom("companies").select("country").execute();
      expect(companies).toEqual([{ country: "" }]);
      await write(destination(), company, ledgers, [row(ledgers, "l-1", { name: "x" })]);
    });

    it("shows a reader the books as they were until the commit", async () => {
      const company = await prepareCompany(destination());
      await write(destination(), company, ledgers, [row(ledgers, "l-1", { name: "before" })]);
      const reader = await another();
      const before = await selectAll(reader, company.companyId, ledgers);
      await destination().transaction(company.fence, async (tx) => {
        const changed = [row(ledgers, "l-1", { name: "after" }), row(ledgers, "l-2", { name: "new" })];
        await tx.writeEntities(ledgers, changed, company.stamp(), { isKnownNew: false });
        const seen = readersWaitForWriters ? before : await selectAll(reader, company.companyId, ledgers);
        expect(seen).toEqual(before);
        const own = await tx.select({ companyId: company.companyId, table: "ledgers", columns: ["name"] });
        expect(own).toEqual([{ name: "after" }, { name: "new" }]);
      });
      const seen = await selectAll(reader, company.companyId, ledgers);
      expect(seen.map((values) => values["name"])).toEqual(["after", "new"]);
    });
  });
}
