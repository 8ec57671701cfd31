import { describe, expect, it } from "vitest";
import { migrations } from "../../migrations/index.ts";
import type { Stream } from "../../src-main/catalog/stream.ts";
import { readSettings, writeSetting } from "../../src-main/destination/settings-info.ts";
import { layoutOf } from "../../src-main/destination/table-layout.ts";
import { readExistingTables } from "../../src-main/destination/tables.ts";
import { tableChecksum } from "../support/table-checksum.ts";
import { ledgers, testStreams } from "./destination-catalog.ts";
import { prepareCompany, row, selectAll, write } from "./destination-helpers.ts";
import type { DestinationFixture } from "./destination-suite.ts";

const latestMigration = String(migrations.at(-1)?.number);

/** The catalog of a later program: a column, a reference and a child table more. */
const laterLedgers: Stream = {
  ...ledgers,
  version: 2,
  columns: [
    ...ledgers.columns,
    { name: "phone", type: "text", doc: "Phone." },
    { name: "currency_name", type: "name", doc: "Currency.", refersTo: "account_groups" },
    { name: "is_bill_wise", type: "bool", doc: "Flag." },
    { name: "left_on", type: "date", doc: "Date." },
    { name: "weight", type: "number", doc: "Number.", zeroWhenEmpty: true },
  ],
  children: [
    ...ledgers.children,
    {
      name: "ledger_closing_values",
      parentKey: "ledger_guid",
      doc: "Values.",
      columns: [{ name: "amount", type: "money", doc: "Amount." }],
    },
  ],
};
const laterStreams = testStreams.map((stream) => (stream === ledgers ? laterLedgers : stream));

export function registerSchemaTests({ destination, another, database }: DestinationFixture): void {
  describe("schema", () => {
    it("marks the database as ours and may be prepared again", async () => {
      await destination().prepare(testStreams, "1.0.1");
      const settings = await readSettings(destination().db);
      const shown = ["product_name", "program_version", "schema_version"].map((name) => settings.get(name));
      expect(shown).toEqual(["Tally Replica", "1.0.0", latestMigration]);
    });

    it("is prepared by several programs at the same time", async () => {
      const all = await Promise.all([another(), another(), another()]);
      for (const one of all) expect((await readSettings(one.db)).get("schema_version")).toBe(latestMigration);
    });

    it("adds new columns and tables beside the rows that are there", async () => {
      const company = await prepareCompany(destination());
      await write(destination(), company, ledgers, [
        row(ledgers, "l-1", { name: "Cash", opening_balance: "5" }),
      ]);
      await destination().prepare(laterStreams, "2.0.0");
      const later = row(
        laterLedgers,
        "l-2",
        { name: "Bank", phone: "१", is_bill_wise: true, left_on: "2024-01-01", weight: "1.5" },
        { children: { ledger_closing_values: [{ amount: "7" }] } },
      );
      await write(destination(), company, laterLedgers, [later]);
      const rows = await selectAll(destination(), company.companyId, laterLedgers);
      expect(rows).toMatchObject([
        {
          name: "Cash",
          opening_balance: "5",
          phone: "",
          currency_guid: null,
          is_bill_wise: false,
          left_on: null,
          weight: "0",
        },
        { name: "Bank", phone: "१", is_bill_wise: true, left_on: "2024-01-01", weight: "1.5" },
      ]);
      const lines = await selectAll(destination(), company.companyId, laterLedgers, "ledger_closing_values");
      expect(lines).toMatchObject([{ ledger_guid: "l-2", line_no: 1, amount: "7" }]);
      const tables = await readExistingTables(destination().db, destination().dialect);
      const indexes = tables.get("ledgers")?.indexes;
      expect([indexes?.has("ledgers_currency_guid"), indexes?.has("ledgers_nothing")]).toEqual([true, false]);
      // An older program goes on beside the columns it does not know.
      await destination().prepare(testStreams, "1.0.0");
      await write(destination(), company, ledgers, [row(ledgers, "l-3", { name: "Old" })]);
      expect([...(tables.get("ledgers")?.columns ?? [])].toSorted()).toEqual(
        layoutOf(laterLedgers)
          .entity.definition.columns.map(({ name }) => name)
          .toSorted(),
      );
    });

    it("refuses the database of a newer program", async () => {
      await writeSetting(destination().db, "schema_version", "9999");
      await writeSetting(destination().db, "program_version", "9.9.9");
      await expect(another()).rejects.toMatchObject({ code: "DEST_NEWER", details: { version: "9.9.9" } });
    });

    it("refuses a database that belongs to something else", async () => {
      await writeSetting(destination().db, "product_name", "Something else");
      await expect(another()).rejects.toMatchObject({ code: "DEST_FOREIGN" });
    });

    it("gives equal checksums to equal content only", async () => {
      const company = await prepareCompany(destination());
      const table = layoutOf(ledgers).entity;
      const sum = () => tableChecksum(destination(), company.companyId, table);
      const content = { name: "ñ", opening_balance: "-118.5", tax_rate: "0.00000001", notes: "a\nb" };
      await write(destination(), company, ledgers, [row(ledgers, "l-2", content), row(ledgers, "l-1", {})]);
      const first = await sum();
      // Written on SQLite once; every product must come to the same.
      expect(first).toEqual({
        rows: 2,
        sha256: "592e252b01ed733876b5efea0418f98c3f221554f485b06d35ea9ed0cf1ab2b7",
      });
      await write(destination(), company, ledgers, [row(ledgers, "l-1", {})], {
        at: "2026-09-09T00:00:00.000Z",
      });
      expect(await sum()).toEqual(first);
      await write(destination(), company, ledgers, [row(ledgers, "l-1", { opening_balance: "0.01" })]);
      expect((await sum()).sha256).not.toBe(first.sha256);
    });

    it("lets somebody else read with plain SQL", async () => {
      const company = await prepareCompany(destination());
      await write(destination(), company, ledgers, [row(ledgers, "l-1", { name: "Cash" })]);
      const rows = await database().query("select name from ledgers where company_id > 0");
      expect(rows).toEqual([{ name: "Cash" }]);
    });
  });
}
