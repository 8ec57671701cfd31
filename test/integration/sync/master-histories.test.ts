import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import type { MasterType } from "../../../src-main/sample-tally/model.ts";
import {
  fieldText,
  onlyRun,
  requireEqual,
  startTrial,
  syncAndRequireEqual,
} from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

/** A master of each type that vouchers or other masters use, and its table. */
const used: readonly (readonly [MasterType, string, string])[] = [
  ["GROUP", "Sundry Debtors", "account_groups"],
  ["LEDGER", "HDFC Bank - 4521", "ledgers"],
  ["LEDGER", "Output CGST", "ledgers"],
  ["LEDGER", "Basic Pay", "ledgers"],
  ["COSTCATEGORY", "Region", "cost_categories"],
  ["COSTCENTRE", "Sales Team", "cost_centres"],
  ["GODOWN", "Main Location", "godowns"],
  ["STOCKGROUP", "Hardware", "stock_groups"],
  ["STOCKCATEGORY", "Fast Moving", "stock_categories"],
  ["VOUCHERTYPE", "Sales", "voucher_types"],
  ["CURRENCY", "$", "currencies"],
  ["UNIT", "Nos", "units"],
  ["BUDGET", "बजट Marketing", "budgets"],
  ["ATTENDANCETYPE", "Present", "attendance_types"],
  ["TAXUNIT", "Gujarat Registration", "gst_registrations"],
];

