import type { Command } from "commander";
import { countThings, formatBytes, helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import type { RepairRequest, SyncReport } from "../sync/engine-api.ts";
import type { Call, RunVerb } from "./call.ts";
import { calendarDay, collect, tableName } from "./option-values.ts";
import { exitCodeOfReport, printRuns } from "./run-report.ts";
import { withEngine } from "./session.ts";
import { usageError } from "./usage-error.ts";

interface RepairOptions {
  readonly company?: readonly string[];
  readonly from?: string;
  readonly toDate?: string;
  readonly table?: string;
}

/** Before and after every date a book can have; the engine keeps to the book. */
const earliest = "1900-01-01";
const latest = "2999-12-31";

function windowOf({ from, toDate, table }: RepairOptions, language: Language): RepairRequest["window"] {
  if (from === undefined && toDate === undefined) return null;
  if (table !== undefined && table !== "vouchers") {
    const other = from === undefined ? "--to-date" : "--from";
    throw usageError(language, "conflictingOptions", { name: "--table", other });
  }
  if (from !== undefined && toDate !== undefined && from > toDate) {
    throw usageError(language, "conflictingOptions", {
      name: `--from ${from}`,
      other: `--to-date ${toDate}`,
    });
  }
  return { from: from ?? earliest, to: toDate ?? latest };
}

function printReport(call: Call, report: SyncReport): void {
  const { output, language } = call;
  call.clearProgress();
  output.document(report);
  if (output.isQuiet) return;
  printRuns(output, report);
  output.line();
  if (report.runs.every(({ status }) => status === "no_change")) output.line(output.say("repairNothing"));
  output.line(
    output.say("repairTraffic", {
      requests: countThings(language, "requests", report.tallyRequests),
      bytes: formatBytes(report.tallyBytes),
    }),
  );
}

export function addRepairCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("repair")
    .description(help.repair)
    .option("--company <name>", help.optionCompanies, collect)
    .option("--from <date>", help.optionRepairFrom, calendarDay(language, "--from"))
    .option("--to-date <date>", help.optionRepairTo, calendarDay(language, "--to-date"))
    .option("--table <name>", help.optionTable, tableName(language, "--table"))
    .action((options: RepairOptions) =>
      run(async (call) => {
        const companies = options.company ?? call.companies;
        const request = { companies, window: windowOf(options, language), table: options.table ?? null };
        const report = await withEngine(call, (engine) => engine.repair(request, call.signal));
        printReport(call, report);
        return exitCodeOfReport(report, companies);
      }),
    );
}
