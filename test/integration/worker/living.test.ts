import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChildProcess } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { AgentState } from "../../../src-main/contract/agent-state.ts";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import type { SampleTally } from "../../../src-main/sample-tally/index.ts";
import { isVerified, only, startWorkerTrial } from "../../support/worker-trial.ts";
import type { WorkerTrial } from "../../support/worker-trial.ts";
import { openChild } from "./child-process.ts";

function startSample(vouchers = 60): Promise<SampleTally> {
  return startSampleTally({ companies: 1, vouchers, seed: 5 });
}

async function firstLoad(trial: WorkerTrial, sample: SampleTally): Promise<AgentState> {
  trial.setUp({ tallyUrl: sample.url });
  return await trial.until("the first load", isVerified);
}

describe("a worker at work", () => {
  it("waits while Tally is closed, keeps what it knows, and goes on when it is woken", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    const loaded = only(await firstLoad(trial, sample));
    await sample.port.stopListening();
    trial.post({ kind: "wake", reason: "manual" });
    const away = await trial.until("Tally away", ({ tally }) => tally.sight === "notRunning");
    expect(away).toMatchObject({ phase: "waiting", error: null });
    expect(only(away)).toMatchObject({ standing: "notOpen", isOpen: false, rows: loaded.rows });
    expect(only(away).currentAt).not.toBeNull();
    sample.company().postRandom();
    await sample.port.resumeListening();
    trial.post({ kind: "wake", reason: "networkReturned" });
    const back = await trial.until(
      "the voucher of meanwhile",
      (state) => isVerified(state) && only(state).rows > loaded.rows,
    );
    expect(only(back)).toMatchObject({ isOpen: true, verdict: "verified" });
    const page = await trial.ask("changes.page", { company: null, offset: 0, limit: 10 });
    expect(page.changes.map(({ action, table }) => [action, table])).toContainEqual(["insert", "vouchers"]);
    expect(await trial.ask("changes.last", { limit: 1 })).toHaveLength(1);
  });

  it("takes Tally closing in mid-run for waiting, and holds back what it went away over", async () => {
    await using sample = await startSample(2_500);
    await using trial = startWorkerTrial();
    trial.setUp({ tallyUrl: sample.url });
    await trial.until("some rows", ({ companies }) =>
      companies.some(({ progress }) => progress !== null && progress.rowsDone > 500),
    );
    // Whatever is asked now goes down with Tally.
    sample.port.faults.add({ fault: { kind: "hang" }, contains: "<ENVELOPE>", times: 1 });
    await expect.poll(() => sample.port.faults.pending, { timeout: 30_000 }).toEqual([]);
    await sample.port.stopListening();
    await trial.until(
      "Tally away",
      ({ tally, phase }) => tally.sight === "notRunning" && phase === "waiting",
    );
    const alarming = trial.states.filter(({ companies }) => companies[0]?.standing === "error");
    expect(alarming).toEqual([]);
    await sample.port.resumeListening();
    await expect
      .poll(async () => (await trial.ask("tally.releaseRequests", undefined)).released, { timeout: 30_000 })
      .toBe(1);
    await trial.until("the rest", isVerified);
  });

  it("does nothing while it is paused but what is asked for, and goes on by itself", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    const before = await firstLoad(trial, sample);
    trial.post({ kind: "pause", until: "untilResumed" });
    await trial.until("the pause", ({ phase }) => phase === "paused");
    sample.company().postRandom();
    trial.post({ kind: "wake", reason: "resumedFromSleep" });
    await trial.ask("agent.syncNow", { company: null });
    const read = await trial.until("one pass", (state) => only(state).rows > only(before).rows);
    expect(read.pausedUntil).toBe("untilResumed");
    await trial.until("still paused", ({ phase }) => phase === "paused");
    sample.company().postRandom();
    // Lifted by itself.
    trial.post({ kind: "pause", until: new Date(Date.now() + 300).toISOString() });
    const after = await trial.until("the end of the pause", (state) => only(state).rows > only(read).rows);
    expect(after.pausedUntil).toBeNull();
  });

  it("starts paused where that was left, and resumes", async () => {
    await using sample = await startSample();
    await using trial = startWorkerTrial();
    trial.setUp({ tallyUrl: sample.url, pausedUntil: "untilResumed" });
    expect((await trial.until("the pause", ({ phase }) => phase === "paused")).companies).toEqual([]);
    trial.post({ kind: "pause", until: null });
    await trial.until("the first load", isVerified);
  });

  it("stops in the middle of a first load, and another worker goes on from there", async () => {
    await using sample = await startSample(2_500);
    const folder = mkdtempSync(join(tmpdir(), "tally-replica-worker-"));
    const trial = startWorkerTrial(undefined, folder);
    trial.setUp({ tallyUrl: sample.url });
    await trial.until("some rows", ({ companies }) =>
      companies.some(({ progress }) => progress !== null && progress.rowsDone > 500),
    );
    await trial.stop();
    await using other = startWorkerTrial(undefined, folder);
    other.setUp({ tallyUrl: sample.url });
    const verified = await other.until("the rest", isVerified);
    expect(only(verified).verdict).toBe("verified");
    const { runs } = await other.ask("runs.page", { company: null, offset: 0, limit: 10 });
    expect(runs.map(({ status }) => status)).toEqual(["success", "success", "cancelled"]);
    rmSync(folder, { recursive: true, force: true });
  });

  it("ends the run under way when asked, and the next one goes on", async () => {
    await using sample = await startSample(2_500);
    await using trial = startWorkerTrial();
    trial.setUp({ tallyUrl: sample.url });
    await trial.until("some rows", ({ companies }) =>
      companies.some(({ progress }) => progress !== null && progress.rowsDone > 500),
    );
    await trial.ask("agent.stopRun", undefined);
    const stopped = await trial.until("the stop", (state) => only(state).lastRun?.status === "cancelled");
    expect(only(stopped)).toMatchObject({ standing: "loading", progress: null });
    await trial.ask("agent.syncNow", { company: only(stopped).key });
    await trial.until("the rest", (state) => only(state).lastRun?.status === "success");
  });

  it("is killed in the middle of a load and goes on as if nothing had been", async () => {
    await using sample = await startSample(2_500);
    const folder = mkdtempSync(join(tmpdir(), "tally-replica-worker-"));
    let child: ChildProcess | null = null;
    const trial = startWorkerTrial(
      openChild((started) => {
        child = started;
      }),
      folder,
    );
    trial.setUp({ tallyUrl: sample.url });
    await trial.until("some rows", ({ companies }) =>
      companies.some(({ progress }) => progress !== null && progress.rowsDone > 500),
    );
    (child as ChildProcess | null)?.kill("SIGKILL");
    await using other = startWorkerTrial(openChild(), folder);
    other.setUp({ tallyUrl: sample.url });
    await other.until("the rest", isVerified);
    const { runs } = await other.ask("runs.page", { company: null, offset: 0, limit: 10 });
    expect(runs.map(({ status }) => status)).toEqual(["success", "success", "interrupted"]);
  });

  it("finds the sample's books unchanged after a restart", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tally-replica-worker-"));
    const first = startWorkerTrial(undefined, folder);
    first.setUp({ isSample: true });
    const loaded = only(await first.until("the first load", isVerified));
    await first.stop();
    await using second = startWorkerTrial(undefined, folder);
    second.setUp({ isSample: true });
    const again = only(await second.until("the first look", ({ lastPassAt }) => lastPassAt !== null));
    expect(again).toMatchObject({ key: loaded.key, rows: loaded.rows, standing: "verified" });
    expect(again.lastRun?.status).toBe("no_change");
    const { total } = await second.ask("runs.page", { company: null, offset: 0, limit: 10 });
    expect(total).toBe(2);
  });
});
