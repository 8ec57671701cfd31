import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultSettings } from "../../../src-main/contract/settings.ts";
import { appendChanges } from "../../../src-main/destination/change-log.ts";
import { createDailyRetention } from "../../../src-main/destination/daily-retention.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { readChanges, readRuns } from "../../../src-main/destination/queries.ts";
import { retentionAt } from "../../../src-main/destination/retention.ts";
import { testStreams } from "../../contract/destination-catalog.ts";
import { change, inTransaction, prepareCompany, recordRun } from "../../contract/destination-helpers.ts";
import { hourMs, movableClock } from "../../support/movable-clock.ts";

const dayMs = 24 * hourMs;

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tally-replica-retention-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function daysAgo(days: number): string {
  return new Date(Date.now() - days * dayMs).toISOString();
}

/** Runs and changes of 10, 300 and 500 days ago. */
async function fill(destination: Destination): Promise<void> {
  const company = await prepareCompany(destination);
  for (const days of [500, 300, 10]) {
    const at = daysAgo(days);
    await recordRun(destination, { companyId: company.companyId, runId: `run-${days}`, at });
    await inTransaction(destination, company, ({ db }) =>
      appendChanges(db, company.stamp(at), [change({ nameOrNumber: `changed ${days}` })]),
    );
  }
}

async function kept(destination: Destination): Promise<unknown> {
  const runs = await readRuns(destination, { limit: 10 });
  const changes = await readChanges(destination, { limit: 10 });
  return {
    runs: runs.map(({ run }) => run.run_id),
    changes: changes.map((row) => row.name_or_number),
  };
}

describe("how long records are kept", () => {
  it("is a year for runs and for ever for changes unless the settings say otherwise", async () => {
    await using destination = await openDestination(`sqlite:${join(folder, "usual.sqlite")}`);
    await destination.prepare(testStreams, "1.0.0");
    await fill(destination);
    await createDailyRetention(destination, defaultSettings.retention, movableClock())();
    expect(await kept(destination)).toEqual({
      runs: ["run-10", "run-300"],
      changes: ["changed 10", "changed 300", "changed 500"],
    });
  });

  it("follows the settings, and is looked at once a day", async () => {
    await using destination = await openDestination(`sqlite:${join(folder, "short.sqlite")}`);
    await destination.prepare(testStreams, "1.0.0");
    const clock = movableClock();
    const thinOut = createDailyRetention(destination, { runsDays: 100, changesDays: 400 }, clock);
    await thinOut();
    await fill(destination);
    await thinOut();
    expect(await kept(destination)).toMatchObject({ runs: ["run-10", "run-300", "run-500"] });
    clock.advance(dayMs);
    await thinOut();
    expect(await kept(destination)).toEqual({ runs: ["run-10"], changes: ["changed 10", "changed 300"] });
  });

  it("keeps everything where the settings say null", () => {
    expect(retentionAt({ runsDays: null, changesDays: null }, new Date())).toEqual({
      runsBefore: null,
      changesBefore: null,
    });
  });
});
