import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { ReplicaError } from "../../../src-main/contract/errors.ts";
import { fieldText, startTrial, syncAndRequireEqual } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

const deletedOn = "2025-04-20";

/** What was asked about numbers: each request with its window, in the order asked. */
function askedAboutNumbers(summaries: readonly string[]): readonly string[] {
  return summaries.filter((summary) => /: (sums|numbers) of [A-Z]/.test(summary));
}

describe("numbers that a deleted voucher moved", () => {
  let trial: Trial | null = null;
  const summaries: string[] = [];
  let isRefused = (_summary: string): boolean => false;
  afterEach(async () => {
    await trial?.[Symbol.asyncDispose]();
    trial = null;
    summaries.length = 0;
    isRefused = () => false;
  });

  /** A loaded book with one sale deleted early, and a sale after it whose number that moved. */
  async function deleteEarly(): Promise<{ readonly trial: Trial; readonly later: number }> {
    trial = await startTrial({
      vouchers: 300,
      seed: 31,
      source: {
        memory: {
          begin: ({ summary }) => {
            summaries.push(summary);
            if (isRefused(summary)) throw new ReplicaError("SOURCE_LINE_ERROR", { message: "refused" });
          },
          end: () => {},
          isHeldBack: () => false,
        },
      },
    });
    const { control } = trial;
    const first = control.postRandom({ kind: "contra", date: deletedOn });
    const later = control.postRandom({ kind: "contra", date: "2026-11-18" });
    await trial.sync();
    summaries.length = 0;
    const before = fieldText(control.show(later), "VOUCHERNUMBER");
    control.delete(first);
    expect(fieldText(control.show(later), "VOUCHERNUMBER")).not.toBe(before);
    return { trial, later };
  }

  it("are taken from what follows where Tally's own sums agree, without reading one of them", async () => {
    const { trial: deleted } = await deleteEarly();
    const changes = await syncAndRequireEqual(deleted);
    expect(changes.filter(({ action }) => action === "renumber").length).toBeGreaterThan(5);
    const asked = askedAboutNumbers(summaries);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((summary) => summary.includes("numbers of"))).toEqual([]);
  });

  it("are read where the sums do not agree with what was supposed", async () => {
    const { trial: deleted, later } = await deleteEarly();
    const guid = fieldText(deleted.control.show(later), "GUID");
    // A number that moved once without our seeing it.
    await sql`update vouchers set voucher_number = '1' || voucher_number where tally_guid = ${guid}`.execute(
      deleted.destination.db,
    );
    await syncAndRequireEqual(deleted);
    const asked = askedAboutNumbers(summaries);
    expect(asked.filter((summary) => summary.includes("numbers of"))).not.toEqual([]);
    // The supposition is given up where it fails: no window is walked for it again.
    expect(asked.filter((summary) => summary.includes("sums of"))).toHaveLength(1);
  });

  it("are read where Tally refuses to sum them", async () => {
    const { trial: deleted } = await deleteEarly();
    isRefused = (summary) => /: sums of [A-Z]/.test(summary);
    await syncAndRequireEqual(deleted);
    const asked = askedAboutNumbers(summaries);
    expect(asked.filter((summary) => summary.includes("numbers of"))).not.toEqual([]);
    expect(asked.filter((summary) => summary.includes("sums of"))).toHaveLength(1);
  });

  it("are read where they are more than numbers", async () => {
    const { trial: deleted, later } = await deleteEarly();
    const guid = fieldText(deleted.control.show(later), "GUID");
    await sql`update vouchers set voucher_number = 'C/' || voucher_number where tally_guid = ${guid}`.execute(
      deleted.destination.db,
    );
    await syncAndRequireEqual(deleted);
    expect(askedAboutNumbers(summaries).every((summary) => summary.includes("numbers of"))).toBe(true);
  });
});
