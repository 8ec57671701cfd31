import { describe, expect, it } from "vitest";
import { compareReplica } from "../../support/expected-rows/index.ts";
import { hidingTally } from "../../support/hiding-tally.ts";
import { longestOfSync } from "../../support/longest-request.ts";
import { onlyRun, openReplica, requireEqual, startTrial } from "../../support/replica-trial.ts";

const signal = new AbortController().signal;
const longestMs = 2_000;
/** Three times what one request should deliver. */
const many = 3_000;

const nameOf = (index: number): string => `Party No. ${index} of Nagpur & Wardha`;

describe("thousands of masters of one type", { timeout: 120_000 }, () => {
  it("are loaded, altered and read again without holding Tally longer than a few do", async () => {
    await using trial = await startTrial({ vouchers: 60, seed: 81 });
    const { masters } = trial.control;
    for (let index = 0; index < many; index += 1) {
      masters.create("LEDGER", nameOf(index), {
        PARENT: "Sundry Debtors",
        EMAIL: `party${index}@example.in`,
      });
    }
    expect(await longestOfSync(trial)).toBeLessThan(longestMs);
    await requireEqual(trial);
    for (let index = 0; index < many; index += 1) {
      masters.alter("LEDGER", nameOf(index), { EMAIL: `new${index}@example.in` });
    }
    expect(await longestOfSync(trial)).toBeLessThan(longestMs);
    await requireEqual(trial);
    const before = trial.port.log.length;
    masters.delete("LEDGER", nameOf(7));
    expect(onlyRun(await trial.sync())).toMatchObject({ status: "success", deleted: 1 });
    await requireEqual(trial);
    // One deleted master costs lists of the large types, never their content.
    expect(Math.max(...trial.port.log.slice(before).map(({ bytes }) => bytes))).toBeLessThan(800_000);
    expect(onlyRun(await trial.sync({ full: true }))).toMatchObject({ deleted: 0, inserted: 0, updated: 0 });
  });

  it("are not believed where Tally shows fewer of them than it lists", async () => {
    await using trial = await startTrial({ vouchers: 20, seed: 82 });
    for (let index = 0; index < 1_500; index += 1) trial.control.masters.create("LEDGER", nameOf(index));
    await using tally = await hidingTally(trial, (asked) =>
      asked.replace(
        /(\$MasterId &lt;= )(\d+)/,
        (_whole, before: string, to: string) => `${before}${Number(to) - 1}`,
      ),
    );
    await using replica = await openReplica(tally.url);
    const sync = async (full: boolean): Promise<unknown> =>
      onlyRun(await replica.engine.sync({ companies: [], acceptDeletes: false, full }, signal));
    const refused = { status: "failed", deleted: 0, heldDeletes: 0, error: { code: "SOURCE_ROW_COUNT" } };
    tally.isHiding = true;
    expect(await sync(false)).toMatchObject(refused);
    tally.isHiding = false;
    expect(await sync(false)).toMatchObject({ status: "success" });
    tally.isHiding = true;
    expect(await sync(true)).toMatchObject(refused);
    expect(compareReplica(replica.file, 1, trial.control.books)).toEqual([]);
  });
});
