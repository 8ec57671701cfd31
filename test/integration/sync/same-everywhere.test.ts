import { describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { tableChecksum } from "../../support/table-checksum.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { entityTablesOf } from "../../../src-main/destination/entity-tables.ts";
import { readChanges } from "../../../src-main/destination/queries.ts";
import { systemClock } from "../../../src-main/contract/clock.ts";
import { openAgentMemory } from "../../../src-main/history/open-agent-memory.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { runRandomOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { startMariadb } from "../../contract/mariadb-server.ts";
import { givenMssql } from "../../contract/mssql-server.ts";
import { startPostgres } from "../../contract/postgres-server.ts";
import { startTrial } from "../../support/replica-trial.ts";
import { openServerReplica } from "../../support/server-replica.ts";

/** The canonical checksum of every table, and the audit trail without the times and the names of the runs. */
async function portrait(destination: Destination): Promise<Readonly<Record<string, unknown>>> {
  const { id } = await destination.db.selectFrom("companies").select("id").executeTakeFirstOrThrow();
  const sums: Record<string, unknown> = {};
  for (const table of entityTablesOf(streams).tables.values()) {
    sums[table.name] = await tableChecksum(destination, id, table);
  }
  const changes = await readChanges(destination, { companyId: id, sinceSeq: 0, limit: 100_000 });
  return {
    ...sums,
    change_log: changes.map(({ run_id: _run, changed_at: _at, company_id: _company, ...change }) => change),
  };
}

describe("one book in several kinds of database", () => {
  for (const [product, start] of givenMssql) {
    it(`is the same on ${product} as on SQLite`, { timeout: 300_000 }, async () => {
      await using server = await start();
      await using trial = await startTrial({ vouchers: 50, seed: 83 });
      using memory = openAgentMemory(
        trial.file.replace("replica.sqlite", "other-memory.sqlite"),
        systemClock,
      );
      await using other = await openServerReplica((await server.createDatabase()).location, trial, {
        memory,
      });
      const random = makeRandom(83);
      for (let batch = 0; batch < 3; batch += 1) {
        for (const replica of [trial, other]) {
          expect((await replica.sync()).runs).toMatchObject([{ status: "success", error: null }]);
        }
        expect(await portrait(other.destination)).toEqual(await portrait(trial.destination));
        for (let count = 0; count < 12; count += 1) runRandomOperation(trial.control, random);
      }
    });
  }

  it("is the same after a full load and after changes", { timeout: 300_000 }, async () => {
    await using postgres = await startPostgres();
    await using mariadb = await startMariadb();
    await using trial = await startTrial({ vouchers: 50, seed: 82 });
    const [first, second] = [await postgres.createDatabase(), await mariadb.createDatabase()];
    using memory = openAgentMemory(trial.file.replace("replica.sqlite", "other-memory.sqlite"), systemClock);
    await using one = await openServerReplica(first.location, trial, { memory });
    await using other = await openServerReplica(second.location, trial, { memory });
    const random = makeRandom(82);
    for (let batch = 0; batch < 3; batch += 1) {
      for (const replica of [trial, one, other]) {
        expect((await replica.sync()).runs).toMatchObject([{ status: "success", error: null }]);
      }
      const expected = await portrait(trial.destination);
      expect(await portrait(one.destination)).toEqual(expected);
      expect(await portrait(other.destination)).toEqual(expected);
      for (let count = 0; count < 12; count += 1) runRandomOperation(trial.control, random);
    }
  });
});
