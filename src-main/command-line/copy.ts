import type { Command } from "commander";
import { streams } from "../catalog/index.ts";
import { countThings, helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { listCompanies } from "../destination/companies-store.ts";
import { copyCompanies, type CopiedCompany } from "../destination/copy.ts";
import type { Destination } from "../destination/destination.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { collect } from "./option-values.ts";
import { openDatabase } from "./session.ts";
import { chooseStoredCompany } from "./stored-company.ts";

interface CopyOptions {
  readonly from: string;
  readonly company?: readonly string[];
}

async function chosenIds(
  call: Call,
  from: Destination,
  names: readonly string[],
): Promise<readonly number[]> {
  const companies = await listCompanies(from.db);
  if (names.length === 0) return companies.map(({ id }) => id);
  return names.map((name) => chooseStoredCompany(companies, name, call.language).id);
}

function rowsOf({ rows }: CopiedCompany): number | null {
  return rows === null ? null : Object.values(rows).reduce((sum, count) => sum + count, 0);
}

async function copyBetween(call: Call, options: CopyOptions): Promise<void> {
  const { output, language } = call;
  await using from = await openDatabase({ ...call, databaseAddress: options.from }, { mayCreate: false });
  await using to = await openDatabase(call, { mayCreate: true });
  const companyIds = await chosenIds(call, from, options.company ?? []);
  const copied = await copyCompanies(from, to, { streams, companyIds, signal: call.signal });
  for (const company of copied) {
    const rows = rowsOf(company);
    output.line(
      rows === null
        ? output.say("copyAlreadyThere", { company: company.company })
        : output.say("copied", { company: company.company, rows: countThings(language, "rows", rows) }),
    );
  }
  output.document({
    copied: copied.map((company) => ({
      company: company.company,
      companyGuid: company.companyGuid,
      isCopied: company.rows !== null,
      rows: rowsOf(company) ?? 0,
    })),
  });
}

export function addCopyCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("copy")
    .description(help.copy)
    .requiredOption("--from <database>", help.optionFromDatabase)
    .option("--company <name>", help.optionCompanies, collect)
    .action((options: CopyOptions) =>
      run(async (call) => {
        await copyBetween(call, options);
        return exitCodes.ok;
      }),
    );
}
