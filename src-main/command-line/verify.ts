import type { Command } from "commander";
import { describeCode, formatCount, helpTexts } from "../contract/texts.ts";
import type { Language } from "../contract/texts.ts";
import type { FigureDifference, VerifiedCompany } from "../contract/verify.ts";
import { sayParts } from "../destination/describe-contents.ts";
import type { VerifyReport } from "../sync/engine-api.ts";
import type { Call, RunVerb } from "./call.ts";
import { exitCodeOfRun, exitCodes, isErrorCode, worstExitCode } from "./exit-codes.ts";
import type { ExitCode } from "./exit-codes.ts";
import { calendarDay, collect } from "./option-values.ts";
import type { Output } from "./output.ts";
import { withEngine } from "./session.ts";
import { formatTable } from "./table.ts";

interface VerifyOptions {
  readonly company?: readonly string[];
  readonly asOf?: string;
}

function exitCodeOfCompany(company: VerifiedCompany, isNamed: boolean): ExitCode {
  const ofRun = exitCodeOfRun(company, isNamed);
  // A verdict is given only where the run came to its end.
  if (ofRun !== exitCodes.ok) return ofRun;
  if (company.status === "not_open" || company.error !== null) return ofRun;
  return company.verdict === "verified" ? exitCodes.ok : exitCodes.needsAttention;
}

function spanText({ from, to }: FigureDifference): string {
  return from === to ? from : `${from} – ${to}`;
}

function printCompany(output: Output, company: VerifiedCompany): void {
  const { checked, differences, exceptions, doubts, asOf } = company;
  const counts = {
    ledgers: formatCount(checked.ledgers),
    voucherCounts: formatCount(checked.voucherCounts),
    stockItems: formatCount(checked.stockItems),
  };
  output.line(
    asOf === null
      ? output.say("verifyNothing", { company: company.company })
      : output.say(`verdict_${company.verdict}`, { company: company.company, date: asOf }),
  );
  if (asOf !== null) output.line(`  ${output.say("verifyChecked", counts)}`);
  const { comparedFrom, leftOut } = company;
  if (comparedFrom !== undefined) {
    output.line(`  ${output.say("verifyComparedFrom", { date: comparedFrom })}`);
  }
  if (leftOut !== undefined) {
    output.line(`  ${output.say("verifyLeftOut", { parts: sayParts(leftOut, output.language) })}`);
  }
  for (const doubt of doubts) output.line(`  ${output.say(`doubt_${doubt}`)}`);
  if (company.error !== null) output.line(`  ${company.error.message} (${company.error.code})`);
  if (differences.length > 0) output.lines(["", ...differencesTable(output, differences)]);
  if (company.error !== null && isErrorCode(company.error.code)) {
    output.lines(["", describeCode(company.error.code, {}, output.language).action]);
  }
  if (!output.isVerbose) return;
  for (const { rule, name, tally, database } of exceptions) {
    output.line(`  ${name}: ${output.say(`exception_${rule}`)} (${tally} / ${database})`);
  }
}

function differencesTable(output: Output, differences: readonly FigureDifference[]): readonly string[] {
  const columns = [
    { title: output.say("columnKind") },
    { title: output.say("columnName"), maxWidth: 40 },
    { title: output.say("columnInTally"), align: "right" },
    { title: output.say("columnInDatabase"), align: "right" },
    { title: output.say("columnArises") },
  ] as const;
  const rows = differences.map((found) => [
    output.say(`figure_${found.kind}`),
    found.name,
    found.tally,
    found.database,
    spanText(found),
  ]);
  return formatTable(columns, rows);
}

function printReport(call: Call, report: VerifyReport): void {
  const { output } = call;
  call.clearProgress();
  output.document({ companies: report.companies });
  if (output.isQuiet) return;
  for (const company of report.companies) printCompany(output, company);
}

export function addVerifyCommand(program: Command, run: RunVerb, language: Language): void {
  const help = helpTexts[language];
  program
    .command("verify")
    .description(help.verify)
    .option("--company <name>", help.optionCompanies, collect)
    .option("--as-of <date>", help.optionAsOf, calendarDay(language, "--as-of"))
    .action((options: VerifyOptions) =>
      run(async (call) => {
        const companies = options.company ?? call.companies;
        const report = await withEngine(call, (engine) =>
          engine.verify({ companies, asOf: options.asOf ?? null }, call.signal),
        );
        printReport(call, report);
        const isNamed = companies.length > 0;
        return worstExitCode([
          exitCodes.ok,
          ...report.companies.map((company) => exitCodeOfCompany(company, isNamed)),
        ]);
      }),
    );
}
