import type { CompanyIdentity } from "../contract/company.ts";
import type { ErrorCode } from "../contract/errors.ts";
import { isReplicaError, retryKindOf } from "../contract/errors.ts";
import type { RunReport } from "../contract/run.ts";
import type { EngineOptions, Rest, SyncReport, WatchOptions } from "./engine-api.ts";
import { longestBackoffMs, nextPauseMs } from "./retry.ts";

/** What a watch does on each turn. */
export interface WatchSteps {
  /** One pass over the companies that are due. */
  pass(isDue: (company: CompanyIdentity) => boolean, signal: AbortSignal): Promise<SyncReport>;
  afterPass(report: SyncReport, signal: AbortSignal): Promise<void>;
}

/**
 * Passes on a timer until the signal. Tally closed, no company open or a database out of reach is waiting, not failing.
 * A company whose run failed is left alone for a growing while, so that it does not take the others' turn.
 */
export async function watchCompanies(
  engine: EngineOptions,
  watching: WatchOptions,
  steps: WatchSteps,
  signal: AbortSignal,
): Promise<void> {
  const everyMs = watching.everySeconds * 1_000;
  const backoff = new CompanyBackoff(engine, everyMs);
  let failures = 0;
  let hasWorked = false;
  while (!signal.aborted) {
    let error: unknown = null;
    const turn = watching.turnSignal?.() ?? signal;
    try {
      const report = await steps.pass((company) => backoff.isDue(company), turn);
      hasWorked = true;
      for (const run of report.runs) backoff.note(run);
      watching.onReport(report);
      if (!turn.aborted) await steps.afterPass(report, turn);
    } catch (caught) {
      if (signal.aborted) return;
      if (!turn.aborted) {
        error = caught;
        engine.log.warn("this pass failed", { error });
        // At the start somebody is there to act. Later what only a person can mend may be mended while we wait.
        if (!hasWorked && watching.rest === undefined && kindOf(error) === "person") throw error;
      }
    }
    failures = error === null ? 0 : failures + 1;
    const rest = { pauseMs: pauseAfter(everyMs, error, failures), error };
    if (await takeRest(engine, watching, rest, signal)) backoff.forget();
  }
}

/** True when the companies that failed need not wait any longer. */
async function takeRest(
  engine: EngineOptions,
  watching: WatchOptions,
  rest: Rest,
  signal: AbortSignal,
): Promise<boolean> {
  if (watching.rest !== undefined) return (await watching.rest(rest, signal)).isFresh;
  await engine.clock.sleep(rest.pauseMs, signal).catch(() => {});
  return false;
}

function kindOf(error: unknown): ReturnType<typeof retryKindOf> {
  return isReplicaError(error) ? retryKindOf(error.code) : "backoff";
}

function pauseAfter(everyMs: number, error: unknown, failures: number): number {
  if (error !== null && kindOf(error) === "person") return Math.max(everyMs, longestBackoffMs);
  return nextPauseMs(everyMs, error, failures);
}

/** Which companies wait longer than the rhythm, and until when. */
class CompanyBackoff {
  readonly #engine: EngineOptions;
  readonly #everyMs: number;
  readonly #waiting = new Map<string, { readonly failures: number; readonly untilMs: number }>();

  constructor(engine: EngineOptions, everyMs: number) {
    this.#engine = engine;
    this.#everyMs = everyMs;
  }

  #nowMs(): number {
    return this.#engine.clock.now().getTime();
  }

  isDue({ guid, companyNumber }: CompanyIdentity): boolean {
    const waiting = this.#waiting.get(`${guid}:${companyNumber}`);
    if (waiting === undefined) return true;
    const leftMs = waiting.untilMs - this.#nowMs();
    // A clock that was set back must not make a company wait for hours.
    return leftMs <= 0 || leftMs > longestBackoffMs + this.#everyMs;
  }

  forget(): void {
    this.#waiting.clear();
  }

  /** A wide look that could not explain every number is a failure too: it walks the whole book each time. */
  note(run: RunReport): void {
    const key = `${run.companyGuid}:${run.companyNumber}`;
    const isFailed = run.status === "failed" && retryKindOf(run.error?.code as ErrorCode) === "backoff";
    if (!isFailed && run.unexplained === 0) {
      this.#waiting.delete(key);
      return;
    }
    const failures = (this.#waiting.get(key)?.failures ?? 0) + 1;
    const pauseMs = nextPauseMs(this.#everyMs, run.error, failures);
    // The rhythm itself is no waiting: the turn after a first failure is not left out.
    const untilMs = this.#nowMs() + (pauseMs > this.#everyMs ? pauseMs : 0);
    this.#waiting.set(key, { failures, untilMs });
  }
}
