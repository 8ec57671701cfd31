import { join } from "node:path";
import Database from "better-sqlite3";
import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { openSqlite } from "../../src-main/destination/sqlite.ts";
import type { Destination } from "../../src-main/destination/destination.ts";
import type { Seam } from "../../src-main/sync/seams.ts";
import { hourMs, movableClock } from "../support/movable-clock.ts";
import {
  onlyRun,
  readChanges,
  requireEqual,
  startTrial,
  type Trial,
  type TrialOptions,
} from "../support/replica-trial.ts";
import { changeEverything, type ToldChanges } from "./support/change-everything.ts";
import { fingerprintReplica } from "./support/fault-matrix.ts";
import { type Addresses, runProduct, sleepAtSeam } from "./support/sleeping-product.ts";

function agentOf(trial: Trial, name: string): Addresses {
  return { url: trial.port.url, file: trial.file, memoryFile: join(trial.file, "..", `${name}.sqlite`) };
}

function onFile(trial: Trial, work: (database: Database.Database) => void): void {
  const database = new Database(trial.file, { timeout: 0 });
  try {
    work(database);
  } finally {
    database.close();
  }
}

/** The sleep took longer than the lease: by the database's clock it has run out. */
function expireLease(trial: Trial): void {
  onFile(trial, (database) => {
    const past = "2020-01-01T00:00:00.000Z";
    const { changes } = database
      .prepare("update sync_state set lease_expires_at = ? where lease_holder <> ''")
      .run(past);
    expect(changes).toBe(1);
  });
}

/** Each change of the batch was told once, and the numbers have no holes. */
async function requireToldOnce(trial: Trial, told: readonly ToldChanges[]): Promise<void> {
  const changes = await readChanges(trial);
  expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
  for (const { action, count } of told) {
    expect(changes.filter((change) => change.action === action)).toHaveLength(count);
  }
}

async function requireWell(trial: Trial): Promise<void> {
  expect(["success", "no_change"]).toContain(onlyRun(await trial.sync()).status);
  await requireEqual(trial);
}

describe("a PC that sleeps in mid-run", () => {
  // What wakes up afterwards is the same everywhere.
  beforeEach(({ skip }) =>
    skip(process.platform !== "linux", "how to put a process to sleep is known for Linux"),
  );
  const seamsOfChanges: readonly Seam[] = [
    "run recorded as started",
    "masters read",
    "hot window read",
    "changes staged",
  ];
  it.each(seamsOfChanges)(
    "at “%s” of an incremental run commits nothing when another agent has taken over",
    async (seam) => {
      await using trial = await startTrial({ vouchers: 60, seed: 31 });
      await trial.sync();
      const told = changeEverything(trial.control);
      using sleeper = await sleepAtSeam(agentOf(trial, "sleeper"), seam);
      expireLease(trial);
      const another = trial.control.postRandom({ kind: "receipt" });
      expect(await runProduct(agentOf(trial, "other"))).toMatchObject({ status: "success" });
      await requireEqual(trial);
      const before = await fingerprintReplica(trial);
      const woken = await sleeper.wake();
      expect(woken).toMatchObject({ status: "failed", error: { code: "DEST_LEASE_LOST" } });
      expect(await fingerprintReplica(trial), `nothing of the sleeper, voucher ${another} stays`).toBe(
        before,
      );
      await requireWell(trial);
      await requireToldOnce(
        trial,
        told.map(({ action, count }) => ({ action, count: action === "insert" ? count + 1 : count })),
      );
    },
  );

  it.each<Seam>(["masters read", "masters committed", "window read", "window committed"])(
    "at “%s” of a first load adds nothing to what another agent has loaded",
    async (seam) => {
      await using trial = await startTrial({ vouchers: 60, seed: 32 });
      using sleeper = await sleepAtSeam(agentOf(trial, "sleeper"), seam);
      expireLease(trial);
      trial.control.postRandom({ kind: "receipt" });
      expect(await runProduct(agentOf(trial, "other"))).toMatchObject({ status: "success" });
      await requireEqual(trial);
      expect(await sleeper.wake()).toMatchObject({ status: "failed", error: { code: "DEST_LEASE_LOST" } });
      await requireEqual(trial);
      await requireWell(trial);
      expect(await readChanges(trial)).toEqual([]);
    },
  );

  it("in the middle of its commit keeps others out and completes it", async () => {
    await using trial = await startTrial({ vouchers: 60, seed: 33 });
    await trial.sync();
    const told = changeEverything(trial.control);
    using sleeper = await sleepAtSeam(agentOf(trial, "sleeper"), "rows written, not committed");
    expect(() => expireLease(trial)).toThrow(/locked/);
    await expect(trial.sync()).rejects.toMatchObject({ code: "DEST_LOCKED" });
    expect(await sleeper.wake()).toMatchObject({ status: "success" });
    await requireWell(trial);
    await requireToldOnce(trial, told);
  });
});

