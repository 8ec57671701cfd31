import { describe, expect, it } from "vitest";
import { type Clock, systemClock } from "../../../src-main/contract/clock.ts";
import { addDays } from "../../../src-main/sync/dates.ts";
import { longestOfSync } from "../../support/longest-request.ts";
import { requireEqual, startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

const longestMs = 2_000;
/** Twice what one request should deliver. */
const many = 2_000;

async function lastDay(trial: Trial): Promise<string> {
  const companyId = await trial.companyId(trial.control.books);
  const rows = await trial.destination.select({ companyId, table: "vouchers", columns: ["date"] });
  return rows.map((row) => String(row["date"])).reduce((one, other) => (one > other ? one : other));
}

describe("thousands of changes at once hold Tally no longer than a few do", { timeout: 120_000 }, () => {
  it("on one day", async () => {
    await using trial = await startTrial({ vouchers: 200, seed: 71 });
    await trial.sync();
    const date = await lastDay(trial);
    for (let count = 0; count < many; count += 1) trial.control.postRandom({ kind: "sale", date });
    expect(await longestOfSync(trial)).toBeLessThan(longestMs);
    await requireEqual(trial);
  });

  it("on days long ago, and on the timer Tally is left free after each part", async () => {
    let rests = 0;
    const clock: Clock = {
      ...systemClock,
      sleep: () => {
        rests += 1;
        return Promise.resolve();
      },
    };
    await using trial = await startTrial({ vouchers: 200, seed: 72, startedBy: "schedule", clock });
    await trial.sync();
    rests = 0;
    const last = await lastDay(trial);
    for (let count = 0; count < many; count += 1) {
      trial.control.postRandom({ kind: "sale", date: addDays(last, -150 - (count % 40)) });
    }
    const before = trial.port.log.length;
    expect(await longestOfSync(trial)).toBeLessThan(longestMs);
    const large = trial.port.log.slice(before).filter(({ bytes }) => bytes > 500_000);
    expect(large.length).toBeGreaterThan(1);
    expect(rests).toBeGreaterThanOrEqual(large.length);
    await requireEqual(trial);
  });

  it("of quantities, where the conversion of a unit changed", async () => {
    await using trial = await startTrial({ vouchers: 100, seed: 74 });
    await trial.sync();
    const last = await lastDay(trial);
    for (let count = 0; count < many; count += 1) {
      trial.control.postRandom({ kind: "sale", date: addDays(last, count % 4) });
    }
    await trial.sync();
    trial.control.masters.setConversion("Box of 12 Nos", 10);
    expect(await longestOfSync(trial)).toBeLessThan(longestMs);
    await requireEqual(trial);
  });

  it("of vouchers that were there already", async () => {
    await using trial = await startTrial({ vouchers: many, seed: 73 });
    await trial.sync();
    for (const id of trial.control.voucherIds()) {
      try {
        trial.control.setNarration(id, "altered by an import");
      } catch {
        // A cancelled one cannot be altered.
      }
    }
    expect(await longestOfSync(trial)).toBeLessThan(longestMs);
    await requireEqual(trial);
  });
});
