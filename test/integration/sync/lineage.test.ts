import { describe, expect, it } from "vitest";
import type { CompanyControl } from "../../../src-main/sample-tally/control/company-control.ts";
import { hourMs, movableClock } from "../../support/movable-clock.ts";
import { onlyRun, readChanges, requireEqual, startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

const vouchers = 40;

interface Lineage {
  /** Before the last sync; the backup is older than this work. */
  readonly lost: (control: CompanyControl) => void;
  /** After the backup was restored. */
  readonly instead: (control: CompanyControl) => void;
}

function receipts(control: CompanyControl, count: number): void {
  for (let index = 0; index < count; index += 1) control.postRandom({ kind: "receipt" });
}

function alterFirst(control: CompanyControl, text: string, times: number): void {
  const [id] = control.voucherIds();
  if (id === undefined) throw new Error("the sample has no voucher");
  for (let time = 1; time <= times; time += 1) control.setNarration(id, `${text} ${time}`);
}

const lineages: readonly (readonly [string, Lineage])[] = [
  ["vouchers were posted, nothing since", { lost: (c) => receipts(c, 4), instead: () => {} }],
  [
    "vouchers were posted, others with the same numbers and more",
    { lost: (c) => receipts(c, 3), instead: (c) => receipts(c, 6) },
  ],
  [
    "one voucher was altered, new ones took its numbers and more",
    { lost: (c) => alterFirst(c, "lost", 5), instead: (c) => receipts(c, 6) },
  ],
  [
    "vouchers were posted, one old one was altered more often",
    { lost: (c) => receipts(c, 3), instead: (c) => alterFirst(c, "instead", 9) },
  ],
  [
    "one voucher was altered, and again otherwise, then much else",
    {
      lost: (c) => alterFirst(c, "lost", 1),
      instead: (c) => {
        alterFirst(c, "instead", 1);
        alterSecond(c, 30);
      },
    },
  ],
  [
    "vouchers were deleted, others since",
    {
      lost: (c) =>
        c
          .voucherIds()
          .slice(0, 3)
          .forEach((id) => c.delete(id)),
      instead: (c) =>
        c
          .voucherIds()
          .slice(5, 9)
          .forEach((id) => c.delete(id)),
    },
  ],
  [
    "a ledger was made, another with the same number",
    {
      lost: (c) => void c.masters.create("LEDGER", "Lost & Found"),
      instead: (c) => {
        c.masters.create("LEDGER", "Instead of it");
        c.masters.create("LEDGER", "And one more");
      },
    },
  ],
  [
    "a ledger was renamed, another one made since",
    {
      lost: (c) => c.masters.rename("LEDGER", "Cash", "Cash in hand"),
      instead: (c) => {
        c.masters.create("LEDGER", "Instead of it");
        c.masters.create("LEDGER", "And one more");
      },
    },
  ],
  [
    "a godown was made, another one with its number",
    {
      lost: (c) => void c.masters.create("GODOWN", "Lost godown"),
      instead: (c) => {
        c.masters.create("GODOWN", "Other godown");
        c.masters.create("STOCKITEM", "Other item", { BASEUNITS: "Nos" });
      },
    },
  ],
];

function alterSecond(control: CompanyControl, times: number): void {
  const id = control.voucherIds()[1];
  if (id === undefined) throw new Error("the sample has no second voucher");
  for (let time = 1; time <= times; time += 1) control.setNarration(id, `second ${time}`);
}

describe("a restored backup", () => {
  it.for(lineages)("%s", async ([, { lost, instead }]) => {
    await using trial = await startTrial({ vouchers, seed: 51 });
    await trial.sync();
    trial.control.backup();
    lost(trial.control);
    expect(onlyRun(await trial.sync()).status).toBe("success");
    trial.control.restore();
    instead(trial.control);
    expect(onlyRun(await trial.sync()).status).toMatch(/^(success|needs_attention)$/);
    await requireEqual(trial);
    expect(onlyRun(await trial.sync()).status).toBe("no_change");
  });

  it("whose numbers were all used again, no more and no less, is found by the daily look", async () => {
    const clock = movableClock();
    await using trial = await startTrial({ vouchers, seed: 52, clock });
    await trial.sync();
    trial.control.backup();
    receipts(trial.control, 3);
    trial.control.masters.create("LEDGER", "Lost & Found");
    await trial.sync();
    trial.control.restore();
    alterFirst(trial.control, "instead", 3);
    trial.control.masters.create("LEDGER", "Instead of it");
    expect(onlyRun(await trial.sync()).status).toBe("no_change");
    clock.advance(25 * hourMs);
    expect(onlyRun(await trial.sync()).status).toBe("success");
    await requireEqual(trial);
  });

  it("of masters only, whose numbers were all used again, is found by the daily look", async () => {
    const clock = movableClock();
    await using trial = await startTrial({ vouchers, seed: 53, clock });
    await trial.sync();
    trial.control.backup();
    trial.control.masters.create("LEDGER", "Lost & Found");
    await trial.sync();
    trial.control.restore();
    trial.control.masters.create("LEDGER", "Instead of it");
    clock.advance(25 * hourMs);
    expect(onlyRun(await trial.sync()).status).toBe("success");
    await requireEqual(trial);
  });

  it("three times, with work in between, ends equal each time and tells what went", async () => {
    await using trial = await startTrial({ vouchers, seed: 54 });
    const { control } = trial;
    await trial.sync();
    for (const round of [1, 2, 3]) {
      control.backup();
      receipts(control, 2);
      control.masters.create("LEDGER", `Lost in round ${round}`);
      await trial.sync();
      const lostIds = control.voucherIds().slice(-2);
      const lost = lostIds.map((id) => control.show(id).fields["GUID"]);
      control.restore();
      if (round !== 2) alterFirst(control, `round ${round}`, round * 2);
      expect(onlyRun(await trial.sync()).status).toBe("success");
      await requireEqual(trial);
      const deleted = (await readChanges(trial)).filter(({ action }) => action === "delete");
      for (const guid of lost) expect(deleted.map((change) => change.guid)).toContain(guid);
    }
  });

  it("between two tries of the first load needs no hand", async () => {
    let isStopped = false;
    await using trial = await startTrial({
      vouchers,
      seed: 55,
      onSeam: (seam) => {
        if (seam === "window committed" && !isStopped) {
          isStopped = true;
          throw new Error("the power went");
        }
      },
    });
    trial.control.backup();
    receipts(trial.control, 3);
    trial.control.masters.create("LEDGER", "Lost & Found");
    expect(onlyRun(await trial.sync()).status).toBe("failed");
    trial.control.restore();
    alterFirst(trial.control, "instead", 1);
    expect(onlyRun(await trial.sync()).status).toBe("success");
    await requireEqual(trial);
    expect(onlyRun(await trial.sync()).status).toBe("no_change");
  });
});

describe("reading everything again on request", () => {
  it("mends rows that somebody changed in the database, and tells them", async () => {
    await using trial = await startTrial({ vouchers, seed: 56 });
    await trial.sync();
    await damage(trial);
    expect(onlyRun(await trial.sync()).status).toBe("no_change");
    expect(onlyRun(await trial.sync({ full: true })).status).toBe("success");
    await requireEqual(trial);
    const changed = (await readChanges(trial)).map(({ entityType, action }) => `${entityType} ${action}`);
    expect(changed).toContain("ledgers update");
    expect(changed).toContain("vouchers update");
  });
});

async function damage(trial: Trial): Promise<void> {
  const companyId = await trial.companyId(trial.control.books);
  for (const table of ["vouchers", "ledgers"]) {
    const rows = await trial.destination.select({ companyId, table, columns: ["tally_guid"] });
    const guid = String(rows[3]?.["tally_guid"]);
    const column = table === "vouchers" ? "narration" : "alias";
    await trial.destination.transaction(null, (tx) =>
      tx.updateColumns(companyId, table, [column], [{ guid, values: ["not what Tally says"] }]),
    );
  }
}
