import { listCompanies } from "../destination/companies-store.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import type { EngineOptions, SyncReport, VerifyReport } from "./engine-api.ts";

const dayMs = 24 * 3_600_000;
/** A comparison that did not come about is not tried at every look. */
const retryMs = 3_600_000;

type Verify = (companies: readonly string[], signal: AbortSignal) => Promise<VerifyReport>;

/** Remembers when each company was last compared, or tried to be, while a watch goes on. */
export class DailyVerify {
  readonly #engine: EngineOptions;
  readonly #verify: Verify;
  readonly #triedAtMs = new Map<number, number>();

  constructor(engine: EngineOptions, verify: Verify) {
    this.#engine = engine;
    this.#verify = verify;
  }

  /** Compares the companies of a pass whose comparison is a day old. Null where none is due. */
  async afterPass(report: SyncReport, signal: AbortSignal): Promise<VerifyReport | null> {
    const nowMs = this.#engine.clock.now().getTime();
    const due = (await listCompanies(this.#engine.destination.db)).filter(
      (company) => wasWell(company, report) && this.#isDue(company, nowMs),
    );
    if (due.length === 0) return null;
    for (const { id } of due) this.#triedAtMs.set(id, nowMs);
    const companies = due.map((company) => `${company.tally_guid}:${company.company_number}`);
    return this.#verify(companies, signal);
  }

  #isDue({ id, last_verified_at: verifiedAt }: CompanyRow, nowMs: number): boolean {
    const triedAtMs = this.#triedAtMs.get(id);
    // A clock that was set back makes it due as well.
    if (triedAtMs !== undefined && Math.abs(nowMs - triedAtMs) < retryMs) return false;
    return verifiedAt === null || Math.abs(nowMs - Date.parse(verifiedAt)) >= dayMs;
  }
}

/** What could not be read cannot be compared either. */
function wasWell(company: CompanyRow, { runs }: SyncReport): boolean {
  return runs.some(
    (run) =>
      run.companyGuid === company.tally_guid &&
      run.companyNumber === company.company_number &&
      ["success", "no_change", "needs_attention"].includes(run.status),
  );
}
