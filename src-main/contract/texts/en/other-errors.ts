import type { ErrorText } from "../error-text.ts";

/** English sentences for the database, the data, what was asked, and ourselves. */
export const otherErrors = {
  DEST_HOST_NOT_FOUND: {
    title: "The database computer was not found",
    happened: "No computer[ named {host}] was found.",
    meaning: "Nothing was written.",
    action: "Check the name after --to, and the network.",
  },
  DEST_UNREACHABLE: {
    title: "The database does not answer",
    happened: "The database[ {database}] does not answer.",
    meaning: "What is stored stays as it is; nothing is half done. Tally is untouched.",
    action: "Check that the database server is running and that no firewall is between.",
  },
  DEST_TLS_REFUSED: {
    title: "No secure connection to the database",
    happened: "The secure connection to the database failed[: {detail}].",
    meaning: "Nothing was written.",
    action: "Check the ssl setting after --to with whoever runs the database.",
  },
  DEST_LOGIN_REFUSED: {
    title: "The database refused the password",
    happened: "The database refused the user name or the password[ of {user}].",
    meaning: "Nothing was written.",
    action: "Check both. The password may be given in TALLY_REPLICA_DB_PASSWORD.",
  },
  DEST_NO_DATABASE: {
    title: "There is no such database",
    happened: "The database[ {database}] does not exist.",
    meaning: "Nothing was written.",
    action: "Create it first (for a new file: sync creates it), or correct the name after --to or --from.",
  },
  DEST_NO_RIGHTS: {
    title: "Not allowed in this database",
    happened: "The database user[ {user}] may not do what is needed[: {detail}][. Missing: {missing}].",
    meaning: "Nothing was written.",
    action:
      "Ask whoever runs the database to grant this user what is missing: the program makes tables and views and writes into them.",
  },
  DEST_TOO_OLD: {
    title: "The database program is too old",
    happened: "This database is too old[: version {version}][, at least {needed} is needed].",
    meaning: "Nothing was written.",
    action: "Update the database program, or use a SQLite file.",
  },
  DEST_FOREIGN: {
    title: "This database belongs to something else",
    happened: "The database[ {database}] was not made by Tally Replica[: {detail}].",
    meaning: "It was left alone.",
    action: "Name another file or an empty database after --to, another copy after --from.",
  },
  DEST_NEWER: {
    title: "The database is from a newer program",
    happened: "The database[ {database}] was made by a newer Tally Replica[ ({version})].",
    meaning: "It was left alone.",
    action: "Update Tally Replica on this PC.",
  },
  DEST_DAMAGED: {
    title: "The database file is damaged",
    happened: "The database[ {database}] is damaged[: {detail}].",
    meaning: "It was left alone. The books in Tally are safe.",
    action: "Restore a backup of the file, or name a new one after --to: everything is read again.",
  },
  DEST_UNWRITABLE: {
    title: "The database cannot be written",
    happened: "The file or its folder[ {database}] cannot be written[: {detail}].",
    meaning: "Nothing was written.",
    action: "Name a folder of your own after --to or --out, or make the file writable.",
  },
  DEST_DISK_FULL: {
    title: "The disk is full",
    happened: "There is no room left for the database[ {database}].",
    meaning: "The last run was undone as a whole. What was there before is safe.",
    action: "Make room on the disk, then run again.",
  },
  DEST_LOCKED: {
    title: "Another program holds the database",
    happened: "Another program keeps the database[ {database}] locked.",
    meaning: "This run was undone as a whole. Nothing is half done.",
    action:
      "Close the program that is writing into the database, or has its file open. The next run tries again by itself.",
  },
  DEST_LEASE_HELD: {
    title: "Another PC is just doing this",
    happened: "{company|The company} is being brought up to date by another program or PC[ ({holder})].",
    meaning: "Nothing was done twice.",
    action: "Nothing to do. The next run looks again.",
  },
  DEST_LEASE_LOST: {
    title: "Another PC took over",
    happened: "Another program or PC took over[ {company}] while this one slept.",
    meaning: "This run was undone as a whole. Nothing is half done.",
    action: "Nothing to do. The next run looks again.",
  },
  DEST_CONNECTION_LOST: {
    title: "The database hung up",
    happened: "The connection to the database ended.",
    meaning: "What had not been stored yet was undone. Nothing is half done.",
    action: "Check the database server and the network. The next run tries again.",
  },
  DEST_FAILED: {
    title: "The database reported an error",
    happened: "The database reported an error[: {detail}].",
    meaning: "This run was undone as a whole. Nothing is half done.",
    action: "Try again. If it stays, run with --verbose and report what it prints.",
  },
  DATA_QUARANTINED: {
    title: "Some entries were set aside",
    happened: "{count|Some} entries[ of {company}] could not be stored and were set aside.",
    meaning:
      "Everything else is there. They are tried again when changed in Tally, with each run you start, and daily.",
    action: "Correct them in Tally. Which they are and why: quarantine.",
  },
  DATA_DELETES_HELD: {
    title: "Deletions wait for you",
    happened: "{count|Some} deletions[ in {company}] are unusually many and wait for your decision.",
    meaning: "Everything else of the run is there. Nothing was deleted.",
    action: "See them with: deletes. Then accept or dismiss them.",
  },
  DATA_UNEXPLAINED: {
    title: "Not everything is explained yet",
    happened: "{count|Some} changes[ in {company}] are not explained yet.",
    meaning: "What is known is there. It is not called complete.",
    action: "Run sync again. It looks further until all is explained.",
  },
  DATA_DIFFERS: {
    title: "The database differs from Tally",
    happened: "Figures[ of {company}] that differ from Tally: {count|some}.",
    meaning: "Do not rely on these figures yet.",
    action: "See them with verify and put them right with repair.",
  },
  CONFIG_USAGE: {
    title: "Not understood",
    happened: "{problem|The command line was not understood.}",
    meaning: "Nothing was done.",
    action: "[Did you mean {suggestion}? ]See all commands and options with --help.",
  },
  CONFIG_COMPANY_UNKNOWN: {
    title: "Nobody knows this company",
    happened: "No company is called {company|that}, neither in Tally nor in the database.",
    meaning: "Nothing was done.",
    action: "[Did you mean {suggestion}? ]See the names with: companies.",
  },
  CONFIG_DATABASE_URL: {
    title: "This is not a database address",
    happened: "The database address cannot be used[: {detail}].",
    meaning: "Nothing was done.",
    action: "Write it like this: --to sqlite:C:\\Books\\replica.sqlite",
  },
  CONFIG_TALLY_URL: {
    title: "This is not a Tally address",
    happened: "The Tally address[ {url}] cannot be used.",
    meaning: "Nothing was done.",
    action: "Write it like this: --tally http://localhost:9000",
  },
  CONFIG_FILE: {
    title: "The settings file cannot be used",
    happened: "The settings file[ {file}] cannot be used[: {detail}].",
    meaning: "Nothing was done.",
    action: "Correct the file, or leave --config away.",
  },
  CONFIG_NOT_CONFIRMED: {
    title: "This needs your yes",
    happened: "This would remove {company|the company} and all its entries from the database.",
    meaning: "Nothing was removed. Tally itself is never touched.",
    action: "If you are sure, add --yes.",
  },
  CONFIG_FIELD_TABLE: {
    title: "There is no such table for a custom field",
    happened: "A custom field[ ({field})] names a table that takes no fields[: {table}].",
    meaning: "Nothing was changed, and Tally was not asked.",
    action: "Name a table of masters (ledgers, stock_items, employees …) or vouchers.",
  },
  CONFIG_FIELD_NAME: {
    title: "This name of a custom field is taken",
    happened: "A custom field cannot have this name[: {field}]. It is taken or begins with custom_.",
    meaning: "Nothing was changed, and Tally was not asked.",
    action: "Choose another name, with small letters, digits and _ only.",
  },
  CONFIG_FIELD_EXPRESSION: {
    title: "The formula of a custom field cannot be read",
    happened: "The formula of the custom field[ {field}] cannot be used[: {detail}].",
    meaning: "Nothing was changed, and Tally was not asked.",
    action: "Correct the formula. It is one line, such as $TransporterName.",
  },
  CONFIG_FIELD_VALUE: {
    title: "A custom field does not give what it should",
    happened: "Tally's answer for the custom field[ {field}] is not of its type[ {type}][: {detail}].",
    meaning: "The field was not added. The books are not touched.",
    action: "Correct the formula, or choose the type text.",
  },
  CONFIG_FIELD_AGREEMENT: {
    title: "Trying a custom field needs your yes",
    happened: "The custom field[ {field}] has to be tried on one record in Tally.",
    meaning:
      "A wrong formula can open an error box in Tally that stops it until closed. Nothing was asked yet.",
    action: "If somebody is at Tally's screen, add --yes.",
  },
  CONFIG_FIELD_HELD_BACK: {
    title: "This formula is held back",
    happened: "The formula of the custom field[ {field}] was tried before, and Tally did not answer.",
    meaning: "It is not sent again by itself, because it may stop Tally. The books are not touched.",
    action: "Look at Tally's screen, correct the formula, or add --yes --again to try it once more.",
  },
  CONFIG_FIELD_NO_RECORD: {
    title: "There is nothing to try the custom field on",
    happened: "There is no record yet[ in {table}] to try the custom field[ {field}] on.",
    meaning: "The field was not added.",
    action: "Load a company with such records first, then add the field.",
  },
  INTERNAL_STOPPED: {
    title: "Stopped",
    happened: "The work was stopped before its end.",
    meaning: "Nothing is half done.",
    action: "The next run continues from here.",
  },
  INTERNAL_ERROR: {
    title: "Something went wrong in Tally Replica",
    happened: "Tally Replica made a mistake.",
    meaning: "This run was undone as a whole. The books in Tally are untouched.",
    action: "Try again. If it stays, run with --verbose and report what it prints.",
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
