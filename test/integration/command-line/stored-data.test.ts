import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { streams } from "../../../src-main/catalog/index.ts";
import { appendChanges } from "../../../src-main/destination/change-log.ts";
import { findOrCreateCompany } from "../../../src-main/destination/companies-store.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { holdDeletes } from "../../../src-main/destination/held-deletes.ts";
import { acquireLease } from "../../../src-main/destination/lease.ts";
import { openDestination } from "../../../src-main/destination/open-destination.ts";
import { quarantineRecords } from "../../../src-main/destination/quarantine.ts";
import { finishRun, startRun } from "../../../src-main/destination/runs.ts";
import { systemClock } from "../../../src-main/contract/clock.ts";
import { openAgentMemory } from "../../../src-main/history/open-agent-memory.ts";
import { memoryFile } from "../../../src-main/history/user-data-folder.ts";
import { runCli } from "./run-cli.ts";

let folder = "";
let database = "";

const at = "2026-04-02T10:42:00.000Z";
const sharma = {
  guid: "guid-1",
  companyNumber: "100000",
  name: "Sharma & Söhne शर्मा",
  booksFrom: "2025-04-01",
};
const split = { ...sharma, companyNumber: "100001", name: "Sharma (new year)", booksFrom: "2026-04-01" };

async function withDatabase<T>(work: (destination: Destination) => Promise<T>): Promise<T> {
  await using destination = await openDestination(database);
  await destination.prepare(streams, "0.0.0");
  return await work(destination);
}

/** Rows as a sync leaves them, written through the same functions. */
async function fill(): Promise<void> {
  await withDatabase(async (destination) => {
    const { company } = await findOrCreateCompany(destination, sharma);
    await findOrCreateCompany(destination, split);
    const stamp = { companyId: company.id, runId: "run-1", at };
    await destination.transaction(null, async ({ db }) => {
      await startRun(db, {
        ...stamp,
        syncType: "cdc",
        startedBy: "cli",
        startedAt: at,
        agentId: "agent",
      });
      await finishRun(db, {
        ...stamp,
        status: "needs_attention",
        completedAt: "2026-04-02T10:42:07.000Z",
        tallyRequests: 3,
        tallyBytes: 4096,
        error: { code: "DATA_DELETES_HELD", message: "2 deletions wait." },
      });
      const change = { entityType: "vouchers", alterIdBefore: 1, alterIdAfter: 2, alteredBy: "ravi" };
      await appendChanges(db, stamp, [
        {
          ...change,
          guid: "v1",
          nameOrNumber: "12",
          action: "update",
          voucherDate: "2026-04-01",
          changes: { narration: ["old words", "new words"] },
        },
        {
          ...change,
          entityType: "ledgers",
          guid: "l1",
          nameOrNumber: "Gupta 100%",
          action: "insert",
          voucherDate: null,
          alteredBy: "",
          changes: { name: "Gupta 100%", email: "" },
        },
      ]);
      await holdDeletes(db, stamp, [
        { entityType: "vouchers", guid: "v2", nameOrNumber: "13" },
        { entityType: "vouchers", guid: "v3", nameOrNumber: "14" },
      ]);
      await quarantineRecords(db, stamp, [
        {
          entityType: "ledgers",
          guid: "l9",
          masterId: 9,
          alterId: 9,
          voucherDate: null,
          reason: "the name is longer than 450 characters",
          fieldName: "name",
          rawXml: "<LEDGER/>",
        },
      ]);
    });
  });
}

function cli(...args: readonly string[]): ReturnType<typeof runCli> {
  return runCli(folder, [...args, "--to", database]);
}

