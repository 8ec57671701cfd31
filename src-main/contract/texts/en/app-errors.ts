import type { ErrorText } from "../error-text.ts";

/** English sentences of errors that only the tray app meets. */
export const appErrors = {
  CONFIG_SECRETS_UNAVAILABLE: {
    title: "This PC offers no safe place for the password",
    happened: "The operating system could not take the password into safe keeping.",
    meaning: "The password was not stored anywhere, so the database cannot be used after the next start.",
    action:
      "Use the SQLite file, or a login without a password (Windows login), or sign in to your own account.",
  },
  CONFIG_SECRET_LOST: {
    title: "Please type the database password again",
    happened: "The stored password can no longer be read on this PC or by this user.",
    meaning:
      "Nothing is read from Tally until the database can be opened again. The data in it is untouched.",
    action: "Open Settings, Database, type the password and press Test.",
  },
  CONFIG_SETTINGS_DAMAGED: {
    title: "The settings file was damaged",
    happened: "Unreadable entries have their usual value again[: {names}]. The old file is kept[ as {file}].",
    meaning: "The books and the database are untouched; everything that could be read was kept.",
    action: "Look through Settings once.",
  },
  CONFIG_SETTINGS_NEWER: {
    title: "The settings come from a newer version",
    happened:
      "A newer version wrote the settings. What this version does not know is left alone[ ({names})].",
    meaning: "The books and the database are untouched.",
    action: "Install the newest version on this PC.",
  },
  INTERNAL_WORKER_STOPPED: {
    title: "The part that reads Tally stopped",
    happened: "The background part of Tally Replica ended unexpectedly and was started again.",
    meaning: "Nothing is half done: what was not finished was taken back and is read again.",
    action: "Nothing to do. If it happens again and again, create a diagnostics file and send it to us.",
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
