import { describe, expect, it } from "vitest";
import { makeTradingCompany } from "../../../src-main/sample-tally/company.ts";
import { expectedTables } from "../../support/expected-rows/index.ts";
import { onlyRun, requireEqual, startTrial } from "../../support/replica-trial.ts";

/** Without these no record has an identity, a day or a place. */
const indispensable = ["GUID", "MASTERID", "ALTERID", "NAME", "DATE", "PARENT"];
/** Rows that stand for a value: without the duty head no tax line, without the GST number no registration … */
const rowsMadeOfValues = [
  "gst_registrations",
  "gst_registration_details",
  "ledger_bank_accounts",
  "ledger_closing_values",
  "employees",
  "pay_heads",
  "voucher_gst_lines",
  "voucher_bill_allocations",
  "voucher_additional_costs",
];

/** Every method that a column is read from, in groups, so that each is unknown once. */
function methodGroups(size: number): readonly (readonly string[])[] {
  const taken = new Set<string>();
  expectedTables(makeTradingCompany({ seed: 5, vouchers: 60 }).books, taken);
  const names = [...new Set([...taken].map((field) => field.slice(field.lastIndexOf(".") + 1)))];
  const methods = names.filter((name) => !indispensable.includes(name));
  return Array.from({ length: Math.ceil(methods.length / size) }, (_, index) =>
    methods.slice(index * size, (index + 1) * size),
  );
}

describe("a release that does not know some methods", () => {
  it.each(methodGroups(25).map((methods) => [methods[0], methods] as const))(
    "loses no record (%s and others)",
    async (_first, methods) => {
      await using trial = await startTrial({ vouchers: 60, seed: 5 });
      Object.assign(trial.tally, { unknownMethods: new Set(methods) });
      expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", quarantined: 0 });
      const lost = (await trial.differences()).filter(
        ({ table, column }) => column === "" && !rowsMadeOfValues.includes(table),
      );
      expect(lost).toEqual([]);
      expect(onlyRun(await trial.sync()).status).toBe("no_change");
    },
  );

  it("finds new, altered and deleted vouchers where it knows nothing of deleted ones that are kept", async () => {
    await using trial = await startTrial({ vouchers: 60, seed: 6 });
    Object.assign(trial.tally, { unknownMethods: new Set(["ISDELETED"]) });
    expect(onlyRun(await trial.sync()).status).toBe("success");
    await requireEqual(trial);
    const [altered, deleted] = trial.control.voucherIds().slice(20);
    trial.control.setNarration(altered ?? 0, "altered");
    trial.control.delete(deleted ?? 0);
    trial.control.postRandom({ kind: "sale" });
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", inserted: 1, deleted: 1 });
    await requireEqual(trial);
  });
});
