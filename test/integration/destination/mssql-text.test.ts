import { beforeAll, describe, expect, it } from "vitest";
import { streamByName, streams } from "../../../src-main/catalog/index.ts";
import {
  countVouchersPerTypeAndDay,
  readForexPostings,
  readPostings,
  readStockMovements,
} from "../../../src-main/destination/book-figures.ts";
import {
  appendChanges,
  readNewestChanges,
  sumOfDeletesToday,
} from "../../../src-main/destination/change-log.ts";
import { dumpTable } from "../../support/table-checksum.ts";
import {
  findOrCreateCompany,
  listAgentCompanies,
  noteAgentCompany,
  registerAgent,
} from "../../../src-main/destination/companies-store.ts";
import type { Destination } from "../../../src-main/destination/destination.ts";
import { entityTablesOf } from "../../../src-main/destination/entity-tables.ts";
import {
  decideHeldDeletes,
  holdDeletes,
  removeHeldDeletes,
} from "../../../src-main/destination/held-deletes.ts";
import { findInconsistentDays } from "../../../src-main/destination/inconsistent-vouchers.ts";
import { acquireLease, releaseLease } from "../../../src-main/destination/lease.ts";
import { quarantineRecords, removeFromQuarantine } from "../../../src-main/destination/quarantine.ts";
import { readChanges, readRuns, readStatus } from "../../../src-main/destination/queries.ts";
import { newestVouchersUpTo, spanOfVouchersAbove } from "../../../src-main/destination/recent-changes.ts";
import { purgeOldRecords } from "../../../src-main/destination/retention.ts";
import {
  finishRun,
  lastHistoryOf,
  markInterruptedRuns,
  startRun,
} from "../../../src-main/destination/runs.ts";
import { readCounterState, writeCounterState } from "../../../src-main/destination/sync-state.ts";
import { change, identity, row } from "../../contract/destination-helpers.ts";
import { reservedWords } from "../../fixtures/reserved-words.ts";
import { recordSqlServer } from "../../support/recording-database.ts";
import type { Recorded } from "../../support/recording-database.ts";

const at = "2026-04-01T10:00:00.000Z";
const stamp = { companyId: 1, runId: "run-1", at, syncStatus: "active" as const };
const fence = { companyId: 1, holder: "agent-a", leaseSeconds: 60 };
/** More than any one statement may take. */
const guids = Array.from({ length: 5_000 }, (_, index) => `g-${index}`);

/** What is asked for is answered as a table with something in it would. */
function answer({ sql }: Recorded): readonly unknown[] {
  if (sql.includes("SCHEMA") || sql.includes("sys.")) return [];
  if (sql.includes("[lease_holder]")) return [{ name: "Company", lease_holder: "agent-b" }];
  if (/open_name/.test(sql)) return guids.map((guid) => ({ open_name: guid }));
  if (/select.*\[tally_guid\].*\[name\]|select.*\[name\].*\[tally_guid\]/.test(sql)) {
    return [{ id: 1, tally_guid: "g-1", name: "Cash", company_number: "1", books_from: "2024-04-01" }];
  }
  return [];
}

async function useControlTables(destination: Destination): Promise<void> {
  const { db } = destination;
  await findOrCreateCompany(destination, identity).catch(() => {});
  const agent = { agent_id: "a", host: "PC", os_user: "asha", program_version: "1", last_seen_at: at };
  await registerAgent(db, agent);
  await noteAgentCompany(db, { companyId: 1, agentId: "a", sourceUrl: "x", isOpen: true, seenAt: at });
  await listAgentCompanies(db, 1);
  await acquireLease(destination, fence);
  const run = { companyId: 1, runId: "run-1" };
  await startRun(db, { ...run, syncType: "cdc", startedBy: "cli", startedAt: at, agentId: "a" });
  const end = { status: "success", completedAt: at, tallyRequests: 1, tallyBytes: 1, error: null } as const;
  await finishRun(db, { ...run, ...end });
  await markInterruptedRuns(db, 1, at);
  await appendChanges(
    db,
    stamp,
    guids.map((guid) => change({ guid })),
  );
  await sumOfDeletesToday(db, 1, "ledgers", at);
  await holdDeletes(
    db,
    stamp,
    guids.map((guid) => ({ entityType: "ledgers", guid, nameOrNumber: guid })),
  );
  await decideHeldDeletes(db, { companyId: 1, decision: "accepted", by: "asha", at, shownUntil: at });
  await removeHeldDeletes(db, 1, "ledgers", guids);
  await quarantineRecords(db, stamp, [
    {
      entityType: "vouchers",
      guid: "v-1",
      masterId: 1,
      alterId: 1,
      voucherDate: "2024-04-01",
      reason: "?",
      fieldName: "",
      rawXml: "",
    },
  ]);
  await removeFromQuarantine(db, 1, "vouchers", guids);
  await writeCounterState(db, 1, "vouchers", { checkpoint: 1, unexplained: [1, [2, 3]] });
  await readCounterState(db, 1, "vouchers");
  await releaseLease(destination, fence);
  await purgeOldRecords(destination, { runsBefore: at, changesBefore: at });
  await readStatus(destination, streams);
  await readRuns(destination, { companyId: 1, limit: 5 });
  await readChanges(destination, { companyId: 1, number: "1%", by: "a", from: at, sinceSeq: 1, limit: 5 });
  await readChanges(destination, { limit: 5 });
}

