import type { DoctorCheck, Finding, FindingState } from "../contract/doctor.ts";
import { isReplicaError } from "../contract/errors.ts";
import type { ErrorDetails } from "../contract/errors.ts";
import type { FindingKey } from "../contract/texts.ts";

export function finding(
  check: DoctorCheck,
  state: FindingState,
  key: FindingKey,
  values: ErrorDetails = {},
): Finding {
  return { check, state, code: null, key, values };
}

/** What went wrong, told as everywhere else. Anything but one of our errors is a mistake of ours. */
export function problem(check: DoctorCheck, error: unknown): Finding {
  if (!isReplicaError(error))
    return { check, state: "problem", code: "INTERNAL_ERROR", key: null, values: {} };
  return { check, state: "problem", code: error.code, key: null, values: error.details };
}
