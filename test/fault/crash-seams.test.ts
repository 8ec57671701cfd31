import Database from "better-sqlite3";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RunReport } from "../../src-main/contract/run.ts";
import { makeRandom, type Random } from "../../src-main/sample-tally/company/random.ts";
import { seams, type Seam } from "../../src-main/sync/seams.ts";
import { onlyRun, readChanges, requireEqual, startTrial, type Trial } from "../support/replica-trial.ts";
import { changeEverything, type ToldChanges } from "./support/change-everything.ts";

/** What became of a process that was to kill itself at a seam. */
type Ending = "killed" | "not reached";

function startChild(trial: Trial, ...more: readonly string[]): ChildProcess {
  const program = join(import.meta.dirname, "support", "killed-product.ts");
  const memoryFile = join(trial.file, "..", "memory.sqlite");
  return spawn(process.execPath, [program, trial.port.url, trial.file, memoryFile, ...more], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function endOf(child: ChildProcess): Promise<Ending> {
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  if (signal === "SIGKILL") return "killed";
  expect(code).toBe(0);
  return "not reached";
}

function runUntilSeam(trial: Trial, seam: Seam, times: number): Promise<Ending> {
  return endOf(startChild(trial, seam, String(times)));
}

/** Killed from outside some milliseconds after it asked Tally for the nth time, wherever it then is. */
async function runForRequests(trial: Trial, random: Random, most: number): Promise<Ending> {
  const child = startChild(trial, "none");
  const end = endOf(child);
  let left = random.int(1, most);
  trial.onRequest = () => {
    left -= 1;
    if (left === 0) setTimeout(() => child.kill("SIGKILL"), random.int(0, 20));
  };
  const ending = await end;
  trial.onRequest = null;
  return ending;
}

const tried: string[] = [];
afterAll(() => {
  console.log(["run | killed at | next run | replica", "--- | --- | --- | ---", ...tried].join("\n"));
});

/** The next run needs no hand and ends equal; returns it. */
async function requireRecovery(trial: Trial, what: string): Promise<RunReport> {
  const run = onlyRun(await trial.sync());
  expect(["success", "no_change"]).toContain(run.status);
  await requireEqual(trial);
  tried.push(`${what} | ${run.syncType} ${run.status} | equal`);
  return run;
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
      await requireRecovery(trial, `first load | ${seam}`);
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
      await requireRecovery(trial, `incremental | ${seam}`);
      await requireToldOnce(trial, told);
    },
  );
});

async function requireToldOnce(trial: Trial, told: readonly ToldChanges[]): Promise<void> {
  const changes = await readChanges(trial);
  expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
  for (const { action, count } of told) {
    expect(changes.filter((change) => change.action === action)).toHaveLength(count);
  }
}

describe("killed at random times", () => {
  const seed = Number(process.env["TALLY_REPLICA_SEED"] ?? Date.now() % 1_000_000);

  it(`again and again in one first load (seed ${seed})`, async () => {
    await using trial = await startTrial({ vouchers: 300, seed: 13 });
    const random = makeRandom(seed);
    const endings: Ending[] = [];
    for (let count = 0; count < 4; count += 1) endings.push(await runForRequests(trial, random, 12));
    expect(endings).toContain("killed");
    await requireRecovery(trial, `first load | random times: ${endings.join(", ")}`);
    expect(await readChanges(trial)).toEqual([]);
  });

  it(`in incremental runs (seed ${seed})`, async () => {
    await using trial = await startTrial({ vouchers: 60, seed: 14 });
    const random = makeRandom(seed);
    await trial.sync();
    let all: readonly ToldChanges[] = [];
    for (let count = 0; count < 6; count += 1) {
      const told = changeEverything(trial.control);
      all = told.map((each, index) => ({ ...each, count: each.count + (all[index]?.count ?? 0) }));
      const ending = await runForRequests(trial, random, 40);
      const { status } = await requireRecovery(trial, `incremental | random time: ${ending}`);
      expect(status).toMatch(ending === "killed" ? /^(success|no_change)$/ : /^no_change$/);
    }
    await requireToldOnce(trial, all);
  });
});
