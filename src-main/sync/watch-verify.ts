import type { RunReport } from "../contract/run.ts";
import type { Verdict, VerifiedCompany } from "../contract/verify.ts";
import { listCompanies } from "../destination/companies-store.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import { lastHistoryOf } from "../destination/runs.ts";
import type { EngineOptions, SyncReport, VerifyReport } from "./engine-api.ts";
import type { TouchedVerified, TouchedVerifyRequest } from "./touched-verify.ts";
import { defaultHoldMs } from "./window.ts";

const dayMs = 24 * 3_600_000;
/** A comparison that did not come about, or found people typing, is not tried at every look. */
const retryMs = 3_600_000;

/** Touched ledgers by company, named as on the command line. */
export type TouchedRequests = ReadonlyMap<string, TouchedVerifyRequest>;

export interface VerifySteps {
  whole(companies: readonly string[], signal: AbortSignal): Promise<VerifyReport>;
  touched(companies: TouchedRequests, signal: AbortSignal): Promise<TouchedReport>;
}

export interface TouchedReport extends Omit<VerifyReport, "companies"> {
  readonly companies: readonly TouchedVerified[];
}

/** What is compared with Tally's own figures after a pass: everything daily, and what each run touched. */
export class WatchVerify {
  readonly #engine: Pick<EngineOptions, "destination" | "clock">;
  readonly #triedAtMs = new Map<number, number>();
  /** Companies whose verdict is open, so that the whole book is compared before the day is over. */
  readonly #open = new Set<number>();
  /** Companies whose trial balance holds Tally for too long to be asked after each run. */
  readonly #slow = new Set<number>();
  #verdicts: ReadonlyMap<number, Verdict> = new Map();

  constructor(engine: Pick<EngineOptions, "destination" | "clock">) {
    this.#engine = engine;
  }

  /** A run sets the verdict back, so what was known is kept from before it. */
  async beforePass(): Promise<void> {
    const companies = await listCompanies(this.#engine.destination.db);
    this.#verdicts = new Map(companies.map(({ id, verification }) => [id, verification]));
  }

  /** Compares what is due; calls back for each comparison that was made. */
  async afterPass(
    report: SyncReport,
    steps: VerifySteps,
    signal: AbortSignal,
    onVerified: (report: VerifyReport) => void,
  ): Promise<void> {
    const nowMs = this.#engine.clock.now().getTime();
    const due: CompanyRow[] = [];
    const touched = new Map<CompanyRow, TouchedVerifyRequest>();
    for (const company of await listCompanies(this.#engine.destination.db)) {
      const run = report.runs.find((each) => isOf(each, company));
      // What could not be read cannot be compared either.
      if (run === undefined || !["success", "no_change", "needs_attention"].includes(run.status)) continue;
      if (run.heldDeletes > 0) {
        this.#waitForDecision(company);
        continue;
      }
      const request = this.#touchedBy(company, run);
      if (await this.#isDue(company, nowMs)) due.push(company);
      else if (request !== null) touched.set(company, request);
    }
    if (touched.size > 0) await this.#compareTouched(touched, steps, signal, onVerified);
    if (due.length > 0 && !signal.aborted) await this.#compareWhole(due, nowMs, steps, signal, onVerified);
  }

  /** What is held back differs, which is known and told; all is compared as soon as it is decided. */
  #waitForDecision({ id }: CompanyRow): void {
    this.#open.add(id);
    this.#triedAtMs.delete(id);
  }

  async #isDue({ id }: CompanyRow, nowMs: number): Promise<boolean> {
    const triedAtMs = this.#triedAtMs.get(id);
    // A clock that was set back makes it due as well.
    if (triedAtMs !== undefined && Math.abs(nowMs - triedAtMs) < retryMs) return false;
    if (this.#open.has(id)) return true;
    if (triedAtMs !== undefined && Math.abs(nowMs - triedAtMs) < dayMs) return false;
    // Only a comparison of the whole book looks at the stock.
    const of = { sync_type: "verify", entity_type: "stock_items" } as const;
    const comparedAt = await lastHistoryOf(this.#engine.destination.db, id, of);
    return comparedAt === null || Math.abs(nowMs - Date.parse(comparedAt)) >= dayMs;
  }

  #touchedBy({ id }: CompanyRow, run: RunReport): TouchedVerifyRequest | null {
    const { runId, inserted, updated, deleted } = run;
    if (runId === null || inserted + updated + deleted === 0) return null;
    const before = this.#verdicts.get(id) ?? "unknown";
    // What differed goes on differing, and looking for where costs many trial balances.
    if (before === "differs") this.#open.add(id);
    if (before === "differs" || this.#slow.has(id)) return null;
    return { touchedBy: runId, wasVerified: before === "verified" };
  }

  async #compareTouched(
    touched: ReadonlyMap<CompanyRow, TouchedVerifyRequest>,
    steps: VerifySteps,
    signal: AbortSignal,
    onVerified: (report: VerifyReport) => void,
  ): Promise<void> {
    const requests = new Map([...touched].map(([company, request]) => [nameOf(company), request]));
    const report = await steps.touched(requests, signal);
    for (const company of touched.keys()) {
      const verified = report.companies.find((each) => isOf(each, company));
      if (verified === undefined) continue;
      if (verified.slowestMs > defaultHoldMs) this.#slow.add(company.id);
      if (isStillOpen(verified)) this.#open.add(company.id);
    }
    const telling = report.companies.filter(({ verdict }) => verdict !== "unknown");
    if (telling.length > 0) onVerified({ ...report, companies: telling });
  }

  async #compareWhole(
    due: readonly CompanyRow[],
    nowMs: number,
    steps: VerifySteps,
    signal: AbortSignal,
    onVerified: (report: VerifyReport) => void,
  ): Promise<void> {
    for (const { id } of due) {
      this.#triedAtMs.set(id, nowMs);
      this.#open.delete(id);
      this.#slow.delete(id);
    }
    const report = await steps.whole(due.map(nameOf), signal);
    for (const company of due) {
      const verified = report.companies.find((each) => isOf(each, company));
      if (verified === undefined || isStillOpen(verified)) this.#open.add(company.id);
    }
    onVerified(report);
  }
}

/** Nothing was compared, or people were typing meanwhile. */
function isStillOpen({ error, doubts, verdict }: VerifiedCompany): boolean {
  if (verdict === "differs") return false;
  return error?.code.startsWith("SOURCE_") === true || doubts.includes("moving") || doubts.includes("unread");
}

function nameOf({ tally_guid: guid, company_number: companyNumber }: CompanyRow): string {
  return `${guid}:${companyNumber}`;
}

function isOf(report: Pick<RunReport, "companyGuid" | "companyNumber">, company: CompanyRow): boolean {
  return report.companyGuid === company.tally_guid && report.companyNumber === company.company_number;
}
