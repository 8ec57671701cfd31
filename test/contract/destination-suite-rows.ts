import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Values } from "../../src-main/contract/value.ts";
import { canonicalValue } from "../../src-main/destination/values.ts";
import { ledgers, vouchers } from "./destination-catalog.ts";
import { inTransaction, prepareCompany, row, selectAll, write } from "./destination-helpers.ts";
import type { DestinationFixture } from "./destination-suite.ts";

const difficult: Values = {
  name: "मेसर्स “O'Brien” & Peña <टैक्स>",
  parent_name: "Sundry Debtors",
  parent_guid: "g-1",
  code: "A-1",
  notes: "first line\r\nsecond\tline 😀 தமிழ் \\ % _ \" ' ` ; -- {0} $1 ?",
  credit_days: -30,
  serial: 9_007_199_254_740_991,
  opening_balance: "-12345678901.2345",
  credit_limit: "0.01",
  tax_rate: "1234567.12345678",
  is_revenue: true,
  applicable_from: "2024-02-29",
  closing_read_at: "2026-03-31T18:30:00.123Z",
  details: '{"a":["1.50",null],"b":"ñ"}',
};

const empty: Values = {
  name: "Empty",
  parent_name: "",
  parent_guid: null,
  code: "",
  notes: "",
  credit_days: null,
  serial: null,
  opening_balance: "0",
  credit_limit: null,
  tax_rate: null,
  is_revenue: false,
  applicable_from: null,
  closing_read_at: null,
  details: null,
};

const text = fc.string({ unit: "grapheme", maxLength: 60 }).filter((value) => !value.includes("\0"));
const decimal = (whole: number, scale: number) =>
  fc
    .tuple(fc.integer({ min: -whole, max: whole }), fc.integer({ min: 0, max: scale }))
    .map(([units, decimals]) => {
      const digits = String(Math.abs(units)).padStart(decimals + 1, "0");
      const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
      const integer = digits.slice(0, digits.length - decimals);
      const value = `${integer}${fraction === "" || decimals === 0 ? "" : `.${fraction}`}`;
      return units < 0 && value !== "0" ? `-${value}` : value;
    });

