import type { CompanyIdentity } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import {
  nothingVerified,
  type Verdict,
  type VerifiedBooks,
  type VerifiedCompany,
} from "../contract/verify.ts";
import { type CompanyRow, findCompany, updateCompany } from "../destination/companies-store.ts";
import { addHistory } from "../destination/runs.ts";
import type { RunReport } from "../contract/run.ts";
import { type BooksCheck, checkBooks } from "./check-books.ts";
import { refreshClosings } from "./closings.ts";
import { judgeEnd } from "./company-state.ts";
import type { EngineOptions, VerifyRequest } from "./engine-api.ts";
import type { Recognised, StoredCompany } from "./identity.ts";
import { type CompanyRequest, type LeasedRun, runLeased } from "./leased-run.ts";
import type { RunContext } from "./run-context.ts";
import { errorOf, type RunDraft } from "./run-draft.ts";

/** Compares one company with Tally's own figures and keeps the verdict. What goes wrong is told, not thrown. */
export async function verifyCompany(
  engine: EngineOptions,
  request: CompanyRequest,
  { asOf }: Pick<VerifyRequest, "asOf">,
  signal: AbortSignal,
): Promise<VerifiedCompany> {
  const { probed, stored } = request;
  if (stored.initialLoadCompletedAt === null)
    return unverified(probed, { ...nothingVerified, doubts: ["neverLoaded"] });
  let books: VerifiedBooks = nothingVerified;
  const report = await runLeased(engine, request, signal, async (leased) => {
    books = await compareWhole(engine, request, leased, asOf);
  });
  return toVerified(report, books);
}

/** The part of a verify that holds the lease. */
export async function compareWhole(
  engine: EngineOptions,
  { probed, stored }: CompanyRequest,
  leased: LeasedRun,
  asOf: string | null,
): Promise<VerifiedBooks> {
  const { run, company } = await beginVerify(engine, stored, leased);
  const check = await checkBooks(run, { company, asOf, lastVoucherDate: probed.lastVoucherDate });
  await keepVerdict(run, check, asOf === null, (at) => historyRows(run, check, at));
  leased.draft.status = "success";
  await judgeEnd(engine, stored.id, leased.draft);
  settleVerdict(leased.draft, check);
  return check;
}

export async function beginVerify(
  engine: EngineOptions,
  stored: StoredCompany,
  leased: LeasedRun,
): Promise<{ readonly run: RunContext; readonly company: CompanyRow }> {
  leased.draft.syncType = "verify";
  if (!leased.draft.isRecorded) await leased.record();
  const company = await findCompany(engine.destination.db, stored);
  if (company === null) throw new ReplicaError("CONFIG_COMPANY_UNKNOWN", { company: stored.name });
  return { run: leased.context(), company };
}

function settleVerdict(draft: RunDraft, check: BooksCheck): void {
  if (check.verdict === "differs") draft.tellDifferences(check.differences.length);
}

type HistoryRows = Parameters<typeof addHistory>[1];

/** Verdict, history and Tally's closing figures in one transaction. */
export async function keepVerdict(
  run: RunContext,
  check: BooksCheck,
  isForWholeBook: boolean,
  history: (at: string) => HistoryRows,
): Promise<void> {
  const at = run.clock.now().toISOString();
  await run.destination.transaction(run.fence, async (tx) => {
    if (isForWholeBook) await refreshClosings(tx, run.companyId, check, at);
    const verdict = keptVerdict(check);
    if (verdict !== null) {
      await updateCompany(tx.db, run.companyId, { verification: verdict, last_verified_at: at });
    }
    await addHistory(tx.db, history(at));
  });
}

/** Figures of an earlier day can show that something differs, but not that everything is right. */
function keptVerdict(check: BooksCheck): Verdict | null {
  return check.isWholeBook || check.verdict === "differs" ? check.verdict : null;
}

function historyRows(run: RunContext, check: BooksCheck, at: string): HistoryRows {
  const { ledgers, voucherCounts, stockItems } = check.checked;
  const checked = { ledgers, vouchers: voucherCounts, stock_items: stockItems };
  return rowsOfChecked(run, checked, check.verdict, at);
}

/** A comparison of everything has a row of stock items, one of touched ledgers has none. */
export function rowsOfChecked(
  run: RunContext,
  checked: Readonly<Record<string, number>>,
  verdict: Verdict,
  at: string,
): HistoryRows {
  return Object.entries(checked).map(([entity, count]) => ({
    company_id: run.companyId,
    run_id: run.runId,
    entity_type: entity,
    sync_type: run.syncType,
    company_name: run.companyName,
    started_at: at,
    completed_at: at,
    records_processed: count,
    records_inserted: 0,
    records_updated: 0,
    records_deleted: 0,
    records_unchanged: count,
    records_quarantined: 0,
    records_purged: 0,
    last_tally_modified_date: null,
    from_alter_id: null,
    to_alter_id: null,
    status: verdict === "differs" ? ("needs_attention" as const) : ("success" as const),
    error_message: "",
  }));
}

export function toVerified(report: RunReport, books: VerifiedBooks): VerifiedCompany {
  const { company, companyGuid, companyNumber, status, error } = report;
  const { verdict, asOf, comparedFrom, leftOut, checked, differences, exceptions, doubts } = books;
  return {
    company,
    companyGuid,
    companyNumber,
    verdict,
    asOf,
    ...(comparedFrom === undefined ? {} : { comparedFrom }),
    ...(leftOut === undefined ? {} : { leftOut }),
    checked,
    differences,
    exceptions,
    doubts,
    status,
    error,
  };
}

function unverified(identity: CompanyIdentity, books: VerifiedBooks): VerifiedCompany {
  const { name: company, guid: companyGuid, companyNumber } = identity;
  return { company, companyGuid, companyNumber, ...books, status: "needs_attention", error: null };
}

/** A company as it was recognised: only one that is stored can be compared. */
export function verifyRecognised(
  engine: EngineOptions,
  company: Recognised,
  request: VerifyRequest,
  signal: AbortSignal,
): Promise<VerifiedCompany> {
  const { probed } = company;
  const details = { company: probed.name, ...(company.kind === "refused" && company.details) };
  switch (company.kind) {
    case "refused":
      return Promise.resolve(
        refusedVerify(probed, "failed", new ReplicaError(company.code, { ...details, ...company.details })),
      );
    case "moved":
      return Promise.resolve(
        refusedVerify(probed, "failed", new ReplicaError("SOURCE_COMPANY_MOVED", details)),
      );
    case "new":
      return Promise.resolve(unverified(probed, { ...nothingVerified, doubts: ["neverLoaded"] }));
    case "known":
      return verifyCompany(engine, { probed, stored: company.stored }, request, signal);
  }
}

/** A company that could not be looked at. */
export function refusedVerify(
  company: CompanyIdentity,
  status: VerifiedCompany["status"],
  error: ReplicaError,
): VerifiedCompany {
  const { name, guid, companyNumber } = company;
  return {
    company: name,
    companyGuid: guid,
    companyNumber,
    ...nothingVerified,
    status,
    error: errorOf(error),
  };
}
