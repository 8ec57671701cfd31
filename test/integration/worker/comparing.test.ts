import { describe, expect, it } from "vitest";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import type { SampleTally } from "../../../src-main/sample-tally/index.ts";
import { isVerified, only, startWorkerTrial } from "../../support/worker-trial.ts";
import type { WorkerTrial } from "../../support/worker-trial.ts";

function startSample(): Promise<SampleTally> {
  return startSampleTally({ vouchers: 60, seed: 5 });
}

/** Newest first: what each run was, and who it was for. */
async function starters(trial: WorkerTrial): Promise<readonly string[]> {
  const { runs } = await trial.ask("runs.page", { company: null, offset: 0, limit: 50 });
  return runs.map(({ syncType, startedBy }) => `${syncType} ${startedBy}`);
}

describe("what is compared with Tally, and who asked for it", () => {
  it("compares a first load that a person started, before anything else is due", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    // While it is paused nothing but what is asked for is done: no later pass can make it green.
    trial.setUp({ tallyUrl: sample.url, pausedUntil: "untilResumed" });
    await trial.until("the pause", ({ phase }) => phase === "paused");
    await trial.ask("agent.syncNow", { company: null });
    const done = await trial.until(
      "the comparison",
      ({ phase, companies }) =>
        phase === "paused" && companies.some(({ standing }) => standing === "verified"),
    );
    expect(only(done)).toMatchObject({ verdict: "verified", verifiedAt: expect.any(String) });
    expect(await starters(trial)).toEqual(["verify manual", "full_dump manual"]);
  });

  it("is green again after a change that was read by the timer or for a person, each told apart", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    trial.setUp({ tallyUrl: sample.url });
    const loaded = await trial.until("the first load", isVerified);
    sample.company().postRandom();
    trial.post({ kind: "wake", reason: "networkReturned" });
    const first = await trial.until(
      "the voucher of the timer",
      (state) => isVerified(state) && only(state).rows > only(loaded).rows,
    );
    sample.company().postRandom();
    await trial.ask("agent.syncNow", { company: null });
    const second = await trial.until(
      "the voucher of the person",
      (state) => isVerified(state) && only(state).rows > only(first).rows,
    );
    expect(only(second).verifiedAt! > only(loaded).verifiedAt!).toBe(true);
    expect(await starters(trial)).toEqual([
      "verify manual",
      "cdc manual",
      "verify schedule",
      "cdc schedule",
      "verify startup",
      "full_dump startup",
    ]);
    // The figures of the whole comparison stay beside the newer verdict.
    const { verification } = await trial.ask("company.detail", { company: only(second).key });
    expect(verification).toMatchObject({ verdict: "verified", at: only(second).verifiedAt });
    expect(verification?.checked.stockItems).toBeGreaterThan(0);
  });

  it("names the first load of the wizard so, and compares what a person had read anew", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    trial.setUp({ tallyUrl: sample.url, wizardStep: "schedule" }, { isSetUp: false });
    trial.setUp({ tallyUrl: sample.url }, { isSetUp: true });
    const { key } = only(await trial.until("the first load", isVerified));
    await trial.ask("company.rebuild", { company: key });
    await expect
      .poll(() => starters(trial), { timeout: 60_000 })
      .toEqual(["verify manual", "full_dump manual", "verify wizard", "full_dump wizard"]);
  });
});
