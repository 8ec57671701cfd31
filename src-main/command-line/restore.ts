import type { Command } from "commander";
import { helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { restoreFile } from "../destination/restore.ts";
import { requireFile } from "./backup.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";

async function restore(call: Call, from: string): Promise<void> {
  const { output, signal } = call;
  const { path: databaseFile } = requireFile(call);
  const restored = await restoreFile({ from, databaseFile, at: call.clock.now(), signal });
  output.line(output.say("restored", { database: databaseFile, file: from }));
  const companies = restored.companies.join(", ");
  output.line(companies === "" ? output.say("databaseEmpty") : output.say("restoredHolds", { companies }));
  if (restored.keptAside !== null) output.line(output.say("restoredAside", { file: restored.keptAside }));
  output.document({ restored: { database: databaseFile, from, ...restored } });
}

export function addRestoreCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("restore")
    .description(help.restore)
    .requiredOption("--from <file>", help.optionFromFile)
    .action((options: { readonly from: string }) =>
      run(async (call) => {
        await restore(call, options.from);
        return exitCodes.ok;
      }),
    );
}
