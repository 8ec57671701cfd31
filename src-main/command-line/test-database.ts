import type { Command } from "commander";
import { testDatabase } from "../agent/test-database.ts";
import { helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import type { RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";

export function addTestCommand(program: Command, run: RunVerb, language: Language): void {
  program
    .command("test")
    .description(helpTexts[language].test)
    .action(() =>
      run(async (call) => {
        const { output } = call;
        const tested = await testDatabase(call.databaseAddress, call.programVersion);
        const { exists, companies, description: database } = tested;
        output.document({ database, isUsable: true, exists, companies });
        if (!exists) {
          output.line(output.say("databaseNew", { database }));
          return exitCodes.ok;
        }
        output.line(output.say("databaseGood", { database }));
        output.line(
          companies.length === 0
            ? output.say("databaseEmpty")
            : output.say("databaseHolds", { companies: companies.join(", ") }),
        );
        return exitCodes.ok;
      }),
    );
}
