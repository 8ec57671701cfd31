import { nothingVerified, type VerifiedBooks, type VerifiedCompany } from "../contract/verify.ts";
import { updateCompany } from "../destination/companies-store.ts";
import { addHistory } from "../destination/runs.ts";
import { checkTouched, type TouchedCheck } from "./check-touched.ts";
import { judgeEnd } from "./company-state.ts";
import type { EngineOptions } from "./engine-api.ts";
import { type CompanyRequest, runLeased } from "./leased-run.ts";
import type { RunContext } from "./run-context.ts";
import { beginVerify, compareWhole, rowsOfChecked, toVerified } from "./verify.ts";

export interface TouchedVerifyRequest {
  /** The run whose changes are compared. */
  readonly touchedBy: string;
  /** The whole book equalled Tally's figures before that run. */
  readonly wasVerified: boolean;
}

export interface TouchedVerified extends VerifiedCompany {
  /** How long a built-in report held Tally. */
  readonly slowestMs: number;
}

/**
 * Compares what a run touched. Where that equals and all was verified before, all is verified again; where something
 * differs, the whole book is compared at once, which tells ledger, day and amount.
 */
export async function verifyTouched(
  engine: EngineOptions,
  request: CompanyRequest,
  { touchedBy, wasVerified }: TouchedVerifyRequest,
  signal: AbortSignal,
): Promise<TouchedVerified> {
  let books: VerifiedBooks = nothingVerified;
  let slowestMs = 0;
  const report = await runLeased(engine, request, signal, async (leased) => {
    const { run, company } = await beginVerify(engine, request.stored, leased);
    const { lastVoucherDate } = request.probed;
    const check = await checkTouched(run, { company, touchedBy, lastVoucherDate });
    slowestMs = check.slowestMs;
    if (check.differs) {
      books = await compareWhole(engine, request, leased, null);
      return;
    }
    books = toBooks(check, wasVerified);
    await keepTouched(run, books);
    leased.draft.status = "success";
    await judgeEnd(engine, request.stored.id, leased.draft);
  });
  return { ...toVerified(report, books), slowestMs };
}

function toBooks({ asOf, checked, doubts }: TouchedCheck, wasVerified: boolean): VerifiedBooks {
  return {
    ...nothingVerified,
    verdict: wasVerified && doubts.length === 0 ? "verified" : "unknown",
    asOf,
    checked: { ...nothingVerified.checked, ledgers: checked },
    doubts,
  };
}

/** An unknown verdict is what the run itself has left behind. */
async function keepTouched(run: RunContext, { verdict, checked }: VerifiedBooks): Promise<void> {
  const at = run.clock.now().toISOString();
  await run.destination.transaction(run.fence, async (tx) => {
    if (verdict === "verified") {
      await updateCompany(tx.db, run.companyId, { verification: verdict, last_verified_at: at });
    }
    await addHistory(tx.db, rowsOfChecked(run, { ledgers: checked.ledgers }, verdict, at));
  });
}
