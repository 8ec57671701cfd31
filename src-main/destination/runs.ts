import type { Insertable, Kysely } from "kysely";
import type { RunStatus } from "../contract/run.ts";
import type { ControlTables, SyncHistoryTable, SyncRunsTable } from "./control-tables.ts";
import { chunk } from "./dialect.ts";

interface StartedRun {
  readonly companyId: number;
  readonly runId: string;
  readonly syncType: SyncRunsTable["sync_type"];
  readonly startedBy: SyncRunsTable["started_by"];
  readonly startedAt: string;
  readonly agentId: string;
}

export async function startRun(db: Kysely<ControlTables>, run: StartedRun): Promise<void> {
  await db
    .insertInto("sync_runs")
    .values({
      company_id: run.companyId,
      run_id: run.runId,
      sync_type: run.syncType,
      started_by: run.startedBy,
      started_at: run.startedAt,
      completed_at: null,
      status: "in_progress",
      error_code: "",
      error_message: "",
      tally_requests: 0,
      tally_bytes: 0,
      agent_id: run.agentId,
    })
    .execute();
}

interface FinishedRun {
  readonly companyId: number;
  readonly runId: string;
  readonly status: RunStatus;
  readonly completedAt: string;
  readonly tallyRequests: number;
  readonly tallyBytes: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Where the kind of run turned out to be another one than planned. */
  readonly syncType?: SyncRunsTable["sync_type"];
}

export async function finishRun(db: Kysely<ControlTables>, run: FinishedRun): Promise<void> {
  await db
    .updateTable("sync_runs")
    .set({
      status: run.status,
      completed_at: run.completedAt,
      tally_requests: run.tallyRequests,
      tally_bytes: run.tallyBytes,
      error_code: run.error?.code ?? "",
      error_message: run.error?.message ?? "",
      ...(run.syncType === undefined ? {} : { sync_type: run.syncType }),
    })
    .where("company_id", "=", run.companyId)
    .where("run_id", "=", run.runId)
    .execute();
}

/** Runs of this company found in progress by one who holds its lease were cut off. Returns how many. */
export async function markInterruptedRuns(
  db: Kysely<ControlTables>,
  companyId: number,
  at: string,
): Promise<number> {
  const marked = await db
    .updateTable("sync_runs")
    .set({ status: "interrupted", completed_at: at })
    .where("company_id", "=", companyId)
    .where("status", "=", "in_progress")
    .executeTakeFirst();
  return Number(marked.numUpdatedRows);
}

/** One row per entity that was read. Entities given twice for one run replace the earlier row. */
export async function addHistory(
  db: Kysely<ControlTables>,
  rows: readonly Insertable<SyncHistoryTable>[],
): Promise<void> {
  for (const part of chunk(rows, 50)) {
    for (const row of part) {
      await db
        .deleteFrom("sync_history")
        .where("company_id", "=", row.company_id)
        .where("run_id", "=", row.run_id)
        .where("entity_type", "=", row.entity_type)
        .execute();
    }
    await db.insertInto("sync_history").values(part).execute();
  }
}

/** When a run of this kind last read or compared the entity; null where none did. */
export async function lastHistoryOf(
  db: Kysely<ControlTables>,
  companyId: number,
  of: Pick<SyncHistoryTable, "sync_type" | "entity_type">,
): Promise<string | null> {
  const row = await db
    .selectFrom("sync_history")
    .select(({ fn }) => fn.max("completed_at").as("last"))
    .where("company_id", "=", companyId)
    .where("sync_type", "=", of.sync_type)
    .where("entity_type", "=", of.entity_type)
    .executeTakeFirst();
  return row?.last ?? null;
}
