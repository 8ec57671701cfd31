/**
 * Every error code of the product. The sentences a person reads for each code are in texts.ts.
 * Families: SOURCE_ (Tally), DEST_ (the database), DATA_ (the books), CONFIG_ (what was asked), EXPORT_ (files that
 * are made of it), INTERNAL_.
 */
export const errorCodes = [
  "SOURCE_NOT_RUNNING",
  "SOURCE_HOST_NOT_FOUND",
  "SOURCE_NOT_TALLY",
  "SOURCE_TIMEOUT",
  "SOURCE_CONNECTION_LOST",
  "SOURCE_HTTP_STATUS",
  "SOURCE_EMPTY_ANSWER",
  "SOURCE_CUT_ANSWER",
  "SOURCE_UNREADABLE_ANSWER",
  "SOURCE_UNKNOWN_REQUEST",
  "SOURCE_LINE_ERROR",
  "SOURCE_STATUS_ZERO",
  "SOURCE_ERROR_MESSAGE",
  "SOURCE_EXCEPTION",
  "SOURCE_NO_COMPANY_OPEN",
  "SOURCE_COMPANY_NOT_OPEN",
  "SOURCE_OTHER_COMPANY",
  "SOURCE_OTHER_PERIOD",
  "SOURCE_HEAD_MISSING",
  "SOURCE_END_MISSING",
  "SOURCE_ROW_COUNT",
  "SOURCE_COUNTERS_MISSING",
  "SOURCE_FALSE_EMPTY",
  "SOURCE_GROUP_COMPANY",
  "SOURCE_COMPANY_AMBIGUOUS",
  "SOURCE_COMPANY_ELSEWHERE",
  "SOURCE_COMPANY_MOVED",
  "SOURCE_MASTERS_MOVED",
  "SOURCE_REQUEST_UNPROVEN",
  "SOURCE_REQUEST_HELD_BACK",
  "SOURCE_ANSWERS_DIFFERENTLY",
  "DEST_HOST_NOT_FOUND",
  "DEST_UNREACHABLE",
  "DEST_TLS_REFUSED",
  "DEST_LOGIN_REFUSED",
  "DEST_NO_DATABASE",
  "DEST_NO_RIGHTS",
  "DEST_TOO_OLD",
  "DEST_FOREIGN",
  "DEST_NEWER",
  "DEST_DAMAGED",
  "DEST_UNWRITABLE",
  "DEST_DISK_FULL",
  "DEST_LOCKED",
  "DEST_LEASE_HELD",
  "DEST_LEASE_LOST",
  "DEST_CONNECTION_LOST",
  "DEST_FAILED",
  "DATA_QUARANTINED",
  "DATA_DELETES_HELD",
  "DATA_UNEXPLAINED",
  "DATA_DIFFERS",
  "CONFIG_USAGE",
  "CONFIG_COMPANY_UNKNOWN",
  "CONFIG_DATABASE_URL",
  "CONFIG_TALLY_URL",
  "CONFIG_FILE",
  "CONFIG_NOT_CONFIRMED",
  "CONFIG_FIELD_TABLE",
  "CONFIG_FIELD_NAME",
  "CONFIG_FIELD_EXPRESSION",
  "CONFIG_FIELD_VALUE",
  "CONFIG_FIELD_AGREEMENT",
  "CONFIG_FIELD_HELD_BACK",
  "CONFIG_FIELD_NO_RECORD",
  "CONFIG_SECRETS_UNAVAILABLE",
  "CONFIG_SECRET_LOST",
  "CONFIG_SETTINGS_DAMAGED",
  "CONFIG_SETTINGS_NEWER",
  "CONFIG_NO_SUCH_DATA",
  "EXPORT_FILE_EXISTS",
  "EXPORT_FILE_IN_USE",
  "EXPORT_FOLDER_MISSING",
  "EXPORT_UNWRITABLE",
  "EXPORT_DISK_FULL",
  "INTERNAL_STOPPED",
  "INTERNAL_WORKER_STOPPED",
  "INTERNAL_ERROR",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/**
 * Whether and how a failed run is tried again.
 * `wait`: not a failure, the other side is simply away. `backoff`: growing pause. `person`: somebody must act first.
 */
type RetryKind = "wait" | "backoff" | "person";

export type ErrorDetails = Readonly<Record<string, string | number>>;

/** The one error type that crosses folders. `details` fill the placeholders of the sentence in texts.ts. */
export class ReplicaError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.name = "ReplicaError";
    this.code = code;
    this.details = details;
  }
}

export function isReplicaError(error: unknown, code?: ErrorCode): error is ReplicaError {
  return error instanceof ReplicaError && (code === undefined || error.code === code);
}

const waiting: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_NOT_RUNNING",
  "SOURCE_NO_COMPANY_OPEN",
  "SOURCE_COMPANY_NOT_OPEN",
  "DEST_LEASE_HELD",
]);
const needsPerson: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_NOT_TALLY",
  "SOURCE_REQUEST_UNPROVEN",
  "SOURCE_REQUEST_HELD_BACK",
  "SOURCE_COMPANY_AMBIGUOUS",
  "SOURCE_COMPANY_MOVED",
  "SOURCE_GROUP_COMPANY",
  "DEST_LOGIN_REFUSED",
  "DEST_NO_DATABASE",
  "DEST_NO_RIGHTS",
  "DEST_TOO_OLD",
  "DEST_FOREIGN",
  "DEST_NEWER",
  "DEST_DAMAGED",
  "DEST_UNWRITABLE",
  "DEST_DISK_FULL",
]);

export function retryKindOf(code: ErrorCode): RetryKind {
  if (waiting.has(code)) return "wait";
  // What was asked, and files somebody named, do not mend themselves.
  return needsPerson.has(code) || /^(CONFIG|EXPORT)_/.test(code) ? "person" : "backoff";
}

/** What Tally itself refuses, it refuses tomorrow too. Anything else may have been a bad moment. */
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "SOURCE_UNKNOWN_REQUEST",
  "SOURCE_LINE_ERROR",
  "SOURCE_STATUS_ZERO",
  "SOURCE_ERROR_MESSAGE",
  "SOURCE_EXCEPTION",
  "SOURCE_OTHER_PERIOD",
  "SOURCE_HEAD_MISSING",
  "SOURCE_END_MISSING",
  "SOURCE_ROW_COUNT",
  "SOURCE_COUNTERS_MISSING",
  "SOURCE_ANSWERS_DIFFERENTLY",
]);

export function isRefusal(code: ErrorCode): boolean {
  return refusals.has(code);
}
