import { describe, expect, it } from "vitest";
import { compareReplica } from "../../support/expected-rows/index.ts";
import { hidingTally } from "../../support/hiding-tally.ts";
import { onlyRun, openReplica, requireEqual, startTrial, type Trial } from "../../support/replica-trial.ts";

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

function hideVouchers(asked: string): string {
  return asked.includes("AllLedgerEntries") ? asked.replace("NOT $IsDeleted", "$IsDeleted") : asked;
}

describe("days on which Tally counts vouchers and shows none of them", () => {
  const request = { companies: [], acceptDeletes: false };
  const signal = new AbortController().signal;

  it("are not believed to be empty, by a first load nor by a re-read", async () => {
    await using trial = await startTrial({ vouchers: 40 });
    await using tally = await hidingTally(trial, hideVouchers);
    await using replica = await openReplica(tally.url);
    const sync = async (full: boolean): Promise<unknown> =>
      onlyRun(await replica.engine.sync({ ...request, full }, signal));
    const refused = { status: "failed", deleted: 0, heldDeletes: 0, error: { code: "SOURCE_ROW_COUNT" } };
    tally.isHiding = true;
    expect(await sync(false)).toMatchObject(refused);
    tally.isHiding = false;
    expect(await sync(false)).toMatchObject({ status: "success" });
    expect(compareReplica(replica.file, 1, trial.control.books)).toEqual([]);
    tally.isHiding = true;
    expect(await sync(true)).toMatchObject(refused);
    expect(compareReplica(replica.file, 1, trial.control.books)).toEqual([]);
  });

  it("nor are changed masters explained that are listed and not shown", async () => {
    await using trial = await startTrial({ vouchers: 40 });
    await using tally = await hidingTally(trial, (asked) =>
      asked.includes("<TYPE>Ledger</TYPE>")
        ? asked.replace(/\$AlterId (&gt;|>) /, "$AlterId $1 9999")
        : asked,
    );
    await using replica = await openReplica(tally.url);
    const sync = async (): Promise<unknown> =>
      onlyRun(await replica.engine.sync({ ...request, full: false }, signal));
    expect(await sync()).toMatchObject({ status: "success" });
    trial.control.masters.alter("LEDGER", "Round Off", { EMAIL: "accounts@example.in" });
    tally.isHiding = true;
    expect(await sync()).toMatchObject({ status: "needs_attention", unexplained: 1 });
    expect(await sync()).toMatchObject({ status: "needs_attention", unexplained: 1 });
    tally.isHiding = false;
    expect(await sync()).toMatchObject({ status: "success", unexplained: 0 });
    expect(compareReplica(replica.file, 1, trial.control.books)).toEqual([]);
  });

  it("nor are changed vouchers", async () => {
    await using trial = await startTrial({ vouchers: 40 });
    await using tally = await hidingTally(trial, hideVouchers);
    await using replica = await openReplica(tally.url);
    const sync = async (): Promise<unknown> =>
      onlyRun(await replica.engine.sync({ ...request, full: false }, signal));
    expect(await sync()).toMatchObject({ status: "success" });
    trial.control.setNarration(trial.control.voucherIds()[15] ?? 0, "altered");
    tally.isHiding = true;
    expect(await sync()).toMatchObject({ status: "needs_attention", unexplained: 1, deleted: 0 });
    expect(await sync()).toMatchObject({ status: "needs_attention", unexplained: 1, deleted: 0 });
    tally.isHiding = false;
    expect(await sync()).toMatchObject({ status: "success", unexplained: 0 });
    expect(compareReplica(replica.file, 1, trial.control.books)).toEqual([]);
  });
});