describe("masters changed in Tally", () => {
  let trial: Trial;
  let control: CompanyControl;

  beforeAll(async () => {
    trial = await startTrial({ vouchers: 160, seed: 22 });
    ({ control } = trial);
    await trial.sync();
  });
  afterAll(() => trial[Symbol.asyncDispose]());

  it.each(used)(
    "rename of %s %s: one change for the master, every name that points to it follows",
    async (type, name, table) => {
      const guid = fieldText(control.masters.find(type, name), "GUID");
      const to = `${name} (नया) & "x"`;
      control.masters.rename(type, name, to);
      const changes = await syncAndRequireEqual(trial);
      const own = changes.filter((change) => change.guid === guid && change.entityType === table);
      expect(own).toMatchObject([{ action: "update", changes: { name: [name, to] } }]);
      // A pay head, an employee and a master under a renamed one are not changed themselves.
      const others = changes.filter(({ entityType }) => entityType === "vouchers");
      expect(others).toEqual([]);
      control.masters.rename(type, to, name);
      await syncAndRequireEqual(trial);
    },
  );

  it("rename of a stock item", async () => {
    const [item] = control.books.masters("STOCKITEM");
    const name = item === undefined ? "" : fieldText(item, "NAME");
    control.masters.rename("STOCKITEM", name, `${name} Ø`);
    const changes = await syncAndRequireEqual(trial);
    expect(changes).toMatchObject([
      { entityType: "stock_items", action: "update", changes: { name: [name, `${name} Ø`] } },
    ]);
  });

  it.each([
    ["LEDGER", "Rent", "Electricity"],
    ["GODOWN", "Rack A", "Showroom & Display"],
    ["COSTCENTRE", "Sales Team", "Administration"],
    ["VOUCHERTYPE", "Bank Payment", "Bank Receipt"],
    ["GROUP", "Administrative Expenses", "Mumbai Retail"],
    ["STOCKGROUP", "Paints", "Hand Tools"],
    ["STOCKCATEGORY", "Fast Moving", "Seasonal"],
    ["COSTCATEGORY", "Region", "Primary Cost Category"],
    ["ATTENDANCETYPE", "Present", "Absent"],
    ["UNIT", "Ltr", "Mtr"],
  ] as const)("two of type %s change names", async (type, left, right) => {
    control.masters.swapNames(type, left, right);
    const changes = await syncAndRequireEqual(trial);
    const renamed = changes.filter(({ changes: columns }) => "name" in columns);
    expect(new Set(renamed.map(({ guid }) => guid)).size).toBe(2);
    control.masters.swapNames(type, left, right);
    await syncAndRequireEqual(trial);
  });

  it("moves of a ledger, a group and a parent group", async () => {
    control.masters.move("LEDGER", "Telephone & Internet", "Indirect Expenses");
    await syncAndRequireEqual(trial);
    control.masters.move("GROUP", "Mumbai Retail", "Current Assets");
    await syncAndRequireEqual(trial);
    control.masters.move("GROUP", "Debtors - Maharashtra", "Loans & Advances (Asset)");
    await syncAndRequireEqual(trial);
    control.masters.move("GROUP", "Debtors - Other States", "Indirect Incomes");
    expect(await syncAndRequireEqual(trial)).not.toEqual([]);
  });

  it("moves of stock groups, items, godowns and cost centres", async () => {
    control.masters.move("STOCKGROUP", "Fasteners", "Paints");
    control.masters.move("GODOWN", 'Rack A / Shelf "1"', "Showroom & Display");
    control.masters.move("COSTCENTRE", "Sales Team / Mumbai", "Administration");
    expect(await syncAndRequireEqual(trial)).toHaveLength(3);
  });

  it("alterations with before and after, and a saving that changes nothing", async () => {
    control.masters.alter("LEDGER", "Freight Outward", { EMAIL: "old@example.in" });
    await syncAndRequireEqual(trial);
    control.masters.alter("LEDGER", "Freight Outward", { EMAIL: "new@example.in" });
    expect(await syncAndRequireEqual(trial)).toMatchObject([
      { entityType: "ledgers", action: "update", changes: { email: ["old@example.in", "new@example.in"] } },
    ]);
    control.masters.alter("LEDGER", "Freight Outward", { EMAIL: "new@example.in" });
    expect(onlyRun(await trial.sync()).status).toBe("no_change");
  });

  it("opening bills replaced", async () => {
    const party = control.world.customers[0]?.name ?? "";
    control.masters.setOpeningBills(party, [
      { name: "OB/1", date: "2025-03-01", amount: "-500.25", credit: "30 Days" },
      { name: "OB/2", date: "2025-02-01", amount: "-100", isAdvance: true },
    ]);
    await syncAndRequireEqual(trial);
    control.masters.setOpeningBills(party, []);
    expect(await syncAndRequireEqual(trial)).toHaveLength(1);
  });

  it("created, deleted, and created again under the same name", async () => {
    control.masters.create("LEDGER", "Short Visit", { PARENT: "Indirect Expenses" });
    await syncAndRequireEqual(trial);
    control.masters.delete("LEDGER", "Short Visit");
    expect(await syncAndRequireEqual(trial)).toMatchObject([
      { entityType: "ledgers", action: "delete", nameOrNumber: "Short Visit" },
    ]);
    control.masters.create("LEDGER", "Short Visit", { PARENT: "Indirect Incomes" });
    await syncAndRequireEqual(trial);
    control.masters.delete("LEDGER", "Short Visit");
    control.masters.create("LEDGER", "Short Visit", { PARENT: "Indirect Expenses" });
    const changes = await syncAndRequireEqual(trial);
    expect(changes.map(({ action }) => action).toSorted()).toEqual(["delete", "insert"]);
  });

  it("created and deleted between two runs", async () => {
    control.masters.create("LEDGER", "Never Seen");
    control.masters.delete("LEDGER", "Never Seen");
    expect(await syncAndRequireEqual(trial)).toEqual([]);
  });

  it("a ledger deleted with its vouchers", async () => {
    const name = control.world.suppliers[2]?.name ?? "";
    control.masters.delete("LEDGER", name, true);
    const changes = await syncAndRequireEqual(trial);
    expect(changes.filter(({ entityType }) => entityType === "ledgers")).toMatchObject([
      { action: "delete", nameOrNumber: name },
    ]);
  });

  it("another conversion of a compound unit", async () => {
    control.masters.setConversion("Box of 12 Nos", 10);
    expect(await syncAndRequireEqual(trial)).not.toEqual([]);
  });

  it("another parent of a voucher type: base type and posting of its vouchers follow", async () => {
    control.masters.setVoucherTypeParent("Bank Payment", "Memorandum");
    await syncAndRequireEqual(trial);
    control.masters.setVoucherTypeParent("Bank Payment", "Payment");
    expect(await syncAndRequireEqual(trial)).toHaveLength(1);
  });

  it("another numbering method", async () => {
    control.masters.setNumberingMethod("Receipt", "Manual");
    await syncAndRequireEqual(trial);
    control.masters.setNumberingMethod("Receipt", "Automatic");
    expect(await syncAndRequireEqual(trial)).not.toEqual([]);
  });

  it("another duty head and rate of a tax ledger: tax lines of its vouchers follow", async () => {
    control.masters.alter("LEDGER", "Output Cess", { RATEOFTAXCALCULATION: 15 });
    control.masters.alter("LEDGER", "Input Cess", { GSTDUTYHEAD: "" });
    expect(await syncAndRequireEqual(trial)).toHaveLength(2);
  });

  it("a company renamed", async () => {
    control.renameCompany("Sharma & Söhne (Export)");
    await trial.sync();
    await requireEqual(trial);
    const row = await trial.destination.db.selectFrom("companies").select("name").executeTakeFirst();
    expect(row?.name).toBe("Sharma & Söhne (Export)");
  });
});
