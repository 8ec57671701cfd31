import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLogger } from "../../../src-main/contract/logger.ts";
import type { BackupSettings } from "../../../src-main/contract/settings.ts";
import { createBackupSchedule } from "../../../src-main/destination/backup-schedule.ts";
import type { BackupSchedule } from "../../../src-main/destination/backup-schedule.ts";
import { parseDatabaseUrl } from "../../../src-main/destination/database-url.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { testStreams } from "../../contract/destination-catalog.ts";
import { hourMs, movableClock } from "../../support/movable-clock.ts";

let folder = "";
let address = "";
const signal = new AbortController().signal;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tally-replica-schedule-"));
  address = `sqlite:${join(folder, "replica.sqlite")}`;
  await using destination = await openDestination(address);
  await destination.prepare(testStreams, "1.0.0");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function plan(settings: Partial<BackupSettings> = {}, to = address) {
  const clock = movableClock();
  const told: string[] = [];
  const schedule = createBackupSchedule({
    location: parseDatabaseUrl(to),
    settings: { isOn: true, everyHours: 24, keep: 2, ...settings },
    clock,
    log: silentLogger,
    onMade: ({ madeAt, removed }) => told.push(`made, ${removed.length} removed`) && madeAt,
    onFailed: () => told.push("failed"),
  });
  return { clock, told, schedule };
}

async function pass(schedule: BackupSchedule): Promise<void> {
  schedule.startWhenDue(signal);
  await schedule.settled();
}

describe("the schedule of backups", () => {
  it("makes one at once where there is none, then one every so many hours", async () => {
    const { clock, told, schedule } = plan({ everyHours: 5 });
    for (let hour = 0; hour < 12; hour += 1) {
      await pass(schedule);
      clock.advance(hourMs);
    }
    expect(told).toEqual(["made, 0 removed", "made, 0 removed", "made, 1 removed"]);
  });

  it("goes on from the copies that are there after a restart", async () => {
    await pass(plan().schedule);
    const { told, schedule } = plan();
    await pass(schedule);
    expect(told).toEqual([]);
  });

  it("never makes two at a time, and keeps nobody waiting", async () => {
    const { told, schedule } = plan();
    for (let count = 0; count < 5; count += 1) schedule.startWhenDue(signal);
    expect(told).toEqual([]);
    await schedule.settled();
    expect(told).toEqual(["made, 0 removed"]);
  });

  it("tells a failure, and tries again after an hour", async () => {
    const blocked = join(folder, "blocked");
    writeFileSync(blocked, "");
    const { clock, told, schedule } = plan({ folder: join(blocked, "copies") });
    for (let half = 0; half < 4; half += 1) {
      await pass(schedule);
      clock.advance(hourMs / 2);
    }
    expect(told).toEqual(["failed", "failed"]);
  });

  it("makes none where the settings or a server say so", async () => {
    const off = plan({ isOn: false });
    await pass(off.schedule);
    const server = plan({}, "postgres://asha@db/books");
    await pass(server.schedule);
    expect([off.told, server.told]).toEqual([[], []]);
  });
});