async function document(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout } = await cli(...args, "--json");
  return JSON.parse(stdout) as Record<string, unknown>;
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "tally-replica-cli-"));
  database = `sqlite:${path.join(folder, "बही.sqlite")}`;
  await fill();
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("status, history, test", () => {
  test("status says all there is to know of each company", async () => {
    const { companies } = await document("status");
    expect(companies).toMatchObject(
      [
        {
          company: "Sharma & Söhne शर्मा",
          heldDeletes: 2,
          quarantined: 1,
          unexplained: 0,
          verification: "unknown",
        },
        { company: "Sharma (new year)", heldDeletes: 0, quarantined: 0, lastRun: null },
      ].sort((a, b) => (a.company < b.company ? -1 : 1)),
    );
    const text = await cli("status");
    expect(text.exitCode).toBe(0);
    expect(text.stdout).toContain("Deletions waiting");
    expect(text.stdout).toContain("Sharma & Söhne शर्मा");
  });

  test("history tells runs with their error", async () => {
    const { runs } = await document("history", "--company", "guid-1:100000");
    expect(runs).toMatchObject([
      { status: "needs_attention", tallyRequests: 3, error: { code: "DATA_DELETES_HELD" } },
    ]);
    expect(await document("history", "--company", "guid-1:100001")).toEqual({ runs: [] });
    expect((await cli("history")).stdout).toContain("2 deletions wait.");
  });

  test("history tells what this PC remembers while the database is away", async () => {
    {
      using memory = openAgentMemory(memoryFile(folder), systemClock);
      memory.recordRun({
        company: sharma.name,
        companyGuid: sharma.guid,
        destination: "postgres://127.0.0.1:1/books",
        syncType: "cdc",
        status: "failed",
        startedAt: at,
        completedAt: at,
        errorCode: "DEST_CONNECTION_LOST",
        errorMessage: "The connection ended.",
      });
    }
    const away = "postgres://somebody:secret@127.0.0.1:1/books";
    const { stdout, stderr, exitCode } = await runCli(folder, ["history", "--json", "--to", away]);
    expect(exitCode).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({
      isLocal: true,
      runs: [{ company: sharma.name, error: { code: "DEST_CONNECTION_LOST" } }],
    });
    expect(stderr).toContain("own record");
    expect(stdout + stderr).not.toContain("secret");
  });

  test("the database can be used", async () => {
    const result = await cli("test");
    expect(result.exitCode).toBe(0);
    expect(result.stdout).toContain("Sharma & Söhne शर्मा");
    expect(await document("test")).toMatchObject({ isUsable: true, exists: true });
  });
});

describe("a database of a newer program", () => {
  test("is left alone", async () => {
    await withDatabase(({ db }) =>
      db.updateTable("settings_info").set({ value: "999" }).where("name", "=", "schema_version").execute(),
    );
    for (const verb of ["status", "test", "sync"]) {
      const result = await cli(verb);
      expect([verb, result.exitCode]).toEqual([verb, 4]);
      expect(result.stderr).toContain("(DEST_NEWER)");
    }
  });
});

describe("changes", () => {
  test("shows before and after", async () => {
    const { stdout, exitCode } = await cli("changes");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("narration: old words → new words");
    expect(stdout).toContain("voucher 12 (2026-04-01)");
    expect(stdout).toContain("name: Gupta 100%");
  });

  test.each([
    { filter: ["--table", "ledgers"], numbers: ["Gupta 100%"] },
    { filter: ["--number", "0%"], numbers: ["Gupta 100%"] },
    { filter: ["--by", "RAVI"], numbers: ["12"] },
    { filter: ["--since", "1"], numbers: ["Gupta 100%"] },
    { filter: ["--since", "0"], numbers: ["12", "Gupta 100%"] },
    { filter: ["--limit", "1"], numbers: ["Gupta 100%"] },
    { filter: ["--from", "2026-04-03"], numbers: [] },
    { filter: ["--company", "Sharma (new year)"], numbers: [] },
  ])("$filter", async ({ filter, numbers }) => {
    const { changes, hasMore } = await document("changes", ...filter);
    expect((changes as { nameOrNumber: string }[]).map((change) => change.nameOrNumber)).toEqual(numbers);
    expect(hasMore).toBe(filter[0] === "--limit");
  });
});

