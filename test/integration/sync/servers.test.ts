import { describe, expect, it } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { systemClock } from "../../../src-main/contract/clock.ts";
import { silentLogger } from "../../../src-main/contract/logger.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { runRandomOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { createTallySource } from "../../../src-main/source/tally-source.ts";
import { createEngine } from "../../../src-main/sync/engine.ts";
import { startMariadb } from "../../contract/mariadb-server.ts";
import { startPostgres, type TestServer } from "../../contract/postgres-server.ts";
import { compareReplica, readDestination, tellDifferences } from "../../support/expected-rows/index.ts";
import { startTrial } from "../../support/replica-trial.ts";
import type { Trial } from "../../support/replica-trial.ts";

async function requireEqualIn(destination: Destination, trial: Trial): Promise<void> {
  const { books } = trial.control;
  const { id } = await destination.db.selectFrom("companies").select("id").executeTakeFirstOrThrow();
  const differences = compareReplica(await readDestination(destination, id, books), id, books);
  if (differences.length > 0) throw new Error(tellDifferences(differences));
}

/** A full load and batches of random changes; after each the database equals the books. */
async function followOn(server: TestServer): Promise<void> {
  await using trial = await startTrial({ vouchers: 80, seed: 71 });
  const { location, drop } = await server.createDatabase();
  try {
    await using destination = await openDestination(location);
    await destination.prepare(streams, "0.0.0-test");
    const source = createTallySource({ url: trial.port.url });
    const engine = createEngine({
      source,
      destination,
      memory: trial.memory,
      clock: systemClock,
      log: silentLogger,
      onProgress: () => {},
      programVersion: "0.0.0-test",
      startedBy: "manual",
    });
    const random = makeRandom(71);
    for (let batch = 0; batch < 5; batch += 1) {
      const request = { companies: [], full: false, acceptDeletes: false };
      const { runs } = await engine.sync(request, new AbortController().signal);
      expect(runs).toMatchObject([{ status: "success", error: null }]);
      await requireEqualIn(destination, trial);
      for (let count = 0; count < 10; count += 1) runRandomOperation(trial.control, random);
    }
    await source.close();
  } finally {
    await drop();
  }
}

describe("on servers too, the replica equals the books", () => {
  it("PostgreSQL", { timeout: 300_000 }, async () => {
    await using server = await startPostgres();
    await expect(followOn(server)).resolves.toBeUndefined();
  });

  it("MariaDB", { timeout: 300_000 }, async () => {
    await using server = await startMariadb();
    await expect(followOn(server)).resolves.toBeUndefined();
  });
});
