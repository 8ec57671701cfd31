import { describe, expect, it } from "vitest";
import { askAgainAboutDeletes, decideHeldDeletes } from "../../../src-main/destination/held-deletes.ts";
import { onlyRun, requireEqual, startTrial } from "../../support/replica-trial.ts";

const signal = new AbortController().signal;

describe("entries that somebody decided to keep although Tally deleted them", () => {
  it("are named as what differs, and asked about once more on demand", async () => {
    await using trial = await startTrial({ vouchers: 200, seed: 42 });
    await trial.sync();
    for (const id of [...trial.control.voucherIds()].slice(50, 110)) trial.control.delete(id);
    expect(onlyRun(await trial.sync())).toMatchObject({ heldDeletes: 60, deleted: 0 });
    const verify = async () => {
      const { companies } = await trial.engine.verify({ companies: [], asOf: null }, signal);
      return companies[0];
    };
    const companyId = await trial.companyId(trial.control.books);
    const decide = (decision: "accepted" | "dismissed"): Promise<number> =>
      decideHeldDeletes(trial.destination.db, {
        companyId,
        decision,
        by: "asha",
        at: new Date().toISOString(),
      });

    const waiting = await verify();
    expect(waiting?.doubts).toContain("deletesWaiting");
    expect(waiting?.doubts).not.toContain("otherVersions");

    expect(await decide("dismissed")).toBe(60);
    const kept = await verify();
    expect(kept?.verdict).toBe("differs");
    expect(kept?.doubts).toContain("deletesKept");
    expect(kept?.doubts).not.toContain("otherVersions");

    expect(await askAgainAboutDeletes(trial.destination.db, companyId)).toBe(60);
    expect(await decide("accepted")).toBe(60);
    expect(onlyRun(await trial.sync())).toMatchObject({ deleted: 60, heldDeletes: 0 });
    await requireEqual(trial);
    expect((await verify())?.doubts).not.toContain("deletesKept");
  });
});
