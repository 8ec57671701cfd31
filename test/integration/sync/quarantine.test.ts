import { describe, expect, it } from "vitest";
import { onlyRun, readChanges, requireEqual, startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

/** Longer than any database of the product keeps a text that is searched by. */
const tooLong = "y".repeat(460);

async function quarantined(trial: Trial): Promise<readonly string[]> {
  const rows = await trial.destination.db.selectFrom("quarantine").selectAll().execute();
  return rows.map(({ entity_type: entity, field_name: field }) => `${entity}.${field}`).toSorted();
}

async function livingNames(trial: Trial, table: string): Promise<readonly unknown[]> {
  const companyId = await trial.companyId(trial.control.books);
  const rows = await trial.destination.select({ companyId, table, columns: ["name"] });
  return rows.map((row) => row["name"]);
}

async function deletesTold(trial: Trial): Promise<number> {
  return (await readChanges(trial)).filter(({ action }) => action === "delete").length;
}

describe("a master that cannot be stored any longer", () => {
  it("is no deleted master where its type is read whole with every change", async () => {
    await using trial = await startTrial({ vouchers: 40, seed: 51 });
    const { masters } = trial.control;
    masters.create("STOCKCATEGORY", "Unused category");
    await trial.sync();
    masters.rename("STOCKCATEGORY", "Unused category", tooLong);
    const run = onlyRun(await trial.sync());
    expect(run).toMatchObject({ status: "needs_attention", deleted: 0, heldDeletes: 0 });
    expect(await quarantined(trial)).toEqual(["stock_categories.name"]);
    expect(await livingNames(trial, "stock_categories")).toContain("Unused category");
    masters.rename("STOCKCATEGORY", tooLong, "Mended category");
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", deleted: 0 });
    await requireEqual(trial);
    expect(await deletesTold(trial)).toBe(0);
  });

  it("is no deleted master where everything is read again", async () => {
    await using trial = await startTrial({ vouchers: 40, seed: 52 });
    const { masters } = trial.control;
    masters.create("LEDGER", "Unused ledger");
    masters.create("STOCKITEM", "Unused item");
    await trial.sync();
    masters.rename("LEDGER", "Unused ledger", tooLong);
    masters.rename("STOCKITEM", "Unused item", `${tooLong} too`);
    const run = onlyRun(await trial.sync({ full: true }));
    expect(run).toMatchObject({ status: "needs_attention", deleted: 0, heldDeletes: 0 });
    expect(await quarantined(trial)).toEqual(["ledgers.name", "stock_items.name"]);
    expect(await livingNames(trial, "ledgers")).toContain("Unused ledger");
    expect(await livingNames(trial, "stock_items")).toContain("Unused item");
  });
});

describe("what was set aside and is deleted in Tally", () => {
  it("waits no longer: a voucher", async () => {
    await using trial = await startTrial({ vouchers: 60, seed: 53 });
    await trial.sync();
    const [never, once] = [trial.control.postRandom({ kind: "sale" }), trial.control.voucherIds()[30] ?? 0];
    trial.control.setReference(never, tooLong);
    trial.control.setReference(once, tooLong);
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "needs_attention", quarantined: 2 });
    trial.control.delete(never);
    trial.control.delete(once);
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", deleted: 1 });
    expect(await quarantined(trial)).toEqual([]);
    await requireEqual(trial);
  });

  it("waits no longer: a master", async () => {
    await using trial = await startTrial({ vouchers: 40, seed: 54 });
    const { masters } = trial.control;
    masters.create("LEDGER", "Once stored");
    masters.create("COSTCATEGORY", "Once stored");
    await trial.sync();
    masters.create("LEDGER", tooLong);
    masters.rename("LEDGER", "Once stored", `${tooLong}y`);
    masters.rename("COSTCATEGORY", "Once stored", tooLong);
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "needs_attention", deleted: 0 });
    expect(await quarantined(trial)).toHaveLength(3);
    masters.delete("LEDGER", tooLong);
    masters.delete("LEDGER", `${tooLong}y`);
    masters.delete("COSTCATEGORY", tooLong);
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", deleted: 2 });
    expect(await quarantined(trial)).toEqual([]);
    await requireEqual(trial);
  });

  it("has moved the numbers behind it, when it came and when it went", async () => {
    await using trial = await startTrial({ vouchers: 60, seed: 55 });
    const { control } = trial;
    for (let day = 1; day <= 3; day += 1) control.postRandom({ kind: "contra", date: `2026-05-0${day}` });
    await trial.sync();
    const early = control.postRandom({ kind: "contra", date: "2025-04-20" });
    control.setReference(early, tooLong);
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "needs_attention", quarantined: 1 });
    expect((await readChanges(trial)).some(({ action }) => action === "renumber")).toBe(true);
    control.delete(early);
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", deleted: 0 });
    await requireEqual(trial);
  });
});
