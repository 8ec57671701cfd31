/** English sentences about backups, the doctor and the diagnostics file. `{name}` is filled in. */
export const services = {
  backupMade: "The database was copied to {file} ({size}) and the copy read through.",
  backupRemoved: "Older copies that were let go: {count}.",
  backupFailed: "The database could not be copied: {reason}",
  backupServer:
    "{database} is a server. Whoever runs it backs it up with its own means; this program copies SQLite files only.",
  restored: "The database {database} is now as it was in {file}.",
  restoredHolds: "It holds: {companies}. The next sync brings it up to date.",
  restoredAside: "What was there before is kept at {file}.",
  diagnosticsMade: "The diagnostics file is at {file} ({size}). It was not sent anywhere.",
  diagnosticsHolds: "It holds no books, no names of companies and no passwords: {entries}.",
  doctorAllWell: "All is well.",
  doctorMark_good: "good",
  doctorMark_notice: "note",
  doctorMark_problem: "TO DO",
} as const;
