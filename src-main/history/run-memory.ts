import type { AgentMemory, LocalRun } from "./agent-memory.ts";
import type { MemoryDatabase } from "./memory-file.ts";

/** A year of runs every five minutes would be 100,000 rows; what is older than this many is dropped. */
const runsKept = 10_000;

export function createRunMemory(database: MemoryDatabase): Pick<AgentMemory, "recordRun" | "recentRuns"> {
  const insert = database.prepare(
    `insert into runs (company, company_guid, destination, sync_type, status, started_at, completed_at,
       error_code, error_message)
     values (@company, @companyGuid, @destination, @syncType, @status, @startedAt, @completedAt,
       @errorCode, @errorMessage)`,
  );
  const drop = database.prepare("delete from runs where id <= ?");
  const select = database.prepare(
    `select company, company_guid as companyGuid, destination, sync_type as syncType, status,
       started_at as startedAt, completed_at as completedAt, error_code as errorCode, error_message as errorMessage
     from runs order by id desc limit ?`,
  );
  return {
    recordRun: (run) => {
      const { lastInsertRowid } = insert.run(run);
      drop.run(Number(lastInsertRowid) - runsKept);
    },
    recentRuns: (limit) => select.all(limit) as LocalRun[],
  };
}
