import type { Change } from "../../src-main/destination/change-log.ts";
import type { Values } from "../../src-main/contract/value.ts";
import { acquireLease } from "../../src-main/destination/lease.ts";
import { findOrCreateCompany } from "../../src-main/destination/companies-store.ts";
import type {
  Destination,
  Fence,
  ResolvedRow,
  WriteStamp,
  WriteTransaction,
} from "../../src-main/destination/destination.ts";
import type { Stream } from "../../src-main/catalog/stream.ts";
import { finishRun, startRun } from "../../src-main/destination/runs.ts";
import { layoutOf } from "../../src-main/destination/table-layout.ts";

export const identity = {
  guid: "e7c0f3a1-4b5c-4d3e-9f10-a1b2c3d4e5f6",
  companyNumber: "100000",
  name: "Sharma & Söhne “ट्रेडर्स”",
  booksFrom: "2024-04-01",
};

export function row(
  stream: Stream,
  guid: string,
  values: Values,
  extra: Partial<ResolvedRow> = {},
): ResolvedRow {
  const children = Object.fromEntries(
    stream.children.map(({ name }) => [name, extra.children?.[name] ?? []]),
  );
  return { guid, masterId: 1, alterId: 1, lastModified: null, values, ...extra, children };
}

export interface Prepared {
  readonly companyId: number;
  readonly fence: Fence;
  readonly stamp: (at?: string, runId?: string) => WriteStamp;
}

/** A company with its lease taken, so that rows can be written. */
export async function prepareCompany(destination: Destination, holder = "agent-a"): Promise<Prepared> {
  const { company } = await findOrCreateCompany(destination, identity);
  const fence = { companyId: company.id, holder, leaseSeconds: 60 };
  await acquireLease(destination, fence);
  return {
    companyId: company.id,
    fence,
    stamp: (at = "2026-04-01T10:00:00.000Z", runId = "run-1") => ({
      companyId: company.id,
      runId,
      at,
      syncStatus: "active",
    }),
  };
}

export async function write(
  destination: Destination,
  { fence, stamp }: Prepared,
  stream: Stream,
  rows: readonly ResolvedRow[],
  options: { readonly at?: string; readonly isKnownNew?: boolean } = {},
): Promise<void> {
  await destination.transaction(fence, (tx) =>
    tx.writeEntities(stream, rows, stamp(options.at), { isKnownNew: options.isKnownNew ?? false }),
  );
}

export function inTransaction<T>(
  destination: Destination,
  { fence }: Prepared,
  work: (tx: WriteTransaction) => Promise<T>,
): Promise<T> {
  return destination.transaction(fence, work);
}

/** Every row of a table, own columns and twins only, in the order of the destination. */
export function selectAll(destination: Destination, companyId: number, stream: Stream, table?: string) {
  const layout = layoutOf(stream);
  const target = [layout.entity, ...layout.children].find(({ name }) => name === (table ?? stream.name));
  if (!target) throw new Error(`no table ${table}`);
  return destination.select({
    companyId,
    table: target.name,
    columns: [
      target.keyColumn,
      ...(target.kind === "child" ? ["line_no"] : []),
      ...target.valueColumns.map(({ name }) => name),
    ],
    includeDeleted: true,
  });
}

/** One line of the audit trail. */
export function change(values: Partial<Change>): Change {
  return {
    entityType: "ledgers",
    guid: "l-1",
    nameOrNumber: "Cash",
    action: "update",
    alterIdBefore: 1,
    alterIdAfter: 2,
    voucherDate: null,
    alteredBy: "",
    changes: {},
    ...values,
  };
}

/** A run that began and ended well at that time. */
export async function recordRun(
  { db }: Destination,
  run: {
    readonly companyId: number;
    readonly runId: string;
    readonly at: string;
    readonly tallyBytes?: number;
  },
): Promise<void> {
  const { companyId, runId, at, tallyBytes = 1 } = run;
  const started = { syncType: "cdc", startedBy: "cli", startedAt: at, agentId: "a-1" } as const;
  const ended = { status: "success", completedAt: at, tallyRequests: 1, tallyBytes, error: null } as const;
  await startRun(db, { companyId, runId, ...started });
  await finishRun(db, { companyId, runId, ...ended });
}
