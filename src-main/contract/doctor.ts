import type { ErrorCode, ErrorDetails } from "./errors.ts";
import type { FindingKey } from "./texts/describe-finding.ts";

/** What the doctor looks at, in this order. */
const doctorChecks = [
  "tally",
  "company",
  "leftovers",
  "database",
  "rights",
  "disk",
  "clock",
  "backup",
] as const;
export type DoctorCheck = (typeof doctorChecks)[number];

/** `notice`: worth knowing, nothing is wrong. Ordered from best to worst. */
export const findingStates = ["good", "notice", "problem"] as const;
export type FindingState = (typeof findingStates)[number];

/** Plain data, so that it crosses from the worker to the window, which says it in its own language. */
export interface Finding {
  readonly check: DoctorCheck;
  readonly state: FindingState;
  /** One of the errors, or else `key` names the text. */
  readonly code: ErrorCode | null;
  readonly key: FindingKey | null;
  readonly values: ErrorDetails;
}

export interface DoctorReport {
  readonly findings: readonly Finding[];
  readonly worst: FindingState;
}
