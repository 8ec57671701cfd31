import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { openSqlite } from "../../../src-main/destination/sqlite.ts";
import { onlyRun, requireEqual, startTrial, syncAndRequireEqual } from "../../support/replica-trial.ts";

describe("a first load that a thread writes", () => {
  it("ends equal to the books, and so does the run after it, without the thread", async () => {
    const started: Worker[] = [];
    const note = (worker: Worker): void => void started.push(worker);
    process.on("worker", note);
    const folder = mkdtempSync(join(tmpdir(), "tally-replica-threaded-"));
    try {
      await using threaded = openSqlite({ path: join(folder, "replica.sqlite"), threadFromEntities: 1 });
      await threaded.prepare(streams, "0.0.0-test");
      await using trial = await startTrial({
        vouchers: 300,
        seed: 41,
        folder,
        wrapDestination: () => threaded,
      });
      expect(onlyRun(await trial.sync()).status).toBe("success");
      await requireEqual(trial);
      expect(started).toHaveLength(1);
      const sale = trial.control.postRandom({ kind: "sale", date: "2026-11-18" });
      trial.control.setNarration(sale, "changed");
      const changes = await syncAndRequireEqual(trial);
      expect(changes.some(({ action }) => action === "insert")).toBe(true);
      expect(started.filter(({ threadId }) => threadId >= 0)).toEqual([]);
    } finally {
      process.off("worker", note);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
