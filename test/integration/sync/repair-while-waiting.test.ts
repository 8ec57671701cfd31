import { describe, expect, it } from "vitest";
import { onlyRun, startTrial } from "../../support/replica-trial.ts";

const signal = new AbortController().signal;

describe("repair while deletes wait for a person", () => {
  it("asks Tally for a bounded number of days, and names the decision, not another repair", async () => {
    await using trial = await startTrial({ vouchers: 600, seed: 41 });
    await trial.sync();
    for (const id of [...trial.control.voucherIds()].slice(150, 400)) trial.control.delete(id);
    expect(onlyRun(await trial.sync())).toMatchObject({ heldDeletes: 250, deleted: 0 });
    const request = { companies: [], window: null, table: "vouchers" };
    const run = onlyRun(await trial.engine.repair(request, signal));
    expect(run).toMatchObject({ status: "needs_attention", heldDeletes: 250, deleted: 0 });
    expect(run.error?.code).toBe("DATA_DELETES_HELD");
    // 250 days differ in every ledger and item: without the bound some 3,000 reports were asked for.
    expect(run.tallyRequests).toBeLessThan(700);
  });
});