const anyLedger: fc.Arbitrary<Values> = fc.record({
  name: text,
  parent_name: text,
  parent_guid: fc.option(fc.uuid()),
  code: fc.string({ unit: "grapheme-ascii", maxLength: 100 }),
  notes: text,
  credit_days: fc.option(fc.integer({ min: -2_147_483_648, max: 2_147_483_647 })),
  serial: fc.option(fc.maxSafeInteger()),
  opening_balance: decimal(999_999_999_999_999, 4),
  credit_limit: fc.option(decimal(999_999_999_999_999, 4)),
  tax_rate: fc.option(decimal(999_999_999_999_999, 8)),
  is_revenue: fc.boolean(),
  applicable_from: fc.option(
    fc
      .date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
  ),
  closing_read_at: fc.option(
    fc
      .date({ min: new Date("1900-01-01"), max: new Date("2200-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString()),
  ),
  details: fc.constantFrom(null, '{"a":"1"}', "[1,2]"),
});

export function registerRowTests({ destination }: DestinationFixture): void {
  describe("rows", () => {
    it("gives back what it was given, in every type and script", async () => {
      const company = await prepareCompany(destination());
      const rows = [
        row(ledgers, "l-1", difficult, { masterId: 7, alterId: 9, lastModified: "2026-03-01T00:00:00.000Z" }),
        row(ledgers, "l-2", {}),
      ];
      await write(destination(), company, ledgers, rows);
      expect(await selectAll(destination(), company.companyId, ledgers)).toEqual([
        { tally_guid: "l-1", ...difficult },
        { tally_guid: "l-2", ...empty, name: "" },
      ]);
      const stored = await inTransaction(destination(), company, (tx) =>
        tx.readEntities(company.companyId, ledgers, ["l-1", "l-9"]),
      );
      expect([...stored.keys()]).toEqual(["l-1"]);
      expect(stored.get("l-1")).toEqual({
        guid: "l-1",
        masterId: 7,
        alterId: 9,
        isDeleted: false,
        lastModified: "2026-03-01T00:00:00.000Z",
        values: difficult,
        children: { ledger_opening_bills: [] },
      });
    });

    it("gives back any value within the limits of the types", async () => {
      const company = await prepareCompany(destination());
      let serial = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(anyLedger, { minLength: 1, maxLength: 20 }), async (all) => {
          const rows = all.map((values) => row(ledgers, `p-${(serial += 1)}`, values));
          await write(destination(), company, ledgers, rows, { isKnownNew: true });
          const stored = await inTransaction(destination(), company, (tx) =>
            tx.readEntities(
              company.companyId,
              ledgers,
              rows.map(({ guid }) => guid),
            ),
          );
          for (const { guid, values } of rows) {
            const expected = Object.fromEntries(
              ledgers.columns.map((column) => [
                column.name,
                canonicalValue(column, values[column.name], destination().dialect),
              ]),
            );
            expect(stored.get(guid)?.values).toEqual({ ...expected, parent_guid: values["parent_guid"] });
          }
        }),
        { numRuns: 25 },
      );
    });

    it("replaces a row and its lines and keeps when it first came", async () => {
      const company = await prepareCompany(destination());
      const lines = [
        { ledger_name: "Cash", amount: "-118.5", is_party_ledger: false },
        { ledger_name: "Sales", amount: "100", is_party_ledger: false },
        { ledger_name: "Tax", amount: "18.5", is_party_ledger: true },
      ];
      const first = row(
        vouchers,
        "v-1",
        { date: "2024-04-01", amount: "118.5" },
        { children: { voucher_ledger_entries: lines } },
      );
      await write(destination(), company, vouchers, [first], { isKnownNew: true });
      const second = {
        ...first,
        alterId: 5,
        values: { ...first.values, narration: "altered" },
        children: { voucher_ledger_entries: lines.slice(1), voucher_bill_allocations: [] },
      };
      await write(destination(), company, vouchers, [second], { at: "2026-05-01T00:00:00.000Z" });
      const [stored] = await destination().select({
        companyId: company.companyId,
        table: "vouchers",
        columns: ["alter_id", "narration", "first_synced_at", "last_synced_at", "sync_status"],
      });
      expect(stored).toEqual({
        alter_id: 5,
        narration: "altered",
        first_synced_at: "2026-04-01T10:00:00.000Z",
        last_synced_at: "2026-05-01T00:00:00.000Z",
        sync_status: "active",
      });
      const stillThere = await selectAll(
        destination(),
        company.companyId,
        vouchers,
        "voucher_ledger_entries",
      );
      expect(stillThere.map((line) => [line["line_no"], line["ledger_name"], line["amount"]])).toEqual([
        [1, "Sales", "100"],
        [2, "Tax", "18.5"],
      ]);
    });

    it("keeps tombstones without lines and brings them back", async () => {
      const company = await prepareCompany(destination());
      const voucher = row(
        vouchers,
        "v-1",
        { date: "2024-04-01" },
        { children: { voucher_ledger_entries: [{ ledger_name: "Cash", amount: "1" }] } },
      );
      await write(destination(), company, vouchers, [voucher]);
      await inTransaction(destination(), company, (tx) =>
        tx.deleteEntities(vouchers, ["v-1"], company.stamp("2026-06-01T00:00:00.000Z", "run-2")),
      );
      const columns = ["is_deleted", "deleted_at", "sync_status", "last_run_id", "first_synced_at"];
      const query = { companyId: company.companyId, table: "vouchers", columns };
      expect(await destination().select(query)).toEqual([]);
      expect(await destination().select({ ...query, includeDeleted: true })).toEqual([
        {
          is_deleted: true,
          deleted_at: "2026-06-01T00:00:00.000Z",
          sync_status: "deleted",
          last_run_id: "run-2",
          first_synced_at: "2026-04-01T10:00:00.000Z",
        },
      ]);
      expect(await selectAll(destination(), company.companyId, vouchers, "voucher_ledger_entries")).toEqual(
        [],
      );
      await write(destination(), company, vouchers, [voucher]);
      expect(await destination().select(query)).toMatchObject([
        { is_deleted: false, deleted_at: null, sync_status: "active" },
      ]);
    });

    it("lists the census and counts living and quarantined vouchers per day", async () => {
      const company = await prepareCompany(destination());
      const dated = (guid: string, date: string, masterId: number, alterId: number) =>
        row(vouchers, guid, { date }, { masterId, alterId });
      await write(destination(), company, vouchers, [
        dated("v-1", "2024-04-01", 1, 11),
        dated("v-2", "2024-04-01", 2, 12),
        dated("v-3", "2024-04-02", 3, 13),
        dated("v-4", "2024-04-03", 4, 14),
        dated("v-5", "2024-05-01", 5, 15),
      ]);
      await inTransaction(destination(), company, async (tx) => {
        await tx.deleteEntities(vouchers, ["v-2"], company.stamp());
        // v-3 was altered and moved to the next day, but could not be read again; v-9 never could be.
        const quarantined = [
          { guid: "v-3", masterId: 3, alterId: 20, voucherDate: "2024-04-03" },
          { guid: "v-9", masterId: 9, alterId: 21, voucherDate: "2024-04-01" },
        ];
        for (const record of quarantined) {
          await tx.db
            .insertInto("quarantine")
            .values({
              company_id: company.companyId,
              quarantine_id: record.guid,
              entity_type: "vouchers",
              tally_guid: record.guid,
              master_id: record.masterId,
              alter_id: record.alterId,
              voucher_date: record.voucherDate,
              run_id: "run-1",
              received_at: null,
              reason: "",
              field_name: "",
              raw_xml: "",
              attempts: 1,
            })
            .execute();
        }
      });
      const window = { from: "2024-04-01", to: "2024-04-30" };
      expect(await destination().census(company.companyId, vouchers, window)).toEqual([
        { guid: "v-1", masterId: 1, alterId: 11, isDeleted: false, date: "2024-04-01" },
        { guid: "v-2", masterId: 2, alterId: 12, isDeleted: true, date: "2024-04-01" },
        { guid: "v-3", masterId: 3, alterId: 13, isDeleted: false, date: "2024-04-02" },
        { guid: "v-4", masterId: 4, alterId: 14, isDeleted: false, date: "2024-04-03" },
      ]);
      expect(await destination().fingerprintDays(company.companyId, window)).toEqual([
        { date: "2024-04-01", count: 2, sumMasterId: 10, sumAlterId: 32 },
        { date: "2024-04-03", count: 2, sumMasterId: 7, sumAlterId: 34 },
      ]);
    });

    it("reads and deletes many rows by their GUIDs, in order", async () => {
      const company = await prepareCompany(destination());
      const guids = Array.from({ length: 1_700 }, (_, index) => `l-${String(index).padStart(5, "0")}`);
      const all = guids.map((guid) => row(ledgers, guid, { name: guid }));
      await write(destination(), company, ledgers, all.toReversed(), { isKnownNew: true });
      const found = await destination().select({
        companyId: company.companyId,
        table: "ledgers",
        columns: ["tally_guid"],
        whereIn: { column: "name", values: guids.toReversed() },
      });
      expect(found.map((values) => values["tally_guid"])).toEqual(guids);
      await inTransaction(destination(), company, (tx) =>
        tx.deleteEntities(ledgers, guids.slice(1), company.stamp()),
      );
      expect(
        await destination().select({
          companyId: company.companyId,
          table: "ledgers",
          columns: ["tally_guid"],
        }),
      ).toEqual([{ tally_guid: guids[0] }]);
    });
  });
}