async function useEntityTables(destination: Destination): Promise<void> {
  await destination.transaction(fence, async (tx) => {
    for (const stream of streams) {
      const lines = Object.fromEntries(stream.children.map(({ name }) => [name, [{}, {}]]));
      const rows = guids
        .slice(0, 2_500)
        .map((guid) => row(stream, guid, { name: guid }, { children: lines }));
      await tx.writeEntities(stream, rows, stamp, { isKnownNew: true });
      await tx.writeEntities(stream, rows, stamp, { isKnownNew: false });
      await tx.readEntities(1, stream, guids);
      await tx.deleteEntities(stream, guids, stamp);
      await tx.census(1, stream);
      if (stream.counter === "vouchers") continue;
      await tx.cascadeNames(1, stream.name, guids);
      await tx.resolveNames(1, stream.name);
    }
    const vouchers = streamByName("vouchers");
    await tx.updateColumns(
      1,
      "vouchers",
      ["voucher_number", "amount"],
      [{ guid: "v-1", values: ["7", "1.25"] }],
    );
    await tx.census(1, vouchers, { from: "2024-04-01", to: "2024-04-30" });
    await findInconsistentDays(destination, 1, vouchers, guids.slice(0, 500));
    await findInconsistentDays(destination, 1, vouchers, guids);
    await tx.removeCompany(1);
  });
  await destination.fingerprintDays(1, { from: "2024-04-01", to: "2025-03-31" });
  await spanOfVouchersAbove(destination, 1, 5);
  await newestVouchersUpTo(destination, 1, { alterId: 5, count: 3 });
  await readPostings(destination, 1);
  await readPostings(destination, 1, ["l-1", "l-2"]);
  await readPostings(destination, 1, guids);
  await readNewestChanges(destination.db, { companyId: 1, runId: "r-1" }, 500);
  await lastHistoryOf(destination.db, 1, { sync_type: "verify", entity_type: "stock_items" });
  await readStockMovements(destination, 1);
  await countVouchersPerTypeAndDay(destination, 1);
  await readForexPostings(destination, 1);
  for (const table of entityTablesOf(streams).tables.values()) {
    for await (const line of dumpTable(destination, 1, table)) expect(line).toBeDefined();
  }
  await destination.now();
}

/** Texts and quoted names say nothing about syntax. Double quotes are names, as the driver tells the server. */
function withoutTexts(sql: string): string {
  return sql.replaceAll(/N?'(?:[^']|'')*'/g, "''").replaceAll(/\[(?:[^\]]|\]\])*\]|"[^"]*"/g, "[]");
}

describe("everything that is ever said to SQL Server", () => {
  let statements: readonly Recorded[] = [];
  beforeAll(async () => {
    const recorder = recordSqlServer(answer);
    await recorder.destination.prepare(streams, "1.0.0");
    await useControlTables(recorder.destination);
    await useEntityTables(recorder.destination);
    ({ statements } = recorder);
  });

  it("keeps to 2,098 parameters (two more are the statement and its declarations), 1,000 rows of VALUES and a few megabytes of text", () => {
    expect(statements.length).toBeGreaterThan(500);
    for (const { sql, parameters } of statements) {
      expect([sql.slice(0, 80), parameters.length <= 2_098]).toEqual([sql.slice(0, 80), true]);
      const rows = / values \((.*)$/s.exec(sql)?.[1]?.split("), (").length ?? 0;
      expect([sql.slice(0, 80), rows <= 1_000]).toEqual([sql.slice(0, 80), true]);
      expect(sql.length).toBeLessThan(4_000_000);
    }
  });

  it("is plain T-SQL of 2016: no word or mark of another product", () => {
    const foreign =
      /\blimit\b|\boffset\b|\breturning\b|\bon conflict\b|\bon duplicate\b|\bilike\b|\|\||::|\btrue\b|\bfalse\b|\bnow\(\)|\binterval\b|`|\bautoincrement\b|\bboolean\b|\bjsonb\b|\btimestamptz\b|\bmerge\b|\bstring_agg\b|\btrim\(|\bconcat_ws\b|\btranslate\(|\bgreatest\(|\bleast\(|\bif exists\b|\bif not exists\b|\busing\b|\bnulls (?:first|last)\b|\bwith recursive\b|\bcreate or replace\b/i;
    for (const { sql } of statements) {
      expect([sql.slice(0, 120), foreign.exec(withoutTexts(sql))?.[0]]).toEqual([
        sql.slice(0, 120),
        undefined,
      ]);
    }
  });

  it("compares no lists of values with lists, which only other products do", () => {
    for (const { sql } of statements) expect(withoutTexts(sql)).not.toMatch(/\)\s+in\s+\(\(/);
  });

  it("quotes every name that is a word of the language", () => {
    const words = new Set(reservedWords["mssql"]);
    const named = statements.flatMap(({ sql }) =>
      [...withoutTexts(sql).matchAll(/\b(?:from|join|into|update|table|view|index)\s+([a-z_]+)\b/gi)].map(
        (match) => (match[1] ?? "").toLowerCase(),
      ),
    );
    expect(named.length).toBeGreaterThan(20);
    const grammar = new Set(["select", "set", "values", "on"]);
    expect(named.filter((name) => words.has(name) && !grammar.has(name))).toEqual([]);
  });

  it("sends rows as one parameter, whatever they hold", () => {
    const hot = statements.filter(({ sql }) => sql.includes("openjson(@1) with"));
    expect(hot.length).toBeGreaterThan(100);
    for (const { parameters } of hot) expect(parameters).toHaveLength(1);
  });
});
