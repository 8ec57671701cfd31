import type { CommanderError } from "commander";
import { ReplicaError } from "../contract/errors.ts";
import { say } from "../contract/texts.ts";
import type { Language, MessageKey } from "../contract/texts.ts";
import { hidePasswords } from "./hide-password.ts";

export function usageError(
  language: Language,
  key: MessageKey,
  values: Readonly<Record<string, string | number>>,
): ReplicaError {
  return new ReplicaError("CONFIG_USAGE", { problem: say(language, key, values) });
}

const keyOfCode: Readonly<Record<string, MessageKey>> = {
  "commander.unknownOption": "unknownOption",
  "commander.unknownCommand": "unknownCommand",
  "commander.optionMissingArgument": "missingValue",
  "commander.missingMandatoryOptionValue": "missingOption",
  "commander.excessArguments": "excessArguments",
  "commander.conflictingOption": "conflictingOptions",
};

/** What the option parser found wrong, in our words; its own sentences are English and say "error:". */
export function usageErrorOfParser(error: CommanderError, language: Language): ReplicaError {
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? "");
  const suggestion = /Did you mean (?:one of )?([^?]*)\?/.exec(error.message)?.[1] ?? "";
  const key = keyOfCode[error.code];
  const isTooMuch = error.code === "commander.excessArguments";
  // The value behind an unknown option is not repeated: it may be an address with a password.
  const name = isTooMuch
    ? (/got \d+: (.*)\.$/.exec(error.message)?.[1] ?? "")
    : (quoted[0] ?? "").split("=")[0];
  const problem =
    key === undefined
      ? error.message.replace(/^error: /, "")
      : say(language, key, { name: hidePasswords(name ?? ""), other: quoted[1] });
  return new ReplicaError("CONFIG_USAGE", { problem: hidePasswords(problem), suggestion });
}
