import { sql } from "kysely";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { makeMissingIndexes, postponeIndexes } from "../../../src-main/destination/load-indexes.ts";
import { releaseLease } from "../../../src-main/destination/lease.ts";
import { openSqlite } from "../../../src-main/destination/sqlite.ts";
import { writeCounterState } from "../../../src-main/destination/sync-state.ts";
import { testStreams, vouchers } from "../../contract/destination-catalog.ts";
import { prepareCompany, row, write } from "../../contract/destination-helpers.ts";

async function indexesOf(destination: Destination): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_master
    where type = 'index' and sql is not null order by name`.execute(destination.db);
  return rows.map(({ name }) => name);
}

describe("indexes of a first load", () => {
  let folder = "";
  let path = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tally-replica-indexes-"));
    path = join(folder, "books.sqlite");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const postpone = (destination: Destination): Promise<void> =>
    destination.transaction(null, (tx) => postponeIndexes(tx, destination.dialect, vouchers));

  it("are taken from empty tables and made behind it, the same ones", async () => {
    await using destination = openSqlite({ path });
    await destination.prepare(testStreams, "1.0.0");
    const all = await indexesOf(destination);
    const company = await prepareCompany(destination);
    await postpone(destination);
    const left = await indexesOf(destination);
    expect(all.filter((name) => !left.includes(name))).toContain("vouchers_date");
    expect(left.some((name) => name.startsWith("voucher"))).toBe(false);
    await write(destination, company, vouchers, [row(vouchers, "v-1", { date: "2026-04-01" })]);
    await makeMissingIndexes(destination, company.fence, vouchers);
    expect(await indexesOf(destination)).toEqual(all);
    await makeMissingIndexes(destination, company.fence, vouchers);
  });

  it("stay where any company has rows already", async () => {
    await using destination = openSqlite({ path });
    await destination.prepare(testStreams, "1.0.0");
    const all = await indexesOf(destination);
    const company = await prepareCompany(destination);
    await write(destination, company, vouchers, [row(vouchers, "v-1", { date: "2026-04-01" })]);
    await postpone(destination);
    expect(await indexesOf(destination)).toEqual(all);
  });

  it("are made by the next program that prepares the database, where the load was cut off", async () => {
    let all: readonly string[] = [];
    {
      await using destination = openSqlite({ path });
      await destination.prepare(testStreams, "1.0.0");
      all = await indexesOf(destination);
      await postpone(destination);
    }
    await using next = openSqlite({ path });
    expect(await indexesOf(next)).not.toEqual(all);
    await next.prepare(testStreams, "1.0.0");
    expect(await indexesOf(next)).toEqual(all);
  });

  it("are left to a load that is under way, whoever looks at the database meanwhile", async () => {
    await using destination = openSqlite({ path });
    await destination.prepare(testStreams, "1.0.0");
    const all = await indexesOf(destination);
    const { companyId, fence } = await prepareCompany(destination);
    await destination.transaction(fence, async (tx) => {
      await postponeIndexes(tx, destination.dialect, vouchers);
      await writeCounterState(tx.db, companyId, "vouchers", { resumeFrom: { nextDate: "2026-04-01" } });
    });
    const less = await indexesOf(destination);
    expect(less.length).toBeLessThan(all.length);
    {
      await using looking = openSqlite({ path });
      await looking.prepare(testStreams, "1.0.0");
      expect(await indexesOf(looking)).toEqual(less);
    }
    await releaseLease(destination, fence);
    await using afterwards = openSqlite({ path });
    await afterwards.prepare(testStreams, "1.0.0");
    expect(await indexesOf(afterwards)).toEqual(all);
  });
});
