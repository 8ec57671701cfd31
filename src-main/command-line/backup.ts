import type { Command } from "commander";
import { formatBytes, helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { backUpFile, defaultBackupFolder } from "../destination/backup.ts";
import type { SqliteLocation } from "../destination/database-url.ts";
import { describeLocation, parseDatabaseUrl } from "../destination/open-destination.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { wholeNumber } from "./option-values.ts";
import { usageError } from "./usage-error.ts";

interface BackupOptions {
  readonly out?: string;
  readonly keep?: number;
}

const keepBounds = { least: 1, most: 1_000 };

/** Where the file of the database lies; a server is told that it is not ours to copy. */
export function requireFile(call: Call): SqliteLocation {
  const location = parseDatabaseUrl(call.databaseAddress);
  if (location.product === "sqlite") return location;
  throw usageError(call.language, "backupServer", { database: describeLocation(location) });
}

async function backUp(call: Call, options: BackupOptions): Promise<void> {
  const { output, settings } = call;
  const { path: databaseFile } = requireFile(call);
  const backup = await backUpFile({
    databaseFile,
    folder: options.out ?? settings.backup.folder ?? defaultBackupFolder(databaseFile),
    keep: options.keep ?? settings.backup.keep,
    at: call.clock.now(),
    signal: call.signal,
  });
  output.line(output.say("backupMade", { file: backup.file, size: formatBytes(backup.bytes) }));
  if (backup.removed.length > 0) output.line(output.say("backupRemoved", { count: backup.removed.length }));
  output.document({ backup });
}

export function addBackupCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("backup")
    .description(help.backup)
    .option("--out <folder>", help.optionBackupFolder)
    .option("--keep <number>", help.optionKeep, wholeNumber(language, "--keep", keepBounds))
    .action((options: BackupOptions) =>
      run(async (call) => {
        await backUp(call, options);
        return exitCodes.ok;
      }),
    );
}
