import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRandomOperation } from "../../../src-main/sample-tally/control/random-operation.ts";
import { makeRandom } from "../../../src-main/sample-tally/company/random.ts";
import { startMariadb } from "../../contract/mariadb-server.ts";
import { givenMssql } from "../../contract/mssql-server.ts";
import { startPostgres, type TestServer } from "../../contract/postgres-server.ts";
import { startTrial } from "../../support/replica-trial.ts";
import { openServerReplica } from "../../support/server-replica.ts";

/** A full load and batches of random changes; after each the database equals the books. */
async function followOn(server: TestServer): Promise<void> {
  await using trial = await startTrial({ vouchers: 80, seed: 71 });
  const { location, drop } = await server.createDatabase();
  try {
    await using replica = await openServerReplica(location, trial);
    const random = makeRandom(71);
    for (let batch = 0; batch < 5; batch += 1) {
      const { runs } = await replica.sync();
      expect(runs).toMatchObject([{ status: "success", error: null }]);
      await replica.requireEqual();
      for (let count = 0; count < 10; count += 1) runRandomOperation(trial.control, random);
    }
  } finally {
    await drop();
  }
}

/** Two agents, each with its own Tally and company, at the same time in one database. */
async function shareBetweenAgents(server: TestServer): Promise<void> {
  await using first = await startTrial({ vouchers: 60, seed: 72 });
  await using second = await startTrial({ vouchers: 60, seed: 73 });
  const { location, drop } = await server.createDatabase();
  try {
    await using one = await openServerReplica(location, first);
    await using other = await openServerReplica(location, second);
    const random = makeRandom(72);
    for (let batch = 0; batch < 3; batch += 1) {
      for (const { runs } of await Promise.all([one.sync(), other.sync()])) {
        expect(runs).toMatchObject([{ status: "success", error: null }]);
      }
      await one.requireEqual();
      await other.requireEqual();
      for (const { control } of [first, second]) {
        for (let count = 0; count < 5; count += 1) runRandomOperation(control, random);
      }
    }
  } finally {
    await drop();
  }
}

const products = [["PostgreSQL", startPostgres], ["MariaDB", startMariadb], ...givenMssql] as const;

describe.each(products)("on %s too", (_product, start) => {
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
  });

  it("the replica equals the books", { timeout: 300_000 }, async () => {
    await expect(followOn(server!)).resolves.toBeUndefined();
  });

  it("two agents write their companies at the same time", { timeout: 300_000 }, async () => {
    await expect(shareBetweenAgents(server!)).resolves.toBeUndefined();
  });
});
