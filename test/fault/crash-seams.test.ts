import Database from "better-sqlite3";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { seams, type Seam } from "../../src-main/sync/seams.ts";
import { onlyRun, readChanges, requireEqual, startTrial, type Trial } from "../support/replica-trial.ts";
import { changeEverything } from "./support/change-everything.ts";

/** What became of a process that was to kill itself at a seam. */
type Ending = "killed" | "not reached";

async function runUntilSeam(trial: Trial, seam: Seam, times: number): Promise<Ending> {
  const child = spawn(
    process.execPath,
    [
      join(import.meta.dirname, "support", "killed-product.ts"),
      trial.port.url,
      trial.file,
      join(trial.file, "..", "memory.sqlite"),
      seam,
      String(times),
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  if (signal === "SIGKILL") return "killed";
  expect(code).toBe(0);
  return "not reached";
}

/** Seams that only one kind of run passes. */
const onlyFullLoad: readonly Seam[] = [
  "masters written, not committed",
  "masters committed",
  "days counted",
  "window read",
  "window written, not committed",
  "window committed",
  "indexes made",
];

/** A load is written without them; whoever is killed meanwhile must not leave the database without. */
function voucherIndexes(file: string): readonly unknown[] {
  const database = new Database(file, { readonly: true });
  const names = database
    .prepare("select name from sqlite_master where type = 'index' and name like 'voucher%' order by name")
    .pluck()
    .all();
  database.close();
  return names;
}

const onlyIncremental: readonly Seam[] = ["hot window read", "wide look done"];

describe("killed at every seam", () => {
  it.each(seams.filter((seam) => !onlyIncremental.includes(seam)))(
    "a full load killed at “%s” goes on by itself and ends equal",
    async (seam) => {
      await using trial = await startTrial({ vouchers: 60, seed: 11 });
      expect(await runUntilSeam(trial, seam, 1)).toBe("killed");
      const run = onlyRun(await trial.sync());
      expect(["success", "no_change"]).toContain(run.status);
      await requireEqual(trial);
      expect(await readChanges(trial)).toEqual([]);
      await using fresh = await startTrial({ vouchers: 0, seed: 11 });
      await fresh.sync();
      const names = voucherIndexes(trial.file);
      expect(names).toEqual(voucherIndexes(fresh.file));
      expect(names).toContain("voucher_ledger_entries_ledger_guid");
    },
  );

  it.each(seams.filter((seam) => !onlyFullLoad.includes(seam)))(
    "an incremental run killed at “%s” is repeated whole and tells each change once",
    async (seam) => {
      await using trial = await startTrial({ vouchers: 60, seed: 12 });
      await trial.sync();
      const told = changeEverything(trial.control);
      expect(await runUntilSeam(trial, seam, 1)).toBe("killed");
      const run = onlyRun(await trial.sync());
      expect(["success", "no_change"]).toContain(run.status);
      await requireEqual(trial);
      const changes = await readChanges(trial);
      expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
      for (const { action, count } of told) {
        expect(changes.filter((change) => change.action === action)).toHaveLength(count);
      }
    },
  );
});
