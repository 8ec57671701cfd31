import type { Command } from "commander";
import { removeCompany } from "../agent/remove-company.ts";
import { ReplicaError } from "../contract/errors.ts";
import { helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { listCompanies } from "../destination/companies-store.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { openDatabase, openMemory } from "./session.ts";
import { chooseStoredCompany } from "./stored-company.ts";

async function removeNamed(call: Call, wanted: string, isConfirmed: boolean): Promise<void> {
  const { output, language } = call;
  using memory = openMemory(call);
  await using destination = await openDatabase(call, { mayCreate: false });
  const company = chooseStoredCompany(await listCompanies(destination.db), wanted, language);
  if (!isConfirmed) throw new ReplicaError("CONFIG_NOT_CONFIRMED", { company: company.name });
  await removeCompany(destination, memory, company);
  output.line(output.say("removed", { company: company.name }));
  output.document({
    removed: {
      company: company.name,
      companyGuid: company.tally_guid,
      companyNumber: company.company_number,
    },
  });
}

export function addRemoveCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("remove")
    .description(help.remove)
    .requiredOption("--company <name>", help.optionCompany)
    .option("--yes", help.optionYes)
    .action((options: { readonly company: string; readonly yes?: boolean }) =>
      run(async (call) => {
        await removeNamed(call, options.company, options.yes === true);
        return exitCodes.ok;
      }),
    );
}
