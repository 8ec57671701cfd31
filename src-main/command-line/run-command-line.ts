import { CommanderError } from "commander";
import type { Writable } from "node:stream";
import { systemClock } from "../contract/clock.ts";
import { ReplicaError } from "../contract/errors.ts";
import type { Settings } from "../contract/settings.ts";
import type { Language } from "../contract/texts.ts";
import { parseTallyUrl } from "../source/client.ts";
import { defaultDatabaseFile, userDataFolder } from "../history/user-data-folder.ts";
import type { Call } from "./call.ts";
import { exitCodeOfError, exitCodes } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";
import { findConfigFile, loadSettings } from "./load-settings.ts";
import { createLog } from "./log.ts";
import { createOutput, errorDocument } from "./output.ts";
import type { Output } from "./output.ts";
import { createProgram } from "./program.ts";
import type { CommonOptions } from "./program.ts";
import { createProgressBar, noProgressBar } from "./progress-bar.ts";
import type { ProgressBar } from "./progress-bar.ts";
import { usageErrorOfParser } from "./usage-error.ts";

interface CommandLine {
  /** What follows the program's name. */
  readonly arguments: readonly string[];
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly signal: AbortSignal;
  /** Used where no --config is given: the installed program's own settings. */
  readonly settings?: Settings;
}

/** Known before the line is parsed, so that even a wrong line is answered as it was asked. */
function createEarlyOutput(line: CommandLine, language: Language): Output {
  const has = (option: string): boolean => line.arguments.includes(option);
  const options = {
    language,
    isJson: has("--json"),
    isQuiet: has("--quiet"),
    isVerbose: has("--verbose"),
  };
  return createOutput(options, line.stdout, line.stderr);
}

function createBar(line: CommandLine, output: Output): ProgressBar {
  const { stderr } = line;
  if (stderr.isTTY !== true || output.isQuiet || output.isVerbose) return noProgressBar;
  const terminal = {
    get columns() {
      // Some terminals say 0.
      return stderr.columns || 80;
    },
    write: (text: string) => void stderr.write(text),
  };
  return createProgressBar(terminal, output.language, () => performance.now());
}

function createCall(
  line: CommandLine,
  settings: Settings,
  options: CommonOptions,
  output: Output,
  bar: ProgressBar,
): Call {
  const dataFolder = userDataFolder(line.environment);
  return {
    language: output.language,
    tallyUrl: parseTallyUrl(options.tally ?? settings.tally).origin,
    isTallyNamed: options.tally !== undefined,
    databaseAddress: options.to ?? settings.to ?? `sqlite:${defaultDatabaseFile(dataFolder)}`,
    dataFolder,
    companies: settings.companies,
    everySeconds: settings.everySeconds,
    settings,
    output,
    clock: systemClock,
    log: createLog(output, () => systemClock.now()),
    signal: line.signal,
    programVersion: line.version,
    onProgress: (progress) => bar.show(progress),
    clearProgress: () => bar.clear(),
  };
}

/** Prints what went wrong, as sentences and as the JSON document, and says the exit code. */
function reportError(error: unknown, output: Output, isSync: boolean): ExitCode {
  const description = output.error(error);
  // Whoever reads the document of a sync finds its usual members.
  const nothing = isSync ? { runs: [], tallyRequests: 0, tallyBytes: 0 } : {};
  output.document({ ...nothing, error: errorDocument(description) });
  return exitCodeOfError(description.code);
}

function isHelpOrVersion(error: CommanderError): boolean {
  return error.exitCode === 0;
}

/** Understands the line, does the work, says how it ended. Throws nothing. */
export async function runCommandLine(line: CommandLine): Promise<ExitCode> {
  let output = createEarlyOutput(line, "en");
  let exitCode: ExitCode = exitCodes.ok;
  let bar = noProgressBar;
  try {
    const { settings, unknownNames } = loadSettings(findConfigFile(line.arguments), line.settings);
    output = createEarlyOutput(line, settings.language);
    if (unknownNames.length > 0)
      output.note(output.say("unknownSetting", { names: unknownNames.join(", ") }));
    bar = createBar(line, output);
    const program = createProgram({
      language: settings.language,
      version: line.version,
      writeHelp: (text) => void line.stdout.write(text),
      writeUsage: (text) => void line.stderr.write(text),
      run: async (work) => {
        exitCode = await work(createCall(line, settings, program.opts<CommonOptions>(), output, bar));
      },
    });
    await program.parseAsync([...line.arguments], { from: "user" });
  } catch (error) {
    bar.clear();
    return endWithError(error, output, line.arguments.includes("sync"));
  }
  bar.clear();
  return line.signal.aborted ? exitCodes.stopped : exitCode;
}

function endWithError(error: unknown, output: Output, isSync: boolean): ExitCode {
  if (!(error instanceof CommanderError)) return reportError(error, output, isSync);
  // `tally-replica` alone prints the help and counts as wrong usage; --help and --version are fine.
  if (isHelpOrVersion(error)) return exitCodes.ok;
  if (error.code === "commander.help") {
    if (output.isJson) return reportError(new ReplicaError("CONFIG_USAGE"), output, isSync);
    return exitCodes.usage;
  }
  return reportError(usageErrorOfParser(error, output.language), output, isSync);
}
