import { copyFileSync } from "node:fs";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { runRandomOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import {
  Replay,
  compareReplica,
  computedColumns,
  expectedTables,
  tellDifferences,
} from "../../support/expected-rows/index.ts";
import { startTrial, syncWithConsent } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

/** A copy of the database as it is now, taken with everything the write-ahead log still holds. */
function copyReplica(trial: Trial): Database.Database {
  const copy = `${trial.file}.copy`;
  const source = new Database(trial.file);
  source.pragma("wal_checkpoint(TRUNCATE)");
  source.close();
  copyFileSync(trial.file, copy);
  return new Database(copy, { readonly: true });
}

describe("change_log", () => {
  it.each([51, 52, 53])(
    "played over the first load gives the books as they are now (seed %i)",
    async (seed) => {
      await using trial = await startTrial({ vouchers: 60, seed });
      const { control } = trial;
      await trial.sync();
      const before = copyReplica(trial);
      const companyId = await trial.companyId(control.books);
      const replay = new Replay(before, companyId, Object.keys(expectedTables(control.books)));
      before.close();
      const random = makeRandom(seed);
      const done: string[] = [];
      for (let batch = 0; batch < 4; batch += 1) {
        for (let count = 0; count < 8; count += 1) done.push(runRandomOperation(control, random).description);
        expect((await syncWithConsent(trial)).status).toBe("success");
        const now = new Database(trial.file, { readonly: true });
        replay.play(now);
        now.close();
        const differences = compareReplica(replay.reader(), companyId, control.books).filter(
          ({ table, column }) => table !== "companies" && !computedColumns.has(`${table}.${column}`),
        );
        if (differences.length > 0)
          throw new Error(`${done.join("\n")}\n${tellDifferences(differences, 12)}`);
      }
    },
  );
});
