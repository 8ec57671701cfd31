import path from "node:path";
import type { Command } from "commander";
import { diagnosticsFileName } from "../contract/file-names.ts";
import { formatBytes, helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { openDestination, parseDatabaseUrl } from "../destination/open-destination.ts";
import { createDiagnostics } from "../diagnostics/create-diagnostics.ts";
import type { Call, RunVerb } from "./call.ts";
import { examine } from "./doctor.ts";
import { exitCodes } from "./exit-codes.ts";
import { openMemory } from "./session.ts";

async function make(call: Call, file: string | undefined): Promise<void> {
  const { output, clock, settings, programVersion, dataFolder, tallyUrl } = call;
  using memory = openMemory(call);
  const location = parseDatabaseUrl(call.databaseAddress);
  const made = await createDiagnostics({
    file: file ?? path.resolve(diagnosticsFileName(clock.now())),
    settings,
    programVersion,
    dataFolder,
    tallyUrl,
    memory,
    location,
    openDatabase: () => openDestination(location, { mayCreate: false }),
    doctor: await examine(call, memory),
    clock,
  });
  output.line(output.say("diagnosticsMade", { file: made.file, size: formatBytes(made.bytes) }));
  output.line(output.say("diagnosticsHolds", { entries: made.entries.join(", ") }));
  output.document({ diagnostics: made });
}

export function addDiagnosticsCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("diagnostics")
    .description(help.diagnostics)
    .option("--out <file>", help.optionDiagnosticsFile)
    .action((options: { readonly out?: string }) =>
      run(async (call) => {
        await make(call, options.out);
        return exitCodes.ok;
      }),
    );
}
