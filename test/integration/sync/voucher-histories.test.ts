import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import { fieldText, startTrial, syncAndRequireEqual } from "../../support/replica-trial.ts";
import type { LoggedChange, Trial } from "../../support/replica-trial.ts";

/** Everything that can happen to a voucher between two runs; after one run the replica equals the books again. */
describe("vouchers changed in Tally", () => {
  let trial: Trial;
  let control: CompanyControl;

  beforeAll(async () => {
    trial = await startTrial({ vouchers: 160, seed: 21 });
    ({ control } = trial);
    await trial.sync();
  });
  afterAll(() => trial[Symbol.asyncDispose]());

  const post = (date: string): number => control.postRandom({ kind: "sale", date });
  const guidOf = (masterId: number): string => fieldText(control.show(masterId), "GUID");
  /** What a run told about one voucher. */
  const told = (changes: readonly LoggedChange[], guid: string): readonly LoggedChange[] =>
    changes.filter((change) => change.entityType === "vouchers" && change.guid === guid);

  it("create: told with the whole content", async () => {
    const sale = post("2026-11-18");
    const [change, ...others] = told(await syncAndRequireEqual(trial), guidOf(sale));
    expect(others).toEqual([]);
    expect(change).toMatchObject({ action: "insert", alterIdBefore: null });
    expect(change?.changes).toHaveProperty("voucher_ledger_entries");
    expect(change?.changes).toMatchObject({ date: "2026-11-18", base_type: "Sales" });
  });

  it("alter once, in the middle of the book: told with before and after", async () => {
    const sale = post("2025-08-04");
    control.setNarration(sale, "before");
    await syncAndRequireEqual(trial);
    control.setNarration(sale, "after & <more>\r\nसुधार");
    const [change] = told(await syncAndRequireEqual(trial), guidOf(sale));
    expect(change).toMatchObject({
      action: "update",
      changes: { narration: ["before", "after & <more>\r\nसुधार"] },
    });
    expect(change?.alterIdAfter).toBeGreaterThan(change?.alterIdBefore ?? 0);
  });

  it("alter the amounts: told with the old and the new lines", async () => {
    const sale = post("2025-08-05");
    await syncAndRequireEqual(trial);
    control.scaleAmounts(sale, 2);
    const [change] = told(await syncAndRequireEqual(trial), guidOf(sale));
    const lists = change?.changes["voucher_ledger_entries"] as { amount: string }[][] | undefined;
    const [before, after] = lists?.map((lines) => Number(lines[0]?.amount)) ?? [];
    expect(after).toBe(2 * (before ?? 0));
  });

  it("alter twice: told once, from the first to the last", async () => {
    const sale = post("2026-03-09");
    control.setReference(sale, "R/1");
    await syncAndRequireEqual(trial);
    control.setReference(sale, "R/2");
    control.setReference(sale, "R/3");
    const changes = told(await syncAndRequireEqual(trial), guidOf(sale));
    expect(changes).toMatchObject([{ action: "update", changes: { reference: ["R/1", "R/3"] } }]);
  });

  it("save unchanged: told as an update that only moved the ALTERID", async () => {
    const sale = post("2026-03-10");
    control.setNarration(sale, "same");
    await syncAndRequireEqual(trial);
    control.resave(sale);
    const changes = told(await syncAndRequireEqual(trial), guidOf(sale));
    expect(changes).toMatchObject([{ action: "update" }]);
    expect(changes[0]?.changes).toEqual({});
  });

  it("cancel and un-cancel: a flag, never a delete", async () => {
    const sale = post("2026-04-15");
    await syncAndRequireEqual(trial);
    control.cancel(sale);
    const [cancelled] = told(await syncAndRequireEqual(trial), guidOf(sale));
    expect(cancelled).toMatchObject({ action: "update", changes: { is_cancelled: [false, true] } });
    control.uncancel(sale);
    const [restored] = told(await syncAndRequireEqual(trial), guidOf(sale));
    expect(restored).toMatchObject({ action: "update", changes: { is_cancelled: [true, false] } });
  });

  it("made optional and regular again", async () => {
    const sale = post("2026-04-16");
    await syncAndRequireEqual(trial);
    control.setOptional(sale, true);
    const [optional] = told(await syncAndRequireEqual(trial), guidOf(sale));
    expect(optional?.changes).toMatchObject({ is_optional: [false, true] });
    control.setOptional(sale, false);
    const [regular] = told(await syncAndRequireEqual(trial), guidOf(sale));
    expect(regular?.changes).toMatchObject({ is_optional: [true, false] });
  });

  it("delete: told with the whole last content, and no line stays", async () => {
    const sale = post("2025-06-11");
    await syncAndRequireEqual(trial);
    const guid = guidOf(sale);
    control.delete(sale);
    const changes = told(await syncAndRequireEqual(trial), guid);
    expect(changes).toMatchObject([{ action: "delete", alterIdAfter: null }]);
    expect(changes[0]?.changes).toHaveProperty("voucher_ledger_entries");
  });

  it("delete and enter again: another voucher", async () => {
    const sale = post("2025-06-12");
    await syncAndRequireEqual(trial);
    const guid = guidOf(sale);
    const again = control.recreate(sale);
    const changes = await syncAndRequireEqual(trial);
    expect(told(changes, guid)).toMatchObject([{ action: "delete" }]);
    expect(told(changes, guidOf(again))).toMatchObject([{ action: "insert" }]);
  });

  it("delete the last voucher, and then only deletes", async () => {
    const sale = control.postRandom({ kind: "postDated" });
    await syncAndRequireEqual(trial);
    const guid = guidOf(sale);
    control.delete(sale);
    expect(told(await syncAndRequireEqual(trial), guid)).toMatchObject([{ action: "delete" }]);
  });

  it("entered and deleted between two runs: nothing to tell of it", async () => {
    const sale = post("2026-11-19");
    const guid = guidOf(sale);
    control.delete(sale);
    expect(told(await syncAndRequireEqual(trial), guid)).toEqual([]);
  });

  it.each([
    ["out of the last days", "2026-11-19", "2025-04-20"],
    ["into the last days", "2025-04-21", "2026-11-19"],
    ["by a day", "2026-02-10", "2026-02-11"],
  ])("re-date %s", async (_where, from, to) => {
    const sale = post(from);
    await syncAndRequireEqual(trial);
    control.redate(sale, to);
    const [change] = told(await syncAndRequireEqual(trial), guidOf(sale));
    expect(change?.changes).toMatchObject({ date: [from, to] });
  });

  it("insert back-dated: later automatic numbers move and are told", async () => {
    const draft = (date: string): Parameters<CompanyControl["post"]>[0] => ({
      type: "Contra",
      date,
      ledgers: [
        { ledger: "Cash", amount: "-100" },
        { ledger: "HDFC Bank - 4521", amount: "100" },
      ],
    });
    const later = control.post(draft("2026-11-20"));
    await syncAndRequireEqual(trial);
    const before = fieldText(control.show(later), "VOUCHERNUMBER");
    control.post(draft("2025-04-02"));
    const after = fieldText(control.show(later), "VOUCHERNUMBER");
    expect(after).not.toBe(before);
    const changes = told(await syncAndRequireEqual(trial), guidOf(later));
    expect(changes).toMatchObject([{ action: "renumber", changes: { voucher_number: [before, after] } }]);
  });

  it("change the voucher type", async () => {
    const sale = post("2026-05-06");
    await syncAndRequireEqual(trial);
    control.setType(sale, "Export Invoice");
    const [change] = told(await syncAndRequireEqual(trial), guidOf(sale));
    expect(change?.changes["voucher_type_name"]).toMatchObject({ 1: "Export Invoice" });
  });

  it("post-dated vouchers, and a bank date entered later", async () => {
    control.postRandom({ kind: "postDated" });
    const payment = control.postRandom({ kind: "payment", date: "2026-07-07" });
    await syncAndRequireEqual(trial);
    control.setBankersDate(payment, "2026-07-09");
    expect(told(await syncAndRequireEqual(trial), guidOf(payment))).toHaveLength(1);
  });

  it("several batches of many kinds at once", async () => {
    for (let batch = 0; batch < 3; batch += 1) {
      const ids = [post("2025-09-01"), post("2026-01-20"), post("2026-11-20")];
      control.setNarration(ids[0] ?? 0, `batch ${batch}`);
      control.cancel(ids[1] ?? 0);
      control.redate(ids[2] ?? 0, "2026-10-01");
      control.delete(ids[0] ?? 0);
      const changes = await syncAndRequireEqual(trial);
      expect(changes.filter(({ action }) => action === "insert")).toHaveLength(2);
    }
  });

  it("numbers change_log without holes", async () => {
    const rows = await trial.destination.db.selectFrom("change_log").select("seq").orderBy("seq").execute();
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_row, index) => index + 1));
  });
});
