import { describe, expect, it } from "vitest";
import { onlyRun, requireEqual, startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

/** Does something right before the request of that number, counted from 0, is answered. */
function atRequest(trial: Trial, number: number, act: () => void): void {
  let count = 0;
  trial.onRequest = () => {
    if (count === number) act();
    count += 1;
  };
}

function postTransfer(trial: Trial, date: string): void {
  trial.control.post({
    type: "Contra",
    date,
    ledgers: [
      { ledger: "SBI Overdraft", amount: "-100" },
      { ledger: "HDFC Bank - 4521", amount: "100" },
    ],
  });
}

/**
 * Two ledgers change names between two requests: what was read before and what is read after name them the other way
 * round, so nothing of the two may be mixed.
 */
describe("masters that change while a run reads", () => {
  it.each([1, 2, 4, 7, 10, 13, 16, 17, 18, 19, 20, 22, 24])(
    "two ledgers and two groups change names before request %i of an incremental run",
    async (number) => {
      await using trial = await startTrial({ vouchers: 40, seed: 81 });
      await trial.sync();
      postTransfer(trial, "2025-05-05");
      postTransfer(trial, "2026-11-20");
      trial.control.delete(12);
      trial.control.masters.alter("LEDGER", "Rent", { EMAIL: "a@example.in" });
      atRequest(trial, number, () => {
        trial.control.masters.swapNames("LEDGER", "SBI Overdraft", "HDFC Bank - 4521");
        trial.control.masters.swapNames("GROUP", "Mumbai Retail", "Creditors for Goods");
      });
      expect(onlyRun(await trial.sync()).error).toBeNull();
      trial.onRequest = null;
      await trial.sync();
      await requireEqual(trial);
    },
  );

  it.each([3, 9, 15, 18, 20, 21, 22])("or before request %i of a first load", async (number) => {
    await using trial = await startTrial({ vouchers: 2_300, seed: 82 });
    atRequest(trial, number, () => {
      trial.control.masters.swapNames("LEDGER", "Output CGST", "HDFC Bank - 4521");
      trial.control.masters.setConversion("Box of 12 Nos", 10);
      trial.control.masters.setVoucherTypeParent("Bank Payment", "Memorandum");
    });
    expect(onlyRun(await trial.sync()).error).toBeNull();
    trial.onRequest = null;
    await trial.sync();
    await requireEqual(trial);
  });

  it("gives up where they never rest, and is right once they do", async () => {
    await using trial = await startTrial({ vouchers: 40, seed: 83 });
    await trial.sync();
    trial.control.postRandom();
    let count = 0;
    trial.onRequest = () => {
      count += 1;
      trial.control.masters.alter("LEDGER", "Rent", { EMAIL: `${count}@example.in` });
    };
    expect(onlyRun(await trial.sync())).toMatchObject({
      status: "failed",
      error: { code: "SOURCE_MASTERS_MOVED" },
    });
    trial.onRequest = null;
    expect(onlyRun(await trial.sync()).status).toBe("success");
    await requireEqual(trial);
  });
});
