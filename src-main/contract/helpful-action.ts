import type { ErrorCode } from "./errors.ts";

/** The one button beside an error. What it does is the window's; which one helps is decided here. */
export const helpfulActions = [
  "tryAgain",
  "showTallyHelp",
  "openTallySettings",
  "openDatabaseSettings",
  "reviewDeletes",
  "reviewQuarantine",
  "repair",
  "agreeAddress",
  "releaseRequests",
  "createDiagnostics",
] as const;
export type HelpfulAction = (typeof helpfulActions)[number];

const byCode: Partial<Readonly<Record<ErrorCode, HelpfulAction>>> = {
  SOURCE_NOT_RUNNING: "showTallyHelp",
  SOURCE_HOST_NOT_FOUND: "openTallySettings",
  SOURCE_NOT_TALLY: "openTallySettings",
  SOURCE_NO_COMPANY_OPEN: "showTallyHelp",
  SOURCE_COMPANY_MOVED: "agreeAddress",
  SOURCE_REQUEST_HELD_BACK: "releaseRequests",
  SOURCE_REQUEST_UNPROVEN: "createDiagnostics",
  SOURCE_ANSWERS_DIFFERENTLY: "createDiagnostics",
  DEST_HOST_NOT_FOUND: "openDatabaseSettings",
  DEST_UNREACHABLE: "openDatabaseSettings",
  DEST_TLS_REFUSED: "openDatabaseSettings",
  DEST_LOGIN_REFUSED: "openDatabaseSettings",
  DEST_NO_DATABASE: "openDatabaseSettings",
  DEST_NO_RIGHTS: "openDatabaseSettings",
  DEST_TOO_OLD: "openDatabaseSettings",
  DEST_FOREIGN: "openDatabaseSettings",
  DEST_NEWER: "openDatabaseSettings",
  DEST_DAMAGED: "openDatabaseSettings",
  DEST_UNWRITABLE: "openDatabaseSettings",
  DATA_DELETES_HELD: "reviewDeletes",
  DATA_QUARANTINED: "reviewQuarantine",
  DATA_DIFFERS: "repair",
  CONFIG_DATABASE_URL: "openDatabaseSettings",
  CONFIG_SECRET_LOST: "openDatabaseSettings",
  CONFIG_SECRETS_UNAVAILABLE: "openDatabaseSettings",
  CONFIG_TALLY_URL: "openTallySettings",
  INTERNAL_ERROR: "createDiagnostics",
  INTERNAL_WORKER_STOPPED: "createDiagnostics",
};

/** Most errors pass by themselves or are mended outside: then trying again is what helps. */
export function helpfulActionOf(code: ErrorCode): HelpfulAction {
  return byCode[code] ?? "tryAgain";
}
