import { streams, streamByName } from "../../src-main/catalog/index.ts";
import type { Stream } from "../../src-main/catalog/stream.ts";
import type { EntityRow } from "../../src-main/contract/value.ts";
import { findOrCreateCompany, listCompanies } from "../../src-main/destination/companies-store.ts";
import type { Destination, ResolvedRow } from "../../src-main/destination/destination.ts";
import { makeMissingIndexes, postponeIndexes } from "../../src-main/destination/load-indexes.ts";
import { openDestination } from "../../src-main/destination/open-destination.ts";
import type { CompanySource } from "../../src-main/source/source.ts";
import { createTallySource } from "../../src-main/source/tally-source.ts";
import { completeRow } from "../../src-main/sync/complete.ts";
import type { MasterKnowledge } from "../../src-main/sync/complete.ts";
import { deriveMasters } from "../../src-main/sync/derive-masters.ts";
import { MasterFacts } from "../../src-main/sync/facts.ts";
import { NameIndex } from "../../src-main/sync/names.ts";
import { defaultWindowLimits, endOfTime, planWindows } from "../../src-main/sync/window.ts";

const programVersion = "bench";

export interface InsertFloor {
  readonly wallMs: number;
  readonly processorMs: number;
}

interface Replica {
  readonly destination: Destination;
  readonly companyId: number;
}

/**
 * Reads the same rows once more, decoded and complete, and inserts them into a fresh database through the fast path
 * of a first load. Only the transactions are timed, while nothing else is under way.
 */
export async function insertOnly(
  tallyUrl: string,
  databases: { readonly loaded: string; readonly fresh: string },
  signal: AbortSignal,
): Promise<InsertFloor> {
  await using filled = await openDestination(databases.loaded, { mayCreate: false });
  await using fresh = await openDestination(databases.fresh);
  await filled.prepare(streams, programVersion);
  await fresh.prepare(streams, programVersion);
  const source = createTallySource({ url: tallyUrl });
  try {
    const [identity] = await source.probe(signal);
    const [stored] = await listCompanies(filled.db);
    if (identity === undefined || stored === undefined) throw new Error("There is no company to insert.");
    const { company } = await findOrCreateCompany(fresh, identity);
    const from = { destination: filled, companyId: stored.id };
    const to = { destination: fresh, companyId: company.id };
    return await insertCompany(source.company(identity), from, to, signal);
  } finally {
    await source.close();
  }
}

async function insertCompany(
  source: CompanySource,
  from: Replica,
  to: Replica,
  signal: AbortSignal,
): Promise<InsertFloor> {
  const known = await knowledgeOf(from);
  const { destination } = to;
  const vouchers = streamByName("vouchers");
  let floor = { wallMs: 0, processorMs: 0 };
  const add = async (work: () => Promise<void>): Promise<void> => {
    const { wallMs, processorMs } = await time(work);
    floor = { wallMs: floor.wallMs + wallMs, processorMs: floor.processorMs + processorMs };
  };
  await add(() => destination.transaction(null, (tx) => postponeIndexes(tx, destination.dialect, vouchers)));
  for (const stream of streams) {
    for await (const rows of readStream(source, stream, from, signal)) {
      const complete = rows.map((row) => completeRow(stream, row, known));
      await add(() => insertRows(to, stream, complete));
    }
  }
  await add(() => makeMissingIndexes(destination, null, vouchers));
  return floor;
}

async function time(work: () => Promise<void>): Promise<InsertFloor> {
  const startedMs = performance.now();
  const processorBefore = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(processorBefore);
  return { wallMs: performance.now() - startedMs, processorMs: (user + system) / 1000 };
}

async function insertRows(
  { destination, companyId }: Replica,
  stream: Stream,
  rows: readonly ResolvedRow[],
): Promise<void> {
  const at = new Date().toISOString();
  const stamp = { companyId, runId: programVersion, at, syncStatus: "initial_load" } as const;
  await destination.transaction(null, (tx) => tx.writeEntities(stream, rows, stamp, { isKnownNew: true }), {
    isRepeatable: true,
  });
}

async function knowledgeOf({ destination, companyId }: Replica): Promise<MasterKnowledge> {
  const masters = streams.filter(({ name }) => name !== "vouchers").map(({ name }) => name);
  return {
    names: await NameIndex.load(destination, companyId, masters),
    facts: await MasterFacts.load(destination, companyId),
  };
}

/** Masters at once, vouchers in windows as the product reads them. */
async function* readStream(
  source: CompanySource,
  stream: Stream,
  from: Replica,
  signal: AbortSignal,
): AsyncGenerator<readonly EntityRow[]> {
  const collect = async (
    read: (sink: Parameters<CompanySource["readMasters"]>[2]) => Promise<unknown>,
  ): Promise<readonly EntityRow[]> => {
    const rows: EntityRow[] = [];
    await read({ onRow: (row) => void rows.push(row), onReject: () => {} });
    return rows;
  };
  if (stream.name !== "vouchers") {
    const rows = await collect((sink) => source.readMasters(stream, {}, sink, signal));
    yield deriveMasters(stream.name, rows);
    return;
  }
  for (const window of await windowsOf(source, from)) {
    yield collect((sink) => source.readVouchers({ window }, sink, signal));
  }
}

async function windowsOf(
  source: CompanySource,
  { destination, companyId }: Replica,
): Promise<ReturnType<typeof planWindows>> {
  const stored = await destination.census(companyId, streamByName("vouchers"));
  const days = Map.groupBy(stored, ({ date }) => date ?? "");
  const counts = [...days].map(([date, list]) => ({ date, count: list.length }));
  const span = {
    from: source.identity.booksFrom,
    to: endOfTime(
      null,
      counts
        .map(({ date }) => date)
        .sort()
        .at(-1) ?? source.identity.booksFrom,
    ),
  };
  return planWindows(span, counts, defaultWindowLimits.rows);
}
