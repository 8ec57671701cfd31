import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendChanges } from "../../../src-main/destination/change-log.ts";
import { tableChecksum } from "../../support/table-checksum.ts";
import {
  findCompany,
  noteAgentCompany,
  registerAgent,
} from "../../../src-main/destination/companies-store.ts";
import { copyCompanies } from "../../../src-main/destination/copy.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { entityTablesOf } from "../../../src-main/destination/entity-tables.ts";
import { acquireLease, releaseLease } from "../../../src-main/destination/lease.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { readChanges, readRuns, readStatus } from "../../../src-main/destination/queries.ts";
import { quarantineRecords, listQuarantine } from "../../../src-main/destination/quarantine.ts";
import { readCounterState, writeCounterState } from "../../../src-main/destination/sync-state.ts";
import { ledgers, testStreams, vouchers } from "../../contract/destination-catalog.ts";
import {
  identity,
  inTransaction,
  prepareCompany,
  recordRun,
  row,
  write,
} from "../../contract/destination-helpers.ts";
import type { Prepared } from "../../contract/destination-helpers.ts";
import { startMariadb } from "../../contract/mariadb-server.ts";
import { givenMssql } from "../../contract/mssql-server.ts";
import { startPostgres } from "../../contract/postgres-server.ts";
import type { TestServer } from "../../contract/postgres-server.ts";

