import { Command } from "commander";
import type { CommanderError } from "commander";
import { helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import type { RunVerb } from "./call.ts";
import { addBackupCommand } from "./backup.ts";
import { addChangesCommand } from "./changes.ts";
import { addCompaniesCommand } from "./companies.ts";
import { addCopyCommand } from "./copy.ts";
import { addDeletesCommand } from "./deletes.ts";
import { addExportCommand } from "./export.ts";
import { addDiagnosticsCommand } from "./diagnostics.ts";
import { addDoctorCommand } from "./doctor.ts";
import { addFieldsCommand } from "./fields.ts";
import { addHistoryCommand } from "./history.ts";
import { addQuarantineCommand } from "./quarantine.ts";
import { addRemoveCommand } from "./remove.ts";
import { addRepairCommand } from "./repair.ts";
import { addRestoreCommand } from "./restore.ts";
import { addSampleTallyCommand } from "./sample-tally.ts";
import { addStatusCommand } from "./status.ts";
import { addSyncCommand } from "./sync.ts";
import { addTestCommand } from "./test-database.ts";
import { addVerifyCommand } from "./verify.ts";
import { addWatchCommand } from "./watch.ts";

const programName = "tally-replica";

/** Options every verb takes, before or after its name. */
export interface CommonOptions {
  readonly tally?: string;
  readonly to?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly config?: string;
}

const verbs: readonly ((program: Command, run: RunVerb, language: Language) => void)[] = [
  addCompaniesCommand,
  addSyncCommand,
  addWatchCommand,
  addVerifyCommand,
  addRepairCommand,
  addStatusCommand,
  addHistoryCommand,
  addChangesCommand,
  addDeletesCommand,
  addQuarantineCommand,
  addExportCommand,
  addFieldsCommand,
  addCopyCommand,
  addRemoveCommand,
  addTestCommand,
  addDoctorCommand,
  addDiagnosticsCommand,
  addBackupCommand,
  addRestoreCommand,
  addSampleTallyCommand,
];

interface ProgramOptions {
  readonly language: Language;
  readonly version: string;
  readonly run: RunVerb;
  /** Help that was asked for. */
  readonly writeHelp: (text: string) => void;
  /** Help in answer to a line without a verb. */
  readonly writeUsage: (text: string) => void;
}

export function createProgram({ language, version, run, writeHelp, writeUsage }: ProgramOptions): Command {
  const help = helpTexts[language];
  const program = new Command(programName)
    .description(help.program)
    .version(version, "--version", help.optionVersion)
    .option("--tally <url>", help.optionTally)
    .option("--to <database>", help.optionTo)
    .option("--json", help.optionJson)
    .option("--quiet", help.optionQuiet)
    .option("--verbose", help.optionVerbose)
    .option("--config <file>", help.optionConfig)
    .helpOption("-h, --help", help.optionHelp)
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    // Errors become sentences of ours in one place; the parser itself prints help only.
    .configureOutput({ writeOut: writeHelp, writeErr: writeUsage, outputError: () => {} })
    .exitOverride((error: CommanderError) => {
      throw error;
    });
  for (const addVerb of verbs) addVerb(program, run, language);
  return program;
}
