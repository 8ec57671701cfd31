import type { Command } from "commander";
import type { ProbedCompany } from "../contract/company.ts";
import { ReplicaError } from "../contract/errors.ts";
import { helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import { openMemory, withTally } from "./session.ts";
import { formatTable } from "./table.ts";

function counterText(value: number | null): string {
  return value === null ? "–" : String(value);
}

function printCompanies({ output }: Call, companies: readonly ProbedCompany[]): void {
  const columns = [
    { title: output.say("columnCompany"), maxWidth: 50 },
    { title: output.say("columnGuid") },
    { title: output.say("columnNumber") },
    { title: output.say("columnBooksFrom") },
    { title: output.say("columnMastersCounter"), align: "right" },
    { title: output.say("columnVouchersCounter"), align: "right" },
    { title: output.say("columnLastVoucher") },
  ] as const;
  const rows = companies.map((company) => [
    company.isGroupCompany ? `${company.name} (${output.say("groupCompany")})` : company.name,
    company.guid,
    company.companyNumber,
    company.booksFrom,
    counterText(company.mastersCounter),
    counterText(company.vouchersCounter),
    company.lastVoucherDate ?? "–",
  ]);
  output.lines(formatTable(columns, rows));
}

export function addCompaniesCommand(program: Command, run: RunVerb, language: Language): void {
  program
    .command("companies")
    .description(helpTexts[language].companies)
    .action(() =>
      run(async (call) => {
        using memory = openMemory(call);
        const companies = await withTally(call, memory, async (source) => {
          // The smallest question first: a program that is not Tally is never sent more than this.
          await source.ping(call.signal);
          return await source.probe(call.signal);
        });
        if (companies.length === 0) throw new ReplicaError("SOURCE_NO_COMPANY_OPEN", { url: call.tallyUrl });
        printCompanies(call, companies);
        call.output.document({ tallyUrl: call.tallyUrl, companies });
        return exitCodes.ok;
      }),
    );
}
