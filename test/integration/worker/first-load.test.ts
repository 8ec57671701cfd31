import { describe, expect, it } from "vitest";
import { only, startWorkerTrial } from "../../support/worker-trial.ts";

describe("the worker", () => {
  it("loads the sample from nothing, tells its state on the way and shows the run", async () => {
    await using trial = startWorkerTrial();
    trial.setUp({ isSample: true });
    const done = await trial.until("the first load", ({ companies }) =>
      companies.some(({ lastRun }) => lastRun?.status === "success" && lastRun.runId !== null),
    );
    expect(done.tally.sight).toBe("answers");
    expect(trial.states.map(({ sequence }) => sequence)).toEqual(trial.states.map((_, index) => index + 1));
    const loading = trial.states.map(({ companies }) => companies[0]?.standing);
    expect(loading).toContain("loading");
    const verified = await trial.until("the comparison with Tally", ({ companies }) =>
      companies.some(({ standing }) => standing === "verified"),
    );
    expect(only(verified)).toMatchObject({
      isOpen: true,
      isChosen: true,
      verdict: "verified",
      heldDeletes: 0,
    });
    expect(only(verified).rows).toBeGreaterThan(1_500);
    const page = await trial.ask("runs.page", { company: null, offset: 0, limit: 50 });
    expect(page.runs.map(({ syncType, status }) => [syncType, status])).toEqual([
      ["verify", "success"],
      ["full_dump", "success"],
    ]);
    const [, load] = page.runs;
    const detail = await trial.ask("runs.detail", { company: load!.companyKey, runId: load!.runId });
    expect(detail.tables.find(({ table }) => table === "vouchers")?.inserted).toBeGreaterThan(1_400);
  });
});
