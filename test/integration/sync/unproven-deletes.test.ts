import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src-main/sample-tally/port/faults.ts";
import { hourMs, movableClock } from "../../support/movable-clock.ts";
import { onlyRun, requireEqual, showDeletes, startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

async function countLiving(trial: Trial): Promise<Readonly<Record<string, number>>> {
  const companyId = await trial.companyId(trial.control.books);
  const counts: Record<string, number> = {};
  for (const table of ["vouchers", "ledgers", "stock_items", "godowns"]) {
    const rows = await trial.destination.select({ companyId, table, columns: ["tally_guid"] });
    counts[table] = rows.length;
  }
  return counts;
}

/** What an answer that is no answer looks like (protocol §3.7); none of it may ever delete a row. */
const faults: readonly (readonly [string, Fault])[] = [
  ["an empty answer", { kind: "emptyAnswer" }],
  ["an answer cut in the middle", { kind: "cut", fraction: 0.5, announcesLess: true }],
  ["an answer cut near the end", { kind: "cut", fraction: 0.97, announcesLess: true }],
  ["LINEERROR", { kind: "lineError", text: "Could not find Company" }],
  ["the answer of another period", { kind: "otherPeriod", days: 400 }],
  ["an answer without counters", { kind: "countersMissing" }],
];

describe("a failed read deletes nothing", () => {
  it.each(faults)("%s, at every request of a run", async (_what, fault) => {
    await using trial = await startTrial({ vouchers: 70, seed: 31 });
    await trial.sync();
    const before = await countLiving(trial);
    trial.control.delete(20);
    trial.control.setNarration(30, "altered");
    trial.control.masters.delete("GODOWN", "कोल्ड स्टोर", true);
    const requests = await countRequests(trial);
    const deleted = { vouchers: (before["vouchers"] ?? 0) - trial.control.books.voucherCount };
    expect(deleted.vouchers).toBeGreaterThan(0);
    let failures = 0;
    for (let after = 0; after < requests; after += fewOf(requests)) {
      trial.port.faults.add({ fault, requestKind: "data", after });
      const report = await trial.sync().catch(() => null);
      trial.port.faults.clear();
      if (report?.runs[0]?.status !== "success") failures += 1;
      const living = await countLiving(trial);
      // Either the run failed as a whole or it was right as a whole.
      expect([before["vouchers"], trial.control.books.voucherCount]).toContain(living["vouchers"]);
      expect(living["ledgers"]).toBe(before["ledgers"]);
      expect(living["stock_items"]).toBe(before["stock_items"]);
    }
    expect(failures).toBeGreaterThan(0);
    await trial.sync();
    await requireEqual(trial);
  });

  it("nor sets the checkpoint back, where the vouchers counter is not shown to a repair or a re-read", async () => {
    await using trial = await startTrial({ vouchers: 40, seed: 32 });
    await trial.sync();
    const signal = new AbortController().signal;
    const checkpoints = (): Promise<unknown> =>
      trial.destination.db.selectFrom("sync_state").select(["counter", "alter_id"]).execute();
    const before = await checkpoints();
    const repair = { companies: [], window: null, table: null };
    for (const again of [() => trial.engine.repair(repair, signal), () => trial.sync({ full: true })]) {
      trial.port.faults.add({ fault: { kind: "countersMissing", counters: ["vouchers"] }, times: 1_000 });
      const run = onlyRun(await again());
      trial.port.faults.clear();
      expect(await checkpoints()).toEqual(before);
      expect(run).toMatchObject({ status: "failed", error: { code: "SOURCE_COUNTERS_MISSING" } });
    }
  });

  it("of a company that Tally says is another one", async () => {
    await using trial = await startTrial({ companies: 2, vouchers: 40, seed: 33 });
    await trial.sync();
    trial.control.delete(10);
    const other = "Company 2";
    for (let after = 0; after < 12; after += 3) {
      trial.port.faults.add({ fault: { kind: "otherCompany", company: other }, requestKind: "data", after });
      const run = onlyRun(await trial.sync({ companies: ["Sharma & Söhne"] }));
      trial.port.faults.clear();
      expect(["failed", "success", "no_change"]).toContain(run.status);
    }
    await trial.sync();
    await requireEqual(trial);
  });
});

/** How many requests a run takes that this change causes, by doing it against another sample with the same books. */
async function countRequests(trial: Trial): Promise<number> {
  await using twin = await startTrial({ vouchers: 70, seed: 31 });
  await twin.sync();
  twin.control.delete(20);
  twin.control.setNarration(30, "altered");
  twin.control.masters.delete("GODOWN", "कोल्ड स्टोर", true);
  const report = await twin.sync();
  expect(trial.control.books.voucherCount).toBe(twin.control.books.voucherCount);
  return report.tallyRequests;
}

/** A handful of places in the run, spread over it; all of them by TALLY_REPLICA_THOROUGH. */
function fewOf(requests: number): number {
  return process.env["TALLY_REPLICA_THOROUGH"] === undefined ? Math.ceil(requests / 5) : 1;
}

describe("the safety catch", () => {
  it("holds many deletes, and everything else of the run lands", async () => {
    await using trial = await startTrial({ vouchers: 120, seed: 35 });
    await trial.sync();
    const ids = trial.control.voucherIds().slice(10, 40);
    for (const id of ids) trial.control.delete(id);
    const added = trial.control.postRandom({ kind: "sale" });
    const before = (await countLiving(trial))["vouchers"] ?? 0;
    const run = onlyRun(await trial.sync());
    expect(run).toMatchObject({ status: "needs_attention", heldDeletes: ids.length, inserted: 1 });
    expect(run.error?.code).toBe("DATA_DELETES_HELD");
    expect((await countLiving(trial))["vouchers"]).toBe(before + 1);
    expect(trial.control.show(added).fields["MASTERID"]).toBe(added);
  });

  it("says of no company that it equals Tally while deletes wait", async () => {
    await using trial = await startTrial({ vouchers: 400, seed: 39 });
    await trial.sync();
    const signal = new AbortController().signal;
    const { companies } = await trial.engine.verify({ companies: [], asOf: null }, signal);
    expect(companies).toMatchObject([{ verdict: "verified" }]);
    // Numbers of the others stay, so the deletes are all there is to the run.
    const numbered = await trial.destination.select({
      companyId: await trial.companyId(trial.control.books),
      table: "vouchers",
      columns: ["master_id", "numbering_style"],
    });
    const typed = numbered.filter((row) => row["numbering_style"] !== "Automatic").slice(0, 30);
    for (const row of typed) trial.control.delete(Number(row["master_id"]));
    const run = onlyRun(await trial.sync());
    expect(run).toMatchObject({ heldDeletes: 30, inserted: 0, updated: 0, deleted: 0 });
    const stored = await trial.destination.db.selectFrom("companies").select("verification").execute();
    expect(stored).toEqual([{ verification: "unknown" }]);
  });

  it("lets them go only when they were shown and accepted", async () => {
    await using trial = await startTrial({ vouchers: 120, seed: 35 });
    await trial.sync();
    for (const id of trial.control.voucherIds().slice(10, 40)) trial.control.delete(id);
    await trial.sync();
    const unseen = onlyRun(await trial.sync({ acceptDeletes: true }));
    expect(unseen).toMatchObject({ status: "needs_attention", deleted: 0, heldDeletes: 30 });
    await showDeletes(trial);
    const run = onlyRun(await trial.sync({ acceptDeletes: true }));
    expect(run).toMatchObject({ status: "success", deleted: 30, heldDeletes: 0 });
    await requireEqual(trial);
  });

  it("takes no accepted delete for one that Tally's counter did not tell of", async () => {
    const clock = movableClock();
    await using trial = await startTrial({ vouchers: 120, seed: 35, clock });
    await trial.sync();
    for (const id of trial.control.voucherIds().slice(10, 40)) trial.control.delete(id);
    await trial.sync();
    await showDeletes(trial);
    clock.advance(25 * hourMs);
    expect(onlyRun(await trial.sync({ acceptDeletes: true }))).toMatchObject({
      syncType: "reconcile",
      deleted: 30,
    });
    const state = await trial.destination.db
      .selectFrom("sync_state")
      .select("resume_from")
      .where("counter", "=", "masters")
      .executeTakeFirstOrThrow();
    expect(JSON.parse(String(state.resume_from))).toMatchObject({ hasSilentDeletes: false });
  });

  it("lets a ledger go with its held vouchers once a person agrees", async () => {
    await using trial = await startTrial({ vouchers: 160, seed: 38 });
    await trial.sync();
    trial.control.masters.delete("LEDGER", "Output CGST", true);
    const run = onlyRun(await trial.sync());
    expect(run).toMatchObject({ status: "needs_attention", deleted: 0 });
    await showDeletes(trial);
    expect(onlyRun(await trial.sync({ acceptDeletes: true }))).toMatchObject({
      status: "success",
      heldDeletes: 0,
    });
    await requireEqual(trial);
  });

  it("holds what would take much of a stretch of days, however large the book", async () => {
    await using trial = await startTrial({ vouchers: 2_300, seed: 40 });
    await trial.sync();
    const rows = await trial.destination.select({
      companyId: await trial.companyId(trial.control.books),
      table: "vouchers",
      columns: ["master_id", "date"],
    });
    const byDate = rows.toSorted((one, other) => String(one["date"]).localeCompare(String(other["date"])));
    const idsOf = (list: typeof rows): number[] => list.map((row) => Number(row["master_id"]));
    // Under 5 % of the book both, but the first ones are nearly all there is of some days.
    for (const id of idsOf(byDate.slice(300, 390))) trial.control.delete(id);
    for (const id of idsOf(byDate.slice(-8))) trial.control.delete(id);
    const run = onlyRun(await trial.sync());
    expect(run).toMatchObject({ status: "needs_attention", deleted: 8, heldDeletes: 90 });
  });

  it("holds what would empty a table", async () => {
    await using trial = await startTrial({ vouchers: 8, seed: 36 });
    await trial.sync();
    for (const id of trial.control.voucherIds()) trial.control.delete(id);
    const run = onlyRun(await trial.sync());
    expect(run).toMatchObject({ status: "needs_attention", deleted: 0, heldDeletes: 8 });
  });

  it("lets a few deletes go without asking", async () => {
    await using trial = await startTrial({ vouchers: 120, seed: 37 });
    await trial.sync();
    for (const id of trial.control.voucherIds().slice(10, 25)) trial.control.delete(id);
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", deleted: 15 });
    await requireEqual(trial);
  });
});
