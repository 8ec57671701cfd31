import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { engineWith, requireChosen, syncChosen } from "../../support/choice-trial.ts";
import { fieldText, readChanges, startTrial, type Trial } from "../../support/replica-trial.ts";

/** The sample's books begin on 1 April 2025 and end in the year after; contra vouchers never begin anew. */
const choice = { from: "2026-04-01", without: [] };
const earlier = "2025-06-10";
const later = "2026-11-10";
/** What is asked of the years that are left out. */
const aboutBefore = /: numbers of |: trial balance |: stock summary /;

describe("years that are left out", () => {
  let trial: Trial;
  let early: number;
  let first: number;
  let last: number;
  const summaries: string[] = [];

  beforeEach(async () => {
    const begin = ({ summary }: { summary: string }): void => void summaries.push(summary);
    trial = await startTrial({
      vouchers: 120,
      source: { memory: { begin, end: () => {}, isHeldBack: () => false } },
    });
    const { control } = trial;
    early = control.postRandom({ kind: "contra", date: earlier });
    first = control.postRandom({ kind: "contra", date: "2026-04-01" });
    last = control.postRandom({ kind: "contra", date: later });
    await syncChosen(trial, choice);
    await requireChosen(trial, choice);
    // From the first new voucher on it is known which MASTERIDs were given out.
    control.postRandom({ kind: "payment", date: later });
    await syncChosen(trial, choice);
    await requireChosen(trial, choice);
    summaries.length = 0;
  });
  afterEach(() => trial[Symbol.asyncDispose]());

  const numberOf = (masterId: number): string => fieldText(trial.control.show(masterId), "VOUCHERNUMBER");

  const asked = (what: RegExp): readonly string[] => summaries.filter((summary) => what.test(summary));

  it("move the numbers of the years that are kept, when a voucher in them is deleted", async () => {
    const before = numberOf(last);
    trial.control.delete(early);
    expect(numberOf(last)).not.toBe(before);
    await syncChosen(trial, choice);
    await requireChosen(trial, choice);
    const moved = (await readChanges(trial)).filter(({ action }) => action === "renumber");
    expect(moved.length).toBeGreaterThan(1);
    // One day per type is looked at; what follows from it is believed where Tally's own sums agree.
    expect(asked(/: sums of /).length).toBeGreaterThan(0);
    const days = asked(/: numbers of /).map((summary) => summary.replace(/.*: numbers of /, ""));
    expect(new Set(days).size).toBe(days.length);
  });

  it("move them when one is entered there", async () => {
    const before = numberOf(last);
    trial.control.postRandom({ kind: "contra", date: earlier });
    expect(numberOf(last)).not.toBe(before);
    await syncChosen(trial, choice);
    await requireChosen(trial, choice);
  });

  it("move openings and numbers when one of theirs is dated into the years that are kept", async () => {
    trial.control.redate(early, later);
    await syncChosen(trial, choice);
    await requireChosen(trial, choice);
    expect(asked(aboutBefore).length).toBeGreaterThan(2);
  });

  it("move openings when one that a repair passed over is dated into the years that are kept", async () => {
    const passedOver = trial.control.postRandom({ kind: "contra", date: earlier });
    const all = { companies: [], window: null, table: null };
    const { runs } = await engineWith(trial, { choice }).repair(all, new AbortController().signal);
    expect(runs).toMatchObject([{ error: null }]);
    await requireChosen(trial, choice);
    trial.control.redate(passedOver, later);
    await syncChosen(trial, choice);
    await requireChosen(trial, choice);
  });

  it("move them when one is dated from the years that are kept while another is deleted", async () => {
    const before = numberOf(last);
    trial.control.redate(first, earlier);
    trial.control.delete(early);
    expect(numberOf(last)).not.toBe(before);
    await syncChosen(trial, choice);
    await requireChosen(trial, choice);
  });

  it("move them when the voucher dated away stood in the middle, and nothing before it moved", async () => {
    const middle = trial.control.postRandom({ kind: "contra", date: "2026-09-01" });
    await syncChosen(trial, choice);
    const [atFirst, atLast] = [numberOf(first), numberOf(last)];
    trial.control.redate(middle, earlier);
    trial.control.delete(early);
    expect(numberOf(first)).toBe(atFirst);
    expect(numberOf(last)).not.toBe(atLast);
    await syncChosen(trial, choice);
    await requireChosen(trial, choice);
  });

  it("are not asked about when a voucher is new, or altered in its place", async () => {
    trial.control.postRandom({ kind: "receipt", date: later });
    trial.control.setNarration(last, "altered");
    await syncChosen(trial, choice);
    await requireChosen(trial, choice);
    expect(asked(aboutBefore)).toEqual([]);
  });

  it("are not asked about for a voucher that waits in quarantine and is tried again", async () => {
    trial.control.setReference(last, "longer than a name may be ".repeat(20));
    expect(await syncChosen(trial, choice)).toMatchObject({ quarantined: 1 });
    summaries.length = 0;
    trial.control.postRandom({ kind: "payment", date: later });
    expect(await syncChosen(trial, choice)).toMatchObject({ quarantined: 1 });
    expect(asked(aboutBefore)).toEqual([]);
  });
});