describe("a database that another program keeps locked", () => {
  /** A trial whose patience is short, and the lock a foreign writer can take at a seam. */
  async function startLocked(options: TrialOptions, at: { seam: Seam | null }): Promise<LockedTrial> {
    const own: { destination: Destination | null; writer: Database.Database | null } = {
      destination: null,
      writer: null,
    };
    const trial = await startTrial({
      ...options,
      wrapDestination: ({ description }) =>
        (own.destination = openSqlite({ path: description, lockTimeoutMs: 200 })),
      onSeam: (seam) => {
        if (seam !== at.seam) return;
        at.seam = null;
        own.writer = new Database(trial.file, { timeout: 0 });
        own.writer.exec("begin immediate");
      },
    });
    return {
      trial,
      unlock: () => own.writer?.close(),
      [Symbol.asyncDispose]: async () => {
        own.writer?.close();
        await own.destination?.close();
        await trial[Symbol.asyncDispose]();
      },
    };
  }

  interface LockedTrial extends AsyncDisposable {
    readonly trial: Trial;
    unlock(): void;
  }

  it.each<Seam>([
    "lease taken",
    "run recorded as started",
    "masters read",
    "hot window read",
    "changes staged",
  ])(
    "from “%s” of an incremental run on: it fails as a whole, and the next one needs no hand",
    async (seam) => {
      const at: { seam: Seam | null } = { seam: null };
      await using locked = await startLocked({ vouchers: 60, seed: 34 }, at);
      const { trial } = locked;
      await trial.sync();
      const told = changeEverything(trial.control);
      const before = await fingerprintReplica(trial);
      at.seam = seam;
      const run = onlyRun(await trial.sync());
      expect(run).toMatchObject({ status: "failed", error: { code: "DEST_LOCKED" } });
      expect(await fingerprintReplica(trial)).toBe(before);
      locked.unlock();
      await requireWell(trial);
      await requireToldOnce(trial, told);
      const states = await trial.destination.db.selectFrom("sync_runs").select("status").execute();
      expect(states.map(({ status }) => status)).not.toContain("in_progress");
    },
  );

  it.each<Seam>(["masters read", "window read", "window committed"])(
    "from “%s” of a first load on: it goes on where it stopped",
    async (seam) => {
      const at: { seam: Seam | null } = { seam };
      await using locked = await startLocked({ vouchers: 60, seed: 35 }, at);
      const { trial } = locked;
      const run = onlyRun(await trial.sync());
      expect(run).toMatchObject({ status: "failed", error: { code: "DEST_LOCKED" } });
      locked.unlock();
      await requireWell(trial);
      expect(await readChanges(trial)).toEqual([]);
    },
  );
});

describe("a disk that is full", () => {
  async function limitPages(trial: Trial, more: number | null): Promise<void> {
    const { db } = trial.destination;
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    const most = more === null ? 1_000_000 : Number(rows[0]?.page_count) + more;
    await sql.raw(`pragma max_page_count = ${most}`).execute(db);
  }

  it.each([0, 1, 4, 16, 32])(
    "after %i more pages: nothing is lost, and it goes on once there is room",
    async (more) => {
      await using trial = await startTrial({ vouchers: 60, seed: 36 });
      await trial.sync();
      const before = await fingerprintReplica(trial);
      for (let count = 0; count < 150; count += 1) trial.control.postRandom();
      await limitPages(trial, more);
      const run = await trial.sync().then(onlyRun);
      expect(run).toMatchObject({ status: "failed", error: { code: "DEST_DISK_FULL" } });
      expect(await fingerprintReplica(trial)).toBe(before);
      await limitPages(trial, null);
      await requireWell(trial);
      expect((await readChanges(trial)).filter(({ action }) => action === "insert")).toHaveLength(150);
    },
  );

  it.each([10, 40, 120])("during a first load, after %i pages", async (more) => {
    await using trial = await startTrial({ vouchers: 200, seed: 37 });
    await limitPages(trial, more);
    const run = await trial.sync().then(onlyRun);
    expect(run).toMatchObject({ status: "failed", error: { code: "DEST_DISK_FULL" } });
    await limitPages(trial, null);
    await requireWell(trial);
    expect(await readChanges(trial)).toEqual([]);
  });
});

describe("a clock that is set back", () => {
  it("between runs and in mid-run changes nothing of what is read and told", async () => {
    const clock = movableClock();
    let setBackAt: Seam | null = null;
    await using trial = await startTrial({
      vouchers: 60,
      seed: 38,
      clock,
      onSeam: (seam) => {
        if (seam === setBackAt) clock.advance(-72 * hourMs);
      },
    });
    await trial.sync();
    const told = changeEverything(trial.control);
    clock.advance(-48 * hourMs);
    await requireWell(trial);
    await requireToldOnce(trial, told);
    for (const seam of ["masters read", "changes staged", "checkpoint written, not committed"] as const) {
      setBackAt = seam;
      trial.control.postRandom({ kind: "receipt" });
      await requireWell(trial);
    }
    clock.advance(10_000 * hourMs);
    trial.control.postRandom({ kind: "receipt" });
    await requireWell(trial);
    const changes = await readChanges(trial);
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map((_, index) => index + 1));
  });

  it("does not let the lease of an agent that is gone last for days", async () => {
    await using trial = await startTrial({ vouchers: 30, seed: 39 });
    await trial.sync();
    const holdUntil = (at: Date): void =>
      onFile(trial, (database) => {
        database
          .prepare(
            "update sync_state set lease_holder = 'somebody-else:1:r', lease_expires_at = ? where counter = 'masters'",
          )
          .run(at.toISOString());
      });
    holdUntil(new Date(Date.now() + 60_000));
    trial.control.postRandom({ kind: "receipt" });
    expect(onlyRun(await trial.sync())).toMatchObject({
      status: "failed",
      error: { code: "DEST_LEASE_HELD" },
    });
    holdUntil(new Date(Date.now() + 48 * hourMs));
    await requireWell(trial);
  });
});
