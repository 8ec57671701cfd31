import { migrations } from "../../migrations/index.ts";
import { streams } from "../catalog/index.ts";
import { isReplicaError } from "../contract/errors.ts";
import { listCompanies } from "../destination/companies-store.ts";
import type { Destination } from "../destination/destination.ts";
import { entityTablesOf } from "../destination/entity-tables.ts";
import { readRuns, readStatus } from "../destination/queries.ts";
import { readSettings } from "../destination/settings-info.ts";
import { readExistingTables } from "../destination/tables.ts";
import { countUnexplained } from "../destination/sync-state.ts";

const mostRuns = 100;
/** The rest of settings_info may hold what a person wrote. */
const plainSettings: ReadonlySet<string> = new Set([
  "product_name",
  "schema_version",
  "program_version",
  "views",
]);

interface DatabaseDescription {
  readonly schema: unknown;
  readonly counts: unknown;
  readonly runs: unknown;
}

/** What there is and how much, without a name, a number of a voucher, a GUID or a text of the books. Only reads. */
export async function describeDatabase(
  openDatabase: () => Promise<Destination>,
): Promise<DatabaseDescription> {
  try {
    await using destination = await openDatabase();
    return {
      schema: await describeOrSayWhy(() => describeSchema(destination)),
      counts: await describeOrSayWhy(() => describeCounts(destination)),
      runs: await describeOrSayWhy(() => describeRuns(destination)),
    };
  } catch (error) {
    const why = sayWhy(error);
    return { schema: why, counts: why, runs: why };
  }
}

async function describeOrSayWhy(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    return sayWhy(error);
  }
}

function sayWhy(error: unknown): { readonly error: string } {
  return { error: isReplicaError(error) ? error.code : "INTERNAL_ERROR" };
}

/** Names of our own tables only; what else lies in the database is counted. */
async function describeSchema({ db, dialect }: Destination): Promise<unknown> {
  const settings = await readSettings(db);
  const existing = await readExistingTables(db, dialect);
  const expected = [
    ...migrations.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === "createTable" ? [step.table] : [])),
    ),
    ...[...entityTablesOf(streams).tables.values()].map(({ definition }) => definition),
  ];
  const known = new Set(expected.map(({ name }) => name));
  const tables = expected.map(({ name, columns }) => {
    const there = existing.get(name)?.columns ?? new Set<string>();
    const missing = columns.map((column) => column.name).filter((column) => !there.has(column));
    return [name, { columns: there.size, indexes: existing.get(name)?.indexes.size ?? 0, missing }] as const;
  });
  return {
    product: dialect.product,
    settings: Object.fromEntries([...settings].filter(([name]) => plainSettings.has(name))),
    otherTables: [...existing.keys()].filter((name) => !known.has(name) && name !== "settings_info").length,
    tables: Object.fromEntries(tables),
  };
}

/** Companies by their place in the list. */
async function describeCounts(destination: Destination): Promise<unknown> {
  const statuses = await readStatus(destination, streams);
  return statuses.map((status, index) => ({
    company: index + 1,
    loadedAt: status.company.initial_load_completed_at,
    lastCheckedAt: status.company.last_checked_at,
    lastVerifiedAt: status.company.last_verified_at,
    verification: status.company.verification,
    checkpoints: { masters: status.masters.checkpoint, vouchers: status.vouchers.checkpoint },
    isLoadUnderWay: status.company.initial_load_completed_at === null && status.vouchers.resumeFrom !== null,
    unexplained: {
      masters: countUnexplained(status.masters.unexplained),
      vouchers: countUnexplained(status.vouchers.unexplained),
      since: status.unexplainedSince,
    },
    heldDeletes: status.heldDeletes,
    quarantined: status.quarantined,
    isLeased: status.leaseHolder !== "",
    rows: status.rows,
  }));
}

async function describeRuns(destination: Destination): Promise<unknown> {
  const runs = await readRuns(destination, { limit: mostRuns });
  const places = new Map((await listCompanies(destination.db)).map(({ id }, index) => [id, index + 1]));
  return runs.map(({ run, entities }) => ({
    company: places.get(run.company_id) ?? null,
    syncType: run.sync_type,
    startedBy: run.started_by,
    startedAt: run.started_at,
    completedAt: run.completed_at,
    status: run.status,
    errorCode: run.error_code,
    tallyRequests: run.tally_requests,
    tallyBytes: run.tally_bytes,
    tables: entities.map((entity) => ({
      table: entity.entity_type,
      processed: entity.records_processed,
      inserted: entity.records_inserted,
      updated: entity.records_updated,
      deleted: entity.records_deleted,
      quarantined: entity.records_quarantined,
    })),
  }));
}
