import type { Command } from "commander";
import { countThings, helpTexts, sayTableWord } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import { sayReason } from "../contract/texts/quarantine-reason.ts";
import { sayIn } from "../contract/texts/say-window.ts";
import { titlesOfColumn } from "../contract/texts/titles.ts";
import { listCompanies } from "../destination/companies-store.ts";
import type { CompanyRow } from "../destination/companies-store.ts";
import type { Destination } from "../destination/destination.ts";
import { readQuarantineNames } from "../destination/quarantine-names.ts";
import { listQuarantine } from "../destination/quarantine.ts";
import type { QuarantinedRecord } from "../destination/quarantine.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodes } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";
import { exitCodeOfReport } from "./run-report.ts";
import { withDatabase, withEngine } from "./session.ts";
import { chooseStoredCompany } from "./stored-company.ts";
import { formatTable } from "./table.ts";

interface QuarantineOptions {
  readonly company?: string;
  readonly replay?: boolean;
}

interface SetAside {
  readonly company: CompanyRow;
  readonly record: QuarantinedRecord;
  /** Empty where it was never stored. */
  readonly nameOrNumber: string;
}

async function readSetAside(
  destination: Destination,
  wanted: string | undefined,
  language: Language,
): Promise<readonly SetAside[]> {
  const companies = await listCompanies(destination.db);
  const filter =
    wanted === undefined ? {} : { companyId: chooseStoredCompany(companies, wanted, language).id };
  const records = await listQuarantine(destination.db, filter);
  const nameOf = await readQuarantineNames(destination, records);
  return records.flatMap((record) => {
    const company = companies.find((each) => each.id === record.company_id);
    return company === undefined ? [] : [{ company, record, nameOrNumber: nameOf(record) }];
  });
}

function print(call: Call, entries: readonly SetAside[]): void {
  const { output, language } = call;
  if (entries.length === 0) {
    output.line(output.say("quarantineEmpty"));
    return;
  }
  const columns = [
    { title: output.say("columnCompany"), maxWidth: 40 },
    { title: output.say("columnTable") },
    { title: output.say("columnName"), maxWidth: 60 },
    { title: output.say("columnDate") },
    { title: output.say("columnField") },
    { title: output.say("columnReason"), maxWidth: 80 },
    { title: output.say("columnAttempts"), align: "right" },
  ] as const;
  const rows = entries.map(({ company, record, nameOrNumber }) => [
    company.name,
    sayTableWord(language, record.entity_type),
    // What was never stored has only its GUID to be told apart by.
    nameOrNumber || record.tally_guid,
    record.voucher_date ?? "",
    record.field_name === "" ? "" : titlesOfColumn(record.field_name)[language],
    sayReason(record.reason, sayIn(language)),
    String(record.attempts),
  ]);
  output.lines(formatTable(columns, rows));
  if (output.isVerbose) {
    output.lines(entries.flatMap(({ record }) => ["", record.tally_guid, record.raw_xml]));
  }
  output.note(output.say("quarantineHint"));
}

function documentOf({ company, record, nameOrNumber }: SetAside): Readonly<Record<string, unknown>> {
  return {
    company: company.name,
    companyGuid: company.tally_guid,
    companyNumber: company.company_number,
    table: record.entity_type,
    guid: record.tally_guid,
    nameOrNumber,
    masterId: record.master_id,
    alterId: record.alter_id,
    voucherDate: record.voucher_date,
    receivedAt: record.received_at,
    reason: record.reason,
    fieldName: record.field_name,
    rawXml: record.raw_xml,
    attempts: record.attempts,
  };
}

/** Every run tries them again, so trying them now is a run of their companies. */
async function replay(call: Call, entries: readonly SetAside[]): Promise<ExitCode> {
  const companies = [
    ...new Set(entries.map(({ company }) => `${company.tally_guid}:${company.company_number}`)),
  ];
  if (companies.length === 0) return exitCodes.ok;
  const report = await withEngine(call, (engine) =>
    engine.sync({ companies, full: false, acceptDeletes: false }, call.signal),
  );
  call.clearProgress();
  return exitCodeOfReport(report, companies);
}

export function addQuarantineCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("quarantine")
    .description(help.quarantine)
    .option("--company <name>", help.optionCompany)
    .option("--replay", help.optionReplay)
    .action((options: QuarantineOptions) =>
      run(async (call) => {
        const { output } = call;
        const read = (): Promise<readonly SetAside[]> =>
          withDatabase(call, (destination) => readSetAside(destination, options.company, language));
        let entries = await read();
        let exitCode: ExitCode = exitCodes.ok;
        if (options.replay === true) {
          exitCode = await replay(call, entries);
          entries = await read();
          output.note(
            output.say("quarantineReplayed", { count: countThings(language, "entries", entries.length) }),
          );
        }
        print(call, entries);
        output.document({ quarantine: entries.map(documentOf) });
        return exitCode;
      }),
    );
}
