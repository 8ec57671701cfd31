import { streams } from "../../catalog/index.ts";
import { localDay } from "../../contract/local-time.ts";
import type { CompanyDetail, CompanyTables, DayActivity } from "../../contract/pages.ts";
import { countChangesSince } from "../../destination/change-pages.ts";
import type { ChangeTimes } from "../../destination/change-pages.ts";
import { listAgentCompanies, listCompanies } from "../../destination/companies-store.ts";
import type { Destination } from "../../destination/destination.ts";
import { readStatus } from "../../destination/queries.ts";
import { readRunPage } from "../../destination/run-pages.ts";
import { readCounterState } from "../../destination/sync-state.ts";
import { requireCompany } from "./stored-companies.ts";

const daysShown = 30;
const runsShown = 30;

/** What the database tells of one company beside its line on the board. */
export type StoredDetail = Omit<CompanyDetail, "state" | "verification" | "masters" | "vouchers"> & {
  readonly checkpoints: { readonly masters: number | null; readonly vouchers: number | null };
};

export async function readCompanyDetail(
  destination: Destination,
  { company: key, agentId, now }: { company: string; agentId: string; now: string },
): Promise<StoredDetail> {
  const { db } = destination;
  const company = requireCompany(await listCompanies(db), key);
  const seen = await listAgentCompanies(db, company.id);
  const masters = await readCounterState(db, company.id, "masters");
  const vouchers = await readCounterState(db, company.id, "vouchers");
  const days = lastDays(new Date(now));
  const since = new Date(`${days[0] ?? ""}T00:00:00`).toISOString();
  return {
    guid: company.tally_guid,
    booksFrom: company.books_from,
    gstin: company.gstin,
    baseCurrency: company.base_currency,
    sourceUrl: (seen.find((each) => each.agentId === agentId) ?? seen[0])?.sourceUrl ?? "",
    initialLoadCompletedAt: company.initial_load_completed_at,
    checkpoints: { masters: masters.checkpoint, vouchers: vouchers.checkpoint },
    activity: sumDays(days, await countChangesSince(destination, company.id, since)),
    runSeconds: await readRunSeconds(destination, company.id),
  };
}

/** Days on the PC's clock, oldest first, today last. */
export function lastDays(now: Date): readonly string[] {
  return Array.from({ length: daysShown }, (_, index) =>
    localDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - (daysShown - 1 - index))),
  );
}

export function sumDays(days: readonly string[], changes: readonly ChangeTimes[]): readonly DayActivity[] {
  const sums = new Map(days.map((day) => [day, { inserted: 0, updated: 0, deleted: 0 }]));
  for (const { action, changedAt, changes: count } of changes) {
    const sum = sums.get(localDay(new Date(changedAt)));
    if (sum === undefined) continue;
    if (action === "insert" || action === "restore") sum.inserted += count;
    else if (action === "delete") sum.deleted += count;
    else sum.updated += count;
  }
  return [...sums].map(([day, sum]) => ({ day, ...sum }));
}

/** Seconds of the last runs that read books, oldest first. */
async function readRunSeconds(destination: Destination, companyId: number): Promise<readonly number[]> {
  const filter = { companyId, status: ["success", "needs_attention"], search: "", from: null, to: null };
  const { runs } = await readRunPage(destination, filter, { offset: 0, limit: 3 * runsShown });
  return runs
    .filter(({ run }) => run.sync_type !== "verify" && run.completed_at !== null)
    .slice(0, runsShown)
    .map(({ run }) => (Date.parse(run.completed_at ?? "") - Date.parse(run.started_at ?? "")) / 1_000)
    .toReversed();
}

export async function readCompanyTables(
  destination: Destination,
  { company: key }: { company: string },
): Promise<CompanyTables> {
  const company = requireCompany(await listCompanies(destination.db), key);
  const [status] = await readStatus(destination, streams, [company.id]);
  const rows = status?.rows ?? {};
  return {
    tables: streams.flatMap((stream) =>
      [stream.name, ...stream.children.map(({ name }) => name)].map((table) => ({
        table,
        entity: stream.name,
        rows: rows[table] ?? 0,
      })),
    ),
  };
}