let folder = "";
let postgres: TestServer | undefined;
let mariadb: TestServer | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tally-replica-copy-"));
  postgres = await startPostgres();
  mariadb = await startMariadb();
});
afterAll(async () => {
  await postgres?.[Symbol.asyncDispose]();
  await mariadb?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** A company with tombstones, lines, history and open questions. */
async function fill(destination: Destination): Promise<Prepared> {
  const company = await prepareCompany(destination);
  const at = "2026-04-01T10:00:00.000Z";
  const many = Array.from({ length: 700 }, (_, index) =>
    row(
      vouchers,
      `v-${String(index).padStart(4, "0")}`,
      { date: "2024-04-01", narration: `line\n${index} ‘नमस्ते’ \\ 😀`, amount: `${index}.25` },
      {
        masterId: index + 1,
        alterId: index + 1,
        children: {
          voucher_ledger_entries: [{ ledger_name: "A", amount: `-${index + 1}.1` }, { amount: "0.0001" }],
          voucher_bill_allocations: [{ bill_name: "b", quantity: "0.12345678" }],
        },
      },
    ),
  );
  await write(destination, company, vouchers, many, { isKnownNew: true });
  await write(destination, company, ledgers, [row(ledgers, "l-1", { name: "A", details: '{"a":"1"}' })]);
  const change = {
    entityType: "vouchers",
    guid: "v-0000",
    nameOrNumber: "1",
    action: "update" as const,
    alterIdBefore: 1,
    alterIdAfter: 2,
    voucherDate: "2024-04-01",
    alteredBy: "Asha",
    changes: { amount: ["1", "2"] },
  };
  await inTransaction(destination, company, async (tx) => {
    await tx.deleteEntities(vouchers, ["v-0003"], company.stamp("2026-05-01T00:00:00.000Z", "run-2"));
    await appendChanges(
      tx.db,
      company.stamp(at),
      Array.from({ length: 4_100 }, () => change),
    );
    await writeCounterState(tx.db, company.companyId, "vouchers", {
      checkpoint: 700,
      unexplained: [3, [5, 9]],
      resumeFrom: { b: 1, a: [2] },
    });
    await quarantineRecords(tx.db, company.stamp(at), [
      {
        entityType: "vouchers",
        guid: "v-9",
        masterId: 9,
        alterId: 9,
        voucherDate: "2024-04-02",
        reason: "?",
        fieldName: "amount",
        rawXml: "<A>\n</A>",
      },
    ]);
  });
  const { companyId } = company;
  await recordRun(destination, { companyId, runId: "run-1", at, tallyBytes: 5_000_000_000 });
  const agent = { agent_id: "a-1", host: "PC", os_user: "asha", program_version: "1", last_seen_at: at };
  await registerAgent(destination.db, agent);
  await noteAgentCompany(destination.db, {
    companyId,
    agentId: "a-1",
    sourceUrl: "http://localhost:9000",
    isOpen: true,
    seenAt: at,
  });
  return company;
}

/** Everything that can be told apart from outside, without the numbers a database gives. */
async function portrait(destination: Destination): Promise<unknown> {
  const company = await findCompany(destination.db, identity);
  const { id = 0, ...content } = company ?? {};
  const sums: Record<string, unknown> = {};
  for (const table of entityTablesOf(testStreams).tables.values()) {
    sums[table.name] = await tableChecksum(destination, id, table, { withRunColumns: true });
  }
  const [status] = await readStatus(destination, testStreams);
  const withoutId = (rows: readonly object[]) => rows.map((found) => ({ ...found, company_id: 0 }));
  return {
    content,
    sums,
    rows: status?.rows,
    vouchers: await readCounterState(destination.db, id, "vouchers"),
    changes: withoutId(await readChanges(destination, { companyId: id, sinceSeq: 0, limit: 10_000 })),
    runs: (await readRuns(destination, { companyId: id, limit: 10 })).map(({ run }) => ({
      ...run,
      company_id: 0,
    })),
    quarantine: withoutId(await listQuarantine(destination.db, { companyId: id })),
    agents: await destination.db.selectFrom("agents").selectAll().execute(),
  };
}

describe("copy", () => {
  it("carries a company with its history through every product and back", async () => {
    const onPostgres = await postgres!.createDatabase();
    const onMariadb = await mariadb!.createDatabase();
    await using first = await openDestination(`sqlite:${join(folder, "first.sqlite")}`);
    await using second = await openDestination(onPostgres.location);
    await using third = await openDestination(onMariadb.location);
    await using last = await openDestination(`sqlite:${join(folder, "last.sqlite")}`);
    for (const destination of [first, second, third, last]) await destination.prepare(testStreams, "1.0.0");
    const { fence } = await fill(first);
    await releaseLease(first, fence);
    const expected = await portrait(first);
    for (const [from, to] of [
      [first, second],
      [second, third],
      [third, last],
    ] as const) {
      const copied = await copyCompanies(from, to, { streams: testStreams });
      expect(copied).toMatchObject([
        { company: identity.name, rows: { vouchers: 700, voucher_ledger_entries: 1_398, change_log: 4_100 } },
      ]);
      expect(await portrait(to)).toEqual(expected);
    }
    const again = await copyCompanies(first, last, { streams: testStreams });
    expect(again).toMatchObject([{ rows: null }]);
    // The copy goes on where the original stood: its lease is free.
    const { id } = (await findCompany(last.db, identity))!;
    await acquireLease(last, { companyId: id, holder: "agent-b", leaseSeconds: 60 });
  });

  for (const [product, start] of givenMssql) {
    it(`carries one to ${product} and back`, async () => {
      await using server = await start();
      await using first = await openDestination(`sqlite:${join(folder, "before.sqlite")}`);
      await using second = await openDestination((await server.createDatabase()).location);
      await using last = await openDestination(`sqlite:${join(folder, "after.sqlite")}`);
      for (const destination of [first, second, last]) await destination.prepare(testStreams, "1.0.0");
      const { fence } = await fill(first);
      await releaseLease(first, fence);
      const expected = await portrait(first);
      for (const [from, to] of [
        [first, second],
        [second, last],
      ] as const) {
        await copyCompanies(from, to, { streams: testStreams });
        expect(await portrait(to)).toEqual(expected);
      }
    });
  }

  it("waits for nobody: a company that is being written is not copied", async () => {
    await using from = await openDestination(`sqlite:${join(folder, "busy.sqlite")}`);
    await using to = await openDestination(`sqlite:${join(folder, "target.sqlite")}`);
    await from.prepare(testStreams, "1.0.0");
    await to.prepare(testStreams, "1.0.0");
    await prepareCompany(from, "agent-a");
    await expect(copyCompanies(from, to, { streams: testStreams })).rejects.toMatchObject({
      code: "DEST_LEASE_HELD",
    });
    expect(await findCompany(to.db, identity)).toBeNull();
  });

  it("that is stopped leaves nothing behind", async () => {
    await using from = await openDestination(`sqlite:${join(folder, "stopped.sqlite")}`);
    await using to = await openDestination(`sqlite:${join(folder, "stopped-target.sqlite")}`);
    await from.prepare(testStreams, "1.0.0");
    await to.prepare(testStreams, "1.0.0");
    const company = await fill(from);
    await from.db.updateTable("sync_state").set({ lease_holder: "" }).execute();
    const stop = new AbortController();
    const copying = copyCompanies(from, to, {
      streams: testStreams,
      signal: stop.signal,
      onProgress: ({ table }) => {
        if (table === "vouchers") stop.abort();
      },
    });
    await expect(copying).rejects.toMatchObject({ code: "INTERNAL_STOPPED" });
    expect(await findCompany(to.db, identity)).toBeNull();
    await acquireLease(from, company.fence);
  });
});
