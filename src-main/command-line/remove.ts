import type { Command } from "commander";
import { ReplicaError } from "../contract/errors.ts";
import { helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { listCompanies } from "../destination/companies-store.ts";
import { leaseHolder, noteRunEnded, takeLease } from "../sync/own-lease.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { openDatabase, openMemory } from "./session.ts";
import { chooseStoredCompany } from "./stored-company.ts";

/** Long enough for one transaction, short enough that a killed removal does not block the next run for long. */
const leaseSeconds = 120;

async function removeCompany(call: Call, wanted: string, isConfirmed: boolean): Promise<void> {
  const { output, language } = call;
  using memory = openMemory(call);
  await using destination = await openDatabase(call, { mayCreate: false });
  const company = chooseStoredCompany(await listCompanies(destination.db), wanted, language);
  if (!isConfirmed) throw new ReplicaError("CONFIG_NOT_CONFIRMED", { company: company.name });
  // Never under the hands of another program that is just writing this company.
  const fence = {
    companyId: company.id,
    holder: leaseHolder(memory.agent.agentId, process.pid, "remove"),
    leaseSeconds,
  };
  try {
    await takeLease(destination, fence, memory.agent.agentId);
    await destination.transaction(fence, (tx) => tx.removeCompany(company.id));
  } finally {
    noteRunEnded(fence.holder);
  }
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
        await removeCompany(call, options.company, options.yes === true);
        return exitCodes.ok;
      }),
    );
}
