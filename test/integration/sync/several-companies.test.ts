import { describe, expect, it } from "vitest";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { runRandomOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { fieldText, requireEqual, startTrial } from "../../support/replica-trial.ts";

describe("several companies in one database", () => {
  it("follow each its own books", async () => {
    await using trial = await startTrial({ companies: 4, vouchers: 40, seed: 61 });
    await trial.sync();
    const random = makeRandom(61);
    for (let batch = 0; batch < 3; batch += 1) {
      for (const control of trial.controls) {
        for (let count = 0; count < 4; count += 1) runRandomOperation(control, random);
      }
      const report = await trial.sync();
      expect(report.runs.map(({ error }) => error)).toEqual([null, null, null, null]);
      await requireEqual(trial);
    }
  });

  it("are left alone when another one changes", async () => {
    await using trial = await startTrial({ companies: 3, vouchers: 30, seed: 62 });
    await trial.sync();
    trial.controls[1]?.postRandom();
    const report = await trial.sync();
    expect(report.runs.map(({ status }) => status)).toEqual(["no_change", "success", "no_change"]);
    await requireEqual(trial);
  });

  it("are changed one by one when they are named", async () => {
    await using trial = await startTrial({ companies: 3, vouchers: 30, seed: 63 });
    const [first, second] = trial.controls;
    if (first === undefined || second === undefined) throw new RangeError("three companies");
    await trial.sync();
    const before = await trial.differences();
    first.postRandom();
    second.postRandom();
    const report = await trial.sync({ companies: [fieldText(second.books.company, "NAME")] });
    expect(report.runs.map(({ company }) => company)).toEqual(["Company 2"]);
    const open = await trial.differences();
    expect(before).toEqual([]);
    expect(new Set(open.map(({ key }) => key.slice(0, 36)))).toEqual(
      new Set([fieldText(first.books.company, "GUID")]),
    );
    await trial.sync();
    await requireEqual(trial);
  });

  it("share masters' names and GUIDs' endings without mixing them up", async () => {
    await using trial = await startTrial({ companies: 2, vouchers: 30, seed: 64 });
    await trial.sync();
    trial.control.masters.rename("LEDGER", "Rent", "Rent of the first");
    await trial.sync();
    await requireEqual(trial);
    const rows = await trial.destination.select({
      companyId: await trial.companyId(trial.controls[1]?.books ?? trial.control.books),
      table: "ledgers",
      columns: ["name"],
    });
    expect(rows.map(({ name }) => name)).toContain("Rent");
  });
});
