import type { FindingText } from "../finding-text.ts";

/** What the doctor found, where it is not one of the errors. `{name}` is filled in. */
export const findings = {
  tallyAnswers: { title: "Tally", happened: "{product} answers at {url}.", action: "" },
  tallyElsewhere: {
    title: "Tally at another port",
    happened: "A Tally answers at {urls}, but this program asks {url}.",
    action: "Name the right address with --tally, or in the settings.",
  },
  tallyNotAsked: {
    title: "Companies",
    happened: "Tally was not asked, because it does not answer.",
    action: "",
  },
  companiesOpen: { title: "Companies", happened: "Open in Tally: {count}.", action: "" },
  leftoversNone: { title: "Unfinished requests", happened: "No request is held back.", action: "" },
  leftoversHeld: {
    title: "Unfinished requests",
    happened: "Requests held back, because Tally froze or went away while it answered them: {count}.",
    action: "If Tally is well again, sync --full sends them once more.",
  },
  databaseAnswers: { title: "Database", happened: "{database} can be reached.", action: "" },
  databaseNew: {
    title: "Database",
    happened: "{database} is not there yet.",
    action: "Nothing to do: the first sync makes it.",
  },
  rightsEnough: { title: "Rights", happened: "Tables can be made and rows written.", action: "" },
  diskEnough: { title: "Disk", happened: "{free} are free where the database lies.", action: "" },
  diskLow: {
    title: "Disk nearly full",
    happened: "Only {free} are free in {folder}. At least {needed} should be.",
    action: "Make room on this disk, or move the database to another one.",
  },
  diskOfServer: {
    title: "Disk",
    happened: "How much room the database server has cannot be seen from here.",
    action: "",
  },
  clockRight: { title: "Clock", happened: "The clocks of this PC and of the database agree.", action: "" },
  clockDiffers: {
    title: "Clocks differ",
    happened: "The clocks of this PC and of the database are {duration} apart.",
    action: "Let both be set by the network. On Windows: Settings → Time & language → Sync now.",
  },
  clockBehind: {
    title: "Clock was set back",
    happened: "The database holds a time that is {duration} ahead of this PC's clock.",
    action: "Set this PC's clock. On Windows: Settings → Time & language → Sync now.",
  },
  backupThere: { title: "Backup", happened: "The newest copy of the database is of {time}.", action: "" },
  backupOld: {
    title: "Backup",
    happened: "The newest copy of the database is of {time}.",
    action: "Make one with backup, or let watch make them.",
  },
  backupNone: {
    title: "Backup",
    happened: "There is no copy of the database yet.",
    action: "Make one with backup, or let watch make them.",
  },
  backupOfServer: {
    title: "Backup",
    happened: "A server is backed up by whoever runs it.",
    action: "Ask whether the database is part of their backups.",
  },
} as const satisfies Readonly<Record<string, FindingText>>;
