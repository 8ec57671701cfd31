import { describe, expect, it } from "vitest";
import { groups, ledgers, vouchers } from "./destination-catalog.ts";
import { inTransaction, prepareCompany, row, selectAll, write } from "./destination-helpers.ts";
import type { DestinationFixture } from "./destination-suite.ts";

export function registerNameTests({ destination }: DestinationFixture): void {
  describe("names", () => {
    it("pushes a swap of two names to everything that points to them, by GUID", async () => {
      const company = await prepareCompany(destination());
      await write(destination(), company, ledgers, [
        row(
          ledgers,
          "l-a",
          { name: "A" },
          { children: { ledger_opening_bills: [{ ledger_name: "A", bill_name: "1" }] } },
        ),
        row(ledgers, "l-b", { name: "B" }),
        row(ledgers, "l-c", { name: "C" }),
      ]);
      const lines = [
        { ledger_name: "A", ledger_guid: "l-a", amount: "1" },
        { ledger_name: "B", ledger_guid: "l-b", amount: "2" },
        { ledger_name: "C", ledger_guid: "l-c", amount: "3" },
        { ledger_name: "A", ledger_guid: null, amount: "4" },
      ];
      await write(destination(), company, vouchers, [
        row(
          vouchers,
          "v-1",
          { date: "2024-04-01", party_name: "A", party_guid: "l-a" },
          { children: { voucher_ledger_entries: lines } },
        ),
      ]);
      await inTransaction(destination(), company, async (tx) => {
        await tx.updateColumns(
          company.companyId,
          "ledgers",
          ["name"],
          [
            { guid: "l-a", values: ["B"] },
            { guid: "l-b", values: ["A"] },
          ],
        );
        await tx.cascadeNames(company.companyId, "ledgers", ["l-a", "l-b"]);
      });
      const entries = await selectAll(destination(), company.companyId, vouchers, "voucher_ledger_entries");
      expect(entries.map((line) => line["ledger_name"])).toEqual(["B", "A", "C", "A"]);
      const [voucher] = await selectAll(destination(), company.companyId, vouchers);
      expect(voucher).toMatchObject({ party_name: "B", party_guid: "l-a" });
      const [bill] = await selectAll(destination(), company.companyId, ledgers, "ledger_opening_bills");
      expect(bill).toMatchObject({ ledger_name: "B", ledger_guid: "l-a" });
    });

    it("finds the GUIDs of open names among living masters, by code point", async () => {
      const company = await prepareCompany(destination());
      await write(destination(), company, groups, [
        row(groups, "g-1", { name: "Peña" }),
        row(groups, "g-2", { name: "Gone" }),
        row(groups, "g-3", { name: "Child", parent_name: "Peña" }),
      ]);
      await write(destination(), company, ledgers, [
        row(ledgers, "l-1", { name: "1", parent_name: "Peña" }),
        row(ledgers, "l-2", { name: "2", parent_name: "Pena" }),
        row(ledgers, "l-3", { name: "3", parent_name: "peña" }),
        row(ledgers, "l-4", { name: "4", parent_name: "Gone" }),
        row(ledgers, "l-5", { name: "5", parent_name: "" }),
        row(ledgers, "l-6", { name: "6", parent_name: "Peña", parent_guid: "other" }),
      ]);
      await inTransaction(destination(), company, async (tx) => {
        await tx.deleteEntities(groups, ["g-2"], company.stamp());
        await tx.resolveNames(company.companyId, "account_groups");
      });
      const rows = await selectAll(destination(), company.companyId, ledgers);
      expect(rows.map((values) => values["parent_guid"])).toEqual(["g-1", null, null, null, null, "other"]);
      const children = await selectAll(destination(), company.companyId, groups);
      expect(children.map((values) => values["parent_guid"])).toEqual([null, null, "g-1"]);
    });

    it("sets columns of existing rows and leaves the rest alone", async () => {
      const company = await prepareCompany(destination());
      await write(destination(), company, vouchers, [
        row(vouchers, "v-1", { date: "2024-04-01", voucher_number: "1", narration: "n" }, { alterId: 3 }),
      ]);
      await inTransaction(destination(), company, (tx) =>
        tx.updateColumns(
          company.companyId,
          "vouchers",
          ["voucher_number", "amount"],
          [
            { guid: "v-1", values: ["2", "1.5"] },
            { guid: "v-none", values: ["3", null] },
          ],
        ),
      );
      expect(await selectAll(destination(), company.companyId, vouchers)).toEqual([
        {
          tally_guid: "v-1",
          date: "2024-04-01",
          voucher_number: "2",
          party_name: "",
          party_guid: null,
          narration: "n",
          amount: "1.5",
        },
      ]);
    });
  });
}
