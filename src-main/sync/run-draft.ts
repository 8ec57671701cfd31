import type { CompanyIdentity } from "../contract/company.ts";
import { isReplicaError, ReplicaError } from "../contract/errors.ts";
import type { RunError, RunReport, RunStatus, SyncType } from "../contract/run.ts";
import { describeError, sayError } from "../contract/texts.ts";
import type { Traffic } from "../source/source.ts";
import { RunCounts } from "./counts.ts";

/** A report in the making. */
export class RunDraft {
  readonly runId: string;
  readonly startedAt: Date;
  readonly counts = new RunCounts();
  syncType: SyncType = "cdc";
  status: RunStatus = "failed";
  heldDeletes = 0;
  unexplained = 0;
  /** Records of the company in quarantine now, whichever run put them there. */
  inQuarantine = 0;
  /** True once sync_runs has a row of it. */
  isRecorded = false;
  readonly #company: CompanyIdentity;
  readonly #trafficBefore: Traffic;
  #error: RunError | null = null;

  constructor(runId: string, company: CompanyIdentity, trafficBefore: Traffic, startedAt: Date) {
    this.runId = runId;
    this.startedAt = startedAt;
    this.#company = company;
    this.#trafficBefore = trafficBefore;
  }

  /** Success turns into needs_attention while something waits or is not explained; the error says what. */
  settleStatus(): void {
    const company = this.#company.name;
    if (this.heldDeletes > 0) {
      this.#attention(new ReplicaError("DATA_DELETES_HELD", { company, count: this.heldDeletes }));
    } else if (this.unexplained > 0) {
      this.#attention(new ReplicaError("DATA_UNEXPLAINED", { company, count: this.unexplained }));
    } else if (this.inQuarantine > 0) {
      this.#attention(new ReplicaError("DATA_QUARANTINED", { company, count: this.inQuarantine }));
    }
  }

  /** Figures that differ from Tally's own weigh more than anything that waits. */
  tellDifferences(count: number): void {
    this.#attention(new ReplicaError("DATA_DIFFERS", { company: this.#company.name, count }));
  }

  fail(error: unknown, signal: AbortSignal): void {
    if (signal.aborted || isReplicaError(error, "INTERNAL_STOPPED")) this.status = "cancelled";
    else if (isReplicaError(error, "SOURCE_COMPANY_NOT_OPEN")) this.status = "not_open";
    else this.status = "failed";
    this.#error = errorOf(error);
  }

  report(traffic: Traffic, at: Date): RunReport {
    return {
      company: this.#company.name,
      companyGuid: this.#company.guid,
      companyNumber: this.#company.companyNumber,
      runId: this.isRecorded ? this.runId : null,
      syncType: this.syncType,
      status: this.status,
      ...this.counts.total(),
      heldDeletes: this.heldDeletes,
      unexplained: this.unexplained,
      entities: this.counts.entities(),
      ...(Object.keys(this.counts.purged()).length > 0 ? { purged: this.counts.purged() } : {}),
      tallyRequests: traffic.requests - this.#trafficBefore.requests,
      tallyBytes: traffic.bytes - this.#trafficBefore.bytes,
      seconds: Math.max(0, (at.getTime() - this.startedAt.getTime()) / 1000),
      error: this.#error,
    };
  }

  #attention(error: ReplicaError): void {
    this.status = "needs_attention";
    this.#error = errorOf(error);
  }
}

export function errorOf(error: unknown): RunError {
  const told = { code: describeError(error, "en").code, message: sayError(error, "en") };
  return isReplicaError(error) ? { ...told, details: error.details } : told;
}
