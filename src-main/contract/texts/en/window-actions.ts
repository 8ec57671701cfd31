import type { ErrorCode } from "../../errors.ts";
import type { FindingKey } from "../describe-finding.ts";

const tryAgainOrReport = "Try again. If it stays, create a file for support under Settings, Help.";

/** What to do, where the sentence of the command line speaks of its options: the same advice for the window. */
export const windowActions = {
  SOURCE_HOST_NOT_FOUND:
    "Check Tally's address in the settings, and that the other PC is on and in the same network.",
  SOURCE_NOT_TALLY:
    "Look up Tally's port under F1 (Help) > Settings > Connectivity, and type it in the Tally settings.",
  SOURCE_HTTP_STATUS:
    "Check in the settings that the address is Tally's own port and no other web server or proxy.",
  SOURCE_UNREADABLE_ANSWER: tryAgainOrReport,
  SOURCE_UNKNOWN_REQUEST:
    "Check that this is TallyPrime or Tally.ERP 9. If it is, create a file for support under Settings, Help.",
  SOURCE_EXCEPTION:
    "Try again. If it stays, restart Tally, then create a file for support under Settings, Help.",
  SOURCE_HEAD_MISSING:
    "The next run tries again. If it stays, create a file for support under Settings, Help.",
  SOURCE_ROW_COUNT: "The next run tries again. If it stays, create a file for support under Settings, Help.",
  SOURCE_COMPANY_MOVED: "Check that it is the same book and not a copy, then say so.",
  SOURCE_REQUEST_UNPROVEN: "This is our mistake. Please create a file for support under Settings, Help.",
  SOURCE_REQUEST_HELD_BACK: "If Tally was closed on purpose, allow these requests again.",
  SOURCE_ANSWERS_DIFFERENTLY: "Please create a file for support under Settings, Help, and send it to us.",
  DEST_HOST_NOT_FOUND: "Check the server's name in the database settings, and the network.",
  DEST_TLS_REFUSED: "Check the encryption setting with whoever runs the database.",
  DEST_LOGIN_REFUSED: "Check user and password in the database settings.",
  DEST_NO_DATABASE: "Create it first, or correct its name in the database settings.",
  DEST_FOREIGN: "Choose another file or an empty database in the database settings.",
  DEST_DAMAGED:
    "Restore a backup under Settings, Database, or choose a new file there: everything is read again.",
  DEST_UNWRITABLE: "Choose a folder of your own in the database settings, or make the file writable.",
  DEST_FAILED: tryAgainOrReport,
  DATA_QUARANTINED: "Look at the entries, correct them in Tally, then try again.",
  DATA_DELETES_HELD: "Look at the list, then accept the deletions or keep the entries.",
  DATA_DIFFERS: "Have it repaired: what differs is read from Tally again.",
  DATA_UNEXPLAINED: "The next run looks further, until all is explained.",
  CONFIG_USAGE: "[Did you mean {suggestion}? ]Choose again.",
  CONFIG_DATABASE_URL: "Choose the database again in the settings.",
  CONFIG_TALLY_URL: "Write it like this: http://localhost:9000",
  CONFIG_FILE: "Look through the settings: what could not be read has its usual value again.",
  CONFIG_NOT_CONFIRMED: "If you are sure, confirm it.",
  CONFIG_FIELD_AGREEMENT: "If somebody is at Tally's screen, confirm that it may be tried.",
  CONFIG_FIELD_HELD_BACK: "Look at Tally's screen and correct the formula, or confirm to try it once more.",
  EXPORT_FILE_EXISTS: "Choose another name for the file.",
  INTERNAL_ERROR: tryAgainOrReport,
} as const satisfies Partial<Readonly<Record<ErrorCode, string>>>;

const backUp = "Back it up under Settings, Database; “Make a copy regularly” there does it by itself.";

/** The same for what “Check everything” found. */
export const windowFindingActions = {
  tallyElsewhere: "Type the right address in the Tally settings.",
  leftoversHeld: "If Tally is well again, “Read everything again” (Companies, ⋯) sends them once more.",
  backupOld: backUp,
  backupNone: backUp,
} as const satisfies Partial<Readonly<Record<FindingKey, string>>>;
