import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { backUpFile } from "../../../src-main/destination/backup.ts";
import { restoreFile } from "../../../src-main/destination/restore.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { runRandomOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { compareReplica } from "../../support/expected-rows/index.ts";
import { onlyRun, openReplica, startTrial } from "../../support/replica-trial.ts";
import type { Replica } from "../../support/replica-trial.ts";

const request = { companies: [], full: false, acceptDeletes: false };
const signal = new AbortController().signal;

describe("after an older copy of the database was put back", () => {
  it.each([79, 80, 81])("the next sync catches up with the books (seed %i)", async (seed) => {
    await using trial = await startTrial({ vouchers: 60, seed });
    const folder = mkdtempSync(join(tmpdir(), "tally-replica-restored-"));
    const open = (): Promise<Replica> => openReplica(trial.port.url, { folder });
    const databaseFile = join(folder, "replica.sqlite");
    const random = makeRandom(seed);
    const change = (): void => {
      for (let count = 0; count < 12; count += 1) runRandomOperation(trial.control, random);
    };
    try {
      let copy = "";
      {
        await using replica = await open();
        await replica.engine.sync(request, signal);
        change();
        await replica.engine.sync(request, signal);
        const at = new Date();
        ({ file: copy } = await backUpFile({ databaseFile, folder: join(folder, "copies"), keep: 1, at }));
        for (let batch = 0; batch < 3; batch += 1) {
          change();
          await replica.engine.sync(request, signal);
        }
      }
      await restoreFile({ from: copy, databaseFile, at: new Date() });
      await using replica = await open();
      const run = onlyRun(await replica.engine.sync(request, signal));
      expect(run).toMatchObject({ status: "success", error: null });
      expect(compareReplica(databaseFile, 1, trial.control.books)).toEqual([]);
      const rows = await replica.destination.db
        .selectFrom("change_log")
        .select("seq")
        .orderBy("seq")
        .execute();
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_row, index) => index + 1));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
