import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { startMariadb } from "../../contract/mariadb-server.ts";
import { givenMssql } from "../../contract/mssql-server.ts";
import { startPostgres, type TestServer } from "../../contract/postgres-server.ts";
import { startTrial } from "../../support/replica-trial.ts";
import { openServerReplica } from "../../support/server-replica.ts";

const signal = new AbortController().signal;

/** Load, verify, a wrong amount, verify, repair, verify. */
async function proveOn(server: TestServer): Promise<void> {
  await using trial = await startTrial({ vouchers: 60, seed: 3 });
  const { location, drop } = await server.createDatabase();
  try {
    await using replica = await openServerReplica(location, trial);
    const { engine, destination } = replica;
    const verify = async () => (await engine.verify({ companies: [], asOf: null }, signal)).companies[0];
    await replica.sync();
    const good = await verify();
    expect(good).toMatchObject({ verdict: "verified", differences: [], doubts: [] });
    expect(good?.checked.stockItems).toBeGreaterThan(10);
    await sql`update ledgers set opening_balance = opening_balance + 1.25 where name = 'Cash'`.execute(
      destination.db,
    );
    await sql`update voucher_inventory_entries set quantity = quantity + 0.5 where line_no = 1`.execute(
      destination.db,
    );
    const bad = await verify();
    expect(bad?.verdict).toBe("differs");
    expect(new Set(bad?.differences.map(({ kind }) => kind))).toEqual(new Set(["ledger", "stock"]));
    const { runs } = await engine.repair({ companies: [], window: null, table: null }, signal);
    expect(runs).toMatchObject([{ status: "success", syncType: "repair", error: null }]);
    expect(await verify()).toMatchObject({ verdict: "verified", differences: [] });
  } finally {
    await drop();
  }
}

describe("verify and repair on servers", () => {
  it("PostgreSQL", { timeout: 300_000 }, async () => {
    await using server = await startPostgres();
    await expect(proveOn(server)).resolves.toBeUndefined();
  });

  it("MariaDB", { timeout: 300_000 }, async () => {
    await using server = await startMariadb();
    await expect(proveOn(server)).resolves.toBeUndefined();
  });

  for (const [product, start] of givenMssql) {
    it(`${product}, as named`, { timeout: 300_000 }, async () => {
      await using server = await start();
      await expect(proveOn(server)).resolves.toBeUndefined();
    });
  }
});
