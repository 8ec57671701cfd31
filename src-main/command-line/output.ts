import type { Writable } from "node:stream";
import { describeError, say } from "../contract/texts.ts";
import type { ErrorDescription, Language, MessageKey } from "../contract/texts.ts";
import type { FillValues } from "../contract/texts.ts";
import { hidePasswords } from "./hide-password.ts";

interface OutputOptions {
  readonly language: Language;
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly isVerbose: boolean;
}

/** Standard output carries results, standard error everything else. With `--json` the result is one document. */
export interface Output extends OutputOptions {
  /** Result for people; silent with `--json`, which has its own document. */
  line(text?: string): void;
  lines(texts: readonly string[]): void;
  /** The one JSON document; ignored without `--json`. */
  document(value: unknown): void;
  /** A remark that is no result; silent with `--quiet`. */
  note(text: string): void;
  error(error: unknown): ErrorDescription;
  say(key: MessageKey, values?: FillValues): string;
}

/** A reader such as `head` or a closed window may go away: no reason to fail. */
function ignoreBrokenPipe(stream: Writable): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
  });
}

function formatError(description: ErrorDescription): readonly string[] {
  return [
    `${description.title} (${description.code})`,
    `  ${description.happened} ${description.meaning}`,
    `  ${description.action}`,
  ];
}

/** Stack and causes, for `--verbose` only. */
export function technicalDetail(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\n  because: ${technicalDetail(error.cause)}`;
}

export function createOutput(options: OutputOptions, stdout: Writable, stderr: Writable): Output {
  ignoreBrokenPipe(stdout);
  ignoreBrokenPipe(stderr);
  const password = process.env["TALLY_REPLICA_DB_PASSWORD"];
  const warn = (text: string): void => {
    stderr.write(`${hidePasswords(text, password)}\n`);
  };
  const lines = (texts: readonly string[]): void => {
    if (!options.isJson) stdout.write(texts.map((text) => `${text}\n`).join(""));
  };
  let hasDocument = false;
  return {
    ...options,
    line: (text = "") => lines([text]),
    lines,
    document: (value) => {
      if (!options.isJson || hasDocument) return;
      hasDocument = true;
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    note: (text) => {
      if (!options.isQuiet) warn(text);
    },
    error: (error) => {
      const description = describeError(error, options.language);
      warn(formatError(description).join("\n"));
      if (options.isVerbose) {
        warn(`${say(options.language, "technicalDetail")}:\n${technicalDetail(error)}`);
      }
      return description;
    },
    say: (key, values) => say(options.language, key, values),
  };
}

/** What `--json` prints of an error. */
export function errorDocument(description: ErrorDescription): Readonly<Record<string, string>> {
  const { code, title, happened, meaning, action } = description;
  return { code, title, message: `${happened} ${meaning}`, action };
}
