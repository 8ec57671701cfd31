import { describe, expect, it } from "vitest";
import { onlyRun, startTrial, type Trial } from "../../support/replica-trial.ts";

const nothing = { status: "failed", inserted: 0, updated: 0, deleted: 0, entities: {} };

describe("a run whose transaction is undone has written nothing and says so", () => {
  let breaksAt = "";

  function start(): Promise<Trial> {
    return startTrial({
      vouchers: 40,
      seed: 7,
      onSeam: (seam) => {
        if (seam === breaksAt) throw new Error("the disk is gone");
      },
    });
  }

  it("in a first load", async () => {
    await using trial = await start();
    breaksAt = "masters written, not committed";
    expect(onlyRun(await trial.sync())).toMatchObject(nothing);
  });

  it("in an incremental run", async () => {
    breaksAt = "";
    await using trial = await start();
    await trial.sync();
    trial.control.postRandom();
    breaksAt = "checkpoint written, not committed";
    const run = onlyRun(await trial.sync());
    expect(run).toMatchObject(nothing);
    expect(Object.keys(run.entities)).toEqual([]);
  });
});
