import type { RetentionSettings } from "../contract/settings.ts";
import { lastSequence } from "./change-log.ts";
import type { Destination } from "./destination.ts";

interface Retention {
  /** Runs that began before are removed with their history (ISO 8601 UTC); null keeps all. */
  readonly runsBefore: string | null;
  /** change_log is for ever by default: null. */
  readonly changesBefore: string | null;
}

const dayMs = 24 * 3_600_000;

export function retentionAt({ runsDays, changesDays }: RetentionSettings, now: Date): Retention {
  const before = (days: number | null): string | null =>
    days === null ? null : new Date(now.getTime() - days * dayMs).toISOString();
  return { runsBefore: before(runsDays), changesBefore: before(changesDays) };
}

/** Removes what is older than the settings keep. Quarantine and held deletes stay until somebody decides. */
export async function purgeOldRecords(destination: Destination, retention: Retention): Promise<void> {
  const { runsBefore, changesBefore } = retention;
  await destination.transaction(null, async ({ db }) => {
    if (runsBefore !== null) {
      await db.deleteFrom("sync_history").where("started_at", "<", runsBefore).execute();
      await db
        .deleteFrom("sync_runs")
        .where("started_at", "<", runsBefore)
        .where("status", "<>", "in_progress")
        .execute();
    }
    if (changesBefore !== null) {
      for (const { id } of await db.selectFrom("companies").select("id").execute()) {
        // The last row stays, so that the numbering goes on from it.
        await db
          .deleteFrom("change_log")
          .where("company_id", "=", id)
          .where("changed_at", "<", changesBefore)
          .where("seq", "<", await lastSequence(db, id))
          .execute();
      }
    }
  });
}
