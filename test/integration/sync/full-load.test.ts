import { describe, expect, it } from "vitest";
import { onlyRun, requireEqual, startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

async function countQuarantined(trial: Trial): Promise<number> {
  const rows = await trial.destination.db.selectFrom("quarantine").selectAll().execute();
  return rows.length;
}

describe("a full load", () => {
  it("makes the replica equal to the books", async () => {
    await using trial = await startTrial({ vouchers: 700, seed: 11 });
    const run = onlyRun(await trial.sync());
    expect(run).toMatchObject({ status: "success", syncType: "full_dump", error: null, quarantined: 0 });
    expect(run.entities["vouchers"]?.inserted).toBe(700);
    await requireEqual(trial);
    expect(await countQuarantined(trial)).toBe(0);
  });

  it.each([3, 40])(
    "makes the replicas of %i companies in one database equal to their books",
    async (companies) => {
      await using trial = await startTrial({ companies, vouchers: companies === 3 ? 150 : 20, seed: 100 });
      const report = await trial.sync();
      expect(report.runs.map(({ status }) => status)).toEqual(
        Array.from({ length: companies }, () => "success"),
      );
      await requireEqual(trial);
      expect(await countQuarantined(trial)).toBe(0);
    },
  );

  it("loads a company that has never had a voucher, and then its first", async () => {
    await using trial = await startTrial({ vouchers: 0 });
    expect(onlyRun(await trial.sync()).status).toBe("success");
    await requireEqual(trial);
    trial.control.postRandom({ kind: "sale" });
    expect(onlyRun(await trial.sync()).entities["vouchers"]).toMatchObject({ inserted: 1 });
    await requireEqual(trial);
  });

  it("takes several windows where the book is large", async () => {
    await using trial = await startTrial({ vouchers: 2_300, seed: 3 });
    await trial.sync();
    await requireEqual(trial);
    const windows = new Set(trial.port.log.map(({ vouchersWalked }) => vouchersWalked));
    expect(windows.size).toBeGreaterThan(1);
  });

  it("goes on where it was stopped", async () => {
    await using trial = await startTrial({ vouchers: 2_300, seed: 4 });
    const stop = new AbortController();
    const answered = trial.port.log.length;
    const watcher = setInterval(() => {
      // Masters take 17 requests; the vouchers are under way then.
      if (trial.port.log.length - answered >= 21) stop.abort();
    }, 1);
    const stopped = await trial.sync({}, stop.signal).finally(() => clearInterval(watcher));
    expect(onlyRun(stopped).status).toBe("cancelled");
    const loadedBefore = await trial.destination.db
      .selectFrom("companies")
      .select("initial_load_completed_at")
      .executeTakeFirstOrThrow();
    expect(loadedBefore.initial_load_completed_at).toBeNull();
    trial.control.postRandom({ date: "2025-05-02" });
    trial.control.masters.rename("LEDGER", "Rent", "Rent & Maintenance");
    expect(onlyRun(await trial.sync()).status).toBe("success");
    await requireEqual(trial);
  });

  it("is repeated without harm", async () => {
    await using trial = await startTrial({ vouchers: 150 });
    await trial.sync();
    trial.control.delete(5);
    trial.control.postRandom();
    const run = onlyRun(await trial.sync({ full: true }));
    expect(run).toMatchObject({ status: "success", syncType: "full_dump" });
    expect(run.entities["vouchers"]).toMatchObject({ inserted: 1, deleted: 1 });
    await requireEqual(trial);
  });
});

describe("a run without changes", () => {
  it.each([1, 40])("asks once for all of %i companies, at most 400 bytes each", async (companies) => {
    await using trial = await startTrial({ companies, vouchers: 3 });
    await trial.sync();
    const report = await trial.sync();
    expect(report.tallyRequests).toBe(1);
    expect(report.tallyBytes).toBeLessThanOrEqual(400 * companies);
    expect(new Set(report.runs.map(({ status }) => status))).toEqual(new Set(["no_change"]));
    await requireEqual(trial);
  });

  it("leaves no run behind", async () => {
    await using trial = await startTrial({ vouchers: 3 });
    await trial.sync();
    await trial.sync();
    const runs = await trial.destination.db.selectFrom("sync_runs").selectAll().execute();
    expect(runs).toHaveLength(1);
  });
});
