import { describe, expect, it } from "vitest";
import { onlyRun, requireEqual, startTrial } from "../../support/replica-trial.ts";

/** Beyond what 32 bits hold: a book that was altered by programs for years. */
const manyChanges = 3_000_000_000;

describe("counters beyond 32 bits", () => {
  it("are followed as small ones are", async () => {
    await using trial = await startTrial({ vouchers: 60, seed: 95 });
    const { control } = trial;
    Object.assign(control.books.state, { mastersCounter: manyChanges, vouchersCounter: manyChanges });
    const [first, altered, deleted] = control.voucherIds().slice(10);
    control.resave(first ?? 0);
    control.masters.rename("LEDGER", "Round Off", "Rounding");
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "success" });
    await requireEqual(trial);
    control.setNarration(altered ?? 0, "altered");
    control.delete(deleted ?? 0);
    control.postRandom({ kind: "sale" });
    control.masters.rename("LEDGER", "Rounding", "Round Off");
    const run = onlyRun(await trial.sync());
    expect(run).toMatchObject({ status: "success", inserted: 1, deleted: 1, unexplained: 0 });
    await requireEqual(trial);
    const states = await trial.destination.db.selectFrom("sync_state").select("alter_id").execute();
    for (const { alter_id: checkpoint } of states) expect(checkpoint).toBeGreaterThan(manyChanges);
    expect(onlyRun(await trial.sync()).status).toBe("no_change");
  });
});
