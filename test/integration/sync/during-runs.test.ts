import { describe, expect, it } from "vitest";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import type { Seam } from "../../../src-main/sync/seams.ts";
import { fieldText, onlyRun, readChanges, requireEqual, startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

/** What people may do between two requests of one run. */
const deeds: readonly (readonly [string, (control: CompanyControl) => void])[] = [
  ["post", (c) => void c.postRandom()],
  ["delete an old voucher", (c) => c.delete(nth(c, 2))],
  ["delete the newest voucher", (c) => c.delete(nth(c, -1))],
  ["re-date into the past", (c) => c.redate(nth(c, -2), "2025-05-02")],
  ["re-date into the present", (c) => c.redate(nth(c, 4), "2026-11-02")],
  ["rename a ledger", (c) => c.masters.rename("LEDGER", "Cash", "Cash & Bank")],
  [
    "swap the names of two ledgers and post to both",
    (c) => {
      const [first, second] = parties(c);
      c.masters.swapNames("LEDGER", first, second);
      for (const id of [nth(c, -1), nth(c, -2), nth(c, 1)]) c.setNarration(id, "after the swap");
    },
  ],
  [
    "make a ledger, use it, rename it",
    (c) => {
      c.masters.create("LEDGER", "Sundry charges");
      c.addLine(nth(c, -1), "Sundry charges", "10.00");
      c.masters.rename("LEDGER", "Sundry charges", "Other charges");
    },
  ],
  ["delete and enter again", (c) => void c.recreate(nth(c, 3))],
  // Later than the list of companies said that any voucher is.
  ["post years ahead of every other voucher", (c) => void c.postRandom({ date: "2039-07-01" })],
];

function nth(control: CompanyControl, index: number): number {
  const id = receipts(control).at(index);
  if (id === undefined) throw new Error("the sample has too few receipts");
  return id;
}

function receipts(control: CompanyControl): readonly number[] {
  return control.voucherIds().filter((id) => control.show(id).fields["VOUCHERTYPENAME"] === "Receipt");
}

function parties(control: CompanyControl): readonly [string, string] {
  const names = receipts(control).map((id) => control.show(id).fields["PARTYLEDGERNAME"]);
  const [first, second] = [...new Set(names)].filter((name) => typeof name === "string" && name !== "");
  if (typeof first !== "string" || typeof second !== "string") throw new Error("two parties are needed");
  return [first, second];
}

interface Disturbed {
  readonly trial: Trial;
  /** Does the deed when a run next passes the seam. */
  arm(seam: Seam, deed: (control: CompanyControl) => void): void;
  /** The seam was passed. */
  isDone(): boolean;
}

async function startDisturbed(seed: number, vouchers: number): Promise<Disturbed> {
  let armed: { readonly seam: Seam; readonly deed: (control: CompanyControl) => void } | null = null;
  const trial = await startTrial({
    vouchers,
    seed,
    onSeam: (seam) => {
      if (armed?.seam !== seam) return;
      const { deed } = armed;
      armed = null;
      deed(trial.control);
    },
  });
  return {
    trial,
    arm: (seam, deed) => {
      armed = { seam, deed };
    },
    isDone: () => armed === null,
  };
}

/** Every delete that was told was a delete in the books. */
async function requireNoFalseDelete(trial: Trial): Promise<void> {
  const { books } = trial.control;
  const vouchers = new Set(books.rawVouchers().map((voucher) => fieldText(voucher, "GUID")));
  const masters = new Set(books.rawMasters().map((master) => fieldText(master, "GUID")));
  for (const { action, entityType, guid } of await readChanges(trial)) {
    if (action !== "delete") continue;
    expect((entityType === "vouchers" ? vouchers : masters).has(guid), `${entityType} ${guid}`).toBe(false);
  }
}

async function requireCaughtUp(trial: Trial): Promise<void> {
  expect(onlyRun(await trial.sync()).status).toMatch(/^(success|no_change)$/);
  await requireEqual(trial);
  await requireNoFalseDelete(trial);
}

const inIncremental = [
  "masters read",
  "hot window read",
  "wide look done",
  "changes staged",
] as const satisfies readonly Seam[];

const inFullLoad = [
  "masters read",
  "days counted",
  "window read",
  "window committed",
] as const satisfies readonly Seam[];

describe("people who type while a run reads", () => {
  it.for(inIncremental)("at “%s” of an incremental run: the next run has everything", async (seam) => {
    const disturbed = await startDisturbed(81, 40);
    await using trial = disturbed.trial;
    await trial.sync();
    for (const [what, deed] of deeds) {
      for (let count = 0; count < 3; count += 1) trial.control.postRandom({ kind: "receipt" });
      trial.control.delete(nth(trial.control, 0));
      trial.control.masters.create("LEDGER", `Before “${what}”`);
      disturbed.arm(seam, deed);
      const { status } = onlyRun(await trial.sync());
      expect(`${what}: ${status}`).toMatch(/: (success|needs_attention|failed)$/);
      expect([what, disturbed.isDone()]).toEqual([what, true]);
      await requireCaughtUp(trial);
    }
  });

  it.for(inFullLoad)("at “%s” of a first load: it ends equal", async (seam) => {
    for (const part of [deeds.slice(0, 5), deeds.slice(5)]) {
      const disturbed = await startDisturbed(82, 40);
      await using trial = disturbed.trial;
      disturbed.arm(seam, (control) => {
        for (const [, deed] of part) deed(control);
      });
      await trial.sync();
      expect(disturbed.isDone()).toBe(true);
      await requireCaughtUp(trial);
    }
  });

  it("vouchers that move between windows already read and windows to come are neither lost nor doubled", async () => {
    const disturbed = await startDisturbed(83, 1_300);
    await using trial = disturbed.trial;
    disturbed.arm("window committed", (control) => {
      control.redate(nth(control, 0), "2026-11-02");
      control.redate(nth(control, -1), "2025-05-02");
      control.delete(nth(control, 1));
      control.delete(nth(control, -2));
      control.masters.swapNames("LEDGER", ...parties(control));
    });
    await trial.sync();
    expect(disturbed.isDone()).toBe(true);
    await requireCaughtUp(trial);
  });

  it("a voucher that moves to a day already looked at is missed everywhere, and yet not deleted", async () => {
    let isArmed = false;
    let move = (): void => {};
    let censuses = 0;
    const memory = {
      begin: ({ summary }: { readonly summary: string }): void => {
        if (!isArmed || !/: (dated )?census /.test(summary)) return;
        censuses += 1;
        if (censuses === 2) move();
      },
      end: () => {},
      isHeldBack: () => false,
    };
    await using trial = await startTrial({ vouchers: 60, seed: 84, source: { memory } });
    const { control } = trial;
    const early = control.postRandom({ kind: "receipt", date: "2025-06-10" });
    const gone = control.postRandom({ kind: "receipt", date: "2026-06-10" });
    const moving = control.postRandom({ kind: "receipt", date: "2026-06-10" });
    move = () => control.redate(moving, "2025-06-10");
    await trial.sync();
    control.delete(early);
    control.delete(gone);
    isArmed = true;
    await trial.sync();
    expect(censuses).toBeGreaterThanOrEqual(2);
    await requireNoFalseDelete(trial);
    await requireCaughtUp(trial);
  });
});
