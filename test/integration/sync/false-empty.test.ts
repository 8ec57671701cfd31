import { describe, expect, it } from "vitest";
import { onlyRun, requireEqual, startTrial, type Trial } from "../../support/replica-trial.ts";

function deleteEverything({ control }: Trial): void {
  for (const id of control.voucherIds()) control.delete(id);
}

describe("a first load of a book that shows no voucher while its counter has moved", () => {
  it("believes it when another shape shows none either", async () => {
    await using trial = await startTrial({ vouchers: 40 });
    deleteEverything(trial);
    expect(onlyRun(await trial.sync()).status).toBe("success");
    await requireEqual(trial);
  });

  it("does not take it for empty when another shape shows vouchers", async () => {
    await using trial = await startTrial({ vouchers: 40 });
    // To every filter each of them says that it is deleted; asked without one, they are listed.
    trial.control.setKeepsDeleted(true);
    deleteEverything(trial);
    expect(onlyRun(await trial.sync())).toMatchObject({
      status: "failed",
      error: { code: "SOURCE_FALSE_EMPTY" },
    });
  });
});
