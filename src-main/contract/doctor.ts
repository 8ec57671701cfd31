import type { ErrorCode, ErrorDetails } from "./errors.ts";

/** What `doctor` looked at and found: data only, so that command line and window say it in the reader's language. */

export const doctorChecks = ["tally", "company", "leftovers", "database", "rights", "disk", "clock"] as const;
export type DoctorCheck = (typeof doctorChecks)[number];

export type FindingState = "good" | "notice" | "problem";

export interface Finding {
  readonly check: DoctorCheck;
  readonly state: FindingState;
  /** The error behind it, where one is. */
  readonly code: ErrorCode | null;
  /** Which sentence says it, where no error does. */
  readonly key: string | null;
  readonly values: ErrorDetails;
}

export interface DoctorReport {
  readonly findings: readonly Finding[];
  readonly worst: FindingState;
}