describe("held deletes are decided only after they were shown", () => {
  test("accept before looking decides nothing, and shows them", async () => {
    const first = await cli("deletes", "--accept");
    expect(first.exitCode).toBe(5);
    expect(first.stderr).toContain("not shown yet");
    expect(first.stdout).toContain("13");
    const second = await cli("deletes", "--accept");
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toContain("Accepted: 2 deletions");
    expect(await document("deletes")).toEqual({ decided: 0, waiting: [] });
  });

  test("what was found after the look is not decided with it", async () => {
    expect((await cli("deletes")).exitCode).toBe(5);
    await withDatabase(async (destination) => {
      const stamp = { companyId: 1, runId: "run-2", at: "2026-04-03T00:00:00.000Z" };
      await destination.transaction(null, ({ db }) =>
        holdDeletes(db, stamp, [{ entityType: "ledgers", guid: "l3", nameOrNumber: "Later" }]),
      );
    });
    const result = await cli("deletes", "--dismiss");
    expect(result.stdout).toContain("Dismissed: 2 deletions");
    expect(result.stdout).toContain("Later");
    expect(result.exitCode).toBe(5);
  });
});

describe("quarantine", () => {
  test("is listed with its reason", async () => {
    const { stdout, exitCode } = await cli("quarantine");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("longer than 450 characters");
    expect(await document("quarantine")).toMatchObject({ quarantine: [{ rawXml: "<LEDGER/>", guid: "l9" }] });
    expect(await document("quarantine", "--company", "guid-1:100001")).toEqual({ quarantine: [] });
  });
});

describe("remove", () => {
  test("asks for a yes first, then takes out this company and no other", async () => {
    const asked = await cli("remove", "--company", sharma.name);
    expect(asked.exitCode).toBe(2);
    expect(asked.stderr).toContain("(CONFIG_NOT_CONFIRMED)");
    const removed = await cli("remove", "--company", sharma.name, "--yes");
    expect(removed.exitCode).toBe(0);
    const { companies } = await document("status");
    expect(companies).toMatchObject([{ company: split.name }]);
    expect(await document("changes")).toEqual({ changes: [], hasMore: false });
  });

  test("not while another program is writing it", async () => {
    await withDatabase((destination) =>
      acquireLease(destination, { companyId: 1, holder: "another", leaseSeconds: 600 }),
    );
    const result = await cli("remove", "--company", sharma.name, "--yes");
    expect(result.stderr).toContain("(DEST_LEASE_HELD)");
    expect(result.exitCode).toBe(1);
  });

  test("a company nobody knows, and a name that fits two", async () => {
    const unknown = await cli("remove", "--company", "Sharma", "--yes");
    expect(unknown.exitCode).toBe(2);
    expect(unknown.stderr).toMatch(/Did you mean Sharma/);
    const both = await cli("remove", "--company", "guid-1", "--yes");
    expect(both.exitCode).toBe(2);
    expect(both.stderr).toContain("guid-1:100000, guid-1:100001");
  });
});

describe("copy", () => {
  test("takes companies with their history to another database, once", async () => {
    const source = database;
    const target = `sqlite:${path.join(folder, "copy.sqlite")}`;
    const copy = (): ReturnType<typeof runCli> =>
      runCli(folder, ["copy", "--from", source, "--to", target, "--company", "guid-1:100000", "--json"]);
    expect(JSON.parse((await copy()).stdout)).toMatchObject({
      copied: [{ companyGuid: "guid-1", isCopied: true }],
    });
    expect(JSON.parse((await copy()).stdout)).toMatchObject({
      copied: [{ companyGuid: "guid-1", isCopied: false }],
    });
    database = target;
    const { companies } = await document("status");
    expect(companies).toMatchObject([{ company: "Sharma & Söhne शर्मा", heldDeletes: 2, quarantined: 1 }]);
    const { changes } = await document("changes");
    expect(changes).toHaveLength(2);
  });
});
