/** English sentences of the page of problems. */
export const windowProblems = {
  problems_emptyTitle: "Nothing needs you",
  problems_emptyText:
    "Failed runs, deletions to decide, differences to Tally and entries that could not be stored appear here.",
  problems_since: "found {time}",
  problems_affects: "{companies} and {count} more",
  problems_tryAgain: "Try again",
  problems_openRun: "Open the run",
  problems_repair: "Repair now",
  problems_openCompany: "See the differences",
  problems_reviewDeletes: "Look at the deletions",
  problems_reviewQuarantine: "Look at the entries",
  problems_started: "Started. The result appears here.",

  problems_deletesTitle: "Deletions that wait for you: {company}",
  problems_deletesText:
    "Tally no longer shows these entries. Unusually many are gone at once, so nothing was removed. Accept if they were deleted on purpose; keep them if you are not sure.",
  problems_deletesAccept: "Accept {count} deletions",
  problems_deletesAcceptOne: "Accept 1 deletion",
  problems_deletesKeep: "Keep the entries",
  problems_acceptTitle: "Mark {count} entries of {company} as deleted?",
  problems_acceptText:
    "They get the mark “deleted” with the next run, if Tally still shows them as gone. The record of changes keeps what they held.",
  problems_keepTitle: "Keep {count} entries of {company}?",
  problems_keepText: "They stay as they are in the database and are not asked about again.",
  problems_deletesAccepted: "{count} accepted. They take effect with the next run.",
  problems_deletesKept: "{count} kept.",

  problems_quarantineTitle: "Entries that could not be stored",
  problems_quarantineText:
    "Everything else was stored; sums are without these, or with what they held before. They are tried again when they change in Tally, once a day, and with “Sync now”. Correct them in Tally.",
  problems_replay: "Try all again now",
  problems_columnTable: "Table",
  problems_columnName: "Name or number",
  problems_columnDate: "Date",
  problems_columnWhen: "Found",
  problems_reasonLong: "the text has {count} characters; at most {most} can be stored",
  problems_reasonUnreadable: "“{value}” cannot be read here",
  problems_showRaw: "What Tally sent",
  problems_attempts: "tried {count} times",
  problems_attemptsOne: "tried once",
} as const;
