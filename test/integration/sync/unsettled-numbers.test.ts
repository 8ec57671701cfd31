import { afterEach, describe, expect, it } from "vitest";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import { readCounterState } from "../../../src-main/destination/sync-state.ts";
import { tellDifferences } from "../../support/expected-rows/index.ts";
import type { Trial } from "../../support/replica-trial.ts";
import { startTrial } from "../../support/replica-trial.ts";

/** What happens in Tally just before a request whose summary fits is sent for the n-th time. */
interface Deed {
  readonly before: RegExp;
  readonly time: number;
  readonly act: (control: CompanyControl) => void;
}

const early = "2025-04-20";

describe("numbers that were true for a moment only", () => {
  let trial: Trial;
  let deeds: { readonly deed: Deed; seen: number }[] = [];
  afterEach(async () => {
    await trial[Symbol.asyncDispose]();
    deeds = [];
  });

  async function start(vouchers: number): Promise<Trial> {
    const begin = ({ summary }: { readonly summary: string }): void => {
      for (const entry of deeds) {
        if (!entry.deed.before.test(summary)) continue;
        entry.seen += 1;
        if (entry.seen === entry.deed.time) entry.deed.act(trial.control);
      }
    };
    const memory = { begin, end: () => {}, isHeldBack: () => false };
    trial = await startTrial({ vouchers, seed: 31, source: { memory } });
    return trial;
  }

  function meanwhile(...planned: readonly Deed[]): void {
    deeds = planned.map((deed) => ({ deed, seen: 0 }));
  }

  function requireDone(): void {
    for (const { deed, seen } of deeds)
      expect([String(deed.before), seen >= deed.time]).toEqual([String(deed.before), true]);
    deeds = [];
  }

  async function unsettled(): Promise<unknown> {
    const id = await trial.companyId(trial.control.books);
    return (await readCounterState(trial.destination.db, id, "vouchers")).resumeFrom;
  }

  async function differences(): Promise<string> {
    const found = await trial.differences();
    return found.length === 0 ? "" : tellDifferences(found);
  }

  const numbersAsked = /: (sums|numbers) of Contra/;

  async function loadWithContras(): Promise<CompanyControl> {
    const { control } = await start(60);
    for (let day = 1; day <= 6; day += 1) control.postRandom({ kind: "contra", date: `2026-05-0${day}` });
    await trial.sync();
    expect(await differences()).toBe("");
    return control;
  }

  it("a voucher that was entered while they were read, and deleted before the next run", async () => {
    const control = await loadWithContras();
    let passing = 0;
    control.postRandom({ kind: "contra", date: "2025-05-20" });
    meanwhile({
      before: numbersAsked,
      time: 1,
      act: () => (passing = control.postRandom({ kind: "contra", date: early })),
    });
    await trial.sync();
    requireDone();
    expect(await unsettled()).not.toBeNull();
    control.delete(passing);
    await trial.sync();
    expect(await differences()).toBe("");
    expect(await unsettled()).toBeNull();
  });

  it("a voucher that was dated back while they were read, and forth again before the next run", async () => {
    const control = await loadWithContras();
    const moving = control.postRandom({ kind: "contra", date: "2026-08-01" });
    await trial.sync();
    control.postRandom({ kind: "contra", date: "2025-05-20" });
    meanwhile({ before: numbersAsked, time: 1, act: () => control.redate(moving, early) });
    await trial.sync();
    requireDone();
    control.redate(moving, "2026-08-01");
    await trial.sync();
    expect(await differences()).toBe("");
  });

  it("the only newcomer of its type, while one before it that was never read is deleted", async () => {
    const { control } = await start(60);
    for (const id of contras(control)) control.delete(id);
    await trial.sync();
    const passing = control.postRandom({ kind: "contra", date: early });
    control.postRandom({ kind: "contra", date: "2026-11-01" });
    meanwhile({ before: /: sums per day/, time: 1, act: () => control.delete(passing) });
    await trial.sync();
    requireDone();
    await trial.sync();
    expect(await differences()).toBe("");
  });

  it("a voucher that passed through the days already read, while later ones were loaded", async () => {
    const { control } = await start(2_400);
    let passing = 0;
    meanwhile(
      {
        before: /: vouchers /,
        time: 3,
        act: () => (passing = control.postRandom({ kind: "receipt", date: early })),
      },
      { before: /: vouchers /, time: 4, act: () => control.delete(passing) },
    );
    await trial.sync();
    requireDone();
    await trial.sync();
    expect(await differences()).toBe("");
  });

  it.for([
    ["a first load", false],
    ["a reading of everything again", true],
  ] as const)(
    "those behind a voucher that was dated forward from the days already read, in %s",
    async ([, isAgain]) => {
      const { control } = await start(2_400);
      if (isAgain) await trial.sync();
      const first = control
        .voucherIds()
        .find((id) => control.show(id).fields["VOUCHERTYPENAME"] === "Receipt");
      meanwhile({
        before: /: vouchers /,
        time: 2,
        act: () => control.redate(first ?? 0, "2026-11-02"),
      });
      await trial.sync({ full: isAgain });
      requireDone();
      await trial.sync();
      expect(await differences()).toBe("");
    },
  );
});

function contras(control: CompanyControl): readonly number[] {
  return control.voucherIds().filter((id) => control.show(id).fields["VOUCHERTYPENAME"] === "Contra");
}
