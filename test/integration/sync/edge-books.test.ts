import { describe, expect, it } from "vitest";
import { startSampleTally } from "../../../src-main/sample-tally/index.ts";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import { createTallySource } from "../../../src-main/source/tally-source.ts";
import { compareReplica, tellDifferences } from "../../support/expected-rows/index.ts";
import { hourMs, movableClock } from "../../support/movable-clock.ts";
import {
  onlyRun,
  openReplica,
  readChanges,
  type Replica,
  requireEqual,
  showDeletes,
  startTrial,
  syncAndRequireEqual,
} from "../../support/replica-trial.ts";

const signal = new AbortController().signal;

describe("an Educational licence", () => {
  it("is met, loaded and followed although it refuses most days as ends of a period", async () => {
    const sample = await startSampleTally({ educational: true, vouchers: 60, seed: 91 });
    await using closing = new AsyncDisposableStack();
    closing.defer(() => sample.close());
    const met = createTallySource({ url: sample.url });
    closing.defer(() => met.close());
    const [probed] = await met.probe(signal);
    if (probed === undefined) throw new Error("the sample has no company");
    const installation = await met.meet(probed, signal);
    expect(installation.isEducational).toBe(true);

    await using replica = await openReplica(sample.url, { source: { installation } });
    const company = sample.company();
    await syncAll(replica, company);
    const ids = company.voucherIds();
    company.postRandom({ date: "2026-10-31" });
    company.postRandom({ date: "2026-11-02" });
    company.setNarration(ids[3] as number, "altered on an odd day");
    company.redate(ids[4] as number, "2026-05-31");
    company.delete(ids[5] as number);
    company.delete(ids.at(-1) as number);
    company.masters.rename("LEDGER", "Cash", "Cash in hand");
    await syncAll(replica, company);
  });
});

async function syncAll({ engine, destination, file }: Replica, company: CompanyControl): Promise<void> {
  const { runs } = await engine.sync({ companies: [], full: false, acceptDeletes: false }, signal);
  expect(runs.map(({ status, error }) => [status, error])).toEqual([["success", null]]);
  const { id } = await destination.db.selectFrom("companies").select("id").executeTakeFirstOrThrow();
  const differences = compareReplica(file, id, company.books);
  if (differences.length > 0) throw new Error(tellDifferences(differences));
}

describe("books at their edges", () => {
  it("the first voucher ever, and the last one deleted, which a person is asked about", async () => {
    await using trial = await startTrial({ vouchers: 0, seed: 92 });
    const { control } = trial;
    await trial.sync();
    await requireEqual(trial);
    expect(onlyRun(await trial.sync()).status).toBe("no_change");
    const first = control.postRandom({ kind: "receipt" });
    expect((await syncAndRequireEqual(trial)).map(({ action }) => action)).toEqual(["insert"]);

    control.delete(first);
    const held = onlyRun(await trial.sync());
    expect(held).toMatchObject({ status: "needs_attention", heldDeletes: 1, deleted: 0 });
    // Accepted unseen is not accepted.
    expect(onlyRun(await trial.sync({ acceptDeletes: true }))).toMatchObject({ heldDeletes: 1, deleted: 0 });
    await showDeletes(trial);
    expect(onlyRun(await trial.sync({ acceptDeletes: true }))).toMatchObject({
      status: "success",
      heldDeletes: 0,
      deleted: 1,
    });
    await requireEqual(trial);
    control.postRandom({ kind: "receipt" });
    await syncAndRequireEqual(trial);
    expect((await readChanges(trial)).map(({ action }) => action)).toEqual(["insert", "delete", "insert"]);
  });

  it("post-dated vouchers, far ahead, and deletes at both ends of the book", async () => {
    await using trial = await startTrial({ vouchers: 40, seed: 93 });
    const { control } = trial;
    await trial.sync();
    const [oldest] = control.voucherIds();
    const far = control.postRandom({ kind: "receipt", date: "2027-09-30" });
    control.setPostDated(far, true);
    await syncAndRequireEqual(trial);
    control.setNarration(far, "still ahead");
    const farther = control.postRandom({ kind: "receipt", date: "2028-12-15" });
    control.setPostDated(farther, true);
    await syncAndRequireEqual(trial);
    // Somebody mistyped a year.
    const mistyped = control.postRandom({ kind: "receipt", date: "2062-04-02" });
    await syncAndRequireEqual(trial);
    control.redate(mistyped, "2026-11-02");
    control.redate(far, "2026-11-02");
    control.setPostDated(far, false);
    control.delete(farther);
    control.delete(oldest as number);
    const told = (await syncAndRequireEqual(trial)).map(({ action }) => action);
    expect(told.filter((action) => action === "delete")).toHaveLength(2);
  });

  it("deletes that do not move the counter are found by the daily look, and hourly from then on", async () => {
    const clock = movableClock();
    await using trial = await startTrial({ vouchers: 40, seed: 94, clock });
    const { control } = trial;
    await trial.sync();
    control.books.state.deleteBump = 0;
    for (const afterMs of [25 * hourMs, 1.1 * hourMs]) {
      control.delete(control.voucherIds()[3] as number);
      expect(onlyRun(await trial.sync()).status).toBe("no_change");
      clock.advance(afterMs);
      expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", deleted: 1 });
      await requireEqual(trial);
    }
  });

  it("deleted vouchers that Tally goes on listing as deleted are deleted, and in no sum", async () => {
    await using trial = await startTrial({ vouchers: 40, seed: 95 });
    const { control } = trial;
    control.setKeepsDeleted(true);
    control.delete(control.voucherIds()[0] as number);
    await trial.sync();
    await requireEqual(trial);
    control.delete(control.voucherIds()[3] as number);
    control.delete(control.voucherIds().at(-1) as number);
    control.postRandom({ kind: "receipt" });
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", deleted: 2 });
    await requireEqual(trial);
    expect(onlyRun(await trial.sync({ full: true }))).toMatchObject({ status: "success", deleted: 0 });
    await requireEqual(trial);
    expect(onlyRun(await trial.sync()).status).toBe("no_change");
  });
});
